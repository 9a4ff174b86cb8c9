"""BibTeX (UTF-8, for biber and BibTeX alike). Touches the stream that it is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from evidence.tables.latex_text import latex
from evidence.tables.reference import Person, Reference, reference
from evidence.tables.table import Table


def write_bibtex(table: Table, stream: TextIO) -> None:
    """Write one entry after the other; titles keep their capitals, a collective stays one name."""
    for entry in table.entries:
        of = reference(entry)
        stream.write(f"@{'book' if of.book else 'article'}{{{of.key},\n")
        stream.writelines(f"  {name} = {{{text}}},\n" for name, text in _fields(of) if text)
        stream.write("}\n\n")


def _fields(of: Reference) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{latex(of.title)}}}" if of.title else ""
    yield "author", " and ".join(map(_name, of.authors))
    yield "publisher" if of.book else "journal", latex(of.journal)
    yield "year", str(of.year or "")
    yield "month", str(of.month or "")
    yield "volume", latex(of.volume)
    yield "number", latex(of.issue)
    yield "pages", latex(of.pages).replace("-", "--")
    yield "issn", latex(of.issn)
    yield "doi", latex(of.doi)
    yield "pmid", str(of.pmid)
    yield "pmcid", latex(of.pmc)
    yield "url", of.url
    yield "language", ", ".join(map(latex, of.languages))
    yield "keywords", latex(", ".join(of.keywords))
    yield "abstract", latex(of.abstract)
    yield "annote", latex(". ".join(of.notes))


def _name(person: Person) -> str:
    """The form "Family, Jr, Given"; braces keep a collective, or a name with "and" or a comma in it, in one piece."""
    family, given = latex(person.family), latex(person.given)
    if person.collective or "," in family or " and " in f" {family} ":
        family = f"{{{family}}}"
    if "," in given or " and " in f" {given} ":
        given = f"{{{given}}}"
    return ", ".join(filter(None, (family, latex(person.suffix), given)))

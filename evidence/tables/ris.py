"""RIS, as EndNote, Zotero and Covidence read it. Touches the stream that it is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from evidence.tables.reference import Person, Reference, reference
from evidence.tables.table import Table


def write_ris(table: Table, stream: TextIO) -> None:
    """Write one reference after the other; lines end as the format asks (CRLF)."""
    for entry in table.entries:
        stream.writelines(f"{tag}  - {text}\r\n" for tag, text in _fields(reference(entry)) if text or tag == "ER")
        stream.write("\r\n")


def _fields(of: Reference) -> Iterator[tuple[str, str]]:
    first, _, last = of.pages.partition("-")
    yield "TY", "BOOK" if of.book else "JOUR"
    yield "ID", of.key
    yield "TI", of.title
    yield from (("AU", _name(person)) for person in of.authors)
    yield "PY", str(of.year or "")
    yield "DA", _date(of)
    yield "JO", of.journal
    yield "J2", of.short_journal
    yield "VL", of.volume
    yield "IS", of.issue
    yield "SP", first
    yield "EP", last
    yield "SN", of.issn
    yield "DO", of.doi
    yield "AN", str(of.pmid)
    yield "C2", of.pmc
    yield "LA", ", ".join(of.languages)
    yield "UR", of.url
    yield "DB", "PubMed"
    yield "AB", of.abstract
    yield from (("KW", word) for word in of.keywords)
    yield from (("N1", note) for note in of.notes)
    yield "ER", ""


def _name(person: Person) -> str:
    return ", ".join(filter(None, (person.family, person.given, person.suffix)))


def _date(of: Reference) -> str:
    """YYYY/MM/DD/, with nothing where nothing is known."""
    if of.year is None or of.month is None:
        return ""
    return f"{of.year}/{of.month:02}/{f'{of.day:02}' if of.day else ''}/"

"""MEDLINE text (.nbib), as PubMed exports it and reference managers read it. Touches the stream that it is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from evidence.records import mesh_text
from evidence.tables.entry import Entry
from evidence.tables.reference import line, reference
from evidence.tables.table import Table


def write_nbib(table: Table, stream: TextIO) -> None:
    """Write one record after the other, a blank line between; a field stands on one line."""
    for entry in table.entries:
        stream.writelines(f"{tag:<4}- {text}\n" for tag, text in _fields(entry) if text)
        stream.write("\n")


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    record, of = entry.record, reference(entry)
    yield "PMID", str(record.pmid)
    yield "STAT", line(record.status)
    yield "LR", (record.revised or "").replace("-", "")
    yield "IS", of.issn
    yield "VI", of.volume
    yield "IP", of.issue
    yield "DP", line(record.published.raw) or record.published.iso or str(of.year or "")
    yield "BTI" if of.book else "TI", line(record.title) or of.title
    yield "PG", of.pages
    yield "LID", f"{of.doi} [doi]" if of.doi else ""
    yield "AB", of.abstract
    yield "CI", line(record.copyright)
    for author, person in zip((a for a in record.authors if a.collective or a.last_name), of.authors, strict=False):
        if person.collective:
            yield "CN", person.family
        else:
            yield "FAU", ", ".join(filter(None, (person.family, person.given, person.suffix)))
            yield "AU", line(author.name)
    yield from (("LA", language) for language in of.languages)
    yield from (("PT", line(kind.name)) for kind in record.publication_types)
    yield "TT", line(record.vernacular_title)
    yield "PL", line(record.journal.country)
    yield "TA", line(record.journal.medline_abbreviation or record.journal.iso_abbreviation)
    yield "JT", line(record.journal.title)
    yield "JID", line(record.journal.nlm_id)
    yield from (("SI", f"{line(n.bank)}/{line(n.accession)}") for n in record.registry_numbers)
    yield from (("MH", line(mesh_text(heading))) for heading in record.mesh)
    yield from (("OT", word) for word in of.keywords)
    yield "PMC", of.pmc
    yield "AID", f"{of.doi} [doi]" if of.doi else ""

"""CSL-JSON, as Zotero, Pandoc and citeproc read it. Touches the stream that it is given."""

from __future__ import annotations

import json
from typing import Any, TextIO

from evidence.tables.reference import Person, Reference, reference
from evidence.tables.table import Table


def write_csl(table: Table, stream: TextIO) -> None:
    """Write a list of items, one a line; streamed."""
    stream.write("[")
    stream.writelines(
        ("," if number else "") + "\n" + json.dumps(item(reference(entry)), ensure_ascii=False)
        for number, entry in enumerate(table.entries)
    )
    stream.write("\n]\n")


def item(of: Reference) -> dict[str, Any]:
    """One item by CSL's names; what is not known is left out."""
    fields = {
        "id": of.key,
        "type": "book" if of.book else "article-journal",
        "title": of.title,
        "author": [_name(person) for person in of.authors],
        "issued": {"date-parts": [_date(of)]} if of.year else None,
        "container-title": of.journal,
        "container-title-short": of.short_journal,
        "ISSN": of.issn,
        "volume": of.volume,
        "issue": of.issue,
        "page": of.pages,
        "DOI": of.doi,
        "PMID": str(of.pmid),
        "PMCID": of.pmc,
        "URL": of.url,
        "language": ", ".join(of.languages),
        "abstract": of.abstract,
        "keyword": ", ".join(of.keywords),
        "note": ". ".join(of.notes),
    }
    return {name: value for name, value in fields.items() if value}


def _name(person: Person) -> dict[str, str]:
    if person.collective:
        return {"literal": person.family}
    name = {"family": person.family, "given": person.given, "suffix": person.suffix}
    return {part: text for part, text in name.items() if text}


def _date(of: Reference) -> list[int]:
    parts = [of.year, of.month, of.day if of.month else None]
    return [part for part in parts if part is not None]

"""CSV with the columns of Rayyan's own export, to screen with. Touches the stream that it is given."""

from __future__ import annotations

import csv
from typing import Final, TextIO

from evidence.sanitize import no_formula
from evidence.tables.reference import Reference, reference
from evidence.tables.table import Table

COLUMNS: Final = (
    "key", "title", "year", "month", "day", "journal", "issn", "volume", "issue", "pages", "authors", "url", "language",
    "publisher", "location", "abstract", "notes", "doi", "keywords", "pubmed_id", "pmc_id",
)  # fmt: skip


def write_rayyan(table: Table, stream: TextIO) -> None:
    """Write a header and one record a row; the notes say what Evidence read, so that Rayyan can filter by it."""
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(map(no_formula, _row(reference(entry))) for entry in table.entries)


def _row(of: Reference) -> tuple[str, ...]:
    authors = " and ".join(", ".join(filter(None, (a.family, a.suffix, a.given))) for a in of.authors)
    dates = tuple(str(part or "") for part in (of.year, of.month, of.day))
    return (
        of.key, of.title, *dates, of.journal, of.issn, of.volume, of.issue, of.pages, authors, of.url,
        ", ".join(of.languages), "", "", of.abstract, ". ".join(of.notes), of.doi, "; ".join(of.keywords),
        str(of.pmid), of.pmc,
    )  # fmt: skip

"""CSV and TSV: one line a record, UTF-8, formulas disarmed. Touches the stream that it is given."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from evidence.sanitize import no_formula
from evidence.tables.entry import Cell, Column
from evidence.tables.table import Table


def write_csv(table: Table, stream: TextIO, *, for_excel: bool = False) -> None:
    """Write RFC 4180 CSV; `for_excel` puts the byte-order mark that Excel needs to read UTF-8."""
    if for_excel:
        stream.write("\ufeff")
    csv_rows(table.columns, map(table.cells, table.entries), stream, ending="\r\n" if for_excel else "\n")


def write_tsv(table: Table, stream: TextIO) -> None:
    """Write tab-separated values; tabs and newlines inside a cell become spaces, nothing is quoted."""
    tsv_rows(table.columns, map(table.cells, table.entries), stream)


def csv_rows(columns: Iterable[Column], rows: Iterable[Iterable[Cell]], stream: TextIO, *, ending: str = "\n") -> None:
    """Write a header and rows of cells as CSV."""
    written = csv.writer(stream, lineterminator=ending)
    written.writerow([column.head for column in columns])
    for cells in rows:
        written.writerow([no_formula(cell.text) for cell in cells])


def tsv_rows(columns: Iterable[Column], rows: Iterable[Iterable[Cell]], stream: TextIO) -> None:
    """Write a header and rows of cells as TSV."""
    stream.write("\t".join(column.head for column in columns) + "\n")
    stream.writelines(tsv_line(cell.text for cell in cells) + "\n" for cells in rows)


def tsv_line(texts: Iterable[str]) -> str:
    """Texts as a row of TSV, without its end."""
    return "\t".join(" ".join(no_formula(text).split()) for text in texts)

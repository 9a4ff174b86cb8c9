"""CSV and TSV: one line a record, UTF-8, formulas disarmed. Touches the stream that it is given."""

from __future__ import annotations

import csv
from typing import TextIO

from evidence.disarm import no_formula
from evidence.tables.table import Table


def write_csv(table: Table, stream: TextIO, *, for_excel: bool = False) -> None:
    """Write RFC 4180 CSV; `for_excel` puts the byte-order mark that Excel needs to read UTF-8."""
    if for_excel:
        stream.write("\ufeff")
    rows = csv.writer(stream, lineterminator="\r\n" if for_excel else "\n")
    rows.writerow([column.head for column in table.columns])
    for entry in table.entries:
        rows.writerow([no_formula(cell.text) for cell in table.cells(entry)])


def write_tsv(table: Table, stream: TextIO) -> None:
    """Write tab-separated values; tabs and newlines inside a cell become spaces, nothing is quoted."""
    stream.write("\t".join(column.head for column in table.columns) + "\n")
    for entry in table.entries:
        cells = (" ".join(no_formula(cell.text).split()) for cell in table.cells(entry))
        stream.write("\t".join(cells) + "\n")

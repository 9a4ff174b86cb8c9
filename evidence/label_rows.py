"""The rows of a label file, each with its line: CSV, tab-separated text or JSON lines. Reads the stream it is given.

Column names are taken as people type them: `PMID`, `Sample size`, `n`, `Follow-up` are pmid, sample_size, sample_size
and follow_up, in every form. A file's ending says its form; what ends in neither .csv nor .tsv is JSON lines.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TextIO

from evidence.delimiters import NAMES, sniffed
from evidence.errors import BadInput
from evidence.label_lengths import MONTHS, STATED, length_told, tells_two
from evidence.progress import Notice, unheard
from evidence.shown import first_of
from evidence.strict_json import from_json
from evidence.values import Field, field_meant

Form = Literal["csv", "tsv", "jsonl"]
Row = tuple[str, Mapping[str, Any]]  # "labels.csv, line 2", and what stands there
LISTS: Final = ("publication_types", "mesh", "keywords")
"""Columns that hold several texts; in a cell `;` parts them."""
_LENGTHS: Final = frozenset([MONTHS, STATED])
_FIELDS: Final = frozenset(field.value for field in Field)


def form_of(name: str) -> Form:
    """The form that a file's name says it has; stdin (`-`) has JSON lines."""
    ending = name.lower().rpartition(".")[2]
    return "csv" if ending == "csv" else "tsv" if ending == "tsv" else "jsonl"


def label_rows(stream: TextIO, form: Form, name: str, notice: Notice = unheard) -> Iterator[Row]:
    """The rows that are not empty, in the order of the file; a cell without text is "", a missing JSON key is none.

    Args:
        stream: the open file; a table with `newline=""`.
        form: how it is written.
        name: what to call the file in an error.
        notice: told where a table of ours has two lengths of one record, of which the months count.

    Raises:
        BadInput: it is not written so; the message names the line.
    """
    return _json_lines(stream, name) if form == "jsonl" else _table(stream, form, name, notice)


def _table(stream: TextIO, form: Form, name: str, notice: Notice) -> Iterator[Row]:
    # Strict, because a quotation mark that is not closed would take all that follows into one cell.
    delimiter, lines = sniffed(stream) if form == "csv" else ("\t", stream)
    between = NAMES[delimiter]
    two: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        heads = next(reader, [])
        columns = _columns(heads, between, name)
        is_ours = "follow_up" not in columns and bool(_LENGTHS & set(columns))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                where = f"{name}, line {reader.line_num}"
                row = _row(columns, [cell.strip() for cell in cells], where, between)
                if is_ours and tells_two(row):
                    two.append(reader.line_num)
                yield where, {"follow_up": length_told(row)} | row if is_ours else row
    except csv.Error as error:
        what = f"{name}, line {reader.line_num}: no {form.upper()} ({error})"
        raise BadInput(
            what, f"look for a quotation mark that is not closed, or cells without {between}s between"
        ) from None
    if two:
        notice(_of_two(two, name))


def _of_two(lines: list[int], name: str) -> str:
    """That a person's edit of the length as stated is not what is judged by."""
    places = f"{'line' if len(lines) == 1 else 'lines'} {first_of(lines, 10)}"
    return f"{name}: the months and the follow-up as stated differ in {places}; the months count"


def _columns(told: list[str], between: str, name: str) -> list[str]:
    columns = [_column(column) for column in told]
    if not {"pmid", "id"} & set(columns) or not (_FIELDS | _LENGTHS) & set(columns):
        shown = f" in the columns {', '.join(columns)[:200]!r}" if columns else ""
        todo = f"give it a column `pmid` and any of design, sample_size, follow_up, with {between}s between"
        raise BadInput(f"{name}: no labels{shown}", todo)
    _once(told, f"{name}, line 1")
    return columns


def _row(columns: list[str], cells: list[str], where: str, between: str) -> dict[str, Any]:
    if any(cells[len(columns) :]):
        raise BadInput(f"{where}: more cells than columns", f'put a cell with a {between} in it in "quotation marks"')
    row: dict[str, Any] = dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False))
    for column in LISTS:
        if column in row:
            row[column] = [part.strip() for part in row[column].split(";") if part.strip()]
    return row


def _json_lines(stream: TextIO, name: str) -> Iterator[Row]:
    for number, line in enumerate(stream, 1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        if text.strip():
            where = f"{name}, line {number}"
            row = _object(text, where)
            _once(row, where)
            yield where, {_column(key): value for key, value in row.items()}


def _object(text: str, where: str) -> dict[str, Any]:
    todo = "write one JSON object a line; a table is a file called .csv or .tsv"
    try:
        row = from_json(text)
    except ValueError as error:
        raise BadInput(f"{where}: not JSON ({error})", todo) from None
    if not isinstance(row, dict):
        raise BadInput(f"{where}: not an object", todo)
    return row


def _column(name: str) -> str:
    """A column as the field is called: "Sample size", "follow-up" and "n" too."""
    plain = name.strip().lower().removeprefix("\ufeff").strip().replace(" ", "_").replace("-", "_")
    plain = MONTHS if plain == "follow_up_months" else plain
    return field.value if (field := field_meant(plain)) else plain


def _once(told: Iterable[str], where: str) -> None:
    """Refuse two columns for one field: one of them would be passed over."""
    seen: dict[str, str] = {}
    for name in told:
        column = _column(name)
        if column in seen and column in {*_FIELDS, *_LENGTHS, *LISTS, "pmid", "id", "title", "abstract"}:
            both = name if name == seen[column] else f"{seen[column]} and {name}"
            raise BadInput(f"{where}: {column} stands twice ({both[:80]})", "keep one of the two")
        seen[column] = name

"""A person's own labels, read from CSV or JSON lines: what each record really states. Reads the stream it is given.

CSV has a column `pmid` (or `id`) and any of `design`, `sample_size` (or `n`), `follow_up`, each cell as a person types
a value: `rct`, `118`, `24 eyes`, `36 months`; `none` says that none is stated, an empty cell says nothing, and `|`
parts values that are all right. JSON lines have the same keys; a value may also be an object with `value` (and
`unit`), as in data/gold, and a line may carry its own `title` and `abstract`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TextIO

from evidence.errors import BadInput
from evidence.values import DESIGNS, Field, Value, parse_value

Form = Literal["csv", "jsonl"]
NONE: Final = frozenset(["none", "not stated", "not reported", "not applicable", "no abstract"])
"""What says that a record states nothing of a kind."""
SHORT: Final = {"n": "sample_size", "followup": "follow_up"}
"""A field by the names that people type; in CSV only."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a person says of one record: for each field judged the values that are right, none if none is stated.

    `article` is the line itself where it carries the text (`title`, `abstract`), so that no store is needed.
    """

    key: str
    accept: Mapping[Field, tuple[Value, ...]]
    article: Mapping[str, Any] | None = None


def read_labels(stream: TextIO, form: Form, name: str) -> Iterator[Labelled]:
    """The labels of a file, in its order.

    Args:
        stream: the open file; a CSV one with `newline=""`.
        form: how it is written.
        name: what to call the file in an error.

    Raises:
        BadInput: a line without `pmid` or `id`, or a value that is none; the message names the line.
    """
    rows = _whole_csv(stream, name) if form == "csv" else _json_lines(stream, name)
    for number, row in rows:
        where = f"{name}, line {number}"
        key = row.get("pmid") or row.get("id")
        if not key:
            raise BadInput(f"{where}: no pmid", "give each record its `pmid`, or an `id`")
        accept = {
            field: _values(field, row[field.value], where) for field in Field if row.get(field.value) not in (None, "")
        }
        yield Labelled(str(key), accept, row if row.get("abstract") else None)


def _whole_csv(stream: TextIO, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        yield from _csv(stream, name)
    except csv.Error as error:
        raise BadInput(f"{name}: no CSV ({error})", "look for a quotation mark that is not closed") from None


def _csv(stream: TextIO, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(stream)
    names = [column.strip().lower().removeprefix("\ufeff") for column in reader.fieldnames or ()]
    names = [SHORT.get(column, column) for column in names]
    if not {"pmid", "id"} & set(names) or not {field.value for field in Field} & set(names):
        told = f" in the columns {', '.join(names)[:200]!r}" if names else ""
        todo = "give it a column `pmid` and any of design, sample_size, follow_up, with commas between"
        raise BadInput(f"{name}: no labels{told}", todo)
    reader.fieldnames = names
    for row in reader:
        yield reader.line_num, {column: (cell or "").strip() for column, cell in row.items() if isinstance(column, str)}


def _json_lines(stream: TextIO, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"{name}, line {number}: not JSON ({error})", "write one object a line") from None
        if not isinstance(row, dict):
            raise BadInput(f"{name}, line {number}: not an object", "write one object a line")
        yield number, row


def _values(field: Field, told: Any, where: str) -> tuple[Value, ...]:
    """All values that one cell accepts; an empty tuple where it says that none is stated."""
    found: list[Value] = []
    for one in told if isinstance(told, list) else [told]:
        text = _text(field, one)
        if text is not None:
            found += [value for part in text.split("|") if (value := _value(field, part.strip(), where)) is not None]
    return tuple(found)


def _text(field: Field, one: Any) -> str | None:
    """One value as a person types it; None where an object has no value."""
    if not isinstance(one, dict):
        return f"{one:g}" if isinstance(one, float) else str(one)
    value, unit = one.get("value"), one.get("unit") or ""
    if value is None:
        return None
    number = f"{value:g}" if isinstance(value, float) else str(value)
    return f"{number} {unit}" if field is Field.FOLLOW_UP or (unit and unit != "participants") else number


def _value(field: Field, text: str, where: str) -> Value | None:
    """A typed value; None for one that says that nothing is stated, or a design that is none of the codes."""
    if text.lower() in NONE:
        return None
    try:
        return parse_value(field, text)
    except BadInput as error:
        known = f"; or a design such as {next(iter(DESIGNS))}" if field is Field.DESIGN else ""
        raise BadInput(f"{where}: {error.what}", f"{error.todo}; or none{known}") from None

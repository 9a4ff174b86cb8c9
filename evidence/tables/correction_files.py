"""Corrections as CSV or JSON Lines and back, for git and for colleagues. Touches the stream that it is given."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from io import StringIO
from typing import Any, Final, NoReturn, TextIO, TypeVar

from evidence.delimiters import NAMES, sniffed
from evidence.disarm import from_cell, quiet_json, to_cell
from evidence.errors import BadInput
from evidence.findings import Correction, Verdict
from evidence.tables.correction_check import good_moment, good_pmid, good_text, good_value
from evidence.tables.correction_typed import as_meant
from evidence.values import Field, value_to_json

KEYS: Final = ("pmid", "field", "verdict", "value", "reason", "by", "at", "seen")
_MARKS: Final = {"pmid", "field", "verdict"}  # what tells corrections from other files
_Word = TypeVar("_Word", bound=StrEnum)
_BY_HAND: Final = ("pmid", "field", "value", "by", "because")  # what a person has to write, see `correction_typed`
_NEEDED: Final = f"each needs {', '.join(_BY_HAND)}; see `evidence corrections export` for all that one may have"
_MORE: Final = "\0"  # the cells beyond the header; no name of a column can be this
_DIGITS: Final = re.compile(r"[0-9]{1,19}")  # those of a PMID, as JSON would have them; `int` takes more than these


def correction_to_json(said: Correction) -> dict[str, Any]:
    """One correction as an object; `value` is that of the JSON line, null where the verdict has none."""
    return {
        "pmid": said.pmid, "field": said.field.value, "verdict": said.verdict.value,
        "value": None if said.value is None else value_to_json(said.value),
        "reason": said.reason, "by": said.by, "at": said.at.isoformat(), "seen": said.seen,
    }  # fmt: skip


def correction_from_json(data: dict[str, Any], where: str, *, now: datetime) -> Correction:
    """The correction that `correction_to_json` wrote, or one that a person did (see `as_meant`).

    `now` is what its time may not be after, but for a day.

    Raises:
        BadInput: a key is missing or wrong; the message names `where`.
    """
    data = as_meant(data, where, now=now)
    field = _one_of(Field, data["field"], "field", where)
    verdict = _one_of(Verdict, data["verdict"], "verdict", where)
    try:
        return Correction(
            pmid=good_pmid(data["pmid"]),
            field=field,
            verdict=verdict,
            value=good_value(field, verdict, data["value"]),
            # who agrees or takes back need not say why, as with `evidence confirm` and `evidence withdraw`
            reason=good_text(data["reason"], "reason", empty=verdict in (Verdict.CONFIRMED, Verdict.WITHDRAWN)),
            by=good_text(data["by"], "name of who says so"),
            at=good_moment(data["at"], now),
            seen=good_text(data["seen"], "digest of what was seen", empty=True),
        )
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        OverflowError,
    ) as error:  # whatever a stranger's JSON holds
        raise BadInput(f"{where}: no correction ({error})", _NEEDED) from None


def _one_of(words: type[_Word], data: Any, what: str, where: str) -> _Word:
    """A word of a closed list.

    Raises:
        BadInput: it is none; the message lists them.
    """
    known = [word.value for word in words]
    if data not in known:
        said = f"{data!r} is no {what}" if data else f"no {what}"
        raise BadInput(f"{where}: no correction ({said[:100]})", f"write {', '.join(known[:-1])} or {known[-1]}")
    return words(data)


def write(corrections: Iterable[Correction], stream: TextIO, form: str) -> int:
    """Write corrections as "csv" or "jsonl"; returns how many."""
    said = list(corrections)
    (write_csv if form == "csv" else write_jsonl)(said, stream)
    return len(said)


def read(stream: TextIO, form: str, name: str, *, now: datetime) -> Iterator[Correction]:
    """The corrections of a stream in "csv" or "jsonl"; `name` is what errors call it, none may be made after `now`.

    Raises:
        BadInput: a line is none; the message names it.
    """
    return read_csv(stream, name, now=now) if form == "csv" else read_jsonl(stream, name, now=now)


def holds_corrections(text: str, form: str) -> bool:
    """Whether a text is exported corrections ("jsonl", or else a table), by its first line: no label has a verdict."""
    first = next((line for line in StringIO(text.removeprefix("\ufeff")) if line.strip()), "")
    try:
        if form == "jsonl":
            data = _parsed(first)
            return isinstance(data, dict) and data.keys() >= _MARKS
        delimiter, lines = sniffed([first])
        return {name.strip() for name in next(csv.reader(lines, delimiter=delimiter), [])} >= _MARKS
    except (ValueError, csv.Error):
        return False


def write_jsonl(corrections: Iterable[Correction], stream: TextIO) -> None:
    """One correction a line."""
    stream.writelines(
        quiet_json(json.dumps(correction_to_json(said), ensure_ascii=False)) + "\n" for said in corrections
    )


def write_csv(corrections: Iterable[Correction], stream: TextIO) -> None:
    """One correction a row; `value` is JSON. Nothing that was said is lost: `read_csv` gives the very same back."""
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(KEYS)
    for said in corrections:
        data = correction_to_json(said)
        data["value"] = "" if data["value"] is None else json.dumps(data["value"], ensure_ascii=False)
        rows.writerow([to_cell(str(data[key])) for key in KEYS])


def read_jsonl(stream: TextIO, name: str, *, now: datetime) -> Iterator[Correction]:
    """The corrections of a JSON Lines stream.

    Raises:
        BadInput: a line is none; the message names it.
    """
    for number, line in enumerate(stream, 1):
        if line.strip():
            where = f"{name}, line {number}"
            try:
                data = _parsed(line)
            except ValueError as error:
                raise BadInput(f"{where}: no JSON ({error})", "write one object a line") from None
            yield correction_from_json(data if isinstance(data, dict) else {}, where, now=now)


def read_csv(stream: TextIO, name: str, *, now: datetime) -> Iterator[Correction]:
    """The corrections of a CSV stream with a header.

    Raises:
        BadInput: a row is none; the message names it.
    """
    for number, row in _rows(stream, name):
        where = f"{name}, line {number}"
        data: dict[str, Any] = {
            key.strip(): from_cell(value or "")
            for key, value in row.items()
            if key and key.strip() in (*KEYS, *_BY_HAND)
        }
        if _DIGITS.fullmatch(data.get("pmid", "").strip()):
            data["pmid"] = int(data["pmid"])
        try:
            if data.get("value", "").startswith("{"):
                data["value"] = _parsed(data["value"])
        except ValueError as error:
            raise BadInput(f"{where}: value is no JSON ({error})", "see `evidence corrections export`") from None
        yield correction_from_json(data, where, now=now)


def _parsed(text: str) -> Any:
    """JSON as its standard has it, read without a crash.

    Raises:
        ValueError: it is none, or nested beyond measure.
    """
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _no_number(name: str) -> NoReturn:
    """Python reads NaN and Infinity, which are no JSON and no number that anybody stated."""
    raise ValueError(f"{name} is no number")


def _rows(stream: TextIO, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by the names of its header, with the line that it ends on.

    Raises:
        BadInput: no CSV, or a row has more cells than the header: a comma in a value parted it, and all behind moved.
    """
    try:
        delimiter, lines = sniffed(stream)
        rows = csv.DictReader(lines, delimiter=delimiter, restkey=_MORE)
        for row in rows:
            if any(cell.strip() for cell in row.pop(_MORE, ())):
                raise BadInput(
                    f"{name}, line {rows.line_num}: more cells than the header has",
                    f"put quotation marks round a value that has a {NAMES[delimiter]}",
                )
            yield rows.line_num, row
    except csv.Error as error:
        raise BadInput(f"{name}: no CSV ({error})", "see `evidence corrections export`") from None

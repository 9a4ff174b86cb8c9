"""Corrections as CSV or JSON Lines and back, for git and for colleagues. Touches the stream that it is given."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final, TextIO

from evidence.disarm import no_formula
from evidence.errors import BadInput
from evidence.findings import Correction, Verdict
from evidence.values import DESIGNS, Design, Field, FollowUp, SampleSize, Value, value_from_json, value_to_json

_MOST: Final = 10**9

KEYS: Final = ("pmid", "field", "verdict", "value", "reason", "by", "at", "seen")


def correction_to_json(said: Correction) -> dict[str, Any]:
    """One correction as an object; `value` is that of the JSON line, null where the verdict has none."""
    return {
        "pmid": said.pmid, "field": said.field.value, "verdict": said.verdict.value,
        "value": None if said.value is None else value_to_json(said.value),
        "reason": said.reason, "by": said.by, "at": said.at.isoformat(), "seen": said.seen,
    }  # fmt: skip


def correction_from_json(data: dict[str, Any], where: str) -> Correction:
    """The correction that `correction_to_json` wrote.

    Raises:
        BadInput: a key is missing or wrong; the message names `where`.
    """
    try:
        field = Field(data["field"])
        value = data["value"]
        verdict = Verdict(data["verdict"])
        at = datetime.fromisoformat(data["at"])
        return Correction(
            pmid=int(data["pmid"]),
            field=field,
            verdict=verdict,
            value=_value(field, value) if value is not None or verdict is Verdict.VALUE else None,
            reason=str(data["reason"]),
            by=str(data["by"]),
            at=at if at.tzinfo else at.replace(tzinfo=UTC),
            seen=str(data["seen"]),
        )
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        OverflowError,
    ) as error:  # whatever a stranger's JSON holds
        raise BadInput(
            f"{where}: no correction ({error})", f"each needs {', '.join(KEYS)}; see `corrections export`"
        ) from None


def write(corrections: Iterable[Correction], stream: TextIO, form: str) -> int:
    """Write corrections as "csv" or "jsonl"; returns how many."""
    said = list(corrections)
    (write_csv if form == "csv" else write_jsonl)(said, stream)
    return len(said)


def read(stream: TextIO, form: str, name: str) -> Iterator[Correction]:
    """The corrections of a stream in "csv" or "jsonl"; `name` is what errors call it.

    Raises:
        BadInput: a line is none; the message names it.
    """
    return read_csv(stream, name) if form == "csv" else read_jsonl(stream, name)


def _value(field: Field, data: Any) -> Value:
    """The value, unless it is none that a person could have typed."""
    value = value_from_json(field, data)
    match value:
        case Design(code=code):
            good = code in DESIGNS
        case SampleSize(value=size, unit=unit):
            good = isinstance(size, int) and 0 <= size < _MOST and isinstance(unit, str)
        case FollowUp(value=length, unit=unit):
            good = isinstance(length, int | float) and 0 <= length < _MOST and isinstance(unit, str)
    if not good:
        raise ValueError(f"no such value: {value!r}"[:200])
    return value


def write_jsonl(corrections: Iterable[Correction], stream: TextIO) -> None:
    """One correction a line."""
    stream.writelines(json.dumps(correction_to_json(said), ensure_ascii=False) + "\n" for said in corrections)


def write_csv(corrections: Iterable[Correction], stream: TextIO) -> None:
    """One correction a row; `value` is JSON."""
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(KEYS)
    for said in corrections:
        data = correction_to_json(said)
        data["value"] = "" if data["value"] is None else json.dumps(data["value"], ensure_ascii=False)
        rows.writerow([no_formula(str(data[key])) for key in KEYS])


def read_jsonl(stream: TextIO, name: str) -> Iterator[Correction]:
    """The corrections of a JSON Lines stream.

    Raises:
        BadInput: a line is none; the message names it.
    """
    for number, line in enumerate(stream, 1):
        if line.strip():
            where = f"{name}, line {number}"
            try:
                data = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise BadInput(f"{where}: no JSON ({error})", "write one object a line") from None
            yield correction_from_json(data if isinstance(data, dict) else {}, where)


def read_csv(stream: TextIO, name: str) -> Iterator[Correction]:
    """The corrections of a CSV stream with a header.

    Raises:
        BadInput: a row is none; the message names it.
    """
    for number, row in enumerate(_rows(stream, name), 2):
        where = f"{name}, line {number}"
        data: dict[str, Any] = {key: _armed(value or "") for key, value in row.items() if key in KEYS}
        try:
            data["value"] = json.loads(data["value"]) if data.get("value") else None
        except (ValueError, RecursionError) as error:
            raise BadInput(f"{where}: value is no JSON ({error})", "see `evidence corrections export`") from None
        yield correction_from_json(data, where)


def _rows(stream: TextIO, name: str) -> Iterator[dict[str, str]]:
    try:
        yield from csv.DictReader(stream)
    except csv.Error as error:
        raise BadInput(f"{name}: no CSV ({error})", "see `evidence corrections export`") from None


def _armed(text: str) -> str:
    """The text before `no_formula` put an apostrophe in front of it."""
    return text[1:] if text.startswith("'") and no_formula(text[1:]) == text else text

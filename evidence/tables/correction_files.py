"""Corrections as CSV or JSON Lines and back, for git and for colleagues. Touches the stream that it is given.

What people decided in screening stands among them, see `screening_rows`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import StringIO
from typing import Any, Final, TextIO, TypeVar

from evidence.delimiters import NAMES, sniffed
from evidence.errors import BadInput, EvidenceError, either
from evidence.findings import Correction, Verdict
from evidence.id_forms import doi_in, pmid_in
from evidence.sanitize import from_cell, quiet_json, to_cell
from evidence.screening import Screening
from evidence.shown import shown
from evidence.strict_json import from_json
from evidence.tables.correction_check import good_moment, good_pmid, good_text, good_value
from evidence.tables.correction_typed import NEEDED, TODO, as_meant
from evidence.tables.screening_rows import WrittenScreening, screening_from_json, screening_to_json, stage_named
from evidence.typed import not_kept
from evidence.values import Field, value_to_json

KEYS: Final = ("pmid", "field", "verdict", "value", "reason", "by", "at", "seen")
_MARKS: Final = {"pmid", "field", "verdict"}  # what tells corrections from other files
_Word = TypeVar("_Word", bound=StrEnum)
_TOLD: Final = 5  # faults that are told one by one
_MORE: Final = "\0"  # the cells beyond the header; no name of a column can be this
_DIGITS: Final = re.compile(r"[0-9]{1,19}")  # those of a PMID, as JSON would have them; `int` takes more than these


def correction_to_json(said: Correction | Screening) -> dict[str, Any]:
    """One correction as an object; `value` is that of the JSON line, null where the verdict has none."""
    if isinstance(said, Screening):
        return screening_to_json(said)
    return {
        "pmid": said.pmid, "field": said.field.value, "verdict": said.verdict.value,
        "value": None if said.value is None else value_to_json(said.value),
        "reason": said.reason, "by": said.by, "at": said.at.isoformat(), "seen": said.seen,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A correction as a file has it: `where`; whether it names its time; what of its value is not kept, as a line."""

    said: Correction
    where: str
    timed: bool
    not_kept: str | None


Line = Written | WrittenScreening
"""What a line of a file may hold."""


def written_from_json(data: dict[str, Any], where: str, *, now: datetime) -> Line:
    """The correction or decision that `correction_to_json` wrote, or one that a person did (see `as_meant`).

    `now` is what its time may not be after, but for a day.

    Raises:
        BadInput: a key is missing or wrong; the message names `where`.
    """
    told, data = data, as_meant(data, where, now=now)
    if stage := stage_named(data["field"]):
        return screening_from_json(data, stage, where, timed=bool(told.get("at")), now=now)
    field = _one_of(Field, data["field"], "field", where)
    verdict = _one_of(Verdict, data["verdict"], "verdict", where)
    try:
        said = Correction(
            pmid=good_pmid(data["pmid"]),
            field=field,
            verdict=verdict,
            value=good_value(field, verdict, data["value"]),
            # who agrees or takes back need not say why, as with `evidence confirm` and `evidence withdraw`
            reason=good_text(data["reason"], "reason", empty=verdict.is_yes or verdict is Verdict.WITHDRAWN),
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
        raise BadInput(f"{where}: no correction ({error})", TODO) from None
    lost = not_kept(said.value, told["value"]) if isinstance(told["value"], str) else None
    return Written(said, where, bool(told.get("at")), lost)


def _one_of(words: type[_Word], data: Any, what: str, where: str) -> _Word:
    """A word of a closed list.

    Raises:
        BadInput: it is none; the message lists them.
    """
    known = [word.value for word in words]
    if data not in known:
        also = "; n and follow-up will do" if what == "field" else ""
        said = f"{shown(data)} is no {what}" if data else f"no {what}"
        raise BadInput(f"{where}: no correction ({said})", f"write {either(known)}{also}")
    return words(data)


def write(corrections: Iterable[Correction | Screening], stream: TextIO, form: str) -> int:
    """Write corrections as "csv" or "jsonl"; returns how many."""
    said = list(corrections)
    (write_csv if form == "csv" else write_jsonl)(said, stream)
    return len(said)


def read(
    stream: TextIO, form: str, name: str, *, now: datetime, pmid_of: Callable[[str], int] | None = None
) -> Iterator[Correction]:
    """What was said of values in a stream; see `written`."""
    told = written(stream, form, name, now=now, pmid_of=pmid_of)
    return (one.said for one in told if isinstance(one, Written))


def written(
    stream: TextIO, form: str, name: str, *, now: datetime, pmid_of: Callable[[str], int] | None = None
) -> Iterator[Line]:
    """What a stream in "csv" or "jsonl" says; `name` is what errors call it, none of it may be made after `now`.

    `pmid_of` gives the PMID for a DOI, which people write in its stead, or raises what is wrong with it.

    Raises:
        BadInput: lines are none; the message names the first of them.
    """
    return _all_good(
        (_csv_lines if form == "csv" else _jsonl_lines)(stream, name, now=now, pmid_of=pmid_of),
        name,
    )


def _all_good(lines: Iterable[Line | BadInput], name: str) -> Iterator[Line]:
    """The corrections, if each line is one.

    Raises:
        BadInput: the faults in one line, each piece of advice once.
    """
    told = list(lines)
    wrong = [line for line in told if isinstance(line, BadInput)]
    if len(wrong) == 1:
        raise wrong[0]
    if wrong:
        faults: list[str] = []
        advice: set[str] = set()
        for one in wrong[:_TOLD]:
            told_so = "" if one.todo in advice else f" ({one.todo})"
            faults.append(one.what.removeprefix(f"{name}, ") + told_so)
            advice.add(one.todo)
        more = f"; and {len(wrong) - _TOLD} more" if len(wrong) > _TOLD else ""
        raise BadInput(
            f"{name}: {len(wrong)} lines are no corrections: {'; '.join(faults)}{more}", "mend them, none was taken in"
        )
    yield from (line for line in told if not isinstance(line, BadInput))


def holds_corrections(text: str, form: str) -> bool:
    """Whether a text is exported corrections ("jsonl", or else a table), by its first line: no label has a verdict."""
    first = next((line for line in StringIO(text.removeprefix("\ufeff")) if line.strip()), "")
    try:
        if form == "jsonl":
            data = from_json(first)
            return isinstance(data, dict) and data.keys() >= _MARKS
        delimiter, lines = sniffed([first])
        return {name.strip().lower() for name in next(csv.reader(lines, delimiter=delimiter), [])} >= _MARKS
    except (ValueError, csv.Error):
        return False


def write_jsonl(corrections: Iterable[Correction | Screening], stream: TextIO) -> None:
    """One correction a line."""
    stream.writelines(
        quiet_json(json.dumps(correction_to_json(said), ensure_ascii=False)) + "\n" for said in corrections
    )


def write_csv(corrections: Iterable[Correction | Screening], stream: TextIO) -> None:
    """One correction a row; `value` is JSON, but of a decision its word.

    Nothing that was said is lost: `_csv_lines` gives the very same back.
    """
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(KEYS)
    for said in corrections:
        data = correction_to_json(said)
        value = data["value"] or ""
        data["value"] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        rows.writerow([to_cell(str(data[key])) for key in KEYS])


def _jsonl_lines(
    stream: TextIO, name: str, *, now: datetime, pmid_of: Callable[[str], int] | None = None
) -> Iterator[Line | BadInput]:
    """The corrections of a JSON Lines stream; of a line that is none, what is wrong with it."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            where = f"{name}, line {number}"
            try:
                data = from_json(line)
                data = data if isinstance(data, dict) else {}
                if isinstance(data.get("pmid"), str):
                    data["pmid"] = _pmid(data["pmid"], where, pmid_of)
                yield written_from_json(data, where, now=now)
            except BadInput as error:
                yield error
            except ValueError as error:
                yield BadInput(f"{where}: no JSON ({error})", "write one object a line")


def _csv_lines(
    stream: TextIO, name: str, *, now: datetime, pmid_of: Callable[[str], int] | None = None
) -> Iterator[Line | BadInput]:
    """The corrections of a CSV stream with a header; of a row that is none, what is wrong with it.

    Raises:
        BadInput: it is no CSV.
    """
    for number, row, delimiter in _rows(stream, name):
        where = f"{name}, line {number}"
        try:
            yield written_from_json(_of_row(row, where, delimiter, pmid_of), where, now=now)
        except BadInput as error:
            yield error


def _of_row(row: dict[str, Any], where: str, delimiter: str, pmid_of: Callable[[str], int] | None) -> dict[str, Any]:
    """The cells of a row by their names, in small letters.

    Raises:
        BadInput: it has more cells than the header: a comma in a value parted it, and all behind it moved. Or its
            value is no JSON, or its DOI none that is known.
    """
    if any(cell.strip() for cell in row.pop(_MORE, ())):
        raise BadInput(
            f"{where}: more cells than the header has",
            f"put quotation marks round a value that has a {NAMES[delimiter]}",
        )
    cells = {key.strip().lower(): from_cell(value or "") for key, value in row.items() if key}
    by_hand = not cells.keys() >= set(KEYS)  # an export comes back to the last space
    data: dict[str, Any] = {
        key: value.strip() if by_hand or key in _MARKS else value
        for key, value in cells.items()
        if key in KEYS or key in NEEDED
    }
    if "pmid" in data:
        data["pmid"] = _pmid(data["pmid"], where, pmid_of)
    try:
        if data.get("value", "").startswith("{"):
            data["value"] = from_json(data["value"])
    except ValueError as error:
        raise BadInput(f"{where}: value is no JSON ({error})", "see `evidence corrections export`") from None
    return data


def _pmid(text: str, where: str, pmid_of: Callable[[str], int] | None) -> int | str:
    """The PMID that a cell is, or that the DOI in it has; else the cell as it is."""
    if _DIGITS.fullmatch(text):
        return int(text)
    if pmid_of and (doi := doi_in(text)):
        try:
            return pmid_of(doi)
        except EvidenceError as error:
            raise BadInput(f"{where}: {error.what}", f"{error.todo}, or write its PMID") from None
    return pmid_in(text) or text


def _rows(stream: TextIO, name: str) -> Iterator[tuple[int, dict[str, Any], str]]:
    """The line that a row ends on, the row by the names of its header (cells beyond: `_MORE`), and what parts cells.

    Raises:
        BadInput: no CSV.
    """
    try:
        delimiter, lines = sniffed(stream)
        rows = csv.DictReader(lines, delimiter=delimiter, restkey=_MORE)
        for row in rows:
            yield rows.line_num, row, delimiter
    except csv.Error as error:
        raise BadInput(f"{name}: no CSV ({error})", "see `evidence corrections export`") from None

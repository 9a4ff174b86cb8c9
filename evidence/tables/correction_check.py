"""What a correction from a file must be before it is taken in. Touches nothing.

Corrections are never changed or deleted, so whatever is wrong in one would be met by every later verb: a file from
elsewhere is held to what `evidence correct` and `evidence confirm` could have written.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from evidence.findings import LONGEST_WORDS, Verdict
from evidence.shown import shown
from evidence.typed import DIGITS
from evidence.values import (
    ATTRIBUTES,
    DAYS_PER,
    DESIGNS,
    ROLES,
    SPREADS,
    STATISTICS,
    Design,
    Field,
    FollowUp,
    SampleSize,
    Value,
    value_from_json,
    value_to_json,
)

_MOST: Final = 10**DIGITS  # as `evidence correct` takes
_MOST_ARMS: Final = 1000
_LONGEST_WORD: Final = 200  # of a unit or an attribute
_LARGEST_PMID: Final = 2**63 - 1  # what a database has room for
# The latest correction counts, so one from a clock that is years ahead would outrank all that is said until then; a day
# is for clocks that are set to another zone.
_AHEAD: Final = timedelta(days=1)
_LOOKS: Final[dict[Field, Value]] = {  # what a value looks like, for those who write one by hand
    Field.DESIGN: Design("rct"),
    Field.SAMPLE_SIZE: SampleSize(118),
    Field.FOLLOW_UP: FollowUp(12, "months"),
}
_MAY_LACK: Final = ("attributes", "spread")  # a code says enough; earlier versions had no word for a spread
_DERIVED: Final = ("days", "months")


def good_pmid(data: Any) -> int:
    """A PMID: a whole number above 0.

    Raises:
        ValueError: it is none.
    """
    if not _whole(data, 1, _LARGEST_PMID):
        raise ValueError(f"{shown(data)} is no PMID")
    return int(data)


def good_text(data: Any, what: str, *, empty: bool = False) -> str:
    """A text that can be stored; `what` is what errors call it.

    Raises:
        ValueError: it is no text, has half a character, is too long, or is empty and may not be.
    """
    if not _text(data, LONGEST_WORDS) or not (empty or data.strip()):
        raise ValueError(f"{shown(data)} is no {what}")
    return str(data)


def good_moment(data: Any, now: datetime) -> datetime:
    """A moment in UTC, which is also what it is in where it names no zone.

    Raises:
        ValueError, OverflowError: it is none. ValueError: it is still to come.
    """
    if not isinstance(data, str):
        raise ValueError(f"{shown(data)} is no time")  # noqa: TRY004 - one kind of error for one kind of fault
    at = datetime.fromisoformat(data)
    at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    if at > now + _AHEAD:
        raise ValueError(f"the time {data} is still to come")
    return at


def good_value(field: Field, verdict: Verdict, data: Any) -> Value | None:
    """The value that goes with a verdict: one for "value" and "confirmed", none for the others.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is none that a person or a tagger could have given.
    """
    if verdict not in (Verdict.VALUE, Verdict.CONFIRMED):
        if data is not None:
            raise ValueError(f"'{verdict.value}' with a value")
        return None
    needed = {key: said for key, said in value_to_json(_LOOKS[field]).items() if key not in _DERIVED}
    if not isinstance(data, dict) or (missing := [key for key in needed if key not in data and key not in _MAY_LACK]):
        fault = f"the value lacks {', '.join(missing)}" if isinstance(data, dict) else f"{shown(data)} is no value"
        raise ValueError(f"{fault}; write one as {json.dumps(needed)}")
    value = value_from_json(field, data)
    match value:
        case Design(code, attributes):
            good = code in DESIGNS and all(
                name in ATTRIBUTES and _text(said, _LONGEST_WORD) and said for name, said in attributes
            )
        case SampleSize():
            good = isinstance(data["arms"], list) and _good_size(value)
        case FollowUp():
            good = _good_length(value)
    if not good:
        raise ValueError(f"no such value: {shown(data)}")
    return value


def _good_size(size: SampleSize) -> bool:
    return (
        _whole(size.value, 1, _MOST - 1)
        and _text(size.unit, _LONGEST_WORD)
        and size.unit.isprintable()
        and bool(size.unit.strip())  # any: a person, and a rule of one's own, may count what no list has
        and size.role in ROLES
        and len(size.arms) <= _MOST_ARMS
        and all(_whole(arm, 0, _MOST - 1) for arm in size.arms)
        and (size.studies is None or _whole(size.studies, 0, _MOST - 1))
        and isinstance(size.derived, bool)
    )


def _good_length(length: FollowUp) -> bool:
    low, high = length.low, length.high
    return (
        _number(length.value)
        and length.value > 0
        and length.unit in DAYS_PER
        and length.statistic in STATISTICS
        and (low is None or _number(low))
        and (high is None or _number(high))
        and (low is None or high is None or low <= high)
        and length.spread in (None, *SPREADS)
        and isinstance(length.derived, bool)
    )


def _whole(data: Any, least: int, most: int) -> bool:
    return isinstance(data, int) and not isinstance(data, bool) and least <= data <= most


def _number(data: Any) -> bool:
    """A number from 0 that is not beyond measure; a comparison is false for what is no number, NaN."""
    return isinstance(data, int | float) and not isinstance(data, bool) and 0 <= data < _MOST


def _text(data: Any, most: int) -> bool:
    """A text of so many characters, none of them half of one (a lone surrogate), which no file in UTF-8 can hold."""
    return isinstance(data, str) and len(data) <= most and not re.search("[\ud800-\udfff]", data)

"""A moment as the store writes it: UTC in ISO 8601, so that text sorts as time does. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from evidence.errors import BadInput

_LEAST: Final = timedelta(microseconds=1)  # by which two words of people differ


def zoned(at: datetime) -> datetime:
    """A time that has a zone, as it is; without one nobody knows when it is.

    Raises:
        BadInput: it has none.
    """
    if at.tzinfo is None:
        raise BadInput(f"the time {at} has no zone", "give one that has, such as datetime.now(UTC)")
    return at


def behind_all(at: datetime, others: Iterable[datetime]) -> datetime:
    """A time that is later than any of the others: `at`, or just behind the last of those that are later.

    The latest word counts, and this is it: also where a clock was put back, or a colleague's runs ahead.
    """
    return max([at, *(other + _LEAST for other in others if other > at)])


def utc_text(at: datetime) -> str:
    """A time with microseconds, as corrections and revisions have it.

    Raises:
        BadInput: it has no zone.
    """
    return zoned(at).astimezone(UTC).isoformat(timespec="microseconds")


def utc_seconds(at: datetime) -> str:
    """A time to the second, as the ledger, imports, trials and saved searches have it.

    Raises:
        BadInput: it has no zone.
    """
    return zoned(at).astimezone(UTC).isoformat(timespec="seconds")

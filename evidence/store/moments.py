"""A moment as the store writes it: UTC in ISO 8601, so that text sorts as time does. Touches nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from evidence.errors import BadInput


def zoned(at: datetime) -> datetime:
    """A time that has a zone, as it is; without one nobody knows when it is.

    Raises:
        BadInput: it has none.
    """
    if at.tzinfo is None:
        raise BadInput(f"the time {at} has no zone", "give one that has, such as datetime.now(UTC)")
    return at


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

"""A moment as the store writes it: UTC in ISO 8601, so that text sorts as time does. Touches nothing."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_text(at: datetime) -> str:
    """A time with microseconds, as corrections and revisions have it.

    Raises:
        ValueError: it has no zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"the time {at} has no zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def utc_seconds(at: datetime) -> str:
    """A time to the second, as the ledger, imports, trials and saved searches have it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")

"""When two values are the same answer. Touches nothing."""

from __future__ import annotations

from typing import Final

from evidence.values import Design, FollowUp, SampleSize, Value

TOLERANCE: Final = 0.03
"""A follow-up is right within 3 % of a labelled one, and half a day: 12 months and 1 year are the same."""


def same(said: Value, label: Value) -> bool:
    """Whether two values are the same answer: the code, the number, the length within 3 %."""
    match said, label:
        case Design(), Design():
            return said.code == label.code
        case SampleSize(), SampleSize():
            return said.value == label.value
        case FollowUp(), FollowUp():
            return abs(said.days - label.days) <= TOLERANCE * label.days + 0.5
        case _:
            return False

"""What a length of time is: its value and unit, where it stands, and how it is written. Touches nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from evidence.values import DAYS_PER


class Shape(StrEnum):
    """How a length is written."""

    SINGLE = "single"  # 12 months
    ADJECTIVE = "adjective"  # 12-month
    RANGE = "range"  # 6-12 months
    LIST = "list"  # 3, 6 and 12 months
    LABEL = "label"  # month 12, D28
    LABELS = "labels"  # months 3, 6 and 12
    ORDINAL = "ordinal"  # the third month


# Named once, for what is asked of every length: to look a member up in its class takes longer than to call a function.
ALONE: Final = (Shape.SINGLE, Shape.ADJECTIVE)
LISTED: Final = (Shape.LIST, Shape.LABELS)
LABELLED: Final = (Shape.LABEL, Shape.LABELS, Shape.ORDINAL)
OF_LABEL: Final = (Shape.LABEL, Shape.LABELS)
OF_ONE_TIME: Final = (Shape.LABEL, Shape.ORDINAL)
IS_SINGLE: Final = Shape.SINGLE
IS_ADJECTIVE: Final = Shape.ADJECTIVE
IS_RANGE: Final = Shape.RANGE
IS_LIST: Final = Shape.LIST
IS_ORDINAL: Final = Shape.ORDINAL
LONG_UNITS: Final = frozenset(["months", "years"])


@dataclass(slots=True)  # not frozen, which would make each cost several times as much
class Duration:
    """A length of time at `folded[start:end]`; a list counts as its longest item, a range as its upper end.

    `low` and `high` are a range beside the value, in `unit`. `figure_end` is where the number and its unit end, before
    a range in brackets. `statistic` is set where the brackets name one ("(mean, 3.7)").
    """

    start: int
    end: int
    value: float
    unit: str  # hours | days | weeks | months | years
    shape: Shape
    low: float | None = None
    high: float | None = None
    figure_end: int = 0
    statistic: str | None = None

    @property
    def days(self) -> float:
        """The length in days."""
        return self.value * DAYS_PER[self.unit]

"""Months that are written "m", right beside "follow-up"; anywhere else that is a metre. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import Duration, Shape

_FOLLOWED: Final = re.compile(
    r"(?<!at )(?<!at the )(?<!after )(?<!on )\bfollow(?:-?[ ]?up(?: time| period| duration)?"
    r"(?: was| of| averaged|,|:|=){0,2}"
    r"|ed(?: up)?)(?: for)?(?: an?)?(?: (?:median|mean|average|total|minimum|maximum))?(?: was| of|,|:|=){0,2} "
    r"?(?P<value>\d{1,3}(?:\.\d{1,2})?) ?$"
)
_BACK: Final = 70  # characters that the pattern can take


def months_beside(folded: str, reached: int, unit: int) -> Duration | None:
    """The months whose unit is the lone "m" at `unit`, where they are said to be the follow-up: "median of 38.4 m"."""
    if folded[unit] != "m" or folded[unit + 1 : unit + 2].isalnum():
        return None
    found = _FOLLOWED.search(folded, max(reached, unit - _BACK), unit)
    if not found:
        return None
    return Duration(found.start("value"), unit + 1, float(found["value"]), "months", Shape.SINGLE, figure_end=unit + 1)

"""The shortest and the longest that stand behind a mean or median in words: "the shortest 25, the longest 56". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.forms import number
from evidence.tag.durations.shape import Duration
from evidence.tag.holding import holds
from evidence.values import DAYS_PER, UNIT_WORD, UNITS

_WORDS: Final = ("longest", "maxim", "at most", "greatest")
_REACH: Final = 150  # characters behind the length
_OF_IT: Final = (
    r"(?: (?:follow-?[ ]?ups?|observations?|observed|followed|time|period|one|was|were|being|of|for|at)){0,4}"
)
_FIGURE: Final = rf"[ :,=(]{{1,3}}(\d{{1,4}}(?:[.\u00b7]\d+)?)(?:[ -]?({UNIT_WORD})\b)?\)?"
_LEAST: Final = rf"(?:shortest|minimum|minimal|min\.?|at least|lowest){_OF_IT}{_FIGURE}"
_MOST: Final = rf"(?:longest|maximum|maximal|max\.?|at most|greatest|highest){_OF_IT}{_FIGURE}"
_JOINED: Final = r"[,;]?(?: and| to| with| or)?(?: an?| the)? "
_BEHIND: Final = r"[ ,;:(-]{1,3}(?:(?:with|and|range|ranging|ranged|from|an?|the|in)[ ,:]{1,2}){0,3}"
_UPWARDS: Final = re.compile(f"{_BEHIND}{_LEAST}{_JOINED}{_MOST}")
_DOWNWARDS: Final = re.compile(f"{_BEHIND}{_MOST}{_JOINED}{_LEAST}")


def extremes(one: Duration, folded: str) -> tuple[float | None, float | None]:
    """The range that a sentence tells behind a length as its extremes, in its unit; its own where none is."""
    near = folded[one.end : one.end + _REACH]
    if one.low is not None or one.high is not None or not holds(near, _WORDS):
        return one.low, one.high
    if told := _UPWARDS.match(near):
        low, low_unit, high, high_unit = told.groups()
    elif told := _DOWNWARDS.match(near):
        high, high_unit, low, low_unit = told.groups()
    else:
        return None, None
    least = _in_its_unit(one, low, low_unit or high_unit)
    most = _in_its_unit(one, high, high_unit or low_unit)
    return (least, most) if least <= one.value <= most else (None, None)


def _in_its_unit(one: Duration, figure: str, unit: str | None) -> float:
    """A number of the extremes in the unit of the length, in which it is where it names none."""
    if unit is None or UNITS[unit] == one.unit:
        return number(figure)
    return round(number(figure) * DAYS_PER[UNITS[unit]] / DAYS_PER[one.unit], 2)

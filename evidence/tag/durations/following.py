"""Lengths of time without a number, which are one: "over the following year", "in the decade after". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import Duration, Shape

FOLLOWING: Final = frozenset(["following", "next", "subsequent", "ensuing", "the"])
_IN: Final = ("over ", "in ", "during ", "for ", "within ", "throughout ")
_IN_THE: Final = tuple(f"{word}the " for word in _IN)
_UNITS: Final = {"year": (1.0, "years"), "month": (1.0, "months"), "week": (1.0, "weeks"), "decade": (10.0, "years")}
_UNIT: Final = re.compile(r"(?:year|month|week|decade)(?![\w-])")
_AFTER: Final = re.compile(r" (?:after|following|that followed|thereafter|post)\b(?! ?\d)")


def following(folded: str, reached: int, start: int, word: str) -> Duration | None:
    """The length whose unit begins at `start` behind `word`, one of `FOLLOWING`; None where it is no length.

    It must be a time in which something was so, "in the next year": "the next year" alone may be a date.
    """
    unit = _UNIT.match(folded, start)
    begin = start - 1 - len(word)
    if unit is None or begin < reached or not folded.startswith(f"{word} ", begin):
        return None
    if word == "the" and not _AFTER.match(folded, unit.end()):
        return None
    if not folded.endswith(_IN if word == "the" else _IN_THE, 0, begin):
        return None
    value, name = _UNITS[unit[0]]
    return Duration(begin, unit.end(), value, name, Shape.SINGLE, figure_end=unit.end())

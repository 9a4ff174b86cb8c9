"""A lone number before its whole unit word, read without patterns: most lengths of time are written so. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from evidence.tag.durations.forms import MOST, ONES, RATE, TENS, UNITS, WORD_VALUE
from evidence.tag.durations.shape import IS_ADJECTIVE, IS_SINGLE, Duration

SINGLE: Final = frozenset(ONES)
# How a unit goes on after its first letter, which is all that a trigger has seen: "12 m" of "12 men" is none.
OPENINGS: Final = frozenset("mo mt we wk ye yr da ho hr fo de dp wp hp".split()) | frozenset(
    letter + after for letter in "hdwym" for after in (*" .,;:)]-/'\"\u2019(?!\u00b7+=<>%&*", "")
)
# What ends the text before a number that belongs to another one, and what joins the two.
_LISTING: Final = frozenset(";/&\u00b1)]+-<>=.%\u00b7[:\u00bd0123456789")
JOINS: Final = frozenset(",;/&\u00b1)]+-")
JOINING: Final = frozenset(["and", "or", "to", "at", "then", "after", "vs", "vs.", "versus", "through", "until"])


_UNIT_NAME: Final = re.compile(r"(?:month|week|year|day|hour)s?|(?:h|hrs?|d|wks?|yrs?)(?=[ ,;)])")
_CARDINALS: Final = frozenset([*ONES, *TENS, "half"])
_NO_END: Final = frozenset('"_')
_OPENS_RATE: Final = frozenset(" /")


def plain(folded: str, reached: int, unit: int, word: str) -> Duration | None:
    """A lone number right before its whole unit word ("for 12 weeks", "a 12-week"), which most are; None for others.

    Whatever could belong to a list, a range or another notation is left to the patterns, which cost several times more.
    """
    start = unit - 1 - len(word)
    if start < reached or not folded.startswith(word, start) or (len(word) > 3 and word.isdecimal()):
        return None
    name = _UNIT_NAME.match(folded, unit)
    if name is None:
        return None
    end = name.end()
    after = folded[end : end + 1]
    if after.isalpha() or after in _NO_END or (after in _OPENS_RATE and RATE.match(folded, end)):
        return None
    if start > reached and (
        folded[start - 1] not in " (" or not stands_alone(folded, max(reached, start - 24), start, _CARDINALS)
    ):
        return None
    value = float(word if word.isdecimal() else WORD_VALUE[word])
    kind = UNITS[folded[unit]]
    if not 0 < value <= MOST[kind]:
        return None
    return Duration(start, end, value, kind, IS_ADJECTIVE if folded[unit - 1] == "-" else IS_SINGLE, figure_end=end)


def stands_alone(folded: str, low: int, start: int, numbers: Collection[str]) -> bool:
    """Whether no number, none of `numbers`, stands before the one at `start`, nor before what joins them."""
    tail = folded[low:start].rstrip(" ,(")
    word = tail[tail.rfind(" ") + 1 :]
    while word in JOINING:
        tail = tail[: -len(word)].rstrip(" ,")
        word = tail[tail.rfind(" ") + 1 :]
    return tail[-1:] not in _LISTING and word not in numbers


REPEATED: Final = ("weekly ", "monthly ")
_SESSIONS: Final = re.compile(
    r"(?:weekly|monthly) (?:\w+ ){0,2}?(?:sessions|injections|infusions|doses|treatments|visits|classes|"
    r"meetings|lessons|"
    r"applications|modules)\b(?! (?:for|over|during|per|each|a) )"
)


def sessions(folded: str, reached: int, unit: int, word: str) -> Duration | None:
    """The weeks or months that weekly or monthly sessions take: "12 weekly sessions"; two or three may be in a week."""
    start, kind = unit - 1 - len(word), UNITS[folded[unit]]
    value = float(word) if word.isdecimal() else float(WORD_VALUE[word])
    if start < reached or not 4 <= value <= MOST[kind] or not _SESSIONS.match(folded, unit):
        return None
    if start > reached and not stands_alone(folded, max(reached, start - 24), start, WORD_VALUE):
        return None
    end = folded.index("ly", unit) + 2
    return Duration(start, end, value, kind, IS_SINGLE, figure_end=end)

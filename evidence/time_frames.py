"""How far a registry's time frame reaches: "Months 3, 6 and 12", "up to eighteen months". Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from evidence.folding import fold
from evidence.values import DAYS_PER, UNITS

_ONES: Final = "zero one two three four five six seven eight nine".split()
_TEENS: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS: Final = {
    **{word: float(number) for number, word in enumerate([*_ONES, *_TEENS])},
    **{word: 10.0 * number for number, word in enumerate(_TENS, start=2)},
}


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_UNIT: Final = _any_of(UNITS.keys() - {"m"})  # 6 m is as often a length that somebody walked
_UNIT_BEFORE: Final = _any_of(word for word in UNITS if len(word) > 1)  # "week 12"; a letter is "vitamin D 25"
_FIGURE: Final = r"\d++(?:\.\d++)?+(?:st|nd|rd|th)?+"
_WORD: Final = rf"(?:{_any_of(_TENS)}[ -])?{_any_of(_WORDS)}(?![a-z])"
_NUMBER: Final = rf"(?:{_FIGURE}|(?<![a-z]){_WORD})"
_JOINT: Final = r" ?+(?:(?:[,;/&~-]|and|or|to|through) ?+)++"
_MORE: Final = 60  # numbers of a list that are looked at: no schedule has more
# The last of a list may have a unit of its own, "day 1, 6 months". "Every 6 months" is how often, and not how long.
_BEFORE: Final = (
    rf"\b(?P<before>{_UNIT_BEFORE}) ?+(?P<numbers_after>{_NUMBER}(?! ?-?{_UNIT}\b)"
    rf"(?:{_JOINT}{_NUMBER}(?! ?-?{_UNIT}\b)){{0,{_MORE}}})"
)
_AFTER: Final = (
    rf"(?<!every )(?<![\d.])(?P<numbers>{_NUMBER}(?:{_JOINT}{_NUMBER}){{0,{_MORE}}})[ -]*+(?P<unit>{_UNIT})\b"
)
_LENGTHS: Final = re.compile(rf"{_BEFORE}|{_AFTER}", re.ASCII)
_EACH: Final = re.compile(rf"(?P<figure>\d++(?:\.\d++)?+)|(?P<word>{_WORD})", re.ASCII)
_LONGEST: Final = 100 * DAYS_PER["years"]  # beyond it is a date: "year 2030"


def longest_time_frame(frames: Iterable[str]) -> tuple[str | None, float | None]:
    """The time frame that reaches furthest, as written and in days; (None, None) where no length can be read.

    "At Baseline, Day 3, Day 365" reaches to day 365, "2, 6 and 60 months" and "months 2, 6 and 60" to month 60,
    "years 1-5" to year 5.
    """
    best: tuple[str | None, float | None] = (None, None)
    for frame in frames:
        reached = max(_lengths(frame), default=None)
        if reached is not None and (best[1] is None or reached > best[1]):
            best = (frame, reached)
    return best


def _lengths(frame: str) -> list[float]:
    """All lengths of a time frame, in days."""
    found = []
    for match in _LENGTHS.finditer(" ".join(fold(frame).split())):
        unit = UNITS[match["unit"] or match["before"]]
        numbers = [_number(each) for each in _EACH.finditer(match["numbers"] or match["numbers_after"])]
        days = max(numbers) * DAYS_PER[unit]
        if days <= _LONGEST:
            found.append(round(days, 1))
    return found


def _number(each: re.Match[str]) -> float:
    """A figure, or a word such as twenty-four."""
    return float(each["figure"]) if each["figure"] else sum(_WORDS[word] for word in re.split("[ -]", each["word"]))

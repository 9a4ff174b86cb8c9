"""What a number is that counts nobody, in words for people: a share, a date, a p value, a measure. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final

from evidence.tag.months import MONTH_WORDS
from evidence.tag.numbers import Number
from evidence.tag.sample_size.measures import is_compared, is_listed_measure, is_measured

_JOINING: Final = frozenset(
    "a an and are as at but by compared for from had has have in is of on or out than that the to versus vs was were "
    "when which while who with".split()
)
"""Words behind a number that do not tell what it is of."""
_BEFORE: Final = 24  # characters in which what a number is may be said
_P_VALUE: Final = re.compile(r"\bp(?:[ -]?values?)? ?(?:of |was )?[=<>\u2264\u2265] ?$")
_STATISTIC: Final = re.compile(
    r"(?:\b(?:rr|hr|ci|sd|se|iqr|auc|md|smd)[ :,=(]{1,3}|\b(?:or|r|t|f|z) ?[=:] ?|[<>\u2264\u2265\u00b1] ?)$"
)
_NAME: Final = re.compile(
    r"(?:\b(?:type|phase|grade|stage|class|group|level|covid|version|number|table|figure|part|step|dsm|icd)s?\.?"
    r"|[a-z][a-z0-9]*-)[ -]?$"
)
_DATE: Final = re.compile(rf"\b(?:{'|'.join(sorted(MONTH_WORDS))})[a-z]*\.? ?$")
_Holds = Callable[[str, Number], bool]  # of a text and a number in it
_YEARS: Final = (1900, 2100)
_FIGURES: Final = 4
_GROUPS: Final = frozenset("group groups arm arms cohorts subgroups".split())
_STUDIES: Final = frozenset(
    "study studies trial trials article articles paper papers report reports review reviews".split()
)


def number_is(text: str, number: Number) -> tuple[int, int, str]:
    """What a number of a folded text is, as far as the words that touch it tell: their start, their end, what it is."""
    left = text[max(0, number.start - _BEFORE) : number.start]
    for what, pattern in _BEHIND:
        if found := pattern.search(left):
            return number.start - len(found[0]), number.end, what
    end = number.end + (0 if number.after.strip() in _JOINING else len(number.after))
    what = next((what for what, holds in _KINDS if holds(text, number)), "nobody is named whom it counts")
    return number.start, end, what


def _is_year(text: str, number: Number) -> bool:
    return (
        number.kind == "digits"
        and number.end - number.start == _FIGURES
        and text[number.start : number.end].isdecimal()
        and _YEARS[0] <= number.value < _YEARS[1]
    )


def _of(words: Collection[str]) -> _Holds:
    return lambda _text, number: number.after.strip() in words


def _is_share(text: str, number: Number) -> bool:
    return number.after == "%" or text.startswith((" percent", " per cent", " %"), number.end)


def _is_measure(text: str, number: Number) -> bool:
    listed = is_listed_measure(text, number.start, number.end)
    return listed or is_measured(text, number.end, number.after)


def _is_decimal(text: str, number: Number) -> bool:
    return number.kind in ("decimal", "pointed") or is_compared(text, number.start, number.end)


_BEHIND: Final = (("a p value", _P_VALUE), ("a date", _DATE), ("part of a name", _NAME), ("a statistic", _STATISTIC))
_KINDS: Final[tuple[tuple[str, _Holds], ...]] = (
    ("a share", _is_share),
    ("a count of groups", _of(_GROUPS)),
    ("a count of studies", _of(_STUDIES)),
    ("a date", _of(MONTH_WORDS)),
    ("a date", _is_year),
    ("a measure", _is_measure),
    ("a measure or a statistic", _is_decimal),
)

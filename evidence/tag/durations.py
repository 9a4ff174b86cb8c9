"""Lengths of time in a folded sentence, each with its offsets: ranges, lists, compounds, labels. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from evidence.values import DAYS_PER


_Reader = Callable[[str, "re.Match[str]"], "Duration | None"]


class Shape(StrEnum):
    """How a length is written."""

    SINGLE = "single"  # 12 months
    ADJECTIVE = "adjective"  # 12-month
    RANGE = "range"  # 6-12 months
    LIST = "list"  # 3, 6 and 12 months
    LABEL = "label"  # month 12, D28
    LABELS = "labels"  # months 3, 6 and 12
    ORDINAL = "ordinal"  # the third month


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time at `folded[start:end]`; a list counts as its longest item, a range as its upper end.

    `low` and `high` are a range beside the value, in `unit`. `figure` ends where the number and its unit end, before
    a range in brackets. `statistic` is set where the brackets name one ("(mean, 3.7)").
    """

    start: int
    end: int
    value: float
    unit: str  # hours | days | weeks | months | years
    shape: Shape
    low: float | None = None
    high: float | None = None
    figure: int = 0
    statistic: str | None = None

    @property
    def days(self) -> float:
        """The length in days."""
        return self.value * DAYS_PER[self.unit]


_UNITS: Final = {
    "h": "hours", "d": "days", "w": "weeks", "m": "months", "y": "years", "f": "weeks",
}  # fmt: skip
_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS: Final = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth").split()
_WORD_VALUE: Final = (
    {word: n for n, word in enumerate(_ONES, 1)}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {word: n for n, word in enumerate(_ORDINALS, 1)}
    | {"a": 1, "an": 1, "half": 0}
)
_ONE: Final = "|".join(sorted(_ONES, key=len, reverse=True))
_WORDS: Final = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{_ONE}"
_NUMBER: Final = (
    r"(?:\d{1,2},\d{3}(?![\d,])|\d{1,4}(?!\d)(?:[.\u00b7]\d{1,2}|(?![.\u00b7]\d))(?: ?\u00bd| 1/2)?|\u00bd"
    rf"|(?:{_WORDS})(?:[ -]and[ -]a[ -]half)?)"
)
_UNIT: Final = (
    r"(?:months?|weeks?|years?|days?|hours?|fortnights?|decades?|yrs?|y|wks?|w|mos?|mths?|hrs?|h|d"
    r"|m(?= (?:follow|post|after)))(?!\w|[\"'\u2019]?-?(?:asc|mrs|nmr)|\")"
)
_JOIN: Final = (
    r" ?(?:, ?(?:and |or |then |and at |at )?|/|& ?|and (?:at |then |after )?|or |to |until |through |vs\.? |versus )"
)
_SPREAD: Final = r"(?: ?(?:\u00b1|\+/-|\+/ -|\+ /-) ?\d{1,4}(?:[.\u00b7]\d{1,2})?)"
_BRACKET: Final = (
    r"(?: ?[(\[](?:(?:range|sd|iqr|s\.d\.|interquartile range|min-max|\u00b1)[,:;=]? ?)?"
    rf"(?:{_NUMBER})(?: ?(?:-|to|,|and) ?(?:{_NUMBER}))?[)\]])"
)
_COUNTED: Final = r"(?: ?\((?:n ?= ?\d{1,5}|[tv]\d)\))"
_FIGURE: Final = re.compile(
    rf"(?<![\w.,/\u00b7])(?P<first>{_NUMBER})(?P<spread>{_SPREAD}|{_BRACKET})?(?P<rest>(?:-?{_COUNTED}?(?:{_JOIN}| ?- ?){_NUMBER}){{0,9}})"
    rf"(?P<gap>{_SPREAD}?[ -]{{0,2}})(?:full |whole |consecutive |calendar |more |additional |further )?(?<![a-z])(?P<unit>{_UNIT})"
)
_LABEL: Final = re.compile(
    rf"(?<![\w/])(?P<unit>months?|weeks?|years?|days?|wks?|hours?)(?: |-|(?=\d))(?P<first>{_NUMBER})"
    rf"(?P<rest>(?:{_COUNTED}?(?:{_JOIN}| ?- ?)(?:(?:months?|weeks?|years?|days?) )?{_NUMBER}){{0,9}})(?![\w%/]| ?(?:%|mg|ml|kg|{_UNIT}))"
)
_LETTER: Final = re.compile(
    r"(?<![\w/-])(?P<unit>[dwmy])(?P<first>\d{1,3})(?P<rest>(?: ?(?:,|and|-|/) ?(?:and )?[dwmy]?\d{1,3}){0,9})(?!\w|\.\d|%)"
)
_ORDINAL_WORD: Final = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
_ORDINAL: Final = re.compile(
    rf"(?<![\w-])(?P<first>{_ORDINAL_WORD})(?P<rest>(?: ?(?:, ?|and |or )(?:and |the )?{_ORDINAL_WORD}){{0,9}})"
    r"[ -](?:post-?\w{0,12} )?(?P<unit>days?|weeks?|months?|years?)(?![\w-])"
)
_ARTICLE: Final = re.compile(
    r"(?:(?<=for )|(?<=over )|(?<=during )|(?<=after )|(?<=within )|(?<=of )|(?<=than )|(?<=least )|(?<=until )|(?<=to )|(?<=at ))"
    r"(?:(?P<first>an?|half an?|a half|half)[ -](?P<unit>years?|months?|weeks?|fortnight|decade|day|hour)(?![\w-]))"
)
_NUMERAL: Final = re.compile(
    rf"\d{{1,2}},\d{{3}}(?![\d,])|\d+(?:[.\u00b7]\d+)?(?: ?\u00bd| 1/2)?|\u00bd|(?:{_WORDS})(?:[ -]and[ -]a[ -]half)?|{'|'.join(_ORDINALS)}"
)
_RATE: Final = re.compile(r" ?(?:/|per |a (?=day|week|month|year)|each |every )")
_BESIDE: Final = re.compile(
    rf"(?: (?:median |mean |average )?follow-?up(?: time| period)?)?,?;? ?[(\[]?(?:(?:inter-?quartile range|iqr|range[ds]?|min-max|25th-75th percentiles?|95% ?ci|quartiles)(?: ?[\[(](?:iqr|q1-q3|q1, q3)[\])])?"
    rf"(?: of| was| from|,|:|;|=)* ?[\[(]?|(?<=[(\[]))(?P<low>{_NUMBER})(?:[ -](?P<low_unit>{_UNIT}))?(?: (?P<low_rest>\d+ {_UNIT}))?"
    rf"(?: ?- ?| to |, ?| and )(?P<high>{_NUMBER})(?:[ -]?(?P<high_unit>{_UNIT}))?(?:,? (?:and )?(?P<high_rest>\d+ {_UNIT}))?[)\]]?"
)
_SAID: Final = re.compile(
    rf" ?(?P<open>[(\[;,]) ?(?P<statistic>mean|average|median)(?: follow-?up)?[,:=]? ?(?:of )?(?P<value>{_NUMBER})(?:{_SPREAD})?"
    rf"(?:[ -]?(?P<unit>{_UNIT}))?(?![\w-])"
)
_CHAIN: Final = re.compile(
    r"(?: ?\((?:n ?= ?\d{1,5}|[tv]\d)\))? ?(?:,|;|/|&|and|or|then)? ?(?:and|or|then|as well as)? ?(?:again )?(?:at |after )?(?:the )?"
)
_UNIT_WORDS: Final = [
    "month",
    "week",
    "year",
    "day",
    "yr",
    "mth",
    "fortnight",
    "decade",
    "hour",
    "hr",
    "wk",
    "mo",
    "mos",
]
_GLUED: Final = [f"{digit}{gap}{letter}" for digit in range(10) for gap in ("", " ", "-") for letter in "hdwym"]
_LETTERS: Final = [f" {letter}{digit}" for digit in range(10) for letter in "dwmy"]
_TRIGGERS: Final = AhoCorasick([*_UNIT_WORDS, *_GLUED, *_LETTERS], matchkind=MatchKind.LeftmostLongest)
_LAST_WORD: Final = len(_UNIT_WORDS)
_LAST_GLUED: Final = _LAST_WORD + len(_GLUED)
_LEFT: Final = 90  # a list of visits is seldom longer
_RIGHT: Final = 60
_NUMERIC: Final = frozenset(
    [*_ONES, *_TENS, "half", "1/2", "full", "whole", "consecutive", "calendar", "more", "additional", "further"]
)
_POSTS: Final = ("st", "nd", "rd", "th")
_MOST: Final = {"hours": 999, "days": 4000, "weeks": 999, "months": 600, "years": 90}


def find(folded: str) -> list[Duration]:
    """All lengths of time in folded text, in order, none inside another; rates ("5 days a week") are left out."""
    hits = _TRIGGERS.find_matches_as_indexes(folded)
    if not hits:
        return []
    found: list[Duration] = []
    reached = 0
    for which, start, end in hits:
        if start < reached:
            continue
        one = _at(folded, which, start, end, reached)
        if one is not None:
            found.append(one)
            reached = one.end
    found = list(_with_ranges(folded, found))
    return _chained(folded, _compounded(folded, found)) if len(found) > 1 else found


def _at(folded: str, which: int, start: int, end: int, reached: int) -> Duration | None:
    """The length of time at one trigger: a unit word, a digit with a unit's letter, or a letter with its digit."""
    if which >= _LAST_GLUED:
        return _read(_letter, folded, _LETTER.match(folded, start + 1))
    if which >= _LAST_WORD:
        return _before(folded, _FIGURE, _figure, max(reached, start - _LEFT), end - 1)
    if (label := _LABEL.match(folded, start, end + _RIGHT)) and (one := _label(folded, label)):
        return one
    word = folded[max(reached, start - 14) : start].rstrip(" -")
    word = word[max(word.rfind(" "), word.rfind("-")) + 1 :]
    if word in {"a", "an", "half"} and (one := _before(folded, _ARTICLE, _article, max(reached, start - 9), start)):
        return one
    if word in _ORDINAL_WORDS or (word.endswith(_POSTS) and word[:1].isdigit()) or word.startswith("post"):
        return _before(folded, _ORDINAL, _ordinal, max(reached, start - _LEFT), start)
    if word in _NUMERIC or word[-1:].isdigit() or word[-1:] in _CLOSING:
        return _before(folded, _FIGURE, _figure, max(reached, start - _LEFT), start)
    return None


_ORDINAL_WORDS: Final = frozenset(_ORDINALS)
_CLOSING: Final = frozenset([")", "]", "\u00bd", ","])


def _before(folded: str, pattern: re.Pattern[str], reader: _Reader, low: int, unit: int) -> Duration | None:
    """The length whose unit begins at `unit`, looked for from `low` on."""
    for match in pattern.finditer(folded, low, min(len(folded), unit + _UNIT_LENGTH)):
        if match.end() > unit:
            return reader(folded, match)
    return None


_UNIT_LENGTH: Final = 11  # "fortnights" and a character more, for what must not follow


def _read(reader: _Reader, folded: str, match: re.Match[str] | None) -> Duration | None:
    return reader(folded, match) if match else None


def number(text: str) -> float:
    """The value of one numeral: 12, 1.5, 8·9, 2½, 1,095, eighteen, "one and a half", third, 3rd."""
    text = text.strip()
    half = 0.5 if text.endswith(("\u00bd", "half", "1/2")) else 0.0
    if text[:1].isdigit():
        digits = re.match(r"\d{1,2},\d{3}|\d+(?:[.\u00b7]\d+)?", text)
        return float((digits[0] if digits else "0").replace(",", "").replace("\u00b7", ".")) + half
    return half + sum(_WORD_VALUE.get(word, 0) for word in re.split(r"[ -]", text.removesuffix("and a half")) if word)


def unit_of(word: str) -> str:
    """The unit that a unit word stands for; fortnights and decades count as 2 weeks and 10 years (see `scale_of`)."""
    return "years" if word.startswith("dec") else _UNITS[word[0]]


def scale_of(word: str) -> int:
    """How many of its unit a unit word is: 2 (weeks) for a fortnight, 10 (years) for a decade, else 1."""
    return 2 if word[0] == "f" else 10 if word.startswith("dec") else 1


def _figure(folded: str, match: re.Match[str]) -> Duration | None:
    """Numbers before their unit: 12 months, 6-12 months, 3, 6 and 12 months, 24-week."""
    unit, rest = match["unit"], match["rest"]
    if _RATE.match(folded, match.end()) or folded[match.start() - 1 : match.start()] in {"%", "<", "="} - {"="}:
        return None
    numerals = (
        [number(found[0]) for found in _NUMERAL.finditer(match["first"] + " " + rest)]
        if rest
        else [number(match["first"])]
    )
    low = high = None
    if rest and len(numerals) == 2 and re.match(r" ?- ?| ?to ", rest) and not rest.startswith("-,"):
        shape, (low, high) = Shape.RANGE, sorted(numerals)
    elif len(numerals) > 1:
        shape = Shape.LIST
    else:
        shape = Shape.ADJECTIVE if "-" in match["gap"] else Shape.SINGLE
    if match["spread"] and not rest:
        beside = [number(found[0]) for found in _NUMERAL.finditer(match["spread"])]
        low, high = beside if len(beside) == 2 else (None, None)
    return _length(match, max(numerals), unit, shape, low, high)


def _label(folded: str, match: re.Match[str]) -> Duration | None:
    """A unit before its numbers: week 12, months 1, 3 and 6."""
    if re.search(
        r"(?:\d|per|/|a|each|every|one|once|twice|times|daily|last|next)[ -]?$",
        folded[max(0, match.start() - 7) : match.start()],
    ):
        return None
    numerals = [number(found[0]) for found in _NUMERAL.finditer(match["first"] + " " + match["rest"])]
    return _length(match, max(numerals), match["unit"], Shape.LABELS if len(numerals) > 1 else Shape.LABEL)


def _letter(folded: str, match: re.Match[str]) -> Duration | None:
    """A letter glued to its number, after a word that makes it a time: to D28, at M3, M6 and M12."""
    if not match["rest"] and not re.search(
        r"(?:at|on|to|by|through|until) $", folded[max(0, match.start() - 8) : match.start()]
    ):
        return None
    numerals = [float(digits) for digits in re.findall(r"\d+", match["first"] + " " + match["rest"])]
    if not match["rest"] and numerals[0] < _LEAST[match["unit"]]:
        return None  # D2 receptors, M1 macrophages
    return _length(match, max(numerals), match["unit"], Shape.LABELS if len(numerals) > 1 else Shape.LABEL)


def _ordinal(_folded: str, match: re.Match[str]) -> Duration | None:
    """An ordinal: the 1st, 2nd and 3rd week; "the first 3 months" is none."""
    numerals = [number(found[0]) for found in _NUMERAL.finditer(match["first"] + " " + match["rest"])]
    return _length(match, max(numerals), match["unit"], Shape.LABELS if len(numerals) > 1 else Shape.ORDINAL)


def _article(_folded: str, match: re.Match[str]) -> Duration | None:
    """An article for one: for a year, over a fortnight, half a year."""
    return _length(match, 0.5 if "half" in match["first"] else 1.0, match["unit"], Shape.SINGLE)


def _length(
    match: re.Match[str], value: float, word: str, shape: Shape, low: float | None = None, high: float | None = None
) -> Duration | None:
    """The length that a match stands for; None for what no study lasts ("2010 years")."""
    unit, scale = unit_of(word), scale_of(word)
    if not 0 < value * scale <= _MOST[unit]:
        return None
    return Duration(match.start(), match.end(), value * scale, unit, shape, low, high, match.end())


def _with_ranges(folded: str, found: list[Duration]) -> Iterator[Duration]:
    """Give each length the range in brackets behind it, and the mean or median that the brackets name."""
    end = 0
    for one in found:
        if one.start < end:
            continue
        said = _SAID.match(folded, one.end)
        if said and said["open"] == "," and not said["unit"]:
            said = None
        beside = None if said else _BESIDE.match(folded, one.end)
        kept = one
        if said:
            kept = _said(one, said)
            yield replace(one)
        elif beside:
            kept = _beside(one, beside)
        end = kept.end
        yield kept


def _said(one: Duration, match: re.Match[str]) -> Duration:
    """ "(mean, 3.7)" behind a range: the mean, the range beside it."""
    unit = unit_of(match["unit"]) if match["unit"] else one.unit
    low, high = (one.low, one.high) if unit == one.unit else (None, None)
    return Duration(
        match.start("value"),
        match.end(),
        number(match["value"]),
        unit,
        Shape.SINGLE,
        low,
        high,
        match.end(),
        str(match["statistic"]).replace("average", "mean"),
    )


def _beside(one: Duration, match: re.Match[str]) -> Duration:
    """ "(range, 25-56 mo)" behind a value, in the value's unit."""
    high_unit = match["high_unit"] or match["low_unit"]
    low_unit = match["low_unit"] or high_unit
    low = _converted(match["low"], low_unit, match["low_rest"], one.unit)
    high = _converted(match["high"], high_unit, match["high_rest"], one.unit)
    if not low <= high:
        return one
    return replace(one, low=low, high=high, end=match.end())


def _converted(numeral: str, word: str | None, rest: str | None, unit: str) -> float:
    """A numeral of one unit in another, two decimals."""
    days = number(numeral) * (DAYS_PER[unit_of(word)] if word else DAYS_PER[unit])
    if rest:
        more, of = rest.split(" ")
        days += number(more) * DAYS_PER[unit_of(of)]
    return round(days / DAYS_PER[unit], 2)


_LEAST: Final = {"d": 7, "w": 2, "m": 6, "y": 1}
_SMALLER: Final = {"years": ("months", 12), "months": ("weeks", 5), "weeks": ("days", 7)}


def _compounded(folded: str, found: list[Duration]) -> list[Duration]:
    """Join "6 years and 9 months" into 81 months."""
    joined: list[Duration] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and _is_compound(folded, last, one):
            value = round(last.days / DAYS_PER[one.unit] + one.value, 2)
            joined[-1] = replace(one, start=last.start, value=value)
        else:
            joined.append(one)
    return joined


def _is_compound(folded: str, last: Duration, one: Duration) -> bool:
    smaller, most = _SMALLER.get(last.unit, ("", 0))
    return (
        one.unit == smaller
        and one.value < most
        and last.shape is Shape.SINGLE is one.shape
        and last.end == last.figure
        and folded[last.end : one.start] in {" and ", " ", ", "}
    )


def _chained(folded: str, found: list[Duration]) -> list[Duration]:
    """Join neighbours of a list with several units ("3 and 6 mo and at 1 and 2 yr") into one length, its longest."""
    joined: list[Duration] = []
    for one in found:
        last = joined[-1] if joined else None
        gap = folded[last.end : one.start] if last else ""
        if (
            last
            and last.end == last.figure
            and 1 < len(gap) < 30
            and _CHAIN.fullmatch(gap)
            and gap.strip()
            and _alike(last, one)
        ):
            longest = one if one.days >= last.days else last
            shape = Shape.LABELS if last.shape in {Shape.LABEL, Shape.LABELS} else Shape.LIST
            joined[-1] = replace(longest, start=last.start, end=one.end, shape=shape, figure=one.figure)
        else:
            joined.append(one)
    return joined


def _alike(last: Duration, one: Duration) -> bool:
    """Whether two neighbours can stand in one list: no range, neither an adjective alone."""
    return Shape.RANGE not in {last.shape, one.shape} and (last.shape is Shape.ADJECTIVE) == (
        one.shape is Shape.ADJECTIVE
    )

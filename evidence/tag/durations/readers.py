"""What words of each form are read as: figures, a mean within a range, labels, letters, ordinals, an article. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter
from typing import Final

from evidence.tag.durations.forms import (
    AFTER_ARTICLE,
    BEFORE_ARTICLE,
    BRACKETED,
    INFECTED,
    LEAST,
    METRES,
    MOST,
    NUMERAL,
    ORDINAL_WORDS,
    RATE,
    WORDS,
    number,
    scale_of,
    unit_of,
)
from evidence.tag.durations.shape import IS_ADJECTIVE, IS_LIST, IS_ORDINAL, IS_RANGE, IS_SINGLE, Duration, Shape

_IN_BRACKETS = re.compile(r" ?\([ntvdwm][^)]{0,10}\)")


def figure(folded: str, match: re.Match[str]) -> Duration | None:
    """Numbers before their unit: 12 months, 6-12 months, 3, 6 and 12 months, 24-week."""
    unit, rest = match["unit"], match["rest"]
    rest = _IN_BRACKETS.sub("", rest) if "(" in rest else rest
    if RATE.match(folded, match.end()) or folded[match.start() - 1 : match.start()] in {"%", "<"}:
        return None
    numerals = (
        [number(found[0]) for found in NUMERAL.finditer(match["first"] + " " + rest)]
        if rest
        else [number(match["first"])]
    )
    low = high = None
    if ")" in match["gap"]:  # "(28.1±12.0) months", the whole in brackets
        opened = folded.endswith("(", 0, match.start())
        one = _length(match, number(match["first"]), unit, IS_SINGLE) if opened else None
        return one and replace(one, start=one.start - 1)
    if "at " in rest and folded.endswith((" in ", " of "), 0, match.start()):  # "complete in 74 and at 4 months in 61"
        one = _length(match, numerals[-1], unit, IS_SINGLE)
        return one and replace(one, start=match.start("rest") + rest.rindex("at ") + len("at "))
    if rest and folded.endswith(("n = ", "n="), 0, match.start()):
        one = _length(match, numerals[-1], unit, IS_ADJECTIVE if "-" in match["gap"] else IS_SINGLE)
        *_, last = NUMERAL.finditer(folded, match.start("rest"), match.start("gap"))
        return one and replace(one, start=last.start())
    if rest and len(numerals) == 2 and _RANGE.match(rest) and not rest.startswith("-,"):
        shape, (low, high) = IS_RANGE, sorted(numerals)
    elif len(numerals) > 1:
        shape = IS_LIST
    else:
        shape = IS_ADJECTIVE if "-" in match["gap"] else IS_SINGLE
    if match["spread"] and not rest:
        low, high = _range_in(match["spread"])
    return _length(match, max(numerals), unit, shape, low, high)


def _range_in(spread: str) -> tuple[float, float] | tuple[None, None]:
    """The range that a bracket between a number and its unit ends with: "(SD 6, range 6-48)"."""
    found = BRACKETED.search(spread)
    low, high = (number(found["low"]), number(found["high"])) if found else (1, 0)
    return (low, high) if low <= high else (None, None)


def within(_folded: str, match: re.Match[str]) -> Duration | None:
    """The mean that stands between a range and its unit: "6 to 48 (median 28) months"."""
    low, value, high = number(match["low"]), number(match["value"]), number(match["high"])
    if not low <= value <= high:
        return None
    if not match["statistic"] and "\u00b1" not in match[0] and "+" not in match[0]:
        return None
    one = _length(match, value, match["unit"], IS_SINGLE, low, high)
    return one and replace(one, statistic=(match["statistic"] or "mean").replace("average", "mean"))


_RANGE = re.compile(r"(?: ?- ?| ?to )(?! ?(?:and|or)\b)")
# Before a unit that is no label's: "3 times a day 1 tablet", "in the last six years eight children".
_OF_RATE = re.compile(rf"(?:\d|/|\b(?:per|a|each|every|once|twice|times|daily|last|next|{WORDS}))[ -]?$")
# "During the year nine patients relapsed", "from the tenth month three had": the number is of what comes after.
_A_UNIT = re.compile(rf"\b(?:the|this|that|(?:{'|'.join(ORDINAL_WORDS)})(?: post-?\w{{1,12}}| follow-?up)?) $")
# "At the end of the first year 40 patients were well".
_ORDERED = re.compile(rf"\bthe (?:{'|'.join(ORDINAL_WORDS)}|\d?(?:1st|2nd|3rd|\dth)) $")
_PER_SO_MANY = re.compile(r" ?/ ?1(?:,?0{2,6})\b")  # "hospital days 0.6/1000 and 2.9/1000" are rates
_BEFORE_UNIT = 28  # "seventh postoperative "
_BEFORE_LABEL = 14  # characters that the longest of these has: "seventy-seven "


def label(folded: str, match: re.Match[str]) -> Duration | None:
    """A unit before its numbers: week 12, months 1, 3 and 6."""
    of_rate = _OF_RATE.search(folded, max(0, match.start() - _BEFORE_LABEL), match.start())
    if of_rate or _PER_SO_MANY.match(match["rest"]):
        return None
    if _ORDERED.search(folded, max(0, match.start() - _BEFORE_LABEL), match.start()):
        return None
    if match["first"][:1].isalpha() and _A_UNIT.search(folded, max(0, match.start() - _BEFORE_UNIT), match.start()):
        return None
    unit, rest = match["unit"], match["rest"]
    rest = rest[: _listed(number(match["first"]), rest, plural=unit.endswith("s"))]
    if _PEOPLE.match(folded, match.end()) and (last := _LAST_ALONE.search(rest)):
        rest = rest[: last.start()]  # "in months 1-3, 5 of 60 patients"
    end = match.start("rest") + len(rest)
    if unit.startswith("year") and number(match["first"]) > MOST["years"]:
        return None  # "in the years 2008-2016, and two patients"
    if not rest:
        one = _length(match, number(match["first"]), unit, Shape.LABEL)
        return one and replace(one, end=end, figure_end=end)
    lengths = [_length(match, number(match["first"]), unit, Shape.LABELS)]
    for found in _LABELLED.finditer(rest):
        unit = found["unit"] or unit
        lengths.append(_length(match, number(found["value"]), unit, Shape.LABELS))
    longest = max(filter(None, lengths), key=attrgetter("days"), default=None)
    return longest and replace(longest, end=end, figure_end=end)


def _listed(first: float, rest: str, *, plural: bool) -> int:
    """How many characters behind a label and its first number are its list.

    A list is over behind its "and" ("at months 6 and 12, 70 patients"), and one unit with a comma begins none ("at week
    12, 45 patients", "on day 28, 3 and 5 patients") unless more commas follow ("at week 4, 8, 12").
    """
    end, is_over = 0, False
    items = list(NUMERAL.finditer(rest))
    numbers = [first, *(number(item[0]) for item in items)]
    plural = plural or (len(items) > 1 and numbers == sorted(numbers) and "/" not in rest)
    for n, item in enumerate(items):
        join = rest[end : item.start()].rstrip()
        if join.endswith(","):
            if is_over or not (n or plural):
                return end
        elif _OTHER_UNIT.search(join):
            is_over, plural = False, join.endswith("s")  # "on day 1, week 1, and months 1, 3 and 6"
        else:
            is_over = is_over or _LAST.search(join) is not None
        end = item.end()
    return len(rest)


_LAST_ALONE: Final = re.compile(r", ?\d{1,3}$")
_PEOPLE: Final = re.compile(
    r" (?:of (?:the )?\d|(?:of the )?(?:patients|subjects|participants|women|men|children|eyes|animals|rats|mice)\b)"
)
_OTHER_UNIT: Final = re.compile(r"(?:month|week|year|day)s?$")
_LAST: Final = re.compile(r"\b(?:and|or)\b|&")
_LABELLED = re.compile(rf"(?:(?P<unit>months?|weeks?|years?|days?) )?(?P<value>{NUMERAL.pattern})")
_IN_TIME: Final = re.compile(r"\b(?:at|on|to|by|through|until) $")


def letter(folded: str, match: re.Match[str]) -> Duration | None:
    """A letter glued to its number, after a word that makes it a time: to D28, at M3, M6 and M12."""
    rest = match["rest"][: _listed(float(match["first"]), match["rest"], plural=False)]
    numerals = [float(digits) for digits in re.findall(r"\d+", match["first"] + " " + rest)]
    in_time = _IN_TIME.search(folded, max(0, match.start() - 9), match.start())
    if max(numerals) < LEAST[match["unit"]] and not (in_time and len(numerals) > 1):
        return None  # D2 receptors, M1 macrophages
    if not in_time and len(numerals) == 1:
        return None
    one = _length(match, max(numerals), match["unit"], Shape.LABELS if len(numerals) > 1 else Shape.LABEL)
    end = match.start("rest") + len(rest)
    return one and replace(one, end=end, figure_end=end)


def ordinal(_folded: str, match: re.Match[str]) -> Duration | None:
    """An ordinal: the 1st, 2nd and 3rd week; "the first 3 months" is none."""
    numerals = [number(found[0]) for found in NUMERAL.finditer(match["first"] + " " + match["rest"])]
    return _length(match, max(numerals), match["unit"], Shape.LABELS if len(numerals) > 1 else IS_ORDINAL)


def article(folded: str, match: re.Match[str]) -> Duration | None:
    """An article for one: for a year, over a fortnight, half a year, a month after."""
    if folded.endswith(" and ", 0, match.start()) and match["first"] == "a half":
        return None  # of "two and a half years"
    if not folded.endswith(BEFORE_ARTICLE, 0, match.start()) and not folded.startswith(AFTER_ARTICLE, match.end()):
        return None
    one = _length(match, 0.5 if "half" in match["first"] else 1.0, match["unit"], IS_SINGLE)
    if one and one.value >= 1 and folded.startswith(AND_HALF, one.end):
        one.value += 0.5 * one.value
        one.end = one.figure_end = one.end + len(AND_HALF)
    return one


AND_HALF = " and a half"


def _length(
    match: re.Match[str], value: float, word: str, shape: Shape, low: float | None = None, high: float | None = None
) -> Duration | None:
    """The length that a match stands for; None for what no study lasts ("2010 years")."""
    unit, scale = unit_of(word), scale_of(word)
    most = METRES if word == "m" else INFECTED if word == "dpi" else MOST[unit]
    if not 0 < value * scale <= most:
        return None
    return Duration(match.start(), match.end(), value * scale, unit, shape, low, high, match.end())

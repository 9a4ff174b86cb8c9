"""Lengths of time that belong together: a range beside its value, compounds, lists with several units. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from evidence.tag.durations.forms import (
    BEFORE_RANGE,
    BESIDE,
    CHAIN,
    OPENS,
    OPENS_RANGE,
    SAID,
    SAID_PLAINLY,
    SMALLER,
    number,
    unit_of,
)
from evidence.tag.durations.shape import IS_ADJECTIVE, IS_LIST, IS_RANGE, IS_SINGLE, OF_LABEL, Duration, Shape
from evidence.values import DAYS_PER

_BRACKETS = frozenset("([,;")
_OPENING = _BRACKETS | frozenset("mafri")


def opens(folded: str, one: Duration) -> bool:
    """Whether a range may stand behind a length; most words that do open nothing."""
    after = folded[one.end : one.end + 2].lstrip(" ")[:1]
    if after in _OPENING:
        return after in _BRACKETS or OPENS.match(folded, one.end) is not None
    return False


def with_ranges(folded: str, found: list[Duration]) -> Iterator[Duration]:
    """Give each length the range in brackets behind it, and the mean or median that the brackets name."""
    end = 0
    for one in found:
        if one.start < end:
            continue
        may = opens(folded, one)
        said = SAID.match(folded, one.end) if may else None
        if said and not _is_of_time(folded, one, said):
            said = None
        if may and not said and one.shape is IS_RANGE and (plainly := _said_plainly(folded, one)):
            end = plainly.end
            yield one
            yield plainly
            continue
        beside = BESIDE.match(folded, one.end) if may and not said else None
        kept = one
        if said:
            kept = _said(one, said)
            yield replace(one)
        elif beside:
            kept = _beside(one, beside)
        end = kept.end
        yield kept


def _is_of_time(folded: str, one: Duration, said: re.Match[str]) -> bool:
    """Whether a mean behind a length is one of time, not "for 6 months, mean 11", "for 6-12 months (median 3 visits)".

    A number in the midst of a range is one, whatever word comes next: "over 2-9 years (mean 5.6 conversions, ...)".
    """
    if said["unit"] and unit_of(said["unit"]) != one.unit:
        return True
    if one.shape is IS_RANGE and one.low is not None and one.high is not None:
        return one.low <= number(said["value"]) <= one.high
    closed = folded[said.end() : said.end() + 2].lstrip(" ")[:1] in _CLOSED
    return said["unit"] is not None or (closed and said["open"] != ",")


_CLOSED: Final = frozenset([*")];.,", ""])


def _said_plainly(folded: str, one: Duration) -> Duration | None:
    """The mean that brackets behind a range give without its name: "6-24 months (14.2±3.1)"."""
    match = SAID_PLAINLY.match(folded, one.end)
    if not match or one.low is None or one.high is None or not one.low <= number(match["value"]) <= one.high:
        return None
    return replace(
        one,
        start=match.start("value"), end=match.end() - 1, figure_end=match.end() - 1,
        value=number(match["value"]), shape=IS_SINGLE, statistic="mean",
    )  # fmt: skip


def _said(one: Duration, match: re.Match[str]) -> Duration:
    """The mean that brackets behind a range give, "(mean, 3.7)", with the range beside it."""
    unit = unit_of(match["unit"]) if match["unit"] else one.unit
    low, high = (one.low, one.high) if unit == one.unit else (None, None)
    return Duration(
        match.start("value"),
        match.end(),
        number(match["value"]),
        unit,
        IS_SINGLE,
        low,
        high,
        match.end(),
        str(match["statistic"]).replace("average", "mean"),
    )


def _beside(one: Duration, match: re.Match[str]) -> Duration:
    """The range that brackets behind a value give, "(range, 25-56 mo)", in the value's unit."""
    high_unit = match["high_unit"] or match["low_unit"]
    low_unit = match["low_unit"] or high_unit
    low = _converted(match["low"], low_unit, match["low_rest"], one.unit)
    high = _converted(match["high"], high_unit, match["high_rest"], one.unit)
    if not low <= high or not (_is_named(match) or low <= one.value <= high):
        return one  # "15 years (1975-1988)", "12 weeks (10-20 mg daily)"
    return replace(one, low=low, high=high, end=match.end())


def _is_named(match: re.Match[str]) -> bool:
    """Whether two numbers beside a length are called its range, or have a unit of time."""
    words = match[0].lstrip(" ,;([")[:1].isalpha()
    return words or match["low_unit"] is not None or match["high_unit"] is not None


def _converted(numeral: str, word: str | None, rest: str | None, unit: str) -> float:
    """A numeral of one unit in another, two decimals."""
    days = number(numeral) * (DAYS_PER[unit_of(word)] if word else DAYS_PER[unit])
    if rest:
        more, of = rest.split(" ")
        days += number(more) * DAYS_PER[unit_of(of)]
    return round(days / DAYS_PER[unit], 2)


def compounded(folded: str, found: list[Duration]) -> list[Duration]:
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


def of_ranges(folded: str, found: list[Duration]) -> list[Duration]:
    """Give each range the mean or median before its bracket, which has the unit of both: "24 (range 3-60 months)"."""
    return [_of_range(folded, one) if one.shape is IS_RANGE else one for one in found]


_BEFORE: Final = 110  # characters that the value before a range and its words have at most


def _of_range(folded: str, one: Duration) -> Duration:
    said = BEFORE_RANGE.search(folded, max(0, one.start - _BEFORE), one.start)
    if not said or one.low is None or one.high is None or not one.low <= number(said["value"]) <= one.high:
        return one
    bracketed = any(mark in folded[said.start("value") : one.start] for mark in "([")
    end = one.end + (bracketed and folded[one.end : one.end + 1] in {")", "]"})
    return replace(one, start=said.start("value"), end=end, value=number(said["value"]), shape=IS_SINGLE)


def _is_compound(folded: str, last: Duration, one: Duration) -> bool:
    smaller, most = SMALLER.get(last.unit, ("", 0))
    return (
        one.unit == smaller
        and one.value < most
        and last.shape is IS_SINGLE is one.shape
        and last.end == last.figure_end
        and folded[last.end : one.start] in {" and ", " ", ", "}
    )


def chained(folded: str, found: list[Duration]) -> list[Duration]:
    """Join neighbours of a list with several units ("3 and 6 mo and at 1 and 2 yr") into one length, its longest."""
    joined: list[Duration] = []
    for one in found:
        last = joined[-1] if joined else None
        gap = folded[last.end : one.start] if last else ""
        if last and _is_range(folded, last, one, gap):
            low = round(last.days / DAYS_PER[one.unit], 2)
            joined[-1] = replace(one, start=last.start, shape=IS_RANGE, low=low, high=one.value)
        elif (
            last
            and last.end == last.figure_end
            and 1 < len(gap) < 30
            and CHAIN.fullmatch(gap)
            and not (gap == ", " and _ARM.match(folded, one.end))
            and gap.strip()
            and _alike(last, one)
        ):
            longest = one if one.days >= last.days else last
            shape = Shape.LABELS if last.shape in OF_LABEL else IS_LIST
            joined[-1] = replace(longest, start=last.start, end=one.end, shape=shape, figure_end=one.figure_end)
        else:
            joined.append(one)
    return joined


_ARM: Final = re.compile(r" (?:in|for) (?:the )?(?:[\w-]+ ){0,2}(?:group|arm)\b")  # ", 33 months in one group"


def _is_range(folded: str, last: Duration, one: Duration, gap: str) -> bool:
    """Whether two lengths with a unit each are a range: "ranged from 6 months to 4 years"."""
    return (
        gap in {" to ", "-", " - ", " and "}
        and last.days < one.days
        and last.shape is IS_SINGLE is one.shape
        and last.end == last.figure_end
        and OPENS_RANGE.search(folded, max(0, last.start - 12), last.start) is not None
        and (gap != " and " or folded.endswith("between ", 0, last.start))
    )


def _alike(last: Duration, one: Duration) -> bool:
    """Whether two neighbours can stand in one list: no range, neither an adjective alone."""
    return IS_RANGE not in {last.shape, one.shape} and (last.shape is IS_ADJECTIVE) == (one.shape is IS_ADJECTIVE)

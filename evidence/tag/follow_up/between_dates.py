"""Follow-ups that are told by the dates of their beginning and end, "followed from 2003 to 2008". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.durations.shape import Duration, Shape
from evidence.tag.follow_up.cues import Mention, read_apart
from evidence.tag.follow_up.elsewhere import elsewhere
from evidence.tag.follow_up.sums import Sum
from evidence.tag.months import SHORT_MONTHS
from evidence.tag.rule import rule
from evidence.tag.text import Document, Sentence
from evidence.values import plain

_MONTH: Final = rf"(?:{'|'.join(SHORT_MONTHS)})[a-z]*\.?,?"


def _date(name: str) -> str:
    """The pattern of a date whose groups are `name`m, its month, where one is told, and `name`y, its year."""
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return rf"(?:(?:{day} (?:of )?)?(?P<{name}m>{_MONTH}) (?:{day},? )?(?:of )?)?(?P<{name}y>(?:19|20)\d\d)\b"


_ADVERBS: Final = r"(?:,? (?:\w+ly|over time|longitudinally|for (?!the\b)[a-z]+(?: [a-z]+){0,3}))?"
# Who is "enrolled and followed" between two dates came in at any time between them.
_FOLLOWED: Final = (
    r"(?:\b(?:were|was|been|we|cohort|then|subsequently) (?:then |subsequently |all |prospectively |\w+ly )?"
    r"followed(?:[ -]up)?|\bfollow-?[ ]?up(?: period| time)?(?: was| were| lasted| extended| ran|,)?"
    r"|\bwe followed(?:[ -]up)? (?:(?!at |in |from )[\w,-]+ ){1,5}?(?:prospectively)?"
    r"|\bfollowed(?:[ -]up)? (?:prospectively|longitudinally|over time)"
    r"|\bfollowed (?:in|through) the (?:[\w-]+ ){0,3}registers?"
    r"|\bwatched for (?:(?!between|from|over)[a-z-]+)(?: (?!between|from|over)[a-z-]+){0,3})"
)
_BETWEEN: Final = re.compile(
    rf"{_FOLLOWED}{_ADVERBS},? ?[(\[]?(?:from |between |during |over )?(?P<dates>{_date('a')}"
    rf" ?(?:to|and|through|until|till|up to|-|\u2013)(?: the)?(?: end of)? ?{_date('b')})"
)
_ENROLLED: Final = re.compile(
    r"\b(?:enrol|recruit|identif|includ|register|treat|diagnos|operat|admit|seen|assign|random|evaluat)\w*,? (?:and )?$"
)
_UNTIL: Final = re.compile(
    rf"(?<!between )(?<!and )(?<!to )(?<!from )\b(?:on|since|from|in) (?P<dates>{_date('a')}[^.;()]{{0,60}}? "
    rf"(?:and|who) (?:were |was )?followed(?:[ -]up)? (?:until|to|through|till)(?: the)?(?: end of)? {_date('b')})"
)
_MONTHS_A_YEAR: Final = 12
_LEAST: Final = 6  # months
_MOST: Final = 960


@rule("follow_up.between_dates")
def between_dates(mention: Mention) -> Sum | None:
    """The time from the date on which people began to be followed to that on which they ceased to be.

    Takes: The pupils were followed over time (2003-2008).
    Leaves: The pupils were enrolled and followed at our clinic between 2003 and 2008.
    """
    dates = _dates_at(mention)
    if not dates:
        return None
    told = f"{_told(dates, 'a')} to {_told(dates, 'b')} = {plain(mention.duration.value)} {mention.duration.unit}"
    return Sum((mention,), "follow_up.between_dates", told=told)


def _told(dates: re.Match[str], name: str) -> str:
    """A date as it counts: with its month where both have one, so that Jan 1980 to Dec 1999 are seen to be 20 years."""
    year, month = dates[f"{name}y"], dates[f"{name}m"]
    return f"{month[:3].capitalize()} {year}" if dates["am"] and dates["bm"] else str(year)


_YEARS: Final = 2  # a beginning and an end


def periods_in(document: Document) -> Iterator[Mention]:
    """The dated periods of following that a record's own sentences tell; other readers know no such lengths."""
    return read_apart(document, ("follow", "watched"), _periods)


def _dates_at(mention: Mention) -> re.Match[str] | None:
    return next((found for found in _found(mention.folded) if found.start("dates") == mention.duration.start), None)


def _found(folded: str) -> Iterator[re.Match[str]]:
    for found in _BETWEEN.finditer(folded):
        if not _ENROLLED.search(folded, max(0, found.start() - 40), found.start()):
            yield found
    yield from _UNTIL.finditer(folded)


def _periods(sentence: Sentence) -> Iterator[Duration]:
    text = sentence.folded
    if text.count("19") + text.count("20") < _YEARS or elsewhere(sentence):
        return
    for found in _found(text):
        months = _months(found)
        if _LEAST <= months <= _MOST:
            whole = months % _MONTHS_A_YEAR == 0
            value, unit = (months / _MONTHS_A_YEAR, "years") if whole else (float(months), "months")
            start, end = found.span("dates")
            yield Duration(start, end, value, unit, Shape.SINGLE, figure_end=end)


def _months(found: re.Match[str]) -> int:
    """Whole months between the dates; from January to the December after are all twelve months of each year."""
    first, last = found["am"], found["bm"]
    months = _MONTHS_A_YEAR * (int(found["by"]) - int(found["ay"]))
    if not (first and last):
        return months
    months += SHORT_MONTHS.index(last[:3]) - SHORT_MONTHS.index(first[:3])
    return months + (months % _MONTHS_A_YEAR == _MONTHS_A_YEAR - 1)

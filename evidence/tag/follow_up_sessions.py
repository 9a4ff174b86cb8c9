"""Courses told as a number of sessions and how many a week, where nothing longer is stated. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.duration_shape import Duration, Shape
from evidence.tag.follow_up_cues import Mention, around
from evidence.tag.follow_up_sums import Sum
from evidence.tag.rule import rule
from evidence.tag.text import Document, Section
from evidence.values import plain

_TENS: Final = {"ten": 10, "twelve": 12, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30}
_NUMBERS: Final = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9} | _TENS
_PER_WEEK: Final = {"once": 1, "one": 1, "twice": 2, "two": 2, "thrice": 3} | _NUMBERS
_WEEK: Final = r"(?: ?(?:/|-?weekly\b|per|an?|each|every)(?:(?<=ly)| ?(?:week|wk)\b))"
_TREATMENTS: Final = r"(?:sessions|treatments|injections|infusions|applications|classes|lessons|sittings)"
_RATE: Final = (
    rf"\b(?P<rate>once|twice|thrice|one|two|three|four|five|[1-5])(?: times| sessions?| treatments?|x| \u00d7)?{_WEEK}"
)
_WHOLE: Final = rf"\b(?P<whole>{'|'.join(_NUMBERS)}|[3-9]|[1-9]\d)"
_ALONE: Final = r"(?<![-\u2013] )(?<![-\u2013])(?<! or )(?<! to )"  # "3-5 times a week" counts nothing
_TOTAL: Final = r"(?: a| the)?(?: total(?: of)?| course of| maximum of)?"
_RATE_FIRST: Final = re.compile(
    rf"{_ALONE}{_RATE},? (?:for|to|with){_TOTAL} ?{_WHOLE} (?:[\w-]+ ){{0,2}}?{_TREATMENTS}\b"
    r"(?! (?:in|over|within|per|a|each) )"
)
_WHOLE_FIRST: Final = re.compile(
    rf"{_ALONE}{_WHOLE} (?:[\w-]+ ){{0,3}}?{_TREATMENTS}(?: of (?:[\w-]+ ){{0,2}}?[\w-]+)?,? ?[(\[]?"
    rf"(?:(?:given|delivered|performed|applied|administered|held) )?{_RATE}"
)
_BETWEEN: Final = re.compile(rf"{_ALONE}{_WHOLE} {_RATE} (?:[\w-]+ ){{0,2}}?{_TREATMENTS}\b(?! (?:in|over|within) )")
_OPENED: Final = re.compile(r"[(\[]")
_CLOSED: Final = (")", "]")
_MOST_WEEKS: Final = 60


@rule("follow_up.sessions_counted")
def sessions_counted(mention: Mention) -> Sum | None:
    """The weeks that a counted course of sessions takes, so many a week: what is treated so long is followed as long.

    Takes: The patients had acupuncture twice weekly for 8 sessions.
    Leaves: The patients had acupuncture twice weekly; 8 sessions were missed.
    """
    found = _found(mention.folded, mention.duration.start)
    if not found:
        return None
    whole, rate = _counts(found)
    working = f"{whole} sessions / {rate} a week = {plain(mention.duration.value)} weeks"
    return Sum((mention,), "follow_up.sessions_counted", "treatment", told=working)


def courses_in(document: Document) -> Iterator[Mention]:
    """The counted courses that a record's own sentences tell, each as the weeks it takes."""
    for order, sentence in enumerate(document.abstract):
        if "week" in sentence.folded and sentence.section not in (Section.BACKGROUND, Section.CONCLUSIONS):
            yield from around(sentence, list(_courses(sentence.folded)), order)


def _courses(folded: str) -> Iterator[Duration]:
    reached = 0
    while found := _found(folded, reached):
        reached = found.end()
        whole, rate = _counts(found)
        weeks = round(whole / rate, 1)
        if whole > rate and weeks <= _MOST_WEEKS:
            end = reached + (folded.startswith(_CLOSED, reached) and _OPENED.search(found[0]) is not None)
            yield Duration(found.start(), end, weeks, "weeks", Shape.SINGLE, figure=end)


def _found(folded: str, start: int) -> re.Match[str] | None:
    """The first course at or after `start`."""
    told = (form.search(folded, start) for form in (_RATE_FIRST, _WHOLE_FIRST, _BETWEEN))
    return min(filter(None, told), key=re.Match.start, default=None)


def _counts(found: re.Match[str]) -> tuple[int, int]:
    """How many sessions there are in all, and in a week."""
    whole, rate = found["whole"], found["rate"]
    return _NUMBERS.get(whole) or int(whole), _PER_WEEK.get(rate) or int(rate)

"""Courses told as a number of sessions and how many a week, where nothing longer is stated. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.durations.forms import number
from evidence.tag.durations.shape import Duration, Shape
from evidence.tag.follow_up.cues import Mention, read_apart
from evidence.tag.follow_up.sums import Sum
from evidence.tag.holding import holds
from evidence.tag.rule import rule
from evidence.tag.text import Document, Sentence
from evidence.values import plain

_NUMBERS: Final = (
    "three|four|five|six|seven|eight|nine|ten|twelve|fifteen|sixteen|eighteen|twenty|thirty"  # sessions in a course
)
_TIMES: Final = {"once": 1, "twice": 2, "thrice": 3}
_WEEK: Final = r"(?: ?(?:/|-?weekly\b|per|an?|each|every)(?:(?<=ly)| ?(?:week|wk)\b))"
_GIVEN: Final = ("sessions", "treatments", "injections", "infusions", "applications", "classes", "lessons", "sittings")
_TREATMENTS: Final = rf"(?:{'|'.join(_GIVEN)})"
_RATE: Final = (
    rf"\b(?P<rate>once|twice|thrice|one|two|three|four|five|[1-5])(?: times| sessions?| treatments?|x| \u00d7)?{_WEEK}"
)
_WHOLE: Final = rf"\b(?P<whole>{_NUMBERS}|[3-9]|[1-9]\d)"
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
_FORMS: Final = (_RATE_FIRST, _WHOLE_FIRST, _BETWEEN)
_OPENED: Final = re.compile(r"[(\[]")
_CLOSED: Final = (")", "]")
_MOST_WEEKS: Final = 60


@rule("follow_up.sessions_counted")
def sessions_counted(mention: Mention) -> Sum | None:
    """The weeks that a counted course of sessions takes, so many a week: what is treated so long is followed as long.

    Takes: The patients had acupuncture twice weekly for 8 sessions.
    Leaves: The patients had acupuncture twice weekly; 8 sessions were missed.
    """
    start = mention.duration.start
    found = next(filter(None, (form.match(mention.folded, start) for form in _FORMS)), None)
    if not found:
        return None
    whole, rate = _counts(found)
    working = f"{whole} sessions / {rate} a week = {plain(mention.duration.value)} weeks"
    return Sum((mention,), "follow_up.sessions_counted", "treatment", told=working)


def courses_in(document: Document) -> Iterator[Mention]:
    """The counted courses that a record's own sentences tell, each as the weeks it takes."""
    return read_apart(document, ("week",), _courses)


def _courses(sentence: Sentence) -> Iterator[Duration]:
    folded = sentence.folded
    if not holds(folded, _GIVEN):
        return  # most sentences; the forms cost more
    for found in _found(folded):
        whole, rate = _counts(found)
        weeks = round(whole / rate, 1)
        if whole > rate and weeks <= _MOST_WEEKS:
            end = found.end()
            end += folded.startswith(_CLOSED, end) and _OPENED.search(found[0]) is not None
            yield Duration(found.start(), end, weeks, "weeks", Shape.SINGLE, figure_end=end)


def _found(folded: str) -> Iterator[re.Match[str]]:
    """The courses in the order of their places, none inside another.

    A form is searched for again only where its last match is behind, so that the time is linear in the length.
    """
    ahead = [form.search(folded) for form in _FORMS]
    while found := min(filter(None, ahead), key=re.Match.start, default=None):
        yield found
        reached = found.end()
        ahead = [
            form.search(folded, reached) if one and one.start() < reached else one
            for form, one in zip(_FORMS, ahead, strict=True)
        ]


def _counts(found: re.Match[str]) -> tuple[int, int]:
    """How many sessions there are in all, and in a week."""
    rate = found["rate"]
    return int(number(found["whole"])), _TIMES.get(rate) or int(number(rate))

"""Visits in two stretches that are added up: monthly for six months, then yearly for four years. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.sums import Sum
from evidence.tag.rule import rule

_FIRST: Final = ("first ", "initial ", "first the ", "initial the ")
_NEXT: Final = re.compile(r"\b(?:next|following|subsequent|further|additional|another|remainder of the)(?: \w+)? $")
_SEEN: Final = re.compile(
    r"\b(?:every|monthly|weekly|annually|yearly|quarterly|intervals?|visits?|seen|biweekly|daily|once|twice|times) ?\b"
)
_OFTEN: Final = (
    r"(?:every (?:other |[\w-]+ )?(?:days?|weeks?|months?|years?)|monthly|weekly|quarterly|yearly|annually|biweekly"
    r"|six-monthly|half-yearly|at (?:[\w-]+ ){1,2}intervals)"
)
_OFTEN_FOR: Final = re.compile(rf"\b{_OFTEN} (?:for|during|over|in) (?:the )?$")
_OFTEN_LONG: Final = 60  # characters that "every 3 months for the" has at most
_THEN_OFTEN_FOR: Final = re.compile(
    rf"[ ,;]*(?:and )?(?:then|thereafter|afterwards|subsequently|after that),? {_OFTEN} for (?:the )?$"
    rf"|,? and {_OFTEN} for (?:another |a further )$"
)
_GIVEN: Final = re.compile(
    r"\b(?:mg|mcg|\u00b5g|tablets?|pills?|doses?|given|administered|received|got|took|injections?|infusions?|cycles?)\b"
)


@rule("follow_up.visits_added")
def visits_added(mentions: list[Mention]) -> Sum | None:
    """Visits in two stretches, the first and the next, are added.

    Takes: Patients were followed monthly for the first 6 months and then every 3 months for the next 18 months.
    Leaves: The tablets were given for the first 5 days and the capsules for the remaining 5 days.
    """
    for n, first in enumerate(mentions):
        other = _visited_next(first, mentions[n + 1 : n + 6])
        if other and (first.has("follow") or not _GIVEN.search(first.near)):
            return Sum((first, other), "follow_up.visits_added")
    return None


def _visited_next(first: Mention, others: list[Mention]) -> Mention | None:
    """The stretch of visits that follows a first one; `others` are the next lengths of time."""
    for other in others[:2]:
        if _is_then(first, other):
            return other
    if not first.left.endswith(_FIRST):
        return None
    for other in others:
        if other.sentence is not first.sentence:
            break
        if _NEXT.search(other.left[-30:]) and _SEEN.search(first.near):
            return other
    return None


_AND_OFTEN_FOR: Final = re.compile(rf",? and {_OFTEN} for $")  # "and every 6 months for 3 more years"
_FOR: Final = (" for ", " for the ", " for another ", " for a further ")


def _is_then(first: Mention, other: Mention) -> bool:
    """Whether one stretch begins where another ends: "monthly for 3 months and then every 3 months for 33 months"."""
    if other.sentence is not first.sentence or not other.left.endswith(_FOR):
        return False
    between = first.folded[first.duration.end : other.duration.start]
    then = _THEN_OFTEN_FOR.match(between) or (" more " in other.wording and _AND_OFTEN_FOR.match(between))
    return bool(then) and _OFTEN_FOR.search(first.left_within(_OFTEN_LONG)) is not None

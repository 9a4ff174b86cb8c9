"""Periods in which the participants came in, which are no follow-up: calendar years, operations of a decade. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up_cues import Mention

_ENROL: Final = re.compile(
    r"\b(?:recruited|included|identified|recruitment|enrol\w*|admissions?|admitted|presenting|"
    r"presentations?|screened|referr\w+|accru\w+|"
    r"consecutive\w*|between (?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december|\d{4}))\b"
)
_WITHIN_PERIOD: Final = re.compile(
    r"\b(?:over|during|within|in)(?: (?:a|an|the|our|this|period of))*(?: period of)? ?$"
)
_IN_YEARS: Final = re.compile(
    r"'?[ -](?:time )?(?:period|span|interval),? ?[(,]?(?:from |between )?(?:\w+ )?(?:19|20)\d\d\b"
)
_PEOPLE: Final = re.compile(
    r"'?[ -](?:study |time |review )?(?:period|span|interval),? (?:\([^)]{0,40}\),? |from [^,]{0,40}, )?"
    r"(?:(?:a total of|there were|we|all|in all|overall),? )?(?:\d|(?:[\w-]+ ){0,4}?(?:patients|cases|operations|"
    r"procedures|women|men|children|infants|eyes|knees|hips|deliveries|births|transplants|treated|operated|performed)\b)"
)
_WERE_PLACED: Final = re.compile(
    r"\b(?:placed|performed|implanted|operated|underwent|seen|admitted|done|inserted|carried out|diagnosed|referred|"
    r"collected|encountered|identified|transplanted|removed)\b[^.;]{0,40}\b(?:over|during|within|in) an? $"
)
_CAME: Final = re.compile(
    r"\b(?:underwent|operated|diagnosed|performed|seen|attended|registered|were treated|was treated|had|"
    r"received|we treated|occurred|undergoing|reviewed|delivered)\b"
)


def is_recruitment(mention: Mention) -> bool:
    """Whether a period is the one in which patients came in: "admitted during a 7-month period"."""
    if mention.duration.unit not in {"months", "years"} or not _WITHIN_PERIOD.search(mention.left[-30:]):
        return False
    if mention.has("follow") or mention.near_to("treat", 40, 0):
        return False
    if _WERE_PLACED.search(mention.left) and mention.right.startswith(("-period", " period")):
        return True
    if _IN_YEARS.match(mention.right) or (_PEOPLE.match(mention.right) and _CAME.search(mention.near)):
        return True
    return _ENROL.search(mention.near) is not None

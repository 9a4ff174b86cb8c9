"""Periods in which the participants came in, which are no follow-up: calendar years, operations of a decade. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up_cues import Mention

_ENROL: Final = re.compile(
    r"\b(?:recruited|included|identified|recruitment|enrol\w*|admissions?|admitted|presenting|"
    r"presentations?|screened|referr\w+|accru\w+|"
    r"consecutive\w*|reviewed|experience|records of|between (?:january|february|march|april|may|june|july|"
    r"august|september|"
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
    r"procedures|women|men|children|infants|eyes|knees|hips|deliveries|births|transplants|treated|operated|"
    r"performed)\b)"
)
_WERE_PLACED: Final = re.compile(
    r"\b(?:placed|performed|implanted|operated|underwent|seen|admitted|done|inserted|carried out|diagnosed|referred|"
    r"collected|encountered|identified|transplanted|removed)\b[^.;]{0,40}\b(?:over|during|within|in) an? $"
)
_CAME: Final = re.compile(
    r"\b(?:underwent|operated|diagnosed|performed|seen|attended|registered|were treated|was treated|had|"
    r"received|we treated|occurred|undergoing|reviewed|delivered)\b"
)


_DATED: Final = re.compile(
    r"'?,? ?[(,]?(?:from |between |since )?(?:the )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]* (?:\d{1,2},? )?"
    r"(?:19|20)\d\d\b|'?,? ?\((?:19|20)\d\d ?(?:-|to) ?(?:19|20)?\d\d\b"
)
_OF_THIS: Final = (" study", " trial", " treatment", " intervention", " program", " double-blind", " open-label")
_BEFORE_PERIOD: Final = (
    "a ",
    "an ",
    "the ",
    "our ",
    "this ",
    "of ",
    "over ",
    "during ",
    "within ",
    "in ",
    "over",
    "in",
)
_NO_TREATMENT: Final = frozenset(["period", "phase", "course"])


def _treated(mention: Mention) -> bool:
    """Whether a word of treatment stands shortly before the length; "over a period of" is none."""
    start = mention.duration.start
    return any(
        cue.kind == "treat"
        and start - 40 <= cue.end <= start
        and mention.folded[cue.start : cue.end] not in _NO_TREATMENT
        for cue in mention.cues
    )


def is_recruitment(mention: Mention) -> bool:
    """Whether a period is the one in which patients came in: "admitted during a 7-month period"."""
    if mention.duration.unit not in {"months", "years"} or mention.has("follow"):
        return False
    if mention.right.startswith((" of recruitment", " of enrol", " of accrual")):
        return True
    if _DATED.match(mention.right):
        return not _treated(mention)
    left, right = mention.left, mention.right
    if not left.endswith(_BEFORE_PERIOD) or not _WITHIN_PERIOD.search(left[-30:]) or right.startswith(_OF_THIS):
        return False
    return not _treated(mention) and (
        (_WERE_PLACED.search(left) is not None and right.startswith(("-period", " period")))
        or _IN_YEARS.match(right) is not None
        or (_PEOPLE.match(right) is not None and _CAME.search(mention.near) is not None)
        or _ENROL.search(mention.near) is not None
    )

"""The interval between two looks at the same people, which is all the time that they were observed. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention

_LOOKS: Final = (
    r"(?:samples|sera|serum samples|blood samples|biopsies|examinations|assessments|measurements|scans|interviews"
    r"|surveys|questionnaires|evaluations|tests|radiographs|investigations|visits|observations)"
)
_DONE: Final = r"(?:taken|obtained|made|collected|performed|drawn|done|carried out)"
_APART: Final = (" apart", "' apart")
_TWO_APART: Final = re.compile(
    rf"\b(?:two|2|both|paired)(?: [\w-]+){{0,2}} {_LOOKS}(?: [\w-]+){{0,2}}?,?(?: at least| about| approximately)? $"
    rf"|\b{_LOOKS}(?: (?:of|from) (?:[\w-]+ ){{0,2}}[\w-]+)? (?:was|were) {_DONE}(?: at least| about| approximately)? $"
    r"|\b(?:examined|assessed|interviewed|tested|measured|scanned|surveyed|seen|studied|taken|obtained)"
    r" (?:twice|on two occasions)"
    r"(?:,| at least| about| approximately)* $"
)
_TWICE: Final = re.compile(
    r"\b(?:twice|on two occasions|two times),? (?:with|at) an (?:average |mean |median )?interval of "
    r"(?:about |approximately |at least )?$|\brepeated (?:at|after) an interval of (?:about |approximately )?$"
)
_OF_WHOM: Final = r"(?: of (?:[\w-]+ ){0,2}[\w-]+)?"
_BETWEEN: Final = re.compile(
    rf"\b(?:interval|time) between (?:(?:the |these )?(?:two |both )?{_LOOKS}"
    rf"|(?:the )?first and (?:the )?second (?:[\w-]+ )?\w+){_OF_WHOM}(?: \([^()]{{1,20}}\))? (?:was|averaged)"
    r"(?: an? (?:mean|median|average) of)? (?:about )?$"
)
_DOSES: Final = re.compile(r"\b(?:doses?|dosing|injections?|infusions?|sessions?|cross-?over|vaccin\w+|readings?)\b")
_LEAST: Final = 28.0  # days: less lies between two tests that are to agree, or two days on which a drug is tried


def two_looks(mention: Mention) -> str | None:
    """The statistic of a length between two looks at the same people: "two samples were taken 6 months apart".

    None where it is none. Where there are more looks than two, the interval between them is no follow-up: "every 6
    months", "visits were 6 months apart".
    """
    left = mention.left
    apart = mention.right.startswith(_APART)
    if (
        mention.duration.days < _LEAST
        or not (apart or "interval" in left or "time between" in left)
        or _DOSES.search(mention.near)
    ):
        return None
    found = _TWO_APART.search(left) if apart else _TWICE.search(left) or _BETWEEN.search(left)
    if not found:
        return None
    return "median" if "median" in found[0] else "mean" if _MEAN.search(left) else "fixed"


_MEAN: Final = re.compile(r"\b(?:mean|average|averaged)\b")

"""Time since an operation, or from the first look to the last: how long those who are seen now were watched. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up_cues import Mention

_DONE: Final = (
    r"(?:operation|surgery|procedure|transplant\w*|[\w-]*graft\w*|shortening|lengthening|repair|implant\w*|irradiation"
    r"|radiotherapy|diversion|fusion|bypass|replacement|fixation"
    r"|[a-z]{3,}(?:ectomy|plasty|otomy|ostomy|desis))"
)
_AVERAGED: Final = r"(?:was|were|averaged)(?: an? (?:median|mean|average) of)? $"
_AGO: Final = re.compile(
    rf"\b(?:interval|time|period) (?:from|since) (?:the |their )?(?:(?!to )[\w-]+ ){{0,2}}?{_DONE}"
    rf"(?: \([^()]{{1,20}}\))?(?: to (?:the |this )?(?:review|examination|follow-up|survey|interview|assessment))?"
    rf" {_AVERAGED}"
)
_FIRST_TO_LAST: Final = re.compile(
    rf"\binterval (?:between|from) (?:the )?first (?:and|to) (?:the )?last (?:[\w-]+ )?{_AVERAGED}"
)
_PASSED: Final = re.compile(
    r"(?: ?\([^()]{1,30}\))? (?:had|has|have) (?:passed|elapsed|gone by) since (?:the |their )?(?:[\w-]+ ){0,2}?"
    + _DONE
)


def since(mention: Mention) -> str | None:
    """The statistic of a time since an operation or between the first look and the last; None where it is neither."""
    left, right = mention.left, mention.right
    told = "interval" in left or " since " in left or "time from" in left
    passed = " since " in right and _PASSED.match(right)
    if not passed and not (told and (_AGO.search(left) or _FIRST_TO_LAST.search(left))):
        return None
    if "median" in left:
        return "median"
    averaged = "mean" in left or "average" in left or right.startswith((" (sd", " \u00b1", " +/-"))
    return "mean" if averaged else "fixed"

"""Times at which something was done in the course of a case or an experiment, and days that are only counted. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import IS_ORDINAL, IS_SINGLE
from evidence.tag.follow_up.cues import Mention

_OPERATION: Final = (
    r"(?:operation|surgery|re-?operation|shunting|transplantation|[a-z]{3,}(?:ectomy|plasty|otomy|ostomy|desis)"
    r"|(?:second|further) operation|revision)"
)
# "The shunt was inserted at seven weeks", "the drug was stopped at 13 months", "operation was done at week 13".
_DONE: Final = re.compile(
    r"\b(?:was|were|had been) (?:\w+ly |then |again )?(?:inserted|re-?inserted|exchanged|introduced|recommenced"
    r"|re-?started|re-?implanted|replaced|prescribed|operated(?: on| upon)?|stopped|begun)"
    r"(?: (?:at|after|on))?(?: the)? $"
    rf"|\b{_OPERATION} (?:was|were) (?:done|performed|carried out|undertaken|made|necessary|required)"
    r"(?: (?:at|after|on))?(?: the)? $"
)
_DONE_ENDS: Final = ("at ", "after ", "on the ", "out ", "done ", "performed ", "necessary ", "required ", "made ")
# "Ten days later the rats were given the drug": before that nothing had begun.
_THEN_GIVEN: Final = re.compile(
    r" later,? (?:[^.;,]{2,40},? )?(?:was|were) (?:\w+ly )?(?:injected|infused|administered"
    r"|given(?! [^.;]{0,60}\b(?:tests?|tasks?|questionnaires?|forms?)\b)|implanted|immuni[sz]ed"
    r"|challenged|prescribed|conditioned|inoculated|transplanted|operated)\b"
)
# "On two days separated by a week", "ran for 6 minutes on six days".
_COUNTED: Final = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "2", "3", "4", "5", "6", "7", "8"]
)


def done_at(mention: Mention) -> str | None:
    """What a time is at which something was done, or what a number of days counts; None where it is neither."""
    one, left = mention.duration, mention.left
    if "follow" in mention.kinds:
        return None
    if one.unit == "days" and left.endswith("on ") and one.shape is IS_SINGLE and _is_count(mention):
        return "count"
    if left.endswith(_DONE_ENDS) and not mention.right.startswith(" of ") and _DONE.search(left):
        return "event"
    if not left and mention.right.startswith(" later") and one.shape is not IS_ORDINAL:
        return "start" if _THEN_GIVEN.match(mention.right) else None
    return None


def _is_count(mention: Mention) -> bool:
    """Whether days are counted: "on two days", not "on day 2"."""
    return mention.wording.removesuffix(" days") in _COUNTED

"""Spans over which something was assessed in everybody, after an event or time and again. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention

_AFTER: Final = re.compile(r"'? (?:after|following|post-?) ?(?!baseline|each|every|onset|symptom|diagnosis|birth)[a-z]")
_OVER: Final = (
    "over the ", "across the ", "during the ", "throughout the ", "for the ", "over ", "across ", "over the first ",
    "during the first ", "across the first ", "for the first ",
)  # fmt: skip
_BACK: Final = 220  # characters that a list of what is assessed and in whom may take
_ASSESSED: Final = re.compile(
    r"\b(?:assess|assessed|recorded|record|measured|measure|monitor|tracked|track|rated|documented|examined|examine"
    r"|evaluated|evaluate|charted|logged)\b(?![^.;]*\b(?:taking|took|treated|given|received|receive|exercised"
    r"|history|recall\w*|retrospectively|previous\w*)\b)"
)


_OFTEN: Final = re.compile(
    r"\b(?:recorded|measured|assessed|evaluated|examined|tested|performed|repeated|obtained|taken|collected|scored"
    r"|checked|reviewed|interviewed|seen|studied|determined|weighed|sampled)\b[^.;,]{0,30}? "
    r"(?:(?:at|in) (?:[\w-]+ ){1,3}intervals|every (?:[\w-]+ )?(?:day|week|month|year)s?|annually|yearly|half-yearly"
    r"|quarterly|(?:bi-?|six-|three-)?(?:monthly|weekly)|(?:once|twice) (?:a|per|each) (?:day|week|month|year)),? "
    r"(?:for|over|during|throughout|up to|for up to)(?: the| an?)?(?: first| total of| period of| further)? $"
)


# "Seen by yearly ultrasonography over five years".
_OFTEN_SEEN: Final = re.compile(
    r"\b(?:yearly|annual|monthly|weekly|six-monthly|half-yearly|quarterly|serial|regular) (?:[\w-]+ )?"
    r"(?:[a-z]{3,}(?:graphy|scopy)|scans|visits|examinations|checks|check-?ups|controls|biopsies|tests|measurements"
    r"|questionnaires|interviews|assessments) (?:for|over|throughout)(?: the)? $"
)
_OFTEN_ENDS: Final = (
    "for ", "over ", "during ", "throughout ", "up to ", " the ", " a ", " an ", " first ", " total of ", " period of ",
    " further ",
)  # fmt: skip


def assessed_over(mention: Mention) -> bool:
    """Whether something was assessed all through a length: time and again, or from what was done or befell on.

    "We assessed sleep in 18 users over the 7 days following intake", "weight was measured monthly for 2 years": what is
    watched so long is followed so long.
    """
    left = mention.left
    if left.endswith(_OFTEN_ENDS) and (_OFTEN.search(left) or _OFTEN_SEEN.search(left)):
        return not mention.right.startswith((" and ", " then", ", then", ", and"))  # else it goes on less often
    if not mention.left.endswith(_OVER) or not _AFTER.match(mention.right):
        return False
    start = mention.duration.start
    return _ASSESSED.search(mention.folded, max(0, start - _BACK), start) is not None

"""Times that are told beside a diagnosis: of those seen since, or how long they have had it. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import LISTED, Shape
from evidence.tag.follow_up.cues import Mention

_AFTER: Final = re.compile(
    r"'? (?:after|from|following) (?:an? |the |their |his |her )?(?:(?:initial|first|cancer|breast cancer) )?"
    r"diagnosis\b"
)
_SEEN: Final = (
    r"(?:obtained|assessed|interviewed|tested|measured|collected|completed|recorded|examined|evaluated|reassessed"
    r"|re-?evaluated|re-?examined|repeated|administered|seen|ascertained)"
)
_SEEN_AT: Final = re.compile(
    rf"\b(?:was|were|been) (?:\w+ly |again )?{_SEEN}(?: again| and)?(?: at| about)? $|\bstatus at $"
)
# "He is alive 18 months after diagnosis."
_IS_WELL: Final = re.compile(
    r"(?<!who )\b(?:is|was|are|were|remains?|remained|has been|been) (?:now |currently |still )?(?:alive"
    r"|well|free|disease-free|in (?:complete |full )?remission|asymptomatic|without|doing well)\b[^.;]{0,30}$"
)
_AT_FIRST: Final = frozenset(["at ", "by "])  # with which a sentence opens
_HAVE_HAD: Final = (" were ", " are ", " was ", " is ", " between ")
_WITHIN: Final = re.compile(r"\bwithin (?:[\w-]+ ){1,3}of (?:the |their )?diagnosis$")
_BASELINE: Final = (
    "shortly after diagnosis",
    "soon after diagnosis",
    "at diagnosis",
    "time of diagnosis",
    "at initial diagnosis",
    "at first diagnosis",
)
_GOES_ON: Final = (",", " and ", " then ", " or ")
_LATER: Final = (" later", " after", " thereafter")
_IN_SOME: Final = re.compile(r" in [\d,]+(?: [\w-]+){0,3} (?:during|over|after) an? (?:mean|median) (?:\w+ )?of $")


def is_from_diagnosis(mention: Mention) -> bool:
    """Whether a diagnosis is where the observation began: "obtained 3, 6 and 12 months after diagnosis".

    A mean or a range after it is how long those who were asked have had the disease.
    """
    if not _AFTER.match(mention.right):
        return False
    if _IS_WELL.search(mention.left):
        return True
    if mention.duration.shape in LISTED or mention.left in _AT_FIRST:
        return not mention.left.endswith(_HAVE_HAD)
    return mention.duration.shape is not Shape.RANGE and _SEEN_AT.search(mention.left) is not None


def is_since_diagnosis(mention: Mention, gap: str) -> bool:
    """Whether a diagnosis that stands before a length, with `gap` between, is the first look: "at diagnosis and after".

    Or is what befell some while all were watched: "was diagnosed in 41 during a mean of 9 years".
    """
    start = mention.duration.start - len(gap)
    if mention.folded.endswith("diagnosed", 0, start):
        return _IN_SOME.fullmatch(gap) is not None
    if not gap.startswith(_GOES_ON) or not _is_baseline(mention.folded, start):
        return False
    return mention.duration.shape in LISTED or mention.right.startswith(_LATER) or gap.endswith((" at ", " after "))


def _is_baseline(folded: str, end: int) -> bool:
    """Whether what ends at `end` is the first look: "at diagnosis", "within 3 weeks of diagnosis"."""
    return folded.endswith(_BASELINE, 0, end) or _WITHIN.search(folded, max(0, end - 40), end) is not None

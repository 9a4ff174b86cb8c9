"""The rule for survival at so many years, which is a follow-up where nothing else is told. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.rules import Claim
from evidence.tag.rule import rule
from evidence.tag.text import Section

_SURVIVAL: Final = re.compile(
    r"'?[ -](?!and |or |with |versus |vs )(?:[\w-]+[ -]){0,3}?"
    r"(?:survivals?|os|pfs|dfs|efs|rfs|mortality(?! risks?\b)|cumulative incidences?)\b"
)


_SURVIVAL_AT: Final = re.compile(r"\bsurvival(?: rates?)?(?: estimates?)? at $")


_SURVIVED: Final = re.compile(
    r"\b(?:patient|he|she|boy|girl|man|woman)\b[^.;]{0,20}\b(?:survived|lived)(?: for)?"
    r"(?: more than| over| at least| about| another)? $"
)


@rule("follow_up.horizon")
def horizon(mention: Mention) -> Claim | None:
    """A survival horizon in the results, where it is all that there is: "2-year overall survival was 54%".

    Takes: The charts of 60 patients were read. All had the operation. The 5-year overall survival was 71%.
    Leaves: The 5-year overall survival was 71%.
    """
    if mention.sentence.section not in (Section.RESULTS, Section.NONE):
        return None
    left = mention.left
    lived = "lived" in left or "survived" in left
    if not (_SURVIVAL.match(mention.right) or _SURVIVAL_AT.search(left[-40:]) or (lived and _SURVIVED.search(left))):
        return None
    return Claim(mention, "follow_up.horizon", "fixed")

"""Ages that are follow-ups, since those who were seen at them came in at birth. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention

_OF_AGE: Final = re.compile(r"'? (?:of )?(?:(?:corrected|adjusted|postnatal|chronological) )?age\b|'? old\b")
_CORRECTED: Final = re.compile(r"'? (?:of )?(?:(?:corrected|adjusted) age\b|age,? \(?corrected\b)")
_AT_AGE: Final = ("at age ", "at ages ", "at the age of ", "at the ages of ", "to age ", "to the age of ")
_AT: Final = (*_AT_AGE, "at ", "to ", "until ", "till ", "by ", "up to ", "through ")
_SEEN: Final = re.compile(
    r"\b(?:assessed|examined|tested|measured|seen|drawn|ascertained|recorded|evaluated|interviewed|obtained"
    r"|weighed|scanned|re-?assessed|re-?examined|reviewed|traced|collected|performed|determined|followed"
    r"|outcomes?|deaths?|mortality|survival|testing"
    r"|(?:he|she|the (?:child|boy|girl|infant)) (?:is|has|was|had|walks|speaks|attends|lives))\b"
)
# Told of those who came in at birth, in the sentence or before it: "infants" alone may have come in later.
_AT_BIRTH: Final = re.compile(
    r"\b(?:newborns?|neonates?|(?:pre)?term (?:infants|babies|newborns)|(?:enrolled|recruited|randomi[sz]ed|vaccinated"
    r"|collected|included|registered|given|supplemented) (?:shortly after |within \d+ (?:h|hours|days) of |at |after )"
    r"birth"
    r"|(?:infants|babies|children) born (?:at term|to (?:these|mothers|women))|from birth"
    r"|(?:boy|girl|infants?|baby|child|twins?|she|he)\b[^.;]{0,40}\b(?:born|delivered) (?:at|by)"
    r"|neonatal (?:network|intensive care)|very preterm|(?:infants|babies|children|newborns) (?:with|of) (?:an? )?"
    r"(?:(?:very |extremely )?low[ -])?birth-?[ ]?weights?|low[ -]birth-?[ ]?weight (?:infants|babies|newborns)"
    r"|birth cohort|cord[ -](?:clamping|blood)|their (?:newborn )?(?:infants|babies|offspring)"
    r"|(?:women|mothers) [^.;]{0,60}(?:deliver|labou?r|pregnan))"
)
_AT_CORRECTED: Final = ("at a corrected age of ", "at the corrected age of ", "at corrected age of ")
_UNITS: Final = frozenset(["weeks", "months", "years"])
_BACK: Final = 900  # characters before the sentence in which it is told who came in


def from_birth(mention: Mention) -> bool:
    """Whether an age at which children were seen is the time since they came in: "newborns were seen at age 2 years".

    A corrected age is one of children that were born too soon, whom studies take in at birth.
    """
    left, right = mention.left, mention.right
    if mention.duration.unit not in _UNITS or not left.endswith(_AT):
        return left.endswith(_AT_CORRECTED) and _SEEN.search(mention.near) is not None
    if not (left.endswith(_AT_AGE) or _OF_AGE.match(right)) or not _SEEN.search(mention.near):
        return False
    if _CORRECTED.match(right) or _AT_BIRTH.search(mention.near):
        return True
    sentence = mention.sentence
    before = sentence.passage.text[max(0, sentence.start - _BACK) : sentence.start]
    return _AT_BIRTH.search(before.lower()) is not None

"""Those whom a power calculation asked for give way to those who came: "64 would be required. 35 had X, 30 Y". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Candidate, Mention, Ranked
from evidence.tag.sample_size.scan import Scan

_CALCULATED: Final = re.compile(
    r"\b(?:power (?:analys[ei]s|calculations?)|(?:a|the) power of"
    r"|sample[ -]size (?:calculations?|estimat[a-z]+|analysis)"
    r"|(?:a|the|required|necessary|planned|target) sample size|to (?:detect|demonstrate|show)|calculat(?:ed|ions?)"
    r"|estimated|% power)\b"
)
_NEEDED: Final = re.compile(
    r"[^.;:\n]{0,70}?\b(?:(?:would|should|had|have) (?:have |need )?(?:to )?be|were|was|is|are|be)"
    r" (?:[a-z]+ )?(?:needed|required|necessary|sufficient|adequate|calculated|estimated)\b"
    r"|[^.;:\n]{0,70}?\bwould (?:be (?:needed|required|necessary|sufficient)|provide|give|suffice|have)\b"
    r"|[^.;:\n]{0,70}? to (?:detect|achieve|provide) (?:a|an|\d)"
)
_WORDS: Final = ("power", "sample size", "sample-size", "calculat", "detect", "demonstrate", "estimated", "to show")
_NOT_YET: Final = ("will be", "we will", "will enrol", "will recruit", "will includ", "will random")
_CAME: Final = ("randomised", "enrolled", "allocated")
_LIKELY: Final = 0.01  # less of a chance than this is no rival
_UNLIKE: Final = 4  # times; those who came are seldom fewer or more


def who_came(scan: Scan, best: Ranked) -> int | None:
    """How many were taken in, where the best is what a calculation asked for; None where nobody is told to have been.

    Not so of a plan, which has nobody yet.
    """
    first = best[0][1]
    if first.how not in ("told", "times") or not _is_asked_for(scan, first.head) or holds(scan.text, _NOT_YET):
        return None
    for chance, candidate in best[1:]:
        few = candidate.value * _UNLIKE < first.value or candidate.value > _UNLIKE * first.value
        if chance >= _LIKELY and not few and _have_come(scan, candidate):
            return candidate.value
    return None


def _is_asked_for(scan: Scan, mention: Mention) -> bool:
    """Whether a calculation asked for so many."""
    begin, end = scan.span(mention.sentence)
    sentence = scan.text[begin:end]
    if not holds(sentence, _WORDS) or not _CALCULATED.search(sentence):
        return False
    return _NEEDED.match(scan.text, mention.end, end) is not None


def _have_come(scan: Scan, candidate: Candidate) -> bool:
    """Whether all that a candidate counts are said to have been taken in, and were no part of a calculation."""
    parts = candidate.parts
    return bool(parts) and all(m.role in _CAME and m.percent is None and not _is_asked_for(scan, m) for m in parts)

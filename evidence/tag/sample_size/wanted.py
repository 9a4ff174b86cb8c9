"""How many were wanted, or wanted for each group, beside how many came or are wanted in all: no two groups. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Mention

_NEED: Final = (
    r"(?:needed|required|planned|intended|targeted|anticipated|expected|calculated|estimated|projected|aimed (?:at|for)"
    r"|necessary|sufficient|to be (?:recruited|enrolled|included|randomi[sz]ed))"
)
_WAS_NEEDED: Final = re.compile(rf"[^.;()]{{0,40}}?\b(?:is|are|was|were|had been|would be) (?:[a-z]+ )?{_NEED}\b")
_NEED_WORDS: Final = (
    "need", "required", "planned", "intended", "target", "anticipated", "expected", "calculated", "estimated",
    "projected", "aimed", "necessary", "sufficient", "to be ",
)  # fmt: skip
_COME: Final = re.compile(
    r"(?: (?!who\b|which\b|that\b)[a-z-]+){0,2}? (?:were|was|had been|have been|will be|could be|have to be|are to be"
    r"|[a-z]{3,}ed|took|came)\b"
)
_CALLED_FOR: Final = re.compile(
    r"\b(?:trial|study|calculation|design|protocol|analysis) (?:had )?(?:needed|required|called for|asked for|demanded)"
    r" (?:about |at least |a total of )?$"
)
_CALLED: Final = ("needed", "required", "ed for ", "demanded")
_MEANT: Final = re.compile(
    r"\b(?:planned|intended|aimed|hoped|meant|wanted|sought) to [a-z]+ (?:about |at least |some |a total of )?$"
)
_BUT: Final = re.compile(r"\b(?:but|however|only)\b")
_STOPPED: Final = re.compile(
    r"\b(?:stopped|closed|halted|terminated|ended|discontinued)(?: early)? (?:after|at|with) $"
)
_GROWN: Final = re.compile(r"\b(?:inflated|increased|raised|rounded(?: up)?|enlarged|adjusted|brought) to (?:about )?$")
_PER_PLACE: Final = re.compile(
    r"(?: [a-z]+)? (?:per|(?:in|at|from|for) each) (?:site|centre|center|school|practice|hospital|clinic|cluster|ward"
    r"|village|country|city|town|unit)\b"
)
_REACH: Final = 40


def is_other_count(text: str, first: Mention, second: Mention) -> bool:
    """Whether the first were wanted and the second came, or the one is a share of the other.

    "120 were needed; 104 were randomised", "200, inflated to 240", "(N = 240) at 12 sites (n = 20 per site)",
    "with 102 in each arm, 240 have to be recruited". Two groups that were both needed are groups.
    """
    if _PER_PLACE.match(text, second.stop) and first.value > second.value:
        return True
    if first.sign == "each" and second.sign != "each" and second.value >= 2 * first.value:
        return True
    return is_needed_of(text, first, second)


def is_needed_of(text: str, first: Mention, second: Mention) -> bool:
    """Whether the first were wanted, and the second are those who came or what that was raised to."""
    between = text[first.end : second.start]
    if between.endswith(("to ", "about ")) and _GROWN.search(between):
        return True
    left = text[max(0, first.start - _REACH) : first.start]
    if _BUT.search(between) and _MEANT.search(left):
        return True
    needed = holds(between, _NEED_WORDS) and _WAS_NEEDED.match(between)
    if not needed and holds(left, _CALLED):
        needed = _CALLED_FOR.search(left)
    if not needed:
        return False
    if between.endswith(("after ", "at ", "with ")) and _STOPPED.search(between):
        return True
    behind = text[second.stop : second.stop + 60]
    return _COME.match(behind) is not None and _WAS_NEEDED.match(behind) is None

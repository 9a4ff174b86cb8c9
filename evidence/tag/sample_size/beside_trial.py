"""Healthy people who were only compared with a trial's patients are no part of its size: no lots were drawn of them.

Pure.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import Candidate
from evidence.tag.sample_size.scan import Scan

_DRAWN: Final = re.compile(
    r"(?:[.;:\n] ?|, (?:and )?)(?:the |all |these |those )?(?:(?!and\b)[a-z-]+ ){0,2}?"
    r"(?:patients|outpatients|inpatients|cases|sufferers)(?: (?!and\b|or\b)[a-z-]+){0,3}?"
    r" (?:were|was) (?:then |subsequently |[a-z]+ and )?(?:randomi[sz]ed|randomly (?:assigned|allocated|divided))\b"
)
_HEALTHY: Final = re.compile(r"[ -](?:healthy|normal|unaffected|non-?diabetic)\b")
_NOUN: Final = 30  # characters behind a number in which its noun is told


def adds_undrawn(scan: Scan, candidate: Candidate) -> bool:
    """Whether a sum adds healthy people to patients, and the patients alone were randomised."""
    if not candidate.is_sum or len(candidate.parts) < 2 or "random" not in scan.text:
        return False
    healthy = [_HEALTHY.match(scan.text, part.end, part.end + _NOUN) is not None for part in candidate.parts]
    return any(healthy) and not all(healthy) and _DRAWN.search(scan.text) is not None

"""A number that was only screened gives way to the one that was taken in after it. Pure.

"A number screened, eligible, invited, excluded or lost is never it" (DEFINITIONS): the ranker weighs that among much
else, and in short texts it can be outweighed, so here it is a rule.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size_arms import Candidate
from evidence.tag.sample_size_scan import Scan

Ranked = list[tuple[float, Candidate]]

_BEFORE: Final = re.compile(
    r"\b(?:screened|screening of|approached|invited|contacted|we assessed)(?: a total of| the)? $"
)
_AFTER: Final = re.compile(
    r"(?:[^.;:()\d]{0,30}?\b)?(?:(?:were|was|had been|have been) )?(?:initially |first )?"
    r"(?:screened|approached|invited|contacted|assessed for eligibility|evaluated for eligibility|assessed)\b"
    r"(?! (?:and|then) (?:randomi|enrol|includ|treated))"
)
_TAKEN_IN: Final = re.compile(
    r" ?(?:(?:patients|participants|subjects|women|men|adults|children|people|individuals|were|was|had been|have been"
    r"|finally|then|eventually|eligible and|could be) ){0,4}"
    r"(?:randomi[sz]ed|enrolled|included|recruited|allocated|assigned)\b"
)
_NONE: Final = re.compile(
    r"[^.;]{0,40}\bnone (?:of (?:them|whom) )?(?:was|were) (?:enrolled|included|randomi[sz]ed|eligible)"
)
_REACH: Final = 90  # characters that are looked at behind a number
_TRUST: Final = 0.9  # at most: what is known of such pairs is the rule, not a measured share


def past_screening(scan: Scan, best: Ranked) -> Ranked:
    """The candidates with a merely screened first one behind the first that was taken in; none where none was."""
    if not best or best[0][1].how != "told" or not _is_screened(scan, best[0][1]):
        return best
    chance, screened = best[0]
    if _NONE.match(scan.text, screened.head.end, screened.head.end + _REACH):
        return [(0.0, candidate) for _, candidate in best]
    for place, (_, candidate) in enumerate(best[1:], 1):
        if candidate.how == "told" and candidate.value < screened.value and _is_taken_in(scan, candidate):
            return [(min(chance, _TRUST), candidate), *best[:place], *best[place + 1 :]]
    return best


def _is_screened(scan: Scan, candidate: Candidate) -> bool:
    start, end = candidate.head.start, candidate.head.end
    return bool(
        _BEFORE.search(scan.text, max(0, start - 40), start) or _AFTER.match(scan.text, end, end + _REACH)
    ) and not _TAKEN_IN.match(scan.text, end, end + _REACH)


def _is_taken_in(scan: Scan, candidate: Candidate) -> bool:
    end = candidate.head.end
    return bool(_TAKEN_IN.match(scan.text, end, end + _REACH))

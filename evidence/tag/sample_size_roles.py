"""The unit, the role and the number of studies that go with a chosen size. Pure."""

from __future__ import annotations

from typing import Final

from evidence.tag.sample_size_arms import Candidate
from evidence.tag.sample_size_scan import Scan

_ROLE: Final = {
    "randomised": "randomised", "allocated": "enrolled", "enrolled": "enrolled", "treated": "treated",
    "analysed": "analysed", "completed": "completed", "planned": "planned",
}  # fmt: skip
_IN_SENTENCE: Final = ("randomised", "enrolled", "allocated", "treated", "analysed", "completed")
_UNITS: Final = frozenset(["animals", "eyes", "limbs", "sites", "donors", "embryos", "families", "dyads"])


def unit_of(candidate: Candidate) -> str:
    """What the size is counted in; participants where no other unit is named."""
    if not candidate.parts:
        return "participants"
    kind = candidate.head.kind
    return kind if kind in _UNITS else "participants"


def role_of(scan: Scan, candidate: Candidate) -> str:
    """What is said to have happened to those counted: beside the number, else in its sentence, else "total"."""
    if not candidate.parts:
        return "total"
    role = _ROLE.get(candidate.head.role)
    if role:
        return role
    kinds = scan.cues(candidate.head.sentence).kinds
    return next((_ROLE[kind] for kind in _IN_SENTENCE if kind in kinds), "total")


_SYNTHESIS: Final = (
    "meta-analy",
    "systematic review",
    "trials were",
    "studies were",
    "studies met",
    "literature search",
)
_INCLUDED: Final = frozenset(["enrolled", "analysed"])


def studies_of(scan: Scan) -> int | None:
    """The number of studies that a review includes; None where the record is none or does not say."""
    if not any(words in scan.text for words in _SYNTHESIS):
        return None
    best: tuple[int, int] | None = None
    for sentence in range(len(scan.sentences)):
        units, _, kinds = scan.cues(sentence)
        rank = len(_INCLUDED.intersection(kinds)) - 2 * ("screened" in kinds)
        for cue in units:
            number = _number_before(scan, sentence, cue.start) if cue.kind == "studies" else None
            if number and (best is None or rank > best[0]):
                best = (rank, number)
    return best[1] if best else None


def _number_before(scan: Scan, sentence: int, place: int) -> int | None:
    before = scan.numbers_between(max(scan.starts[sentence], place - 40), place)
    return int(before[-1].value) if before and before[-1].kind != "decimal" else None

"""The unit, the role and the number of studies that go with a chosen size. Pure."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Candidate
from evidence.tag.sample_size.rivals import ROLES
from evidence.tag.sample_size.scan import Cue, Scan
from evidence.tag.sample_size.years import looks_like_year
from evidence.values import Design

_ROLE: Final = {
    "randomised": "randomised", "allocated": "enrolled", "enrolled": "enrolled", "treated": "treated",
    "analysed": "analysed", "completed": "completed", "planned": "planned",
}  # fmt: skip
# The cues of treatment that say it of whoever is counted in their sentence.
_TREATS_SURELY: Final = (
    "treated", "underg", "underwent", "were undergoing", "were given", "were fed", "vaccinated", "immuni",
    "transplanted", "operated", "injected",
)  # fmt: skip
# Those that say it beside the number, too: messages are given, and received. Who was followed, admitted, tested or
# presented was not treated by that.
_TREATS: Final = (
    *_TREATS_SURELY, "administered", "consumed", "given", "implanted", "infused", "ingested", "performed", "receiv",
    "took", "used",
)  # fmt: skip
PEOPLE: Final = frozenset(["participants", "person"])
OF_THEM: Final = (" of them", " of whom", " of those")
"""People told before; the noun behind is what they have."""
_UNITS: Final = frozenset(["animals", "eyes", "limbs", "sites", "donors", "embryos", "families", "dyads"])


def unit_of(scan: Scan, candidate: Candidate, design: Design | None) -> str:
    """What the size is counted in; participants where no other unit is named, animals in work on animals.

    A noun on the left that has a number of its own, or people beside it, is not the unit: "68 dyads (n = 136)",
    "patients with solid tumours (n = 40)".
    """
    if not candidate.parts or candidate.head.kind not in _UNITS:
        unnamed = not candidate.parts or candidate.head.kind in ("none", "person")
        return "animals" if unnamed and design and design.code == "animal" else "participants"
    head = candidate.head
    if head.side == "right" and scan.text.startswith(OF_THEM, head.end):
        return "participants"
    if head.side == "left" and head.noun:
        own = scan.numbers_between(scan.reach_left(head.sentence, head.noun.start, 25), head.noun.start)
        people = any(cue.kind in PEOPLE and cue.start < head.noun.start for cue in head.cues.units)
        if own or people:
            return "participants"
    return head.kind


def role_of(scan: Scan, candidate: Candidate, design: Design | None) -> str:
    """What is said to have happened to those counted: beside the number, else in its sentence, else "total".

    The target of a protocol is planned, whatever is to happen to them.
    """
    if not candidate.parts:
        return "total"
    if design and design.code == "protocol":
        return "planned"
    role = _ROLE.get(candidate.head.role)
    cues = candidate.head.cues
    if role and (role != "treated" or _has_cue(scan, cues.others, _TREATS)):
        return role
    kinds = cues.kinds if _has_cue(scan, cues.others, _TREATS_SURELY) else cues.kinds - {"treated"}
    return next((_ROLE[kind] for kind in ROLES if kind in kinds), "total")


def _has_cue(scan: Scan, cues: list[Cue], words: tuple[str, ...]) -> bool:
    """Whether any cue of treatment begins with one of some words."""
    return any([cue.kind == "treated" and scan.text.startswith(words, cue.start) for cue in cues])  # noqa: C419


_SYNTHESIS: Final = (
    "meta-analy",
    "systematic review",
    "scoping review",
    "systematically reviewed",
    "systematic search",
)
_PLACE: Final = {"enrolled": 2, "analysed": 2, "screened": 0, "excluded": 0}
_NEAR: Final = 45


def studies_of(scan: Scan, design: Design | None) -> int | None:
    """The number of studies that a review includes; None where the record is none or does not say."""
    if design.parent != "synthesis" if design else not holds(scan.text, _SYNTHESIS):
        return None
    best: tuple[int, int] | None = None
    for sentence in sorted({scan.sentence_at(start) for start in scan.number_starts}):
        units, others, *_ = scan.cues(sentence)
        for cue in units:
            number = _number_before(scan, sentence, cue.start) if cue.kind == "studies" else None
            rank = _rank(cue, others) if number else 0
            if number and (best is None or rank > best[0]):
                best = (rank, number)
    return best[1] if best else None


def _rank(cue: Cue, others: list[Cue]) -> int:
    """2 where the studies are said to be included, 1 where nothing is said, 0 where they are those searched."""
    first = bisect_left(others, (cue.end - _NEAR,))
    near = others[first : bisect_left(others, (cue.end + _NEAR,))]
    if any(other.kind == "screened" and abs(other.start - cue.start) <= _NEAR // 2 for other in near):
        return 0
    return max((_PLACE.get(other.kind, 1) for other in near), default=1)


def _number_before(scan: Scan, sentence: int, place: int) -> int | None:
    """The whole number before a noun, at most four words off."""
    before = scan.numbers_between(scan.reach_left(sentence, place, 40), place)
    if not before or before[-1].kind == "decimal":
        return None
    gap = scan.text.count(" ", before[-1].end, place)
    if gap > 5 or (gap > 1 and looks_like_year(before[-1])):  # "up to 2019 for trials"
        return None
    return int(before[-1].value) or None

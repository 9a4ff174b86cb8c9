"""How many studies a review has. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.scan import Cue, Scan
from evidence.tag.sample_size.years import looks_like_year
from evidence.values import Design

_SYNTHESIS: Final = (
    "meta-analy",
    "systematic review",
    "scoping review",
    "systematically reviewed",
    "systematic search",
)
_PLACE: Final = {"enrolled": 2, "analysed": 2, "screened": 0, "excluded": 0}
_NEAR: Final = 45
_SURELY: Final = 3
# "Fifteen studies (1,817 patients) were included", beside "two trials had asked".
_WITH_PEOPLE: Final = re.compile(
    r" \((?:a total of |n ?= ?)?\d[\d,]* "
    r"(?:patients|participants|subjects|women|men|children|adults|individuals|people)\b"
)


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
            if rank and _WITH_PEOPLE.match(scan.text, cue.end):
                rank = _SURELY
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

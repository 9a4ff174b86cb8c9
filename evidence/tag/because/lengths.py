"""What makes the reading of a follow-up more or less sure, in words. Pure.

A length is chosen by rules and their order; the weights tell how often one like it was right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evidence.findings import Reason
from evidence.tag.follow_up.confidence import model
from evidence.tag.follow_up.features import describe
from evidence.tag.follow_up.rank import Weighed
from evidence.values import Design

_TOLD: Final = {
    "rival": "there is a longer length", "unsure": "the design is not sure", "guessed": "the design is a guess",
    "told": "it is said to be a follow-up",
}  # fmt: skip
_FIRST: Final = {
    "again": "told again, times", "count": "lengths that may be one", "left": "the word before it:",
    "right": "the word behind it:", "shape": "written as", "place": "where it stands, in quarters:",
    "rule": "the rule", "longest": "the longest of those", "longer": "a longer one is there, of those",
    "bracket": "in brackets", "none": "in no section,", "methods": "in the methods,", "results": "in the results,",
    "title": "in the title,",
}  # fmt: skip


def of_length(weighed: list[Weighed], design: Design | None, design_is: float) -> Iterator[Reason]:
    """What the weights of confidence say of the best of a record's lengths.

    Args:
        weighed: the lengths, the chosen first.
        design: the record's design.
        design_is: how sure that is, 0 to 1.
    """
    known = model().weights
    for feature in describe(weighed, design, design_is) if weighed else ():
        if weight := known.get(feature):
            yield Reason(_words(feature), weight)


def _words(feature: str) -> str:
    if feature in _TOLD:
        return _TOLD[feature]
    first, _, rest = feature.partition(" ")
    return f"{_FIRST.get(first, first)} {rest}".replace("_", " ").strip()

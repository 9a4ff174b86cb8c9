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

_ALONE: Final = {
    "rival": "there is a longer length", "unsure": "the design is not sure", "guessed": "the design is a guess",
    "told": "it is said to be a follow-up", "time_point": "it is a time at which something was so",
    "treated": "it is a treatment's length", "hours": "it is told in hours",
}  # fmt: skip
_FIRST: Final = {
    "again": "told again:", "count": "lengths that may be one:", "left": "the word before it:",
    "right": "the word behind it:", "shape": "written as a", "place": "where it stands, in quarters:",
    "rule": "the rule", "longest": "it is the longest", "longer": "there is a longer one like it",
    "bracket": "in brackets", "none": "in no section", "methods": "in the methods", "results": "in the results",
    "title": "in the title", "background": "in the background", "objective": "in the objective",
    "conclusions": "in the conclusions", "day": "a day or so", "week": "about a week", "month": "weeks, to a month",
    "quarter": "one to three months", "year": "up to a year", "years": "years", "decade": "many years",
    "trial": "in a trial", "cohort": "in a cohort", "case": "of one patient or some", "animal": "in animals",
    "lab": "on the bench", "plan": "in a plan", "once": "in a study at one time", "paper": "in a paper of opinion",
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
    """A feature of confidence for people; the kind of length that it was learned for, its last word, is left out."""
    if feature in _ALONE:
        return _ALONE[feature]
    first, *rest = feature.split(" ")
    if rest and rest[-1] in _ALONE and first != "rule":
        rest.pop()
    return " ".join([_FIRST.get(first, first), *rest]).replace("_", " ")

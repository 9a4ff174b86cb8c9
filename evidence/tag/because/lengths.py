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
    "crossover": "it is the length of a crossover", "guessed": "the design is hardly known",
    "horizon": "it is the time by which a rate is told", "hours": "it is told in hours",
    "rival": "there is a longer length", "time_point": "it is a time at which something was so",
    "told": "it is said to be a follow-up", "treated": "it is a treatment's length",
    "unsure": "the design is not sure",
}  # fmt: skip
# By the first word of a feature, whatever follows.
_FIRST: Final = {
    "animal": "in animals", "background": "it stands in the background", "bracket": "it stands in brackets",
    "case": "of one patient or some", "cohort": "in a cohort", "conclusions": "it stands in the conclusions",
    "count": "how many lengths the text has that may be one", "day": "a day or so long",
    "decade": "many years long", "lab": "on the bench", "longer": "there is a longer one like it",
    "longest": "it is the longest", "methods": "it stands in the methods", "month": "some weeks long, to a month",
    "none": "the text has no headed sections", "objective": "it stands in the objective",
    "once": "in a study at one time", "other": "in a study of another kind", "paper": "in a paper of opinion",
    "plan": "in a plan", "quarter": "one to three months long", "results": "it stands in the results",
    "title": "it stands in the title", "trial": "in a trial", "week": "about a week long",
    "year": "up to a year long", "years": "some years long",
}  # fmt: skip
_PLACES: Final = {"0": "at the beginning", "1": "before the middle", "2": "behind the middle", "3": "at the end"}
_SHAPES: Final = {
    "adjective": "written as in “the 6-month visit”", "label": "written as a label, such as M6",
    "labels": "written as labels, such as M6", "list": "one of a list of times",
    "ordinal": "written as in “the sixth month”", "range": "written as a range", "single": "written as one length",
}  # fmt: skip
_STATISTICS: Final = {
    "fixed": "one length for all", "last-visit": "the last visit", "treatment": "the length of a treatment",
}  # fmt: skip
_TOUCHING: Final = "the words that touch it"


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
            yield Reason(words(feature), weight)


def words(feature: str) -> str:
    """A feature of confidence for people; the kind of length that it was learned for, its last word, is left out."""
    first, *rest = feature.split(" ")
    if not rest or first in ("guessed", "unsure"):
        return _ALONE.get(first, f"the rule follow_up.{first}")
    kind = rest[0]
    if first in ("left", "right"):
        side = "before" if first == "left" else "behind"
        return _TOUCHING if kind in ("other", "start", "end") else f"{side} it “{kind}”"
    told = {
        "rule": f"the rule follow_up.{kind}",
        "again": "told only once" if kind == "0" else "told again elsewhere",
        "place": f"it stands {_PLACES.get(kind, 'in the text')}",
        "shape": _SHAPES.get(kind, "how it is written"),
    }
    return told.get(first) or _FIRST.get(first) or f"told as {_STATISTICS.get(kind, f'a {kind}')}"

"""Learns which of the times that a record tells is its follow-up, or none of them. Touches nothing.

Imported by follow_up.py beside it. Needs numpy and scipy. A conditional logit over the times of a record and "none"
(evidence/tag/follow_up/choice.py), learned from the labelled records whose rules found no more than times, and from our
own invented ones. Words are features only where our own texts have them often: none can come from an abstract that is
not ours.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import numpy as np
from conditional_logit import fit
from follow_up_rows import Case, is_right

from evidence.tag.follow_up.choice import chosen, is_open, options
from evidence.tag.follow_up.rank import Weighed

PENALTY: Final = 6.0
TWICE: Final = 2.0  # a word says less than how a time stands to the others: its weight is penalised so much more
OFTEN: Final = 12  # times of our own texts that have a word beside them
LEAST_SEEN: Final = 5
LEAST_WEIGHT: Final = 0.03
INVENTED: Final = "invented"
REAL: Final = 1.5  # what a real record weighs beside an invented one
_WORDS: Final = ("before ", "behind ", "left ", "right ")

Weights = dict[str, float]


def choices(case: Case) -> bool:
    """Whether a record leaves a choice: whole, not silenced by its design, and with no more than times told."""
    return case.whole and not case.abstained and is_open(case.weighed)


def learn(cases: list[Case]) -> Weights:
    """Weights that make the right time of each record that leaves a choice likely, or that there is none.

    Small ones are left out.
    """
    described = [(case, *options(case.weighed, case.design, case.design_is)) for case in cases if choices(case)]
    rows = [(case, flags, features) for case, places, features in described if any(flags := _right(case, places))]
    own = Counter(f for case, _, features in rows if case.corpus == INVENTED for one in features for f in set(one))
    seen = Counter(f for _, _, features in rows for one in features for f in one)
    names = sorted(
        f for f, times in seen.items() if times >= LEAST_SEEN and (not f.startswith(_WORDS) or own[f] >= OFTEN)
    )
    weights = _fit(rows, names)
    return {f: round(float(w), 3) for f, w in zip(names, weights, strict=True) if abs(w) >= LEAST_WEIGHT}


def _right(case: Case, places: list[int]) -> list[bool]:
    """Whether each of the different lengths is right and, last, whether none is."""
    return [is_right(case.gold, case.weighed[place].days) for place in places] + [is_right(case.gold, None)]


def _fit(rows: list[tuple[Case, list[bool], list[list[str]]]], names: list[str]) -> Any:
    trust = [1.0 if case.corpus == INVENTED else REAL for case, _, _ in rows]
    penalty = np.array([PENALTY * (TWICE if f.startswith(_WORDS) else 1.0) for f in names])
    places = {f: n for n, f in enumerate(names)}
    return fit([features for _, _, features in rows], [flags for _, flags, _ in rows], trust, places, penalty)


def order(case: Case, weights: Weights) -> list[Weighed] | None:
    """The candidates as they are ranked by some weights; None where none of them is taken."""
    return chosen(case.weighed, case.design, case.design_is, weights) if choices(case) else case.weighed

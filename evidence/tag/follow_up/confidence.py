"""How often a follow-up like this one was right on labelled records: numbers that the program ships. Pure.

The rules choose; a logistic regression tells how often a choice like it was right (tests/benchmarks/train/follow_up.py
learns it). Where the rules stand alone, and for a lone phrase, the share of right answers among those of the same rule
does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from typing import Final, NamedTuple

from evidence.tag.follow_up.features import describe
from evidence.tag.follow_up.rank import Weighed
from evidence.tag.follow_up.rules import Claim
from evidence.values import Design


@dataclass(frozen=True, slots=True)
class Cell:
    """Answers alike: the share that was right, shrunk towards the rule's and the whole's, and how many there were."""

    share: float
    n: int


class Model(NamedTuple):
    """What data/weights/follow_up.json holds: shares by cell, weights by feature, share right of those passed over.

    `most` is what no confidence exceeds: below 0.95 as long as fewer than 97 of 100 such answers were right held out.
    """

    cells: Mapping[str, Cell]
    weights: Mapping[str, float]
    passed_over: float
    most: float = 1.0
    choice: Mapping[str, float] = {}


def cell_of(one: Weighed, all_of_them: list[Weighed]) -> tuple[str, ...]:
    """The cells that an answer falls in, the narrowest first: rule, said again elsewhere, outlasted by another.

    `again` means that another claim of the record has the same length (5 %); `longer` that one has a longer length.
    """
    days = one.days
    claims = [other.days for other in all_of_them if isinstance(other.what, Claim) and other is not one]
    again = any(abs(other - days) <= 0.05 * days for other in claims)
    longer = any(other > 1.05 * days for other in claims)
    rule = one.rule
    return (f"{rule} {'again' if again else 'once'} {'longer' if longer else 'longest'}", rule, "all")


@cache
def model() -> Model:
    """The shipped numbers; none where the file is absent."""
    path = resources.files("evidence.data").joinpath("weights/follow_up.json")
    if not path.is_file():
        return Model({}, {}, UNMEASURED)
    data = json.loads(path.read_text(encoding="utf-8"))
    cells = {name: Cell(float(share), int(n)) for name, (share, n) in data["cells"].items()}
    return Model(cells, data["weights"], data["passed_over"], data.get("most", 1.0), data.get("choice", {}))


UNMEASURED: Final = 0.8
"""Where nothing like it was measured."""


def by_rule(weighed: list[Weighed]) -> float:
    """The measured share of right answers among those of the same rule as the best, 0-1."""
    known = model().cells
    share = next((known[name].share for name in cell_of(weighed[0], weighed) if name in known), UNMEASURED)
    return min(share, model().most)


def confidence(weighed: list[Weighed], design: Design | None, design_is: float) -> float:
    """The chance that the best of a record's follow-ups is right, 0-1, by its kind of study and how sure that is."""
    known = model()
    if not known.weights:
        return by_rule(weighed)
    get = known.weights.get
    score = get("bias", 0.0) + sum([get(feature, 0.0) for feature in describe(weighed, design, design_is)])
    return min(round(1 / (1 + exp(-score)), 4), known.most)

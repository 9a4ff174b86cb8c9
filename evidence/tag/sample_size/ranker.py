"""Scores of candidates by learned weights, and what a score is worth. Reads its own package data, touches nothing else.

The weights are those of a conditional logit: the chance of a candidate is its exp(score) among those of all candidates
of the record and of answering nothing. tests/benchmarks/train/sample_size.py learns them and writes the model card.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import exp
from typing import Final, NamedTuple

from evidence.tag.sample_size.weights import Weights, weights_of

_WEIGHTS: Final = "sample_size.json"


class Model(NamedTuple):
    """What data/weights/sample_size.json holds: weights, the calibration's steps, each rule's precision."""

    weights: Weights
    bounds: list[float]
    shares: list[float]
    rules: dict[str, float]


@cache
def model() -> Model:
    """The shipped model."""
    data = json.loads((files("evidence.data") / "weights" / _WEIGHTS).read_text("utf-8"))
    return Model(
        weights_of({tuple(name.split("|")): weight for name, weight in data["weights"].items()}),
        [step["to"] for step in data["calibration"]],
        [step["right"] for step in data["calibration"]],
        {name: row["alone"] for name, row in data["rules"].items()},
    )


def chances(scores: Iterable[int]) -> list[float]:
    """The chances of alternatives by their scores in hundredths; they add up to one."""
    scores = list(scores)
    highest = max(scores)
    shares = [exp((score - highest) / 100) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


def confidence(chance: float) -> float:
    """The share of right answers among those of about this chance on the development corpora."""
    bounds, shares = model().bounds, model().shares
    return shares[min(bisect_left(bounds, chance), len(shares) - 1)]


def rule_precision(rule: str) -> float:
    """How often the rule's first hit on a unit noun was right on the development corpora; one half where unmeasured."""
    return model().rules.get(rule, 0.5)

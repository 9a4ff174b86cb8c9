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

Feature = tuple[str, ...]

_WEIGHTS: Final = "sample_size.json"


class Model(NamedTuple):
    """What data/weights/sample_size.json holds: weights, the calibration's steps, each rule's precision."""

    weights: dict[Feature, float]
    bounds: list[float]
    shares: list[float]
    rules: dict[str, float]


@cache
def model() -> Model:
    """The shipped model."""
    data = json.loads((files("evidence.data") / "weights" / _WEIGHTS).read_text("utf-8"))
    return Model(
        {tuple(name.split("|")): weight for name, weight in data["weights"].items()},
        [step["to"] for step in data["calibration"]],
        [step["right"] for step in data["calibration"]],
        {name: row["alone"] for name, row in data["rules"].items()},
    )


def chances(described: Iterable[Iterable[Feature]], weights: dict[Feature, float]) -> list[float]:
    """The chance of each described candidate; they add up to one."""
    get = weights.get
    scores = [sum([get(feature, 0.0) for feature in features]) for features in described]
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


def confidence(chance: float) -> float:
    """The share of right answers among those of about this chance on the development corpora."""
    bounds, shares = model().bounds, model().shares
    return shares[min(bisect_left(bounds, chance), len(shares) - 1)]


def rule_precision(rule: str) -> float:
    """How often the rule's first hit on a unit noun was right on the development corpora; one half where unmeasured."""
    return model().rules.get(rule, 0.5)

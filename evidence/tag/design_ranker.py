"""Ranks the designs that rules found: rule strengths plus a learned layer, to a calibrated probability. Pure."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from math import exp
from typing import Final, NamedTuple

# The learned layer tells these groups apart; inside a group the rules alone decide. The first code of a group stands
# for it where no rule of the group fired. Codes in no group are the rules' business only.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "rct": ("rct",),
    "treated": (
        "cohort", "single-arm", "non-randomised-controlled", "case-series", "quasi-randomised",
        "historically-controlled",
    ),
    "asked": ("cross-sectional", "case-control"),
    "case": ("case-report",),
    "protocol": ("protocol",),
    "synthesis": ("systematic-review", "meta-analysis"),
    "narrative": ("narrative-review",),
    "animal": ("animal",),
    "in-vitro": ("in-vitro",),
}  # fmt: skip
GROUP_OF: Final = {code: number for number, codes in enumerate(GROUPS.values()) for code in codes}
STANDS_FOR: Final = tuple(codes[0] for codes in GROUPS.values())
ENOUGH: Final = 0.5  # what the learned layer must add to a group of which no rule fired
SCALE: Final = 0.5  # of a rule's strength when the learned layer adds to it; strengths were written for ranking alone


class Model(NamedTuple):
    """The learned layer: feature -> a weight for each group, and calibration bins (lower bounds, precisions)."""

    weights: Mapping[str, tuple[float, ...]]
    learned: tuple[tuple[float, ...], tuple[float, ...]]
    rules: tuple[tuple[float, ...], tuple[float, ...]]


@lru_cache(maxsize=1)
def model() -> Model:
    """The weights that the program ships; an empty layer where there are none."""
    path = resources.files("evidence.data").joinpath("weights/design.json")
    if not path.is_file():
        return Model({}, ((0.0,), (0.9,)), ((0.0,), (0.9,)))
    data = json.loads(path.read_text(encoding="utf-8"))
    weights = {feature: tuple(value / 100 for value in values) for feature, values in data["weights"].items()}
    bins = {
        name: (
            tuple(b["from"] for b in data["calibration"][name]),
            tuple(b["precision"] for b in data["calibration"][name]),
        )
        for name in ("learned", "rules")
    }
    return Model(weights, bins["learned"], bins["rules"])


def deltas(features: Iterable[str], weights: Mapping[str, tuple[float, ...]]) -> list[float]:
    """What the learned layer adds to each group."""
    rows = [row for row in map(weights.get, features) if row]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(STANDS_FOR)


def probabilities(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores of codes as shares of one, best first; ties keep their order. A record that says nothing scores 0."""
    if not scores:
        return {}
    top = max(scores.values())
    shares = {code: exp(score - top) for code, score in scores.items()}
    total = sum(shares.values()) + exp(-top)
    return {code: shares[code] / total for code in sorted(shares, key=lambda code: -shares[code])}


def calibrated(share: float, bins: tuple[tuple[float, ...], tuple[float, ...]]) -> float:
    """The measured precision of the bin that a share falls in."""
    lower, precision = bins
    return precision[max(bisect_right(lower, share) - 1, 0)]

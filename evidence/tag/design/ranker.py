"""Ranks the designs that rules found: rule strengths plus a learned layer, to a calibrated probability. Pure."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from math import exp
from struct import Struct
from typing import Final, NamedTuple

from evidence.values import DESIGNS

# The learned layer adds to each code, and to NONE: that the record is of no design at all (chemistry, optics).
NONE: Final = "none"
CODES: Final = (*DESIGNS, NONE)
PLACE: Final = {code: number for number, code in enumerate(CODES)}
SCALE: Final = 0.5  # of a rule's strength when the learned layer adds to it; strengths were written for ranking alone
WORTH_TELLING: Final = (
    2.0  # how far below the best a code of which no rule fired is still shown: a seventh of its share
)
# How sure a design must be for what is read from it. Each lies between two bins of the calibration: where those move
# with new weights, these move with them, and nowhere else.
HUNCH: Final = 0.6
GUESSED: Final = 0.65
"""How sure a design must be to silence a sample or a length: one that is less sure is as likely wrong.

A review or a work on cells that is no more than a guess silences lengths all the same, unless its methods tell one.
"""
LIKELY: Final = 0.8
SURE: Final = 0.85
UNSAID: Final = -1.0  # score of a code of which no rule fired, before the learned layer adds to it

# The weights of a feature, in hundredths, are one whole number, 16 bits a code: adding up what a record shows is then
# adding whole numbers, in a tenth of the time that two dozen sums take. All features together come to a tenth of that.
_BITS: Final = 16
_MIDDLE: Final = 1 << (_BITS - 1)
_ALL_MIDDLE: Final = sum(_MIDDLE << (_BITS * number) for number in range(len(CODES)))
_FIELDS: Final = Struct(f"<{len(CODES)}h")


Bins = tuple[tuple[float, ...], tuple[float, ...]]  # lower bounds of the share, measured precisions


class Calibration(NamedTuple):
    """How often a code of some share was right where it was chosen, and where another was (or none)."""

    chosen: Bins
    passed_over: Bins


class Model(NamedTuple):
    """The learned layer: feature -> its packed weights, and how far shares with and without them can be believed."""

    weights: Mapping[str, int]
    learned: Calibration
    rules: Calibration


def pack(hundredths: Mapping[str, int]) -> int:
    """The weights of one feature, code -> hundredths, as one whole number."""
    return sum(value << (_BITS * PLACE[code]) for code, value in hundredths.items())


def unpack(packed: int) -> list[float]:
    """What a packed number or a sum of them adds to each of `CODES`."""
    signed = (packed + _ALL_MIDDLE ^ _ALL_MIDDLE).to_bytes(_BITS // 8 * len(CODES), "little")
    return [value / 100 for value in _FIELDS.unpack(signed)]


def one_of(packed: int, place: int) -> float:
    """What a packed number adds to the code at one place of `CODES`."""
    return ((packed + _ALL_MIDDLE >> _BITS * place & 2 * _MIDDLE - 1) - _MIDDLE) / 100


@lru_cache(maxsize=1)
def model() -> Model:
    """The weights that the program ships; an empty layer where there are none."""
    path = resources.files("evidence.data").joinpath("weights/design.json")
    if not path.is_file():
        unmeasured = Calibration(((0.0,), (0.9,)), ((0.0,), (0.1,)))
        return Model({}, unmeasured, unmeasured)
    data = json.loads(path.read_text(encoding="utf-8"))
    weights = {
        feature: pack(dict(zip(data["codes"], values, strict=True))) for feature, values in data["weights"].items()
    }
    bins = {
        name: (tuple(b["from"] for b in steps), tuple(b["precision"] for b in steps))
        for name, steps in data["calibration"].items()
    }
    learned = Calibration(bins["learned"], bins["learned, passed over"])
    return Model(weights, learned, Calibration(bins["rules"], bins["rules, passed over"]))


def summed(features: Iterable[str], weights: Mapping[str, int]) -> int:
    """The packed sum of the weights of some features."""
    return sum(filter(None, map(weights.get, features)))


def probabilities(scores: Mapping[str, float], none: float = 0.0) -> dict[str, float]:
    """Scores of codes as shares of one, best first; ties keep their order. That there is no design scores `none`."""
    if not scores:
        return {}
    top = max(scores.values())
    shares = {code: exp(score - top) for code, score in scores.items()}
    total = sum(shares.values()) + exp(min(none - top, 700.0))
    return {code: shares[code] / total for code in sorted(shares, key=lambda code: -shares[code])}


def calibrated(share: float, bins: Bins) -> float:
    """The measured precision of the bin that a share falls in."""
    lower, precision = bins
    return precision[max(bisect_right(lower, share) - 1, 0)]

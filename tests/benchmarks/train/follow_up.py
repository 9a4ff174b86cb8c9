"""Learn how sure follow-ups are from labelled records: data/weights/follow_up.json; needs numpy and scipy.

    python tests/benchmarks/train/follow_up.py            # figures: 5-fold and leave-one-corpus-out
    python tests/benchmarks/train/follow_up.py --write    # the same, then learn from everything and write
    python tests/benchmarks/train/follow_up.py --write --sureness   # only how sure: the choice's weights stay

The rules choose, and a conditional logit where they find no more than times (follow_up_choice.py); a logistic
regression over features of the choice learns how often a choice like it is right.
Everything is deterministic: folds by a hash of the record, no random numbers. What is written are names of features,
weights, shares and counts; no text of a corpus.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

import follow_up_choice as choice
import numpy as np
from follow_up_figures import calibration, shares
from follow_up_rows import HAND, ROOT, TRUST, Row, cases, invented_cases, row_of
from held_out import held_out
from scipy.optimize import minimize

from evidence.tag.follow_up.confidence import Cell

SHARED: Final = Path(os.environ.get("EVIDENCE_SHARED", ROOT.parent / "shared"))
OUT: Final = ROOT / "data" / "weights" / "follow_up.json"
DATE: Final = "2026-12-01"
PENALTY: Final = 12.0
SEEN: Final = 0.987  # of what is right here, where rules were mended: 80.6 % of 289 fresh answers were, said 83.3
# The same where people were only observed and nothing calls the length a follow-up: of 32 such answers to fresh
# clinical abstracts (PubMedQA) 23 were right, said 81 %; half of that is taken off, as 32 are few.
SEEN_LOOSE: Final = 0.93
_LOOSE: Final = frozenset(
    f"{group} {tier}" for group in ("cohort", "case", "once", "other") for tier in ("time_point", "treated", "hours")
)
LEAST_SEEN: Final = 6
LEAST_WEIGHT: Final = 0.03
SURE: Final = 0.95
SURE_RIGHT: Final = 0.97  # the share that must be right, held out, of the answers that are said to be sure
STRENGTH: Final = 4.0  # answers of the wider cell that a narrower one starts with

Weights = dict[str, float]


def learn(data: list[Row]) -> Weights:
    """Weights that make right answers likely and wrong ones not, small ones left out."""
    seen = Counter(f for row in data for f in set(row.features))
    names = ["bias", *sorted(f for f, times in seen.items() if times >= LEAST_SEEN)]
    weights = _fit(data, names)
    names = [f for f, weight in zip(names, weights, strict=True) if f == "bias" or abs(weight) >= LEAST_WEIGHT]
    return {f: round(float(weight), 3) for f, weight in zip(names, _fit(data, names), strict=True)}


def _fit(data: list[Row], names: list[str]) -> Any:
    places = {f: n for n, f in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    matrix[:, 0] = 1.0
    for n, row in enumerate(data):
        matrix[n, [places[f] for f in row.features if f in places]] = 1.0
    right = np.array([(SEEN if _LOOSE.isdisjoint(row.features) else SEEN_LOOSE) * row.right for row in data])
    trust = np.array([TRUST[row.tier] for row in data])
    penalty = np.full(len(names), PENALTY)
    penalty[0] = 0.01  # the share right of all is no chance find

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        chances = 1 / (1 + np.exp(-scores))
        value = (trust * (np.logaddexp(0, scores) - right * scores)).sum() + (penalty * weights * weights).sum() / 2
        return float(value), matrix.T @ (trust * (chances - right)) + penalty * weights

    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def chance(row: Row, weights: Weights) -> float:
    """How sure the answer to a row is by some weights."""
    score = weights["bias"] + sum(weights.get(f, 0.0) for f in row.features)
    return float(1 / (1 + np.exp(-score)))


def cells(data: list[Row]) -> dict[str, Cell]:
    """How often the rules were right, by cell, each share shrunk towards the next wider cell's."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    parents: dict[str, str | None] = {}
    for row in data:
        for cell, wider in zip(row.cells, (*row.cells[1:], None), strict=True):
            tally[cell][0] += row.right
            tally[cell][1] += 1
            parents[cell] = wider
    found: dict[str, Cell] = {}
    for cell in sorted(tally, key=lambda name: (name != "all", name.count(" "), name)):
        right, n = tally[cell]
        wider = parents[cell]
        prior = found[wider].share if wider else 1.0 * right / n
        found[cell] = Cell(round((right + STRENGTH * prior) / (n + STRENGTH), 4), n)
    return found


def most(*held: dict[str, dict[str, Any]]) -> float:
    """What no confidence may exceed: just below sure, unless enough of the sure answers were right in every trial."""
    return 1.0 if all((one["all"]["sure_right"] or 0.0) >= SURE_RIGHT for one in held) else SURE - 0.001


def _written(part: str) -> Weights:
    weights: Weights = json.loads(OUT.read_text(encoding="utf-8"))[part]
    return weights


def main() -> None:
    """Print the figures; with --write learn from all and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--sureness", action="store_true", help="leave the weights of the choice as they are")
    arguments = parser.parse_args()
    known, ours = cases(SHARED), invented_cases()
    by_rules = [row_of(case, case.weighed) for case in known]
    by_fold = list(map(row_of, known, held_out(known, lambda case: case.fold, choice.learn, choice.order, ours)))
    abroad = list(map(row_of, known, held_out(known, lambda case: case.corpus, choice.learn, choice.order, ours)))
    data, there = [row for row in by_fold if row.answered], [row for row in abroad if row.answered]
    others = [right for row in data if row.tier in HAND for right in row.passed_over]
    folds = calibration(data, held_out(data, lambda row: row.fold, learn, chance))
    foreign = calibration(there, held_out(there, lambda row: row.corpus, learn, chance))
    card = {
        "date": DATE,
        "answers": len(data),
        "passed_over": len(others),
        "rules": shares(by_rules),
        "choice, 5-fold": shares(by_fold),
        "choice, leave one corpus out": shares(abroad),
        "5-fold": folds,
        "leave one corpus out": foreign,
    }
    print(json.dumps(card, indent=1).replace("{\n   ", "{").replace(",\n   ", ","))
    if arguments.write:
        model = {
            "card": card,
            "passed_over": round(sum(others) / len(others), 3),
            "most": most(folds, foreign),
            "cells": {name: (cell.share, cell.n) for name, cell in cells(data).items()},
            "weights": learn(data),
            "choice": _written("choice") if arguments.sureness else choice.learn([*known, *ours]),
        }
        OUT.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Learn data/weights/sample_size.json from the labelled corpora; needs numpy and scipy, nothing else does.

    python tests/benchmarks/train/sample_size.py [--shared ../shared] [--out data/weights/sample_size.json]

A conditional logit over the candidates of each record and "no size": the chance of a record is that of its right
candidates together. Everything is deterministic: folds by a hash of the record, no random numbers.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import numpy as np
from conditional_logit import fit
from held_out import held_out
from sample_size_figures import Answer, calibration, calibration_error, confident, rule_table, table
from sample_size_rows import Row, fold_of, rows

from evidence.tag.sample_size.flow import past_screening
from evidence.tag.sample_size.reading import by_value
from evidence.tag.sample_size.weights import Feature

DATE: Final = "2026-11-30"
# How far a row's label is trusted; multi and recall rows label arms beside totals, so they say little of the choice.
TRUST: Final = {
    "strict": 1.0,
    "derived": 1.0,
    "multi": 0.3,
    "bin": 0.8,
    "abstain": 1.0,
    "recall": 0.3,
    "weak abstain": 0.4,
    "weak bin": 0.4,
    "gold": 1.0,
    "gold abstain": 1.0,
    "invented": 0.4,
    "invented abstain": 0.4,
    "indirect": 0.1,
    "indirect abstain": 0.1,
}
OWN: Final = {"cases": 2.3, "phrases": 5.0}  # rare shapes, certain labels
PENALTY: Final = 4.0
LEAST_SEEN: Final = 8
LEAST_WEIGHT: Final = 0.04

Weights = dict[Feature, float]


def learn(data: list[Row]) -> Weights:
    """Weights that make the right candidates of the rows likeliest, small ones left out."""
    data = [row for row in data if any(row.right) and row.taught]
    seen = Counter(f for row in data for features in row.features for f in set(features))
    names = {f: n for n, f in enumerate(sorted(f for f, times in seen.items() if times >= LEAST_SEEN))}
    weights = _fit(data, names)
    kept = {f: weights[n] for f, n in names.items() if abs(weights[n]) >= LEAST_WEIGHT}
    names = {f: n for n, f in enumerate(sorted(kept))}
    weights = _fit(data, names)
    return {f: round(float(weights[n]), 2) for f, n in names.items() if abs(weights[n]) >= 0.005}


def _fit(data: list[Row], names: dict[Feature, int]) -> Any:
    trust = [TRUST[row.tier] * OWN.get(row.corpus, 1.0) * (0.5 if "doubt" in row.gold else 1) for row in data]
    return fit([row.features for row in data], [row.right for row in data], trust, names, PENALTY)


def answer(row: Row, weights: Weights) -> Answer:
    """The value of the highest chance, that chance, and the chances of the other values."""
    scores = np.array([sum(weights.get(f, 0.0) for f in features) for features in row.features])
    shares = np.exp(scores - scores.max())
    *ranked, nothing = (shares / shares.sum()).tolist()
    best = past_screening(row.scan, by_value(list(zip(ranked, row.candidates, strict=True)), add=True), row.rivals)
    chance: dict[int | None, float] = {candidate.value: share for share, candidate in best}
    chance[None] = nothing
    first = best[0][1].value if best and best[0][0] >= nothing else None
    return first, chance.pop(first), chance


def main() -> None:
    """Learn, measure, write."""
    root = Path(__file__).parents[3]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=root.parent / "shared")
    parser.add_argument("--out", type=Path, default=root / "data" / "weights" / "sample_size.json")
    parser.add_argument("--quick", action="store_true", help="leave the leave-one-corpus-out runs out")
    options = parser.parse_args()
    data = rows(options.shared)
    weights = learn(data)
    crossed = held_out(data, fold_of, learn, answer)
    foreign = [] if options.quick else held_out(data, lambda row: row.corpus, learn, answer)
    steps = calibration(data, crossed)
    card: dict[str, Any] = {
        "about": "Conditional logit over the candidates for a sample size; see tests/benchmarks/train/sample_size.py.",
        "date": DATE,
        "data": dict(Counter(row.corpus for row in data)),
        "rows": len(data),
        "penalty": PENALTY,
        "right_in_sample": table(data, [answer(row, weights) for row in data]),
        "right_5_fold": table(data, crossed),
        "right_leave_one_corpus_out": table(data, foreign) if foreign else {},
        "calibration_error_5_fold": round(calibration_error(data, crossed), 4),
        "confidence_95_5_fold": confident(data, crossed, steps),
    }
    model = {
        "card": card,
        "rules": rule_table(data, crossed),
        "calibration": steps,
        "weights": {"|".join(f): w for f, w in sorted(weights.items())},
    }
    options.out.write_text(_layout(model), "utf-8")
    for name in ("right_in_sample", "right_5_fold", "right_leave_one_corpus_out"):
        shares = "  ".join(f"{key} {100 * row['right']:.1f}" for key, row in card[name].items())
        print(name, shares)
    print(len(weights), "weights", card["calibration_error_5_fold"], card["confidence_95_5_fold"])


def _layout(model: dict[str, Any]) -> str:
    """JSON with one line a weight, so that a retraining can be read as a difference."""
    parts = []
    for key, part in model.items():
        indent = 1 if key in ("weights", "card") else None
        parts.append(f"{json.dumps(key)}: {json.dumps(part, indent=indent, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()

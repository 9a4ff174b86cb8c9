"""Trains the learned layer of the design tagger and writes data/weights/design.json.

    python tests/benchmarks/train/design.py            # cross-validated and leave-one-corpus-out figures
    python tests/benchmarks/train/design.py --write    # the same, then train on everything and write

Learns from ../shared/corpora and from the hand labels of data/gold/train.jsonl. Needs numpy and scipy (nothing of them
at run time). Deterministic: folds come from a hash of the title, the solver starts at zero. What is written are numbers
and names of signs of data/vocabulary; no text of a corpus.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

from design_figures import Bins, bins, calibration, figures, is_right, passed_over
from design_fit import MOST, PICKED, Answer, Weights, fit, predict
from design_rows import CORPORA, FOLDS, INVENTED, Row, load

from evidence.tag.design.ranker import CODES, SCALE, probabilities
from evidence.tag.design.rules import DESIGN_RULES

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("EVIDENCE_SHARED", ROOT.parent / "shared"))
LABELS = ROOT / "data" / "gold" / "train.jsonl"
DESIGNS = ROOT / "data" / "gold" / "design.jsonl"
BLEND = 1.0  # of what the layer learned; chosen in leave-one-corpus-out runs


def predict_rules(row: Row) -> Answer:
    """The code that the rules alone would choose."""
    shares = probabilities(row.strengths)
    code = next(iter(shares), None)
    return Answer(code, shares.pop(code) if code else 0.0, shares)


def cross_validate(rows: list[Row], penalty: float, most: int) -> list[Answer]:
    """Each row's answer from weights that never saw it."""
    answers: list[Answer] = [Answer(None, 0.0, {})] * len(rows)
    for fold in range(FOLDS):
        weights = fit([r for r in rows if r.fold != fold], penalty, most)
        for i, row in enumerate(rows):
            if row.fold == fold:
                answers[i] = predict(row, weights, BLEND)
    return answers


def leave_one_out(rows: list[Row], penalty: float, most: int, blend: float) -> dict[str, float]:
    """Figures of each corpus, and of the real records, from weights that saw neither its labels nor its texts."""
    out: dict[str, float] = {}
    for corpus in (*CORPORA, "pubmed"):
        weights = fit([r for r in rows if not r.corpus.startswith(corpus)], penalty, most)
        mine = [r for r in rows if r.corpus == corpus]
        out |= figures(mine, [predict(r, weights, blend) for r in mine])
    return out


def main() -> None:
    """Print the figures; write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="train on everything and write data/weights/design.json")
    parser.add_argument("--penalty", type=float, default=8.0)
    parser.add_argument("--most", type=int, default=MOST, help="features kept")
    parser.add_argument("--misses", help="print the cross-validated misses of a corpus")
    parser.add_argument("--quick", action="store_true", help="no leave-one-corpus-out run")
    given = parser.parse_args()
    rows = load(SHARED, LABELS, DESIGNS)
    by_rules = [predict_rules(r) for r in rows]
    answers = cross_validate(rows, given.penalty, given.most)
    report = {"rules": figures(rows, by_rules), "cross-validated": figures(rows, answers)}
    if not given.quick:
        report["leave one corpus out"] = leave_one_out(rows, given.penalty, given.most, BLEND)
    report["calibration, cross-validated"] = calibration(rows, answers)
    report["calibration of the rules alone"] = calibration(rows, by_rules)
    print(json.dumps(report, indent=1))
    if given.misses:
        print_misses(rows, answers, given.misses)
    if given.write:
        both = {"learned": answers, "rules": by_rules}
        found = {name: bins(rows, found_by) for name, found_by in both.items()}
        found |= {f"{name}, passed over": passed_over(rows, found_by) for name, found_by in both.items()}
        write(rows, fit(rows, given.penalty, given.most), {"penalty": given.penalty, "figures": report}, found)


def print_misses(rows: list[Row], answers: list[Answer], corpus: str) -> None:
    """The rows of a corpus that the cross-validated layer got wrong, the surest first."""
    wrong = [
        (a.share, r, a.code)
        for r, a in zip(rows, answers, strict=True)
        if r.corpus == corpus and not is_right(r, a.code)
    ]
    for share, row, code in sorted(wrong, key=lambda item: -item[0]):
        want = "not rct" if len(row.accept) > 10 else "|".join(sorted(row.accept))[:40]
        strengths = sorted(row.strengths.items(), key=lambda item: -item[1])[:5]
        print(
            row.key,
            "T" if row.text_only else "I",
            "G" * row.gold,
            f"{share:.2f}",
            want,
            f"-> {code}",
            strengths,
            sep="\t",
        )


def rule_precision(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """How often the code that a rule speaks for was an accepted one, of the rows where the rule found its words."""
    code_of = {"rule:" + rule.name.removeprefix("design."): rule.code for rule in DESIGN_RULES}
    out: dict[str, tuple[int, int]] = {}
    for row in rows:
        told = row.gold and row.corpus != INVENTED
        if told or (len(row.accept) < 10 and row.corpus in CORPORA[:2]):
            for feature in row.features & code_of.keys():
                good, n = out.get(feature, (0, 0))
                out[feature] = (good + (code_of[feature] in row.accept), n + 1)
    return {"design." + feature.removeprefix("rule:"): counts for feature, counts in out.items()}


def write(rows: list[Row], weights: Weights, fitted: dict[str, Any], calibration: dict[str, Bins]) -> None:
    """Write the weights (hundredths) with their model card."""
    small = {name: [round(100 * BLEND * v) if abs(v) >= 0.04 else 0 for v in weights[name]] for name in sorted(weights)}
    card = {
        "what": "Multinomial logistic layer over the tagger's signs and rules, the mean of two fits "
        "(tests/benchmarks/train/design.py)",
        "date": "2026-11-30",
        "data": "development part of " + ", ".join(CORPORA) + " (human labels; Clinical Hedges with and without "
        "indexing), and the hand labels of data/gold/train.jsonl and design.jsonl (one reading by builders)",
        "rows": dict(Counter(("hand labels, " if row.gold else "") + row.corpus for row in rows)),
        "bias of its own, left out again": list(PICKED),
        "folds": FOLDS,
        "scale of rule strengths": SCALE,
        "blend": BLEND,
        **fitted,
    }
    precisions = sorted(rule_precision(rows).items())
    out = {
        "card": card,
        "rules": {name: {"precision": round(good / n, 3), "n": n} for name, (good, n) in precisions},
        "codes": list(CODES),
        "calibration": calibration,
        "weights": {name: values for name, values in small.items() if any(values)},
    }
    text = json.dumps(out, indent=0, ensure_ascii=False)
    text = re.sub(r"\[\n([-\d,\n]+)\n\]", lambda m: "[" + m[1].replace("\n", "") + "]", text)
    (ROOT / "data/weights/design.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

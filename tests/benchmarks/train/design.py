"""Trains the learned layer of the design tagger on ../shared/corpora and writes data/weights/design.json.

    python tests/benchmarks/train/design.py            # cross-validated and leave-one-corpus-out figures
    python tests/benchmarks/train/design.py --write    # the same, then train on everything and write

Needs numpy and scipy (nothing of them at run time). Deterministic: folds come from a hash of the title, the solver
starts at zero. What is written are numbers and names of signs of data/vocabulary; no text of a corpus.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from design_figures import CORPORA, FOLDS, Answer, Row, bins, calibration, figures
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from evidence.records import Passage
from evidence.tag.design import gather
from evidence.tag.design_ranker import ENOUGH, GROUP_OF, GROUPS, SCALE, STANDS_FOR, probabilities
from evidence.tag.design_rules import DESIGN_RULES
from evidence.tag.text import Document
from evidence.values import DESIGNS

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("EVIDENCE_SHARED", ROOT.parent / "shared"))
NAMES = list(GROUPS)
COUNT = len(NAMES) + 1  # and one for the codes of no group


def load() -> list[Row]:
    """All labelled rows; Clinical Hedges twice, with and without indexing."""
    rows = []
    for corpus in CORPORA:
        for line in (SHARED / "corpora" / f"{corpus}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            accept, tier = accepted(row["gold"])
            if not accept:
                continue
            both = bool(row["publication_types"])
            weight = 0.5 if both else 1.0
            modes = (False, True) if both else (True,)
            rows += [make(row, accept, tier, text_only=text_only, weight=weight) for text_only in modes]
    return rows


def accepted(gold: dict[str, Any]) -> tuple[frozenset[str], str]:
    """The codes that a label accepts, and its kind."""
    design = gold.get("design")
    if design is None:
        given = gold.get("design_attributes", {}).get("allocation") == "randomised"
        return (frozenset(["rct"]), "code") if given else (frozenset(), "")
    if design["tier"] == "rct":
        return frozenset(["rct"]) if design["is_rct"] else frozenset(set(DESIGNS) - {"rct"}), "rct"
    return frozenset(design["accept"]), design["tier"]


def make(row: dict[str, Any], accept: frozenset[str], tier: str, *, text_only: bool, weight: float) -> Row:
    """One row as the tagger sees it."""
    passages = [Passage("title", None, row["title"]), Passage("abstract.0", None, row["abstract"])]
    if not text_only:
        for key, name in (("publication_types", "publication_type"), ("mesh", "mesh")):
            passages += [Passage(f"{name}.{n}", None, value) for n, value in enumerate(row[key])]
    brief = gather(Document(0, passages))
    digest = hashlib.sha256(re.sub(r"\W", "", row["title"].lower()).encode()).digest()
    return Row(
        row["corpus"], row["id"], digest[0] % FOLDS,
        {code: SCALE * case.strength for code, case in brief.cases.items()},
        frozenset(brief.features), accept, weight, text_only, tier,
    )  # fmt: skip


def matrices(rows: list[Row], names: dict[str, int]) -> tuple[Any, Any, Any, Any]:
    """Features (rows x features), log-sum of rule offsets a group, the same over accepted codes, weights."""
    places: list[tuple[int, int]] = []
    offsets = np.zeros((len(rows), COUNT))
    accepted_offsets = np.full((len(rows), COUNT), -60.0)
    for i, row in enumerate(rows):
        places += [(i, names[feature]) for feature in sorted(row.features) if feature in names]
        terms: list[list[tuple[float, bool]]] = [[] for _ in range(COUNT)]
        for code, offset in row.offsets.items():
            terms[GROUP_OF.get(code, COUNT - 1)].append((offset, code in row.accept))
        for group, code in enumerate(STANDS_FOR):
            if code not in row.offsets:
                terms[group].append((0.0, code in row.accept))
        terms[COUNT - 1].append((0.0, bool(row.accept - set(GROUP_OF))))
        for group, given in enumerate(terms):
            offsets[i, group] = np.logaddexp.reduce([offset for offset, _ in given])
            right = [offset for offset, good in given if good]
            if right:
                accepted_offsets[i, group] = np.logaddexp.reduce(right)
    at = np.array(places).T
    x = csr_matrix((np.ones(len(places)), (at[0], at[1])), shape=(len(rows), len(names)))
    return x, offsets, accepted_offsets, np.array([row.weight for row in rows])


def fit(rows: list[Row], penalty: float, least: int = 6, most: int = 330) -> dict[str, list[float]]:
    """The weights of the strongest features: fitted on all that are seen often enough, chosen, fitted again."""
    seen = Counter(feature for row in rows for feature in row.features)
    first = solve(rows, penalty, sorted(f for f, n in seen.items() if n >= least))
    spread = {name: max(values) - min(values) for name, values in first.items()}
    return solve(rows, penalty, sorted(sorted(first, key=lambda name: (-spread[name], name))[:most]))


def solve(rows: list[Row], penalty: float, features: list[str]) -> dict[str, list[float]]:
    """Weights of each feature for each group: a multinomial logistic layer over the rules, L2-penalised."""
    names = {feature: n for n, feature in enumerate(features)}
    x, offsets, right, weight = matrices(rows, names)
    groups = len(NAMES)

    def loss(flat: Any) -> tuple[float, Any]:
        w = flat.reshape(len(names), groups)
        logits = offsets.copy()
        logits[:, :groups] += x @ w
        good = right.copy()
        good[:, :groups] += x @ w
        all_sum = np.logaddexp.reduce(logits, axis=1)
        good_sum = np.logaddexp.reduce(good, axis=1)
        p = np.exp(logits - all_sum[:, None])
        q = np.exp(good - good_sum[:, None])
        value = float(weight @ (all_sum - good_sum)) + penalty / 2 * float((w**2).sum())
        gradient = x.T @ ((p - q)[:, :groups] * weight[:, None]) + penalty * w
        return value, gradient.ravel()

    found = minimize(loss, np.zeros(len(names) * groups), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    w = found.x.reshape(len(names), groups)
    return {name: [float(v) for v in w[n]] for name, n in names.items()}


def predict(row: Row, weights: dict[str, list[float]]) -> Answer:
    """The code that the layer would choose, and its share; stand-ins count where no rule of a group fired."""
    added = np.zeros(len(NAMES))
    for feature in row.features:
        if feature in weights:
            added += weights[feature]
    scores = {
        code: offset + (added[GROUP_OF[code]] if code in GROUP_OF else 0.0) for code, offset in row.offsets.items()
    }
    for group, code in enumerate(STANDS_FOR):
        if added[group] > ENOUGH:
            scores.setdefault(code, added[group])
    return next(iter(probabilities(scores).items()), (None, 0.0))


def predict_rules(row: Row) -> Answer:
    """The code that the rules alone would choose."""
    return next(iter(probabilities({code: v / SCALE for code, v in row.offsets.items()}).items()), (None, 0.0))


def cross_validate(rows: list[Row], penalty: float) -> list[Answer]:
    """Each row's answer from weights that never saw it."""
    answers: list[Answer] = [(None, 0.0)] * len(rows)
    for fold in range(FOLDS):
        weights = fit([r for r in rows if r.fold != fold], penalty)
        for i, row in enumerate(rows):
            if row.fold == fold:
                answers[i] = predict(row, weights)
    return answers


def leave_one_out(rows: list[Row], penalty: float) -> dict[str, float]:
    """Figures of each corpus from weights trained on the others."""
    out: dict[str, float] = {}
    for corpus in CORPORA:
        weights = fit([r for r in rows if r.corpus != corpus], penalty)
        mine = [r for r in rows if r.corpus == corpus]
        out |= figures(mine, [predict(r, weights) for r in mine])
    return out


def main() -> None:
    """Print the figures; write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="train on everything and write data/weights/design.json")
    parser.add_argument("--penalty", type=float, default=20.0)
    parser.add_argument("--misses", help="print the cross-validated misses of a corpus")
    parser.add_argument("--quick", action="store_true", help="no leave-one-corpus-out run")
    given = parser.parse_args()
    rows = load()
    by_rules = [predict_rules(r) for r in rows]
    answers = cross_validate(rows, given.penalty)
    report = {"rules": figures(rows, by_rules), "cross-validated": figures(rows, answers)}
    if not given.quick:
        report["leave one corpus out"] = leave_one_out(rows, given.penalty)
    learned_bins, rule_bins = bins(rows, answers), bins(rows, by_rules)
    report["calibration, cross-validated"] = calibration(rows, answers)
    report["calibration of the rules alone"] = calibration(rows, by_rules)
    print(json.dumps(report, indent=1))
    if given.misses:
        print_misses(rows, answers, given.misses)
    if given.write:
        write(rows, given.penalty, report, {"learned": learned_bins, "rules": rule_bins})


def print_misses(rows: list[Row], answers: list[Answer], corpus: str) -> None:
    """The rows of a corpus that the cross-validated layer got wrong, the surest first."""
    wrong = [(a[1], r, a[0]) for r, a in zip(rows, answers, strict=True) if r.corpus == corpus and a[0] not in r.accept]
    for share, row, code in sorted(wrong, key=lambda item: -item[0]):
        want = "not rct" if len(row.accept) > 10 else "|".join(sorted(row.accept))[:40]
        fired = sorted(row.offsets.items(), key=lambda item: -item[1])
        strengths = [(c, round(v / SCALE, 1)) for c, v in fired][:5]
        print(row.key, "T" if row.text_only else "I", f"{share:.2f}", want, f"-> {code}", strengths, sep="\t")


def rule_precision(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """How often the code that a rule speaks for was an accepted one, of the rows where the rule found its words."""
    code_of = {"rule:" + rule.name.removeprefix("design."): rule.code for rule in DESIGN_RULES}
    out: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.tier == "code":
            for feature in row.features & code_of.keys():
                good, n = out.get(feature, (0, 0))
                out[feature] = (good + (code_of[feature] in row.accept), n + 1)
    return {"design." + feature.removeprefix("rule:"): counts for feature, counts in out.items()}


def write(rows: list[Row], penalty: float, report: dict[str, Any], calibration: dict[str, Any]) -> None:
    """Train on all rows and write the weights (hundredths) with their model card."""
    weights = fit(rows, penalty)
    small = {
        name: [round(100 * v) if abs(v) >= 0.04 else 0 for v in values] for name, values in sorted(weights.items())
    }
    card = {
        "what": "Multinomial logistic layer over the tagger's signs and rules (tests/benchmarks/train/design.py)",
        "date": "2026-11-22",
        "data": "development part of "
        + ", ".join(CORPORA)
        + " (human labels); Clinical Hedges with and without indexing",
        "rows": dict(Counter(row.corpus for row in rows)),
        "penalty": penalty,
        "folds": FOLDS,
        "figures": report,
    }
    rules = {
        name: {"precision": round(good / n, 3), "n": n} for name, (good, n) in sorted(rule_precision(rows).items())
    }
    out = {
        "card": card,
        "rules": rules,
        "groups": NAMES,
        "calibration": calibration,
        "weights": {name: values for name, values in small.items() if any(values)},
    }
    text = json.dumps(out, indent=0, ensure_ascii=False)
    text = re.sub(r"\[\n([-\d,\n]+)\n\]", lambda m: "[" + m[1].replace("\n", "") + "]", text)
    (ROOT / "data/weights/design.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

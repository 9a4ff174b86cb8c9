"""Learn data/weights/sample_size.json from the labelled corpora; needs numpy and scipy, nothing else does.

    python tests/benchmarks/train/sample_size.py [--shared ../shared] [--out data/weights/sample_size.json]

A conditional logit over the candidates of each record and "no size": the chance of a record is that of its right
candidates together. Everything is deterministic: folds by a hash of the record, no random numbers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]  # ships no stubs
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]  # ships no stubs

from evidence.records import Passage
from evidence.tag.sample_size import candidates_of, is_plain
from evidence.tag.sample_size_arms import Candidate
from evidence.tag.sample_size_features import Feature, describe
from evidence.tag.sample_size_rules import rule_of
from evidence.tag.sample_size_scan import Scan
from evidence.tag.text import Document

DATE: Final = "2026-11-22"
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
}
CERTAIN: Final = ("strict", "derived", "bin", "abstain")
# Rows without a label of their own whose design says what to expect: none in a review, one or two in a case report.
WEAK: Final[dict[str, dict[str, Any]]] = {
    "narrative-review": {"tier": "weak abstain"},
    "in-vitro": {"tier": "weak abstain"},
    "case-report": {"tier": "weak bin", "min": 1, "max": 3},
}
OWN: Final = {"cases": 1.5, "phrases": 1.0}  # rare shapes, certain labels
PENALTY: Final = 4.0
LEAST_SEEN: Final = 4
LEAST_WEIGHT: Final = 0.04
FOLDS: Final = 5

Weights = dict[Feature, float]


@dataclass(slots=True)
class Row:
    """One labelled record with its candidates described; `right` has one flag for each and a last one for nothing."""

    corpus: str
    key: str
    tier: str
    gold: dict[str, Any]
    candidates: list[Candidate]
    features: list[list[Feature]]
    right: list[bool]

    @property
    def values(self) -> list[int | None]:
        """The value of each candidate, None for answering nothing."""
        return [candidate.value for candidate in self.candidates] + [None]


def is_right(gold: dict[str, Any], value: int | None) -> bool:
    """Whether a value is right by a label, as score.py judges it."""
    if gold["tier"].endswith("abstain") or value is None:
        return gold["tier"].endswith("abstain") and value is None
    if gold["tier"].endswith("bin"):
        return bool(gold["min"] <= value <= (gold["max"] or 10**9))
    return value in gold["accept"]


def articles(shared: Path) -> Iterator[tuple[str, str, dict[str, Any], list[Passage]]]:
    """Corpus, key, label and passages of every labelled row, of the phrases and of our own marked sentences."""
    for path in sorted((shared / "corpora").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            gold = row["gold"].get("sample_size") or _expected(row)
            if gold:
                passages = [Passage("title", None, row["title"])] if row["title"] else []
                passages.append(Passage("abstract.0", None, row["abstract"]))
                yield row["corpus"], row.get("pmid") or row["id"], gold, passages
    for line in (shared / "phrases.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "sample_size":
            yield "phrases", row["id"], _gold(row["value"]), [Passage("abstract.0", None, row["phrase"])]
    for path in sorted((Path(__file__).parents[2] / "cases").glob("sample_size*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            value, bar, text = line.lstrip("~").partition("|")
            if bar and not line.startswith("#"):
                text = text.strip().replace("«", "").replace("»", "")
                gold = _gold(int(value) if value.strip() else None)
                yield "cases", f"{path.stem}{number}", gold, [Passage("abstract.0", None, text)]


def _expected(row: dict[str, Any]) -> dict[str, Any] | None:
    accepted = row["gold"].get("design", {}).get("accept", [])
    return WEAK.get(accepted[0]) if len(accepted) == 1 else None


def _gold(value: int | None) -> dict[str, Any]:
    return {"tier": "abstain"} if value is None else {"tier": "strict", "accept": [value]}


def rows(shared: Path) -> list[Row]:
    """Every labelled record, described."""
    found = []
    for corpus, key, gold, passages in articles(shared):
        scan = Scan(Document(0, passages).sentences)
        candidates, rivals = candidates_of(scan)
        right = [is_right(gold, c.value) or _sums_labels(gold, c) for c in candidates]
        right.append(gold["tier"].endswith("abstain"))
        described = describe(scan, candidates, rivals)
        found.append(Row(corpus, key, gold["tier"], gold, candidates, described, right))
    return found


def _sums_labels(gold: dict[str, Any], candidate: Candidate) -> bool:
    """Where arms and totals are labelled alike, the sum of labelled arms may be the total."""
    if gold["tier"] not in ("multi", "recall") or not candidate.how.startswith("sum"):
        return False
    return all(part.value in gold["accept"] for part in candidate.parts)


def _matrix(data: list[Row], names: dict[Feature, int]) -> tuple[Any, Any]:
    """The candidates' features as a sparse matrix, and the number of the row of each."""
    columns: list[int] = []
    ends = [0]
    owners = []
    for number, row in enumerate(data):
        for features in row.features:
            columns += [names[f] for f in features if f in names]
            ends.append(len(columns))
            owners.append(number)
    shape = (len(ends) - 1, len(names))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=shape), np.array(owners)


def learn(data: list[Row]) -> Weights:
    """Weights that make the right candidates of the rows likeliest, small ones left out."""
    data = [row for row in data if any(row.right)]
    seen = Counter(f for row in data for features in row.features for f in set(features))
    names = {f: n for n, f in enumerate(sorted(f for f, times in seen.items() if times >= LEAST_SEEN))}
    weights = _fit(data, names)
    kept = {f: weights[n] for f, n in names.items() if abs(weights[n]) >= LEAST_WEIGHT}
    names = {f: n for n, f in enumerate(sorted(kept))}
    weights = _fit(data, names)
    return {f: round(float(weights[n]), 2) for f, n in names.items() if abs(weights[n]) >= 0.005}


def _fit(data: list[Row], names: dict[Feature, int]) -> Any:
    matrix, owners = _matrix(data, names)
    right = np.concatenate([row.right for row in data]).astype(float)
    trust = np.array([TRUST[row.tier] * OWN.get(row.corpus, 1.0) for row in data])
    starts = np.searchsorted(owners, np.arange(len(data)))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[owners])
        whole = np.add.reduceat(shares, starts)
        part = np.add.reduceat(shares * right, starts) + 1e-300
        slope = trust[owners] * (shares / whole[owners] - shares * right / part[owners])
        value = (trust * (np.log(whole) - np.log(part))).sum() + PENALTY / 2 * (weights @ weights)
        return float(value), matrix.T @ slope + PENALTY * weights

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


Answer = tuple[int | None, float, dict[int | None, float]]


def answer(row: Row, weights: Weights) -> Answer:
    """The value of the highest chance, that chance, and the chances of the other values."""
    scores = np.array([sum(weights.get(f, 0.0) for f in features) for features in row.features])
    shares = np.exp(scores - scores.max())
    chance: dict[int | None, float] = defaultdict(float)
    for value, share in zip(row.values, shares / shares.sum(), strict=True):
        chance[value] += float(share)
    best = max(chance, key=lambda value: (chance[value], value is None))
    return best, chance.pop(best), chance


def fold_of(row: Row) -> int:
    """The fold of a record, the same wherever the record stands."""
    return int(hashlib.sha256(row.key.encode()).hexdigest(), 16) % FOLDS


def held_out(data: list[Row], group: Callable[[Row], Any]) -> list[Answer]:
    """The answer to each row by weights that never saw its group, nor its record in another corpus."""
    answers: dict[int, Answer] = {}
    for held in sorted({group(row) for row in data}):
        test = [n for n, row in enumerate(data) if group(row) == held]
        keys = {data[n].key for n in test}
        weights = learn([row for row in data if group(row) != held and row.key not in keys])
        answers.update((n, answer(data[n], weights)) for n in test)
    return [answers[n] for n in range(len(data))]


def table(data: list[Row], answers: list[Answer]) -> dict[str, dict[str, float]]:
    """Rows, share answered and share right of each corpus and tier."""
    tally: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row, (value, _, _) in zip(data, answers, strict=True):
        tally[f"{row.corpus} {row.tier}"].append((value is not None, is_right(row.gold, value)))
    return {
        name: {
            "rows": len(pairs),
            "answered": round(sum(a for a, _ in pairs) / len(pairs), 4),
            "right": round(sum(r for _, r in pairs) / len(pairs), 4),
        }
        for name, pairs in sorted(tally.items())
    }


def calibration(data: list[Row], answers: list[Answer]) -> list[dict[str, float]]:
    """Isotonic steps from chance to the share right, on held-out chances and labels that are certain.

    The best value of every such record counts, and of records with an exact label the other values too, so that a
    candidate that lost is not called likelier than it is.
    """
    points = []
    for row, (value, chance, others) in zip(data, answers, strict=True):
        if row.tier not in CERTAIN:
            continue
        if value is not None:
            points.append((chance, is_right(row.gold, value)))
        if row.tier != "bin":
            points += [(less, is_right(row.gold, other)) for other, less in others.items() if other is not None]
    points.sort()
    pools: list[list[float]] = []  # [to, right, n]
    for start in range(0, len(points), 20):
        chunk = points[start : start + 20]
        pools.append([chunk[-1][0], sum(right for _, right in chunk), len(chunk)])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            to, right, n = pools.pop()
            pools[-1] = [to, pools[-1][1] + right, pools[-1][2] + n]
    return [{"to": round(to, 4), "right": round(min(right / n, 0.99), 3), "n": int(n)} for to, right, n in pools]


def calibration_error(data: list[Row], answers: list[Answer]) -> float:
    """Expected calibration error (10 bins) with the steps of the other folds."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        others = [n for n, row in enumerate(data) if fold_of(row) != fold]
        steps = calibration([data[n] for n in others], [answers[n] for n in others])
        for row, (value, chance, _) in zip(data, answers, strict=True):
            if fold_of(row) == fold and value is not None and row.tier in CERTAIN:
                sure = next((s["right"] for s in steps if chance <= s["to"]), steps[-1]["right"])
                bins[min(int(sure * 10), 9)].append((sure, is_right(row.gold, value)))
    whole = sum(len(pairs) for pairs in bins.values())
    return sum(abs(sum(s for s, _ in p) - sum(r for _, r in p)) for p in bins.values()) / whole


def confident(data: list[Row], answers: list[Answer], steps: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Rows and share right among the held-out answers of 0.95 and more, for the corpora with certain labels."""
    tally: dict[str, list[bool]] = defaultdict(list)
    for row, (value, chance, _) in zip(data, answers, strict=True):
        sure = next((s["right"] for s in steps if chance <= s["to"]), steps[-1]["right"])
        if value is not None and row.tier in ("strict", "derived") and sure >= 0.95:
            tally[row.corpus].append(is_right(row.gold, value))
    return {name: {"rows": len(p), "right": round(sum(p) / len(p), 4)} for name, p in sorted(tally.items())}


def rule_table(data: list[Row], answers: list[Answer]) -> dict[str, dict[str, float]]:
    """Of each rule: how often it was right where it gave the held-out answer, and how often its first hit is right."""
    chosen: dict[str, list[bool]] = defaultdict(list)
    alone: dict[str, list[bool]] = defaultdict(list)
    for row, (value, _, _) in zip(data, answers, strict=True):
        if row.tier not in CERTAIN or row.corpus == "cases":
            continue
        first: dict[str, bool] = {}
        for candidate in row.candidates:
            if is_plain(candidate):
                first.setdefault(rule_of(candidate), is_right(row.gold, candidate.value))
        for name, right in first.items():
            alone[name].append(right)
        if value is not None:
            chosen[_rule_behind(row, value)].append(is_right(row.gold, value))
    return {
        name: {
            "precision": round(sum(chosen[name]) / max(len(chosen[name]), 1), 3),
            "n": len(chosen[name]),
            "alone": round(sum(alone[name]) / max(len(alone[name]), 1), 3),
            "n_alone": len(alone[name]),
        }
        for name in sorted({*alone, *chosen})
    }


def _rule_behind(row: Row, value: int) -> str:
    """The rule of the candidate that a value is quoted from: a told one with its noun before any other."""
    those = [candidate for candidate in row.candidates if candidate.value == value]
    return rule_of(next((c for c in those if c.how == "told" and c.head.kind != "none"), those[0]))


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
    crossed = held_out(data, fold_of)
    foreign = [] if options.quick else held_out(data, lambda row: row.corpus)
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

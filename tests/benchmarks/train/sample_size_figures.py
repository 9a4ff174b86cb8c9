"""The figures of the model card: shares right, calibration, precision of sure answers and of each rule. Pure."""

from __future__ import annotations

from collections import defaultdict

from sample_size_rows import CERTAIN, FOLDS, Row, fold_of, is_right

from evidence.tag.sample_size.reading import is_plain
from evidence.tag.sample_size.rules import rule_of

Answer = tuple[int | None, float, dict[int | None, float]]
"""The value of the highest chance, that chance, and the chances of the other values."""


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
        if value is not None and row.tier in ("strict", "derived", "gold") and sure >= 0.95:
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

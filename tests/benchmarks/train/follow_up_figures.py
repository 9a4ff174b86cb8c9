"""The figures of the model card: shares right, calibration, precision of sure answers. Pure."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from follow_up_rows import HAND, Row


def shares(data: list[Row]) -> dict[str, dict[str, float]]:
    """Rows, share right of all rows, values given and share right of these, for each corpus and kind of label."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in data:
        by_hand = row.tier in HAND
        groups[f"{row.corpus}, labelled by hand" if by_hand else row.corpus].append(row)
        groups["all labelled by hand" if by_hand else "all corpora"].append(row)
    return {name: _share(some) for name, some in sorted(groups.items())}


def _share(some: list[Row]) -> dict[str, float]:
    given = [row.right for row in some if row.answered]
    return {
        "rows": len(some),
        "right": round(sum(row.right for row in some) / len(some), 4),
        "values": len(given),
        "values_right": round(sum(given) / max(len(given), 1), 4),
    }


def calibration(data: list[Row], chances: list[float]) -> dict[str, dict[str, Any]]:
    """Expected calibration error (10 equal bins), answers of 0.95 and more and their share right, by corpus."""
    groups: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for row, chance in zip(data, chances, strict=True):
        groups[row.corpus].append((chance, row.right))
        groups["all"].append((chance, row.right))
    return {name: _calibration(pairs) for name, pairs in sorted(groups.items())}


def _calibration(pairs: list[tuple[float, bool]]) -> dict[str, Any]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, right in pairs:
        bins[min(int(10 * p), 9)].append((p, right))
    off = sum(abs(sum(p for p, _ in one) - sum(r for _, r in one)) for one in bins.values()) / len(pairs)
    sure = [right for p, right in pairs if p >= 0.95]
    return {
        "answers": len(pairs),
        "right": round(sum(right for _, right in pairs) / len(pairs), 4),
        "said": round(sum(p for p, _ in pairs) / len(pairs), 4),
        "error": round(off, 4),
        "sure": len(sure),
        "sure_right": round(sum(sure) / len(sure), 4) if sure else None,
    }

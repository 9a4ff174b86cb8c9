"""Prints how far the readings in data/gold agree: `python tests/benchmarks/agreement.py [FILE]`. Reads that file only.

Percent agreement says how often two readings came out the same; Cohen's kappa takes off what chance would give
(J. Cohen, Educ Psychol Meas 1960;20:37-46). Kappa is left out for values that are nearly all different from each other
(a sample size), where chance agreement is next to nothing and kappa says the same as the percentage.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any, Final

GOLD: Final = Path(__file__).parents[2] / "data" / "gold" / "pubmed100.jsonl"
_DAYS: Final = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}

Label = dict[str, Any]


def agreement(first: list[str], second: list[str]) -> float:
    """The share of equal answers, 0 to 1."""
    return sum(a == b for a, b in zip(first, second, strict=True)) / len(first)


def kappa(first: list[str], second: list[str]) -> float:
    """Cohen's kappa; 1.0 where both readings give one and the same answer throughout."""
    count, other = Counter(first), Counter(second)
    chance = sum(count[answer] * other[answer] for answer in sorted(count)) / len(first) ** 2
    return 1.0 if chance == 1 else (agreement(first, second) - chance) / (1 - chance)


def answers(label: Label) -> dict[str, str]:
    """What a reading says, question by question, as comparable strings."""
    size, length = label["sample_size"], label["follow_up"]
    valued = isinstance(size, dict) and size["value"] is not None
    return {
        "design": label["design"],
        "sample size: value or reason": str(size["value"]) if valued else _reason(size),
        "sample size: stated or not": "stated" if valued else _reason(size),
        "sample size: role": size["role"] if valued else _reason(size),
        "follow-up: length or reason": str(round(length["value"] * _DAYS[length["unit"]], 2))
        if isinstance(length, dict)
        else length,
        "follow-up: stated or not": "stated" if isinstance(length, dict) else length,
        "follow-up: statistic": length["statistic"] if isinstance(length, dict) else length,
    }


def _reason(size: Label | str) -> str:
    return size if isinstance(size, str) else "not stated"


def table(labels: list[Label]) -> str:
    """The agreement of each pair of readings as Markdown tables, and the records where they differ."""
    lines = []
    for names in combinations(labels[0]["readings"], 2):
        read = [[answers(label["readings"][name]) for label in labels] for name in names]
        lines += [f"{names[0]} against {names[1]}, {len(labels)} records", "", "| question | same | kappa | differ |"]
        lines.append("|---|---|---|---|")
        for question in read[0][0]:
            first, second = ([answer[question] for answer in one] for one in read)
            pairs = zip(labels, first, second, strict=True)
            differ = ", ".join(str(label["pmid"]) for label, a, b in pairs if a != b)
            open_ended = "value" in question or "length" in question
            kappa_text = "-" if open_ended else f"{kappa(first, second):.2f}"
            lines.append(f"| {question} | {agreement(first, second):.0%} | {kappa_text} | {differ} |")
        lines.append("")
    return "\n".join(lines).rstrip()


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    print(table([json.loads(line) for line in path.read_text("utf-8").splitlines()]))

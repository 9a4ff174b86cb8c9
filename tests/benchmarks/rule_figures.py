"""How often each rule is right where it is chosen, on the development corpora: writes data/weights/rules.json.

    python tests/benchmarks/rule_figures.py

`evidence rules` prints these figures. They count the answers that a rule won, not all that it proposed, and are read
on the corpora that learned weights were trained on; what a new topic will see is in the model cards.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from evidence.tag.rule import RULES
from evidence.tagging import Tagging, tag_lines

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
TARGET = ROOT / "data" / "weights" / "rules.json"


def scoreboard() -> ModuleType:
    """../shared/score.py as a module: its judge is the judge here."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{SHARED / 'score.py'} is absent")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures() -> dict[str, dict[str, float]]:
    """For each rule its precision where it was chosen, and the number of labelled answers behind it."""
    score = scoreboard()
    counts: dict[str, list[bool]] = defaultdict(list)
    rows = list(score.load(SHARED / "corpora"))
    keys = ("id", "title", "abstract", "publication_types", "mesh")
    lines = [json.dumps({key: row[key] for key in keys}).encode() for row in rows]
    for row, line in zip(rows, tag_lines([lines], Tagging()), strict=True):
        answer: dict[str, Any] = json.loads(str(line))
        for field in ("design", "sample_size", "follow_up"):
            gold, got = row["gold"].get(field), answer[field]
            if gold is None or got["value"] is None:
                continue
            verdict = score.judge(field, gold, got, answer)
            if verdict is not None:
                counts[got["rule"]].append(bool(verdict))
    return {
        name: {
            "precision": round(sum(counts[name]) / len(counts[name]), 3) if counts[name] else 0.0,
            "n": len(counts[name]),
        }
        for name in sorted(RULES)
    }


def main() -> None:
    """Write the file and print it."""
    measured = figures()
    TARGET.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    for name, one in measured.items():
        print(f"{name:40}{100 * one['precision']:7.1f} %{one['n']:>7}")


if __name__ == "__main__":
    main()

"""Puts the figures of data/weights/follow_up.json into the two tables of its card, data/weights/follow_up.md.

python tests/benchmarks/train/follow_up_card.py     # after follow_up.py --write; the words around them are for us
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

WEIGHTS: Final = Path(__file__).resolve().parents[3] / "data" / "weights"
CARD: Final = WEIGHTS / "follow_up.md"
ANSWERS: Final = "| rows | n | by rules alone | with the choice, 5-fold | corpus left out | values right, 5-fold |"
HONESTY: Final = (
    "| corpus | answers | right | error, 5-fold | right at >= 0.95 | error, corpus out | right at >= 0.95 |"
)


def tables(card: dict[str, Any]) -> dict[str, str]:
    """Each table by its first line, from the `card` of the weights."""
    rules, folds, out = card["rules"], card["choice, 5-fold"], card["choice, leave one corpus out"]
    first = [
        f"| {name} | {row['rows']} | {_percent(row['right'])} | {_percent(folds[name]['right'])} "
        f"| {_percent(out[name]['right'])} | {_percent(folds[name]['values_right'])} of {folds[name]['values']} |"
        for name, row in rules.items()
    ]
    within, abroad = card["5-fold"], card["leave one corpus out"]
    second = [
        f"| {name} | {row['answers']} | {_percent(row['right'])} | {row['error']:.3f} | {_sure(row)} "
        f"| {abroad[name]['error']:.3f} | {_sure(abroad[name])} |"
        for name, row in within.items()
    ]
    return {ANSWERS: _table(ANSWERS, first), HONESTY: _table(HONESTY, second)}


def with_tables(text: str, card: dict[str, Any]) -> str:
    """The words of a card with the tables of other weights in place of its own."""
    for head, table in tables(card).items():
        old = re.search(re.escape(head) + r"\n(?:\|.*\n)*", text)
        text = text.replace(old[0], table) if old else text
    return text


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rows]) + "\n"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _sure(row: dict[str, Any]) -> str:
    return f"{_percent(row['sure_right'])} of {row['sure']}" if row["sure"] else "none"


def main() -> None:
    """Rewrite the tables of the card."""
    card = json.loads((WEIGHTS / "follow_up.json").read_text(encoding="utf-8"))["card"]
    CARD.write_text(with_tables(CARD.read_text(encoding="utf-8"), card), encoding="utf-8")


if __name__ == "__main__":
    main()

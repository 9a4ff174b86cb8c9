"""The accuracy table from ../shared/score.py and the labels kept back, and its floor: fails when a row falls below.

python tests/benchmarks/scoreboard.py                       print the table
python tests/benchmarks/scoreboard.py --floor floor.json    and fail where a row is below its floor
python tests/benchmarks/scoreboard.py --write floor.json    set each floor half a point under today's figure
python tests/benchmarks/scoreboard.py --markdown            print it as the README shows it
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import details
import mixed

MARGIN = 0.005
TEXT = "text-only"
HEDGES = "design clinical_hedges"
SHARED = Path(os.environ.get("EVIDENCE_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def score(tagger: str, *extra: str) -> dict[str, Any]:
    """What score.py prints as JSON.

    Raises:
        SystemExit: the corpora are absent, or the tagger failed.
    """
    script = SHARED / "score.py"
    if not script.is_file():
        sys.exit(f"no scoreboard: {script} is absent")
    command = [sys.executable, str(script), "--json", "--tagger", tagger, *extra]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def rows_of(result: dict[str, Any], suffix: str = "") -> dict[str, float]:
    """`field corpus tier` -> share right."""
    return {
        " ".join(filter(None, (row["field"], row["corpus"], row["tier"], suffix))): row["right"]
        for row in result["table"]
    }


def print_markdown(table: list[dict[str, Any]]) -> None:
    """The table of the README; shares in percent."""
    print("| field | corpus | labels | rows | answered | right |")
    print("|---|---|---|---:|---:|---:|")
    for row in sorted(table, key=lambda row: (row["field"], row["corpus"], row["tier"])):
        answered = "" if row["answered"] is None else f"{100 * row['answered']:.1f}"
        cells = (row["field"], row["corpus"], row["tier"], row["rows"], answered, f"{100 * row['right']:.1f}")
        print("| " + " | ".join(map(str, cells)) + " |")


def main() -> int:
    """Print the table; hold it against the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tagger", default="evidence tag -")
    parser.add_argument("--floor", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args()
    whole, text_only = score(asked.tagger), score(asked.tagger, "--text-only")
    rows = rows_of(whole) | {key: right for key, right in rows_of(text_only, TEXT).items() if key.startswith(HEDGES)}
    rows |= mixed.rows_of(mixed.evaluations(mixed.HELD, SHARED) | mixed.more_texts(SHARED) | mixed.invented())
    rows |= details.shares(details.details(mixed.HELD, SHARED))
    if asked.markdown:
        hidden = [row for row in text_only["table"] if row["corpus"] == "clinical_hedges"]
        print_markdown(whole["table"] + [row | {"tier": f"{row['tier']}, {TEXT}"} for row in hidden])
        return 0
    floor: dict[str, float] = json.loads(asked.floor.read_text()) if asked.floor else {}
    below = 0
    for key, right in rows.items():
        low = key in floor and right < floor[key]
        below += low
        least = f"   floor {100 * floor[key]:.1f}" if key in floor else ""
        print(f"{key:60}{100 * right:7.1f}{least}{'   BELOW' if low else ''}")
    missing = sorted(set(floor) - set(rows))
    quotes = whole["quotes"]
    print(f"values with a quote: {quotes['with a quote']} of {quotes['values']}")
    if asked.write:
        floors = {key: round(right - MARGIN, 4) for key, right in rows.items()}
        asked.write.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    unquoted = quotes["values"] - quotes["with a quote"]
    if below or missing or unquoted or (asked.floor and not floor):
        print(f"{below} rows below their floor, {len(missing)} rows missing, {unquoted} values without a quote")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What goes with a right value: unit, role and arms of a size, statistic and range of a length, against hand labels.

    python tests/benchmarks/details.py                        the records kept back (data/gold/held.jsonl)
    python tests/benchmarks/details.py data/gold/train.jsonl  other labels

Counted where the size or the length is that of the label. Labels tell arms seldom, so arms where none are labelled are
listed and called neither right nor wrong. Two readers of the kept-back records gave one role to 88 % of the sizes that
both had, one statistic to 88 % of the lengths: nobody can be expected to be right oftener.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mixed import HELD, SHARED

from evidence.tag.tagger import Tags, read_many
from evidence.values import DAYS_PER, FollowUp, SampleSize

sys.path.append(str(Path(__file__).parent / "train"))
from gold_rows import gold_rows

_NEAR = 0.03  # of a length: what score.py takes for the same


class Detail(NamedTuple):
    """One fact beside a right value: its name, what the label has, what was read."""

    name: str
    label: object
    read: object


def details(labels: Path, shared: Path = SHARED) -> list[Detail]:
    """The facts beside all right values of some labelled records.

    Raises:
        KeyError: a labelled record has no text in `shared`.
    """
    rows = list(gold_rows(shared, labels))
    tags = read_many((0, row.passages) for row in rows)
    return [detail for row, read in zip(rows, tags, strict=True) for detail in _of_record(row.label, read)]


def shares(found: list[Detail]) -> dict[str, float]:
    """`what of right values` -> share right, as the floor names them."""
    n, right = _tally(found)
    return {f"{name} beside right values, by hand": round(right[name] / n[name], 4) for name in n}


def _of_record(label: dict[str, Any], tags: Tags) -> Iterator[Detail]:
    size, length = label["sample_size"], label["follow_up"]
    read = tags[1].chosen.value if tags[1].chosen else None
    if isinstance(size, dict) and isinstance(read, SampleSize) and read.value == size["value"]:
        yield from (Detail(name, size[name], getattr(read, name)) for name in ("unit", "role") if name in size)
        if "arms" in size:
            yield Detail("arms", sorted(_sizes(size["arms"])), sorted(read.arms))
    told = tags[2].chosen.value if tags[2].chosen else None
    if isinstance(length, dict) and isinstance(told, FollowUp) and _is_one(length, told):
        yield Detail("statistic", length["statistic"], told.statistic)
        yield Detail("range", (length.get("low"), length.get("high")), (told.low, told.high))


def _sizes(arms: list[Any]) -> list[int]:
    """The sizes of labelled arms, which may have their names."""
    return [arm["n"] if isinstance(arm, dict) else arm for arm in arms]


def _is_one(label: dict[str, Any], read: FollowUp) -> bool:
    days = label["value"] * DAYS_PER[label["unit"]]
    return bool(abs(read.days - days) <= _NEAR * days + 0.5)


def _tally(found: list[Detail]) -> tuple[Counter[str], Counter[str]]:
    """How many facts of each name there are, and how many of them are right."""
    return Counter(one.name for one in found), Counter(one.name for one in found if one.label == one.read)


def main() -> None:
    """Print the table and, most frequent first, what was taken for what."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", type=Path, nargs="?", default=HELD)
    found = details(parser.parse_args().labels)
    n, right = _tally(found)
    print("| beside a right value | rows | right |\n|---|---:|---:|")
    for name in n:
        print(f"| {name} | {n[name]} | {100 * right[name] / n[name]:.1f} |")
    taken = Counter(
        (one.name, str(one.label), str(one.read))
        for one in found
        if one.label != one.read and one.name not in ("arms", "range")
    )
    print("\nlabel <- read, how often")
    for (name, label, read), times in taken.most_common():
        print(f"{name}: {label} <- {read}, {times}")


if __name__ == "__main__":
    main()

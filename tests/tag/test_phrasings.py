"""Common wordings in common frames: thousands of short texts, each put together from two lists, are read right.

Marked sentences show what a rule takes and leaves; these show that what is around the words does not matter. The `gaps`
of a grid are readings that are wrong today: one more is a fault, and so is one that is mended and still counted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence.findings import Reading
from evidence.records import Passage
from evidence.tag.tagger import read_many
from evidence.values import Design, Field, FollowUp, SampleSize

GRIDS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "phrasings.toml").read_text("utf-8")
)["grid"]
MONTHS = 0.06  # share of a length by which it may differ: a year is 12 months and 52 weeks
SCRAP = "HbA1c and insulin dose were measured."


def texts(grid: dict[str, Any]) -> Iterator[tuple[str, str, float | str]]:
    """Title, abstract and what must be read, of each wording in each frame."""
    for phrase, wanted in grid["phrases"].items():
        for frame in grid["frames"]:
            text = frame.replace("{}", phrase).replace("{^}", phrase[0].upper() + phrase[1:])
            yield (text, SCRAP, wanted) if grid.get("in_title") else (grid.get("title", ""), text, wanted)


def is_right(reading: Reading, wanted: float | str) -> bool:
    value = reading.chosen.value if reading.chosen else None
    if isinstance(value, FollowUp):
        return wanted != "none" and abs(value.months - float(wanted)) <= MONTHS * float(wanted)
    if isinstance(value, Design) and str(wanted).startswith("not "):
        return value.code != str(wanted).removeprefix("not ")
    got = value.value if isinstance(value, SampleSize) else value.code if value else "none"
    return got == wanted or (value is None and str(wanted).startswith("not "))


@pytest.mark.parametrize("grid", [pytest.param(grid, id=grid["about"]) for grid in GRIDS])
def test_a_wording_is_read_in_every_frame(grid: dict[str, Any]) -> None:
    made = list(texts(grid))
    passages = [
        [Passage(name, None, text) for name, text in (("title", title), ("abstract.0", abstract)) if text]
        for title, abstract, _ in made
    ]
    place = [Field.DESIGN, Field.SAMPLE_SIZE, Field.FOLLOW_UP].index(Field(grid["field"]))
    tags = read_many((n, some) for n, some in enumerate(passages))
    wrong = [
        f"{title} // {abstract}: {wanted}, not {tag[place].chosen}"
        for tag, (title, abstract, wanted) in zip(tags, made, strict=True)
        if not is_right(tag[place], wanted)
    ]
    assert len(wrong) == grid.get("gaps", 0), "\n".join(wrong)

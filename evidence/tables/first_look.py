"""Why a row should be read before a table is trusted, and which of its cells. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evidence.findings import Correction, Fact, Finding
from evidence.tables.entry import Entry, called
from evidence.values import Field

SURE: Final = 0.8
"""The confidence below which a value is marked: by its own measure at least one in five of them is wrong."""


def reasons(entry: Entry) -> tuple[str, ...]:
    """All that speaks for reading the row first, in words; () where nothing does."""
    of_values = (why for field in Field for why in doubts(entry, field))
    return (*of_values, *(("registry disagrees",) if entry.disagreements else ()))


def doubts(entry: Entry, field: Field) -> tuple[str, ...]:
    """What speaks for reading one value first: its confidence, who contradicts it, arms that are not its parts."""
    return tuple(_doubts(entry, field))


def marked(entry: Entry, column: str) -> tuple[str, ...]:
    """What speaks for reading one cell first, by its column's name; () for columns that no tag stands in."""
    field = _SHOWN_IN.get(column)
    return doubts(entry, field) if field else ()


_SHOWN_IN: Final = {
    "design": Field.DESIGN, "design_code": Field.DESIGN, "n": Field.SAMPLE_SIZE, "arms": Field.SAMPLE_SIZE,
    "follow_up": Field.FOLLOW_UP, "follow_up_stated": Field.FOLLOW_UP, "follow_up_days": Field.FOLLOW_UP,
}  # fmt: skip


def _doubts(entry: Entry, field: Field) -> Iterator[str]:
    fact, name = entry.facts[field], called([field])
    if isinstance(fact.source, Finding):
        # The machine's own doubt; a person who gave or confirmed the value has read for it.
        if fact.source.confidence < SURE:
            yield f"{name} {fact.source.confidence:.0%} sure"
        yield from _contradicted(fact, name)
    if field in entry.disputed:
        yield f"{name} disputed"
    if isinstance(fact.source, Correction) and fact.stale:
        yield f"{name} corrected on an older text"
    if field is Field.DESIGN and entry.lacks_design:
        yield "value without a design"
    if field is Field.SAMPLE_SIZE and not isinstance(fact.source, Correction) and _arms_differ(entry):
        yield "arms do not sum to n"


def _contradicted(fact: Fact, name: str) -> Iterator[str]:
    if fact.conflicts:
        others = dict.fromkeys(str(conflict.value) for conflict in fact.conflicts)
        yield f"{name} contradicted: {', '.join(others)}"


def _arms_differ(entry: Entry) -> bool:
    """Whether arms are given that are not n; in a crossover everybody is in each of them."""
    size = entry.size
    return size is not None and len(size.arms) > 1 and not size.adds_up and set(size.arms) != {size.value}

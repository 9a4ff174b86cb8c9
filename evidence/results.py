"""What the tracker answers: a page of hits, the story of one value. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.findings import Attribute, Correction, Fact, Reading, Reason, Silence
from evidence.tables.entry import Entry

if TYPE_CHECKING:
    from evidence.store.kept_rules import KeptRule
    from evidence.store.search import Hits


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: how many in all, and the entries asked for, each with its snippet ("" where none)."""

    total: int
    entries: tuple[Entry, ...]
    hits: Hits


@dataclass(frozen=True, slots=True)
class Why:
    """Why a value is what it is: what counts, what the machine read (losers too), what people said, oldest first.

    `silence` is why the machine read none, and what it saw and passed over; None where it read one, or never read.
    `reasons` is what was weighed for and against the machine's choice, the heaviest first. `attributes` are those of
    the design that the machine read, each with the words it was read from. `own_rules` are those of a person's own that
    the store was ever tagged with, by name.
    """

    entry: Entry
    fact: Fact
    reading: Reading
    corrections: tuple[Correction, ...]
    silence: Silence | None = None
    reasons: tuple[Reason, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    own_rules: Mapping[str, KeptRule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegistryUpdate:
    """How many trials the registry has of those that records name, how many say something new, which it has not."""

    known: int
    changed: int
    missing: tuple[str, ...]

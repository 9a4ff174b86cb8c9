"""An evidence table ready to be written: columns, rows, caption, footnotes, and where it came from. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from evidence.absent import NO_ABSTRACT, NOT_APPLICABLE, NOT_REPORTED
from evidence.tables.columns import pick
from evidence.tables.entry import Cell, Column, Entry
from evidence.tables.first_look import SURE, marked
from evidence.topics import Topic

READ_BY: Final = (
    "Design, n and follow-up were read by machine from titles and abstracts; a person gave those that the status calls"
    " corrected, and agreed with those that it calls confirmed."
)

TO_READ: Final = "?"
"""The sign beside a value that should be read first, in documents; a colour alone is seen by few and lost in print."""
READ_FIRST: Final = (
    f"{TO_READ}: read the sentence of this value first; the machine is less than {SURE:.0%} sure of it, or something"
    " speaks against it."
)


@dataclass(frozen=True)
class Provenance:
    """Where a table came from: printed in its footnotes and its own sheet. `as_of` is the store's date, not today's."""

    query: str
    as_of: str  # ISO date of the store's last change, so that the same store gives the same bytes
    version: str
    records: int
    found: int
    excluded: int = 0  # found as well, and left out: people said that they don't belong


@dataclass(frozen=True)
class Table:
    """A table; `entries` is read once, so a writer streams, and holds the findings for formats that show them all."""

    columns: tuple[Column, ...]
    entries: Iterable[Entry]
    caption: str
    provenance: Provenance
    abbreviations: tuple[tuple[str, str], ...] = ()
    _met: set[str] = field(default_factory=set, init=False, compare=False, repr=False)

    def cells(self, entry: Entry) -> list[Cell]:
        """The row of one entry; its abbreviations, and that a value should be read first, go into the footnotes."""
        cells = [self._cell(entry, column) for column in self.columns]
        if self._has_arms:  # in a column of their own, and not beside the number as well
            both = zip(cells, self.columns, strict=True)
            cells = [replace(cell, fuller=None) if column.name == "n" else cell for cell, column in both]
        for cell in cells:
            if cell.number is None and not cell.link:
                self._met.update(self._short.findall(cell.text))
            if cell.doubts:
                self._met.add(TO_READ)
        return cells

    @staticmethod
    def _cell(entry: Entry, column: Column) -> Cell:
        cell, doubts = column.read(entry), marked(entry, column.name)
        return replace(cell, doubts=doubts) if doubts else cell

    @cached_property
    def _has_arms(self) -> bool:
        return any(column.name == "arms" for column in self.columns)

    @cached_property
    def _short(self) -> re.Pattern[str]:
        """Any of the abbreviations as a word of its own, the longest first: BM-MSC is no MSC."""
        keys = sorted((key for key, _ in self.abbreviations), key=len, reverse=True)
        return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, keys or ["\0"])) + r")(?!\w)")

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Abbreviations, what the sign beside a value means, how the table was made; read it after the rows.

        Of the first two only what the rows written so far have.
        """
        short = "; ".join(f"{key}: {words}" for key, words in self.abbreviations if key in self._met)
        about = self.provenance
        made = (
            f"{about.found} of {about.records} records"
            + (f" for the search {about.query!r}" if about.query else "")
            + (f", and {about.excluded} left out that people excluded" if about.excluded else "")
            + f"; store of {about.as_of or 'no date'}; Evidence {about.version}. {READ_BY}"
        )
        return (short + "." if short else "", READ_FIRST if TO_READ in self._met else "", made)


def table_of(
    entries: Iterable[Entry], *, columns: Iterable[str], topic: Topic | None, provenance: Provenance, caption: str = ""
) -> Table:
    """A table over entries, with the topic's caption and abbreviations.

    Raises:
        BadInput: a column that there is not.
    """
    abbreviations = {
        NOT_REPORTED: "not reported",
        NOT_APPLICABLE: "not applicable",
        NO_ABSTRACT: "only the title was there to read, so nobody knows whether the paper reports it",
        "RCT": "randomised controlled trial",
    }
    abbreviations |= dict(topic.abbreviations) if topic else {}
    return Table(
        columns=pick(columns, topic),
        entries=entries,
        caption=caption or (topic.title if topic else "Evidence table"),
        provenance=provenance,
        abbreviations=tuple(sorted(abbreviations.items())),
    )

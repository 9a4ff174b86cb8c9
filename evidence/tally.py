"""What became of the records of a file. Touches nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from evidence.pubmed.items import Unreadable


@dataclass
class Tally:
    """What became of the items: how many of each outcome, and each failure with its reason."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[Unreadable] = field(default_factory=list)
    known: bool = False  # a baseline or update file that was taken in before, to its end, and was left out
    read: int = 0  # records that stand in the file, those that can't be read among them
    outside: int = 0  # of them outside the topic that chose among them
    content: str = ""  # a digest of what was read: the same file gives the same, wherever it lies
    at_end: bool = False  # all of the file was read, so far as it can be
    unended: int | None = None  # the PMID of the last record, where that is MEDLINE text without its last line end

    @property
    def repeated(self) -> int:
        """Records that stand in the file more than once, near to each other: the best of them was taken."""
        deleted = self.outcomes["deleted"]  # an order to delete is no record
        return self.read - self.outside - len(self.failures) - (self.outcomes.total() - deleted)

    @property
    def stored(self) -> int:
        """Records that the store holds because of this run or held already."""
        return self.outcomes.total()

    def __str__(self) -> str:
        parts = [f"{count} {outcome}" for outcome, count in sorted(self.outcomes.items()) if count]
        return ", ".join([*parts, f"{len(self.failures)} failed"])

"""Who takes part in a pull, by what is needed of each: the client, the store, the ledger. Touches nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import BinaryIO, Protocol

from evidence.pubmed.account import Failure, Pending, Plan, PullReport
from evidence.pubmed.answers import Batch, Search
from evidence.pubmed.items import Item, Parsed


class Reader(Protocol):
    """What reads the body of an answer: `read_xml`."""

    def __call__(self, stream: BinaryIO, *, name: str) -> Iterable[Item]:
        """The records in the stream."""


class Searcher(Protocol):
    """What asks PubMed for hits: `Eutils`."""

    def search(self, term: str, *, retmax: int = ..., dates: tuple[str, str, str] | None = None) -> Search:
        """PubMed's answer to a query."""


class Fetcher(Protocol):
    """What asks PubMed for records: `Eutils`."""

    def within(self, records: int) -> contextlib.AbstractContextManager[object]:
        """All that is asked for inside is for one batch of so many records, and has a time by their number."""

    def fetch(self, pmids: Sequence[int], *, attempts: int | None = None) -> Batch:
        """One batch, whole or `ServiceError`."""

    def gone(self, pmids: Sequence[int]) -> tuple[int, ...]:
        """Those that PubMed does not know."""


class Client(Searcher, Fetcher, Protocol):
    """`Eutils`, or what answers like it."""

    @property
    def requests_sent(self) -> int:
        """Requests so far."""


class Memory(Protocol):
    """What a ledger knows of a query."""

    def watermark(self, query: str) -> date | None:
        """The day up to which the query was followed."""

    def members(self, query: str) -> frozenset[int]:
        """The PMIDs that it found when last asked."""

    def owed(self, query: str) -> frozenset[int]:
        """Those of them that failed and are to be asked again."""


class Sink(Protocol):
    """What is needed of the store."""

    def transaction(self) -> contextlib.AbstractContextManager[object]:
        """All or nothing of what is done inside; the ledger writes in it too."""

    def put(self, items: Sequence[Parsed], *, at: datetime | None = None, in_turn: bool = False) -> Mapping[int, str]:
        """Store records, `in_turn` what is the latest word; "new", "changed", "unchanged" or "kept" for each PMID."""

    def delete(self, pmids: Iterable[int], *, at: datetime | None = None) -> object:
        """Mark records as deleted by PubMed; those that the store does not hold are nothing to it."""

    def restore(self, pmids: Iterable[int]) -> object:
        """PubMed sends them, so they are not deleted after all."""


class Ledger(Memory, Protocol):
    """What is needed of `store.ledger.Ledger`; writes belong inside a transaction of the sink."""

    def unfinished(self, query: str, since: date | None, limit: int | None) -> int | None:
        """The number of a pull that was begun for the same and not ended."""

    def begin(self, plan: Plan, now: datetime, size: int) -> int:
        """Write a plan down, in batches of `size`; the number of the pull."""

    def pending(self, pull: int) -> Iterable[Pending]:
        """The batches that are not stored yet, in order."""

    def keep(self, pull: int, batch: Pending) -> None:
        """Keep what PubMed answered, before it is read."""

    def settle(self, pull: int, batch: Pending, outcomes: Mapping[int, str], failures: Sequence[Failure]) -> None:
        """A batch is stored: what became of each of its records."""

    def finish(self, pull: int, now: datetime) -> None:
        """The pull is done: members and watermark move."""

    def report(self, pull: int) -> PullReport:
        """The account of a pull."""

"""A pull: plan the records to ask for, fetch them batch by batch, hand each to the store. No SQL, no HTTP of its own.

All that matters is written before it is relied on: the plan before the first batch is asked, the bytes of a batch
before they are read, the watermark with the last batch. So a pull that is killed at any point goes on where it was.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from evidence.errors import BadInput
from evidence.pubmed.account import Counts, Failure, Pending, Plan, Progress, PullReport
from evidence.pubmed.answers import Search
from evidence.pubmed.fetch import Client as Fetcher
from evidence.pubmed.fetch import fetch_records
from evidence.pubmed.items import Parsed, Unreadable
from evidence.pubmed.medline_xml import read_xml
from evidence.pubmed.planning import plan_pull
from evidence.records import Record


class Client(Fetcher, Protocol):
    """What is needed of `Eutils`."""

    requests_sent: int

    def search(self, term: str, *, retmax: int = ..., dates: tuple[str, str, str] | None = None) -> Search:
        """PubMed's answer to a query."""


class Sink(Protocol):
    """What is needed of the store."""

    def transaction(self) -> contextlib.AbstractContextManager[object]:
        """All or nothing of what is done inside; the ledger writes in it too."""

    def put(self, items: Sequence[Parsed], *, at: datetime | None = None) -> Mapping[int, str]:
        """Store records; "new", "changed", "unchanged" or "kept" for each PMID."""

    def delete(self, pmids: Iterable[int], *, at: datetime | None = None) -> object:
        """Mark records as deleted by PubMed; those that the store does not hold are nothing to it."""

    def restore(self, pmids: Iterable[int]) -> object:
        """PubMed sends them, so they are not deleted after all."""


class Ledger(Protocol):
    """What is needed of `store.ledger.Ledger`; writes belong inside a transaction of the sink."""

    def watermark(self, query: str) -> date | None:
        """The day up to which the query was followed."""

    def members(self, query: str) -> frozenset[int]:
        """The PMIDs that it found when last asked."""

    def owed(self, query: str) -> frozenset[int]:
        """Those of them that failed and are to be asked again."""

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


@dataclass(frozen=True)
class Puller:
    """The parties of a pull, and how it is done.

    Args:
        client: who asks PubMed. sink: where records go. ledger: where the pull is written down.
        now: the time of the pull, in UTC; the watermark is its day.
        tag: called with the new and changed records of a batch, in the batch's transaction.
        progress: told how far the pull is. size: records a batch.
    """

    client: Client
    sink: Sink
    ledger: Ledger
    now: datetime
    tag: Callable[[Sequence[Record]], object] = lambda _: None
    progress: Callable[[Progress], None] = lambda _: None
    size: int = 200

    def preview(self, query: str, *, since: date | None = None, limit: int | None = None) -> PullReport:
        """What a pull would find, asked by one search; nothing is written."""
        found = self.client.search(query, retmax=0, dates=None)
        taken = found.count if limit is None else min(limit, found.count)
        return PullReport(
            query=query,
            count=found.count,
            found=taken,
            counts=Counts(),
            translation=found.translation,
            warnings=found.warnings,
            since=since,
            limit=limit,
            watermark=self.ledger.watermark(query),
        )

    def pull(self, query: str, *, since: date | None = None, limit: int | None = None) -> PullReport:
        """Everything that the query finds, or what is new and revised since the last pull of the same query.

        Args:
            query: in PubMed's syntax.
            since: only what was created or revised on that day or later; leaves the watermark alone.
            limit: at most so many records, the newest; leaves the watermark alone.

        Raises:
            Unreachable: PubMed does not answer; what is stored stays, and the same call goes on from there.
            BadInput: PubMed refuses the query.
        """
        sent = self.client.requests_sent
        number = self.ledger.unfinished(query, since, limit)
        resumed = number is not None
        if number is None:
            self.progress(Progress("searching"))
            plan = plan_pull(self.client, self.ledger, query, now=self.now, since=since, limit=limit)
            with self.sink.transaction():
                number = self.ledger.begin(plan, self.now, self.size)
                if not plan.asks:
                    self.ledger.finish(number, self.now)
        self._work_off(number)
        report = self.ledger.report(number)
        return replace(report, resumed=resumed, requests=self.client.requests_sent - sent)

    def waiting(self, query: str, *, since: date | None = None, limit: int | None = None) -> tuple[int, ...]:
        """The PMIDs that an interrupted pull has still to store."""
        number = self.ledger.unfinished(query, since, limit)
        batches = self.ledger.pending(number) if number is not None else ()
        return tuple(pmid for batch in batches for pmid in batch.ask.pmids)

    def _work_off(self, number: int) -> None:
        batches = list(self.ledger.pending(number))
        total = sum(len(batch.ask.pmids) for batch in batches)
        done = 0
        for at, batch in enumerate(batches, start=1):
            self.progress(Progress("fetching", done, total))
            kept = batch if batch.fetched else self._fetch(number, batch)
            with self.sink.transaction():
                self._store(number, kept)
                if at == len(batches):
                    self.ledger.finish(number, self.now)
            done += len(batch.ask.pmids)
        self.progress(Progress("fetching", done, total))

    def _fetch(self, number: int, batch: Pending) -> Pending:
        """Ask PubMed for a batch and keep its bytes before anything reads them."""
        fetched = fetch_records(self.client, batch.ask.pmids)
        kept = Pending(
            batch.position, batch.ask, tuple(fetched.bodies), fetched.gone, tuple(fetched.failures), fetched=True
        )
        with self.sink.transaction():
            self.ledger.keep(number, kept)
        return kept

    def _store(self, number: int, batch: Pending) -> None:
        """Read a batch's bytes, store its records, tag what is new in them, and account for each PMID asked."""
        where = f"pull {number}, batch {batch.position}"
        parsed, unread = _read(batch.bodies, where)
        put, refused = self._put(list(parsed.values()))
        self.sink.restore(put)
        self.sink.delete(batch.gone, at=self.now)
        touched = [item.record for pmid, item in parsed.items() if put.get(pmid) in ("new", "changed")]
        if touched:
            self.tag(touched)
        failures = {failure.pmid: failure for failure in (*unread, *batch.failures, *refused)}
        outcomes: dict[int, str] = {}
        failed: list[Failure] = []
        for pmid in batch.ask.pmids:
            if pmid in put:
                outcomes[pmid] = "book" if parsed[pmid].record.kind == "book" else put[pmid]
            elif pmid in batch.gone:
                outcomes[pmid] = "deleted"
            else:
                outcomes[pmid] = "failed"
                reason = failures[pmid].reason if pmid in failures else "its XML can't be read"
                failed.append(Failure(pmid, reason))
        self.ledger.settle(number, batch, outcomes, failed)

    def _put(self, items: Sequence[Parsed]) -> tuple[dict[int, str], list[Failure]]:
        """Store the items; where one of them can't be, all the others."""
        try:
            return {pmid: str(outcome) for pmid, outcome in self.sink.put(items, at=self.now).items()}, []
        except BadInput as error:
            if len(items) == 1:
                return {}, [Failure(items[0].record.pmid, error.what)]
        put: dict[int, str] = {}
        refused: list[Failure] = []
        for item in items:
            one, failed = self._put([item])
            put |= one
            refused += failed
        return put, refused


def _read(bodies: Iterable[bytes], where: str) -> tuple[dict[int, Parsed], list[Failure]]:
    """The records of a batch by PMID, the highest version of each, and what can't be read."""
    parsed: dict[int, Parsed] = {}
    failures: list[Failure] = []
    for body in bodies:
        try:
            for item in read_xml(io.BytesIO(body), name=where):
                if isinstance(item, Unreadable):
                    failures.append(Failure(item.pmid, item.reason))
                elif isinstance(item, Parsed) and _is_later(item, parsed.get(item.record.pmid)):
                    parsed[item.record.pmid] = item
        except BadInput as error:
            failures.append(Failure(None, error.what))
    return parsed, failures


def _is_later(item: Parsed, other: Parsed | None) -> bool:
    return other is None or item.record.version >= other.record.version

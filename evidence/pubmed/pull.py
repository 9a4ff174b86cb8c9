"""A pull: plan the records to ask for, fetch them batch by batch, hand each to the store. No SQL, no HTTP of its own.

All that matters is written before it is relied on: the plan before the first batch is asked, the bytes of a batch
before they are read, the watermark with the last batch. So a pull that is killed at any point goes on where it was.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from evidence.errors import BadInput, NoSuchRecord, Unreachable
from evidence.pubmed.account import ADDED, Ask, Counts, Failure, Pending, Plan, Progress, PullReport
from evidence.pubmed.adding import resolve
from evidence.pubmed.addresses import sendable
from evidence.pubmed.fetch import fetch_records
from evidence.pubmed.items import Parsed, Unreadable
from evidence.pubmed.medline_xml import read_xml
from evidence.pubmed.planning import plan_pull
from evidence.pubmed.protocols import Client, Ledger, Reader, Sink
from evidence.records import Record
from evidence.values import counted

__all__ = ["Client", "Puller"]


@dataclass(frozen=True)
class Puller:
    """The parties of a pull, and how it is done.

    Args:
        client: who asks PubMed. sink: where records go. ledger: where the pull is written down.
        now: the time of the pull, in UTC; the watermark is its day.
        tag: called with the new and changed records of a batch, in the batch's transaction.
        ready: told the records of each batch before its transaction, for what takes long and writes nothing.
        progress: told how far the pull is. size: records a batch.
        alone: keeps other pulls off the same store while one runs (`evidence.store.pull_lock`).
        read: reads the client's bodies.
        begun: called in the transaction that writes a pull down, and again where one is taken up; not by `add`.
        authoritative: whether the client is PubMed itself, whose word it is that a record exists; a second source
            neither deletes nor brings back.
    """

    client: Client
    sink: Sink
    ledger: Ledger
    now: datetime
    tag: Callable[[Sequence[Record]], object] = lambda _: None
    progress: Callable[[Progress], None] = lambda _: None
    size: int = 200
    alone: Callable[[], contextlib.AbstractContextManager[object]] = contextlib.nullcontext
    read: Reader = read_xml
    begun: Callable[[], None] = lambda: None
    authoritative: bool = True
    ready: Callable[[Sequence[Parsed]], None] = lambda _: None

    def preview(self, query: str, *, since: date | None = None, limit: int | None = None) -> PullReport:
        """What a pull would find and ask for; nothing is written.

        The first pull of a query costs one search here: the count and the translation are the same as later.
        """
        watermark = self.ledger.watermark(sendable(query, "the query"))
        if since is None and (watermark is None or limit is not None):
            found = self.client.search(query, retmax=0, dates=None)
            taken = found.count if limit is None else min(limit, found.count)
            plan = Plan(query, found.count, taken, (), found.translation, found.warnings)
            asked = taken
        else:
            plan = plan_pull(self.client, self.ledger, query, now=self.now, since=since, limit=limit)
            asked = sum(len(ask.pmids) for ask in plan.asks)
        return PullReport(
            query=query,
            count=plan.count,
            found=plan.found,
            counts=Counts(),
            translation=plan.translation,
            warnings=plan.warnings,
            since=since,
            limit=limit,
            watermark=watermark,
            asked=asked,
        )

    def add(self, ids: Sequence[str]) -> PullReport:
        """Single articles by PMID or DOI; what is meant by none of PubMed's records is among the failures.

        Raises:
            BadInput: one of the ids is neither a PMID nor a DOI.
            NoSuchRecord: PubMed has none of them.
            Unreachable: PubMed does not answer.
        """
        with self.alone():
            sent = self.client.requests_sent
            meant = resolve(self.client, ids)
            query = " OR ".join(f"{pmid}[UID]" for pmid in meant.pmids)
            report = PullReport(query, len(meant.pmids), 0, Counts())
            if meant.pmids:
                asks = (Ask(meant.pmids, ADDED),)
                number = self._begin(Plan(query, len(meant.pmids), len(meant.pmids), asks, limit=len(meant.pmids)))
                self._run_batches(number)
                report = self.ledger.report(number)
        unknown = tuple(Failure(pmid, f"PubMed has no record {pmid}") for pmid in report.deleted_pmids)
        failures = (*meant.failures, *unknown)
        if failures and len(failures) == len(meant.failures) + len(meant.pmids):
            raise NoSuchRecord(failures[0].reason, "check the id")
        return replace(
            report,
            found=report.found + len(meant.failures),
            counts=_moved(report.counts, len(unknown), len(meant.failures)),
            failures=(*report.failures, *failures),
            advice="check the ids",
            requests=self.client.requests_sent - sent,
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
        sendable(query, "the query")
        with self.alone():
            sent = self.client.requests_sent
            number = self.ledger.unfinished(query, since, limit)
            resumed = number is not None
            if number is None:
                self.progress(Progress("searching"))
                plan = plan_pull(self.client, self.ledger, query, now=self.now, since=since, limit=limit)
                with self.sink.transaction():
                    self.begun()
                    number = self._begin(plan)
            else:
                with self.sink.transaction():
                    self.begun()
            self._run_batches(number)
            report = self.ledger.report(number)
        return replace(report, resumed=resumed, requests=self.client.requests_sent - sent)

    def _begin(self, plan: Plan) -> int:
        """Write the plan down; a plan without anything to ask is done at once."""
        with self.sink.transaction():
            number = self.ledger.begin(plan, self.now, self.size)
            if not plan.asks:
                self.ledger.finish(number, self.now)
        return number

    def _run_batches(self, number: int) -> None:
        batches = list(self.ledger.pending(number))
        total = sum(len(batch.ask.pmids) for batch in batches)
        done = 0
        for at, batch in enumerate(batches, start=1):
            self.progress(Progress("fetching", done, total))
            try:
                kept = batch if batch.fetched else self._fetch(number, batch)
            except Unreachable as error:
                raise Unreachable(
                    f"{error.what}; {counted(total - done, 'records')} still to come", error.todo
                ) from None
            read = _read(self.read, kept.bodies, f"pull {number}, batch {kept.position}")
            self.ready(list(read[0].values()))
            with self.sink.transaction():
                self._store(number, kept, *read)
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

    def _store(self, number: int, batch: Pending, parsed: dict[int, Parsed], unread: Sequence[Failure]) -> None:
        """Store a batch's records as they were read, tag what is new in them, and account for each PMID asked."""
        put, refused = self._put(list(parsed.values()))
        if self.authoritative:
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
                told = failures.get(pmid) or failures.get(None) or Failure(pmid, "its XML can't be read")
                failed.append(Failure(pmid, told.reason))
        self.ledger.settle(number, batch, outcomes, failed)

    def _put(self, items: Sequence[Parsed]) -> tuple[dict[int, str], list[Failure]]:
        """Store the items; where one of them can't be, all the others."""
        try:
            put = self.sink.put(items, at=self.now, in_turn=True)
        except BadInput as error:
            if len(items) == 1:
                return {}, [Failure(items[0].record.pmid, error.what)]
        else:
            return {pmid: str(outcome) for pmid, outcome in put.items()}, []
        outcomes: dict[int, str] = {}
        refused: list[Failure] = []
        for item in items:
            one, failed = self._put([item])
            outcomes |= one
            refused += failed
        return outcomes, refused


def _read(read: Reader, bodies: Iterable[bytes], where: str) -> tuple[dict[int, Parsed], list[Failure]]:
    """The records of a batch by PMID, the highest version of each, and what can't be read."""
    parsed: dict[int, Parsed] = {}
    failures: list[Failure] = []
    for body in bodies:
        try:
            for item in read(io.BytesIO(body), name=where):
                if isinstance(item, Unreadable):
                    failures.append(Failure(item.pmid, item.reason))
                elif isinstance(item, Parsed) and _is_later(item, parsed.get(item.record.pmid)):
                    parsed[item.record.pmid] = item
        except BadInput as error:
            failures.append(Failure(None, error.what))
    return parsed, failures


def _is_later(item: Parsed, other: Parsed | None) -> bool:
    return other is None or item.record.version >= other.record.version


def _moved(counts: Counts, unknown: int, unmeant: int) -> Counts:
    """An id that was asked for and isn't PubMed's is a failure here, where in a search it is a deletion."""
    return replace(counts, deleted=counts.deleted - unknown, failed=counts.failed + unknown + unmeant)

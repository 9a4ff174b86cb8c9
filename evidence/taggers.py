"""The taggers of one run on one store: loaded when something is to be tagged; the store keeps by which rules it was.

Touches the store given, and reads the rules file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from evidence import intake
from evidence.chunks import chunks
from evidence.findings import Reading
from evidence.own_tally import OwnTally
from evidence.progress import Notice, Progress
from evidence.pubmed.items import Parsed
from evidence.records import Record
from evidence.store import kept_rules
from evidence.store.pubmed_status import deleted
from evidence.store.pull_lock import alone
from evidence.store.reading import live_pmids
from evidence.store.rebuilding import Parse, Rebuilt
from evidence.store.renewals import TAG, step
from evidence.store.store import Store
from evidence.tagging import Tagging

if TYPE_CHECKING:
    from evidence.tag.tagger_pool import TaggerPool


class Taggers:
    """Tags what comes into a store, or all of it again; closed by whoever closes the store."""

    def __init__(self, store: Store, tagging: Tagging) -> None:
        self._store = store
        self._tagging = tagging
        self._rules_kept = False  # by which rules of one's own, in this run
        self._pool: TaggerPool | None = None
        self._loaded = False

    def close(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes, if any were begun."""
        if self._pool is not None:
            self._pool.__exit__(kind, error, trace)

    @property
    def pool(self) -> TaggerPool:
        """The taggers themselves.

        Raises:
            BadInput: the person's rules are wrong.
        """
        if self._pool is None:
            self._pool = self._tagging.pool()
        return self._pool

    def load(self) -> None:
        """Make the taggers ready, a second's work the first time.

        Done within a transaction it would keep all others from writing.
        """
        if not self._loaded:
            self.pool.load()
            self._loaded = True

    def await_these(self, items: Sequence[Parsed]) -> None:
        """Be ready for what is about to be stored: loaded, where there is anything to tag in it."""
        if not self._loaded and self._store.has_other_than(items):
            self.load()

    def incoming(self, now: datetime, notice: Notice) -> intake.Tag:
        """The taggers for records that come in; the store keeps by which rules of one's own, with the first of them."""

        def tag(records: Sequence[Record]) -> Iterator[tuple[Reading, ...]]:
            if not records:
                return iter(())
            if not self._rules_kept:
                self._keep_rules(now, notice, whole=False)
            return self._read(records)

        return tag

    def tag_all(self, *, now: datetime, progress: Progress, notice: Notice) -> int:
        """See `Tracker.tag_all`."""
        tally = self._tally()
        tag = tally.counting(self._read)
        done, pmids = 0, live_pmids(self._store.db)
        with (
            alone(self._store.path, notice=notice),
            self._store.renewing(TAG, len(pmids), now, lambda: self._keep_rules(now, notice, whole=True)),
        ):
            for batch in chunks(self._store.records(pmids), intake.BATCH):
                tagged = intake.tagged(batch, tag)  # before the transaction, which keeps others from writing
                with self._store.transaction():
                    self._store.put_all_readings(tagged, at=now)
                    step(self._store.db, TAG, batch[-1].pmid, len(batch))
                done += len(batch)
                progress("records", done, len(pmids))
        tally.tell(notice)
        return done

    def rebuild(self, read: Parse, *, now: datetime, progress: Progress, notice: Notice) -> Rebuilt:
        """See `Tracker.rebuild`; `read` is what reads a record from its raw bytes."""
        tally = self._tally()
        read_tags = tally.counting(self._read)

        def tag(pmids: Sequence[int]) -> None:
            gone = deleted(self._store.db, pmids)
            records = list(self._store.records(pmid for pmid in pmids if pmid not in gone))
            intake.tag_records(self._store, records, read_tags, at=now)

        self.load()
        with alone(self._store.path, notice=notice):
            rebuilt = self._store.rebuild(
                read, at=now, tag=tag, progress=progress, begun=lambda: self._keep_rules(now, notice, whole=True)
            )
        tally.tell(notice)
        return rebuilt

    def _tally(self) -> OwnTally:
        own = self._tagging.own()
        return OwnTally(self._store, own.rules if own else ())

    def _keep_rules(self, now: datetime, notice: Notice, *, whole: bool) -> None:
        if said := kept_rules.keep(self._store.db, self._tagging.own(), at=now, whole=whole):
            notice(said)
        self._rules_kept = True

    def _read(self, records: Sequence[Record]) -> Iterator[tuple[Reading, ...]]:
        return self.pool.read((record.pmid, record.passages) for record in records)

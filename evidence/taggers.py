"""The taggers of one run on one store: loaded when something is to be tagged; the store keeps by which rules it was.

Touches the store given, and reads the rules file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING

from evidence import intake
from evidence.chunks import chunks
from evidence.findings import Reading
from evidence.own_tally import OwnTally
from evidence.progress import Notice, Progress
from evidence.records import Record
from evidence.store import kept_rules
from evidence.store.reading import live_pmids
from evidence.store.store import Store
from evidence.tagging import Tagging

if TYPE_CHECKING:
    from evidence.tag.crowd import Crowd


class Taggers:
    """Tags what comes into a store, or all of it again; closed by whoever closes the store."""

    def __init__(self, store: Store, tagging: Tagging) -> None:
        self._store = store
        self._tagging = tagging
        self._rules_kept = False  # by which rules of one's own, in this run
        self._crowd: Crowd | None = None

    def close(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End the processes, if any were begun."""
        if self._crowd is not None:
            self._crowd.__exit__(kind, error, trace)

    @property
    def crowd(self) -> Crowd:
        """The taggers themselves.

        Raises:
            BadInput: the person's rules are wrong.
        """
        if self._crowd is None:
            self._crowd = self._tagging.crowd()
        return self._crowd

    def incoming(self, now: datetime, notice: Notice) -> intake.Tag:
        """The taggers for records that come in; the store keeps by which rules of one's own, with the first of them."""

        def tag(records: Sequence[Record]) -> Iterator[tuple[Reading, ...]]:
            if records and not self._rules_kept:
                self._keep_rules(now, notice, whole=False)
            return self._read(records)

        return tag

    def tag_all(self, *, now: datetime, progress: Progress, notice: Notice, but: Collection[int] = ()) -> int:
        """See `Tracker.tag_all`."""
        self.keep_rules(now, notice)
        pmids = [pmid for pmid in live_pmids(self._store.db) if pmid not in but]
        own = self._tagging.own()
        tally = OwnTally(self._store, own.rules if own else ())
        tag = tally.counting(self._read)
        total, done = len(pmids), 0
        for batch in chunks(self._store.records(pmids), intake.BATCH):
            with self._store.transaction():
                intake.tag_records(self._store, batch, tag, at=now)
            done += len(batch)
            progress("records", done, total)
        for line in tally.lines():
            notice(line)
        return done

    def keep_rules(self, now: datetime, notice: Notice) -> None:
        """Keep by which rules of one's own all is to be tagged, before it is; `notice` is told of values that go."""
        with self._store.transaction():
            self._keep_rules(now, notice, whole=True)

    def _keep_rules(self, now: datetime, notice: Notice, *, whole: bool) -> None:
        if said := kept_rules.keep(self._store.db, self._tagging.own(), at=now, whole=whole):
            notice(said)
        self._rules_kept = True

    def _read(self, records: Sequence[Record]) -> Iterator[tuple[Reading, ...]]:
        return self.crowd.read((record.pmid, record.passages) for record in records)

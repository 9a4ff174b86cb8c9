"""The store: records, what was read from them and what persons said, in one SQLite file.

This folder holds the only SQL that writes.

Each public method that writes is one transaction: it happens whole or not at all, also when the program is killed.
`with store.transaction():` makes several into one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from evidence.chunks import CHUNK, chunks
from evidence.findings import Correction, Digest, Fact, Reading
from evidence.progress import Progress, silent
from evidence.pubmed.items import Parsed
from evidence.records import Passage, Record
from evidence.store import (
    checking,
    corrections,
    facts,
    ids,
    reading,
    rebuilding,
    renewals,
    saving_records,
    tags,
    text_index,
)
from evidence.store.checking import Problem
from evidence.store.moments import utc_text
from evidence.store.opening import connect, immediately, plainly
from evidence.store.own_file import OwnFile
from evidence.store.reading import OF_THESE, these
from evidence.store.rebuilding import Parse, Rebuilt
from evidence.store.renewals import Renewal
from evidence.store.saving_records import Outcome
from evidence.store.tags import Tagged
from evidence.values import Field

__all__ = ["Outcome", "Problem", "Rebuilt", "Store", "Tagged"]


class Store:
    """An open store; use it as a context manager, or `close` it. Not for several threads."""

    def __init__(self, db: Database, path: Path) -> None:
        self.db = db
        self.path = path
        self._bared: set[int] = set()  # whose abstract went, see `take_lost_abstracts`
        self._file = OwnFile(path)

    @classmethod
    def open(
        cls, path: str | PathLike[str], *, create: bool = False, read_only: bool = False, patience: float = 10.0
    ) -> Self:
        """Open the store in a file, its schema brought up to date.

        Args:
            path: the file.
            create: make it where it is missing.
            read_only: change nothing; the file must have the newest schema.
            patience: seconds to wait for another program that is writing.

        Raises:
            BadInput: it is no store, from a newer version, locked, missing or not to be written.
        """
        where = Path(path)
        return cls(connect(where, create=create, read_only=read_only, patience=patience), where)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what is not committed is rolled back."""
        self.db.conn.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside happens whole or, on any error, not at all; may be nested.

        Raises:
            BadInput: another program is writing and did not finish in time, or the file is not to be written.
            EvidenceError: somebody removed the file, or put another in its place.
        """
        if self.db.conn.in_transaction:
            with plainly(self.path), self.db.atomic():
                yield
            return
        self._file.check()
        with plainly(self.path), immediately(self.db):
            yield
        self._file.check()  # else a run that ends with this would tell of records that nobody can find

    # Writing

    def put(
        self, items: Sequence[Parsed], *, at: datetime | None = None, in_turn: bool = False, serial: int | None = None
    ) -> dict[int, Outcome]:
        """Store records with the bytes they came as; only what is new or changed is written.

        Of two texts of a record the later stands, of two of one day the fuller, in whatever order they come: the whole
        order is that of `evidence.store.precedence`. The other one does not overwrite (`Outcome.KEPT`). A record whose
        text changed loses its readings, whose quotes hold no more: tag what is NEW or CHANGED. One that PubMed deleted
        since is stored as deleted: see `evidence.store.deletions`.

        Args:
            items: records, several with one PMID among them or not.
            at: when, with a zone, for `changes`; a day of revision behind it is none.
            in_turn: PubMed itself says that these come after what is stored, and in this order.
            serial: the place of NLM's file that has them in the order of its files, None where it is another file.

        Returns:
            The outcome by PMID.

        Raises:
            BadInput: a record can't be stored (a broken character, no PMID); nothing of the call is.
        """
        with self.transaction():
            return saving_records.put(self.db, items, at=_text(at), in_turn=in_turn, serial=serial, bared=self._bared)

    def has_other_than(self, items: Sequence[Parsed]) -> bool:
        """Whether `put` may find anything in these that is new or changed; nothing is written."""
        with plainly(self.path):
            return any(saving_records.is_any_other(self.db, chunk) for chunk in chunks(items))

    def take_lost_abstracts(self) -> tuple[int, ...]:
        """The records whose abstract went with a later text since this was last asked, and that have none now."""
        asked, self._bared = sorted(self._bared), set()
        query = f"SELECT pmid FROM records WHERE pmid {OF_THESE} AND coalesce(abstract, '') = '' ORDER BY pmid"  # noqa: S608
        return tuple(pmid for (pmid,) in self.db.conn.execute(query, these(asked)))

    def put_readings(
        self, pmid: int, readings: Sequence[Reading], text: Digest, *, at: datetime | None = None
    ) -> Outcome:
        """What the taggers say of one record; see `put_all_readings`, which is quicker for many.

        Args:
            pmid: the record.
            readings: of one or more fields, each with all candidates.
            text: `digest_of` the passages that were read.
            at: when, with a zone, for `changes`.
        """
        return self.put_all_readings([Tagged(pmid, tuple(readings), text)], at=at)[pmid]

    def put_all_readings(self, tagged: Sequence[Tagged], *, at: datetime | None = None) -> dict[int, Outcome]:
        """Put what the taggers say in the place of what they said before of these records (each once) and fields.

        Returns:
            By PMID: NEW, CHANGED, UNCHANGED, or KEPT where the record has another text by now than the one that was
            read: then nothing is written for it.

        Raises:
            NoSuchRecord: one is not stored; nothing of the call is.
            ValueError: a reading breaks the taggers' contract, such as a value without a quote.
        """
        outcomes: dict[int, Outcome] = {}
        with self.transaction():
            for chunk in chunks(tagged):
                outcomes |= saving_records.put_readings(self.db, chunk, at=_text(at))
        return outcomes

    def delete(
        self, pmids: Iterable[int], *, at: datetime | None = None, serial: int | None = None, unknown: bool = False
    ) -> dict[int, Outcome]:
        """Mark records as deleted by PubMed: they leave searches and tables; text, readings, corrections stay.

        The same text put again does not bring a record back, a changed one does, but for one of an earlier file of
        NLM's; and so does `restore`. A record that a later file of NLM's has brought already is not deleted.

        Args:
            pmids: which.
            at: when, with a zone.
            serial: the place of NLM's file that says so in the order of its files.
            unknown: note it also of those that are not stored: they are deleted when they come, see `put`.

        Returns:
            DELETED, or UNCHANGED for one that is not stored, marked already, or there again, by PMID.
        """
        with self.transaction():
            return saving_records.mark_deleted(self.db, pmids, at=_text(at), serial=serial, unknown=unknown)

    def deleted_among(self, pmids: Iterable[int]) -> set[int]:
        """Those of these PMIDs that are stored and marked as deleted."""
        query = f"SELECT pmid FROM tombstones WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
        return {pmid for (pmid,) in self.db.conn.execute(query, these(pmids))}

    def restore(self, pmids: Iterable[int]) -> None:
        """Take back `delete`: PubMed has them after all."""
        with self.transaction():
            saving_records.mark_restored(self.db, list(pmids))

    def correct(self, correction: Correction) -> bool:
        """Add a person's word; False where the very same is there already. The record need not be stored yet.

        Raises:
            BadInput: a broken character in what was typed, or `at` has no zone.
        """
        with self.transaction():
            added = corrections.add(self.db, correction)
            if added:
                facts.refresh(self.db, [correction.pmid])
        return added

    def rebuild(
        self,
        parse: Parse,
        *,
        at: datetime | None = None,
        begun: Callable[[], object] = lambda: None,
        tag: Callable[[Sequence[int]], object] = lambda _: None,
        progress: Progress = silent,
    ) -> Rebuilt:
        """Read every record again from the bytes it came as, and make index and facts anew; needs no network.

        A transaction for each slice of some hundred records, so that others can write in between. Broken off it leaves
        each record as it was or made anew, and `unfinished` says how far it came; begun again, it reads all again.

        Args:
            parse: such as `evidence.pubmed.medline_xml.parse_record`; a ValueError leaves the record as it is.
            at: when, with a zone, for `unfinished`.
            begun: called in the transaction that notes the beginning.
            tag: called with the PMIDs of each slice that can be read, in its transaction.
            progress: told how many are done.

        Raises:
            Damaged: a correction can't be read; nothing was begun.
        """
        for _ in self.corrections():  # which nothing here could make anew
            pass
        outcomes: dict[int, Outcome] = {}
        failed: list[tuple[int, str]] = []
        lost: set[int] = set()
        pmids = [pmid for (pmid,) in self.db.conn.execute("SELECT pmid FROM records ORDER BY pmid")]

        def begin() -> None:
            begun()
            text_index.begin_anew(self.db)

        with self.renewing(renewals.REBUILD, len(pmids), at, begin):
            for number, chunk in enumerate(chunks(pmids)):
                progress("records", number * CHUNK, len(pmids))
                with plainly(self.path):
                    read = rebuilding.read_again(self.db, chunk, parse)
                with self.transaction():
                    some = rebuilding.write_again(self.db, read)
                    text_index.go_on_anew(self.db, chunk)
                    tag([pmid for pmid in chunk if pmid not in some.lost])
                    renewals.step(self.db, renewals.REBUILD, chunk[-1], len(chunk))
                outcomes |= some.outcomes
                failed += some.failed
                lost |= some.lost
            with self.transaction():
                text_index.end_anew(self.db)
        progress("records", len(pmids), len(pmids))
        return Rebuilt(outcomes, tuple(failed), frozenset(lost))

    @contextmanager
    def renewing(
        self, verb: str, total: int, at: datetime | None, begun: Callable[[], object] = lambda: None
    ) -> Iterator[None]:
        """Within the block `total` records are made anew, in transactions of their own; `unfinished` until it ends."""
        with self.transaction():
            begun()
            renewals.begin(self.db, verb, at, total)
        yield
        with self.transaction():
            renewals.end(self.db, verb)

    def unfinished(self) -> tuple[Renewal, ...]:
        """What was to make all records anew and has not ended: broken off, or still at work in another program."""
        with plainly(self.path):
            return renewals.unfinished(self.db)

    # Reading

    def record(self, pmid: int) -> Record:
        """The record as it was put, to the last field.

        Raises:
            NoSuchRecord: it is not stored.
        """
        return next(self.records([pmid]))

    def records(self, pmids: Iterable[int] | None = None) -> Iterator[Record]:
        """These records in the order given, or all that are not deleted in ascending order; a stream.

        Raises:
            NoSuchRecord: one is not stored.
        """
        for chunk in chunks(reading.live_pmids(self.db) if pmids is None else pmids):
            with plainly(self.path):
                found = reading.load(self.db, chunk)
            for pmid in chunk:
                if pmid not in found:
                    raise reading.missing(pmid)
                yield found[pmid]

    def passages(self, pmid: int) -> tuple[Passage, ...]:
        """All that a quote may point into.

        Raises:
            NoSuchRecord: it is not stored.
        """
        return self.record(pmid).passages

    def readings(self, pmid: int) -> dict[Field, Reading]:
        """What the taggers said, by field; empty where the record was not tagged."""
        return tags.load(self.db, [pmid]).get(pmid, {})

    def facts(self, pmid: int) -> dict[Field, Fact]:
        """What counts, for each of the fields; a field that was not read yet has neither value nor reason.

        Raises:
            NoSuchRecord: it is not stored.
        """
        return next(self.facts_of([pmid]))[1]

    def facts_of(self, pmids: Iterable[int] | None = None) -> Iterator[tuple[int, dict[Field, Fact]]]:
        """What counts for these records in the order given, or for all that are not deleted; a stream.

        Raises:
            NoSuchRecord: one is not stored.
        """
        for chunk in chunks(reading.live_pmids(self.db) if pmids is None else pmids):
            with plainly(self.path):
                found = dict(facts.settle(self.db, chunk))
            for pmid in chunk:
                if pmid not in found:
                    raise reading.missing(pmid)
                yield pmid, found[pmid]

    def find_id(self, text: str) -> int:
        """The PMID that a person means by a PMID or a DOI (bare, with "doi:" or as a web address).

        Raises:
            BadInput: it is neither.
            NoSuchRecord: no stored record has it.
        """
        return ids.find(self.db, text)

    def corrections(self, pmid: int | None = None, field: Field | None = None) -> Iterator[Correction]:
        """Corrections in the order in which they were made, all or those of one record or field."""
        return corrections.load(self.db, pmid, field)

    def untagged(self) -> Iterator[int]:
        """The PMIDs that lack a reading of some field, ascending; deleted records are left out."""
        query = (
            "SELECT pmid FROM records r WHERE NOT deleted AND ? > (SELECT count(*) FROM readings WHERE pmid = r.pmid)"
        )
        yield from (pmid for (pmid,) in self.db.conn.execute(query + " ORDER BY pmid", (len(Field),)))

    def verify(self) -> Iterator[Problem]:
        """All promises of the store that do not hold, quotes first of all; none is good."""
        with plainly(self.path):
            yield from checking.problems(self.db)

    def counts(self) -> dict[str, int]:
        """How much of what there is, for `status`."""
        return reading.counts(self.db)


def _text(at: datetime | None) -> str | None:
    return None if at is None else utc_text(at)

"""Items into the store, tagged as they come, a transaction a batch; every failure is listed. Touches the store."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from evidence.findings import Reading, digest_of
from evidence.gc_tuning import fewer_collections
from evidence.progress import Notice, unheard
from evidence.pubmed.items import Deleted, Item, Parsed, Unreadable
from evidence.records import Record
from evidence.store.store import Outcome, Store
from evidence.store.tags import Tagged
from evidence.tally import Tally

BATCH: Final = 500  # records a transaction: large enough for speed, small enough for 200 MB of memory
Tag = Callable[[Sequence[Record]], Iterable[tuple[Reading, ...]]]
"""Tags a batch of records: one tuple of readings a record, in the same order."""


Outside = Callable[[Record], None]
"""Told each record of a file that does not match the query that chooses among them."""
Note = Callable[[Tally], None]
"""Told the tally inside the transaction of each batch, so that what it writes down is stored with it or not at all."""


@dataclass(frozen=True, slots=True)
class Intake:
    """One run that takes records in: where to, who tags them, when, which of them, and who is told.

    `query` is in PubMed's syntax; only records that match it, as it can be read here, are stored ("" for all), and
    `outside` is told the others. `begun` is called in the transaction of each batch that brings records or leaves some
    out, before they are stored: where nothing can be read, nothing is begun. `ready` is told each batch before its
    transaction, for what takes long and writes nothing. `notice` is told what is doubtful.
    """

    store: Store
    tag: Tag
    now: datetime
    query: str = ""
    notice: Notice = unheard
    begun: Callable[[], None] = lambda: None
    outside: Outside = lambda _: None
    ready: Callable[[Sequence[Parsed]], None] = lambda _: None


def take_in(
    intake: Intake, items: Iterable[Item], account: Note, *, in_turn: bool = False, serial: int | None = None
) -> Iterator[Tally]:
    """Store and tag items, a batch at a time; yields the tally after each batch, when the batch is safe on disk.

    Args:
        intake: the run.
        items: what a file holds.
        account: writes down what became of the file so far.
        in_turn: PubMed itself says that these come after what is stored, and in this order.
        serial: the place among NLM's files of the one that they are from, see `Store.put`.

    Raises:
        BadInput: the query can't be read.
    """
    tally, content = Tally(), hashlib.sha256()
    stream = _read(items, tally, content.update)
    if intake.query:
        stream = _wanted(stream, intake.query, tally, intake.outside)
    told = 0
    while True:
        with fewer_collections():  # not over the yield: the caller's setting is the caller's
            batch = list(islice(stream, BATCH))
            at_end = len(batch) < BATCH
            if not batch and tally.outside == told and (tally.at_end or not tally.content):
                return
            told, tally.at_end = tally.outside, at_end
            tally.content = content.hexdigest()
            intake.ready([item for item in batch if isinstance(item, Parsed)])
            with intake.store.transaction():
                if tally.outside or any(isinstance(item, Parsed) for item in batch):
                    intake.begun()
                _take_batch(intake, batch, tally, in_turn=in_turn, serial=serial)
                account(tally)
        yield tally


def _read(items: Iterable[Item], tally: Tally, into: Callable[[bytes], None]) -> Iterator[Item]:
    """The items as they go by, each into the digest: a file is the same file whatever a topic lets in of it."""
    for item in items:
        into(item.raw if isinstance(item, Parsed) else repr(item).encode("utf-8", "surrogatepass"))
        tally.unended = item.record.pmid if isinstance(item, Parsed) and _is_unended(item.raw) else None
        yield item


def _is_unended(raw: bytes) -> bool:
    """Whether a record is MEDLINE text whose last line has no end: the file's last, which may be half a record."""
    return not raw.startswith((b"<", b"{")) and bool(raw) and not raw.endswith((b"\n", b"\r"))


def _wanted(items: Iterable[Item], query: str, tally: Tally, outside: Outside) -> Iterator[Item]:
    """The items that a query lets in; the others are counted and told."""
    from evidence.pubmed.bulk import only

    def left_out(record: Record) -> None:
        tally.read += 1
        tally.outside += 1
        outside(record)

    return only(items, query, left_out)


def _take_batch(intake: Intake, batch: Sequence[Item], tally: Tally, *, in_turn: bool, serial: int | None) -> None:
    store, at = intake.store, intake.now
    parsed = [item for item in batch if isinstance(item, Parsed)]
    outcomes = store.put(parsed, at=at, in_turn=in_turn, serial=serial)
    tally.outcomes.update(outcome.value for outcome in outcomes.values())
    tag_records(store, _changed(store, parsed, outcomes), intake.tag, at=at)
    new = [pmid for pmid, outcome in outcomes.items() if outcome is Outcome.NEW]
    if gone := store.deleted_among(new):  # by a later file, which came before
        tally.outcomes["deleted"] += len(gone)
    for item in batch:
        if isinstance(item, Deleted):
            deleted = store.delete(item.pmids, at=at, serial=serial, unknown=True)
            tally.outcomes["deleted"] += list(deleted.values()).count(Outcome.DELETED)
            continue
        tally.read += 1
        if isinstance(item, Unreadable):
            tally.failures.append(item)


def _changed(store: Store, parsed: Sequence[Parsed], outcomes: dict[int, Outcome]) -> list[Record]:
    """The records with a new or changed text, as parsed; read back where a batch held several of one PMID."""
    count = Counter(item.record.pmid for item in parsed)
    fresh = {pmid for pmid, outcome in outcomes.items() if outcome in {Outcome.NEW, Outcome.CHANGED}}
    single = [item.record for item in parsed if item.record.pmid in fresh and count[item.record.pmid] == 1]
    return single + list(store.records(sorted(pmid for pmid in fresh if count[pmid] > 1)))


def tag_records(store: Store, records: Sequence[Record], tag: Tag, *, at: datetime | None = None) -> None:
    """Tag records and keep their readings, inside the caller's transaction."""
    store.put_all_readings(tagged(records, tag), at=at)


def tagged(records: Sequence[Record], tag: Tag) -> list[Tagged]:
    """What the taggers say of records; `put_all_readings` leaves out those that have another text by then."""
    return [
        Tagged(record.pmid, readings, digest_of(record.passages))
        for record, readings in zip(records, tag(records), strict=True)
    ]

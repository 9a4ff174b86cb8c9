"""Make records anew from the bytes that they came as, some at a time. Touches only the database it is given.

No network. What takes long, reading the bytes, is done outside the transaction that writes what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from evidence.pubmed.items import Parsed
from evidence.records import Record, Source
from evidence.store import facts, tags, text_index
from evidence.store.raw import unpacked
from evidence.store.reading import OF_THESE, these, unsound
from evidence.store.saving_records import Outcome, put, rewrite

Parse = Callable[[bytes, Source], Record]
"""Reads the bytes of one record; a ValueError says why it can't."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: the outcome by PMID, and why some could not be read again.

    Those that `lost` names can't be read any more either; the others of `failed` stay as they were.
    """

    outcomes: dict[int, Outcome]
    failed: tuple[tuple[int, str], ...]
    lost: frozenset[int]


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Some records read again and not yet written: what came of it, and the revision of each that was read."""

    pmids: Sequence[int]
    items: list[Parsed] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)
    revisions: Mapping[int, int] = field(default_factory=dict)


def read_again(db: Database, pmids: Sequence[int], parse: Parse) -> ReadAgain:
    """Read records again from their newest bytes; nothing is written."""
    read = ReadAgain(pmids, revisions=_revisions(db, pmids))
    read.items.extend(_parsed(db, pmids, parse, read.failed))
    return read


def write_again(db: Database, read: ReadAgain) -> Rebuilt:
    """Write what was read again, and make the facts of these records anew; inside a transaction.

    A record that got another text since it was read is left out: that text is as new as can be.

    Raises:
        Damaged: a correction can't be read, which has no bytes that it came as.
    """
    today = _revisions(db, read.pmids)
    pmids = [pmid for pmid in read.pmids if today.get(pmid) == read.revisions.get(pmid)]
    parsed = [item for item in read.items if item.record.pmid in set(pmids)]
    failed = {pmid: why for pmid, why in read.failed.items() if pmid in set(pmids)}
    lost = _mend(db, pmids, parsed, failed)
    outcomes = put(db, parsed, at=None, forced=True)
    facts.forget(db, pmids)
    facts.refresh(db, facts.known(db, pmids))
    return Rebuilt(outcomes, tuple(sorted(failed.items())), frozenset(lost))


def _mend(db: Database, pmids: Sequence[int], parsed: Sequence[Parsed], failed: dict[int, str]) -> set[int]:
    """Write damaged records again, and forget readings that can't be read; those that are beyond help.

    `put` would leave a damaged record alone: it goes by the hash, which still is that of the record that came.
    """
    damaged = set(unsound(db, pmids))
    mended = [item.record for item in parsed if item.record.pmid in damaged]
    if mended:
        rewrite(db, mended)
        text_index.make_at_once(db)  # which must agree with the records at the end of each transaction
    tags.forget(db, damaged | set(tags.unreadable(db, pmids)))
    for pmid in damaged - {item.record.pmid for item in parsed}:
        failed.setdefault(pmid, "its record is damaged, and no bytes were kept to read it again from")
    return set(unsound(db, sorted(damaged)))


def _revisions(db: Database, pmids: Sequence[int]) -> dict[int, int]:
    """The number of each record's newest revision."""
    query = f"SELECT pmid, max(revision) FROM revisions WHERE pmid {OF_THESE} GROUP BY pmid"  # noqa: S608 - our own names
    return dict(db.conn.execute(query, these(pmids)))


def _parsed(db: Database, pmids: Sequence[int], parse: Parse, failed: dict[int, str]) -> Iterator[Parsed]:
    query = f"""
        SELECT v.pmid, v.source, codec, data, size FROM revisions v JOIN raw ON hash = raw_hash
        WHERE v.pmid {OF_THESE} AND revision = (SELECT max(revision) FROM revisions WHERE pmid = v.pmid)
        ORDER BY v.pmid"""  # noqa: S608 - our own names
    for pmid, source, codec, data, size in db.conn.execute(query, these(pmids)).fetchall():
        try:
            raw = unpacked(codec, data, size)
            record = parse(raw, Source(source))
        except ValueError as error:
            failed[pmid] = str(error)
            continue
        if record.pmid == pmid:
            yield Parsed(record, raw)
        else:
            failed[pmid] = f"its bytes are read as PMID {record.pmid}"

"""Make a store anew from the bytes that its records came as. Touches only the database it is given, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from evidence.chunks import chunks
from evidence.pubmed.items import Parsed
from evidence.records import Record, Source
from evidence.store import facts, tags
from evidence.store.putting import Outcome, put, rewrite
from evidence.store.raw import unpacked
from evidence.store.reading import OF_THESE, these, unsound

Parse = Callable[[bytes, Source], Record]
"""Reads the bytes of one record; a ValueError says why it can't."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What `rebuild` did: the outcome by PMID, and why some could not be read again.

    Those that `lost` names can't be read any more either; the others of `failed` stay as they were.
    """

    outcomes: dict[int, Outcome]
    failed: tuple[tuple[int, str], ...]
    lost: frozenset[int]


def rebuild(db: Database, parse: Parse) -> Rebuilt:
    """Read every record again from its newest bytes, then make facts and index anew; inside a transaction.

    Raises:
        Damaged: a correction can't be read, which has no bytes that it came as.
    """
    outcomes: dict[int, Outcome] = {}
    failed: dict[int, str] = {}
    lost: set[int] = set()
    pmids = [pmid for (pmid,) in db.conn.execute("SELECT pmid FROM records ORDER BY pmid")]
    for chunk in chunks(pmids):
        parsed = list(_parsed(db, chunk, parse, failed))
        lost |= _mend(db, chunk, parsed, failed)
        outcomes |= put(db, parsed, at=None, forced=True)
        facts.forget(db, chunk)
        facts.refresh(db, facts.known(db, chunk))
    db.conn.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")
    return Rebuilt(outcomes, tuple(sorted(failed.items())), frozenset(lost))


def _mend(db: Database, pmids: Sequence[int], parsed: Sequence[Parsed], failed: dict[int, str]) -> set[int]:
    """Write damaged records again, and forget readings that can't be read; those that are beyond help.

    `put` would leave a damaged record alone: it goes by the hash, which still is that of the record that came.
    """
    damaged = set(unsound(db, pmids))
    rewrite(db, [item.record for item in parsed if item.record.pmid in damaged])
    tags.forget(db, damaged | set(tags.unreadable(db, pmids)))
    for pmid in damaged - {item.record.pmid for item in parsed}:
        failed.setdefault(pmid, "its record is damaged, and no bytes were kept to read it again from")
    return set(unsound(db, sorted(damaged)))


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

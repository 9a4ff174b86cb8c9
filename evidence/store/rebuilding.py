"""Make a store anew from the bytes that its records came as. Touches only the database it is given, no network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from evidence.chunks import chunks
from evidence.pubmed.items import Parsed
from evidence.records import Record, Source
from evidence.store import facts
from evidence.store.putting import Outcome, put
from evidence.store.raw import unpacked
from evidence.store.reading import OF_THESE, these

Parse = Callable[[bytes, Source], Record]
"""Reads the bytes of one record; a ValueError says why it can't."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What `rebuild` did: the outcome by PMID, and why some could not be read again (they stay as they were)."""

    outcomes: dict[int, Outcome]
    failed: tuple[tuple[int, str], ...]


def rebuild(db: Database, parse: Parse) -> Rebuilt:
    """Read every record again from its newest bytes, then make facts and index anew; inside a transaction."""
    outcomes: dict[int, Outcome] = {}
    failed: list[tuple[int, str]] = []
    pmids = [pmid for (pmid,) in db.conn.execute("SELECT pmid FROM records ORDER BY pmid")]
    for chunk in chunks(pmids):
        outcomes |= put(db, list(_parsed(db, chunk, parse, failed)), at=None, forced=True)
        facts.forget(db, chunk)
        facts.refresh(db, facts.known(db, chunk))
    db.conn.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")
    return Rebuilt(outcomes, tuple(failed))


def _parsed(db: Database, pmids: Sequence[int], parse: Parse, failed: list[tuple[int, str]]) -> Iterator[Parsed]:
    query = f"""
        SELECT r.pmid, r.source, codec, data, size FROM revisions r JOIN raw ON hash = raw_hash
        WHERE r.pmid {OF_THESE} AND revision = (SELECT max(revision) FROM revisions WHERE pmid = r.pmid)
        ORDER BY r.pmid"""  # noqa: S608 - our own names
    for pmid, source, codec, data, size in db.conn.execute(query, these(pmids)).fetchall():
        try:
            raw = unpacked(codec, data, size)
            record = parse(raw, Source(source))
        except ValueError as error:
            failed.append((pmid, str(error)))
            continue
        if record.pmid == pmid:
            yield Parsed(record, raw)
        else:
            failed.append((pmid, f"its bytes are read as PMID {record.pmid}"))

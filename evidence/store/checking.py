"""Check that a store keeps its promises: quotes are verbatim, facts are settled, indexes agree. Reads, never writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from evidence.chunks import chunks
from evidence.findings import Finding, Reading
from evidence.records import Passage, Quote, Record
from evidence.shown import shown
from evidence.store import facts, raw, reading, screenings, tags
from evidence.store.damage import Damaged
from evidence.store.ledger_check import ledger_problems
from evidence.store.reading import OF_THESE, seal_of, these
from evidence.store.rows import rows_of
from evidence.values import Field


@dataclass(frozen=True, slots=True)
class Problem:
    """A promise that does not hold; without a PMID it is one of the whole file."""

    pmid: int | None
    field: Field | None
    what: str

    def __str__(self) -> str:
        place = ", ".join(str(part) for part in (self.pmid and f"PMID {self.pmid}", self.field) if part)
        return f"{place}: {self.what}" if place else self.what


def problems(db: Database) -> Iterator[Problem]:
    """All that does not hold: of the file, of the ledger, then record by record in ascending order of PMID."""
    yield from _of_file(db)
    yield from (Problem(pmid, None, what) for pmid, what in ledger_problems(db))
    pmids = [pmid for (pmid,) in db.conn.execute("SELECT pmid FROM records ORDER BY pmid")]
    for chunk in chunks(pmids):
        yield from _of_all(db, chunk)
        yield from _of_raw(db, chunk)


def _of_all(db: Database, pmids: Sequence[int]) -> list[Problem]:
    """What does not hold of these records, also where one of them can't be read."""
    try:
        return list(of_records(db, pmids))
    except Damaged as damaged:
        if len(pmids) == 1:
            return [Problem(damaged.pmid, None, damaged.rows)]
        return [problem for pmid in pmids for problem in _of_all(db, [pmid])]


def _of_file(db: Database) -> Iterator[Problem]:
    for (said,) in db.conn.execute("PRAGMA quick_check"):
        if said != "ok":
            yield Problem(None, None, f"the file is damaged: {said}")
    for table, _, parent, _ in db.conn.execute("PRAGMA foreign_key_check"):
        yield Problem(None, None, f"a row of {table} belongs to no row of {parent}")
    yield from _of_index(db)


def _of_index(db: Database) -> Iterator[Problem]:
    """SQLite's own check (spelt as an INSERT, so rolled back and left out where the store is read-only)."""
    if db.conn.execute("PRAGMA query_only").fetchone()[0]:
        return
    db.conn.execute("SAVEPOINT checking")
    try:
        db.conn.execute("INSERT INTO records_fts (records_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield Problem(None, None, f"the full-text index does not agree with the records ({error}); run rebuild")
    finally:
        db.conn.execute("ROLLBACK TO checking")
        db.conn.execute("RELEASE checking")


def of_records(db: Database, pmids: Sequence[int]) -> Iterator[Problem]:
    """What does not hold of these records, which must be stored.

    Raises:
        Damaged: one of them can't be read.
    """
    records, readings = reading.load(db, pmids), tags.load(db, pmids)
    hashes, seen = reading.seals(db, pmids), _seen(db, pmids)
    settled, rows = dict(facts.settle(db, pmids)), _fact_rows(db, pmids)
    screenings.of_records(db, pmids)  # which raises, too
    for pmid in pmids:
        if seal_of(rows_of(records[pmid])) != hashes[pmid]:
            yield Problem(pmid, None, "the record is not what was stored")
        for field, one in sorted(readings.get(pmid, {}).items()):
            if seen[pmid, field] != hashes[pmid][1]:
                yield Problem(pmid, field, "read from another text than the one that is stored; tag it again")
            yield from _of_reading(records[pmid], one)
        row = rows.get(pmid)
        if row is not None and row != facts.row_of(settled[pmid]):
            yield Problem(pmid, None, "the row of facts is not what readings and corrections say; run rebuild")
        if row is None and any(fact != type(fact)(field, None) for field, fact in settled[pmid].items()):
            yield Problem(pmid, None, "no row of facts for what readings and corrections say; run rebuild")


def _of_reading(record: Record, one: Reading) -> Iterator[Problem]:
    passages = {passage.name: passage for passage in record.passages}
    if one.chosen is not None and not one.chosen.quotes:
        yield Problem(record.pmid, one.field, f"{one.chosen.rule} gives a value without a quote")
    for finding in one.candidates:
        for quote in finding.quotes:
            if (what := _of_quote(finding, quote, passages.get(quote.passage))) is not None:
                yield Problem(record.pmid, one.field, what)


def _of_quote(finding: Finding, quote: Quote, passage: Passage | None) -> str | None:
    if passage is None:
        return f"{finding.rule} quotes {quote.passage}, which the record lacks"
    if not 0 <= quote.start < quote.end or passage.text[quote.start : quote.end] != quote.text:
        return f"{finding.rule} quotes {shown(quote.text)}, which is not at {quote.passage}:{quote.start}-{quote.end}"
    return None


def _seen(db: Database, pmids: Sequence[int]) -> dict[tuple[int, str], str]:
    query = f"SELECT pmid, field, text_digest FROM readings WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
    return {(pmid, field): digest for pmid, field, digest in db.conn.execute(query, these(pmids))}


def _fact_rows(db: Database, pmids: Sequence[int]) -> dict[int, tuple[object, ...]]:
    query = f"SELECT pmid, {', '.join(facts.COLUMNS)} FROM facts WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
    return {row[0]: tuple(row[1:]) for row in db.conn.execute(query, these(pmids))}


def _of_raw(db: Database, pmids: Sequence[int]) -> Iterator[Problem]:
    query = f"""
        SELECT pmid, hash, codec, size, data FROM revisions JOIN raw ON hash = raw_hash WHERE pmid {OF_THESE}
        ORDER BY pmid, revision"""  # noqa: S608 - our own names
    for pmid, name, codec, size, data in db.conn.execute(query, these(pmids)):
        if not raw.is_whole(name, codec, data, size):
            yield Problem(
                pmid,
                None,
                "the bytes that it came as are damaged: rebuild can't read it again; a pull into a new file can",
            )

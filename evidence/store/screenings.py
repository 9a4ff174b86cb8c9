"""What persons said of whether records belong: added, never changed. Touches only the database it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from sqlite3 import Connection
from typing import Any, Final

from sqlite_utils import Database

from evidence.screening import Decision, Screened, Screening, Stage, screened
from evidence.store.damage import FAULTS, Damaged
from evidence.store.moments import utc_text
from evidence.store.names import check_said
from evidence.store.reading import OF_THESE, these
from evidence.store.script import run_script

# As corrections: no foreign key, for a word outlives the record and may come before it; no row is changed or removed.
_TABLE: Final = """
CREATE TABLE screenings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pmid INTEGER NOT NULL, stage TEXT NOT NULL, verdict TEXT NOT NULL,
    reason TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL
) STRICT;
CREATE INDEX screenings_of ON screenings (pmid, made_at);
CREATE UNIQUE INDEX screenings_once ON screenings (pmid, stage, verdict, reason, made_by, made_at);
CREATE TRIGGER screenings_keep_update BEFORE UPDATE ON screenings
    BEGIN SELECT RAISE(ABORT, 'screenings are kept as they were made; add another one'); END;
CREATE TRIGGER screenings_keep_delete BEFORE DELETE ON screenings
    BEGIN SELECT RAISE(ABORT, 'screenings are kept for ever; withdraw one with another'); END;
"""
_ADD: Final = """
INSERT INTO screenings (pmid, stage, verdict, reason, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING"""
_ALL: Final = "SELECT pmid, stage, verdict, reason, made_by, made_at FROM screenings"
_IN_ORDER: Final = " ORDER BY made_at, id"
_BY_RECORD: Final = " ORDER BY pmid, made_at, id"


def create_screenings(db: Database) -> None:
    """A migration: people may say which records belong."""
    run_script(db, _TABLE)


def add(db: Database, said: Screening) -> bool:
    """Add one; False where the very same is there already.

    Raises:
        BadInput: a broken character in what was typed, too long a text, no PMID, or a time without a zone.
    """
    check_said(said.pmid, {"reason": said.reason, "name": said.by})
    row = (said.pmid, said.stage.value, said.verdict.value, said.reason, said.by, utc_text(said.at))
    return db.conn.execute(_ADD, row).rowcount > 0


def any_said(connection: Connection) -> bool:
    """Whether anybody ever said of any record whether it belongs."""
    return connection.execute("SELECT 1 FROM screenings LIMIT 1").fetchone() is not None


def load(db: Database, pmid: int | None = None) -> Iterator[Screening]:
    """All that was said, or all of one record, in the order in which it was said."""
    where, given = ("", ()) if pmid is None else (" WHERE pmid = ?", (pmid,))
    yield from map(_screening, db.conn.execute(_ALL + where + _IN_ORDER, given))


def of_records(db: Database, pmids: Sequence[int]) -> dict[int, Screened]:
    """What people say of those of these records of which they say anything."""
    return dict(_settled(db.conn.execute(f"{_ALL} WHERE pmid {OF_THESE}{_BY_RECORD}", these(pmids))))


def of_all(connection: Connection) -> dict[int, Screened]:
    """What people say, by PMID in ascending order; also of records that are not stored."""
    return dict(_settled(connection.execute(_ALL + _BY_RECORD)))


def _settled(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Screened]]:
    for pmid, said in groupby(map(_screening, rows), key=lambda one: one.pmid):
        if found := screened(said):
            yield pmid, found


def _screening(row: tuple[Any, ...]) -> Screening:
    pmid, stage, verdict, reason, by, at = row
    try:
        return Screening(pmid, Stage(stage), Decision(verdict), reason, by, datetime.fromisoformat(at))
    except FAULTS as error:
        what = f"what {by} said of it in screening, {at},"
        raise Damaged(pmid, what, error, "restore a copy of the store: nothing else has it") from None

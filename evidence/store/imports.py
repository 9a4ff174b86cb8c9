"""What imports brought, file by file, and which files they took in to their end. Touches the database given.

By the latter an import of a folder goes on where it stopped. As in the ledger, nothing here begins or ends a
transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from evidence.sanitize import visible
from evidence.store.moments import utc_seconds, utc_text
from evidence.store.script import run_script
from evidence.tally import Tally

# One row each time that a file is read: read = outside + repeated + failed + new + changed + unchanged + kept.
# begun_at: of the whole run, and the stored_at of each revision that it brought. content: of what was read of the file,
# so that the same file is known again. error: why the rest of it could not be read, or all of it.
_TABLE: Final = """
CREATE TABLE imported_files (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL, content TEXT NOT NULL, begun_at TEXT NOT NULL,
    read INTEGER NOT NULL, outside INTEGER NOT NULL, repeated INTEGER NOT NULL, failed INTEGER NOT NULL,
    new INTEGER NOT NULL, changed INTEGER NOT NULL, unchanged INTEGER NOT NULL, kept INTEGER NOT NULL,
    deleted INTEGER NOT NULL, error TEXT
) STRICT;
CREATE INDEX imported_files_begun ON imported_files (begun_at);
"""
BROKEN_OFF: Final = "it was not read to its end: the import is at work, or was broken off"
"""The `error` of a reading until it comes to the end of its file."""
_COUNTS: Final = ("read", "outside", "repeated", "failed", "new", "changed", "unchanged", "kept", "deleted")
_SELECT: Final = f"SELECT name, query, content, begun_at, error, {', '.join(_COUNTS)} FROM imported_files ORDER BY id"  # noqa: S608 - our own names
# Records that a file brought first of all.
_BROUGHT: Final = """
SELECT pmid FROM revisions WHERE revision = 1 AND stored_at IN (SELECT begun_at FROM imported_files)"""


def create_imported_files(db: Database) -> None:
    """A migration: what imports read, could not read and had already."""
    run_script(db, _TABLE)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One reading of one file; `begun` is a moment in UTC, ISO 8601, `error` why (the rest of) it can't be read."""

    name: str
    query: str
    content: str
    begun: str
    error: str | None
    read: int
    outside: int
    repeated: int
    failed: int
    new: int
    changed: int
    unchanged: int
    kept: int
    deleted: int


class Account:
    """The account of one reading of a file, brought up to date with each batch, in the caller's transaction."""

    def __init__(self, db: Database, name: str, query: str, now: datetime) -> None:
        self._db = db
        self._head = (visible(name), query, utc_text(now))  # a name may hold bytes that are no text
        self._id: int | None = None

    def note(self, tally: Tally) -> None:
        """Write down what became of the records so far."""
        counts = [
            tally.read, tally.outside, tally.repeated, len(tally.failures),
            *(tally.outcomes[name] for name in _COUNTS[4:]),
        ]  # fmt: skip
        error = None if tally.at_end else BROKEN_OFF
        if self._id is None:
            columns = f"name, query, begun_at, content, error, {', '.join(_COUNTS)}"
            marks = ", ".join("?" * (5 + len(_COUNTS)))
            sql = f"INSERT INTO imported_files ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
            self._id = self._db.conn.execute(sql, (*self._head, tally.content, error, *counts)).lastrowid
        else:
            sets = ", ".join(f"{name} = ?" for name in _COUNTS)
            sql = f"UPDATE imported_files SET content = ?, error = ?, {sets} WHERE id = ?"  # noqa: S608 - our own names
            self._db.conn.execute(sql, (tally.content, error, *counts, self._id))

    def broken(self, why: str) -> None:
        """Write down that the file, or the rest of it, can't be read."""
        if self._id is None:
            self.note(Tally())
        self._db.conn.execute("UPDATE imported_files SET error = ? WHERE id = ?", (visible(why), self._id))


def imported_files(db: Database) -> Iterator[ImportedFile]:
    """All readings of files, oldest first."""
    return (ImportedFile(*row) for row in db.conn.execute(_SELECT))


def brought(db: Database) -> frozenset[int]:
    """The PMIDs of the records that came from a file before anything else brought them."""
    return frozenset(pmid for (pmid,) in db.conn.execute(_BROUGHT))


class Imports:
    """The files that a store has taken in, each by the md5 of its bytes and the query that chose among its records."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def is_done(self, md5: str, query: str = "") -> bool:
        """Whether this very file was taken in to its end under this query ("" for all of it)."""
        sql = "SELECT 1 FROM imports WHERE md5 = ? AND query = ?"
        return self._db.conn.execute(sql, (md5, query)).fetchone() is not None

    def done(self, name: str, md5: str, query: str = "", *, now: datetime) -> None:
        """Note that it was; in the transaction of its last batch, or after it."""
        sql = "INSERT INTO imports (md5, query, name, finished_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        self._db.conn.execute(sql, (md5, query, name, utc_seconds(now)))

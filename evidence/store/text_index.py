"""The full-text index: written with each record, or made anew beside the one in use. Touches only the database given.

Made at once it takes five seconds of 20,000 records, in which nobody else could write. So a new one grows by slices in
a table of its own, kept in step by whoever writes a record meanwhile, and takes the other's place when it is whole:
what is searched is whole at any time, also after a kill.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlite_utils import Database

from evidence.store.reading import OF_THESE, these

IN_USE: Final = "records_fts"
ANEW: Final = "records_fts_anew"
# ruff: noqa: S608 - SQL is made here of our own names
_ALL: Final = "pmid, title, abstract, keywords, mesh FROM records"
_TEXTS: Final = f"{_ALL} WHERE pmid {OF_THESE}"
_INSERT: Final = "INSERT INTO {0} (rowid, title, abstract, keywords, mesh) SELECT "
_ADD: Final = _INSERT + _TEXTS
# An index without its own text must be told what to forget, while the old text is still there to tell it.
_TAKE_OUT: Final = "INSERT INTO {0} ({0}, rowid, title, abstract, keywords, mesh) SELECT 'delete', " + _TEXTS
_HELD: Final = f"IN (SELECT id FROM {ANEW}_docsize)"  # FTS5's own list of what it holds


def add(db: Database, pmids: Iterable[int]) -> None:
    """Put records in that are not there, as they are stored now."""
    wanted = these(pmids)
    for table in (IN_USE, ANEW) if _is_in_the_making(db) else (IN_USE,):
        db.conn.execute(_ADD.format(table) + " ORDER BY pmid", wanted)


def take_out(db: Database, pmids: Iterable[int]) -> None:
    """Take records out that are there; before their text changes."""
    wanted = these(pmids)
    db.conn.execute(_TAKE_OUT.format(IN_USE), wanted)
    if _is_in_the_making(db):
        db.conn.execute(f"{_TAKE_OUT.format(ANEW)} AND pmid {_HELD}", wanted)


def make_at_once(db: Database) -> None:
    """Make it anew of all records."""
    db.conn.execute(f"INSERT INTO {IN_USE} ({IN_USE}) VALUES ('rebuild')")


def begin_anew(db: Database) -> None:
    """Begin a new one beside it; what another run left of one is thrown away."""
    db.conn.execute(f"DROP TABLE IF EXISTS {ANEW}")
    (made_by,) = db.conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (IN_USE,)).fetchone()
    db.conn.execute(f"CREATE VIRTUAL TABLE {ANEW} USING {made_by.partition('USING')[2]}")


def go_on_anew(db: Database, pmids: Iterable[int]) -> None:
    """Put records into the new one, but those that somebody has put in since it was begun."""
    db.conn.execute(f"{_ADD.format(ANEW)} AND pmid NOT {_HELD} ORDER BY pmid", these(pmids))


def end_anew(db: Database) -> None:
    """Put the new one in the place of the other, with what came after the records were listed and before `begin_anew`.

    Whoever began it may have waited for another's import in between.
    """
    db.conn.execute(f"{_INSERT.format(ANEW)}{_ALL} WHERE pmid NOT {_HELD} ORDER BY pmid")
    db.conn.execute(f"DROP TABLE {IN_USE}")
    db.conn.execute(f"ALTER TABLE {ANEW} RENAME TO {IN_USE}")


def _is_in_the_making(db: Database) -> bool:
    return db.conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (ANEW,)).fetchone() is not None

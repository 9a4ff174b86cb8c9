"""The tables of the pull ledger; stub, replaced by the builder of the pull. Touches only the database it is given."""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from evidence.store.script import run_script

_LEDGER: Final = """
CREATE TABLE pulls (
    id INTEGER PRIMARY KEY, query TEXT NOT NULL, query_as_understood TEXT, warnings TEXT,
    started_at TEXT NOT NULL, finished_at TEXT, found INTEGER NOT NULL
) STRICT;
CREATE TABLE batches (
    pull INTEGER NOT NULL REFERENCES pulls (id), position INTEGER NOT NULL,
    asked TEXT NOT NULL,
    new INTEGER, changed INTEGER, unchanged INTEGER, books INTEGER, deleted INTEGER, failed INTEGER,
    stored_at TEXT,
    PRIMARY KEY (pull, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE watermarks (
    query TEXT PRIMARY KEY, pull INTEGER NOT NULL REFERENCES pulls (id), through TEXT NOT NULL
) STRICT;
"""


def create_ledger(db: Database) -> None:
    """Migration 2: pulls, their batches, and how far each query has been followed."""
    run_script(db, _LEDGER)

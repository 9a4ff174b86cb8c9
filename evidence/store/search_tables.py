"""Indexes that searching needs beside the full-text one, and the saved searches. Touches only the database it is given.

`records_narrow` and `facts_narrow` begin with the PMID and hold what filters ask for, so that filtering a word's hits
walks a few dozen bytes a record and not the whole abstract (measured: 65 ns a hit). SQLite keeps them in step itself.
"""

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from evidence.store.script import run_script

JOURNALS: Final = "coalesce(journal, '') || '|' || coalesce(journal_iso, '') || '|' || coalesce(journal_medline, '')"
"""A journal's three names as one text; the index on it lists each journal once for `journal:`."""

_SEARCH: Final = f"""
CREATE INDEX records_narrow ON records (pmid, year, deleted, retracted, summary, source, kind, languages, status);
CREATE INDEX records_journals ON records ({JOURNALS});
CREATE INDEX facts_narrow ON facts (
    pmid, design, design_parent, n, follow_up_days, species, allocation,
    design_confidence, n_confidence, follow_up_confidence
);
CREATE TABLE saved_searches (
    name TEXT PRIMARY KEY, query TEXT NOT NULL, sort TEXT, about TEXT, saved_at TEXT NOT NULL
) STRICT;
"""


def create_search(db: Database) -> None:
    """A migration: narrow indexes and saved searches."""
    run_script(db, _SEARCH)

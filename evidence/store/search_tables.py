"""What searching needs beside the full-text index: facets, journals, saved searches. Touches only the given database.

`facets` has of each record what filters and orders ask for most, a few dozen bytes in one narrow table, so that looking
up each hit of a common word stays cheap: 0.1 µs a hit, against 0.3 µs through a covering index and far more through
`records`, whose rows hold the abstract. Triggers keep it in step with `records` and `facts`, whoever writes them.
"""
# ruff: noqa: S608 - SQL is made here of our own names

from __future__ import annotations

from typing import Final

from sqlite_utils import Database

from evidence.store.script import run_script
from evidence.store.tag_columns import PREFIX

JOURNALS: Final = "coalesce(journal, '') || '|' || coalesce(journal_iso, '') || '|' || coalesce(journal_medline, '')"
"""A journal's three names as one text; the index on it lists each journal once for `journal:`."""

OF_RECORD: Final = ("year", "deleted", "retracted", "summary", "kind", "source", "status", "languages")
OF_FACTS: Final = ("design", "allocation", "species", "n", "follow_up_days")
_LOWEST: Final = ", ".join(f"coalesce({{0}}{tag}_confidence, 9)" for tag in PREFIX.values())
_CONFIDENCE: Final = f"nullif(min({_LOWEST}), 9)"  # 9 stands for none, as no confidence is above 1


def _set(columns: tuple[str, ...], owner: str) -> str:
    return ", ".join(f"{name} = {owner}{name}" for name in columns)


_FROM_FACTS: Final = f"UPDATE facets SET {_set(OF_FACTS, 'new.')}, confidence = {_CONFIDENCE.format('new.')}"
_SEARCH: Final = f"""
CREATE INDEX records_journals ON records ({JOURNALS});
CREATE TABLE facets (
    pmid INTEGER PRIMARY KEY, year INTEGER, n INTEGER, follow_up_days REAL, confidence REAL,
    deleted INTEGER NOT NULL, retracted INTEGER NOT NULL, summary INTEGER NOT NULL,
    design TEXT, allocation TEXT, species TEXT, kind TEXT NOT NULL, source TEXT NOT NULL, status TEXT, languages TEXT
) STRICT;
INSERT INTO facets (pmid, {", ".join((*OF_RECORD, *OF_FACTS))}, confidence)
    SELECT r.pmid, {", ".join(f"r.{name}" for name in OF_RECORD)}, {", ".join(f"f.{name}" for name in OF_FACTS)},
        {_CONFIDENCE.format("f.")}
    FROM records r LEFT JOIN facts f USING (pmid);
CREATE TRIGGER facets_of_a_new_record AFTER INSERT ON records BEGIN
    INSERT INTO facets (pmid, {", ".join(OF_RECORD)})
    VALUES (new.pmid, {", ".join(f"new.{name}" for name in OF_RECORD)});
END;
CREATE TRIGGER facets_of_a_changed_record AFTER UPDATE OF {", ".join(OF_RECORD)} ON records BEGIN
    UPDATE facets SET {_set(OF_RECORD, "new.")} WHERE pmid = new.pmid;
END;
CREATE TRIGGER facets_of_no_record AFTER DELETE ON records BEGIN DELETE FROM facets WHERE pmid = old.pmid; END;
CREATE TRIGGER facets_of_new_facts AFTER INSERT ON facts BEGIN {_FROM_FACTS} WHERE pmid = new.pmid; END;
CREATE TRIGGER facets_of_changed_facts AFTER UPDATE ON facts BEGIN {_FROM_FACTS} WHERE pmid = new.pmid; END;
CREATE TRIGGER facets_of_no_facts AFTER DELETE ON facts BEGIN
    UPDATE facets SET {", ".join(f"{name} = NULL" for name in (*OF_FACTS, "confidence"))} WHERE pmid = old.pmid;
END;
CREATE TABLE saved_searches (
    name TEXT PRIMARY KEY, query TEXT NOT NULL, sort TEXT, about TEXT, saved_at TEXT NOT NULL
) STRICT;
"""


def create_search(db: Database) -> None:
    """A migration: facets made of what is there and kept by triggers, journals, saved searches."""
    run_script(db, _SEARCH)

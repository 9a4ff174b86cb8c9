"""The tables of the pull ledger; `Ledger` (ledger.py) writes them, migration 2 makes them. Touches nothing."""

from __future__ import annotations

from typing import Final

# searches: one row a query and how far it was followed. hits: what it found when last asked; `owed` failed and is asked
# again, `dropped` is the pull that no longer found it (the record stays). pulls: one row a pull, the sum of which is
# found. batches: what was asked; bodies: PubMed's answers as they came, kept until they are stored, for good where
# something in them could not be read. outcomes: each record that a pull added, changed, lost or missed.
# imports: files that were taken in to their end (imports.py). trials: what the registry says (trials.py).
LEDGER: Final = """
CREATE TABLE searches (
    id INTEGER PRIMARY KEY, query TEXT NOT NULL, source TEXT NOT NULL, watermark TEXT,
    UNIQUE (query, source)
) STRICT;
CREATE TABLE pulls (
    id INTEGER PRIMARY KEY, search INTEGER NOT NULL REFERENCES searches (id), query TEXT NOT NULL, source TEXT NOT NULL,
    since TEXT, "limit" INTEGER, through TEXT, translation TEXT NOT NULL,
    started_at TEXT NOT NULL, finished_at TEXT,
    count INTEGER NOT NULL, found INTEGER NOT NULL, unasked INTEGER NOT NULL,
    new INTEGER, changed INTEGER, unchanged INTEGER, books INTEGER, deleted INTEGER, failed INTEGER, dropped INTEGER
) STRICT;
CREATE TABLE pull_warnings (
    pull INTEGER NOT NULL REFERENCES pulls (id), position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (pull, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE batches (
    pull INTEGER NOT NULL REFERENCES pulls (id), position INTEGER NOT NULL,
    reason TEXT NOT NULL, asked TEXT NOT NULL, state TEXT NOT NULL, gone TEXT, failures TEXT,
    new INTEGER, changed INTEGER, unchanged INTEGER, books INTEGER, deleted INTEGER, failed INTEGER,
    PRIMARY KEY (pull, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE bodies (
    pull INTEGER NOT NULL, batch INTEGER NOT NULL, position INTEGER NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, codec TEXT NOT NULL, data BLOB,
    PRIMARY KEY (pull, batch, position),
    FOREIGN KEY (pull, batch) REFERENCES batches (pull, position)
) STRICT;
CREATE TABLE outcomes (
    id INTEGER PRIMARY KEY, pull INTEGER NOT NULL REFERENCES pulls (id), pmid INTEGER,
    outcome TEXT NOT NULL, reason TEXT, records INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX outcomes_pull ON outcomes (pull, outcome);
CREATE INDEX outcomes_pmid ON outcomes (pmid);
CREATE TABLE hits (
    search INTEGER NOT NULL REFERENCES searches (id), pmid INTEGER NOT NULL,
    first INTEGER NOT NULL REFERENCES pulls (id), owed INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER REFERENCES pulls (id),
    PRIMARY KEY (search, pmid)
) STRICT, WITHOUT ROWID;
CREATE INDEX hits_pmid ON hits (pmid);
CREATE TABLE imports (
    md5 TEXT NOT NULL, query TEXT NOT NULL, name TEXT NOT NULL, finished_at TEXT NOT NULL,
    PRIMARY KEY (md5, query)
) STRICT, WITHOUT ROWID;
CREATE TABLE trials (
    nct TEXT PRIMARY KEY, enrolment INTEGER, enrolment_type TEXT, allocation TEXT, masking TEXT, model TEXT,
    status TEXT, last_time_frame TEXT, days REAL, asked_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

"""The tables of a store and the numbered migrations that make them. Touches only the database that it is given.

A released migration is never edited: a change is a new one at the end of `MIGRATIONS`, with a dump of the schema before
it under tests/store/released. The number of a file is its `user_version`; `APPLICATION_ID` tells our files from others.
Names read well in Datasette, which can open the file as it is: `evidence_table` is the view to look at first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlite_utils import Database

from evidence.records import Author, first_of
from evidence.store import facts
from evidence.store.changes import create_changes
from evidence.store.deletions import create_deletions
from evidence.store.facts import write_minutes
from evidence.store.imports import create_imported_files
from evidence.store.kept_rules import create_own_rules
from evidence.store.kept_topic import create_topics, keep_what_was_shown
from evidence.store.ledger import create_ledger
from evidence.store.nlm_files import create_nlm_files
from evidence.store.renewals import create_renewals
from evidence.store.screenings import create_screenings
from evidence.store.script import run_script
from evidence.store.search_tables import create_search

APPLICATION_ID: Final = 0x45564431  # "EVD1"

# One row an article. `abstract` is its sections joined by newlines (`sections` has where each lies), `mesh` and
# `keywords` the same of their tables: what the full-text index reads, and what a person sees in Datasette.
# content_hash: of the whole record, so that an unchanged one costs no write; text_digest: of what taggers see.
_RECORDS: Final = """
CREATE TABLE records (
    pmid INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    abstract TEXT,
    keywords TEXT,
    mesh TEXT,
    first_author TEXT,
    year INTEGER,
    doi TEXT,
    retracted INTEGER NOT NULL,
    summary INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    vernacular_title TEXT,
    copyright TEXT,
    authors_complete INTEGER NOT NULL,
    journal TEXT, journal_iso TEXT, journal_medline TEXT, nlm_id TEXT, issn TEXT, country TEXT,
    volume TEXT, issue TEXT, pages TEXT,
    published_year INTEGER, published_month INTEGER, published_day INTEGER,
    published_precision TEXT NOT NULL, published_raw TEXT NOT NULL,
    electronic_year INTEGER, electronic_month INTEGER, electronic_day INTEGER,
    electronic_precision TEXT, electronic_raw TEXT,
    completed TEXT,
    revised TEXT,
    history TEXT,
    languages TEXT,
    grants TEXT,
    references_count INTEGER,
    status TEXT,
    indexing_method TEXT,
    coi_statement TEXT,
    content_hash TEXT NOT NULL,
    text_digest TEXT NOT NULL
) STRICT;
CREATE INDEX records_year ON records (year);
"""

# What a record lists, in PubMed's order. Clustered by pmid, so that a record's rows lie together. JSON where a list has
# no question of its own (affiliations, qualifiers); NULL for an empty one.
_CHILDREN: Final = """
CREATE TABLE sections (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    label TEXT, category TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE authors (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    last_name TEXT, fore_name TEXT, initials TEXT, suffix TEXT, collective TEXT, orcid TEXT, affiliations TEXT,
    folded TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX authors_folded ON authors (folded);
CREATE TABLE publication_types (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    name TEXT NOT NULL, ui TEXT, major INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX publication_types_name ON publication_types (name COLLATE NOCASE);
CREATE TABLE mesh (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    heading TEXT NOT NULL, descriptor TEXT NOT NULL, ui TEXT, descriptor_major INTEGER NOT NULL, kind TEXT NOT NULL,
    major INTEGER NOT NULL, qualifiers TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mesh_descriptor ON mesh (descriptor COLLATE NOCASE);
CREATE TABLE keywords (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    keyword TEXT NOT NULL, owner TEXT, major INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE chemicals (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    name TEXT NOT NULL, ui TEXT, major INTEGER NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE ids (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    kind TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX ids_value ON ids (value COLLATE NOCASE, kind);
CREATE TABLE registry_numbers (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    bank TEXT NOT NULL, accession TEXT NOT NULL, seen_in TEXT NOT NULL,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX registry_numbers_accession ON registry_numbers (accession COLLATE NOCASE);
CREATE TABLE links (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    kind TEXT NOT NULL, linked_pmid INTEGER, citation TEXT, note TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_linked ON links (linked_pmid) WHERE linked_pmid IS NOT NULL;
CREATE TABLE other_abstracts (
    pmid INTEGER NOT NULL REFERENCES records (pmid), position INTEGER NOT NULL,
    kind TEXT NOT NULL, language TEXT, sections TEXT,
    PRIMARY KEY (pmid, position)
) STRICT, WITHOUT ROWID;
"""

# readings: one row a field that was tagged, `text_digest` of the text that it was read from. findings: all candidates
# of it, rank 0 first; `conflict` is the place among those that contradict the choice. facts: what counts (`choose`),
# one row a record that was tagged or corrected, made of the others and never the only place of anything.
_TAGS: Final = """
CREATE TABLE readings (
    pmid INTEGER NOT NULL REFERENCES records (pmid), field TEXT NOT NULL,
    abstained TEXT, text_digest TEXT NOT NULL,
    PRIMARY KEY (pmid, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE findings (
    pmid INTEGER NOT NULL, field TEXT NOT NULL, rank INTEGER NOT NULL,
    chosen INTEGER NOT NULL, conflict INTEGER, rule TEXT NOT NULL, confidence REAL NOT NULL,
    value TEXT NOT NULL, quotes TEXT NOT NULL, working TEXT,
    PRIMARY KEY (pmid, field, rank),
    FOREIGN KEY (pmid, field) REFERENCES readings (pmid, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE facts (
    pmid INTEGER PRIMARY KEY REFERENCES records (pmid),
    design TEXT, design_parent TEXT, allocation TEXT, masking TEXT, intervention_model TEXT, phase TEXT, centres TEXT,
    time_perspective TEXT, species TEXT, report TEXT, comparator TEXT, review_type TEXT,
    design_rule TEXT, design_confidence REAL, design_abstained TEXT, design_conflicts INTEGER NOT NULL DEFAULT 0,
    design_corrected INTEGER NOT NULL DEFAULT 0, design_stale INTEGER NOT NULL DEFAULT 0,
    n INTEGER, n_unit TEXT, n_role TEXT, n_studies INTEGER,
    n_rule TEXT, n_confidence REAL, n_abstained TEXT, n_conflicts INTEGER NOT NULL DEFAULT 0,
    n_corrected INTEGER NOT NULL DEFAULT 0, n_stale INTEGER NOT NULL DEFAULT 0,
    follow_up TEXT, follow_up_days REAL, follow_up_months REAL, follow_up_statistic TEXT,
    follow_up_rule TEXT, follow_up_confidence REAL, follow_up_abstained TEXT,
    follow_up_conflicts INTEGER NOT NULL DEFAULT 0,
    follow_up_corrected INTEGER NOT NULL DEFAULT 0, follow_up_stale INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX facts_design ON facts (design);
CREATE INDEX facts_n ON facts (n);
CREATE INDEX facts_follow_up ON facts (follow_up_days);
"""

# A person's word. No foreign key: it outlives the record, and may be imported before it. Nothing ever changes or
# removes a row, whoever opens the file. made_at is UTC with microseconds, so that its text sorts as time does.
_CORRECTIONS: Final = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    pmid INTEGER NOT NULL, field TEXT NOT NULL, verdict TEXT NOT NULL, value TEXT,
    reason TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL, seen TEXT NOT NULL
) STRICT;
CREATE INDEX corrections_of ON corrections (pmid, field, made_at);
CREATE UNIQUE INDEX corrections_once ON corrections
    (pmid, field, verdict, coalesce(value, ''), reason, made_by, made_at, seen);
CREATE TRIGGER corrections_keep_update BEFORE UPDATE ON corrections
    BEGIN SELECT RAISE(ABORT, 'corrections are kept as they were made; add another one'); END;
CREATE TRIGGER corrections_keep_delete BEFORE DELETE ON corrections
    BEGIN SELECT RAISE(ABORT, 'corrections are kept for ever; withdraw one with another'); END;
"""

# raw: what PubMed sent, compressed, by the sha256 of the bytes as they came. revisions: each content that a record has
# had, oldest first, with the raw that it was read from. tombstones: what PubMed has deleted or merged; the record
# itself stays.
_RAW: Final = """
CREATE TABLE raw (
    hash TEXT PRIMARY KEY, codec TEXT NOT NULL, size INTEGER NOT NULL, data BLOB NOT NULL
) STRICT;
CREATE TABLE revisions (
    pmid INTEGER NOT NULL REFERENCES records (pmid), revision INTEGER NOT NULL,
    version INTEGER NOT NULL, source TEXT NOT NULL, revised TEXT,
    content_hash TEXT NOT NULL, text_digest TEXT NOT NULL, raw_hash TEXT REFERENCES raw (hash), stored_at TEXT,
    PRIMARY KEY (pmid, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX revisions_stored ON revisions (stored_at) WHERE stored_at IS NOT NULL;
CREATE TABLE tombstones (
    pmid INTEGER PRIMARY KEY REFERENCES records (pmid), deleted_at TEXT
) STRICT;
"""

# The index keeps no text of its own (content="records"). It is written by store.py and not by triggers: measured, see
# tests/benchmarks/storing.py.
_SEARCH: Final = """
CREATE VIRTUAL TABLE records_fts USING fts5 (
    title, abstract, keywords, mesh,
    content="records", content_rowid="pmid", tokenize="porter unicode61 remove_diacritics 2"
);
"""

# passages: all that a quote may point into, by the names of records.Passage.
_VIEWS: Final = """
CREATE VIEW passages AS
    SELECT pmid, 'title' AS name, NULL AS label, NULL AS category, title AS text FROM records WHERE title <> ''
    UNION ALL SELECT pmid, 'abstract.' || position, label, category, substr(abstract, start + 1, "end" - start)
        FROM sections JOIN records USING (pmid)
    UNION ALL SELECT pmid, 'publication_type.' || position, NULL, NULL, name FROM publication_types
    UNION ALL SELECT pmid, 'mesh.' || position, NULL, NULL, heading FROM mesh
    UNION ALL SELECT pmid, 'keyword.' || position, NULL, NULL, keyword FROM keywords;
CREATE VIEW evidence_table AS
    SELECT r.first_author AS author, r.year, f.design, f.n, f.n_unit, f.follow_up, f.follow_up_months,
        f.follow_up_statistic, r.title, r.journal_iso AS journal, r.pmid, r.doi, f.design_confidence, f.n_confidence,
        f.follow_up_confidence, coalesce(f.design_corrected OR f.n_corrected OR f.follow_up_corrected, 0) AS corrected,
        coalesce(f.design_stale OR f.n_stale OR f.follow_up_stale, 0) AS stale, r.retracted, r.summary
    FROM records r LEFT JOIN facts f USING (pmid) WHERE NOT r.deleted;
"""


def create_records(db: Database) -> None:
    """Migration 1: records and what they list, tags, corrections, raw XML, the full-text index, views."""
    for script in (_RAW, _RECORDS, _CHILDREN, _TAGS, _CORRECTIONS, _SEARCH, _VIEWS):
        run_script(db, script)


def say_not_applicable(db: Database) -> None:
    """Migration 6: corrections may say `not applicable`. Nothing moves; the number says it to earlier versions.

    They could not read such a correction, and would fail half way where now they refuse the file in one line.
    """
    del db


# A person's yes is no correction; until here both were `corrected`.
_CONFIRMED: Final = """
ALTER TABLE facts ADD COLUMN design_confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE facts ADD COLUMN n_confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE facts ADD COLUMN follow_up_confirmed INTEGER NOT NULL DEFAULT 0;
DROP VIEW evidence_table;
CREATE VIEW evidence_table AS
    SELECT r.first_author AS author, r.year, f.design, f.n, f.n_unit, f.follow_up, f.follow_up_months,
        f.follow_up_statistic, r.title, r.journal_iso AS journal, r.pmid, r.doi, f.design_confidence, f.n_confidence,
        f.follow_up_confidence, coalesce(f.design_corrected OR f.n_corrected OR f.follow_up_corrected, 0) AS corrected,
        coalesce(f.design_confirmed OR f.n_confirmed OR f.follow_up_confirmed, 0) AS confirmed,
        coalesce(f.design_stale OR f.n_stale OR f.follow_up_stale, 0) AS stale, r.retracted, r.summary
    FROM records r LEFT JOIN facts f USING (pmid) WHERE NOT r.deleted;
"""


def tell_confirmed(db: Database) -> None:
    """A migration: what a person confirmed is told from what a person corrected."""
    run_script(db, _CONFIRMED)


def tell_confirmed_corrections(db: Database) -> None:
    """A migration: a person's value that another person confirmed is corrected as well; see `_SETTLE_ANEW`."""
    del db


def tell_agreement(db: Database) -> None:
    """A migration: who says just what the machine has agrees, and NR and NA can be confirmed; see `_SETTLE_ANEW`.

    The number says it to earlier versions, which could not read a confirmed NR.
    """
    del db


_WITH_GROUPS: Final = """
SELECT DISTINCT pmid FROM authors WHERE collective <> '' OR (position = 0 AND coalesce(last_name, '') = '')"""
_AUTHORS: Final = """
SELECT last_name, fore_name, initials, suffix, collective FROM authors WHERE pmid = ? ORDER BY position"""


def name_first_persons(db: Database) -> None:
    """A migration: `first_author` names the first person, as the tables do, where it had the group before them."""
    for (pmid,) in db.conn.execute(_WITH_GROUPS).fetchall():
        name = first_of(Author(*row) for row in db.conn.execute(_AUTHORS, (pmid,))).name or None
        db.conn.execute(
            "UPDATE records SET first_author = ? WHERE pmid = ? AND first_author IS NOT ?", (name, pmid, name)
        )


MIGRATIONS: Final[tuple[Callable[[Database], None], ...]] = (
    create_records,
    create_ledger,
    create_search,
    create_changes,
    create_topics,
    say_not_applicable,
    write_minutes,
    tell_confirmed,
    create_imported_files,
    create_own_rules,
    tell_confirmed_corrections,
    create_renewals,
    create_deletions,
    keep_what_was_shown,
    create_nlm_files,
    name_first_persons,
    tell_agreement,
    create_screenings,
)
"""Each takes a database from its index to the next version; `len(MIGRATIONS)` is the schema that this program knows."""

_SETTLE_ANEW: Final = (tell_confirmed_corrections, tell_agreement)
"""The migrations after which what people said counts otherwise than it is laid out in the table facts."""


def migrate(db: Database) -> None:
    """Bring a database to the newest schema inside the caller's transaction; a no-op when it is there."""
    before = version_of(db)
    for number, migration in enumerate(MIGRATIONS[before:], before + 1):
        migration(db)
        db.conn.execute(f"PRAGMA user_version = {number}")
    if any(migration in _SETTLE_ANEW for migration in MIGRATIONS[before:]):
        # With the tables of today: a withdrawal takes back one person's words, and a yes is no correction, but to one.
        said = [pmid for (pmid,) in db.conn.execute("SELECT DISTINCT pmid FROM corrections ORDER BY pmid")]
        facts.refresh(db, said)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def version_of(db: Database) -> int:
    """The schema number of a database, 0 for an empty one."""
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])

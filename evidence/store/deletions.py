"""What PubMed has deleted, stored or not, so that an older file can't bring it back. Touches only the database given.

Files come in any order: one that deletes a record may come before the one that has it. Which of the two is later is
told by the order of NLM's files where both are such, else by the day on which the record was last revised.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from evidence.records import Record
from evidence.store.reading import OF_THESE, these
from evidence.store.script import run_script

# No foreign key: most of what PubMed deletes was never stored here. serial: the place of the file that deleted it in
# the order of NLM's files (`pubmed.bulk.serial_of`), NULL where it was none of them. A record that PubMed has again has
# no row.
_TABLE: Final = """
CREATE TABLE deletions (
    pmid INTEGER PRIMARY KEY, serial INTEGER, deleted_at TEXT
) STRICT;
INSERT INTO deletions (pmid, serial, deleted_at) SELECT pmid, NULL, deleted_at FROM tombstones;
"""
_NOTE: Final = """
INSERT INTO deletions (pmid, serial, deleted_at) VALUES (?, ?, ?)
ON CONFLICT (pmid) DO UPDATE SET serial = coalesce(max(serial, excluded.serial), excluded.serial, serial)"""


def create_deletions(db: Database) -> None:
    """A migration: what PubMed has deleted is kept also of records that are not stored."""
    run_script(db, _TABLE)


@dataclass(frozen=True, slots=True)
class Deletion:
    """One record's: the place of NLM's file that has it, and the moment (ISO, UTC) at which that came here."""

    serial: int | None
    at: str | None

    def is_over(self, record: Record, serial: int | None, *, differs: bool) -> bool:
        """Whether a record that comes is a later word than this.

        Args:
            record: as it comes.
            serial: the place of NLM's file that has it.
            differs: its text stands over another that is stored.
        """
        if serial is not None and self.serial is not None:
            return serial > self.serial
        day = (record.revised or "")[:10]
        return differs or (self.at is not None and day > self.at[:10])


def note(db: Database, pmids: Iterable[int], *, serial: int | None, at: str | None) -> None:
    """Note that PubMed has deleted these."""
    db.conn.executemany(_NOTE, ((pmid, serial, at) for pmid in pmids))


def noted(db: Database, pmids: Sequence[int]) -> dict[int, Deletion]:
    """The deletions of these PMIDs that are noted."""
    query = f"SELECT pmid, serial, deleted_at FROM deletions WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
    return {pmid: Deletion(serial, at) for pmid, serial, at in db.conn.execute(query, these(pmids))}


def forget(db: Database, pmids: Sequence[int]) -> None:
    """PubMed has these again."""
    db.conn.execute(f"DELETE FROM deletions WHERE pmid {OF_THESE}", these(pmids))  # noqa: S608 - our own names

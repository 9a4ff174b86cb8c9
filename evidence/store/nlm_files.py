"""By which of NLM's numbered files a record was last sent, and its text. Touches only the database that it is given.

A person may import baseline and update files one by one, in any order. What a file says of a record, that it is
deleted or what its text is, counts for less than what a later file has said, and the numbers tell which is later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from evidence.store.reading import OF_THESE, these
from evidence.store.script import run_script

# One row a record that was in one of those files. serial: the last of them, by its place in their order
# (`pubmed.bulk.serial_of`). text_serial: the last that has the text which is stored, NULL where none has.
_TABLE: Final = """
CREATE TABLE nlm_files (
    pmid INTEGER PRIMARY KEY REFERENCES records (pmid), serial INTEGER NOT NULL, text_serial INTEGER
) STRICT;
"""
_SENT: Final = """
INSERT INTO nlm_files (pmid, serial, text_serial) VALUES (?, ?, ?)
ON CONFLICT (pmid) DO UPDATE SET serial = max(serial, excluded.serial),
    text_serial = coalesce(max(text_serial, excluded.text_serial), excluded.text_serial, text_serial)
WHERE excluded.serial > serial OR excluded.text_serial > coalesce(text_serial, 0)"""
_SERIALS: Final = f"SELECT pmid, serial, text_serial FROM nlm_files WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
_NOT_THIS_TEXT: Final = f"UPDATE nlm_files SET text_serial = NULL WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
# What a run brought has its moment; where that is still a record's last text, it is the text of the run's file.
_BROUGHT: Final = """
INSERT INTO nlm_files (pmid, serial, text_serial)
SELECT pmid, ?, CASE WHEN revision = (SELECT max(revision) FROM revisions WHERE pmid = r.pmid) THEN ? END
FROM revisions r WHERE stored_at = ? ORDER BY pmid
ON CONFLICT (pmid) DO UPDATE SET serial = max(serial, excluded.serial),
    text_serial = coalesce(excluded.text_serial, text_serial)"""


@dataclass(frozen=True, slots=True)
class Sent:
    """Of one record the place of the last of NLM's files that has it, and of the last that has the text stored."""

    serial: int
    text_serial: int | None

    def is_before(self, serial: int | None) -> bool | None:
        """Whether the stored text is of an earlier file than this one; None where the numbers don't say."""
        if serial is None or self.text_serial is None or serial == self.text_serial:
            return None
        return self.text_serial < serial


def create_nlm_files(db: Database) -> None:
    """A migration: which file a record is from; of what earlier versions took in, where a run took in one file only."""
    from evidence.pubmed.bulk import serial_of

    run_script(db, _TABLE)
    runs: dict[str, list[str]] = defaultdict(list)
    for begun, name in db.conn.execute("SELECT begun_at, name FROM imported_files"):
        runs[begun].append(name)
    for begun, names in runs.items():
        serial = serial_of(Path(names[0])) if len(names) == 1 else None
        if serial is not None:
            db.conn.execute(_BROUGHT, (serial, serial, begun))


def sent(db: Database, pmids: Iterable[int]) -> dict[int, Sent]:
    """What is known of these records; of most that did not come from such files there is nothing."""
    rows = db.conn.execute(_SERIALS, these(pmids))
    return {pmid: Sent(serial, text_serial) for pmid, serial, text_serial in rows}


def sent_after(db: Database, pmids: Iterable[int], serial: int | None) -> set[int]:
    """Those of these records that a later file than this one has; none where this is not one of NLM's."""
    if serial is None:
        return set()
    return {pmid for pmid, of in sent(db, pmids).items() if of.serial > serial}


def note(
    db: Database, pmids: Iterable[int], serial: int | None, *, changed: Sequence[int], kept: Collection[int]
) -> None:
    """Note that these records came.

    Args:
        db: inside a transaction.
        pmids: all of them; they are stored.
        serial: the place of NLM's file that has them, None where they are from elsewhere.
        changed: those whose stored text is another than before: the one that came.
        kept: those whose stored text is another than the one that came.
    """
    if changed:
        db.conn.execute(_NOT_THIS_TEXT, these(changed))
    if serial is not None:
        db.conn.executemany(_SENT, ((pmid, serial, None if pmid in kept else serial) for pmid in pmids))

"""What is made anew record by record (`rebuild`, `tag --all`) and has not ended: how far it came. Touches the database.

Such work goes in slices, each a transaction, so that others can write between them. Killed half way it leaves records
of before beside records of now, all of them whole; a row here says so until the same work comes to its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from evidence.store.moments import utc_seconds
from evidence.store.script import run_script

REBUILD: Final = "rebuild"
TAG: Final = "tag --all"

# through: the last PMID that is made anew, all records up to it are; 0 for none.
_TABLE: Final = """
CREATE TABLE renewals (
    verb TEXT PRIMARY KEY, begun_at TEXT, through INTEGER NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Renewal:
    """Work that has not ended: its verb, when it was begun (UTC), the last PMID made anew (0: none), records of all."""

    verb: str
    begun_at: str | None
    through: int
    done: int
    total: int

    def __str__(self) -> str:
        begun = f" of {self.begun_at}" if self.begun_at else ""
        how_far = f"{self.done:,} of {self.total:,} records" + (f", up to PMID {self.through}" if self.through else "")
        return f"`evidence {self.verb}`{begun} has not ended ({how_far}): unless it is at work now, run it again"


def create_renewals(db: Database) -> None:
    """A migration: how far a rebuild came."""
    run_script(db, _TABLE)


def begin(db: Database, verb: str, at: datetime | None, total: int) -> None:
    """Note that records are made anew, from the first one on."""
    db.conn.execute(
        "INSERT INTO renewals VALUES (?1, ?2, 0, 0, ?3) ON CONFLICT (verb)"
        " DO UPDATE SET begun_at = excluded.begun_at, through = 0, done = 0, total = excluded.total",
        (verb, utc_seconds(at) if at else None, total),
    )


def step(db: Database, verb: str, through: int, records: int) -> None:
    """So many more records are made anew, up to this PMID."""
    db.conn.execute("UPDATE renewals SET through = ?, done = done + ? WHERE verb = ?", (through, records, verb))


def end(db: Database, verb: str) -> None:
    """All records are made anew; by a rebuild they are tagged, too."""
    db.conn.execute("DELETE FROM renewals WHERE verb = ?1 OR ?1 = ?2", (verb, REBUILD))


def unfinished(db: Database) -> tuple[Renewal, ...]:
    """The work that has not ended: it was broken off, or another program is at it."""
    rows = db.conn.execute("SELECT verb, begun_at, through, done, total FROM renewals ORDER BY verb")
    return tuple(Renewal(*row) for row in rows)

"""What changed in a store since a day: new, revised, retracted, retagged, deleted, dropped. Reads and logs, no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from evidence.findings import Reading
from evidence.store.accounts import SEARCHED
from evidence.store.script import run_script
from evidence.values import Field

# One row each time that other rules read another value from the same text; a new text is a revision, not a retagging.
_TABLE: Final = """
CREATE TABLE retaggings (
    id INTEGER PRIMARY KEY, pmid INTEGER NOT NULL REFERENCES records (pmid), field TEXT NOT NULL,
    before TEXT, after TEXT, tagged_at TEXT
) STRICT;
CREATE INDEX retaggings_at ON retaggings (tagged_at);
"""


def create_changes(db: Database) -> None:
    """Migration 4: the values that re-tagging changed."""
    run_script(db, _TABLE)


@dataclass(frozen=True, slots=True)
class Retagged:
    """A value that other rules read otherwise; None where there was or is none."""

    pmid: int
    field: Field
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Changes:
    """PMIDs, ascending, by what happened to them; `retracted` are those among new and revised that are retracted.

    `since` is a day (ISO). Where the store's last filling is what counts from, `after` is its moment (ISO, UTC) and
    `filled_by` is "pull" or "import"; else both are "".
    """

    since: str
    new: tuple[int, ...]
    revised: tuple[int, ...]
    retracted: tuple[int, ...]
    retagged: tuple[Retagged, ...]
    deleted: tuple[int, ...]
    dropped: tuple[int, ...]
    after: str = ""
    filled_by: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """The moment (ISO, UTC) at which the last pull or import was begun, and which of the two it was."""

    at: str
    how: str


def log_retagging(
    db: Database, pmid: int, before: dict[Field, Reading], after: Sequence[Reading], at: str | None
) -> None:
    """Note each field that was read before and has another value now; inside the caller's transaction."""
    for reading in after:
        if reading.field in before and (old := _value(before[reading.field])) != (new := _value(reading)):
            db.conn.execute(
                "INSERT INTO retaggings (pmid, field, before, after, tagged_at) VALUES (?, ?, ?, ?, ?)",
                (pmid, reading.field.value, old, new, at),
            )


def _value(reading: Reading) -> str | None:
    return str(reading.chosen.value) if reading.chosen else None


def last_filled(db: Database) -> Filled | None:
    """When the store was last filled by a search that ended or by a file, and how; None where it never was.

    A file that gave nothing, such as one that could not be read, filled nothing.
    """
    pulls = f"SELECT max(started_at), 'pull' FROM pulls WHERE finished_at IS NOT NULL AND {SEARCHED}"  # noqa: S608
    gave = "new + changed + unchanged + kept + deleted > 0"
    files = f"SELECT max(begun_at), 'import' FROM imported_files WHERE {gave}"  # noqa: S608 - our own words
    found = [Filled(at, how) for at, how in db.conn.execute(f"{pulls} UNION ALL {files}") if at]
    return max(found, key=lambda filled: filled.at, default=None)


def changes(db: Database, since: str, *, filled: Filled | None = None) -> Changes:
    """What happened on or after a day (ISO), "" for all that is known; or from the moment on when it was `filled`."""
    day, since = since[:10], filled.at if filled else since
    new = _pmids(db, "SELECT pmid FROM revisions WHERE revision = 1 AND coalesce(stored_at, '') >= ?", since)
    revised = _pmids(db, "SELECT pmid FROM revisions WHERE revision > 1 AND coalesce(stored_at, '') >= ?", since)
    touched = {*new, *revised}
    retracted = _pmids(db, "SELECT pmid FROM records WHERE retracted AND ? IS NOT NULL", since)
    retagged = db.conn.execute(
        "SELECT pmid, field, before, after FROM retaggings WHERE coalesce(tagged_at, '') >= ? ORDER BY id", (since,)
    )
    return Changes(
        since=filled.at[:10] if filled else day,
        new=new,
        revised=tuple(pmid for pmid in revised if pmid not in set(new)),
        retracted=tuple(pmid for pmid in retracted if pmid in touched),
        retagged=tuple(Retagged(pmid, Field(field), before, after) for pmid, field, before, after in retagged),
        deleted=_pmids(db, "SELECT pmid FROM tombstones WHERE coalesce(deleted_at, '') >= ?", since),
        dropped=_pmids(
            db, "SELECT pmid FROM hits JOIN pulls ON pulls.id = hits.dropped WHERE pulls.started_at >= ?", since
        ),
        after=filled.at if filled else "",
        filled_by=filled.how if filled else "",
    )


def _pmids(db: Database, query: str, since: str) -> tuple[int, ...]:
    return tuple(sorted({int(pmid) for (pmid,) in db.conn.execute(query, (since,))}))

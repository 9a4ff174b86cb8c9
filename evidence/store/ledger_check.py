"""Check that the ledger of pulls and imports holds: sums, ends, members and kept bytes. Reads the database given."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from evidence.shown import shown
from evidence.store import raw
from evidence.store.accounts import COLUMNS
from evidence.values import counted


def ledger_problems(db: Database) -> Iterator[tuple[int | None, str]]:
    """What does not hold, as (PMID or None, what): none is good. An interrupted pull is none, it goes on when asked."""
    total = " + ".join(COLUMNS)
    sql = f"SELECT id, found, {total} FROM pulls WHERE finished_at IS NOT NULL AND found IS NOT {total}"  # noqa: S608 - our own names
    for pull, found, told in db.conn.execute(sql):
        yield None, f"pull {pull} found {counted(found, 'records')} and accounts for {told}"
    sql = (
        "SELECT b.pull, count(*) FROM batches b JOIN pulls p ON p.id = b.pull"
        " WHERE b.state <> 'stored' AND p.finished_at IS NOT NULL GROUP BY b.pull"
    )
    for pull, batches in db.conn.execute(sql):
        yield None, f"pull {pull} is ended and {batches} of its batches are not stored"
    sql = (
        "SELECT h.pmid, s.query FROM hits h JOIN searches s ON s.id = h.search"
        " WHERE h.dropped IS NULL AND NOT h.owed AND h.pmid NOT IN (SELECT pmid FROM records) ORDER BY h.pmid"
    )
    for pmid, query in db.conn.execute(sql):
        yield pmid, f"the search {shown(query)} found it and it is not in the store"
    parts = "outside + repeated + failed + new + changed + unchanged + kept"
    sql = f"SELECT name, read, {parts} FROM imported_files WHERE read IS NOT {parts}"  # noqa: S608 - our own names
    for name, read, told in db.conn.execute(sql):
        yield None, f"the import of {name} read {counted(read, 'records')} and accounts for {told}"
    yield from _damaged(db)


def _damaged(db: Database) -> Iterator[tuple[int | None, str]]:
    """Kept answers that are no longer what came."""
    sql = "SELECT pull, batch, sha256, codec, data, size FROM bodies WHERE data IS NOT NULL"
    for pull, batch, name, codec, data, size in db.conn.execute(sql):
        if not raw.is_whole(name, codec, data, size):
            yield None, f"the kept answer of pull {pull}, batch {batch} is damaged"

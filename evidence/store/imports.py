"""Which files were imported to their end, so that an import goes on where it stopped. Touches the database given.

As in the ledger, nothing here begins or ends a transaction.
"""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from evidence.store.moments import utc_seconds


class Imports:
    """The files that a store has taken in, each by the md5 of its bytes and the query that chose among its records."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def is_done(self, md5: str, query: str = "") -> bool:
        """Whether this very file was taken in to its end under this query ("" for all of it)."""
        sql = "SELECT 1 FROM imports WHERE md5 = ? AND query = ?"
        return self._db.conn.execute(sql, (md5, query)).fetchone() is not None

    def done(self, name: str, md5: str, query: str = "", *, now: datetime) -> None:
        """Note that it was; in the transaction of its last batch, or after it."""
        sql = "INSERT INTO imports (md5, query, name, finished_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        self._db.conn.execute(sql, (md5, query, name, utc_seconds(now)))

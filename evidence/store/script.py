"""Several SQL statements in one text, run inside the caller's transaction. Touches only the database it is given."""

from __future__ import annotations

from sqlite3 import complete_statement

from sqlite_utils import Database


def run_script(db: Database, script: str) -> None:
    """Run statements one by one: `executescript` would commit the transaction that a migration runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            db.conn.execute(statement)
            statement = ""

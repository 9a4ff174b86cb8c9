"""Write a schema to tests/store/released, once a release: python tests/store/dump_schema.py [NUMBER, or the newest]."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parent))
from stored import a_correction, a_record, parsed, readings_of

from evidence.findings import digest_of
from evidence.store.schema import MIGRATIONS
from evidence.store.store import Store

RELEASED = Path(__file__).parent / "released"


def dump(number: int) -> str:
    """The SQL that makes a small store of schema `number` with one record, tagged and corrected."""
    with (
        mock.patch("evidence.store.schema.MIGRATIONS", MIGRATIONS[:number]),
        mock.patch("evidence.store.opening.MIGRATIONS", MIGRATIONS[:number]),
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "evidence.db", create=True) as store,
    ):
        record = a_record()
        store.put([parsed(record)])
        store.put_readings(record.pmid, readings_of(record), digest_of(record.passages))
        store.correct(a_correction(record))
        # The index and its own tables are made again by `rebuild`: their dump needs writable_schema.
        own = re.compile(r'records_fts_|writable_schema|sqlite_master|INSERT INTO "records_fts"')
        lines = [line for line in store.db.conn.iterdump() if not own.search(line.partition("VALUES")[0])]
        application = store.db.conn.execute("PRAGMA application_id").fetchone()[0]
        fts = store.db.conn.execute("SELECT sql FROM sqlite_master WHERE name = 'records_fts'").fetchone()[0]
        return "\n".join(
            [
                *lines[:-1], f"{fts};", "INSERT INTO records_fts (records_fts) VALUES ('rebuild');", lines[-1],
                f"PRAGMA application_id = {application};", f"PRAGMA user_version = {number};", "",
            ]
        )  # fmt: skip


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else len(MIGRATIONS)
    RELEASED.mkdir(exist_ok=True)
    (RELEASED / f"schema_{asked}.sql").write_text(dump(asked), encoding="utf-8")

"""Write the schema of today to tests/store/released, once a release: python tests/store/dump_schema.py."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from stored import a_correction, a_record, parsed, readings_of

from evidence.findings import digest_of
from evidence.store.schema import version_of
from evidence.store.store import Store

RELEASED = Path(__file__).parent / "released"


def dump() -> str:
    """The SQL that makes a small store with one record, tagged and corrected, as this version writes it."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "evidence.db") as store:
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
                f"PRAGMA application_id = {application};", f"PRAGMA user_version = {version_of(store.db)};", "",
            ]
        )  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name, Store.open(Path(name) / "evidence.db") as fresh:
        number = version_of(fresh.db)
    RELEASED.mkdir(exist_ok=True)
    (RELEASED / f"schema_{number}.sql").write_text(dump(), encoding="utf-8")

"""What registries say of the trials that stored records name. Touches the database it is given.

As in the ledger, nothing here begins or ends a transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import datetime
from typing import Final

from sqlite_utils import Database

from evidence.registry import Registered
from evidence.store.moments import utc_seconds

NAMES: Final = tuple(field.name for field in fields(Registered))


def wanted(db: Database) -> tuple[str, ...]:
    """The NCT numbers that stored records name, in their data banks or texts."""
    sql = "SELECT DISTINCT upper(accession) FROM registry_numbers WHERE accession LIKE 'NCT________' ORDER BY 1"
    return tuple(nct for (nct,) in db.conn.execute(sql))


def put(db: Database, trials: Iterable[Registered], *, now: datetime) -> int:
    """Write down what the registry says now; how many trials are new or say something else than before."""
    columns = ", ".join(NAMES)
    marks = ", ".join("?" for _ in NAMES)
    sets = ", ".join(f"{name} = excluded.{name}" for name in (*NAMES[1:], "asked_at"))
    differs = " OR ".join(f"{name} IS NOT excluded.{name}" for name in NAMES[1:])
    sql = (
        f"INSERT INTO trials ({columns}, asked_at) VALUES ({marks}, ?)"  # noqa: S608 - the names of our own fields
        f" ON CONFLICT (nct) DO UPDATE SET {sets} WHERE {differs}"
    )
    at = utc_seconds(now)
    return sum(db.conn.execute(sql, (*astuple(trial), at)).rowcount for trial in trials)


def of_records(db: Database, pmids: Iterable[int]) -> dict[int, tuple[Registered, ...]]:
    """The registered trials of each of these records, by NCT number; records that name none are left out."""
    columns = ", ".join(f"t.{name}" for name in NAMES)
    sql = (
        f"SELECT DISTINCT {columns} FROM registry_numbers r JOIN trials t"  # noqa: S608 - as above
        " ON t.nct = upper(r.accession) WHERE r.pmid = ? ORDER BY t.nct"
    )
    found = {pmid: tuple(Registered(*row) for row in db.conn.execute(sql, (pmid,))) for pmid in pmids}
    return {pmid: trials for pmid, trials in found.items() if trials}

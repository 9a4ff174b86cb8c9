"""Records and revisions out of the tables, in chunks. Reads the database that it is given, never writes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlite_utils import Database

from evidence.errors import NoSuchRecord
from evidence.findings import Digest
from evidence.records import Record
from evidence.store.damage import FAULTS, Damaged
from evidence.store.rows import CHILDREN, CONTENT, DERIVED, Row, Rows, names, record_of, rows_of

OF_THESE: Final = "IN (SELECT value FROM json_each(?))"
"""A condition on pmid; the parameter is `these(pmids)`."""

_RECORD: Final = f"SELECT pmid, {', '.join(CONTENT)} FROM records WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
_CHILD: Final = tuple(
    f"SELECT pmid, {names(columns)} FROM {table} WHERE pmid {OF_THESE} ORDER BY pmid, position"  # noqa: S608 - as above
    for table, columns in CHILDREN.items()
)


def these(pmids: Iterable[int]) -> tuple[str]:
    """The parameter of `OF_THESE`."""
    return (json.dumps(list(pmids)),)


def live_pmids(db: Database) -> list[int]:
    """The PMIDs of all records that are not deleted, ascending."""
    return [pmid for (pmid,) in db.conn.execute("SELECT pmid FROM records WHERE NOT deleted ORDER BY pmid")]


def load(db: Database, pmids: Sequence[int]) -> dict[int, Record]:
    """The records of these PMIDs that are stored; one query a table, so give a chunk of them.

    Raises:
        Damaged: one of them can't be read.
    """
    wanted = these(pmids)
    contents: list[Row] = db.conn.execute(_RECORD, wanted).fetchall()
    children: list[dict[int, list[Row]]] = []
    for query in _CHILD:
        rows = defaultdict(list)
        for row in db.conn.execute(query, wanted):
            rows[row[0]].append(row[1:])
        children.append(rows)
    return {row[0]: _record(row[0], row[1:], [rows.get(row[0], ()) for rows in children]) for row in contents}


def _record(pmid: int, content: Row, children: Sequence[Sequence[Row]]) -> Record:
    try:
        return record_of(pmid, content, children)
    except FAULTS as error:
        raise Damaged(pmid, "its record", error) from None


Seal = tuple[str, Digest, *tuple[Any, ...]]
"""What a sound record's row says of the rest: hash and digest, and what is there a second time for searching."""
_SEAL: Final = f"SELECT pmid, content_hash, text_digest, {', '.join(DERIVED)} FROM records WHERE pmid {OF_THESE}"  # noqa: S608 - our own names


def seals(db: Database, pmids: Sequence[int]) -> dict[int, Seal]:
    """The seal of each record as it is stored."""
    return {row[0]: row[1:] for row in db.conn.execute(_SEAL, these(pmids))}


def seal_of(rows: Rows) -> Seal:
    """The seal that a record with these rows should have."""
    return (rows.content_hash, rows.text_digest, *rows.derived)


def unsound(db: Database, pmids: Sequence[int]) -> list[int]:
    """Those of these records that can't be read, or are not what was stored."""
    sealed = seals(db, pmids)
    return [pmid for pmid in pmids if pmid in sealed and not _is_sound(db, pmid, sealed[pmid])]


def _is_sound(db: Database, pmid: int, sealed: Seal) -> bool:
    try:
        return seal_of(rows_of(load(db, [pmid])[pmid])) == sealed
    except Damaged:
        return False


def digests(db: Database, pmids: Sequence[int]) -> dict[int, Digest]:
    """The digest of each record's text.

    Raises:
        NoSuchRecord: one of them is not stored.
    """
    query = f"SELECT pmid, text_digest FROM records WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
    found: dict[int, Digest] = dict(db.conn.execute(query, these(pmids)))
    for pmid in pmids:
        if pmid not in found:
            raise missing(pmid)
    return found


def missing(pmid: int) -> NoSuchRecord:
    """The error for a PMID that is not stored."""
    return NoSuchRecord(f"no record with PMID {pmid} in the store", f"get it with `evidence add {pmid}`")


_COUNTS: Final = {
    "records": "SELECT count(*) FROM records WHERE NOT deleted",
    "deleted": "SELECT count(*) FROM records WHERE deleted",
    "retracted": "SELECT count(*) FROM records WHERE retracted AND NOT deleted",
    "summaries": "SELECT count(*) FROM records WHERE summary AND NOT deleted",
    "without_abstract": "SELECT count(*) FROM records WHERE abstract IS NULL AND NOT deleted",
    "tagged": "SELECT count(DISTINCT pmid) FROM readings JOIN records USING (pmid) WHERE NOT deleted",
    "with_design": "SELECT count(design) FROM facts JOIN records USING (pmid) WHERE NOT deleted",
    "with_sample_size": "SELECT count(n) FROM facts JOIN records USING (pmid) WHERE NOT deleted",
    "with_follow_up": "SELECT count(follow_up) FROM facts JOIN records USING (pmid) WHERE NOT deleted",
    "corrections": "SELECT count(*) FROM corrections",
    "corrected": "SELECT coalesce(sum(design_corrected + n_corrected + follow_up_corrected), 0) FROM facts",
    "confirmed": "SELECT coalesce(sum(design_confirmed + n_confirmed + follow_up_confirmed), 0) FROM facts",
    "stale": "SELECT coalesce(sum(design_stale + n_stale + follow_up_stale), 0) FROM facts",
    "revisions": "SELECT count(*) FROM revisions",
    "raw_bytes": "SELECT coalesce(sum(size), 0) FROM raw",
    "packed_bytes": "SELECT coalesce(sum(length(data)), 0) FROM raw",
}


def counts(db: Database) -> dict[str, int]:
    """How much of what there is; "corrected", "confirmed" and "stale" count fields, all others rows or bytes."""
    return {name: int(db.conn.execute(query).fetchone()[0]) for name, query in _COUNTS.items()}

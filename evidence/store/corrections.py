"""What persons said of records: added, never changed, the latest counts. Touches only the database it is given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any, Final

from sqlite_utils import Database

from evidence.disputes import Dispute, disputed, standing
from evidence.findings import Correction, Verdict
from evidence.store.damage import FAULTS, Damaged, value_in
from evidence.store.moments import utc_text
from evidence.store.names import check_said
from evidence.store.reading import OF_THESE, digests, these
from evidence.values import Field, value_to_json

_ADD: Final = """
INSERT INTO corrections (pmid, field, verdict, value, reason, made_by, made_at, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING"""
_ALL: Final = "SELECT pmid, field, verdict, value, reason, made_by, made_at, seen FROM corrections"
_OF_SEVERAL: Final = f"""
{_ALL} WHERE (pmid, field) IN (
    SELECT pmid, field FROM corrections GROUP BY pmid, field HAVING count(DISTINCT made_by) > 1
)"""  # noqa: S608 - our own names
# By the time it was made and not by the time it came here, so that the order of imports makes no difference.
_IN_ORDER: Final = " ORDER BY made_at, id"


def add(db: Database, correction: Correction) -> bool:
    """Add one; False where the very same is there already.

    Raises:
        BadInput: a broken character in what was typed (a shell gives one for bytes that are no UTF-8), too long a
            text, no PMID, or a time without a zone.
    """
    words = {"reason": correction.reason, "name": correction.by, "value": str(correction.value)}
    check_said(correction.pmid, words)
    value = None if correction.value is None else json.dumps(value_to_json(correction.value), ensure_ascii=False)
    cursor = db.conn.execute(
        _ADD,
        (
            correction.pmid, correction.field.value, correction.verdict.value, value, correction.reason, correction.by,
            utc_text(correction.at), correction.seen,
        ),
    )  # fmt: skip
    return cursor.rowcount > 0


def load(db: Database, pmid: int | None = None, field: Field | None = None) -> Iterator[Correction]:
    """Corrections in the order in which they were made, of one record or field where it is named."""
    conditions = {"pmid": pmid, "field": None if field is None else field.value}
    given = {name: value for name, value in conditions.items() if value is not None}
    where = " WHERE " + " AND ".join(f"{name} = :{name}" for name in given) if given else ""
    for row in db.conn.execute(_ALL + where + _IN_ORDER, given):
        yield _correction(row)


def latest(db: Database, pmids: Sequence[int]) -> dict[int, dict[Field, Correction]]:
    """The correction that counts, by PMID and field: of the words that stand the one that was said last."""
    found: dict[int, dict[Field, Correction]] = {}
    rows = db.conn.execute(f"{_ALL} WHERE pmid {OF_THESE}{_IN_ORDER}", these(pmids))
    for (pmid, field), said in _by_field(map(_correction, rows)).items():
        if words := standing(said):
            found.setdefault(pmid, {})[field] = words[-1]
    return found


def disputes(connection: Connection) -> Iterator[Dispute]:
    """The fields on which persons differ and nobody has settled it, by ascending PMID; also of records not stored."""
    rows = connection.execute(_OF_SEVERAL + _IN_ORDER)
    for (pmid, field), said in sorted(_by_field(map(_correction, rows)).items()):
        if words := disputed(said):
            yield Dispute(pmid, field, words)


def disputed_fields(db: Database, pmids: Sequence[int]) -> dict[int, dict[Field, tuple[Correction, ...]]]:
    """The words that differ on each field, of those of these records that have any such; see `said.disputed`."""
    found: dict[int, dict[Field, tuple[Correction, ...]]] = {}
    rows = db.conn.execute(f"{_ALL} WHERE pmid {OF_THESE}{_IN_ORDER}", these(pmids))
    for (pmid, field), said in _by_field(map(_correction, rows)).items():
        if words := disputed(said):
            found.setdefault(pmid, {})[field] = words
    return found


def not_there(db: Database, pmids: Iterable[int]) -> set[int]:
    """Those of the PMIDs that the store has no record of: what was said of them counts once it has."""
    asked = set(pmids)
    query = f"SELECT pmid FROM records WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
    return asked - {pmid for (pmid,) in db.conn.execute(query, these(sorted(asked)))}


def with_seen(db: Database, said: Sequence[Correction]) -> Iterator[Correction]:
    """Corrections, of which those that don't say which text was seen are of the text that is stored now.

    One that is stored already has what it was given then: a file that is imported again says nothing new.
    """
    pmids = sorted({one.pmid for one in said if not one.seen})
    there = sorted(set(pmids) - not_there(db, pmids))
    today = digests(db, there)
    before = {_but_seen(one): one.seen for pmid in there for one in load(db, pmid)}
    for one in said:
        yield one if one.seen else replace(one, seen=before.get(_but_seen(one), today.get(one.pmid, "")))


def _but_seen(said: Correction) -> Correction:
    return replace(said, seen="", at=said.at.astimezone(UTC))


def _by_field(said: Iterable[Correction]) -> dict[tuple[int, Field], list[Correction]]:
    found: dict[tuple[int, Field], list[Correction]] = {}
    for one in said:
        found.setdefault((one.pmid, one.field), []).append(one)
    return found


def _correction(row: tuple[Any, ...]) -> Correction:
    pmid, field, verdict, value, reason, by, at, seen = row
    try:
        tag = Field(field)
        said = None if value is None else value_in(tag, value)
        return Correction(pmid, tag, Verdict(verdict), said, reason, by, datetime.fromisoformat(at), seen)
    except FAULTS as error:
        what = f"the correction of its {field} by {by}, {at},"
        raise Damaged(pmid, what, error, "restore a copy of the store: nothing else has it") from None

"""What counts for each record, settled by `choose` and laid out in columns to filter by. Touches the given database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlite_utils import Database

from evidence.chunks import chunks
from evidence.findings import Correction, Fact, Finding, Reading, choose
from evidence.store import corrections, tags
from evidence.store.reading import OF_THESE, these
from evidence.store.tag_columns import PREFIX
from evidence.values import ATTRIBUTES, Design, Field, FollowUp, SampleSize

_OF_EACH: Final = ("rule", "confidence", "abstained", "conflicts", "corrected", "confirmed", "stale")
COLUMNS: Final = (
    "design", "design_parent", *ATTRIBUTES, "n", "n_unit", "n_role", "n_studies",
    "follow_up", "follow_up_days", "follow_up_months", "follow_up_statistic",
    *(f"{prefix}_{name}" for prefix in PREFIX.values() for name in _OF_EACH),
)  # fmt: skip
"""The columns of the table facts after pmid, in the order of `row_of`."""

_UPSERT: Final = (
    f"INSERT INTO facts (pmid, {', '.join(COLUMNS)}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))}) "  # noqa: S608 - our own names
    f"ON CONFLICT (pmid) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS)}"
)


Readings = Mapping[int, Mapping[Field, Reading]]


def settle(
    db: Database, pmids: Sequence[int], known: Readings | None = None
) -> Iterator[tuple[int, dict[Field, Fact]]]:
    """What counts for these records, in ascending order of PMID; a PMID that is not stored is left out.

    `known` are the readings of all of them, where the caller has them at hand and need not load them.
    """
    for chunk in chunks(pmids):
        readings = tags.load(db, chunk) if known is None else known
        said = corrections.latest(db, chunk)
        query = f"SELECT pmid, text_digest FROM records WHERE pmid {OF_THESE} ORDER BY pmid"  # noqa: S608 - our own names
        for pmid, digest in db.conn.execute(query, these(chunk)).fetchall():
            of_record, by_persons = readings.get(pmid, {}), said.get(pmid, {})
            yield pmid, {f: _fact(f, of_record.get(f), by_persons.get(f), digest) for f in Field}


def _fact(field: Field, reading: Reading | None, correction: Correction | None, digest: str) -> Fact:
    if reading is not None:
        return choose(reading, correction, digest)
    fact = choose(Reading(field, (), "not stated"), correction, digest)
    # Not read yet is not "not stated": nothing to say, and nothing to agree with.
    return replace(fact, machine_abstained=None) if isinstance(fact.source, Correction) else Fact(field, None)


def refresh(db: Database, pmids: Iterable[int], known: Readings | None = None) -> None:
    """Bring the rows of these records up to date with readings (see `settle` on `known`), corrections and text."""
    for chunk in chunks(pmids):
        db.conn.executemany(_UPSERT, [(pmid, *row_of(facts)) for pmid, facts in settle(db, chunk, known)])


def write_minutes(db: Database) -> None:
    """Migration 7: the rows write lengths of minutes as such, and no longer as parts of an hour ("0.0167 hours")."""
    rows = db.conn.execute("SELECT pmid, follow_up FROM facts WHERE follow_up LIKE '% hour%'").fetchall()
    written = [(str(FollowUp(float(text.partition(" ")[0]), "hours")), pmid) for pmid, text in rows]
    db.conn.executemany("UPDATE facts SET follow_up = ? WHERE pmid = ?", written)


def forget(db: Database, pmids: Iterable[int]) -> None:
    """Drop the rows of records about which nothing is known any more."""
    db.conn.execute(f"DELETE FROM facts WHERE pmid {OF_THESE}", these(pmids))  # noqa: S608 - our own names


def known(db: Database, pmids: Iterable[int]) -> list[int]:
    """Those of the records about which something is known: that have a reading or a correction; ascending."""
    query = f"""
        SELECT pmid FROM records r WHERE pmid {OF_THESE} AND (EXISTS (SELECT 1 FROM readings WHERE pmid = r.pmid)
        OR EXISTS (SELECT 1 FROM corrections WHERE pmid = r.pmid)) ORDER BY pmid"""  # noqa: S608 - our own names
    return [pmid for (pmid,) in db.conn.execute(query, these(pmids))]


def row_of(facts: dict[Field, Fact]) -> tuple[Any, ...]:
    """The facts of one record as the values of `COLUMNS`."""
    return (
        *_design(facts[Field.DESIGN].value), *_size(facts[Field.SAMPLE_SIZE].value),
        *_length(facts[Field.FOLLOW_UP].value), *(value for field in PREFIX for value in _of_each(facts[field])),
    )  # fmt: skip


def _design(value: object) -> tuple[Any, ...]:
    if not isinstance(value, Design):
        return (None,) * (2 + len(ATTRIBUTES))
    attributes = dict(value.attributes)
    return (value.code, value.parent, *(attributes.get(name) for name in ATTRIBUTES))


def _size(value: object) -> tuple[Any, ...]:
    if not isinstance(value, SampleSize):
        return (None,) * 4
    return (value.value, value.unit, value.role, value.studies)


def _length(value: object) -> tuple[Any, ...]:
    if not isinstance(value, FollowUp):
        return (None,) * 4
    return (str(value), value.days, value.months, value.statistic)


def _of_each(fact: Fact) -> tuple[Any, ...]:
    machine = fact.source if isinstance(fact.source, Finding) else None
    return (
        machine.rule if machine else None, machine.confidence if machine else None, fact.abstained,
        len(fact.conflicts), fact.is_corrected, fact.is_confirmed, fact.stale,
    )  # fmt: skip

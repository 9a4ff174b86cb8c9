"""Readings with all their candidates as rows, and back again. Touches only the database it is given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from evidence.findings import Digest, Finding, Reading
from evidence.records import Quote
from evidence.store.damage import FAULTS, Damaged, rows_in, value_in
from evidence.store.reading import OF_THESE, these
from evidence.values import Field, value_to_json

Row = tuple[Any, ...]
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Tagged:
    """The readings of one record: `text` is `digest_of` the passages that were read."""

    pmid: int
    readings: tuple[Reading, ...]
    text: Digest


_READING: Final = """
INSERT INTO readings (pmid, field, abstained, text_digest) VALUES (?, ?, ?, ?)
ON CONFLICT (pmid, field) DO UPDATE SET abstained = excluded.abstained, text_digest = excluded.text_digest"""
_FINDING: Final = """
INSERT INTO findings (pmid, field, rank, chosen, conflict, rule, confidence, value, quotes, working)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def rows_of_reading(pmid: int, reading: Reading) -> list[Row]:
    """The rows of its candidates, without pmid and field.

    Raises:
        ValueError: the tagger broke its contract: no candidate and no reason, a choice without a quote, a finding of
            another record or field, or a conflict that is no candidate.
    """
    what = f"PMID {pmid}, {reading.field}"
    if not reading.candidates and not reading.abstained:
        raise ValueError(f"{what}: neither a candidate nor a reason to abstain")
    if reading.chosen is not None and not reading.chosen.quotes:
        raise ValueError(f"{what}: {reading.chosen.rule} gives a value without a quote")
    if any(finding.field is not reading.field or finding.pmid != pmid for finding in reading.candidates):
        raise ValueError(f"{what}: a finding of another record or field")
    if any(finding not in reading.candidates for finding in reading.conflicts):
        raise ValueError(f"{what}: a conflict that is no candidate")
    conflict: dict[int, int] = {}
    for place, finding in enumerate(reading.conflicts):
        conflict[reading.candidates.index(finding)] = place
    return [
        (
            rank, rank == 0 and not reading.abstained, conflict.get(rank), finding.rule, float(finding.confidence),
            _encode(value_to_json(finding.value)),
            _encode([(quote.passage, quote.start, quote.end, quote.text) for quote in finding.quotes]),
            finding.working,
        )
        for rank, finding in enumerate(reading.candidates)
    ]  # fmt: skip


def write(db: Database, tagged: Sequence[Tagged]) -> None:
    """Put readings in the place of those of the same records and fields."""
    keys = [(one.pmid, reading.field.value, reading, one.text) for one in tagged for reading in one.readings]
    db.conn.executemany("DELETE FROM findings WHERE pmid = ? AND field = ?", [key[:2] for key in keys])
    db.conn.executemany(_READING, [(pmid, field, one.abstained, text) for pmid, field, one, text in keys])
    rows = ((pmid, field, *row) for pmid, field, one, _ in keys for row in rows_of_reading(pmid, one))
    db.conn.executemany(_FINDING, rows)


def forget(db: Database, pmids: Iterable[int]) -> None:
    """Drop the readings of records whose text has changed: their quotes hold no more."""
    wanted = these(pmids)
    db.conn.execute(f"DELETE FROM findings WHERE pmid {OF_THESE}", wanted)  # noqa: S608 - our own names
    db.conn.execute(f"DELETE FROM readings WHERE pmid {OF_THESE}", wanted)  # noqa: S608 - our own names


def load(db: Database, pmids: Sequence[int]) -> dict[int, dict[Field, Reading]]:
    """The readings of these records by PMID and field; none for a record that was not tagged.

    Raises:
        Damaged: one of them can't be read.
    """
    wanted = these(pmids)
    candidates: dict[tuple[int, str], list[Finding]] = {}
    conflicts: dict[tuple[int, str], list[tuple[int, Finding]]] = {}
    query = f"""
        SELECT pmid, field, conflict, value, quotes, rule, confidence, working FROM findings WHERE pmid {OF_THESE}
        ORDER BY pmid, field, rank"""  # noqa: S608 - our own names
    for row in db.conn.execute(query, wanted):
        pmid, field, conflict = row[:3]
        finding = _finding(row)
        candidates.setdefault((pmid, field), []).append(finding)
        if conflict is not None:
            conflicts.setdefault((pmid, field), []).append((conflict, finding))
    found: dict[int, dict[Field, Reading]] = {}
    query = f"SELECT pmid, field, abstained FROM readings WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
    for pmid, field, abstained in db.conn.execute(query, wanted):
        against = sorted(conflicts.get((pmid, field), ()), key=lambda pair: pair[0])
        try:
            tag = Field(field)
        except ValueError as error:
            raise Damaged(pmid, "a tag", error) from None
        found.setdefault(pmid, {})[tag] = Reading(
            tag, tuple(candidates.get((pmid, field), ())), abstained, tuple(finding for _, finding in against)
        )
    return found


def unreadable(db: Database, pmids: Sequence[int]) -> list[int]:
    """Those of these records whose readings can't be read, or are said to be of another text than the stored one."""
    try:
        load(db, pmids)
    except Damaged as damaged:
        return [damaged.pmid] if len(pmids) == 1 else [one for pmid in pmids for one in unreadable(db, [pmid])]
    query = f"""
        SELECT DISTINCT pmid FROM readings JOIN records USING (pmid)
        WHERE readings.text_digest <> records.text_digest AND pmid {OF_THESE}"""  # noqa: S608 - our own names
    return [pmid for (pmid,) in db.conn.execute(query, these(pmids))]


def _finding(row: Row) -> Finding:
    pmid, field, _, value, quotes, rule, confidence, working = row
    try:
        quoted = tuple(_quote(*quote) for quote in rows_in(quotes))
        return Finding(pmid, Field(field), value_in(Field(field), value), quoted, rule, confidence, working)
    except FAULTS as error:
        raise Damaged(pmid, f"its {field}", error) from None


def _quote(passage: str, start: int, end: int, text: str) -> Quote:
    if not (isinstance(passage, str) and isinstance(start, int) and isinstance(end, int) and isinstance(text, str)):
        raise ValueError(f"no quote: {text}")  # noqa: TRY004 - one kind of error for one kind of fault
    return Quote(passage, start, end, text)

"""Tables for the tests of the writers: ordinary, hostile and full of gaps; sentences are our own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from evidence import topics
from evidence.findings import Correction, Fact, Finding, Verdict
from evidence.records import (
    SUMMARY_NOTICE,
    Author,
    Indexed,
    Journal,
    Keyword,
    PartialDate,
    Passage,
    Quote,
    Record,
    RegistryNumber,
)
from evidence.tables.columns import COLUMNS, DEFAULT_COLUMNS
from evidence.tables.entry import Entry
from evidence.tables.formats import write
from evidence.tables.table import Provenance, Table, table_of
from evidence.values import Design, Field, FollowUp, SampleSize, Value

TOPIC = topics.load(topics.DEFAULT)
EVERY = tuple(COLUMNS)
NOTHING = {field: Fact(field, None, abstained="not stated") for field in Field}


def record(**changes: Any) -> Record:
    """A whole record; `changes` replace fields."""
    fields: dict[str, Any] = {
        "pmid": 22814142,
        "title": "Marrow cells for type 2 diabetes: 50% & more_of $it {or} not #1 ~ ^",
        "abstract": (
            Passage("abstract.0", "METHODS", "We enrolled 118 patients by preference.", "METHODS"),
            Passage("abstract.1", "RESULTS", "Insulin needs fell over 36 months.", "RESULTS"),
        ),
        "authors": (
            Author("Müller", "Jörg", "J"), Author("de la Cruz", "Ana", "A", suffix="Jr"),
            Author(collective="The Marrow and Islet Group"),
        ),
        "journal": Journal(
            "The Journal of Feet", "J. Feet", "J Feet", "0100001", "1234-5678", "Utopia", "59", "2", "11-9"
        ),
        "published": PartialDate(2012, 7, 13, "day", "2012 Jul 13"),
        "publication_types": (Indexed("Journal Article", "D016428"),),
        "keywords": (Keyword("bone marrow"), Keyword("cell therapy")),
        "ids": (("doi", "10.1000/foot_(12)<1>"), ("pmc", "PMC123")),
        "languages": ("eng",),
        "registry_numbers": (RegistryNumber("ClinicalTrials.gov", "NCT01234567"),),
    }  # fmt: skip
    return Record(**(fields | changes))


def machine(field: Field, value: Value, quote: Quote, pmid: int = 22814142) -> Fact:
    """What a tagger read."""
    finding = Finding(pmid, field, value, (quote,), f"{field.value}.example", 0.9)
    return Fact(field, value, finding, machine=finding)


def ordinary(**changes: Any) -> Entry:
    """A trial with all three values, the design put right by a person."""
    said = Correction(
        22814142, Field.DESIGN, Verdict.VALUE, Design("non-randomised-controlled"), "patients chose", "Ada",
        datetime(2026, 2, 1, tzinfo=UTC), "0" * 16,
    )  # fmt: skip
    facts = {
        Field.DESIGN: Fact(Field.DESIGN, said.value, said),
        Field.SAMPLE_SIZE: machine(
            Field.SAMPLE_SIZE,
            SampleSize(118, role="enrolled", arms=(56, 62)),
            Quote("abstract.0", 12, 24, "118 patients"),
        ),
        Field.FOLLOW_UP: machine(Field.FOLLOW_UP, FollowUp(3, "years"), Quote("abstract.1", 24, 33, "36 months")),
    }
    return Entry(record(**changes), facts, TOPIC)


def bare(pmid: int = 2) -> Entry:
    """A record of which next to nothing is known."""
    return Entry(Record(pmid), NOTHING, TOPIC)


def summary() -> Entry:
    """A record whose abstract is ours."""
    return Entry(record(pmid=3, copyright=SUMMARY_NOTICE), NOTHING, TOPIC)


def speaking(text: str) -> Entry:
    """A record that says `text` wherever it can."""
    return Entry(
        Record(
            pmid=4,
            title=text,
            abstract=(Passage("abstract.0", text, text),),
            authors=(Author(text, text, text), Author(collective=text)),
            journal=Journal(text, text, text, volume=text, issue=text, pages=text),
            keywords=(Keyword(text),),
            ids=(("doi", text),),
        ),
        NOTHING,
        TOPIC,
    )


def table(entries: Iterable[Entry], columns: Sequence[str] = DEFAULT_COLUMNS, **changes: Any) -> Table:
    """A table of a store of one day."""
    made = Provenance("design:rct", "2026-03-01", "0", 9, 3)
    return table_of(entries, columns=columns, topic=TOPIC, provenance=made, **changes)


def written(name: str, entries: Iterable[Entry], columns: Sequence[str] = DEFAULT_COLUMNS, **changes: Any) -> bytes:
    """The bytes of a format."""
    stream = io.BytesIO()
    write(table(entries, columns), name, stream, **changes)
    return stream.getvalue()

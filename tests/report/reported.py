"""Entries and reports for the tests of the page, made without a store; sentences are our own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evidence import topics
from evidence.findings import Fact, Finding, Reading
from evidence.records import Author, Indexed, Journal, PartialDate, Passage, Quote, Record
from evidence.report.flow import Flow
from evidence.report.page import write_report
from evidence.tables.columns import DEFAULT_COLUMNS
from evidence.tables.entry import Entry
from evidence.tables.table import Provenance, table_of
from evidence.topics import Topic
from evidence.values import Design, Field, FollowUp, SampleSize, Value

HOSTILE = '<script>window.hacked = 1</script>"><img src=x onerror="window.hacked = 1">'
POPULATIONS = ("type 1 diabetes", "type 2 diabetes", "critical limb ischaemia", "diabetic foot")
CODES = ("rct", "single-arm", "cohort", "meta-analysis", "animal", None)
TOPIC = topics.load(topics.DEFAULT)


def record(pmid: int, title: str, *sentences: str, year: int | None = 2012, author: str = "Hu") -> Record:
    """A record with a title and an abstract of one passage a sentence."""
    return Record(
        pmid=pmid,
        title=title,
        abstract=tuple(Passage(f"abstract.{n}", "METHODS", text) for n, text in enumerate(sentences)),
        authors=(Author(author, "J", "J"),) if author else (),
        journal=Journal("A Journal", "A J", volume="1", pages="1-9"),
        published=PartialDate(year),
        publication_types=(Indexed("Journal Article", "D016428"),),
        ids=(("doi", f"10.1000/x.{pmid}"),),
    )


def fact(field: Field, value: Value | None, quote: Quote, pmid: int) -> Fact:
    """A fact of the machine with one quote, or an abstention."""
    if value is None:
        return Fact(field, None, abstained="not stated")
    finding = Finding(pmid, field, value, (quote,), f"{field.value}.example", 0.9)
    return Fact(field, value, finding, machine=finding)


def entry(of: Record, design: str | None = None, n: int | None = None, months: float | None = None) -> Entry:
    """An entry whose values are quoted from the first words of its title."""
    quote = Quote("title", 0, 3, of.title[:3])
    values: dict[Field, Value | None] = {
        Field.DESIGN: Design(design) if design else None,
        Field.SAMPLE_SIZE: SampleSize(n) if n is not None else None,
        Field.FOLLOW_UP: FollowUp(months, "months") if months is not None else None,
    }
    return Entry(of, {field: fact(field, value, quote, of.pmid) for field, value in values.items()}, TOPIC)


def some(count: int) -> list[Entry]:
    """Entries with every design, population and gap; the same each time."""
    made = []
    for k in range(count):
        population = POPULATIONS[k % len(POPULATIONS)]
        title = f"Marrow cells for {population}, study {k}"
        text = f"People with {population} were given marrow mononuclear cells in study {k}. " * 8
        made.append(
            entry(
                record(10_000_000 + k, title, text, year=1990 + k % 35, author=f"Author{k % 977}"),
                CODES[k % len(CODES)],
                None if k % 7 == 0 else 1 + k * 37 % 4_000,
                None if k % 5 == 0 else 0.5 + k * 13 % 120,
            )
        )
    return made


def hostile() -> Entry:
    """An entry that would act if any of its texts were taken for markup."""
    return entry(record(1, HOSTILE, HOSTILE, author=HOSTILE), "rct", 10, 12)


def flow(selected: int) -> Flow:
    """A flow without a pull: all records came from files."""
    return Flow((), selected, 0, 0, 0, selected, 0, selected)


def written(folder: Path, entries: Iterable[Entry], caption: str = "", topic: Topic = TOPIC) -> Path:
    """The page of a report on these entries."""
    kept = list(entries)
    made = Provenance("", "2026-03-01", "0", len(kept), len(kept))
    table = table_of(kept, columns=DEFAULT_COLUMNS, topic=topic, provenance=made, caption=caption)
    readings: dict[Field, Reading] = {}
    return write_report(folder, table, topic, readings=lambda _pmid: readings, flow=lambda pmids: flow(len(pmids)))

"""Records, readings and corrections for the tests of the store: written by us, or drawn by Hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from evidence.findings import Correction, Finding, Reading, Verdict, digest_of
from evidence.pubmed.items import Parsed
from evidence.records import (
    Author,
    Indexed,
    Journal,
    Keyword,
    Link,
    MeshHeading,
    OtherAbstract,
    PartialDate,
    Passage,
    Quote,
    Record,
    RegistryNumber,
    Source,
)
from evidence.values import ATTRIBUTES, DESIGNS, ROLES, STATISTICS, Design, Field, FollowUp, SampleSize, Value

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_record(pmid: int = 22814142, **changes: Any) -> Record:
    """A small record with something in most places; `changes` replace fields."""
    fields: dict[str, Any] = {
        "pmid": pmid,
        "title": "Marrow cells for diabetic feet.",
        "abstract": (
            Passage("abstract.0", "METHODS", "We enrolled 118 patients by preference.", "METHODS"),
            Passage("abstract.1", "RESULTS", "Ulcers healed over 36 months.", "RESULTS"),
        ),
        "authors": (Author("Müller", "Jörg", "J", affiliations=("A clinic, a town.",)), Author(collective="The Group")),
        "journal": Journal("A Journal", "A J", volume="59", issue="1", pages="1-9"),
        "published": PartialDate(2012, 7, None, "month", "2012 Jul"),
        "revised": "2013-01-01",
        "publication_types": (Indexed("Journal Article", "D016428"),),
        "mesh": (MeshHeading(Indexed("Humans", "D006801")),),
        "keywords": (Keyword("bone marrow", "NOTNLM"),),
        "ids": (("doi", f"10.1000/Foot.{pmid}"), ("pii", "S1")),
    }
    return Record(**(fields | changes))


def parsed(record: Record) -> Parsed:
    """The record with bytes of its own."""
    return Parsed(record, f"<PubmedArticle>{record!r}</PubmedArticle>".encode())


def readings_of(record: Record, size: int = 118) -> tuple[Reading, ...]:
    """What taggers could say of `a_record`: a design with a rival, a size, and no follow-up."""
    quote = (Quote("title", 0, len(record.title), record.title),)

    def finding(field: Field, value: Value, rule: str) -> Finding:
        return Finding(record.pmid, field, value, quote, f"{field}.{rule}", 0.9)

    cohort = finding(Field.DESIGN, Design("cohort"), "second")
    return (
        Reading(
            Field.DESIGN, (finding(Field.DESIGN, Design("non-randomised-controlled"), "first"), cohort), None, (cohort,)
        ),
        Reading(Field.SAMPLE_SIZE, (finding(Field.SAMPLE_SIZE, SampleSize(size, role="enrolled"), "stated"),)),
        Reading(Field.FOLLOW_UP, (finding(Field.FOLLOW_UP, FollowUp(3, "years"), "weak"),), "not stated"),
    )


def a_correction(record: Record, value: Value | None = None, minutes: int = 0, **changes: Any) -> Correction:
    """A person's word on the sample size (or on the field of `changes`), so many minutes after noon."""
    fields: dict[str, Any] = {
        "pmid": record.pmid, "field": Field.SAMPLE_SIZE, "verdict": Verdict.VALUE, "value": value or SampleSize(120),
        "reason": "Table 1 says so.", "by": "A reader", "at": NOON + timedelta(minutes=minutes),
        "seen": digest_of(record.passages),
    }  # fmt: skip
    return Correction(**(fields | changes))


# Any character that can be stored: hostile ones too, but no half of a surrogate pair.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["\0", "a\0b", "'; DROP TABLE records; --", '"', "\U0001f9b6", "ﬁ\u0301", "%_", "\u202e", "NULL", "\ufeff"]
)
maybe = st.none() | texts
years = st.none() | st.integers(0, 9999)
dates = st.builds(PartialDate, years, years, years, st.sampled_from(["year", "season", "month", "day"]), texts)
indexed = st.builds(Indexed, texts, maybe, st.booleans())


def _passages(prefix: str) -> st.SearchStrategy[tuple[Passage, ...]]:
    sections = st.lists(st.tuples(maybe, texts, maybe), max_size=3)
    return sections.map(lambda rows: tuple(Passage(f"{prefix}.{n}", a, b, c) for n, (a, b, c) in enumerate(rows)))


def _several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=3).map(tuple)


records = st.builds(
    Record,
    pmid=st.integers(1, 2**63 - 1),
    version=st.integers(1, 9),
    source=st.sampled_from(Source),
    kind=st.sampled_from(["article", "book"]),
    title=texts,
    vernacular_title=maybe,
    abstract=_passages("abstract"),
    other_abstracts=_several(st.builds(OtherAbstract, texts, maybe, _passages("abstract"))),
    copyright=maybe,
    authors=_several(st.builds(Author, maybe, maybe, maybe, maybe, maybe, maybe, _several(texts))),
    authors_complete=st.booleans(),
    journal=st.builds(Journal, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe),
    published=dates,
    article_date=st.none() | dates,
    completed=maybe,
    revised=maybe,
    history=_several(st.tuples(texts, texts)),
    languages=_several(texts),
    publication_types=_several(indexed),
    mesh=_several(st.builds(MeshHeading, indexed, _several(indexed), texts)),
    keywords=_several(st.builds(Keyword, texts, maybe, st.booleans())),
    chemicals=_several(indexed),
    ids=_several(st.tuples(texts, texts)),
    registry_numbers=_several(st.builds(RegistryNumber, texts, texts, texts)),
    links=_several(st.builds(Link, texts, st.none() | st.integers(1, 2**63 - 1), maybe, maybe)),
    grants=_several(texts),
    references=st.none() | st.integers(0, 9999),
    status=maybe,
    indexing_method=maybe,
    coi_statement=maybe,
)

_lengths = st.floats(0, 1e6) | st.integers(0, 999).map(float)
values: dict[Field, st.SearchStrategy[Value]] = {
    Field.DESIGN: st.builds(
        Design,
        st.sampled_from(sorted(DESIGNS)),
        st.dictionaries(st.sampled_from(ATTRIBUTES), texts).map(lambda given: tuple(sorted(given.items()))),
    ),
    Field.SAMPLE_SIZE: st.builds(
        SampleSize, st.integers(0, 2**62), texts, st.sampled_from(ROLES), _several(st.integers(0, 999)),
        st.none() | st.integers(0, 999), st.booleans(),
    ),
    Field.FOLLOW_UP: st.builds(
        FollowUp, _lengths, st.sampled_from(["hours", "days", "weeks", "months", "years"]), st.sampled_from(STATISTICS),
        st.none() | _lengths, st.none() | _lengths, st.booleans(),
    ),
}  # fmt: skip


@st.composite
def readings(draw: st.DrawFn, pmid: int, field: Field) -> Reading:
    """Any reading that keeps the taggers' contract."""
    quotes = st.lists(st.builds(Quote, texts, st.integers(0, 99), st.integers(0, 99), texts), min_size=1, max_size=2)
    rules = texts.filter(bool)
    finding = st.builds(
        Finding, st.just(pmid), st.just(field), values[field], quotes.map(tuple), rules, st.floats(0, 1), maybe
    )
    candidates = tuple(draw(st.lists(finding, max_size=4, unique=True)))
    abstained = draw(st.sampled_from(["not stated", "conflicting"]) if not candidates else st.none() | st.just("x"))
    conflicts = tuple(draw(st.permutations(candidates)))[: draw(st.integers(0, 2))]
    return Reading(field, candidates, abstained, conflicts)

"""A record as a reference: the parts that RIS, BibTeX, NBIB, CSL and Rayyan all want, as plain one-line texts.

Touches nothing. The formats are written here by hand, each some forty lines: the libraries that write them (rispy,
bibtexparser, pybtex) escape neither LaTeX nor line breaks and know no collective authors; in the tests those libraries
read what was written, so that nobody marks his own work.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence.findings import Fact
from evidence.records import Author, Record
from evidence.sanitize import plain_text
from evidence.tables.entry import Entry, status
from evidence.values import Field

SUMMARY_MARK = "[Our summary, not the published abstract.] "


@dataclass(frozen=True, slots=True)
class Person:
    """An author: a family name with given names (or initials), or a collective as `family` alone."""

    family: str
    given: str = ""
    collective: bool = False
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """The parts of a reference; "" and None stand for what PubMed does not say."""

    pmid: int
    key: str
    book: bool
    title: str
    authors: tuple[Person, ...]
    journal: str
    short_journal: str
    issn: str
    year: int | None
    month: int | None
    day: int | None
    volume: str
    issue: str
    pages: str
    doi: str
    pmc: str
    languages: tuple[str, ...]
    abstract: str
    keywords: tuple[str, ...]
    notes: tuple[str, ...]  # what Evidence read from it, and what a reader must know

    @property
    def url(self) -> str:
        """The record at PubMed."""
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"


def line(text: str | None) -> str:
    """Text on one line without control characters; "" for none."""
    return " ".join(plain_text(text or "").split())


def reference(entry: Entry) -> Reference:
    """The reference of an entry."""
    record = entry.record
    journal, date = record.journal, record.published
    authors = tuple(person for author in record.authors if (person := _person(author)).family)
    return Reference(
        pmid=record.pmid,
        key=_key(authors, record),
        book=record.kind == "book",
        title=line(record.display_title),
        authors=authors,
        journal=line(journal.title or journal.iso_abbreviation or journal.medline_abbreviation),
        short_journal=line(journal.iso_abbreviation or journal.medline_abbreviation),
        issn=line(journal.issn),
        year=record.year,
        month=date.month,
        day=date.day,
        volume=line(journal.volume),
        issue=line(journal.issue),
        pages=line(journal.pages),
        doi=line(record.doi),
        pmc=line(next((value for kind, value in record.ids if kind == "pmc"), "")),
        languages=tuple(map(line, record.languages)),
        abstract=_abstract(record),
        keywords=tuple(filter(None, (line(keyword.text) for keyword in record.keywords))),
        notes=tuple(filter(None, (_values(entry), line(status(entry))))),
    )


def _person(author: Author) -> Person:
    if author.collective:
        return Person(line(author.collective), collective=True)
    return Person(line(author.last_name), line(author.fore_name or author.initials), suffix=line(author.suffix))


def _key(authors: tuple[Person, ...], record: Record) -> str:
    """Hu2012-22814142: letters of ASCII, and unique by its PMID."""
    from unicodedata import normalize

    name = normalize("NFKD", authors[0].family if authors else "").encode("ascii", "ignore").decode()
    return f"{''.join(filter(str.isalnum, name)) or 'Anon'}{record.year or ''}-{record.pmid}"


def _abstract(record: Record) -> str:
    text = " ".join(f"{p.label}: {p.text}" if p.label else p.text for p in record.abstract)
    return (SUMMARY_MARK if record.is_summary and text else "") + line(text)


def _values(entry: Entry) -> str:
    """The three values in a line, for those who screen: "design: rct; n: 118; follow-up: 36 months"."""
    size, length = entry.size, entry.follow_up
    said = (
        f"design: {entry.design}" if entry.design else _none("design", entry.facts[Field.DESIGN]),
        f"n: {size}" if size else _none("n", entry.facts[Field.SAMPLE_SIZE]),
        f"follow-up: {length.in_months}" if length else _none("follow-up", entry.facts[Field.FOLLOW_UP]),
    )
    return "; ".join(said)


def _none(name: str, fact: Fact) -> str:
    return f"{name}: {line(fact.abstained) or 'not tagged'}"

"""What PubMed says of an article, as frozen values. Touches nothing.

White space is normalised once, by whoever builds a `Record` (the XML and MEDLINE readers): each run of spaces, tabs and
newlines becomes one plain space and the ends are stripped; NBSP, thin spaces and odd hyphens are kept. Taggers, store
and quotes all see exactly these strings, so an offset never needs repair.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from evidence.naming import shown_title

SUMMARY_NOTICE = "Summary by the Evidence project, not the published abstract."
"""The CopyrightInformation that marks an abstract written by us (data/starter); see `Record.is_summary`."""


class Source(StrEnum):
    """Where a record's text came from; which of two texts stands is told in `evidence.store.precedence`."""

    PUBMED_XML = "pubmed-xml"
    MEDLINE_TEXT = "medline-text"
    EUROPE_PMC = "europepmc"
    STARTER = "starter"

    @property
    def rank(self) -> int:
        """Richness, higher wins: a MEDLINE text lacks sections, Europe PMC lacks categories, a starter is a summary."""
        return {"pubmed-xml": 3, "medline-text": 2, "europepmc": 1, "starter": 0}[self.value]


@dataclass(frozen=True, slots=True)
class Passage:
    """A named stretch of text that a quote can point into.

    `name` is `title`, `abstract.N`, `publication_type.N`, `mesh.N` or `keyword.N` (N from 0, in PubMed's order).
    `label` is the section label as printed ("PATIENTS AND METHODS"), `category` NLM's NlmCategory ("METHODS").
    """

    name: str
    label: str | None
    text: str
    category: str | None = None


class Quote(NamedTuple):
    """Verbatim words of one passage: `passage.text[start:end] == text`, always (offsets in Unicode code points)."""

    passage: str
    start: int
    end: int
    text: str

    @classmethod
    def whole(cls, passage: Passage) -> Quote:
        """All of a passage."""
        return cls(passage.name, 0, len(passage.text), passage.text)


@dataclass(frozen=True, slots=True)
class Author:
    """One author in printed order; a collective has `collective` and no names. `orcid` is the bare 0000-… form."""

    last_name: str | None = None
    fore_name: str | None = None
    initials: str | None = None
    suffix: str | None = None
    collective: str | None = None
    orcid: str | None = None
    affiliations: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As PubMed cites it: "Hu J", "Smith AB Jr", or the collective's name."""
        if self.collective:
            return self.collective
        return " ".join(part for part in (self.last_name, self.initials, self.suffix) if part)


def first_of(authors: Iterable[Author]) -> Author:
    """Whom a reference names: the first person, as citation managers do, and a group where there is no person."""
    named = [author for author in authors if author.name]
    return next((author for author in named if not author.collective), named[0] if named else Author())


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exact as the record gives it; `precision` is year, season, month or day. `raw` is the text as given.

    A season or a MedlineDate such as "2000 Dec-2001 Mar" keeps its year (the first four digits) and its raw text.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    precision: str = "year"
    raw: str = ""

    @property
    def iso(self) -> str:
        """The known part as ISO 8601: "2012", "2012-07" or "2012-07-13"; "" without a year."""
        if self.year is None:
            return ""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal (or the book, for a PubmedBookArticle) and the place in it."""

    title: str | None = None
    iso_abbreviation: str | None = None
    medline_abbreviation: str | None = None
    nlm_id: str | None = None
    issn: str | None = None
    country: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


@dataclass(frozen=True, slots=True)
class Indexed:
    """A publication type, a MeSH qualifier or a chemical: PubMed's name with its unique identifier (D…, Q…)."""

    name: str
    ui: str | None = None
    major: bool = False


@dataclass(frozen=True, slots=True)
class MeshHeading:
    """A MeSH descriptor with its qualifiers; major when the descriptor or any qualifier is (pre-2010 style).

    `kind` is "descriptor", or for SupplMesh "protocol", "organism" or "disease".
    """

    descriptor: Indexed
    qualifiers: tuple[Indexed, ...] = ()
    kind: str = "descriptor"

    @property
    def major(self) -> bool:
        """True when the descriptor or any of its qualifiers carries MajorTopicYN="Y"."""
        return self.descriptor.major or any(qualifier.major for qualifier in self.qualifiers)


@dataclass(frozen=True, slots=True)
class Keyword:
    """An author's or an agency's keyword; `owner` is NOTNLM, NASA, KIE, PIP or NLM."""

    text: str
    owner: str | None = None
    major: bool = False


@dataclass(frozen=True, slots=True)
class RegistryNumber:
    """A trial or data-bank accession; `seen_in` is "databank" or the passage name where the text gives it."""

    bank: str
    accession: str
    seen_in: str = "databank"


@dataclass(frozen=True, slots=True)
class Link:
    """A CommentsCorrections entry by its RefType ("RetractionIn", "CommentOn", …); 19 real ones have no PMID."""

    kind: str
    pmid: int | None = None
    citation: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OtherAbstract:
    """An abstract in another language or by another agency; never mixed into the main one."""

    kind: str
    language: str | None
    sections: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """How a paper is cited in a table: first author, year, journal, volume(issue):pages, DOI."""

    first_author: str
    year: int | None
    title: str
    journal: str
    place: str
    doi: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """One article (or book, chapter) of PubMed at one revision. `None` and `()` mean that PubMed does not say."""

    pmid: int
    version: int = 1
    source: Source = Source.PUBMED_XML
    kind: str = "article"  # article | book
    title: str = ""  # as given, brackets of a translated title kept; see `display_title`
    vernacular_title: str | None = None
    abstract: tuple[Passage, ...] = ()  # abstract.0 …, in order
    other_abstracts: tuple[OtherAbstract, ...] = ()
    copyright: str | None = None
    authors: tuple[Author, ...] = ()
    authors_complete: bool = True
    journal: Journal = Journal()
    published: PartialDate = PartialDate(None)
    article_date: PartialDate | None = None  # electronic publication
    completed: str | None = None  # DateCompleted, ISO
    revised: str | None = None  # DateRevised, ISO
    history: tuple[tuple[str, str], ...] = ()  # (PubStatus, ISO date), e.g. ("entrez", "2012-07-18")
    languages: tuple[str, ...] = ()
    publication_types: tuple[Indexed, ...] = ()
    mesh: tuple[MeshHeading, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    chemicals: tuple[Indexed, ...] = ()
    ids: tuple[
        tuple[str, str], ...
    ] = ()  # (IdType, value): doi, pmc, pii, …; the DOI from either place, never a reference's
    registry_numbers: tuple[RegistryNumber, ...] = ()
    links: tuple[Link, ...] = ()
    grants: tuple[str, ...] = ()
    references: int | None = None  # how many papers it cites, where the record says so
    status: str | None = None  # MEDLINE, PubMed-not-MEDLINE, In-Process, Publisher, …
    indexing_method: str | None = None  # Automated, Curated, Manual
    coi_statement: str | None = None

    @property
    def doi(self) -> str | None:
        """The article's own DOI, without a resolver in front; None for 13 % of real records."""
        return next((value for kind, value in self.ids if kind == "doi"), None)

    @property
    def year(self) -> int | None:
        """The year of publication as printed; the electronic one where the printed date has none."""
        if self.published.year is not None:
            return self.published.year
        return self.article_date.year if self.article_date else None

    @property
    def display_title(self) -> str:
        """The title for people: a translation without its brackets, the vernacular one where there is no other."""
        return shown_title(self.title, self.vernacular_title)

    @property
    def first_author(self) -> Author:
        """Whom a reference names, see `first_of`."""
        return first_of(self.authors)

    @property
    def is_summary(self) -> bool:
        """True when the abstract is ours and not the published one (the starter set, until a pull replaces it)."""
        return self.copyright == SUMMARY_NOTICE

    @property
    def is_retracted(self) -> bool:
        """The paper itself is retracted; a retraction notice, of which PubMed says RetractionOf, is not."""
        return any(
            kind.name == "Retracted Publication" or kind.ui == "D016441" for kind in self.publication_types
        ) or any(link.kind == "RetractionIn" for link in self.links)

    @property
    def citation(self) -> Citation:
        """The parts of a reference as evidence tables print it."""
        first = self.first_author
        journal = self.journal
        place = (journal.volume or "") + (f"({journal.issue})" if journal.issue else "")
        if journal.pages:
            place = f"{place}:{journal.pages}" if place else journal.pages
        return Citation(
            first_author=first.collective or first.last_name or "",
            year=self.year,
            title=self.display_title,
            journal=journal.iso_abbreviation or journal.medline_abbreviation or journal.title or "",
            place=place,
            doi=self.doi,
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All that a tagger may quote, in order: title, abstract, publication types, MeSH, keywords.

        A MeSH passage reads as MEDLINE prints it: "Diabetes Mellitus, Type 2/drug therapy/*surgery" (descriptor,
        qualifiers, an asterisk before what is major).
        """
        return (
            *((Passage("title", None, self.title),) if self.title else ()),
            *self.abstract,
            *(Passage(f"publication_type.{n}", None, kind.name) for n, kind in enumerate(self.publication_types)),
            *(Passage(f"mesh.{n}", None, mesh_text(heading)) for n, heading in enumerate(self.mesh)),
            *(Passage(f"keyword.{n}", None, keyword.text) for n, keyword in enumerate(self.keywords)),
        )


def mesh_text(heading: MeshHeading) -> str:
    """A heading on one line as MEDLINE prints it; several qualifiers are joined by slashes."""
    return "/".join(("*" if part.major else "") + part.name for part in (heading.descriptor, *heading.qualifiers))

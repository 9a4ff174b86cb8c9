"""A MedlineCitation with its PubmedData as a `Record`. Pure: elements in, a record out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from evidence.pubmed import dates, parts
from evidence.pubmed.registries import in_text
from evidence.pubmed.words import maybe, whole_number, words
from evidence.records import (
    SUMMARY_NOTICE,
    Journal,
    Keyword,
    Link,
    MeshHeading,
    OtherAbstract,
    PartialDate,
    Passage,
    Record,
    RegistryNumber,
    Source,
)
from evidence.shown import shown

_NOTHING: Final = Element("nothing")
By = dict[str, Element]


class NoRecord(ValueError):  # noqa: N818 - reads as the reason that it gives
    """An element that is no usable record; the message says why."""


def by_tag(element: Element) -> By:
    """The children by tag, the first of each."""
    return {child.tag: child for child in element[::-1]}


def pmid_of(element: Element | None) -> tuple[int, int]:
    """(PMID, version) of a PMID element.

    Raises:
        NoRecord: there is no PMID, or it is no number.
    """
    if element is None:
        raise NoRecord("it has no PMID")
    pmid = whole_number(element.text)
    if pmid is None:
        raise NoRecord(f"its PMID is no number: {shown(words(element))}")
    return pmid, whole_number(element.get("Version")) or 1


def article(citation: Element, data: Element | None, source: Source, *, cited: int = 0) -> Record:
    """The record of one MedlineCitation.

    Args:
        citation: the MedlineCitation.
        data: its PubmedData, None in sets of 2016 and before.
        source: what it is said to come from.
        cited: the number of references that were taken out of `data`.

    Raises:
        NoRecord: there is no PMID or no Article.
    """
    outer = by_tag(citation)
    pmid, version = pmid_of(outer.get("PMID"))
    if "Article" not in outer:
        raise NoRecord("it has no Article")
    paper = outer["Article"]
    inner = by_tag(paper)
    more = by_tag(data) if data is not None else {}
    title = words(inner.get("ArticleTitle"))
    abstract = parts.sections(inner.get("Abstract"))
    notice = parts.copyright_of(inner.get("Abstract"))
    people = inner.get("AuthorList")
    return Record(
        pmid=pmid,
        version=version,
        source=Source.STARTER if notice == SUMMARY_NOTICE else source,
        title=title,
        vernacular_title=maybe(inner.get("VernacularTitle")),
        abstract=abstract,
        other_abstracts=_other_abstracts(citation),
        copyright=notice,
        authors=parts.authors(people),
        authors_complete=people is None or people.get("CompleteYN") != "N",
        **_journal_and_date(inner, outer),
        article_date=dates.partial(inner.get("ArticleDate")),
        completed=dates.iso(outer.get("DateCompleted")),
        revised=dates.iso(outer.get("DateRevised")),
        history=dates.history(more.get("History", ())),
        languages=tuple(text for e in paper.findall("Language") if (text := words(e))),
        publication_types=parts.types(inner.get("PublicationTypeList", ())),
        mesh=tuple(_mesh(outer)),
        keywords=_keywords(citation),
        chemicals=tuple(_chemicals(outer)),
        ids=_ids(paper, citation, more.get("ArticleIdList")),
        registry_numbers=_registry_numbers(inner.get("DataBankList"), title, abstract),
        links=tuple(_links(outer)),
        grants=parts.grants(inner.get("GrantList")),
        references=_references(outer, data, cited),
        status=citation.get("Status"),
        indexing_method=citation.get("IndexingMethod"),
        coi_statement=maybe(outer.get("CoiStatement")),
    )


def _journal_and_date(inner: By, outer: By) -> dict[str, Any]:
    journal = by_tag(inner.get("Journal", _NOTHING))
    issue = by_tag(journal.get("JournalIssue", _NOTHING))
    info = by_tag(outer.get("MedlineJournalInfo", _NOTHING))
    return {
        "journal": Journal(
            title=maybe(journal.get("Title")),
            iso_abbreviation=maybe(journal.get("ISOAbbreviation")),
            medline_abbreviation=maybe(info.get("MedlineTA")),
            nlm_id=maybe(info.get("NlmUniqueID")),
            issn=maybe(journal.get("ISSN")) or maybe(info.get("ISSNLinking")),
            country=maybe(info.get("Country")),
            volume=maybe(issue.get("Volume")),
            issue=maybe(issue.get("Issue")),
            pages=parts.pages(inner.get("Pagination")),
        ),
        "published": dates.partial(issue.get("PubDate")) or PartialDate(None),
    }


def _other_abstracts(citation: Element) -> tuple[OtherAbstract, ...]:
    found: list[OtherAbstract] = []
    for other in citation.findall("OtherAbstract"):
        if sections := parts.sections(other, f"other_abstract.{len(found)}"):
            found.append(OtherAbstract(other.get("Type") or "", other.get("Language"), sections))
    return tuple(found)


def _mesh(outer: By) -> Iterator[MeshHeading]:
    """Descriptors with their qualifiers, then the supplementary ones (protocols, organisms, diseases)."""
    for heading in outer.get("MeshHeadingList", ()):
        terms = [parts.indexed(term.text, term.get("UI"), term.get("MajorTopicYN")) for term in heading]
        if terms and terms[0].name:
            yield MeshHeading(terms[0], tuple(terms[1:]))
    for name in outer.get("SupplMeshList", ()):
        term = parts.indexed(name.text, name.get("UI"))
        if term.name:
            yield MeshHeading(term, (), (name.get("Type") or "supplementary").lower())


def _keywords(citation: Element) -> tuple[Keyword, ...]:
    return parts.keywords(citation.findall("KeywordList"))


def _chemicals(outer: By) -> Iterator[Any]:
    for chemical in outer.get("ChemicalList", ()):
        name = chemical.find("NameOfSubstance")
        if name is not None and (found := parts.indexed(name.text, name.get("UI"))).name:
            yield found


def _ids(paper: Element, citation: Element, id_list: Element | None) -> tuple[tuple[str, str], ...]:
    """The article's own identifiers; those of the papers it cites live in ReferenceList and are never looked at.

    Where the two DOIs differ (24196758), ELocationID's comes first: it is the one that the publisher declares valid.
    """
    ids = parts.locations(paper) | parts.article_ids(id_list)
    if not any(kind == "pmc" for kind, _ in ids):
        for other in citation.findall("OtherID"):  # sets before 2017 say it only here: "PMC123456 [Available on …]"
            first = words(other).partition(" ")[0]
            if first.startswith("PMC") and first[3:].isdigit():
                ids["pmc", first] = None
    return tuple(ids)


def _registry_numbers(banks: Element | None, title: str, abstract: tuple[Passage, ...]) -> tuple[RegistryNumber, ...]:
    known = tuple(
        dict.fromkeys(
            RegistryNumber(words(bank.find("DataBankName")), text)
            for bank in (() if banks is None else banks)
            for number in bank.iter("AccessionNumber")
            if (text := words(number))
        )
    )
    return known + in_text((Passage("title", None, title), *abstract), known)


def _links(outer: By) -> Iterator[Link]:
    """Comments, errata, retractions …, without the papers that it cites (counted in `references`)."""
    for link in outer.get("CommentsCorrectionsList", ()):
        kind = link.get("RefType") or ""
        if kind != "Cites":
            inner = by_tag(link)
            pmid = inner.get("PMID")
            number = None if pmid is None else whole_number(pmid.text)
            yield Link(kind, number, maybe(inner.get("RefSource")), maybe(inner.get("Note")))


def _references(outer: By, data: Element | None, cited: int) -> int | None:
    """NumberOfReferences, else the references listed, else the links of type Cites."""
    stated = outer.get("NumberOfReferences")
    if stated is not None and (number := whole_number(stated.text)):
        return number
    listed = cited or (0 if data is None else sum(1 for _ in data.iter("Reference")))
    return listed or sum(link.get("RefType") == "Cites" for link in outer.get("CommentsCorrectionsList", ())) or None

"""The parts that articles and books share: people, identifiers, types, keywords, passages. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from xml.etree.ElementTree import Element

from evidence.pubmed.words import maybe, normal, words
from evidence.records import Author, Indexed, Keyword, Passage

_ORCID: Final = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?!\d)", re.ASCII)
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(10\.\d{4,9}/\S+)", re.ASCII | re.IGNORECASE)

Ids = dict[tuple[str, str], None]
"""Identifiers in order of arrival, each once."""


@lru_cache(
    maxsize=1 << 14
)  # 30,000 records share a few thousand headings: made once, they cost neither time nor memory
def indexed(name: str | None, ui: str | None, major: str | None = None) -> Indexed:
    """An `Indexed` from what the element says; `major` is its MajorTopicYN."""
    return Indexed(normal(name or ""), ui or None, major == "Y")


def types(elements: Iterable[Element]) -> tuple[Indexed, ...]:
    """Publication types that have a name."""
    return tuple(found for e in elements if (found := indexed(e.text, e.get("UI"))).name)


def sections(abstract: Element | None, prefix: str = "abstract") -> tuple[Passage, ...]:
    """The sections of an abstract that have text, called `prefix.0`, `prefix.1` …; two of one label both stay."""
    if abstract is None:
        return ()
    found: list[Passage] = []
    for section in abstract:
        if section.tag == "AbstractText" and (text := words(section)):
            label = normal(section.get("Label") or "") or None
            found.append(Passage(f"{prefix}.{len(found)}", label, text, section.get("NlmCategory") or None))
    return tuple(found)


def keywords(lists: Iterable[Element]) -> tuple[Keyword, ...]:
    """All keywords of all KeywordLists with their owner."""
    return tuple(
        Keyword(text, owner.get("Owner"), keyword.get("MajorTopicYN") == "Y")
        for owner in lists
        for keyword in owner
        if (text := words(keyword))
    )


def authors(people: Element | None) -> tuple[Author, ...]:
    """The authors of an AuthorList in printed order, without those marked as not valid."""
    if people is None:
        return ()
    found = (author(person) for person in people if person.tag == "Author" and person.get("ValidYN") != "N")
    return tuple(one for one in found if one is not None)


def author(person: Element) -> Author | None:
    """One author; None where there is no name at all."""
    name: dict[str, str] = {}
    places: list[str] = []
    orcid = None
    for part in person:
        if part.tag == "AffiliationInfo":  # its Identifier (GRID, ISNI) is the institution's, not the person's
            places += [text for place in part if place.tag == "Affiliation" and (text := words(place))]
        elif part.tag == "Affiliation":  # before 2015
            places.append(words(part))
        elif part.tag == "Identifier":
            orcid = orcid or (orcid_of(words(part)) if part.get("Source") == "ORCID" else None)
        else:
            name[part.tag] = words(part)
    last, fore, collective = name.get("LastName"), name.get("ForeName"), name.get("CollectiveName")
    if not (last or fore or collective):
        return None
    return Author(
        last or None,
        fore or None,
        name.get("Initials") or None,
        name.get("Suffix") or None,
        collective or None,
        orcid,
        tuple(place for place in places if place),
    )


def orcid_of(text: str) -> str | None:
    """The bare 0000-0000-0000-000X form from a URL, from digits alone, or from the form itself."""
    found = _ORCID.search(text)
    return "-".join(found.groups()).upper() if found else None


def doi_of(text: str) -> str | None:
    """A DOI without resolver or "doi:" in front; None where the text is none."""
    found = _DOI.fullmatch(text)
    return found[1] if found else None


def identifier(kind: str | None, text: str) -> Iterator[tuple[str, str]]:
    """(IdType, value) of an ArticleId or ELocationID; nothing for an empty one, a bad DOI, or the PMID itself."""
    kind = (kind or "").lower()
    value = doi_of(text) if kind == "doi" else text
    if value and kind and kind != "pubmed":
        yield kind, value


def article_ids(id_list: Element | None) -> Ids:
    """The identifiers in an ArticleIdList."""
    return dict.fromkeys(
        pair for one in (() if id_list is None else id_list) for pair in identifier(one.get("IdType"), words(one))
    )


def locations(parent: Element) -> Ids:
    """The identifiers in the ELocationIDs of an Article or Book, without those marked as not valid."""
    return dict.fromkeys(
        pair
        for one in parent.findall("ELocationID")
        if one.get("ValidYN") != "N"
        for pair in identifier(one.get("EIdType"), words(one))
    )


def pages(pagination: Element | None) -> str | None:
    """MedlinePgn ("332-40"), else start and end page."""
    if pagination is None:
        return None
    parts = {part.tag: words(part) for part in pagination}
    start, end = parts.get("StartPage"), parts.get("EndPage")
    return parts.get("MedlinePgn") or (f"{start}-{end}" if start and end and start != end else start) or None


def grants(grant_list: Element | None) -> tuple[str, ...]:
    """Each grant as MEDLINE prints it: number, acronym, agency and country joined by slashes, each once."""
    if grant_list is None:
        return ()
    found = ("/".join(text for part in grant if (text := words(part))) for grant in grant_list if grant.tag == "Grant")
    return tuple(dict.fromkeys(text for text in found if text))


def copyright_of(abstract: Element | None) -> str | None:
    """The CopyrightInformation of an abstract."""
    return None if abstract is None else maybe(abstract.find("CopyrightInformation"))

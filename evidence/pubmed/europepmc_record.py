"""A Europe PMC result (JSON, resultType=core) as a record. Pure: bytes in, items out.

Poorer than PubMed's XML: sections come as HTML headings in one text, without NLM's categories, and
publication types without identifiers. The store therefore never lets it overwrite PubMed's own. Written from the
documented fields and never compared with the live service.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from evidence.errors import BadInput
from evidence.pubmed.dates import from_text
from evidence.pubmed.items import Item, Parsed, Unreadable
from evidence.pubmed.registries import in_text
from evidence.pubmed.words import normal, whole_number
from evidence.records import (
    Author,
    Indexed,
    Journal,
    Keyword,
    Link,
    MeshHeading,
    PartialDate,
    Passage,
    Record,
    Source,
)

# Only these are markup: "P<0.001" and "n<m>" are not.
_TAG: Final = re.compile(
    r"(?i)</?(?:i|b|u|em|strong|sub|sup|p|br|h[1-6]|span|div|ul|ol|li|a|italic|bold)(?:\s[^<>]*)?/?>"
)
_HEADING: Final = re.compile(r"(?is)<h[1-6]>(.*?)</h[1-6]>")
_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def read_results(stream: BinaryIO, *, name: str) -> Iterator[Item]:
    """The records of an answer, one at a time; those without a PMID (preprints, patents) are left out.

    Raises:
        BadInput: it is no answer of Europe PMC.
    """
    try:
        results = json.loads(stream.read().decode("utf-8"))["resultList"]["result"]
    except (ValueError, KeyError, TypeError):
        raise BadInput(f"{name} is no answer of Europe PMC", "ask for it again") from None
    for number, result in enumerate(results, start=1):
        where = f"{name}, result {number}"
        pmid = whole_number(str(result.get("pmid") or "")) if isinstance(result, dict) else None
        if pmid is None:
            continue
        raw = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        try:
            yield Parsed(parse_result(raw), raw)
        except ValueError as error:
            yield Unreadable(str(error), pmid, where)


def parse_result(raw: bytes) -> Record:
    """The record of one result (`Parsed.raw`).

    Raises:
        ValueError: it is none.
    """
    result = json.loads(raw)
    pmid = whole_number(str(result.get("pmid") or "")) if isinstance(result, dict) else None
    if pmid is None:
        raise ValueError("a result without a PMID")
    try:
        return _record(pmid, result)
    except (TypeError, AttributeError, KeyError):
        raise ValueError("a result of another shape than Europe PMC's") from None


def _record(pmid: int, result: Mapping[str, Any]) -> Record:
    abstract = _abstract(result.get("abstractText") or "")
    title = plain(result.get("title") or "")
    return Record(
        pmid=pmid,
        source=Source.EUROPE_PMC,
        title=title,
        abstract=abstract,
        authors=tuple(_author(one) for one in _list(result, "authorList", "author")),
        journal=_journal(result),
        published=_published(result),
        article_date=_iso(result.get("electronicPublicationDate")),
        revised=result.get("dateOfRevision") or None,
        history=tuple(("entrez", day) for day in [result.get("dateOfCreation")] if day),
        languages=tuple(language for language in [result.get("language")] if language),
        publication_types=tuple(Indexed(normal(kind)) for kind in _list(result, "pubTypeList", "pubType")),
        mesh=tuple(_heading(one) for one in _list(result, "meshHeadingList", "meshHeading")),
        keywords=tuple(Keyword(normal(word)) for word in _list(result, "keywordList", "keyword")),
        chemicals=tuple(Indexed(normal(one["name"])) for one in _list(result, "chemicalList", "chemical")),
        ids=tuple((kind, result[name]) for kind, name in (("doi", "doi"), ("pmc", "pmcid")) if result.get(name)),
        registry_numbers=in_text((Passage("title", None, title), *abstract)),
        links=tuple(_link(one) for one in _list(result, "commentCorrectionList", "commentCorrection")),
    )


def _list(result: Mapping[str, Any], outer: str, inner: str) -> list[Any]:
    """The many of "authorList": {"author": […]}; one alone may stand without its list."""
    found = (result.get(outer) or {}).get(inner) or []
    return found if isinstance(found, list) else [found]


def plain(text: str) -> str:
    """The text without HTML tags and entities; a `<` that opens no tag stays."""
    return normal(html.unescape(_TAG.sub("", text)))


def _abstract(text: str) -> tuple[Passage, ...]:
    """Sections by their headings; text before the first heading has no label."""
    parts = _HEADING.split(text)
    labelled = [(None, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    sections = [(plain(label).rstrip(":") if label else None, plain(body)) for label, body in labelled]
    kept = [(label or None, body) for label, body in sections if body]
    return tuple(Passage(f"abstract.{number}", label, body) for number, (label, body) in enumerate(kept))


def _author(author: Mapping[str, Any]) -> Author:
    orcid = author.get("authorId") or {}
    places = _list(author, "authorAffiliationDetailsList", "authorAffiliation")
    named = [plain(place.get("affiliation") or "") for place in places]
    return Author(
        last_name=author.get("lastName") or None,
        fore_name=author.get("firstName") or None,
        initials=author.get("initials") or None,
        collective=author.get("collectiveName") or None,
        orcid=orcid.get("value") if orcid.get("type") == "ORCID" else None,
        affiliations=tuple(place for place in named if place),
    )


def _journal(result: Mapping[str, Any]) -> Journal:
    info = result.get("journalInfo") or {}
    journal = info.get("journal") or {}
    return Journal(
        title=journal.get("title") or None,
        iso_abbreviation=journal.get("isoabbreviation") or journal.get("ISOAbbreviation") or None,
        medline_abbreviation=journal.get("medlineAbbreviation") or None,
        nlm_id=journal.get("nlmid") or None,
        issn=journal.get("issn") or journal.get("essn") or None,
        volume=info.get("volume") or None,
        issue=info.get("issue") or None,
        pages=result.get("pageInfo") or None,
    )


def _published(result: Mapping[str, Any]) -> PartialDate:
    """As printed ("2012 Jul 13"); else the year."""
    printed = (result.get("journalInfo") or {}).get("dateOfPublication")
    return from_text(printed or str(result.get("pubYear") or ""))


def _iso(text: str | None) -> PartialDate | None:
    match = _ISO.fullmatch(text or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return PartialDate(year, month, day, "day" if day else "month" if month else "year", text or "")


def _heading(heading: Mapping[str, Any]) -> MeshHeading:
    qualifiers = _list(heading, "meshQualifierList", "meshQualifier")
    return MeshHeading(
        Indexed(normal(heading["descriptorName"]), major=heading.get("majorTopic_YN") == "Y"),
        tuple(Indexed(normal(one["qualifierName"]), major=one.get("majorTopic_YN") == "Y") for one in qualifiers),
    )


def _link(link: Mapping[str, Any]) -> Link:
    """Europe PMC writes "Retraction in" where PubMed's RefType is RetractionIn."""
    kind = "".join(word.capitalize() for word in str(link.get("type") or "").split())
    pmid = whole_number(str(link.get("id") or "")) if link.get("source", "MED") == "MED" else None
    return Link(kind, pmid, normal(link["reference"]) if link.get("reference") else None, link.get("note") or None)

"""The fields of one MEDLINE text record as a `Record`. Pure: what Bio.Medline read in, a record out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from evidence.pubmed import dates
from evidence.pubmed.article import NoRecord
from evidence.pubmed.parts import doi_of, identifier, orcid_of
from evidence.pubmed.registries import in_text
from evidence.pubmed.words import normal, whole_number
from evidence.records import (
    SUMMARY_NOTICE,
    Author,
    Indexed,
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

LINKS: Final = {
    "CIN": "CommentIn",
    "CON": "CommentOn",
    "EIN": "ErratumIn",
    "EFR": "ErratumFor",
    "CRI": "CorrectedandRepublishedIn",
    "CRF": "CorrectedandRepublishedFrom",
    "ECI": "ExpressionOfConcernIn",
    "ECF": "ExpressionOfConcernFor",
    "ORI": "OriginalReportIn",
    "PRIN": "PartialRetractionIn",
    "PROF": "PartialRetractionOf",
    "RIN": "RetractionIn",
    "ROF": "RetractionOf",
    "RPI": "RepublishedIn",
    "RPF": "RepublishedFrom",
    "RRI": "RetractedandRepublishedIn",
    "RRF": "RetractedandRepublishedFrom",
    "SPIN": "SummaryForPatientsIn",
    "UIN": "UpdateIn",
    "UOF": "UpdateOf",
}
"""MEDLINE's tags for a link, and the RefType that XML has for it."""

_SUFFIXES: Final = frozenset(["Jr", "Sr", "2nd", "3rd", "4th", "II", "III", "IV"])
_AGENCIES: Final = frozenset(["Publisher", "PIP", "KIE", "NASA", "AAMC", "AIDS", "NLM"])
_LINK: Final = re.compile(r"(.*?)\s*\bPMID:\s*(\d{1,9})\.?\s*(.*)", re.ASCII)
_IDENTIFIER: Final = re.compile(r"(\S.*?)\s*\[([A-Za-z]+)\]")
_ISSN: Final = re.compile(r"\b\d{4}-\d{3}[\dX]\b", re.ASCII)
_SUBSTANCE: Final = re.compile(r"[^(]*\((.*)\)")
_STAMP: Final = re.compile(r"(\d{4})[/ -]?(\d{2})[/ -]?(\d{2})", re.ASCII)
_STATUS: Final = re.compile(r"\[([A-Za-z-]+)\]")

Lines = list[tuple[str, str]]


class _Fields:
    """What Bio.Medline read, one text or many, white space normalised and empty ones left out."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self._fields = fields

    def all(self, tag: str) -> tuple[str, ...]:
        given = self._fields.get(tag, ())
        return tuple(text for one in ([given] if isinstance(given, str) else given) if (text := normal(one)))

    def one(self, tag: str) -> str | None:
        return " ".join(self.all(tag)) or None

    def stamp(self, tag: str) -> str | None:
        return _iso(self.one(tag) or "")


def record_of(fields: dict[str, Any], lines: Lines, source: Source) -> Record:
    """The record of one set of fields; `lines` are the same fields in printed order, (tag, value).

    Raises:
        NoRecord: there is no PMID, or it is no number.
    """
    given = _Fields(fields)
    pmid = whole_number(given.one("PMID"))
    if pmid is None:
        said = given.one("PMID")
        raise NoRecord(f"its PMID is no number: {shown(said)}" if said else "it has no PMID")
    title = given.one("TI") or given.one("BTI") or ""
    abstract = (Passage("abstract.0", None, text),) if (text := given.one("AB")) else ()
    notice = given.one("CI")
    return Record(
        pmid=pmid,
        source=Source.STARTER if notice == SUMMARY_NOTICE else source,
        kind="book" if given.one("BTI") else "article",
        title=title,
        vernacular_title=given.one("TT"),
        abstract=abstract,
        other_abstracts=_other_abstracts(given),
        copyright=notice,
        authors=tuple(_authors(lines)),
        journal=_journal(given),
        published=dates.from_text(printed) if (printed := given.one("DP")) else PartialDate(None),
        article_date=_day(given.stamp("DEP")),
        completed=given.stamp("DCOM"),
        revised=given.stamp("LR"),
        history=_history(given),
        languages=given.all("LA"),
        publication_types=tuple(Indexed(kind) for kind in given.all("PT")),
        mesh=tuple(_heading(text) for text in given.all("MH")),
        keywords=_keywords(given),
        chemicals=tuple(Indexed(found[1]) for text in given.all("RN") if (found := _SUBSTANCE.fullmatch(text))),
        ids=_ids(given),
        registry_numbers=_registry_numbers(given, title, abstract),
        links=tuple(_links(lines)),
        grants=given.all("GR"),
        references=whole_number(given.one("RF")),
        status=given.one("STAT"),
        coi_statement=given.one("COIS"),
    )


def _iso(text: str) -> str | None:
    """The day of "20121205" or "2012/12/05 06:00 [pubmed]" as 2012-12-05."""
    found = _STAMP.match(text)
    return "-".join(found.groups()) if found else None


def _day(stamp: str | None) -> PartialDate | None:
    if stamp is None:
        return None
    year, month, day = (int(part) for part in stamp.split("-"))
    return PartialDate(year, month, day, "day", stamp.replace("-", " "))


def _journal(given: _Fields) -> Journal:
    issn = _ISSN.search(given.one("IS") or "")
    return Journal(
        title=given.one("JT") or given.one("BTI"),
        medline_abbreviation=given.one("TA"),
        nlm_id=given.one("JID"),
        issn=issn[0] if issn else None,  # the first given
        country=given.one("PL"),
        volume=given.one("VI"),
        issue=given.one("IP"),
        pages=given.one("PG"),
    )


def _history(given: _Fields) -> tuple[tuple[str, str], ...]:
    """PHST, or in older exports the entry, MeSH and creation dates under the names that XML has for them."""
    stated = [(found[1], _iso(text)) for text in given.all("PHST") if (found := _STATUS.search(text))]
    for tag, status in (("EDAT", "pubmed"), ("MHDA", "medline"), ("CRDT", "entrez")):
        if all(status != known for known, _ in stated):
            stated.append((status, given.stamp(tag)))
    return tuple((status, date) for status, date in stated if date)


def _authors(lines: Lines) -> Iterator[Author]:
    """The authors in printed order, each with the lines that follow it (short form, ORCID, affiliations).

    This goes by the lines and not by Bio.Medline, which keeps names and affiliations in lists apart.
    """
    person: dict[str, list[str]] = {}
    for tag, value in lines:
        text = normal(value)
        if tag in {"FAU", "CN"} or (tag == "AU" and "AU" in person) or (tag == "AU" and "CN" in person):
            if named := _author(person):
                yield named
            person = {"AD": person["AD"]} if person.keys() == {"AD"} else {}  # an address before its author
        if tag in {"FAU", "AU", "CN", "AUID", "AD"} and text:
            person.setdefault(tag, []).append(text)
    if named := _author(person):
        yield named


def _author(person: dict[str, list[str]]) -> Author | None:
    """One author of the fields that belong together; None where there is no name."""
    places = tuple(person.get("AD", ()))
    if "CN" in person:
        return Author(collective=person["CN"][0], affiliations=places)
    full, short = (person.get("FAU") or [""])[0], (person.get("AU") or [""])[0]
    last, _, fore = full.partition(", ")
    given = short.removeprefix(f"{last} ").split() if last else short.split()
    suffix = given.pop() if len(given) > 1 and given[-1] in _SUFFIXES else None
    if last:
        initials = " ".join(given) if short.startswith(f"{last} ") else ""
    else:  # the short form alone: "de la Muestra J"
        initials = given.pop() if len(given) > 1 and given[-1].isupper() else ""
        last = " ".join(given)
    if not last:
        return None
    if suffix and fore.endswith(f" {suffix}"):
        fore = fore[: -len(suffix) - 1]
    orcid = next((found for text in person.get("AUID", ()) if (found := orcid_of(text))), None)
    return Author(last, fore or None, initials or None, suffix, None, orcid, places)


def _heading(text: str) -> MeshHeading:
    """A heading from "Diabetes Mellitus, Type 2/drug therapy/*surgery"; an asterisk marks what is major."""
    terms = [Indexed(term.strip().removeprefix("*"), None, term.strip().startswith("*")) for term in text.split("/")]
    return MeshHeading(terms[0], tuple(terms[1:]))


def _keywords(given: _Fields) -> tuple[Keyword, ...]:
    owner = next(iter(given.all("OTO")), None)
    return tuple(Keyword(text.removeprefix("*"), owner, text.startswith("*")) for text in given.all("OT"))


def _other_abstracts(given: _Fields) -> tuple[OtherAbstract, ...]:
    languages = (*given.all("OABL"), *[None] * len(given.all("OAB")))
    found = []
    for n, (stated, language) in enumerate(zip(given.all("OAB"), languages, strict=False)):
        agency, _, rest = stated.partition(": ")
        kind, body = (agency, rest) if agency in _AGENCIES and rest else ("", stated)
        found.append(OtherAbstract(kind, language, (Passage(f"other_abstract.{n}.0", None, body),)))
    return tuple(found)


def _ids(given: _Fields) -> tuple[tuple[str, str], ...]:
    """LID and AID with their kind in brackets; a bare DOI in AID (other programs write so); PMC and ISBN."""
    ids: dict[tuple[str, str], None] = {}
    for stated in (*given.all("LID"), *given.all("AID")):
        pairs = [(kind, value) for value, kind in _IDENTIFIER.findall(stated)]
        if not pairs and (doi := doi_of(stated)):
            pairs = [("doi", doi)]
        ids |= dict.fromkeys(pair for kind, value in pairs for pair in identifier(kind, value))
    for tag, kind in (("PMC", "pmc"), ("ISBN", "isbn")):
        ids |= dict.fromkeys((kind, text) for text in given.all(tag))
    return tuple(ids)


def _registry_numbers(given: _Fields, title: str, abstract: Iterable[Passage]) -> tuple[RegistryNumber, ...]:
    pairs = (text.partition("/") for text in given.all("SI"))
    known = tuple(dict.fromkeys(RegistryNumber(bank, number) for bank, _, number in pairs if number))
    return known + in_text((Passage("title", None, title), *abstract), known)


def _links(lines: Lines) -> Iterator[Link]:
    """Comments, errata, retractions …, in printed order; a link may have no PMID."""
    for tag, value in lines:
        if (kind := LINKS.get(tag)) and (text := normal(value)):
            found = _LINK.fullmatch(text)
            if found:
                citation = f"{found[1]} {found[3]}".strip()
                yield Link(kind, whole_number(found[2]), citation or None)
            else:
                yield Link(kind, None, text)

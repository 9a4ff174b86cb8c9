"""Writes data/starter from tests/starter.toml: `python tests/starter_xml.py`. Reads one file, writes three.

The set is kept in the compact form because facts and summaries are what a person reviews; the XML is what the loopback
server of `evidence demo` sends, in PubMed's own element order (pubmed_250101.dtd).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from evidence.records import SUMMARY_NOTICE

TESTS: Final = Path(__file__).parent
STARTER: Final = TESTS.parent / "data" / "starter"
GOLD: Final = TESTS.parent / "data" / "gold"
DOCTYPE: Final = (
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">'
)
TYPE_UI: Final = {
    "Case Reports": "D002363", "Clinical Trial": "D016430", "Clinical Trial Protocol": "D000078325",
    "Clinical Trial, Phase I": "D017426", "Clinical Trial, Phase II": "D017427",
    "Controlled Clinical Trial": "D018848", "English Abstract": "D004740", "Journal Article": "D016428",
    "Meta-Analysis": "D017418", "Multicenter Study": "D016448", "Randomized Controlled Trial": "D016449",
    "Research Support, Non-U.S. Gov't": "D013485", "Review": "D016454", "Systematic Review": "D000078182",
}  # fmt: skip
MESH_UI: Final = {
    "Adolescent": "D000293", "Adult": "D000328", "Animals": "D000818", "Bone Marrow Cells": "D001854",
    "Bone Marrow Transplantation": "D016026", "Cell Differentiation": "D002454",
    "Clinical Trials as Topic": "D002986", "Diabetes Mellitus, Type 2": "D003924", "Female": "D005260",
    "Follow-Up Studies": "D005500", "Humans": "D006801", "Insulin": "D007328", "Insulin-Secreting Cells": "D050417",
    "Male": "D008297", "Middle Aged": "D008875", "Transplantation, Autologous": "D014182", "cytology": "Q000166",
    "methods": "Q000379", "therapeutic use": "Q000627", "therapy": "Q000628",
}  # fmt: skip
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# Before any real revision, so that PubMed's own record always replaces ours.
_REVISED: Final = ("2000", "01", "01")

Study = dict[str, Any]


def studies() -> list[Study]:
    """The studies of starter.toml, in its order (the seed article first)."""
    found: list[Study] = tomllib.loads((TESTS / "starter.toml").read_text("utf-8"))["study"]
    return found


def xml_of(found: list[Study]) -> bytes:
    """The whole PubmedArticleSet, indented, UTF-8."""
    root = ET.Element("PubmedArticleSet")
    for study in found:
        article = ET.SubElement(root, "PubmedArticle")
        _citation(article, study)
        _pubmed_data(article, study)
    ET.indent(root, " ")
    head = f'<?xml version="1.0" encoding="utf-8"?>\n{DOCTYPE}\n<!-- {SUMMARY_NOTICE} See README.md here. -->\n'
    return (head + ET.tostring(root, encoding="unicode") + "\n").encode()


def facts_of(found: list[Study]) -> str:
    """One JSON line a study: what the summary states, and where the fact was read."""
    keys = ("population", "cell_type", "route", "tier", "basis", "sources", "note")
    lines = []
    for study in found:
        size, length = (study[key] if isinstance(study[key], dict) else None for key in ("sample_size", "follow_up"))
        months = round(length["value"] * _MONTHS_PER[length["unit"]], 1) if length else None
        facts = {"pmid": study["pmid"], "design": study["design"], "n": size["value"] if size else None}
        rest = {key: study[key] for key in keys if key in study}
        lines.append(json.dumps(facts | {"months": months} | rest, ensure_ascii=False) + "\n")
    return "".join(lines)


def labels_of(found: list[Study]) -> str:
    """One JSON line a study in the form of data/gold: the values with unit, role and statistic."""
    keys = ("pmid", "design", "sample_size", "follow_up", "tier", "note")
    lines = []
    for study in found:
        label = {key: study[key] for key in keys if key in study} | {"judged_by": ["author of the summary"]}
        lines.append(json.dumps(label, ensure_ascii=False) + "\n")
    return "".join(lines)


# A table of its own, so that the facts don't lean on the code that they check.
_MONTHS_PER: Final = {"days": 1 / 30.4375, "weeks": 7 / 30.4375, "months": 1.0, "years": 12.0}


def _citation(parent: ET.Element, study: Study) -> None:
    citation = ET.SubElement(parent, "MedlineCitation", Status="Publisher", Owner="NLM")
    _add(citation, "PMID", str(study["pmid"]), Version="1")
    _date(ET.SubElement(citation, "DateRevised"), _REVISED)
    _article(citation, study)
    _add(ET.SubElement(citation, "MedlineJournalInfo"), "MedlineTA", study.get("journal", ""))
    if headings := study.get("mesh"):
        listed = ET.SubElement(citation, "MeshHeadingList")
        for heading in headings:
            _mesh(ET.SubElement(listed, "MeshHeading"), heading)


def _article(parent: ET.Element, study: Study) -> None:
    epub = study.get("epub")
    article = ET.SubElement(parent, "Article", PubModel="Print-Electronic" if epub else "Print")
    _journal(article, study)
    _add(article, "ArticleTitle", study["title"])
    if "pages" in study or "doi" not in study:  # one of the two must be there; PubMed leaves the pages empty
        _add(ET.SubElement(article, "Pagination"), "MedlinePgn", study.get("pages", ""))
    if "doi" in study:
        _add(article, "ELocationID", study["doi"], EIdType="doi", ValidYN="Y")
    _abstract(article, study)
    _authors(article, study)
    _add(article, "Language", study.get("language", "eng"))
    _registry(article, study)
    types = ET.SubElement(article, "PublicationTypeList")
    for name in study["types"]:
        _add(types, "PublicationType", name, UI=TYPE_UI[name])
    if epub:
        _date(ET.SubElement(article, "ArticleDate", DateType="Electronic"), _parts(epub))


def _journal(parent: ET.Element, study: Study) -> None:
    journal = ET.SubElement(parent, "Journal")
    issue = ET.SubElement(journal, "JournalIssue", CitedMedium="Print")
    for key, tag in (("volume", "Volume"), ("issue", "Issue")):
        if key in study:
            _add(issue, tag, study[key])
    for tag, part in zip(("Year", "Month", "Day"), _published(study["published"], issue), strict=False):
        _add(issue[-1], tag, part)
    if "journal" in study:
        _add(journal, "ISOAbbreviation", study["journal"])


def _published(text: str, issue: ET.Element) -> list[str]:
    """Open PubDate in `issue`; the parts that go into it, none where the date is a span (a MedlineDate)."""
    dated = ET.SubElement(issue, "PubDate")
    if re.fullmatch(r"\d{4}( [A-Z][a-z]{2}( \d{1,2})?)?", text):
        return text.split()
    _add(dated, "MedlineDate", text)
    return []


def _abstract(parent: ET.Element, study: Study) -> None:
    abstract = ET.SubElement(parent, "Abstract")
    for section in study.get("sections", ()):
        _add(abstract, "AbstractText", section["text"], Label=section["label"], NlmCategory=section["category"])
    if "summary" in study:
        _add(abstract, "AbstractText", study["summary"])
    _add(abstract, "CopyrightInformation", SUMMARY_NOTICE)


def _authors(parent: ET.Element, study: Study) -> None:
    if not study.get("authors"):
        return
    listed = ET.SubElement(parent, "AuthorList", CompleteYN="Y" if study.get("authors_complete", True) else "N")
    for name in study["authors"]:
        author = ET.SubElement(listed, "Author", ValidYN="Y")
        last, _, initials = name.rpartition(" ")
        _add(author, "LastName", last)
        _add(author, "Initials", initials)
    if "collective" in study:
        _add(ET.SubElement(listed, "Author", ValidYN="Y"), "CollectiveName", study["collective"])


def _registry(parent: ET.Element, study: Study) -> None:
    if not study.get("registry"):
        return
    bank = ET.SubElement(ET.SubElement(parent, "DataBankList", CompleteYN="Y"), "DataBank")
    _add(bank, "DataBankName", "ClinicalTrials.gov")
    numbers = ET.SubElement(bank, "AccessionNumberList")
    for number in study["registry"]:
        _add(numbers, "AccessionNumber", number)


def _mesh(parent: ET.Element, heading: str) -> None:
    """A heading as MEDLINE prints it: `Descriptor/*qualifier`, an asterisk before what is major."""
    for place, part in enumerate(heading.split("/")):
        name = part.lstrip("*")
        tag = "QualifierName" if place else "DescriptorName"
        _add(parent, tag, name, UI=MESH_UI[name], MajorTopicYN="Y" if part.startswith("*") else "N")


def _pubmed_data(parent: ET.Element, study: Study) -> None:
    """History holds the first known day of publication; what is not known to the day counts as the 1st, as there."""
    data = ET.SubElement(parent, "PubmedData")
    history = ET.SubElement(data, "History")
    for status in ("entrez", "pubmed"):
        day = _parts(str(study.get("epub") or study["published"]))
        _date(ET.SubElement(history, "PubMedPubDate", PubStatus=status), day)
    _add(data, "PublicationStatus", "ppublish")
    ids = ET.SubElement(data, "ArticleIdList")
    _add(ids, "ArticleId", str(study["pmid"]), IdType="pubmed")
    if "doi" in study:
        _add(ids, "ArticleId", study["doi"], IdType="doi")


def _parts(text: str) -> tuple[str, str, str]:
    """Year, month and day as digits of "2012 Jul 13", "2012 Jul", "2012" or "2009 Oct-Dec"."""
    words = re.split(r"[ -]", text)
    month = _MONTHS.index(words[1]) + 1 if len(words) > 1 else 1
    day = int(words[2]) if len(words) > 2 and words[2].isdigit() else 1
    return words[0], f"{month:02d}", f"{day:02d}"


def _date(parent: ET.Element, parts: tuple[str, str, str]) -> None:
    for tag, part in zip(("Year", "Month", "Day"), parts, strict=True):
        _add(parent, tag, part)


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def written() -> Iterator[tuple[Path, bytes]]:
    """The files that are made from starter.toml, with what belongs in them."""
    found = studies()
    yield STARTER / "starter.xml", xml_of(found)
    yield STARTER / "facts.jsonl", facts_of(found).encode()
    yield GOLD / "starter.jsonl", labels_of(found).encode()


if __name__ == "__main__":
    for path, data in written():
        path.write_bytes(data)

"""The good E-utilities answers: hits of a search, records of a fetch, ids that are gone. Pure: values out.

Nothing here trusts a status: an answer is good only when its root element is the right one and it closes, and anything
else raises `ServiceError` (service_errors.py). An error can never read as "no evidence".
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evidence.pubmed.broken import count_of, json_of, pmid_of, reading_xml
from evidence.pubmed.service_errors import Answer, Kind, ServiceError, complain, look


@dataclass(frozen=True, slots=True)
class Search:
    """What ESearch found. `count` is PubMed's number for the whole query, `pmids` the part of it that was listed."""

    count: int
    pmids: tuple[int, ...] = ()
    translation: str = ""
    warnings: tuple[tuple[str, str], ...] = ()  # (kind, text): ("PhraseNotFound", "abcXYZ")


@dataclass(frozen=True, slots=True)
class Batch:
    """A whole PubmedArticleSet: its bytes, the PMIDs in it, and those that were asked for and did not come."""

    body: bytes
    returned: tuple[int, ...]
    missing: tuple[int, ...]


def _json(body: bytes, status: int) -> dict[str, Any]:
    try:
        data = json_of(body)
    except ValueError:
        raise ServiceError(Kind.CUT, f"a JSON answer that breaks off (HTTP {status})") from None
    if not isinstance(data, dict):
        raise ServiceError(Kind.BUSY, "a JSON answer of another shape")
    if "error" in data:
        complain([str(data["error"])], status)
    return data


def _xml(body: bytes, status: int) -> ET.Element:
    try:
        with reading_xml():
            return ET.fromstring(body)  # noqa: S314 - a body that declares entities was refused by `look`
    except ValueError:
        raise ServiceError(Kind.CUT, f"an XML answer that breaks off (HTTP {status})") from None


def read_search(answer: Answer) -> Search:
    """The hits of an ESearch answer, XML or JSON.

    Raises:
        ServiceError: anything that is not a whole eSearchResult with a count; "0 hits" only ever means a Count of 0.
    """
    body = look(answer)
    try:
        return _search_json(body, answer.status) if body[:1] == b"{" else _search_xml(body, answer.status)
    except (ValueError, TypeError, AttributeError, RecursionError):  # the last from the text of a deeply nested list
        raise ServiceError(Kind.CUT, "a search answer without a readable count") from None


def _search_xml(body: bytes, status: int) -> Search:
    root = _xml(body, status)
    if root.tag != "eSearchResult":
        raise ServiceError(Kind.BUSY, f"a search was answered with <{root.tag}>")
    complain((error.text or "" for error in root.findall("ERROR")), status)
    lists = [entry for name in ("ErrorList", "WarningList") for entry in root.findall(f"{name}/*")]
    return Search(
        count=count_of(root.findtext("Count")),
        pmids=tuple(pmid_of(one.text) for one in root.findall("IdList/Id")),
        translation=" ".join((root.findtext("QueryTranslation") or "").split()),
        warnings=tuple((entry.tag, " ".join((entry.text or "").split())) for entry in lists),
    )


# JSON names of the entries, by the XML names that the ledger keeps.
_JSON_WARNINGS = (
    ("errorlist", "phrasesnotfound", "PhraseNotFound"),
    ("errorlist", "fieldsnotfound", "FieldNotFound"),
    ("warninglist", "phrasesignored", "PhraseIgnored"),
    ("warninglist", "quotedphrasesnotfound", "QuotedPhraseNotFound"),
    ("warninglist", "outputmessages", "OutputMessage"),
)


def _search_json(body: bytes, status: int) -> Search:
    result = _json(body, status).get("esearchresult")
    if not isinstance(result, dict):
        raise ServiceError(Kind.BUSY, "a search was answered with JSON of another kind")
    complain([str(result[name]) for name in ("ERROR", "error") if result.get(name)], status)
    warnings = [
        (kind, " ".join(str(text).split()))
        for part, name, kind in _JSON_WARNINGS
        for text in (result.get(part) or {}).get(name, ())
    ]
    return Search(
        count=count_of(result.get("count")),
        pmids=tuple(pmid_of(one) for one in result.get("idlist", ())),
        translation=" ".join(str(result.get("querytranslation", "")).split()),
        warnings=tuple(warnings),
    )


def read_batch(answer: Answer, asked: Iterable[int]) -> Batch:
    """The records of an EFetch answer: good only if the root is PubmedArticleSet and it closes.

    Raises:
        ServiceError: CUT for a body that breaks off or holds records nobody asked for; the kind of the ERROR otherwise.
    """
    body = look(answer)
    wanted = dict.fromkeys(asked)
    if body[:1] == b"{":
        _json(body, answer.status)
        raise ServiceError(Kind.BUSY, "records were answered with JSON")
    returned = _pmids(body, answer.status)
    strangers = [pmid for pmid in returned if pmid not in wanted]
    if strangers:
        raise ServiceError(Kind.CUT, f"records came that nobody asked for (PMID {strangers[0]})")
    came = set(returned)
    return Batch(body, tuple(dict.fromkeys(returned)), tuple(pmid for pmid in wanted if pmid not in came))


def _pmids(body: bytes, status: int) -> list[int]:
    """The PMID of each child of the root, with a few kB of memory whatever the size of the body."""
    found: list[int] = []
    depth, root = 0, None
    try:
        with reading_xml():
            for event, element in ET.iterparse(io.BytesIO(body), events=("start", "end")):  # noqa: S314 - see `_xml`
                depth += 1 if event == "start" else -1
                if root is None:
                    root = _checked_root(element, body, status)
                elif event == "end" and depth == 1:
                    found.append(_pmid(element))
                    root.clear()
    except ValueError:
        raise ServiceError(Kind.CUT, f"the records break off after {len(found)} of them (HTTP {status})") from None
    return found


def _checked_root(root: ET.Element, body: bytes, status: int) -> ET.Element:
    if root.tag == "eFetchResult":
        complain((error.text or "" for error in _xml(body, status).findall("ERROR")), status)
    if root.tag != "PubmedArticleSet":
        raise ServiceError(Kind.BUSY, f"records were answered with <{root.tag}>")
    return root


def _pmid(article: ET.Element) -> int:
    text = article.findtext("MedlineCitation/PMID") or article.findtext("BookDocument/PMID") or ""
    try:
        pmid = pmid_of(text)
    except ValueError:
        raise ServiceError(Kind.CUT, f"a <{article.tag}> without a PMID") from None
    # PubMed says it twice, alike in all of 740 real records; where they differ one article bears another's number.
    for place in ("PubmedData", "BookDocument"):
        for said in article.iterfind(f"{place}/ArticleIdList/ArticleId[@IdType='pubmed']"):
            other = (said.text or "").strip()
            if other and other != str(pmid):
                raise ServiceError(Kind.CUT, f"the article of PMID {other[:20]} came as PMID {pmid}")
    return pmid


def read_gone(answer: Answer, asked: Iterable[int]) -> tuple[int, ...]:
    """Which of the ids ESummary does not know: deleted or merged away. Those that it does know are not among them.

    Raises:
        ServiceError: when the answer says neither yes nor no for one of the ids.
    """
    body = look(answer)
    if body[:1] == b"{":
        _json(body, answer.status)
        raise ServiceError(Kind.BUSY, "summaries were answered with JSON")
    root = _xml(body, answer.status)
    unknown, known = set[int](), set[int]()
    try:
        for entry in root.iter("DocumentSummary"):
            (unknown if entry.find("error") is not None else known).add(pmid_of(entry.get("uid")))
        known |= {pmid_of(entry.findtext("Id")) for entry in root.iter("DocSum")}
    except ValueError:
        raise ServiceError(Kind.CUT, "a summary without a PMID") from None
    # The version 1 format names the missing id inside the message: "UID=9: cannot get document summary".
    complaints = [" ".join((error.text or "").split()) for error in root.findall("ERROR")]
    missing = [re.match(r"(?i)uid=([0-9]{1,9}): cannot get document summary", text) for text in complaints]
    unknown |= {int(match[1]) for match in missing if match}
    complain((text for text, match in zip(complaints, missing, strict=True) if not match), answer.status)
    wanted = tuple(dict.fromkeys(asked))
    silent = [pmid for pmid in wanted if pmid not in known and pmid not in unknown]
    if silent:
        raise ServiceError(Kind.CUT, f"no summary and no refusal for PMID {silent[0]}")
    return tuple(pmid for pmid in wanted if pmid in unknown and pmid not in known)

"""How E-utilities words its answers: ESearch, EFetch, ESummary and the refusals, as bytes. Pure, given a `Library`.

The headings and messages are those of real answers where there were some (`shared/pubmed`), else as others reported
them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from evidence.errors import BadInput
from evidence.pubmed.library import Hits, Library

CAP = 9999
_XML = (("Content-Type", "text/xml; charset=UTF-8"),)
_JSON = (("Content-Type", "application/json; charset=UTF-8"),)
_HEAD = '<?xml version="1.0" encoding="UTF-8" ?>\n'
_SEARCH_HEAD = _HEAD + (
    '<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN" '
    '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n'
)
_FETCH_HEAD = _HEAD + (
    '<!DOCTYPE eEfetchResult PUBLIC "-//NLM//DTD efetch 20131226//EN" '
    '"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20131226/efetch.dtd">\n'
)
_SET_HEAD = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)
RETSTART = (
    "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, ESearch can only retrieve "
    "the first 9,999 records matching the query."
)
EXPIRED = "Unable to obtain query #1"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer about to be sent; the last five fields are for spoiling it on the way.

    `cut_at` sends so many bytes and hangs up (after `stall` seconds); `unsized` leaves Content-Length out; `hang_up`
    sends nothing; `delay` waits before.
    """

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = _XML
    cut_at: int | None = None
    stall: float = 0.0
    delay: float = 0.0
    unsized: bool = False
    hang_up: bool = False


def refuse(status: int, error: str, key: str, count: int, limit: int) -> Said:
    """The JSON refusal of the gateway; a 429 says when to come back."""
    body = json.dumps({"error": error, "api-key": key, "count": str(count), "limit": str(limit)}).encode()
    headers = (*_JSON, ("Retry-After", "2")) if status == 429 else _JSON
    return Said(status, body, (*headers, ("X-RateLimit-Limit", str(limit)), ("X-RateLimit-Remaining", "0")))


def speak(library: Library, endpoint: str, fields: Mapping[str, str]) -> Said:
    """The answer of one endpoint."""
    if endpoint == "esearch":
        return _search(library, fields)
    if endpoint == "efetch":
        return _fetch(library, fields)
    if endpoint == "esummary":
        return _summary(library, fields)
    return Said(404, b"<html><body>Not Found</body></html>", (("Content-Type", "text/html"),))


def _search(library: Library, fields: Mapping[str, str]) -> Said:
    in_json = fields.get("retmode") == "json"
    start, most = _number(fields, "retstart", 0), _number(fields, "retmax", 20)
    if start >= CAP:
        return search_error(RETSTART, in_json=in_json)
    try:
        hits = library.search(fields.get("term", ""), _limits(fields))
    except BadInput as error:
        return search_error(f"Search Backend failed: Invalid query: {error.what}", in_json=in_json)
    clamped = start + most > CAP and len(hits.pmids) > CAP
    if clamped:
        most = CAP - start
    listed = hits.pmids[start : start + most]
    notes = [f"Restrictions achieved. start and count adjusted to {start}, {most}"] if clamped else []
    if not hits.pmids:
        notes.append("No items found.")
    history = {}
    if fields.get("usehistory") == "y":
        history = {"querykey": "1", "webenv": library.remember(hits.pmids)}
    listing = _search_json if in_json else _search_xml
    return listing(hits, listed, start, notes, history)


def _limits(fields: Mapping[str, str]) -> tuple[str, str, str] | None:
    """The date limits; mindate and maxdate count only together, as at NCBI."""
    if fields.get("mindate") and fields.get("maxdate"):
        return fields.get("datetype", "pdat").lower(), fields["mindate"], fields["maxdate"]
    return None


def _number(fields: Mapping[str, str], name: str, default: int) -> int:
    text = fields.get(name, "")
    return int(text) if text.isdigit() else default


def search_error(message: str, *, in_json: bool = False) -> Said:
    """An ERROR in HTTP 200. NCBI's JSON keeps raw newlines inside strings, so this does too."""
    if in_json:
        text = '{"header":{"type":"esearch","version":"0.3"},"esearchresult":{"ERROR":"' + message + '"}}'
        return Said(200, text.encode(), _JSON)
    body = f"<eSearchResult>\n\t<ERROR>{escape(message)}</ERROR>\n</eSearchResult>\n"
    return Said(200, (_SEARCH_HEAD + body).encode())


def _search_xml(hits: Hits, listed: tuple[int, ...], start: int, notes: list[str], history: dict[str, str]) -> Said:
    def tags(name: str, texts: tuple[str, ...] | list[str]) -> str:
        return "".join(f"<{name}>{escape(text)}</{name}>" for text in texts)

    errors = tags("PhraseNotFound", hits.not_found) + tags("FieldNotFound", hits.fields_not_found)
    warnings = tags("QuotedPhraseNotFound", hits.quoted_not_found) + tags("OutputMessage", notes)
    ids = "\n".join(f"<Id>{pmid}</Id>" for pmid in listed)
    past = f"<QueryKey>{history['querykey']}</QueryKey><WebEnv>{history['webenv']}</WebEnv>" if history else ""
    body = (
        f"<eSearchResult><Count>{len(hits.pmids)}</Count><RetMax>{len(listed)}</RetMax><RetStart>{start}</RetStart>"
        + past
        + (f"<IdList>\n{ids}\n</IdList>" if listed else "<IdList/>")
        + f"<TranslationSet/><QueryTranslation>{escape(hits.translation)}</QueryTranslation>"
        + (f"<ErrorList>{errors}</ErrorList>" if errors else "")
        + (f"<WarningList>{warnings}</WarningList>" if warnings else "")
        + "</eSearchResult>\n"
    )
    return Said(200, (_SEARCH_HEAD + body).encode())


def _search_json(hits: Hits, listed: tuple[int, ...], start: int, notes: list[str], history: dict[str, str]) -> Said:
    result: dict[str, Any] = {
        "count": str(len(hits.pmids)),
        "retmax": str(len(listed)),
        "retstart": str(start),
        **history,
        "idlist": [str(pmid) for pmid in listed],
        "translationset": [],
        "querytranslation": hits.translation,
    }
    if hits.not_found or hits.fields_not_found:
        result["errorlist"] = {"phrasesnotfound": hits.not_found, "fieldsnotfound": hits.fields_not_found}
    if hits.quoted_not_found or notes:
        quoted = hits.quoted_not_found
        result["warninglist"] = {"phrasesignored": [], "quotedphrasesnotfound": quoted, "outputmessages": notes}
    answer = {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}
    return Said(200, json.dumps(answer).encode(), _JSON)


def _fetch(library: Library, fields: Mapping[str, str]) -> Said:
    if "WebEnv" in fields:
        start = _number(fields, "retstart", 0)
        past = library.recall(fields["WebEnv"])
        if past is None:
            return fetch_error(EXPIRED)
        if start >= CAP:
            return fetch_error(RETSTART.replace("Search Backend failed", "Search backend cannot retrieve history"), 400)
        # The last page below the cap comes one record short (499 of 500 from 9,500 on), without a word.
        pmids = past[start : min(start + _number(fields, "retmax", 20), CAP)]
    elif not fields.get("id"):
        return fetch_error("Supplied id parameter is empty.")
    else:
        pmids = tuple(int(one) for one in fields["id"].split(",") if one.strip().isdigit() and int(one))
        if not pmids:
            return fetch_error("ID list is empty! Possibly it has no correct IDs.", 400)
    return records(library, pmids)


def fetch_error(message: str, status: int = 200) -> Said:
    """An eFetchResult with nothing but an ERROR."""
    body = f"<eFetchResult>\n\t<ERROR>{escape(message)}</ERROR>\n</eFetchResult>\n"
    return Said(status, (_FETCH_HEAD + body).encode())


def records(library: Library, pmids: tuple[int, ...]) -> Said:
    """A PubmedArticleSet of those that exist, each once; the others are left out without a word."""
    parts = [library.raw(pmid) for pmid in dict.fromkeys(pmids) if pmid in library]
    return Said(200, _SET_HEAD.encode() + b"<PubmedArticleSet>\n" + b"\n".join(parts) + b"</PubmedArticleSet>")


def _summary(library: Library, fields: Mapping[str, str]) -> Said:
    """ESummary version 2.0: enough to tell a PMID that exists from one that does not."""
    parts = []
    for pmid in (int(one) for one in fields.get("id", "").split(",") if one.strip().isdigit()):
        inner = "<error>cannot get document summary</error>"
        if pmid in library:
            inner = f"<Title>{escape(library.title(pmid))}</Title>"
        parts.append(f'<DocumentSummary uid="{pmid}">{inner}</DocumentSummary>')
    body = (
        '<eSummaryResult><DocumentSummarySet status="OK">' + "".join(parts) + "</DocumentSummarySet></eSummaryResult>"
    )
    return Said(200, (_HEAD + body).encode())

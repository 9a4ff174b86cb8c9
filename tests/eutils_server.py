"""What E-utilities gets wrong, one function a fault, to spoil the loopback server's answers with.

A fault takes the request and the right answer and gives the wrong one. `at` says when: at which request of an endpoint,
and how often. The bodies are made here; `tests/pubmed/test_answers.py` reads the real ones of `shared/pubmed/answers`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from evidence.pubmed.loopback import Request, Spoil
from evidence.pubmed.speech import EXPIRED, Said, fetch_error, refuse, search_error

Fault = Callable[[Request, Said], Said]
_HTML = (("Content-Type", "text/html"),)


def _error(request: Request, message: str, status: int = 200) -> Said:
    said = search_error(message) if request.endpoint == "esearch" else fetch_error(message)
    return replace(said, status=status)


def rate_limit(_: Request, __: Said) -> Said:
    return refuse(429, "API rate limit exceeded", "127.0.0.1", 4, 3)


def bad_key(request: Request, _: Said) -> Said:
    key = request.fields.get("api_key", "")
    body = f'{{"error":"API key invalid","api-key":"{key}","type":"invalid",\n"status":"unknown"}}'
    return Said(400, body.encode(), (("Content-Type", "application/json"),))


def viewer_timeout(request: Request, _: Said) -> Said:
    return _error(request, " Error: External viewer error: Empty Response. Bytes read: 0 Status: Timeout", 400)


def no_summary(request: Request, _: Said) -> Said:
    return _error(request, "cannot get document summary", 400)


def backend_down(request: Request, _: Said) -> Said:
    return _error(request, "Search Backend failed: Unable to open connection to #PMQuerySrv?dbaf=pubmed")


def database_unknown(request: Request, _: Said) -> Said:
    return _error(request, "Search Backend failed: Database is not supported: pubmed")


def history_expired(request: Request, _: Said) -> Said:
    return _error(request, EXPIRED)


def error_in_json(_: Request, said: Said) -> Said:
    return replace(search_error("Search Backend failed: Exception:\nno reason given", in_json=True), status=said.status)


def unknown_error(request: Request, _: Said) -> Said:
    return _error(request, "Something that NCBI has never said before")


def empty_set(_: Request, said: Said) -> Said:
    return replace(said, body=b'<?xml version="1.0" ?>\n<PubmedArticleSet></PubmedArticleSet>')


def no_correct_ids(_: Request, __: Said) -> Said:
    return fetch_error("ID list is empty! Possibly it has no correct IDs.", 400)


def maintenance_page(_: Request, __: Said) -> Said:
    return Said(200, b"<!DOCTYPE html><html><body>The site is down for maintenance</body></html>", _HTML)


def redirect_to_block(_: Request, __: Said) -> Said:
    body = b"<html><head><title>NCBI - WWW Error Blocked Diagnostic</title></head></html>"
    return Said(302, body, (*_HTML, ("Location", "https://misuse.ncbi.nlm.nih.gov/error/abuse.shtml")))


def block_page(_: Request, __: Said) -> Said:
    return Said(200, b"<html><head><title>NCBI - WWW Error Blocked Diagnostic</title></head></html>", _HTML)


def server_error(_: Request, __: Said) -> Said:
    return Said(500, b"<html><head><title>WWW Error 500 Diagnostic</title></head></html>", _HTML)


def bad_gateway(_: Request, __: Said) -> Said:
    return Said(502, b"", _HTML)


def unavailable(_: Request, __: Said) -> Said:
    return Said(503, b"Service Unavailable", (("Content-Type", "text/plain"), ("Retry-After", "1")))


def nothing(_: Request, said: Said) -> Said:
    return replace(said, body=b"")


def plain_words(_: Request, said: Said) -> Said:
    return replace(said, body=b"upstream connect error or disconnect/reset before headers")


def cut_with_length(_: Request, said: Said) -> Said:
    return replace(said, cut_at=len(said.body) // 2)


def cut_without_length(_: Request, said: Said) -> Said:
    return replace(said, body=said.body[: len(said.body) // 2], unsized=True)


def cut_before_the_end_tag(_: Request, said: Said) -> Said:
    """All records, and the root not closed."""
    return replace(said, body=said.body[: said.body.rindex(b"</")], unsized=True)


def stall(_: Request, said: Said) -> Said:
    return replace(said, cut_at=len(said.body) // 2, stall=0.6)


def late(_: Request, said: Said) -> Said:
    return replace(said, delay=0.6)


def hang_up(_: Request, said: Said) -> Said:
    return replace(said, hang_up=True)


def one_record_short(request: Request, said: Said) -> Said:
    """The last record, or the last id, is left out without a word."""
    if request.endpoint == "esearch":
        last = rb"<Id>\d+</Id>\n?(?=</IdList>)"
    else:
        last = rb"(?s)<PubmedArticle>(?:(?!<PubmedArticle>).)*</PubmedArticle>\s*(?=</PubmedArticleSet>)"
    return replace(said, body=re.sub(last, b"", said.body))


def wrong_records(_: Request, said: Said) -> Said:
    """Another request's answer."""
    return replace(said, body=re.sub(rb'(<PMID Version="1">)', rb"\g<1>9", said.body))


def swapped_records(_: Request, said: Said) -> Said:
    """The right PMIDs, each on the article of another."""
    pmids = iter(reversed(re.findall(rb'<PMID Version="1">(\d+)', said.body)))
    return replace(said, body=re.sub(rb'(<PMID Version="1">)\d+', lambda at: at[1] + next(pmids), said.body))


def damaged_record(_: Request, said: Said) -> Said:
    return replace(said, body=said.body.replace(b"</ArticleTitle>", b"</ArticleTtle>", 1))


def doubled_ids(_: Request, said: Said) -> Said:
    return replace(said, body=re.sub(rb"(<Id>\d+</Id>\n?)(?=</IdList>)", rb"\1\1", said.body))


def few_ids(_: Request, said: Said) -> Said:
    """Clamped to fewer ids than were asked for, and silent about it."""
    ids = re.findall(rb"<Id>\d+</Id>", said.body)
    listing = b"<IdList>" + b"".join(ids[: max(1, len(ids) // 3)]) + b"</IdList>"
    return replace(said, body=re.sub(rb"(?s)<IdList>.*</IdList>", listing, said.body))


def no_count(_: Request, said: Said) -> Said:
    return replace(said, body=re.sub(rb"<Count>\d+</Count>", b"", said.body))


def other_root(_: Request, said: Said) -> Said:
    return replace(said, body=b'<?xml version="1.0"?><eInfoResult><DbList/></eInfoResult>')


def entity_bomb(_: Request, said: Said) -> Said:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return replace(said, body=bomb + said.body.split(b">\n", 2)[-1])


EVERYWHERE: tuple[Fault, ...] = (
    rate_limit,
    bad_key,
    viewer_timeout,
    no_summary,
    backend_down,
    database_unknown,
    history_expired,
    error_in_json,
    unknown_error,
    maintenance_page,
    redirect_to_block,
    block_page,
    server_error,
    bad_gateway,
    unavailable,
    nothing,
    plain_words,
    cut_with_length,
    cut_without_length,
    cut_before_the_end_tag,
    stall,
    late,
    hang_up,
    one_record_short,
    other_root,
    entity_bomb,
)
IN_SEARCHES: tuple[Fault, ...] = (doubled_ids, few_ids, no_count)
IN_FETCHES: tuple[Fault, ...] = (empty_set, no_correct_ids, wrong_records, swapped_records, damaged_record)


def at(fault: Fault, endpoint: str, first: int, times: int = 1) -> Spoil:
    """The fault at requests `first` … `first + times - 1` of an endpoint (counted from 1)."""
    seen: Counter[str] = Counter()

    def spoil(request: Request, said: Said) -> Said | None:
        seen[request.endpoint] += 1
        if request.endpoint == endpoint and first <= seen[endpoint] < first + times:
            return fault(request, said)
        return None

    return spoil


def always(fault: Fault, endpoint: str = "") -> Spoil:
    """The fault at every request, or at those of one endpoint."""
    return lambda request, said: fault(request, said) if endpoint in ("", request.endpoint) else None

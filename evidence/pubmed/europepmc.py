"""The Europe PMC client, a second source of the same articles, with the calls of `Eutils`. Touches the network.

No key; cursor paging without a cap; an unknown cursor is answered by HTTP 200 and a bare version, an outage by plain
text (https://europepmc.org/RestfulWebService). Only records with a PMID are asked for (SRC:MED), as the store is keyed
on it: preprints are out of reach. Never tried on the live service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from evidence.pubmed.addresses import EUROPE_PMC, sendable
from evidence.pubmed.answers import Batch, Search
from evidence.pubmed.broken import count_of, json_of, pmid_of
from evidence.pubmed.europepmc_query import spell
from evidence.pubmed.http_client import Message
from evidence.pubmed.keyless import Keyless, insist
from evidence.pubmed.query import parse
from evidence.pubmed.service_errors import Answer, Kind, ServiceError

BATCH: Final = 100  # records a request: their ids stand in the URL, which should stay below 8 KB
_PAGE: Final = 1000  # the most that it gives; 1001 is an error
_DATES: Final = {"crdt": "CREATION_DATE", "mdat": "UPDATE_DATE"}


class EuropePmc(Keyless):
    """A polite client of Europe PMC, with the calls of `Eutils`."""

    name = "Europe PMC"
    home = EUROPE_PMC
    variable = "EVIDENCE_EUROPEPMC_URL"
    rate = 5  # about 10 are said to be allowed

    def search(self, term: str, *, retmax: int = _PAGE, dates: tuple[str, str, str] | None = None) -> Search:
        """All PMIDs that a query in PubMed's syntax finds here (none with retmax=0), and the query as it was asked.

        Raises:
            BadInput: the query can't be read.
            Unreachable: no good answer within the patience.
        """
        query = f"({spell(parse(sendable(term, 'the query')))}) AND SRC:MED"
        if dates:
            field, low, high = _DATES[dates[0]], dates[1].replace("/", "-"), dates[2].replace("/", "-")
            query += f" AND {field}:[{low} TO {high if '-' in high else high + '-12-31'}]"
        try:
            return self._listed(query, _PAGE if retmax else 1)
        except ServiceError as trouble:
            raise self._surrender(trouble) from None

    def _listed(self, query: str, size: int) -> Search:
        """The count alone for a page size of 1; else all PMIDs, or `ServiceError` when fewer come than are counted."""
        fields = {"query": query, "resultType": "idlist", "pageSize": str(size)}
        page = self._page({**fields, "cursorMark": "*"})
        pmids = dict.fromkeys(page.pmids if size > 1 else ())
        while size > 1 and page.pmids and len(pmids) < page.count:
            page = self._page({**fields, "cursorMark": page.cursor})
            pmids |= dict.fromkeys(page.pmids)
        if size > 1 and len(pmids) < page.count:
            raise ServiceError(Kind.CUT, f"{page.count} records are counted and {len(pmids)} listed")
        return Search(page.count, tuple(sorted(pmids)), query)

    def fetch(self, pmids: Sequence[int], *, attempts: int | None = None) -> Batch:
        """Some records by PMID, as JSON.

        Raises:
            ServiceError: when a smaller batch may succeed. Unreachable: no good answer within the patience.
        """
        wanted = dict.fromkeys(pmids)
        query = "SRC:MED AND (" + " OR ".join(f"EXT_ID:{pmid}" for pmid in wanted) + ")"
        params = {"query": query, "resultType": "core", "pageSize": str(_PAGE), "cursorMark": "*", "format": "json"}
        try:
            return self._http.ask(
                Message("GET", self.base + "search", params=params), lambda answer: _batch(answer, wanted), attempts
            )
        except ServiceError as trouble:
            if trouble.kind.shrinks:
                raise
            raise self._surrender(trouble) from None

    def gone(self, pmids: Iterable[int]) -> tuple[int, ...]:
        """All of them: what Europe PMC does not send, it does not have (which says nothing of PubMed)."""
        return tuple(pmids)

    def _page(self, params: Mapping[str, str]) -> _Page:
        message = Message("GET", self.base + "search", params={**params, "format": "json"})
        return self._http.ask(message, _Page)


class _Page:
    """One page of a search: how many there are in all, the PMIDs of this page, where the next one begins."""

    def __init__(self, answer: Answer) -> None:
        data = _look(answer)
        self.count = count_of(data["hitCount"])
        self.cursor = str(data.get("nextCursorMark") or "")
        self.pmids = _pmids(data)


def _pmids(data: Mapping[str, Any]) -> tuple[int, ...]:
    """The PMIDs of the results; what has none is no article of PubMed's."""
    try:
        results = (data.get("resultList") or {}).get("result") or []
        return tuple(pmid_of(one["pmid"]) for one in results if one.get("pmid") not in (None, ""))
    except (ValueError, TypeError, AttributeError):
        raise ServiceError(Kind.CUT, "a list of results of another shape") from None


def _look(answer: Answer) -> dict[str, Any]:
    """The answer's JSON, if it is a whole one with a count."""
    insist(answer, (404, 405, 410), "there is no Europe PMC at this address")
    try:
        data = json_of(answer.body)
    except ValueError:
        raise ServiceError(Kind.CUT, "an answer that is no whole JSON") from None
    said = data.get("errMsg") if isinstance(data, dict) else None
    try:
        count_of(data["hitCount"])
        data["resultList"]
    except (ValueError, TypeError, KeyError):
        why = f": {said[:200]}" if said and isinstance(said, str) else ""
        raise ServiceError(Kind.CUT, f"an answer without a count{why}") from None
    assert isinstance(data, dict)  # noqa: S101 - only a dict has keys; this tells mypy
    return data


def _batch(answer: Answer, wanted: Mapping[int, None]) -> Batch:
    came = set(_pmids(_look(answer)))
    if strangers := came.difference(wanted):
        raise ServiceError(Kind.CUT, f"records came that nobody asked for (PMID {min(strangers)})")
    return Batch(answer.body, tuple(sorted(came)), tuple(pmid for pmid in wanted if pmid not in came))

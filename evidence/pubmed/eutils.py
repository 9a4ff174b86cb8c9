"""The E-utilities client: the only code that speaks to NCBI's E-utilities. Touches the network.

POST only, so that neither key nor query is in a URL or a proxy's log. Bio.Entrez (1.88) retries three times without a
pause and has no time-out, so this stands on requests (http_client.py). It has never been run against the live service,
only against the loopback server.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Self, TypeVar

from evidence.errors import BadInput, EvidenceError, Unreachable
from evidence.pubmed.account import PUBMED
from evidence.pubmed.addresses import NCBI, address_of, sendable
from evidence.pubmed.answers import Batch, Search, read_batch, read_gone, read_search
from evidence.pubmed.http_client import HttpClient, Message, RetryPolicy
from evidence.pubmed.pacing import Pace, Pacing, shared_path
from evidence.pubmed.service_errors import Answer, Kind, ServiceError

# Hits that ESearch lists at most for PubMed, the history server too: `retstart` beyond 9,998 is refused, though
# NCBI's page has 10,000 (https://www.ncbi.nlm.nih.gov/books/NBK25499/).
CAP = 9999
_AGAIN = (
    "check the network (HTTPS_PROXY, if yours needs one) and run the same command again: it goes on where it stopped"
)

T = TypeVar("T")

__all__ = ["CAP", "NCBI", "Eutils", "Identity", "RetryPolicy"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks. The key and the address go into request bodies and nowhere else: not into a repr, a log or an error."""

    email: str | None = None
    key: str | None = field(default=None, repr=False)
    tool: str = "evidence-tracker"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Identity:
        """NCBI_EMAIL and NCBI_API_KEY; there is no default address, least of all an author's.

        Raises:
            BadInput: one of them is no text.
        """
        email, key = (sendable(environ.get(name, "").strip(), name) for name in ("NCBI_EMAIL", "NCBI_API_KEY"))
        return cls(email or None, key or None)

    @property
    def fields(self) -> dict[str, str]:
        """What each request carries."""
        pairs = (("tool", self.tool), ("email", self.email), ("api_key", self.key))
        return {name: value for name, value in pairs if value}

    def scrub(self, text: str) -> str:
        """The text without key and address: NCBI's refusal of a key repeats it."""
        for secret in (self.key, self.email):
            if secret:
                text = text.replace(secret, "***")
        return text


class Eutils:
    """A polite client of one E-utilities service; use it as a context manager, or `close` it.

    Args:
        base: the service's URL; else EVIDENCE_EUTILS_URL, else NCBI.
        identity: who asks; else from the environment.
        pace: when a request may be sent; else one pace for the machine, 3 requests a second, 10 with a key.
        patience: attempts, pauses and time-outs.
        clock: seconds that only grow. sleep: how to wait. chance: where the jitter comes from.
        notice: told in one line about each wait for a retry.

    `source` is by what name the ledger keeps what it pulled.
    """

    source: str = PUBMED

    def __init__(
        self,
        base: str | None = None,
        *,
        identity: Identity | None = None,
        pace: Pace | None = None,
        patience: RetryPolicy | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: random.Random | None = None,
        notice: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.base = address_of(base, "EVIDENCE_EUTILS_URL", NCBI)
        self.identity = identity or Identity.from_environment()
        self._http = HttpClient(
            pace or Pacing(shared_path(self.base), rate=10 if self.identity.key else 3, notice=notice),
            patience,
            clock=clock,
            sleep=sleep,
            chance=chance,
            notice=notice,
            scrub=self.identity.scrub,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        self._http.close()

    @property
    def requests_sent(self) -> int:
        """Requests so far, those that failed among them."""
        return self._http.requests_sent

    def search(self, term: str, *, retmax: int = CAP, dates: tuple[str, str, str] | None = None) -> Search:
        """ESearch: PubMed's count for `term`, up to `retmax` PMIDs (9,999 at most), translation and warnings.

        Args:
            term: a query in PubMed's own syntax.
            retmax: PMIDs to list; 0 asks for the count alone.
            dates: (datetype, mindate, maxdate), e.g. ("mdat", "2026/01/01", "3000").

        Raises:
            BadInput: PubMed refuses the query itself.
            Unreachable: no good answer within the patience.
        """
        fields = {
            "db": "pubmed",
            "term": sendable(term, "the query"),
            "retmax": str(min(retmax, CAP)),
            "retmode": "xml",
        }
        if dates:
            fields |= dict(zip(("datetype", "mindate", "maxdate"), dates, strict=True))
        return self._insist("esearch.fcgi", fields, read_search)

    def within(self, records: int) -> AbstractContextManager[None]:
        """All that is asked for inside is for one batch of so many records, with its time (`RetryPolicy.for_batch`)."""
        return self._http.within(records)

    def fetch(self, pmids: Sequence[int], *, attempts: int | None = None) -> Batch:
        """EFetch one batch of records by PMID, whole or not at all.

        Args:
            pmids: the records to ask for; 200 to 500 go well, 2,000 were seen to time out.
            attempts: fewer attempts than usual for a fault that a smaller batch may mend.

        Raises:
            ServiceError: CUT or HEAVY, when a smaller batch may succeed (see fetch.py).
            Unreachable: no good answer within the patience.
        """
        fields = {"db": "pubmed", "id": ",".join(map(str, pmids)), "retmode": "xml"}
        try:
            return self._ask("efetch.fcgi", fields, lambda answer: read_batch(answer, pmids), attempts)
        except ServiceError as trouble:
            if trouble.kind is Kind.NO_IDS:
                return Batch(b"", (), tuple(dict.fromkeys(pmids)))
            if trouble.kind.shrinks:
                raise ServiceError(trouble.kind, self.identity.scrub(trouble.what)) from None
            raise self._surrender(trouble) from None

    def gone(self, pmids: Iterable[int]) -> tuple[int, ...]:
        """Which of these PMIDs ESummary does not know: deleted, or merged into others."""
        asked = tuple(pmids)
        fields = {"db": "pubmed", "id": ",".join(map(str, asked)), "retmode": "xml", "version": "2.0"}
        return self._insist("esummary.fcgi", fields, lambda answer: read_gone(answer, asked))

    def _insist(self, endpoint: str, fields: Mapping[str, str], read: Callable[[Answer], T]) -> T:
        try:
            return self._ask(endpoint, fields, read)
        except ServiceError as trouble:
            raise self._surrender(trouble) from None

    def _ask(
        self, endpoint: str, fields: Mapping[str, str], read: Callable[[Answer], T], attempts: int | None = None
    ) -> T:
        message = Message("POST", self.base + endpoint, {**fields, **self.identity.fields})
        return self._http.ask(message, read, attempts)

    def _surrender(self, trouble: ServiceError) -> EvidenceError:
        """The error for a person: what PubMed has, and what to do about it."""
        what = self.identity.scrub(trouble.what)
        if trouble.kind is Kind.REFUSED:
            return BadInput(f"PubMed does not take this request: {what}", "check the query (and EVIDENCE_EUTILS_URL)")
        if trouble.kind is Kind.KEY:
            return Unreachable("PubMed refuses the API key", "correct or unset NCBI_API_KEY")
        if trouble.kind is Kind.BLOCKED:
            return Unreachable(f"PubMed refuses to answer: {what}", "wait, then write to eutilities@ncbi.nlm.nih.gov")
        return Unreachable(f"PubMed can't be reached: {what}", _AGAIN)

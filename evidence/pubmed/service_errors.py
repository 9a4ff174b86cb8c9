"""What is wrong with an E-utilities answer, told by its body more than its status. Pure: bytes in, `ServiceError` out.

NCBI reports faults inside HTTP 200, uses HTTP 400 for final and passing faults alike, and sends HTML where XML was
asked for. Never tried on the live service: the bodies are those of `shared/pubmed/answers` and of the
loopback server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is wrong with an answer, named by what can be done about it."""

    LIMITED = "limited"  # too fast: wait, then the same again
    BUSY = "busy"  # the service is down or odd: wait, then the same again
    CUT = "cut"  # the body broke off or is not what was asked: again, then in smaller parts
    HEAVY = "heavy"  # the service gave up on this request: again, in smaller parts
    EXPIRED = "expired"  # the history on the server is gone; as each of our requests stands alone: again
    BLOCKED = "blocked"  # this address is refused: stop
    KEY = "key"  # the API key is not valid: stop
    REFUSED = "refused"  # the request itself is wrong: stop
    SPENT = "spent"  # the time for a batch is over: stop, the next pull goes on from here
    NO_IDS = "no ids"  # none of the ids asked for can exist: final, and an answer of sorts

    @property
    def passes(self) -> bool:
        """True when the same request may succeed later."""
        return self in (Kind.LIMITED, Kind.BUSY, Kind.CUT, Kind.HEAVY, Kind.EXPIRED)

    @property
    def shrinks(self) -> bool:
        """True when half of the request may succeed where the whole does not."""
        return self in (Kind.CUT, Kind.HEAVY)


class ServiceError(Exception):
    """An answer that is none. `wait` is the server's own Retry-After in seconds, where it gave one."""

    def __init__(self, kind: Kind, what: str, wait: float | None = None) -> None:
        self.kind = kind
        self.what = what
        self.wait = wait
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer as it came: status, headers (names in lower case), body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


# The order matters: "Search Backend failed" also opens messages about what the request itself got wrong.
_MESSAGES: tuple[tuple[str, Kind], ...] = (
    (r"api key invalid", Kind.KEY),
    (r"rate limit exceeded|too many requests", Kind.LIMITED),
    (r"unable to obtain query|cannot retrieve history data\. query_key|can't fetch uids from history", Kind.EXPIRED),
    (r"'?retstart'? cannot be larger|wildcards .*exceeds|invalid query|syntax error|empty term", Kind.REFUSED),
    (r"unbalanced|nesting|invalid (uid|date|db name)|query is too|no fields? found", Kind.REFUSED),
    (r"id list is empty|id parameter is empty", Kind.NO_IDS),
    (r"external viewer error|empty response|cannot get document summary|status: timeout|timed? ?out", Kind.HEAVY),
    (r"search backend failed|unable to open connection|not supported: pubmed|temporarily|unavailable", Kind.BUSY),
)


def kind_of_message(message: str) -> Kind:
    """The kind of fault that NCBI's own words describe; words we don't know count as passing, so they are retried."""
    lowered = " ".join(message.lower().split())
    return next((kind for pattern, kind in _MESSAGES if re.search(pattern, lowered)), Kind.BUSY)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server wants to be left alone; a date is counted from the one that the answer bears."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,12}(\.[0-9]+)?", value):
        return float(value)
    try:
        pause = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError, OverflowError):  # no dates, or one of them without its zone
        return None
    return max(pause.total_seconds(), 0.0)


def look(answer: Answer) -> bytes:
    """The body when it looks like XML or JSON of the service; raises `ServiceError` for pages and plain refusals."""
    wait = retry_after(answer.headers)
    body = answer.body.removeprefix(b"\xef\xbb\xbf").lstrip()
    if 300 <= answer.status < 400:
        raise ServiceError(Kind.BLOCKED, "it redirects to another page, as NCBI does with blocked addresses")
    if b"WWW Error Blocked" in body[:4000]:
        raise ServiceError(Kind.BLOCKED, "NCBI has blocked this address")
    if answer.status == 429:
        raise ServiceError(Kind.LIMITED, "too many requests a second (HTTP 429)", wait)
    if answer.status >= 500:
        raise ServiceError(Kind.BUSY, f"the server failed (HTTP {answer.status})", wait)
    if answer.status in (413, 414):
        raise ServiceError(Kind.HEAVY, f"the request is too large (HTTP {answer.status})")
    if not body:
        raise ServiceError(Kind.CUT, f"an empty answer (HTTP {answer.status})")
    if re.match(rb"(?i)<!doctype html|<html", body):
        raise ServiceError(*_of_page(answer.status), wait)
    if body[:1] not in b"<{":
        raise ServiceError(Kind.BUSY, f"an answer that is neither XML nor JSON (HTTP {answer.status})", wait)
    if b"<!ENTITY" in body:
        raise ServiceError(Kind.BUSY, "an answer that defines entities of its own, which PubMed's never do")
    return body


def _of_page(status: int) -> tuple[Kind, str]:
    if status in (401, 403):
        return Kind.BLOCKED, f"the server refuses this address (HTTP {status})"
    if status in (404, 405, 410):
        return Kind.REFUSED, f"there is no E-utilities service at this address (HTTP {status})"
    return Kind.BUSY, f"a web page came instead of data (HTTP {status})"


def complain(messages: Iterable[str], status: int) -> None:
    """Raise for the first ERROR text. The client scrubs the text, which may repeat the key."""
    said = [" ".join(message.split()) for message in messages if message and message.strip()]
    if said:
        kind = next((kind_of_message(one) for one in said if kind_of_message(one) is not Kind.BUSY), Kind.BUSY)
        words = "the API key is not valid" if kind is Kind.KEY else f"NCBI says: {said[0][:200]}"
        raise ServiceError(kind, words)
    if status >= 400:
        raise ServiceError(Kind.BUSY, f"HTTP {status} without a reason")

"""What the clients of Europe PMC and ClinicalTrials.gov share: no key, a rate of their own. Touches the network.

They are asked as patiently as PubMed (http_client.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import ClassVar, Self

from evidence.errors import Unreachable
from evidence.pubmed.addresses import address_of
from evidence.pubmed.http_client import HttpClient, RetryPolicy
from evidence.pubmed.pacing import Pace, Pacing, shared_path
from evidence.pubmed.service_errors import Answer, Kind, ServiceError, retry_after


class Keyless:
    """A polite client of a service that knows no keys; use it as a context manager.

    Args:
        base: the service's URL; else what `variable` of the environment says, else `home`.
        pace, patience, sleep, notice: as for `Eutils`.
    """

    name: ClassVar[str]  # what people call the service
    home: ClassVar[str]
    variable: ClassVar[str]
    rate: ClassVar[int]  # requests a second

    def __init__(
        self,
        base: str | None = None,
        *,
        pace: Pace | None = None,
        patience: RetryPolicy | None = None,
        sleep: Callable[[float], None] = time.sleep,
        notice: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.base = address_of(base, self.variable, self.home)
        pace = pace or Pacing(shared_path(self.base), rate=self.rate, notice=notice)
        self._http = HttpClient(pace, patience, sleep=sleep, notice=notice)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._http.close()

    def within(self, records: int) -> AbstractContextManager[None]:
        """All that is asked for inside is for one batch of so many records, with its time (`RetryPolicy.for_batch`)."""
        return self._http.within(records)

    @property
    def requests_sent(self) -> int:
        """Requests so far."""
        return self._http.requests_sent

    def _surrender(self, trouble: ServiceError) -> Unreachable:
        """The error for a person when patience has ended."""
        return Unreachable(f"{self.name} can't be reached: {trouble.what}", "run the same command again later")


def insist(answer: Answer, refusing: Collection[int], why: str) -> None:
    """Let an answer of HTTP 200 pass.

    Args:
        answer: of such a service.
        refusing: statuses that say that no further attempt is of use.
        why: what those mean.

    Raises:
        ServiceError: it has another status; with the time that the service wants to be left alone.
    """
    if answer.status == 200:
        return
    if answer.status in refusing:
        raise ServiceError(Kind.REFUSED, f"{why} (HTTP {answer.status})")
    wait = retry_after(answer.headers)
    if answer.status == 429:
        raise ServiceError(Kind.LIMITED, "too many requests a second (HTTP 429)", wait)
    raise ServiceError(Kind.BUSY, f"the server failed (HTTP {answer.status})", wait)

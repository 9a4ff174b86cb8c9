"""Sends one request at a time and insists on a good answer: pace, time-outs, retries, deadline. Touches the network.

No redirects, because a blocked address is sent to a page that ends as HTTP 200; a least rate for each answer and a
deadline for each call; passing faults are tried again with full jitter and never sooner than Retry-After. What is a
good answer, and which faults pass, is told by the reader that is given. Calls that are one piece of work (a batch and
its halves) have a time of their own together, `within`.
"""

from __future__ import annotations

import math
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from evidence.errors import BadInput
from evidence.pubmed.connection_errors import of_connection
from evidence.pubmed.pacing import Pace
from evidence.pubmed.service_errors import Answer, Kind, ServiceError
from evidence.pubmed.unpack import RATIO_FREE, RATIO_LIMIT
from evidence.pubmed.window import PARTS_LIMIT, RECORD_LIMIT, has_too_many

if TYPE_CHECKING:
    import requests

    from evidence.pubmed.transfer_deadline import TransferDeadline

_TOO_LARGE = RECORD_LIMIT  # bytes; 200 records are about 3 MB, and halves of a batch end at one record
_LONG_WAIT = 60.0  # seconds; a pause that is worth to be told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Message:
    """A request: `fields` are the body of a POST, `params` what stands in the URL. Neither is in the repr."""

    method: Literal["GET", "POST"]
    url: str
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long to try. All in seconds but `attempts` and `rate`.

    `read` is for an answer to begin, or to go on after a standstill; an answer that trickles has that time too, and a
    second more for each `rate` bytes (`TransferDeadline`). `deadline` is for one call with all its attempts and waits;
    `batch` and, for each of its records, `record` more for all the calls that a batch takes (`HttpClient.within`).
    """

    attempts: int = 6
    first_pause: float = 1.0
    longest_pause: float = 60.0
    connect: float = 10.0
    read: float = 120.0
    rate: float = 500.0  # bytes a second on the wire: a tenth of what a telephone modem brought
    deadline: float = 900.0
    # What a batch may take with its halves, so that a service that hangs, or trickles just fast enough, does not hold a
    # pull for hours: time for the tries of one bad record among 200 to find it (8 halvings, two tries of half a minute
    # each), and for records (15 KB of XML) to come at a modem's 5 KB a second. A batch of 200: 15 minutes.
    batch: float = 300.0
    record: float = 3.0

    def for_batch(self, records: int) -> float:
        """Seconds for a batch of so many records, all its calls together."""
        return self.batch + self.record * records


class HttpClient:
    """One connection to one service.

    Args:
        pace: when a request may be sent.
        patience: attempts, pauses and time-outs.
        clock: seconds that only grow. sleep: how to wait. chance: where the jitter comes from.
        notice: told in one line about each wait for a retry.
        scrub: takes secrets out of what is told.
    """

    def __init__(
        self,
        pace: Pace,
        patience: RetryPolicy | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        chance: random.Random | None = None,
        notice: Callable[[str], None] = lambda _: None,
        scrub: Callable[[str], str] = str,
    ) -> None:
        self.pace = pace
        self.patience = patience or RetryPolicy()
        self.requests_sent = 0
        self._clock, self._sleep = clock, sleep
        self._chance = chance or random.Random()  # noqa: S311 - jitter, not a secret
        self._notice, self._scrub = notice, scrub
        self._session: requests.Session | None = None
        self._end = 0.0  # of the call that is being answered, on the clock
        self._until = math.inf  # the end of the batch that the call is part of
        self._time = 0.0  # seconds that this batch was given

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._session is not None:
            self._session.close()
            self._session = None

    @contextmanager
    def within(self, records: int) -> Iterator[None]:
        """The calls inside are for one batch of so many records: when its time is over, no more are made.

        The time that other processes of this machine take their turns in does not count.
        """
        self._time = self.patience.for_batch(records)
        self._until = self._clock() + self._time
        try:
            yield
        finally:
            self._until = math.inf

    def ask(self, message: Message, read: Callable[[Answer], T], attempts: int | None = None) -> T:
        """Send until `read` is content.

        Args:
            message: what to send.
            read: turns an answer into a value, or raises `ServiceError`.
            attempts: fewer attempts than usual, for a fault that a smaller request may mend.

        Raises:
            ServiceError: the last one, when patience ends or another attempt is of no use; SPENT when the batch's time
                ends.
            Unreachable: the certificate of the service is not trusted.
        """
        self._end = self._clock() + self.patience.deadline
        self._in_time("its answers came too slowly")
        for attempt in range(1, self.patience.attempts + 1):
            try:
                return read(self._send(message))
            except ServiceError as trouble:
                if not trouble.kind.passes:
                    raise
                self._in_time(trouble.what)
                allowed = attempts if attempts and trouble.kind.shrinks else self.patience.attempts
                if attempt >= allowed:
                    raise
                pause = self._pause(attempt, trouble)
                self._in_time(_told_the_wait(trouble).what, pause)
                if self._clock() + pause >= self._end:
                    raise _told_the_wait(trouble) from None
                self._notice(f"{self._scrub(trouble.what)}; trying again in {pause:.1f} s")
                self._sleep(pause)
        raise AssertionError("patience allows at least one attempt")

    def _pause(self, attempt: int, trouble: ServiceError) -> float:
        """Full jitter under an exponential ceiling, on top of Retry-After, which all processes heed."""
        ceiling = min(self.patience.longest_pause, self.patience.first_pause * 2 ** (attempt - 1))
        if trouble.wait:
            self.pace.hold(trouble.wait)
        return (trouble.wait or 0.0) + self._chance.uniform(0, ceiling)

    def _in_time(self, why: str, pause: float = 0.0) -> None:
        """Go on only where the batch has time left for it; `why` tells of what there was none."""
        if self._clock() + pause >= self._until:
            raise ServiceError(Kind.SPENT, f"{why}; a batch is given up after {_length(self._time)}") from None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """The turn to ask; what it is waited for is not the service's slowness."""
        asked = self._clock()
        with self.pace.turn():
            waited = self._clock() - asked
            self._end += waited
            self._until += waited
            yield

    def _allow(self) -> TransferDeadline:
        """What the answer that is about to begin may take."""
        from evidence.pubmed.transfer_deadline import TransferDeadline

        end = min(self._end, self._until)
        return TransferDeadline(self._clock, most=self.patience.read, rate=self.patience.rate, end=end)

    def _opened(self, url: str) -> requests.Session:
        """The session, opened for the first request."""
        import requests

        from evidence.pubmed.transfer_deadline import DeadlineAdapter

        if self._session is None:
            if url.startswith("https:"):
                _check_certificates()
            self._session = requests.Session()
            self._session.headers["User-Agent"] = "evidence-tracker"  # so that a service can tell whom it serves
            # requests reads the Location of a redirect that it does not follow, and falls over a broken one.
            self._session.get_redirect_target = _nowhere  # type: ignore[assignment, method-assign]
            for scheme in ("http://", "https://"):
                self._session.mount(scheme, DeadlineAdapter(self._allow))
        return self._session

    def _send(self, message: Message) -> Answer:
        import requests
        import urllib3

        session = self._opened(message.url)
        waits = (self.patience.connect, self.patience.read)
        try:
            with self._turn():
                self.requests_sent += 1
                response = session.request(
                    message.method,
                    message.url,
                    params=message.params,
                    data=message.fields,
                    timeout=waits,
                    allow_redirects=False,
                    stream=True,
                )
            with response:
                body = _body(response)
        except (requests.exceptions.InvalidURL, urllib3.exceptions.LocationValueError):
            raise ServiceError(Kind.REFUSED, "the address of the service, or of the proxy, can't be used") from None
        except requests.exceptions.ChunkedEncodingError:
            raise ServiceError(Kind.CUT, "the connection was lost in the middle of an answer") from None
        except requests.exceptions.ContentDecodingError:
            raise ServiceError(Kind.CUT, "an answer whose packing is damaged") from None
        except requests.exceptions.ReadTimeout:
            raise ServiceError(Kind.HEAVY, "no answer in time") from None
        except requests.exceptions.RequestException as error:
            self.close()  # a pool that holds a broken connection is no use to the next attempt
            raise ServiceError(*of_connection(error, message.url)) from None
        return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, body)


def _told_the_wait(trouble: ServiceError) -> ServiceError:
    """The trouble that nobody waits for, and for how long the server asked."""
    if not trouble.wait or trouble.wait < _LONG_WAIT:
        return trouble
    asked = f"{trouble.what}, and asks to be left alone for {_length(trouble.wait)}"
    return ServiceError(trouble.kind, asked, trouble.wait)


def _length(seconds: float) -> str:
    """Seconds in words for people."""
    hours = seconds / 3600
    if hours >= 48:
        return f"{hours / 24:.0f} days"
    if hours >= 2:
        return f"{hours:.0f} hours"
    return f"{seconds / 60:.0f} minutes" if seconds >= 60 else f"{seconds:.1f} seconds"


def _body(response: requests.Response) -> bytes:
    """The whole body, unpacked as it comes, so that one that is too large is never held."""
    body = bytearray()
    for part in response.iter_content(1 << 16):
        body += part
        size = len(body)
        if size > _TOO_LARGE:
            raise ServiceError(Kind.HEAVY, f"an answer of more than {_TOO_LARGE >> 20} MB")
        if size > max(RATIO_FREE, RATIO_LIMIT * response.raw.tell()):  # urllib3 counts what came over the line
            raise ServiceError(
                Kind.BUSY, f"an answer that unpacks to more than {RATIO_LIMIT} times its size, a gzip bomb"
            )
    if has_too_many(body, b"<={[:"):  # of XML or JSON
        raise ServiceError(Kind.HEAVY, f"an answer of more than {PARTS_LIMIT:,} parts")
    return bytes(body)


def _check_certificates() -> None:
    """See that the file of certificates is there: requests falls over one that is not.

    Raises:
        BadInput: the variable names one that can't be read.
    """
    for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if path := os.environ.get(variable):
            if not os.access(path, os.R_OK):
                raise BadInput(f"{variable} names {path}, which can't be read", f"correct or unset {variable}")
            return  # the second counts only where the first is not set


def _nowhere(_: requests.Response) -> None:
    """Where a redirect leads."""

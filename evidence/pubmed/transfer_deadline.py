"""How slowly an answer may come: a second costs a second, and each byte earns some back. Touches the sockets given.

A time-out for each read is no end: whoever sends one byte a minute keeps within all of them, for ever, be it in the
headers, in the body or between its chunks. So the clock is looked at where all of these pass, at the socket.
"""

from __future__ import annotations

import http.client
import io
import math
import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from requests.adapters import HTTPAdapter
from urllib3.connectionpool import ConnectionPool, HTTPConnectionPool

from evidence.pubmed.service_errors import Kind, ServiceError

if TYPE_CHECKING:
    import requests
    from _typeshed import WriteableBuffer


class TransferDeadline:
    """The seconds that an answer has left.

    Args:
        clock: seconds that only grow.
        most: seconds at the beginning, and never more than so many.
        rate: bytes that earn one second; an answer of that many bytes a second, or more, is never too slow.
        end: when it is over on this clock, however fast the answer comes.
    """

    def __init__(self, clock: Callable[[], float], *, most: float, rate: float, end: float) -> None:
        self._clock, self._most, self._rate, self._end = clock, most, rate, end
        self._left, self._seen = most, clock()

    def left(self) -> float:
        """Seconds to wait for the next bytes.

        Raises:
            ServiceError: there are none left.
        """
        now = self._clock()
        self._left, self._seen = self._left - (now - self._seen), now
        if now >= self._end:
            raise ServiceError(Kind.HEAVY, "the answer does not come to an end")
        if self._left <= 0:  # no smaller request would come faster: the same again, and later
            raise ServiceError(
                Kind.BUSY, f"an answer that comes too slowly, at less than {self._rate:.0f} bytes a second"
            )
        return min(self._left, self._end - now)

    def earn(self, size: int) -> None:
        """So many bytes came."""
        self._left = min(self._most, self._left + size / self._rate)

    def is_fresh(self, left: float) -> bool:
        """Whether so much is left that the time since then was lost in one wait: a standstill, and no trickle."""
        return left > self._most / 2


class _Heeding(io.RawIOBase):
    """The bytes that come from a socket, as long as the allowance lasts."""

    def __init__(self, stream: io.RawIOBase, sock: socket.socket, allowance: TransferDeadline) -> None:
        self._stream, self._sock, self._allowance = stream, sock, allowance
        self._wait = sock.gettimeout() or math.inf  # of one read, shorter while a proxy is asked for the connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = self._allowance.left()
        self._sock.settimeout(min(left, self._wait))
        try:
            size: int | None = self._stream.readinto(buffer)
        except TimeoutError:
            if not self._allowance.is_fresh(left):
                self._allowance.left()
            raise
        self._allowance.earn(size or 0)
        return size

    def close(self) -> None:
        self._stream.close()
        super().close()


class DeadlineAdapter(HTTPAdapter):
    """What requests sends with, so that each answer is read as its allowance bids.

    Args:
        allow: the allowance of the answer that is about to begin.
    """

    def __init__(self, allow: Callable[[], TransferDeadline]) -> None:
        self._allow = allow
        super().__init__()

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: bool | str | None, proxies: Mapping[str, str] | None = None,
        cert: tuple[str, str] | str | None = None,
    ) -> ConnectionPool:  # fmt: skip
        """The connections to use, whatever they lead through (TLS, a proxy), each with our way to read an answer."""
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        if isinstance(pool, HTTPConnectionPool) and "response_class" not in vars(pool.ConnectionCls):
            members = {"response_class": staticmethod(self._respond)}
            pool.ConnectionCls = type(pool.ConnectionCls.__name__, (pool.ConnectionCls,), members)
        return pool

    def _respond(self, sock: socket.socket, debuglevel: int = 0, method: str | None = None) -> http.client.HTTPResponse:
        """The answer on a socket, which http.client reads headers and body of from one stream."""
        response = http.client.HTTPResponse(sock, debuglevel, method)
        response.fp = io.BufferedReader(_Heeding(response.fp.detach(), sock, self._allow()))
        return response

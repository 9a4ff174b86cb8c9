"""An E-utilities server on 127.0.0.1 that answers as PubMed does, for the demo and the tests. Touches loopback only.

It speaks what NCBI tells of ESearch (https://www.ncbi.nlm.nih.gov/books/NBK25499/; XML and JSON, history, the clamp at
9,999, date limits, PMID ranges, phrases not found), EFetch (ids or history, unknown PMIDs left out in silence) and
ESummary (ids only). It is built from notes about the live service and has not been compared with it. Faults are not its
business: a test gives it a `spoil`.
"""

from __future__ import annotations

import collections
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from evidence.pubmed.items import Parsed
from evidence.pubmed.library import Library
from evidence.pubmed.speech import Said, refuse, speak

MAX_BODY = 1 << 24


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: its number from 1, the endpoint, the fields, the seconds of the server's clock."""

    number: int
    method: str
    endpoint: str
    fields: dict[str, str] = field(repr=False)
    at: float
    query: str = ""  # what stood in the URL, where nothing should


Spoil = Callable[[Request, Said], Said | None]


class Loopback:
    """The server; use it as a context manager.

    Args:
        articles: what PubMed holds; `library` may be changed while it runs.
        spoil: may change any answer before it is sent, or replace it; None from it leaves the answer as it is.
        limit: requests a second without a key, three times that and one with a key; 0 for none.
    """

    def __init__(self, articles: Iterable[Parsed] = (), *, spoil: Spoil | None = None, limit: int = 0) -> None:
        self.library = Library(articles)
        self.requests: list[Request] = []
        self.spoil = spoil
        self.limit = limit
        self._lock = threading.Lock()
        self._recent: dict[str, collections.deque[float]] = collections.defaultdict(collections.deque)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"loopback": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL, for EVIDENCE_EUTILS_URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/entrez/eutils/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, method: str, path: str, body: str) -> Said:
        """What to say to one request; requests are numbered and counted here."""
        url = urlsplit(path)
        fields = dict(parse_qsl(url.query, keep_blank_values=True)) | dict(parse_qsl(body, keep_blank_values=True))
        endpoint = url.path.rsplit("/", 1)[-1].removesuffix(".fcgi")
        with self._lock:
            request = Request(len(self.requests) + 1, method, endpoint, fields, time.monotonic(), url.query)
            self.requests.append(request)
            said = self._limited(request) or speak(self.library, endpoint, fields)
            if self.spoil is not None:
                said = self.spoil(request, said) or said
        return said

    def _limited(self, request: Request) -> Said | None:
        """A 429 for whoever asks more often than allowed, as the last second has it."""
        key = request.fields.get("api_key", "")
        allowed = self.limit * 3 + 1 if key else self.limit
        if not self.limit:
            return None
        recent = self._recent[key]
        while recent and recent[0] <= request.at - 1.0:
            recent.popleft()
        recent.append(request.at)
        if len(recent) <= allowed:
            return None
        return refuse(429, "API rate limit exceeded", key or "127.0.0.1", len(recent), allowed)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    loopback: Loopback  # set on the subclass that each server makes for itself

    def do_POST(self) -> None:
        size = min(int(self.headers.get("Content-Length") or 0), MAX_BODY)
        self._say(self.loopback.answer("POST", self.path, self.rfile.read(size).decode("utf-8", "replace")))

    def do_GET(self) -> None:
        self._say(self.loopback.answer("GET", self.path, ""))

    def _say(self, said: Said) -> None:
        time.sleep(said.delay)
        if said.hang_up:
            self.close_connection = True
            return
        try:
            self._send(said)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client went away, which a test may want

    def _send(self, said: Said) -> None:
        self.send_response(said.status)
        for name, value in said.headers:
            self.send_header(name, value)
        if said.unsized:
            self.close_connection = True
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(len(said.body)))
        self.end_headers()
        self.wfile.write(said.body[: said.cut_at])
        if said.cut_at is not None:
            self.close_connection = True
            time.sleep(said.stall)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Nothing: stderr belongs to the program."""

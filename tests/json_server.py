"""A service on loopback that answers GET requests with JSON; what it says is told by a subclass."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, bytes]


class JsonServer:
    """The server; use it as a context manager. `asked` has the parameters of each request, the first value of each."""

    below = "/"  # the path that the service is at

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{self.below}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, params: dict[str, str]) -> Answer:
        """The status and the body of one request."""
        raise NotImplementedError


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: JsonServer

    def do_GET(self) -> None:
        params = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.service.asked.append(params)
        status, body = self.service.answer(params)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Nothing."""

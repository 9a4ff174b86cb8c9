"""A server that says what it is told to, byte for byte, right or wrong, to whoever connects. Touches loopback only."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Self

Speech = Callable[[], Iterable[bytes | float]]
"""What is said to one request: bytes to send, and seconds to wait. Then the connection is closed."""

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n"


class RawServer:
    """The server; use it as a context manager. `heard` counts the requests; with `context` it speaks TLS."""

    def __init__(self, speech: Speech, context: ssl.SSLContext | None = None) -> None:
        self.heard = 0
        self._context = context
        self._speech = speech
        self._ended = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=50)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._ended.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._say, args=(connection,), daemon=True).start()

    def _say(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            _hear(connection)
            self.heard += 1
            for part in self._speech():
                if self._ended.is_set():
                    return
                if isinstance(part, bytes):
                    connection.sendall(part)
                else:
                    time.sleep(part)


def _hear(connection: socket.socket) -> None:
    """The whole request: a connection that is closed with something unread is reset, and the answer lost."""
    with connection.makefile("rb") as stream:
        length = 0
        while (line := stream.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        stream.read(length)


def sized(body: bytes, *headers: bytes, length: int | None = None) -> bytes:
    """An answer with these headers and a Content-Length, which may be a lie."""
    size = len(body) if length is None else length
    return OK + b"".join(line + b"\r\n" for line in headers) + b"Content-Length: %d\r\n\r\n" % size + body

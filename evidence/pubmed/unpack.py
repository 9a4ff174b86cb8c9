"""A file's bytes unpacked as they are read, gzip or not, with a limit to their growth. Reads the stream it is given."""

from __future__ import annotations

import zlib
from typing import BinaryIO, Final, Protocol

PACKED_CHUNK: Final = 1 << 16
GZIP: Final = b"\x1f\x8b"
RATIO_LIMIT: Final = 200
"""Unpacked over packed size beyond which a gzip file is refused; PubMed's own have 5 to 10."""
RATIO_FREE: Final = 8 << 20
"""Bytes that may come out before the ratio counts: a small file of repetitions is harmless."""


class Readable(Protocol):
    """What gives bytes: a file, or what is there of a pipe."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, at least one, b"" at the end."""


def damage(stream: BinaryIO) -> str | None:
    """What is wrong with the packing of a file, so that none of it can be trusted; None for what is only cut off.

    Reads to the end (a second for a gigabyte unpacked) and goes back to the start; a pipe is left alone.
    """
    if not stream.seekable():
        return None
    start = stream.tell()
    unpacked = Unpacked(stream)
    while unpacked.is_packed and unpacked.read(PACKED_CHUNK):
        pass
    stream.seek(start)
    return unpacked.fault if unpacked.is_doubtful else None


class Unpacked:
    """A readable stream of unpacked bytes that ends, instead of raising, where the packed ones can't be got or read.

    `fault` says why it ended before its time; None while all is well. `is_doubtful` where what came before may be
    wrong, too: one turned bit makes other letters of what follows, long before the packing shows it.
    """

    def __init__(self, stream: Readable) -> None:
        self.fault: str | None = None
        self.is_doubtful = False
        self._stream = stream
        self._pending = self._fetch(PACKED_CHUNK)  # packed bytes that are read and not yet unpacked
        self._packed, self._unpacked = len(self._pending), 0
        self._gzip = zlib.decompressobj(31) if self._pending.startswith(GZIP) else None
        self._ended = False

    @property
    def is_packed(self) -> bool:
        """Whether it is gzip."""
        return self._gzip is not None

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, b"" at the end."""
        if self.fault or self._ended:
            return b""
        if self._gzip is None:
            return self._take() or self._fetch(size)
        try:
            return self._unpack(self._gzip, size)
        except zlib.error as error:
            self.fault, self.is_doubtful = f"its gzip packing is damaged ({error})", True
            return b""

    def _fetch(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:  # a stick that was pulled out, a share that is gone
            self.fault = f"the disk does not give it ({error.strerror})"
            return b""

    def _take(self) -> bytes:
        pending, self._pending = self._pending, b""
        return pending

    def _more(self) -> bytes:
        """Pending packed bytes, or the next from the stream."""
        if not self._pending:
            self._pending = self._fetch(PACKED_CHUNK)
            self._packed += len(self._pending)
        return self._take()

    def _unpack(self, member: zlib._Decompress, size: int) -> bytes:
        while packed := self._more():
            data = member.decompress(packed, size)
            self._pending = member.unused_data if member.eof else member.unconsumed_tail
            self._unpacked += len(data)
            if self._unpacked > max(RATIO_FREE, RATIO_LIMIT * self._packed):
                self.fault = f"it unpacks to more than {RATIO_LIMIT} times its size: refused as a gzip bomb"
                return b""
            if member.eof:
                member = self._next_member()
            if data or self._ended:
                return data
        self.fault = self.fault or "its gzip packing is cut off"
        return b""

    def _next_member(self) -> zlib._Decompress:
        """Go on with the next gzip member, where one follows (files joined by `cat`); zero padding is passed over."""
        self._gzip = zlib.decompressobj(31)
        while rest := self._more():
            if rest := rest.lstrip(b"\0"):
                if GZIP.startswith(rest[: len(GZIP)]):
                    self._pending = rest
                    return self._gzip
                self.fault = "something follows its gzip packing that is none"
                break
        self._ended = True
        return self._gzip

"""A stretch of a byte stream that slides forward: a long stream is searched in little memory. Reads its stream."""

from __future__ import annotations

import re
from typing import BinaryIO, Final

CHUNK: Final = 1 << 20
RECORD_LIMIT: Final = 64 << 20
"""Bytes that one record may have. The longest real one known here, of 1,004 authors, has under 1 MB."""
PARTS_LIMIT: Final = 2_000_000
"""Tags, attributes or values that one record or answer may have: read, each takes up to 300 bytes of memory. A batch of
200 records has about 200,000."""
LINES_LIMIT: Final = 500_000
"""Lines of MEDLINE text that one record may have."""

_SPACE: Final = re.compile(rb"[ \t\r\n]*")


def has_too_many(data: bytes | bytearray, signs: bytes, most: int = PARTS_LIMIT) -> bool:
    """Whether these bytes have more parts than fit into memory; each part shows by one of the signs."""
    return len(data) > most and sum(data.count(sign) for sign in signs) > most


class Window:
    """A stretch of the stream that slides forward: `buffer[pos]` is the next byte, `base` what lies behind."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.buffer = bytearray()
        self.pos = 0
        self.base = 0
        self.ended = False

    @property
    def at(self) -> int:
        """The place of the next byte in the stream."""
        return self.base + self.pos

    def fill(self) -> bool:
        """Read one more chunk, forgetting what lies before `pos`; False at the end or past the limit of a record."""
        if self.ended or len(self.buffer) - self.pos > RECORD_LIMIT:
            return False
        chunk = self._stream.read(CHUNK)
        if not chunk:
            self.ended = True
            return False
        del self.buffer[: self.pos]
        self.base += self.pos
        self.pos = 0
        self.buffer += chunk
        return True

    def skip_space(self) -> bool:
        """Move to the next byte that is no white space; False where there is none."""
        while True:
            match = _SPACE.match(self.buffer, self.pos)
            self.pos = match.end() if match else self.pos
            if self.pos < len(self.buffer):
                return True
            if not self.fill():
                return False

    def starts(self, prefix: bytes) -> bool:
        """Whether the next bytes are these."""
        while len(self.buffer) - self.pos < len(prefix) and self.fill():
            pass
        return self.buffer.startswith(prefix, self.pos)

    def find(self, needle: bytes, offset: int) -> int:
        """Bytes from `pos` to the needle, searched from `offset` on; -1 where it does not come."""
        while True:
            found = self.buffer.find(needle, self.pos + offset)
            if found >= 0:
                return found - self.pos
            offset = max(offset, len(self.buffer) - self.pos - len(needle) + 1)
            if not self.fill():
                return -1

    def peek(self, length: int) -> bytes:
        """The next bytes, as many as are there."""
        return bytes(self.buffer[self.pos : self.pos + length])

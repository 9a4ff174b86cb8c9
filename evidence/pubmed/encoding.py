"""A byte stream in any XML encoding as one in UTF-8 without a byte-order mark. Reads the stream it is given."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, Final, cast

from evidence.errors import BadInput

_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


class _Plain:
    """The first bytes, which were read to look at them, and then the rest of the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int) -> bytes:
        head, self._head = self._head, b""
        return head or self._stream.read(size)


class _Transcoded:
    """The stream decoded from another encoding and encoded in UTF-8; a bad byte becomes U+FFFD."""

    def __init__(self, source: _Plain, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int) -> bytes:
        while chunk := self._source.read(size):
            if text := self._decoder.decode(chunk):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


def utf8(stream: BinaryIO, name: str) -> BinaryIO:
    """A stream of the same text in UTF-8; only `read(size)` works on it. UTF-8 and ASCII pass through untouched.

    Raises:
        BadInput: the XML declaration names an encoding that nobody knows.
    """
    head = stream.read(4096)
    mark, encoding = next(((mark, code) for mark, code in _MARKS if head.startswith(mark)), (b"", ""))
    if mark == codecs.BOM_UTF8:
        head = head[3:]
    plain = _Plain(head, stream)
    encoding = codecs.lookup(encoding or _declared(head, name)).name
    if encoding in {"utf-8", "ascii"}:
        return cast(BinaryIO, plain)
    return cast(BinaryIO, _Transcoded(plain, encoding))


def _declared(head: bytes, name: str) -> str:
    """The encoding that the XML declaration names; UTF-8 without one, or where it says UTF-16 in plain bytes."""
    found = _DECLARED.match(head)
    encoding = found[1].decode("ascii") if found else "utf-8"
    if encoding.lower().startswith(("utf-16", "utf-32", "ucs-")):
        return "utf-8"
    try:
        readable = b"<".decode(encoding) == "<"  # codecs that are no text (zlib) or not like ASCII can't have said so
    except (LookupError, UnicodeError):
        readable = False
    if not readable:
        raise BadInput(f"{name} says it is in the unknown encoding {encoding!r}", "save it in UTF-8")
    return encoding

"""A byte stream in any XML encoding as one in UTF-8 without a byte-order mark; the letters of a text that says nothing.

Reads the stream it is given.
"""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from typing import BinaryIO, Final, cast

from evidence.errors import BadInput

_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_ASCII: Final = bytes(range(32, 127))
_BAD: Final = "evidence.bad"  # the name of `_bad_byte` among the handlers of errors


def _bad_byte(error: UnicodeError) -> tuple[str, int]:
    """For bytes that are no text half a character, which becomes a byte that is no UTF-8 and is refused as one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error(_BAD, _bad_byte)


class _Plain:
    """The first bytes, which were read to look at them, and then the rest of the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int) -> bytes:
        head, self._head = self._head, b""
        return head or self._stream.read(size)


class _Transcoded:
    """The stream decoded from another encoding and encoded in UTF-8; what is no text before is none afterwards."""

    def __init__(self, source: _Plain, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)(_BAD)

    def read(self, size: int) -> bytes:
        while chunk := self._source.read(size):
            if text := self._decoder.decode(chunk):
                return text.encode("utf-8", "surrogateescape")
        return self._decoder.decode(b"", final=True).encode("utf-8", "surrogateescape")


def utf8(stream: BinaryIO, name: str) -> BinaryIO:
    """A stream of the same text in UTF-8; only `read(size)` works on it. UTF-8 and ASCII pass through untouched.

    Raises:
        BadInput: the XML declaration names an encoding that nobody knows.
    """
    head = stream.read(4096)
    mark, encoding = _marked(head)
    if mark == codecs.BOM_UTF8:
        head = head[3:]
    plain = _Plain(head, stream)
    encoding = codecs.lookup(encoding or _declared(head, name)).name
    if encoding in {"utf-8", "ascii"}:
        return cast(BinaryIO, plain)
    return cast(BinaryIO, _Transcoded(plain, encoding))


def _marked(head: bytes) -> tuple[bytes, str]:
    """The first bytes that tell the encoding, and the encoding; nothing where they don't."""
    return next(((mark, code) for mark, code in _MARKS if head.startswith(mark)), (b"", ""))


def start_of(head: bytes) -> bytes:
    """The first bytes of a stream as UTF-8, where their encoding shows; what is cut off at their end is dropped."""
    mark, encoding = _marked(head)
    if mark == codecs.BOM_UTF8:
        return head[len(mark) :]
    return head.decode(encoding, "ignore").encode("utf-8", "ignore") if encoding else head


def foreign(head: bytes) -> str:
    """The encoding that an XML declaration names, if it is neither UTF-8 nor one that shows in the first bytes."""
    try:
        encoding = "" if _marked(head)[1] else _declared(head, "it")
    except BadInput:
        return ""
    return "" if not encoding or codecs.lookup(encoding).name in {"utf-8", "ascii"} else encoding


class Guess(StrEnum):
    """How a text that does not say its encoding was read, in words that follow "these records are"."""

    UTF8 = "UTF-8"
    DAMAGED = "UTF-8 with bytes that are none, each read as \ufffd"
    WINDOWS = "no UTF-8 and read as Windows-1252"


def guessed(raw: bytes) -> tuple[str, Guess]:
    """The text and how it was read: as UTF-8, if at most half of its letters beyond ASCII are none; else Windows-1252.

    Older reference managers write the latter; two of its letters together are UTF-8 by chance about never ("É»" is).
    """
    try:
        return raw.decode("utf-8"), Guess.UTF8
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return (text, Guess.DAMAGED) if good >= bad else (raw.decode("cp1252", "replace"), Guess.WINDOWS)


def _declared(head: bytes, name: str) -> str:
    """The encoding that the XML declaration names; UTF-8 without one, or where it says UTF-16 in plain bytes."""
    found = _DECLARED.match(head)
    encoding = found[1].decode("ascii") if found else "utf-8"
    if encoding.lower().startswith(("utf-16", "utf-32", "ucs-")):
        return "utf-8"
    try:
        # Codecs that are no text (zlib), not like ASCII, or more than letters (utf-7, escapes) can't have said so.
        escapes = "escape" in codecs.lookup(encoding).name
        said = "" if escapes else codecs.getincrementaldecoder(encoding)(_BAD).decode(_ASCII, final=True)
    except (LookupError, UnicodeError, AssertionError, TypeError):
        said = ""
    if said != _ASCII.decode():
        raise BadInput(f"{name} says it is in the unknown encoding {encoding!r}", "save it in UTF-8")
    return encoding

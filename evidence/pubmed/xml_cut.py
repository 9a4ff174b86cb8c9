"""Cuts a PubMed XML stream into its record elements, without parsing what is in them. Reads the stream it is given.

Each record is handed on as the bytes that stood in the file, which is what the raw store keeps, and what lets one
broken record be told apart from the rest. Nothing outside the records is interpreted: a DTD is never fetched, and a
DOCTYPE that declares anything itself, entities above all, is refused. Memory holds one chunk and one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from evidence.errors import BadInput, NotPubMed
from evidence.pubmed.encoding import utf8
from evidence.pubmed.window import RECORD_LIMIT, Window

SETS: Final = frozenset([b"PubmedArticleSet", b"MedlineCitationSet", b"PubmedBookArticleSet"])
DELETES: Final = frozenset([b"DeleteCitation", b"DeleteDocument"])
RECORDS: Final = frozenset([b"PubmedArticle", b"MedlineCitation", b"PubmedBookArticle", b"BookDocument"]) | DELETES

_START: Final = re.compile(rb"<([A-Za-z_:][\w:.-]*)(?:\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)?/?>")
_ANY_RECORD: Final = re.compile(
    rb"<(?:PubmedArticle|MedlineCitation|PubmedBookArticle|BookDocument|DeleteCitation|DeleteDocument)[\s/>]"
    rb"|</(?:PubmedArticleSet|MedlineCitationSet|PubmedBookArticleSet)\s*>"
)
_HIDDEN: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_OPEN_HIDDEN: Final = re.compile(rb"<!--|<!\[CDATA\[")
_ERROR: Final = re.compile(rb"<ERROR>(.{0,300}?)</ERROR>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """One record element: its tag, its bytes, and where in the (unpacked, UTF-8) stream it begins."""

    tag: bytes
    raw: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A stretch that is no record: why, where it begins, and its first bytes."""

    reason: str
    at: int
    raw: bytes = b""


class _Cutter:
    """The walk over one stream; `root` is the set that is open."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.window = Window(utf8(stream, name))
        self.name = name
        self.root: bytes | None = None
        self.seen = False  # whether any document has begun

    def pieces(self) -> Iterator[Piece | Broken]:
        window = self.window
        found: Piece | Broken | None
        while window.skip_space():
            if window.starts(b"<!") or window.starts(b"<?"):
                found = self._skip_declaration()
            elif window.starts(b"</"):
                found = self._close()
            else:
                found = self._element()
            if found is not None:
                yield found
        yield from self._end()

    def _end(self) -> Iterator[Broken]:
        """What is wrong at the end of the stream: nothing read, or the set not closed."""
        if not self.seen:
            raise NotPubMed(f"{self.name} is empty", "give a file with PubMed records")
        if self.root:
            yield Broken(f"the file ends before </{self.root.decode()}>: it is cut off", self.window.at)

    def _skip_declaration(self) -> Broken | None:
        """Pass over a comment, a processing instruction, a DOCTYPE or a CDATA section."""
        window = self.window
        if window.starts(b"<!DOCTYPE") or window.starts(b"<!doctype"):
            return self._doctype()
        if window.starts(b"<!--"):
            end = b"-->"
        elif window.starts(b"<![CDATA["):
            return self._stray("text outside a record")
        else:
            end = b"?>" if window.starts(b"<?") else b">"
        length = window.find(end, 2)
        if length < 0:
            return self._cut_off("the file ends in the middle of a comment or declaration")
        window.pos += length + len(end)
        return None

    def _doctype(self) -> Broken | None:
        window = self.window
        if window.peek(40)[9:].lstrip().lower().startswith(b"html"):
            raise _html(self.name)
        length = window.find(b">", 9)
        if length < 0:
            return self._cut_off("the file ends in the middle of its DOCTYPE")
        if b"[" in window.peek(length):  # NLM's own files never have one
            reason = "a DOCTYPE with declarations of its own (entities): refused as unsafe"
            if self.seen:
                return self._cut_off(reason)
            raise BadInput(f"{self.name} has {reason}", "give the file as PubMed sent it")
        window.pos += length + 1
        return None

    def _close(self) -> Broken | None:
        """The end tag of the set; any other is out of place."""
        window = self.window
        length = window.find(b">", 2)
        if length < 0 and self.seen:
            return self._cut_off("the file ends in the middle of an end tag: it is cut off")
        if length < 0 or self.root is None or window.peek(length)[2:].strip() != self.root:
            return self._stray("an end tag out of place")
        self.root = None
        window.pos += length + 1
        return None

    def _element(self) -> Piece | Broken | None:
        """A record, the opening of a set, or something that is neither."""
        window = self.window
        start = self._start_tag()
        tag = start[1] if start else b""
        if start and tag in SETS and self.root is None:
            self.seen = True
            self.root = None if start[0].endswith(b"/>") else tag
            window.pos = start.end()
            return None
        if start and tag in RECORDS:
            self.seen = True
            return self._record(start)
        if not self.seen:
            raise self._refusal(tag)
        return self._stray(f"<{tag.decode(errors='replace')}> is no PubMed record" if tag else "text outside a record")

    def _start_tag(self) -> re.Match[bytes] | None:
        """The start tag at the next byte."""
        if not self.window.starts(b"<"):
            return None
        self.window.find(b">", 1)
        return _START.match(self.window.buffer, self.window.pos)

    def _record(self, start: re.Match[bytes]) -> Piece | Broken:
        """The record that begins here."""
        window, tag = self.window, start[1]
        at, opening = window.at, start.end() - window.pos
        length = opening if start[0].endswith(b"/>") else self._length(tag, opening)
        if length < 0 and not window.ended:
            return self._cut_off(f"a <{tag.decode()}> longer than {RECORD_LIMIT >> 20} MB")
        if length < 0:
            return self._cut_off(f"the file ends in the middle of a <{tag.decode()}>: it is cut off")
        raw = window.peek(length)
        if again := self._unclosed(raw, tag):
            window.pos += again
            return Broken(f"<{tag.decode()}> is not closed", at, raw[:again])
        window.pos += length
        return Piece(tag, raw, at)

    def _length(self, tag: bytes, offset: int) -> int:
        """Bytes to the end of this record's end tag, or of the set's, should that come first; -1 where neither does.

        Comments and CDATA, which may hold a false end tag, are passed over.
        """
        window, needle, end = self.window, b"</" + tag, -1
        while True:
            if end < offset and (end := window.find(needle, offset)) < 0:
                return -1
            if hidden := self._hidden(offset, end):
                if hidden < 0:
                    return -1
                offset = hidden
                continue
            close = window.find(b">", end)
            if close < 0 or bytes(window.buffer[window.pos + end + 2 : window.pos + close]).strip() in {tag, self.root}:
                return close + 1 or -1
            offset = end + len(needle)

    def _hidden(self, begin: int, end: int) -> int:
        """Where the first comment or CDATA between two offsets ends; 0 where there is none, -1 if it goes on."""
        window = self.window
        rare = window.buffer.find(b"!", window.pos + begin, window.pos + end)  # "!" is far rarer than "<"
        found = _OPEN_HIDDEN.search(window.buffer, rare - 1, window.pos + end) if rare > 0 else None
        if found is None:
            return 0
        terminator = b"-->" if found[0] == b"<!--" else b"]]>"
        close = window.find(terminator, found.end() - window.pos)
        return close if close < 0 else close + len(terminator)

    def _unclosed(self, raw: bytes, tag: bytes) -> int:
        """Where the next record or the end of the set begins inside this one, which then lacks its end tag; else 0."""
        visible = _HIDDEN.sub(lambda hidden: b" " * len(hidden[0]), raw) if b"!" in raw and b"<!" in raw else raw
        again = visible.find(b"<" + tag, 1)
        while again > 0 and visible[again + 1 + len(tag) : again + 2 + len(tag)] not in b" \t\r\n/>":
            again = visible.find(b"<" + tag, again + 1)
        if again > 0:
            return again
        close = visible.rfind(b"</")
        return close if visible[close + 2 : -1].strip() == self.root else 0

    def _stray(self, reason: str) -> Broken:
        """Pass over what is no record, to the next record or the end of the set."""
        window, at = self.window, self.window.at
        if not self.seen:
            raise self._refusal(b"")
        while True:
            if found := _ANY_RECORD.search(window.buffer, window.pos + 1):
                window.pos = found.start()
                return Broken(reason, at)
            window.pos = max(window.pos, len(window.buffer) - 40)
            if not window.fill():
                window.pos = len(window.buffer)
                return Broken(reason, at)

    def _cut_off(self, reason: str) -> Broken:
        """The last thing to say of a stream that can't be followed any further."""
        if not self.seen:
            raise BadInput(f"{self.name}: {reason}", "get the file again")
        window = self.window
        broken = Broken(reason, window.at, window.peek(4096))
        window.pos, window.ended, self.root = len(window.buffer), True, None
        return broken

    def _refusal(self, tag: bytes) -> BadInput:
        """Why a document that holds no PubMed set at all is not read."""
        head = self.window.peek(4096)
        if tag.lower() == b"html":
            return _html(self.name)
        if found := _ERROR.search(head):
            said = " ".join(found[1].decode(errors="replace").split())
            return BadInput(f"{self.name} is an error answer of E-utilities ({said})", "fetch it again")
        if tag:
            return NotPubMed(f"{self.name} holds no PubMed records: it is a <{tag.decode(errors='replace')}>",
                            "give an efetch answer, a baseline or an update file")  # fmt: skip
        return NotPubMed(f"{self.name} is no XML", "give PubMed XML or MEDLINE text")


def _html(name: str) -> NotPubMed:
    return NotPubMed(f"{name} is a web page (HTML), not PubMed XML", "save the records in PubMed's XML format")


def cut(stream: BinaryIO, name: str) -> Iterator[Piece | Broken]:
    """The records of a stream in order; several documents after each other are read as one.

    Raises:
        NotPubMed: the stream is empty or no PubMed XML.
        BadInput: it is in an unknown encoding, declares entities, or ends before its first record.
    """
    return _Cutter(stream, name).pieces()

"""A file of PubMed records, whatever its dress: XML or MEDLINE text, gzip or plain. Reads the file that it is given.

What is wrong with the whole file is a `BadInput`; what is wrong after its first readable bytes is an `Unreadable` at
its place, so that nothing that was read is lost.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, Literal, cast

from evidence.errors import BadInput, NotPubMed
from evidence.places import is_folder
from evidence.progress import Notice, unheard
from evidence.pubmed.doubts import Doubts
from evidence.pubmed.encoding import start_of
from evidence.pubmed.europepmc_record import parse_result
from evidence.pubmed.items import Item, Parsed, Unreadable
from evidence.pubmed.medline_xml import parse_record, read_xml
from evidence.pubmed.nbib import parse_medline_record, read_medline
from evidence.pubmed.unpack import Unpacked, damage
from evidence.records import Record, Source

_HEAD: Final = 4096
_MEDLINE: Final = re.compile(rb"^(?:PMID|PMC|PMCR|OWN|STAT|TI|DP|AB|IS|AU|FAU|PT|JT|VI) {0,2}- ?", re.MULTILINE)
_RIS: Final = re.compile(rb"^TY {2}- ", re.MULTILINE)
_OTHERS: Final = {
    b"%PDF": "a PDF",
    b"PK\3\4": "a zip or Office file",
    b"{": "JSON",
    b"[": "JSON",
    b"\x1f\x8b": "packed twice",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ": "packed with xz",
    b"SQLite format 3": "a database",
}
_WANTED: Final = "give PubMed XML (efetch, baseline, update files) or MEDLINE text (.nbib), plain or gzip"

_LISTS: Final = "; of RIS, or a table with PMIDs or DOIs, `evidence add FILE` fetches what it names"


def read_file(
    path: Path | Literal["-"], *, source: Source | None = None, notice: Notice = unheard
) -> Iterator[Item]:  # fmt: skip
    """The items of one file in order, one at a time; "-" is standard input.

    The name of the file plays no part: gzip, XML and MEDLINE text are told by their first bytes.

    Args:
        path: the file, or "-".
        source: what the records are said to come from; None for what the format says.
        notice: told at the end of the file what letters may have been read wrongly.

    Raises:
        BadInput: when the first item is asked for: the file is missing, a folder, not readable, empty, binary, a web
            page, an error answer, or in a format that is not PubMed's, or its gzip packing is damaged (one that is cut
            off gives what there is of it).
    """
    if str(path) == "-":
        yield from read_stream(sys.stdin.buffer, name="standard input", source=source, notice=notice)
        return
    with opened(Path(path)) as stream:
        if fault := damage(stream):
            raise BadInput(f"{path} can't be read: {fault}, and any letter of it may be wrong", "get the file again")
        yield from read_stream(stream, name=str(path), source=source, notice=notice)


def opened(path: Path) -> BinaryIO:
    """A file, open for its bytes.

    Raises:
        BadInput: it is missing, a folder, or not readable.
    """
    if is_folder(path):
        raise BadInput(f"{path} is a folder", "name the files in it")
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise BadInput(f"{path} does not exist", "check the name") from None
    except OSError as error:
        raise BadInput(f"{path} can't be opened ({error.strerror})", "check its permissions") from None


def read_stream(
    stream: BinaryIO, *, name: str, source: Source | None = None, notice: Notice = unheard
) -> Iterator[Item]:  # fmt: skip
    """As `read_file`, from an open stream of bytes that is called `name` in errors."""
    unpacked = Unpacked(stream)
    peeked = _Peeked(unpacked)
    is_xml = _is_xml(peeked.head, name, unpacked.fault)
    doubts = Doubts(peeked, peeked.head, is_xml=is_xml)
    plain = cast(BinaryIO, doubts)
    if is_xml:
        items = read_xml(plain, name=name, source=source or Source.PUBMED_XML)
    else:
        items = read_medline(plain, name=name, source=source or Source.MEDLINE_TEXT)
    last: Item | None = None
    try:
        for item in items:
            doubts.see(item)
            if last is not None:
                yield last
            last = item
    except BadInput:
        if unpacked.fault:
            raise BadInput(f"{name} can't be read: {unpacked.fault}", "get the file again") from None
        raise
    if last is not None and not (unpacked.fault and _is_cut(last, is_xml)):
        yield last
    if unpacked.fault:
        doubt = "; what was read before may be wrong too" if unpacked.is_doubtful else ""
        yield _fault(unpacked.fault + doubt, last, name)
    for line in doubts.told(name):
        notice(line)


def _is_cut(last: Item, is_xml: bool) -> bool:
    """Whether the last item of a file that ends too early is half a record (MEDLINE text doesn't show it)."""
    return not is_xml or (isinstance(last, Unreadable) and "cut off" in last.reason)


def _fault(reason: str, last: Item | None, name: str) -> Unreadable:
    """What to say at the end of a file whose packing is damaged."""
    pmid = last.record.pmid if isinstance(last, Parsed) else last.pmid if isinstance(last, Unreadable) else None
    where = last.where if isinstance(last, Unreadable) else f"{name}, at its end"
    return Unreadable(f"the file can't be read to its end: {reason}", pmid, where)


def read_raw(raw: bytes, source: Source | None = None) -> Record:
    """The record that a reader gave with these bytes (`Parsed.raw`), the same to the last field.

    Raises:
        ValueError: these bytes are neither a record's XML nor its MEDLINE text, nor a result of Europe PMC.
    """
    if raw.startswith(b"<"):
        return parse_record(raw, source or Source.PUBMED_XML)
    if raw.startswith(b"{"):
        return parse_result(raw)
    return parse_medline_record(raw, source or Source.MEDLINE_TEXT)


class _Peeked:
    """A stream whose first bytes have been looked at."""

    def __init__(self, stream: Unpacked) -> None:
        self.head = b""
        while len(self.head) < _HEAD and (more := stream.read(_HEAD)):
            self.head += more
        self._left = self.head
        self._stream = stream

    def read(self, size: int) -> bytes:
        left, self._left = self._left, b""
        return left or self._stream.read(size)


def _is_xml(head: bytes, name: str, fault: str | None) -> bool:
    """True for XML, False for MEDLINE text.

    Raises:
        NotPubMed: it is neither.
        BadInput: its packing is damaged from the start.
    """
    if not head and fault:
        raise BadInput(f"{name} can't be read: {fault}", "get the file again")
    head = start_of(head)  # UTF-16 is full of zeros, and yet no binary file
    start = head.lstrip()
    if not start:
        raise NotPubMed(f"{name} is empty", _WANTED)
    if start.startswith(b"<"):
        return True
    if kind := next((kind for magic, kind in _OTHERS.items() if start.startswith(magic)), None):
        raise NotPubMed(f"{name} is {kind}, not PubMed XML or MEDLINE text", _WANTED)
    if b"\0" in head:
        raise NotPubMed(f"{name} is a binary file", _WANTED)
    if _RIS.search(start):
        raise NotPubMed(f"{name} is a RIS file, which lacks what PubMed knows", _WANTED + _LISTS)
    if not _MEDLINE.search(start):
        raise NotPubMed(f"{name} is neither PubMed XML nor MEDLINE text", _WANTED + _LISTS)
    return False

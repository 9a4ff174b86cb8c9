"""MEDLINE text (.nbib, PubMed's own export), bytes in, records out, through Bio.Medline. Reads its stream only.

Bio.Medline 1.88 takes a continuation line (six spaces) of a list field for an item of its own, so continuations are
unfolded before it sees them; records that follow each other without a blank line are parted; a byte-order mark, CRLF
and a hyphen without its spaces ("PMID-123") are put right.

What MEDLINE text can't say, and a record from it therefore lacks (of one day, XML stands: `Source.rank`):

- sections: the abstract is one passage, its headings stand in the text; no NlmCategory
- unique identifiers of types, MeSH and chemicals; which DOI is whose when several are given without their kind
- inline markup was flattened by PubMed; MathML may be missing
- valid or not (ValidYN), the version of a record, IndexingMethod, CompleteYN
- ISO abbreviation of the journal; the ISSN is the first of those given
- initials and suffixes that the short form (AU) does not show; before 2014, affiliations but the first author's
- a link's note; links that an export of another program left out
- an ending: a file that is cut off between two lines looks complete (the store then keeps the fuller text)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from evidence.pubmed.article import NoRecord
from evidence.pubmed.encoding import guessed, utf8
from evidence.pubmed.items import Item, Parsed, Unreadable
from evidence.pubmed.nbib_record import record_of
from evidence.pubmed.window import CHUNK, LINES_LIMIT, RECORD_LIMIT, has_too_many
from evidence.records import Record, Source

_TAG: Final = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)", re.DOTALL)
_BYTE_TAG: Final = re.compile(rb"([A-Z][A-Z0-9]{1,3}) {0,2}- ?")
_FIRST_FIELD: Final = re.compile(rb"(?:\A|[\r\n])([A-Z][A-Z0-9]{1,3} {0,2}-)")
_LONG: Final = frozenset(["TI", "AB", "OAB", "AD", "CI", "COIS", "TT"])  # a line without indent may go on with these


def read_medline(stream: BinaryIO, *, name: str, source: Source = Source.MEDLINE_TEXT) -> Iterator[Item]:
    """The records of MEDLINE text in order, one at a time; one without a PMID is an `Unreadable`.

    Args:
        stream: unpacked bytes in UTF-8 (or UTF-16 with its mark, or Windows-1252); only `read(size)` is used.
        name: what to call it in errors, usually the file's name.
        source: what the records are said to come from.

    Raises:
        BadInput: the encoding can't be told.
    """
    for number, (line, block) in enumerate(_blocks(utf8(stream, name)), start=1):
        first = _FIRST_FIELD.search(block)  # what stands before it belongs to no field
        raw = block[first.start(1) :] if first else block
        where = f"{name}, record {number} at line {line:,}"
        if len(raw) > RECORD_LIMIT:
            yield Unreadable(f"a record longer than {RECORD_LIMIT >> 20} MB", None, where)
            return
        if has_too_many(raw, b"\n\r", LINES_LIMIT):
            yield Unreadable(f"a record of more than {LINES_LIMIT:,} lines", None, where)
            return
        try:
            yield Parsed(parse_medline_record(raw, source), raw)
        except NoRecord as reason:
            yield Unreadable(str(reason), None, where)


def parse_medline_record(raw: bytes, source: Source = Source.MEDLINE_TEXT) -> Record:
    """The record that `read_medline` gave with these bytes (`Parsed.raw`), the same to the last field.

    Raises:
        ValueError: these lines hold no record; the message says why.
    """
    from Bio import Medline

    lines = list(_unfold(guessed(raw)[0]))
    if not lines:
        raise NoRecord("it has no line of MEDLINE text")
    fields = Medline.read(f"{tag:<4}- {value}\n" for tag, value in lines)  # type: ignore[no-untyped-call]
    return record_of(dict(fields), lines, source)


def _unfold(text: str) -> Iterator[tuple[str, str]]:
    """(tag, value) of each field, continuation lines joined to their field by one space."""
    tag, parts = "", [""]
    for line in re.split(r"\r\n|\n|\r", text):
        found = None if line.startswith("      ") else _TAG.match(line)
        if found:
            if tag:
                yield tag, " ".join(parts)
            tag, parts = found[1], [found[2].strip()]
        elif line.startswith("      ") or tag in _LONG:
            parts.append(line.strip())
    if tag:
        yield tag, " ".join(parts)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines with their ends; a line longer than a record may be comes in pieces."""
    rest = b""
    while chunk := stream.read(CHUNK):
        lines = (rest + chunk).splitlines(keepends=True)
        rest = lines.pop() if lines and len(lines[-1]) <= RECORD_LIMIT else b""
        yield from lines
    if rest:
        yield from rest.splitlines(keepends=True)


def _blocks(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(number of its first line, bytes) of each record."""
    block: list[bytes] = []
    tags: list[bytes] = []
    begin = size = 0
    for number, line in enumerate(_lines(stream), start=1):
        found = _BYTE_TAG.match(line)
        blank = not line.strip() and not line.startswith(b"      ")
        full = size > RECORD_LIMIT or len(block) > LINES_LIMIT
        if block and (blank or full or (found and _starts_another(found[1], tags))):
            yield begin, b"".join(block)
            block, tags, size = [], [], 0
        if blank or (not block and not found and not line.strip()):
            continue
        if not block:
            begin = number
        block.append(line)
        size += len(line)
        if found and found[1] not in tags:
            tags.append(found[1])
    if block:
        yield begin, b"".join(block)


def _starts_another(tag: bytes, tags: list[bytes]) -> bool:
    """Whether a line begins the next record with no blank line before it.

    That is a second PMID or, where the PMID comes last, the tag that this record began with.
    """
    if b"PMID" not in tags:
        return False
    return tag == b"PMID" or (tag == tags[0] and tags[-1] == b"PMID")

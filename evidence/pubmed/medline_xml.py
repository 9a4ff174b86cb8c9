"""PubMed XML, bytes in, records out, in constant memory: efetch answers, baseline and update files, old sets, books.

Touches nothing but the stream that it is given: no network (a DTD is never fetched), no disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final
from xml.etree import ElementTree as ET
from xml.parsers.expat import ErrorString

from evidence.pubmed.article import NoRecord, article
from evidence.pubmed.book import book
from evidence.pubmed.items import Deleted, Item, Parsed, Unreadable
from evidence.pubmed.window import PARTS_LIMIT, has_too_many
from evidence.pubmed.words import whole_number
from evidence.pubmed.xml_cut import DELETES, RECORDS, Broken, Piece, cut
from evidence.records import Record, Source

_PMID: Final = re.compile(rb"<PMID(?:\s[^>]{0,80})?>\s*(\d{1,9})\s*<")
_PREFIX: Final = re.compile(rb"</?([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=")
_UNBOUND_PREFIX: Final = 27  # expat's XML_ERROR_UNBOUND_PREFIX


def read_xml(stream: BinaryIO, *, name: str, source: Source = Source.PUBMED_XML) -> Iterator[Item]:
    """The records of a PubMed XML stream in order, one at a time.

    A record that can't be read is an `Unreadable` and the next one follows; a stream that is cut off yields all
    complete records and then one `Unreadable`. A record whose abstract is marked as ours (`records.SUMMARY_NOTICE`)
    has the source STARTER, any other the one given.

    Args:
        stream: unpacked bytes; only `read(size)` is used.
        name: what to call it in errors, usually the file's name.
        source: what the records are said to come from.

    Raises:
        BadInput: nothing can be read at all: an empty stream, a web page, an error answer of E-utilities, another
            document, an unknown encoding, or a DOCTYPE that declares entities.
    """
    for number, piece in enumerate(cut(stream, name), start=1):
        where = f"{name}, record {number} at byte {piece.at:,}"
        if isinstance(piece, Broken):
            yield Unreadable(piece.reason, _guess(piece.raw), where)
        else:
            yield _item(piece, where, source)


def parse_record(raw: bytes, source: Source = Source.PUBMED_XML) -> Record:
    """The record that `read_xml` gave with these bytes (`Parsed.raw`), the same to the last field.

    Raises:
        ValueError: these bytes are no such element; the message says why.
    """
    tag = re.match(rb"<([A-Za-z]+)[\s/>]", raw)
    if not tag or tag[1] not in RECORDS - DELETES:
        raise NoRecord("this is no record element of PubMed XML")
    return _record(raw, source)


def _item(piece: Piece, where: str, source: Source) -> Item:
    try:
        if piece.tag in DELETES:
            return _deleted(piece.raw)
        return Parsed(_record(piece.raw, source), piece.raw)
    except NoRecord as reason:
        return Unreadable(str(reason), _guess(piece.raw), where)


def _without_references(raw: bytes) -> tuple[bytes, int]:
    """An article without the papers that it cites, and how many there were: a third of the work for one number.

    Only where the list stands as PubMed writes it, once, in PubmedData, without comments or CDATA; else all is kept.
    """
    begin = raw.find(b"<ReferenceList>", max(raw.rfind(b"<PubmedData>"), 0))
    end = raw.rfind(b"</ReferenceList>")
    if begin < 0 or end < begin or b"!" in raw:
        return raw, 0
    cited = raw.count(b"<Reference>", begin, end)
    if raw.count(b"<Reference", begin, end) != cited + 1:  # a list in the list, or an odd tag
        return raw, 0
    return raw[:begin] + raw[end + len(b"</ReferenceList>") :], cited


def _record(raw: bytes, source: Source) -> Record:
    short, cited = _without_references(raw) if raw.startswith(b"<PubmedArticle") else (raw, 0)
    element = _tree(short)
    match element.tag:
        case "PubmedArticle":
            citation = element.find("MedlineCitation")
            if citation is None:
                raise NoRecord("it has no MedlineCitation")
            return article(citation, element.find("PubmedData"), source, cited=cited)
        case "MedlineCitation":
            return article(element, None, source)
        case "PubmedBookArticle":
            document = element.find("BookDocument")
            if document is None:
                raise NoRecord("it has no BookDocument")
            return book(document, element.find("PubmedBookData"), source)
        case _:
            return book(element, None, source)


def _deleted(raw: bytes) -> Deleted:
    numbers = (whole_number(pmid.text) for pmid in _tree(raw).iter("PMID"))
    return Deleted(tuple(dict.fromkeys(number for number in numbers if number is not None)))


def _tree(raw: bytes) -> ET.Element:
    """The element tree of one record; no DTD, so no entities but XML's own five.

    Raises:
        NoRecord: the bytes are not well-formed, or an attack on the memory.
    """
    if has_too_many(raw, b"<="):
        raise NoRecord(f"it has more than {PARTS_LIMIT:,} tags and attributes")
    try:
        element = ET.fromstring(raw)  # noqa: S314 - a record element has no DOCTYPE, hence no entities to expand
    except ET.ParseError as error:
        if error.code != _UNBOUND_PREFIX:
            raise NoRecord(_malformed(error)) from None
        element = _tree_of_bound(raw)
    except ValueError as error:  # an encoding that the parser refuses
        raise NoRecord(f"it can't be read ({error})") from None
    if element.tag.startswith("{"):  # a default namespace of its own
        for part in element.iter():
            part.tag = part.tag.rpartition("}")[2]
    return element


def _tree_of_bound(raw: bytes) -> ET.Element:
    """The tree of a record that uses prefixes (mml:math) which only the set's start tag bound."""
    prefixes = sorted({name for pair in _PREFIX.findall(raw) for name in pair if name not in {b"", b"xml", b"xmlns"}})
    bound = b" ".join(b'xmlns:%s="urn:%s"' % (prefix, prefix) for prefix in prefixes)
    try:
        return next(iter(ET.fromstring(b"<bound %s>%s</bound>" % (bound, raw))))  # noqa: S314 - as above
    except ET.ParseError as error:
        raise NoRecord(_malformed(error)) from None


def _malformed(error: ET.ParseError) -> str:
    line, column = error.position
    return f"it is not well-formed XML ({ErrorString(error.code)} in line {line}, column {column} of the record)"


def _guess(raw: bytes) -> int | None:
    """The PMID of a record that can't be parsed, where one can be seen."""
    found = _PMID.search(raw)
    return int(found[1]) if found and int(found[1]) else None

"""What a reader of PubMed files yields, one value a record, failures included. Touches nothing."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.records import Record


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record with the bytes that it was read from: `files.read_raw(raw)` gives the same record again.

    `raw` is the record's own XML element as it stood in the file (in UTF-8, where the file was in another encoding), or
    the lines of its MEDLINE text.
    """

    record: Record
    raw: bytes


@dataclass(frozen=True, slots=True)
class Deleted:
    """The PMIDs of a DeleteCitation: records that PubMed has withdrawn."""

    pmids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record, or the rest of a file, that can't be read; `where` names the file and the place in it.

    `pmid` is None where not even that can be told.
    """

    reason: str
    pmid: int | None
    where: str


Item = Parsed | Deleted | Unreadable

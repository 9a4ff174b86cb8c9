"""A folder of baseline and update files: which, in what order, whether each is whole, which records of it are wanted.

Touches the files that it is given. NLM's own rule (https://ftp.ncbi.nlm.nih.gov/pubmed/baseline/README.txt): verify by
md5, load the whole baseline first, then the updates in number order; later revisions win. Baseline and updates are
numbered through, so number order is both.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evidence.errors import BadInput
from evidence.places import is_file, is_folder
from evidence.pubmed.items import Item, Parsed
from evidence.pubmed.matching import Card, matcher
from evidence.pubmed.query import parse
from evidence.records import Record

_NAME: Final = re.compile(r"pubmed(\d\d)n(\d{4,8})\.xml(?:\.gz)?")
_MD5: Final = re.compile(r"(?i)\b[0-9a-f]{32}\b")
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A baseline or update file; `md5` is what the file beside it says, None where there is none."""

    path: Path
    year: int
    number: int
    md5: str | None

    @property
    def serial(self) -> int:
        """Its place in the order of all of NLM's files, see `serial_of`."""
        return _serial(self.year, self.number)

    def check(self) -> str:
        """The md5 of the file as it lies here.

        Raises:
            BadInput: it is not the one beside it: the file is damaged or not fully downloaded.
        """
        digest = hashlib.md5(usedforsecurity=False)  # NLM's choice, against damage and not against forgery
        try:
            with self.path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
        except OSError as error:
            raise BadInput(f"{self.path} can't be read ({error.strerror})", "check its permissions") from None
        if self.md5 is not None and digest.hexdigest() != self.md5:
            raise BadInput(f"{self.path} is damaged: its md5 is not the one in {self.path.name}.md5", "get it again")
        return digest.hexdigest()


def serial_of(path: Path) -> int | None:
    """The place of a baseline or update file in the order of all of them, by its name; None for any other file.

    What a file says of a record is later than what one with a lower serial says of it.
    """
    name = _NAME.fullmatch(path.name)
    return _serial(int(name[1]), int(name[2])) if name else None


def _serial(year: int, number: int) -> int:
    return year * 10**8 + number


def holds_bulk(folder: Path) -> bool:
    """Whether a folder holds baseline or update files, by their names."""
    return any(_NAME.fullmatch(path.name) for path in folder.iterdir())


def is_bulk(path: Path) -> bool:
    """Whether a file is a baseline or update file, or the digest beside one, by its name."""
    return bool(_NAME.fullmatch(path.name.removesuffix(".md5")))


def bulk_files(folder: Path) -> tuple[BulkFile, ...]:
    """The baseline and update files of a folder in the order to load them; other files in it are left alone.

    Raises:
        BadInput: it is no folder, or there is none in it.
    """
    if not is_folder(folder):
        raise BadInput(f"{folder} is no folder", "name the folder that holds pubmed…n….xml.gz files")
    named = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    files = [BulkFile(path, int(name[1]), int(name[2]), _beside(path)) for path, name in named if name]
    if not files:
        raise BadInput(f"{folder} holds no pubmed…n….xml or .xml.gz file", "name the files one by one")
    return in_order(files)


def in_order(files: Iterable[BulkFile]) -> tuple[BulkFile, ...]:
    """Files of one folder or of several (NLM has two, baseline and updatefiles) in the order to load them."""
    return tuple(sorted(files, key=lambda file: (file.serial, file.path.name)))


def _beside(path: Path) -> str | None:
    """The digest in the .md5 beside a file: "MD5(pubmed26n0001.xml.gz)= …" as NLM writes it, or as md5sum does."""
    beside = path.with_name(path.name + ".md5")
    if not is_file(beside):
        return None
    try:
        found = _MD5.search(beside.read_text(encoding="ascii", errors="replace"))
    except OSError as error:
        raise BadInput(f"{beside} can't be read ({error.strerror})", "check its permissions") from None
    if found is None:
        raise BadInput(f"{beside} holds no md5", "get it again, or remove it")
    return found[0].lower()


def only(
    items: Iterable[Item], query: str, left_out: Callable[[Record], None] = lambda _: None
) -> Iterator[Item]:  # fmt: skip
    """Of a stream of items, the records that match a query as it can be read here (see `matching`).

    Deletions and records that can't be read pass through: the store knows which of them concern it. `left_out` is
    told each record that does not match, as it goes by.

    Raises:
        BadInput: the query can't be read.
    """
    matches = matcher(parse(query))
    return _only(items, matches, left_out)


def _only(
    items: Iterable[Item], matches: Callable[[Card], bool], left_out: Callable[[Record], None]
) -> Iterator[Item]:  # fmt: skip
    for item in items:
        if not isinstance(item, Parsed) or matches(Card.of(item.record)):
            yield item
        else:
            left_out(item.record)

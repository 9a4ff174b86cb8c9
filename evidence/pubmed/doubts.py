"""Whether the letters of a file may be others than those that were read, told once, at its end. Reads its stream.

XML is read as its declaration says, which is the standard, and MEDLINE text, which says nothing, as its bytes look.
Both may be wrong, and nobody would see it among thousands of records.
"""

from __future__ import annotations

import codecs
from collections import Counter
from typing import Protocol

from evidence.pubmed.encoding import Guess, foreign, guessed
from evidence.pubmed.items import Item, Parsed


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes:
        """Up to so many bytes, b"" at the end."""


class Doubts:
    """A stream that passes through, and what it and its records give to doubt.

    Args:
        stream: the file's bytes. head: the first of them. is_xml: else MEDLINE text.
    """

    def __init__(self, stream: _Readable, head: bytes, *, is_xml: bool) -> None:
        self._stream, self._is_xml = stream, is_xml
        self._declared = foreign(head) if is_xml else ""
        # XML of PubMed is in UTF-8, and a text in another encoding is hardly ever UTF-8 by chance.
        self._utf8 = codecs.getincrementaldecoder("utf-8")() if self._declared else None
        self._beyond_ascii = False
        self._guesses: Counter[Guess] = Counter()
        self._first: dict[Guess, int] = {}

    def read(self, size: int) -> bytes:
        """The stream's next bytes."""
        data = self._stream.read(size)
        if self._utf8 is not None:
            self._beyond_ascii |= not data.isascii()
            try:
                self._utf8.decode(data, final=not data)
            except UnicodeDecodeError:
                self._utf8 = None
        return data

    def see(self, item: Item) -> None:
        """One item that was read from the stream."""
        if self._is_xml or not isinstance(item, Parsed) or item.raw.isascii():
            return
        if (guess := guessed(item.raw)[1]) is not Guess.UTF8:
            self._guesses[guess] += 1
            self._first.setdefault(guess, item.record.pmid)

    def told(self, name: str) -> list[str]:
        """A line for each doubt about the file `name`, when it was read to its end."""
        if self._utf8 is not None and self._beyond_ascii:
            said = f"{name} says that it is in {self._declared}, and all of it reads as UTF-8"
            return [f'{said}: if letters look wrong (Ã¶ for ö), write encoding="UTF-8" in its first line, import again']
        return [
            f"{name}: {self._counted(guess)}; if letters look wrong, export it again in UTF-8" for guess in self._first
        ]

    def _counted(self, guess: Guess) -> str:
        count, first = self._guesses[guess], f"PMID {self._first[guess]}"
        return (
            f"1 record is {guess} ({first})" if count == 1 else f"{count:,} records are {guess} (the first is {first})"
        )

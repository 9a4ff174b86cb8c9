"""White space made plain, and the way back: where each character of the plain text stands in what came. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

_ODD: Final = "\n\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# NBSP and thin spaces stay: "n = 445" must quote as it was printed, and taggers fold them.
_RUN: Final = re.compile(f"[{_ODD} ]+")
_WORD: Final = re.compile(f"[^{_ODD} ]+")
_SHORT: Final = 80
_LOOSE: Final = re.compile(r"(?<=[(\[]) | (?=[)\],;%]|[.:](?: \D|$))")


def normal(text: str) -> str:
    """Each run of spaces, tabs and newlines as one space, the ends stripped."""
    if len(text) <= _SHORT and text.isascii():  # in ASCII, `split` means the same; fifty short texts a record
        return " ".join(text.split())
    if "  " in text or any(odd in text for odd in _ODD):
        return _RUN.sub(" ", text).strip(" ")
    return text.strip(" ")  # the common long text: a dozen quick searches cost a tenth of one with a pattern


def closed(text: str) -> str:
    """The normal text without the spaces that corpora cut into words have: "( n = 30 ) , and" is "(n = 30), and"."""
    text = normal(text)
    return _LOOSE.sub("", text) if " ," in text or "( " in text or " )" in text else text


class Places(NamedTuple):
    """From offset `starts[i]` of a plain text on, `shifts[i]` more characters stand before in the `text` that came."""

    text: str
    starts: list[int]
    shifts: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as it came that a span of the plain text was made of."""
        first = self._at(start)
        return first, (self._at(end - 1) + 1 if end > start else first)

    def _at(self, offset: int) -> int:
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def places_of(text: str, plain: str) -> Places:
    """Where the words of a plain text stood in the text that it was made of by leaving out white space; one pass."""
    starts, shifts, place = [0], [0], 0
    for word in _WORD.finditer(text):
        if plain.startswith(" ", place):
            place += 1
        if word.start() - place != shifts[-1]:
            starts.append(place)
            shifts.append(word.start() - place)
        place += word.end() - word.start()
    return Places(text, starts, shifts)

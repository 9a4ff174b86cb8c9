"""White space made plain, and the way back: where each character of the plain text stands in what came. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

_ODD: Final = "\n\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# NBSP and thin spaces stay: "n = 445" must quote as it was printed, and taggers fold them.
_RUN: Final = re.compile(f"[{_ODD} ]+")
# The same, and the markup of web pages and publishers: "</h4>" ends a word, "<sup>" does not.
_INLINE: Final = "i|b|u|em|strong|su[bp]|span|italic|bold|sc"
_BLOCK: Final = "p|br|h[1-6]|[uo]l|li|div|sec|title|list|list-item"
_GAP: Final = re.compile(
    rf"(?:([{_ODD} ])|</?(?:jats:)?(?:(?:{_INLINE})|({_BLOCK}))(?:\s+[\w:-]+=[^<>]*)?\s*/?>)+", re.IGNORECASE
)
_SHORT: Final = 80
_LOOSE: Final = re.compile(r"(?<=[(\[]) | (?=[)\],;%]|[.:](?: \D|$))|(?<=\w) (?=[-/] \w)|(?<=\w [-/]) (?=\w)")


def normal(text: str) -> str:
    """Each run of spaces, tabs and newlines as one space, the ends stripped."""
    if len(text) <= _SHORT and text.isascii():  # in ASCII, `split` means the same; fifty short texts a record
        return " ".join(text.split())
    if "  " in text or any(odd in text for odd in _ODD):
        return _RUN.sub(" ", text).strip(" ")
    return text.strip(" ")  # the common long text: a dozen quick searches cost a tenth of one with a pattern


def closed(text: str) -> str:
    """The normal text without markup and without the spaces of corpora that are cut into words.

    "<h4>Aims</h4>( n = 30 ) , and" is "Aims (n = 30), and". White space and markup are left out, and no more.
    """
    text = _GAP.sub(_plain_gap, text).strip(" ") if _is_marked_up(text) else normal(text)
    return _LOOSE.sub("", text) if " ," in text or "( " in text or " )" in text else text


def _is_marked_up(text: str) -> bool:
    return "</" in text or "<br" in text


def _plain_gap(gap: re.Match[str]) -> str:
    """What stands for white space and markup: nothing for markup that may stand within a word."""
    return " " if gap.lastindex else ""


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
    """Where the words of a text's `closed` form stand in the text itself; one pass."""
    starts, shifts = [0], [0]
    place = begin = 0
    for gap in (*(_GAP if _is_marked_up(text) else _RUN).finditer(text), None):
        end = gap.start() if gap else len(text)
        if end > begin:  # a word
            place += plain.startswith(" ", place)
            if begin - place != shifts[-1]:
                starts.append(place)
                shifts.append(begin - place)
            place += end - begin
        begin = gap.end() if gap else end
    return Places(text, starts, shifts)

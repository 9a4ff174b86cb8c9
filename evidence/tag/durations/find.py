"""Where lengths of time stand in a folded sentence, and which form each is to be read by. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from evidence.folding import one_byte
from evidence.tag.durations.following import FOLLOWING, following
from evidence.tag.durations.forms import (
    ARTICLE,
    BEFORE_NUMBER,
    CLOSING,
    FIGURE,
    LABEL,
    LAST_GLUED,
    LAST_WORD,
    LEFT,
    LETTER,
    NEAR,
    NUMERIC,
    ORDINAL,
    ORDINAL_WORDS,
    POSTS,
    RIGHT,
    TRIGGERS,
    UNIT_ALONE,
    UNIT_LENGTH,
    WITHIN,
    scale_of,
)
from evidence.tag.durations.joins import chained, compounded, of_ranges, opens, with_ranges
from evidence.tag.durations.letter_m import months_beside
from evidence.tag.durations.plain import JOINING, JOINS, OPENINGS, REPEATED, SINGLE, plain, sessions
from evidence.tag.durations.readers import AND_HALF, article, figure, label, letter, ordinal, within
from evidence.tag.durations.shape import IS_SINGLE, Duration

_Reader = Callable[[str, "re.Match[str]"], Duration | None]
Hit = tuple[int, int, int]
"""What `TRIGGERS` finds: which word, its start and its end."""


def find(folded: str) -> list[Duration]:
    """All lengths of time in folded text, in order, none inside another; rates ("5 days a week") are left out."""
    hits = TRIGGERS.find_matches_as_indexes(one_byte(folded))
    return read_at(folded, hits) if hits else []


def find_each(texts: list[str]) -> Iterator[tuple[int, list[Duration]]]:
    """The place of each folded text that has lengths of time, with these; the texts are searched for units at once."""
    hits = TRIGGERS.find_matches_as_indexes(one_byte("\n".join(texts)))
    at, n, start = 0, -1, 0
    end = -1
    while at < len(hits):
        while hits[at][1] > end:
            n += 1
            start, end = end + 1, end + 1 + len(texts[n])
        own: list[Hit] = []
        while at < len(hits) and hits[at][1] < end:
            which, low, high = hits[at]
            own.append((which, low - start, high - start))
            at += 1
        if found := read_at(texts[n], own):
            yield n, found


def read_at(folded: str, hits: list[Hit]) -> list[Duration]:
    """The lengths of time at some hits of `TRIGGERS`."""
    found: list[Duration] = []
    reached = 0
    for which, start, end in hits:
        if start < reached:
            continue
        one = _at(folded, which, start, end, reached)
        if one is not None:
            if one.shape is IS_SINGLE and folded.startswith(AND_HALF, one.end):
                end_of_half = one.end + len(AND_HALF)
                half = 0.5 * scale_of(folded[one.start : one.end].rsplit(" ", 1)[-1])
                one = replace(one, value=one.value + half, end=end_of_half, figure_end=end_of_half)
            found.append(one)
            reached = one.end
    if len(found) == 1 and not opens(folded, found[0]):
        return of_ranges(folded, found)
    found = list(with_ranges(folded, found))
    return of_ranges(folded, chained(folded, compounded(folded, found)) if len(found) > 1 else found)


def _at(folded: str, which: int, start: int, end: int, reached: int) -> Duration | None:
    """The length of time at one trigger: a unit word, a digit and a unit's letter, or a letter and its digit."""
    if which >= LAST_GLUED:
        return _read(letter, folded, LETTER.match(folded, start + 1))
    if which >= LAST_WORD:
        unit, digits = end - 1, start
        if folded[unit : unit + 2] not in OPENINGS:
            return None
        if folded[start] not in ")]":
            while digits and start - digits < 3 and folded[digits - 1].isdecimal():
                digits -= 1
            if folded.startswith(REPEATED, unit):
                return sessions(folded, reached, unit, folded[digits : start + 1])
            if one := plain(folded, reached, unit, folded[digits : start + 1]):
                return one
        return (_behind if UNIT_ALONE.match(folded, unit) else months_beside)(folded, reached, unit)
    return _read(label, folded, LABEL.match(folded, start, end + RIGHT)) or _numbered(folded, start, reached)


def _behind(folded: str, reached: int, unit: int) -> Duration | None:
    """The length whose unit stands behind a digit or a bracket; a whole word behind one may be a label's."""
    named = folded.startswith(_NAMES, unit) and LABEL.match(folded, unit, unit + UNIT_LENGTH + RIGHT)
    return (label(folded, named) if named else None) or _figures_before(folded, reached, unit)


_NAMES: Final = ("month", "year")  # "(visit 1) year 2"
_ARTICLES: Final = frozenset(["a", "an", "half", "full", "whole", "further"])


def _numbered(folded: str, start: int, reached: int) -> Duration | None:
    """The length whose unit word begins at `start`, by the word before it: a number, an ordinal or an article."""
    word = folded[start - 14 if start - 14 > reached else reached : start].rstrip(" -")
    word = word[max(word.rfind(" "), word.rfind("-"), word.rfind("(")) + 1 :]
    if word in _ARTICLES and (one := _before(folded, ARTICLE, article, max(reached, start - 12), start)):
        return one
    if word in ORDINAL_WORDS or (word.endswith(POSTS) and word[:1].isdigit()) or word.startswith("post"):
        one = _before(folded, ORDINAL, ordinal, max(reached, start - LEFT), start)
        return one or (_figures_before(folded, reached, start) if word in NUMERIC else None)
    if word.isdecimal() or word in SINGLE:
        if folded.startswith(REPEATED, start):
            return sessions(folded, reached, start, word)
        return plain(folded, reached, start, word) or _figures_before(folded, reached, start)
    if word in NUMERIC or word[-1:].isdigit() or word[-1:] in CLOSING:
        return _figures_before(folded, reached, start)
    return following(folded, reached, start, word) if word in FOLLOWING else None


def _figures_before(folded: str, reached: int, unit: int) -> Duration | None:
    """The numbers before the unit that begins at `unit`: looked for close by, and further off where a list goes on."""
    near = unit - NEAR if unit - NEAR > reached else reached
    if near > reached and folded[unit - 2 : unit].rstrip(" -")[-1:] not in CLOSING:
        found = _number_before(folded, FIGURE, figure, near, unit)
        if found is None or not _may_be_listed(folded[max(reached, found.start - 12) : found.start]):
            return found
    elif one := _number_before(folded, WITHIN, within, max(reached, unit - LEFT), unit):
        return one
    return _number_before(folded, FIGURE, figure, max(reached, unit - LEFT), unit)


def _may_be_listed(tail: str) -> bool:
    """Whether what stands before a number can join it to another one."""
    tail = tail.removesuffix(" ")
    return tail[-1:] in JOINS or tail[tail.rfind(" ") + 1 :].rpartition("-")[2] in JOINING


def _before(folded: str, pattern: re.Pattern[str], reader: _Reader, low: int, unit: int) -> Duration | None:
    """The length whose unit begins at `unit`, looked for from `low` on."""
    for match in pattern.finditer(folded, low, min(len(folded), unit + UNIT_LENGTH)):
        if match.end() > unit:
            return reader(folded, match)
    return None


def _number_before(folded: str, pattern: re.Pattern[str], reader: _Reader, low: int, unit: int) -> Duration | None:
    """The same by a pattern that begins with a number; it is tried where one may begin."""
    stop = min(len(folded), unit + UNIT_LENGTH)
    match = None if low else pattern.match(folded, 0, stop)
    if match and match.end() > unit:
        return reader(folded, match)
    reached = match.end() if match else low
    for before in BEFORE_NUMBER.finditer(folded, max(0, low - 1), stop):
        if before.end() >= reached and (match := pattern.match(folded, before.end(), stop)):
            reached = match.end()
            if reached > unit:
                return reader(folded, match)
    return None


def _read(reader: _Reader, folded: str, match: re.Match[str] | None) -> Duration | None:
    return reader(folded, match) if match else None

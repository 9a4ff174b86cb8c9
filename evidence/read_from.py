"""The sentences that a value was read from, whole, with the words that were read in them. Pure.

A quote is as short as a rule could make it ("15"): enough to check, and too little to read. Here is the one place that
turns it into what a person needs. What is told is always a verbatim slice of a passage that holds the quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from evidence.records import Passage, Quote
from evidence.sentences import closed_up, sentence_spans

JOINT: Final = " […] "
"""What stands between sentences that don't follow each other, or that may not."""


class Told(NamedTuple):
    """`text` is `passage[start:start + len(text)]`, one sentence or several; `marks` are the words read, within it."""

    passage: str
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]

    @property
    def end(self) -> int:
        """Where it ends in its passage."""
        return self.start + len(self.text)


def told_in(quotes: Iterable[Quote], passages: Iterable[Passage]) -> tuple[Told, ...]:
    """The sentences round the quotes of one value, in the order of the quotes; those in one sentence give it once.

    A quote that reaches over several sentences gives them all. A title, and what PubMed's indexing says, is a sentence
    of its own. Where the passage is gone or says something else by now, the quote's own words are all that is known.
    """
    texts = {passage.name: passage.text for passage in passages}
    found: list[Told] = []
    for quote in quotes:
        found = _joined(found, _told(quote, texts.get(quote.passage, "")), texts)
    return tuple(found)


def sentence_of(quote: Quote, passages: Iterable[Passage]) -> str:
    """The sentence, or the sentences, round one quote; see `told_in`."""
    (told,) = told_in((quote,), passages)
    return told.text


def on_one_line(told: Iterable[Told]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The sentences of a value as a cell has them, and where in that line the words stand that were read."""
    line, marks = "", list[tuple[int, int]]()
    for one in told:
        line += JOINT if line else ""
        marks += [(len(line) + start, len(line) + end) for start, end in one.marks]
        line += one.text
    return line, tuple(marks)


def _told(quote: Quote, text: str) -> Told:
    if text[quote.start : quote.end] != quote.text or quote.start < 0:
        return Told(quote.passage, quote.start, quote.text, ((0, len(quote.text)),))
    start, end = _bounds(quote, text)
    return Told(quote.passage, start, text[start:end], ((quote.start - start, quote.end - start),))


def _bounds(quote: Quote, text: str) -> tuple[int, int]:
    """Where the sentence begins that the quote begins in, and where that ends which it ends in."""
    if not quote.passage.startswith("abstract"):
        return 0, len(text)
    spans = _spans(text)
    start = max((begin for begin, _ in spans if begin <= quote.start), default=quote.start)
    return start, min((stop for _, stop in spans if stop >= quote.end), default=quote.end)


@lru_cache(maxsize=64)  # the quotes of a record are mostly in one passage
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(closed_up(text)))


def _joined(found: list[Told], new: Told, texts: Mapping[str, str]) -> list[Told]:
    """What was found, with one more: what overlaps becomes one, in the place of the first."""
    same = [one for one in found if one.passage == new.passage and _is_read(one, texts) and _is_read(new, texts)]
    touched = [one for one in same if one.start < new.end and new.start < one.end]
    if not touched or not new.text:
        return found if new in found else [*found, new]
    whole = _union([*touched, new], texts[new.passage])
    return [whole if one is touched[0] else one for one in found if one is touched[0] or one not in touched]


def _is_read(one: Told, texts: Mapping[str, str]) -> bool:
    """Whether it stands in the passage as it is today."""
    return texts.get(one.passage, "")[one.start : one.end] == one.text


def _union(parts: list[Told], text: str) -> Told:
    start, end = min(one.start for one in parts), max(one.end for one in parts)
    marks: list[tuple[int, int]] = []
    for begin, stop in sorted((one.start + begin, one.start + stop) for one in parts for begin, stop in one.marks):
        if marks and begin <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(stop, marks[-1][1]))
        else:
            marks.append((begin, stop))
    return Told(parts[0].passage, start, text[start:end], tuple((begin - start, stop - start) for begin, stop in marks))

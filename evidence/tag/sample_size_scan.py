"""One pass over a record for sample sizes: its text as one string, the numbers, and the cue words. Pure."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from evidence.records import Quote
from evidence.tag.numbers import Number, numbers
from evidence.tag.text import Sentence


class Cue(NamedTuple):
    """A cue word at `text[start:end]`; `kind` is its class in data/vocabulary (a unit, or randomised, excluded, …)."""

    start: int
    end: int
    kind: str


class Cues(NamedTuple):
    """The cues of one sentence: unit nouns, all others, and the classes of the others in alphabetical order."""

    units: list[Cue]
    others: list[Cue]
    kinds: list[str]
    of_studies: bool  # studies are counted, and no people


@cache
def _vocabulary() -> tuple[AhoCorasick, tuple[tuple[str, bool, bool], ...]]:
    """The automaton and, for each of its patterns: class, whether it is a unit, whether it must end a word."""
    folder = files("evidence.data") / "vocabulary"
    entries: dict[str, tuple[str, bool, bool]] = {}
    for kind, text in tomllib.loads((folder / "sample_size.toml").read_text("utf-8")).items():
        for stem in _stems(text):
            entries[stem.rstrip("$")] = (kind, False, stem.endswith("$"))
    for kind, text in tomllib.loads((folder / "units.toml").read_text("utf-8")).items():
        entries.update(dict.fromkeys(text.split(), (kind, True, True)))
    patterns = sorted(entries)
    # No DFA, though it is faster alone: it drives the other taggers' automata out of the processor's cache.
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(entries[p] for p in patterns)


def _stems(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from (stem for stem in line.strip().split("|") if stem)


class Scan:
    """The sentences of a record joined by newlines (which no folded sentence has), with numbers and cues in order.

    Cues are looked up sentence by sentence, when first asked for: most sentences have no number that may be a size.
    """

    __slots__ = ("_cues", "number_starts", "numbers", "sentences", "starts", "text")

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.sentences = tuple(sentences)
        self.starts: list[int] = []
        place = 0
        for sentence in self.sentences:
            self.starts.append(place)
            place += len(sentence.folded) + 1
        self.text = "\n".join([sentence.folded for sentence in self.sentences])
        self.numbers: list[Number] = numbers(self.text)
        self.number_starts = [number.start for number in self.numbers]
        self._cues: dict[int, Cues] = {}

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that a place stands in."""
        return bisect_right(self.starts, place) - 1

    def span(self, sentence: int) -> tuple[int, int]:
        """Start and end of a sentence in `text`."""
        start = self.starts[sentence]
        return start, start + len(self.sentences[sentence].folded)

    def cues(self, sentence: int) -> Cues:
        """The cues of a sentence."""
        found = self._cues.get(sentence)
        if found is None:
            found = self._cues[sentence] = _cues(self.sentences[sentence].folded, self.starts[sentence])
        return found

    def units_after(self, sentence: int, place: int, reach: int) -> list[Cue]:
        """The unit nouns of a sentence that begin at a place or up to `reach` characters behind it, first to last."""
        units = self.cues(sentence).units
        first = bisect_left(units, (place,))
        return units[first : bisect_left(units, (place + reach + 1,), first)]

    def units_before(self, sentence: int, place: int, reach: int) -> Iterator[Cue]:
        """The unit nouns of a sentence that begin at most `reach` characters before a place, last to first."""
        units = self.cues(sentence).units
        return reversed(units[bisect_left(units, (place - reach,)) : bisect_left(units, (place,))])

    def is_unit(self, sentence: int, place: int) -> bool:
        """Whether a unit noun begins at a place."""
        units = self.cues(sentence).units
        n = bisect_left(units, (place,))
        return n < len(units) and units[n].start == place

    def numbers_between(self, start: int, end: int) -> list[Number]:
        """The numbers that begin in `text[start:end]`."""
        return self.numbers[bisect_left(self.number_starts, start) : bisect_left(self.number_starts, end)]

    def quote(self, start: int, end: int) -> Quote:
        """The words of the passage at a span of `text`, which must lie in one sentence."""
        sentence = self.sentence_at(start)
        base = self.starts[sentence]
        return self.sentences[sentence].quote(start - base, end - base)


def _cues(folded: str, base: int) -> Cues:
    automaton, entries = _vocabulary()
    units: list[Cue] = []
    others: list[Cue] = []
    new = tuple.__new__  # a NamedTuple's own constructor takes twice the time
    for index, start, end in automaton.find_matches_as_indexes(folded):
        kind, unit, whole = entries[index]
        if start and folded[start - 1].isalnum():
            continue
        if whole and folded[end : end + 1].isalnum():
            continue
        (units if unit else others).append(new(Cue, (base + start, base + end, kind)))
    counted = {kind for _, _, kind in units}
    of_studies = "studies" in counted and not counted.intersection(("participants", "animals"))
    return new(Cues, (units, others, sorted({kind for _, _, kind in others}), of_studies))

"""One pass over a record for sample sizes: its text as one string, the numbers, and the cue words. Pure."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from evidence.tag.numbers import Number, numbers
from evidence.tag.text import Sentence

UNIT_CLASSES: Final = (
    "participants", "person", "animals", "eyes", "limbs", "sites", "donors", "embryos", "studies", "clusters",
    "families", "dyads", "samples", "events",
)  # fmt: skip


class Cue(NamedTuple):
    """A cue word at `text[start:end]`; `kind` is its class in data/vocabulary (a unit, or randomised, excluded, …)."""

    start: int
    end: int
    kind: str
    unit: bool


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
    return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), tuple(entries[p] for p in patterns)


def _stems(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from (stem for stem in line.strip().split("|") if stem)


class Scan:
    """The sentences of a record joined by newlines (which no folded sentence has), with numbers and cues in order."""

    __slots__ = ("cue_starts", "cues", "number_starts", "numbers", "sentences", "starts", "text")

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.sentences = tuple(sentences)
        self.starts: list[int] = []
        place = 0
        for sentence in self.sentences:
            self.starts.append(place)
            place += len(sentence.folded) + 1
        self.text = "\n".join(sentence.folded for sentence in self.sentences)
        self.numbers: list[Number] = numbers(self.text)
        self.number_starts = [number.start for number in self.numbers]
        self.cues = _cues(self.text)
        self.cue_starts = [cue.start for cue in self.cues]

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that a place stands in."""
        return bisect_right(self.starts, place) - 1

    def span(self, sentence: int) -> tuple[int, int]:
        """Start and end of a sentence in `text`."""
        start = self.starts[sentence]
        return start, start + len(self.sentences[sentence].folded)

    def cues_between(self, start: int, end: int) -> list[Cue]:
        """The cues that begin in `text[start:end]`."""
        return self.cues[bisect_left(self.cue_starts, start) : bisect_left(self.cue_starts, end)]

    def numbers_between(self, start: int, end: int) -> list[Number]:
        """The numbers that begin in `text[start:end]`."""
        return self.numbers[bisect_left(self.number_starts, start) : bisect_left(self.number_starts, end)]


def _cues(text: str) -> list[Cue]:
    automaton, entries = _vocabulary()
    found = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        kind, unit, whole = entries[index]
        if start and text[start - 1].isalnum():
            continue
        if whole and text[end : end + 1].isalnum():
            continue
        found.append(Cue(start, end, kind, unit))
    return found

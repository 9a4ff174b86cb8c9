"""One pass over a record for sample sizes: its text as one string, the numbers, and the cue words. Pure."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Final, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from evidence.folding import one_byte
from evidence.records import Quote
from evidence.tag.numbers import Number, numbers
from evidence.tag.text import Sentence


class Cue(NamedTuple):
    """A cue word at `text[start:end]`; `kind` is its class in data/vocabulary (a unit, or randomised, excluded, …)."""

    start: int
    end: int
    kind: str


class Cues(NamedTuple):
    """The cues of one sentence: unit nouns, all others, and the classes of the others."""

    units: list[Cue]
    others: list[Cue]
    kinds: set[str]
    of_studies: bool  # studies are counted, and no people


@cache
def _vocabulary() -> tuple[BytesAhoCorasick, tuple[tuple[str, bool, bool], ...]]:
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
    automaton = BytesAhoCorasick(map(one_byte, patterns), matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(entries[p] for p in patterns)


def _stems(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from (stem for stem in line.strip().split("|") if stem)


TEXT_WORDS: Final = frozenset(["review", "reviewed", "case report", "meta-analy", "in vitro", " rats", " mice"])
"""Words of the whole text that are weighed: "we reviewed the charts of" tells of people; a review does not."""
YEARLY: Final = ("each year", "every year", "per year", "annually", "yearly", "a year")
SO_FAR: Final = ("to date", "so far", "until now", "in the literature", "elsewhere", "worldwide", "around the world")
MATCHED: Final = ("propensity", "1:1", "one-to-one", "matched pairs", "one of each pair", "one member of each pair")
EQUALLY: Final = ("equal number of", "same number of", "similar number of", "identical number of")
PER_CASE: Final = (" controls", "each ", "for every", "each,")
NUMBERED: Final = ("patient 1", "case 1", "subject 1", "case no. 1", "patient no. 1", "patient number 1")
IN_ORDER: Final = ("the first case", "the first patient")
BY_LETTER: Final = ("patient b", "case b")
IN_MODEL: Final = ("virtual", "simulated", "hypothetical", "notional", "synthetic", "markov", "modelled", "modeled")
BEFORE_NOW: Final = (
    "literature", "been reported", "been described", "been published", "been documented", "been recorded",
    "published ", "reported cases", "pilot", "previous", "earlier", "already", "we had ",
)  # fmt: skip
SECONDS: Final = (
    "experiment 2", "experiment two", "experiment ii", "second experiment", "study 2", "study two", "study ii",
    "second study", "sample 2", "sample two", "second sample", "survey 2", "second survey",
)  # fmt: skip
LEFT_OUT: Final = (
    "leaving ", "remaining ", "exclu", "declin", "refus", "did not ", "which left ", "that left ", "eligible",
)  # fmt: skip
COMPLETED: Final = ("comple", "finish", "conclu", "evalua", "assessable", " leaving ", " rate ")
SPREAD: Final = ("rang", "varie", " size", "median of", "mean of", "average of", "number of", "between", "groups")
ASKING: Final = (
    "questionnaire", "survey", "mailed", "instrument", "invitation", "a form ", "the form ", "e-mail", " wrote to ",
)  # fmt: skip
RATES: Final = (" minute", " hour", " second", "/min", "/ min", "per min")
NEEDED: Final = (
    " every ", "needed to", "need to", "nnt", "nnh", "prevent", "avert", "avoid", " save", "have to be", "had to be",
    "must be",
)  # fmt: skip
# Without which no age, no equal number of controls, no matched pairs, nothing commonly known … need be looked for.
_GATES: Final = (
    "old",
    *EQUALLY,
    *YEARLY,
    *SO_FAR,
    *MATCHED,
    *PER_CASE,
    *NUMBERED,
    *IN_ORDER,
    *BY_LETTER,
    *IN_MODEL,
    *BEFORE_NOW,
    *SECONDS,
    *LEFT_OUT,
    *COMPLETED,
    *SPREAD,
    *ASKING,
    *NEEDED,
    *RATES,
)
_LOOKED_FOR: Final = (*sorted(TEXT_WORDS), *_GATES)
# Of more than a hundred words it would be no DFA by itself, and take four times as long.
_FIND_WORD: Final = BytesAhoCorasick(map(one_byte, _LOOKED_FOR), implementation=Implementation.DFA)


class Scan:
    """The sentences of a record, each with a newline behind it (which no folded sentence has): `text`.

    With numbers and cues in order. Cues are looked up sentence by sentence, when first asked for: most sentences have
    no number that may be a size. Whatever ends in `text` has a character behind it. `plain` is `text`, one byte a
    character. `words` are those of a few that stand in it: to look for each by itself takes as long as for all.
    """

    __slots__ = ("_cues", "number_starts", "numbers", "plain", "sentences", "starts", "text", "words")

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.sentences = tuple(sentences)
        texts = [sentence.folded for sentence in self.sentences]
        texts.append("")
        self.text = "\n".join(texts)
        self.plain = one_byte(self.text)
        self.starts: list[int] = list(accumulate([len(text) + 1 for text in texts[:-1]], initial=0))
        self.numbers: list[Number] = numbers(self.text, self.plain)
        self.number_starts = [number[0] for number in self.numbers]
        hits = _FIND_WORD.find_matches_as_indexes(self.plain, overlapping=True)
        self.words = {_LOOKED_FOR[hit[0]] for hit in hits}
        if "reviewed" in self.words and self.plain.count(b"review") == self.plain.count(b"reviewed"):
            self.words.remove("review")  # it is in no other word
        self._cues: dict[int, Cues] = {}

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that a place stands in."""
        return bisect_right(self.starts, place) - 1

    def span(self, sentence: int) -> tuple[int, int]:
        """Start and end of a sentence in `text`."""
        return self.starts[sentence], self.starts[sentence + 1] - 1

    def cues(self, sentence: int) -> Cues:
        """The cues of a sentence."""
        found = self._cues.get(sentence)
        if found is None:
            found = self._cues[sentence] = _cues(self.text, self.plain, *self.span(sentence))
        return found

    def reach_left(self, sentence: int, start: int, reach: int) -> int:
        """Where the words of a sentence right before a place begin, at most `reach` characters before it."""
        begin = self.starts[sentence]
        return start - reach if start - reach > begin else begin

    def left_of(self, sentence: int, start: int, reach: int) -> str:
        """The words of a sentence right before a place, at most `reach` characters."""
        return self.text[self.reach_left(sentence, start, reach) : start]

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
        return self.quote_in(self.sentence_at(start), start, end)

    def quote_in(self, sentence: int, start: int, end: int) -> Quote:
        """The same of a sentence that is known."""
        base = self.starts[sentence]
        return self.sentences[sentence].quote(start - base, end - base)


def _cues(text: str, plain: bytes, base: int, stop: int) -> Cues:
    """The cues of the sentence `text[base:stop]`; `plain` is the text, one byte a character."""
    automaton, entries = _vocabulary()
    units: list[Cue] = []
    others: list[Cue] = []
    of_studies = of_people = False
    new = tuple.__new__  # a NamedTuple's own constructor takes twice the time
    for index, first, last in automaton.find_matches_as_indexes(plain[base:stop]):
        begin, end = base + first, base + last
        if text[begin - 1].isalnum():  # at the very start that is the newline at the end
            continue
        kind, unit, whole = entries[index]
        if whole and (text[end].isalnum() or (text[end] == "'" and text.startswith("s ", end + 1))):
            continue  # "38 children's hospitals" are hospitals
        if not unit:
            others.append(new(Cue, (begin, end, kind)))
            continue
        units.append(new(Cue, (begin, end, kind)))
        if kind == "studies":
            of_studies = True
        elif kind in ("participants", "animals"):
            of_people = True
    return new(Cues, (units, others, {cue[2] for cue in others}, of_studies and not of_people))

"""Cues of a study design: one pass over a text finds every phrase of the vocabulary. Reads package data once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from itertools import product
from typing import Any, Final, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from evidence.folding import one_byte
from evidence.tag.text import Sentence

# What phrases are matched against: punctuation and hyphens are one space each, z is s. One character for one.
PLAIN: Final = str.maketrans("z", "s") | str.maketrans(dict.fromkeys("-()[]{}.;/\"'", " "))
_PLAIN_BYTES: Final = bytes.maketrans(b"z-()[]{}.;/\"'", b"s" + 12 * b" ")
_LETTERS: Final = bytes(n if 97 <= n <= 122 else 32 for n in range(256))  # all but a to z is a space
_WRITTEN: Final = {letter: to for letter, to in PLAIN.items() if chr(letter) not in "{}"}
# Whether a letter or a digit stands there: after one of these a phrase is only the beginning of a longer word.
_ALNUM: Final = tuple(chr(number).isalnum() for number in range(256))
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")


class Cue(NamedTuple):
    """A phrase of the vocabulary found in a sentence: `sentence.folded[start:end]`, and the signs that it is of."""

    signs: tuple[str, ...]
    sentence: int
    start: int
    end: int


class More(NamedTuple):
    """What few phrases have besides signs: one of `GATED`, one of `MOVING`."""

    gated: bool
    moving: bool


Meaning = tuple[tuple[str, ...], More | None]
"""What a phrase shows: its signs, and what else it has."""


class _Lexicon:
    """The phrases, each by its number: what it shows, and whether it must end where a word does."""

    def __init__(self, signs: dict[str, list[str]], open_ended: set[str]) -> None:
        self.automaton = BytesAhoCorasick(
            [text.encode("latin-1") for text in signs], matchkind=MatchKind.LeftmostLongest
        )
        self.whole = [text not in open_ended for text in signs]
        self._own, self._texts = signs, list(signs)
        # What a phrase shows is worked out when it is first met: most never are. What shows the same is one object, so
        # that all there are fit into the processor's cache.
        self.meaning: list[Meaning | None] = [None] * len(signs)
        self._met: dict[Meaning, Meaning] = {}

    def mean(self, number: int) -> Meaning:
        """What a phrase shows, what the phrases inside it show too."""
        text = self._texts[number]
        own = self._own[text]
        inside = [] if _TRAPS.intersection(own) else _implied(text, self._own)
        signs = tuple(dict.fromkeys((*own, *inside)))
        more = More(not GATED.isdisjoint(signs), not MOVING.isdisjoint(signs))
        meaning: Meaning = (signs, more if any(more) else None)
        self.meaning[number] = meaning = self._met.setdefault(meaning, meaning)
        return meaning


# Signs that mean more, or something else, with the words around them: see evidence.tag.design.following.
GATED: Final = frozenset(
    "telling aged this_paper humans some_cases animals random_trial random_trials random_allocated random_word".split()
)
# Signs that move a sentence to another zone: see evidence.tag.design.signs.
MOVING: Final = frozenset(["calls", "others"])


def expand(phrase: str) -> Iterator[str]:
    """Every phrase that a pattern with {a|b|} choices stands for; a choice may hold another."""
    parts = _CHOICE.split(phrase)
    for chosen in product(*(part.split("|") for part in parts[1::2])):
        spelled = "".join(parts[:1] + [one for pair in zip(chosen, parts[2::2], strict=True) for one in pair])
        if "{" in spelled:
            yield from expand(spelled)
        else:
            yield spelled


@lru_cache(maxsize=1)
def tables() -> dict[str, dict[str, Any]]:
    """data/vocabulary/design.toml: group -> sign -> phrases; under "after" what a sign becomes by what follows it."""
    text = resources.files("evidence.data").joinpath("vocabulary/design.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def vocabulary() -> dict[str, tuple[str, ...]]:
    """The signs of data/vocabulary/design.toml, each with its phrases spelled out as they are matched.

    Raises:
        ValueError: a star stands anywhere but at the end of a phrase.
    """
    signs: dict[str, tuple[str, ...]] = {}
    for group, table in tables().items():
        if group == "after":
            continue
        for sign, phrases in table.items():
            spelled = dict.fromkeys(phrase for pattern in phrases for phrase in expand(pattern.translate(_WRITTEN)))
            if sign.startswith("random_"):
                spelled |= {p.replace("randomised ", "randomised, ", 1): None for p in spelled if "randomised " in p}
            if wrong := [phrase for phrase in spelled if "*" in phrase[:-1]]:
                raise ValueError(f"vocabulary/design.toml, {group}.{sign}: a star inside {wrong[0]!r}")
            signs[sign] = tuple(spelled)
    return signs


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    signs: dict[str, list[str]] = {}
    open_ended: set[str] = set()
    for sign, phrases in vocabulary().items():
        for phrase in phrases:
            text = " " + phrase.strip()
            if text[-1] == "*":
                text = text[:-1]
                open_ended.add(text)
            signs.setdefault(text, []).append(sign)
    return _Lexicon(signs, open_ended)


# Signs whose phrases hide what they hold: "without a control group" is no control group.
_TRAPS: Final = frozenset(
    "blind_assess placebo_not nothing random_sampling random_called random_trials random_not random_quasi no_control "
    "meta_called meta_not patients_sample case_reviewed animal_model animal_besides historical_control polled "
    "preference_design".split()
)
# Signs that are never read off a part of a longer phrase; random allocation is, where the phrase is of other things.
_NEVER_INSIDE: Final = (
    "random_",
    "calls",
    "others",
    "nothing",
    "conduct",
    "telling",
    "aged",
    "this_paper",
    "number_of",
)


def _implied(phrase: str, signs: dict[str, list[str]]) -> list[str]:
    """The signs of words and phrases inside a longer phrase, which the longest match would hide."""
    cuts = [n for n, letter in enumerate(phrase) if letter == " "] + [len(phrase)]
    inside: list[str] = []
    for n, start in enumerate(cuts):
        for stop in cuts[n + 1 :]:
            found = signs.get(phrase[start:stop])
            if found and stop - start < len(phrase):
                inside += found
    own = signs[phrase]
    if "retrospective" in own or "no_review" in own:  # records are reviewed, not the literature
        inside = [sign for sign in inside if sign not in ("review_word", "review_self", "discussed", "searching")]
    never = _NEVER_INSIDE if any(sign.startswith("random_") for sign in own) else _NEVER_INSIDE[1:]
    return [sign for sign in inside if not sign.startswith(never)]


def _plain(text: str) -> bytes:
    """The text as `PLAIN` has it, one byte a character: what Latin 1 lacks is a question mark."""
    return one_byte(text).translate(_PLAIN_BYTES)


def words_of(folded: str) -> list[bytes]:
    """The words of a folded text: letters alone, in lower case, z as s."""
    return _plain(folded).translate(_LETTERS).split()


class Found(NamedTuple):
    """The cues of a record in order, the places among them of those `GATED` and `MOVING`, each of its words once."""

    cues: list[Cue]
    gated: list[int]
    moving: list[int]
    words: frozenset[bytes]

    def note(self, more: More) -> None:
        """Take in what the next cue has besides its signs."""
        if more.gated:
            self.gated.append(len(self.cues))
        if more.moving:
            self.moving.append(len(self.cues))

    def bring_out(self, meaning: Meaning, sentence: int, start: int, end: int) -> None:
        """Add a cue that a match which ends inside a word hid."""
        signs, more = meaning
        if more:
            self.note(more)
        self.cues.append(Cue(signs, sentence, start, end))


def cues(sentences: tuple[Sentence, ...]) -> Found:
    """All cues of some sentences, the longest at each place, and their words: letters alone, in lower case, z as s."""
    lexicon = _lexicon()
    meaning, whole = lexicon.meaning, lexicon.whole
    texts = [sentence.folded for sentence in sentences]
    text = _plain("\n " + "\n ".join(texts) + "\n")
    found = Found([], [], [], frozenset(text.translate(_LETTERS).split()))  # here, where a repeated word costs least
    number, begin, after = -1, 0, 0  # the sentence we are in: its number, where it begins, where the next begins
    add, new, alnum = found.cues.append, tuple.__new__, _ALNUM  # a NamedTuple's own constructor takes twice the time
    cues_so_far, gated, moving, _ = found
    for pattern, start, stop in lexicon.automaton.find_matches_as_indexes(text):
        while start + 1 >= after:
            number += 1
            begin = after + 2
            after = begin + len(texts[number])
        end = stop
        if alnum[text[stop]]:
            if whole[pattern]:
                for spot, first, last in _hidden(text, start + 1, stop):
                    found.bring_out(meaning[spot] or lexicon.mean(spot), number, first - begin, last - begin)
                continue
            end = _word_end(text, stop)
        signs, more = meaning[pattern] or lexicon.mean(pattern)
        if more:  # as `note`, whose call would take longer than all that it does
            if more[0]:
                gated.append(len(cues_so_far))
            if more[1]:
                moving.append(len(cues_so_far))
        add(new(Cue, (signs, number, start + 1 - begin, end - begin)))
    return found


def _word_end(text: bytes, end: int) -> int:
    """Where the word that an open-ended phrase broke off in ends; not looked for beyond 24 letters."""
    stop = end + 24 if end + 24 < len(text) else len(text)
    while end < stop and _ALNUM[text[end]]:
        end += 1
    return end


_REACH: Final = 60  # how far beyond a failed match one that it hid may go


def _hidden(text: bytes, begin: int, end: int) -> list[tuple[int, int, int]]:
    """What a match that ends inside a word hid: "we review" hides "reviewed the files"."""
    if text.find(b" ", begin, end) < 0:
        return []  # one word: every other match would begin later
    lexicon = _lexicon()
    stop = min(end + _REACH, text.index(b"\n", end))
    out = []
    for pattern, start, last in lexicon.automaton.find_matches_as_indexes(text[begin:stop]):
        if start + begin >= end:
            break
        after = last + begin
        if not (lexicon.whole[pattern] and _ALNUM[text[after]]):
            out.append((pattern, start + begin + 1, after))
    return out

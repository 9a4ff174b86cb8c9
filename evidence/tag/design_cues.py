"""Cues of a study design: one pass over a text finds every phrase of the vocabulary. Reads package data once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from evidence.tag.text import Sentence

# What phrases are matched against: punctuation and hyphens are one space each, z is s. One character for one.
PLAIN: Final = str.maketrans("z", "s") | str.maketrans(dict.fromkeys("-()[]{}.;:/\"'", " "))
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")


class Cue(NamedTuple):
    """A phrase of the vocabulary found in a sentence: `sentence.folded[start:end]`, and the signs that it is of."""

    signs: tuple[str, ...]
    sentence: int
    start: int
    end: int


class _Lexicon(NamedTuple):
    automaton: AhoCorasick
    signs: tuple[tuple[str, ...], ...]
    lengths: tuple[int, ...]
    whole: tuple[bool, ...]


def expand(phrase: str) -> Iterator[str]:
    """Every phrase that a pattern with {a|b|} choices stands for."""
    choice = _CHOICE.search(phrase)
    if choice is None:
        yield phrase
        return
    for chosen in choice[1].split("|"):
        yield from expand(phrase[: choice.start()] + chosen + phrase[choice.end() :])


def vocabulary() -> dict[str, tuple[str, ...]]:
    """The signs of data/vocabulary/design.toml, each with its phrases spelled out as they are matched.

    Raises:
        ValueError: a star stands anywhere but at the end of a phrase.
    """
    text = resources.files("evidence.data").joinpath("vocabulary/design.toml").read_text(encoding="utf-8")
    signs: dict[str, tuple[str, ...]] = {}
    for group, table in tomllib.loads(text).items():
        if group == "after":
            continue
        if group == "words":
            signs |= {f"w.{word}": (word.translate(PLAIN),) for word in table["w"].split()}
            continue
        for sign, phrases in table.items():
            spelled = dict.fromkeys(phrase.translate(PLAIN) for pattern in phrases for phrase in expand(pattern))
            spelled |= {
                p.replace("randomised ", "randomised, ", 1): None for p in spelled if p.startswith("randomised ")
            }
            if wrong := [phrase for phrase in spelled if "*" in phrase[:-1]]:
                raise ValueError(f"vocabulary/design.toml, {group}.{sign}: a star inside {wrong[0]!r}")
            signs[sign] = tuple(spelled)
    return signs


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    signs: dict[str, list[str]] = {}
    for sign, phrases in vocabulary().items():
        for phrase in phrases:
            signs.setdefault(" " + phrase.strip(), []).append(sign)
    for phrase, own in signs.items():
        if _TRAPS.intersection(own):
            continue
        own += dict.fromkeys(sign for sign in _implied(phrase, signs) if sign not in own)
    patterns = [phrase.removesuffix("*") for phrase in signs]
    return _Lexicon(
        AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest),
        tuple(map(tuple, signs.values())),
        tuple(map(len, patterns)),
        tuple(not phrase.endswith("*") for phrase in signs),
    )


_TRAPS: Final = frozenset(["blind_assess", "placebo_not", "nothing", "random_sampling"])  # these hide what they hold
# Kept when a longer phrase hides them; of others, the longer phrase says what there is to say.
_INSIDE: Final = frozenset(
    "humans animals placebo review_word trial_word blind_triple blind_double blind_single blind_open crossover parallel "
    "factorial multicentre single_centre prospective retrospective phase pilot sham".split()
)


def _implied(phrase: str, signs: dict[str, list[str]]) -> list[str]:
    """The signs of words and phrases inside a longer phrase, which the longest match would hide."""
    words = phrase.removesuffix("*").split()
    spans = (" " + " ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, len(words) + 1))
    inside = (s for span in spans if span != phrase for s in signs.get(span, ()))
    return [s for s in inside if s in _INSIDE or s.startswith("w.")]


def cues(sentences: tuple[Sentence, ...]) -> list[Cue]:
    """All cues of some sentences, in order; the longest at each place."""
    lexicon = _lexicon()
    texts = [sentence.folded for sentence in sentences]
    text = ("\n " + "\n ".join(texts) + "\n").translate(PLAIN)
    found: list[Cue] = []
    number, begin, after = -1, 0, 0  # the sentence we are in: its number, where it begins, where the next begins
    for pattern, start, end in lexicon.automaton.find_matches_as_indexes(text):
        if lexicon.whole[pattern] and text[end].isalnum():
            continue
        while start + 1 >= after:
            number += 1
            begin = after + 2
            after = begin + len(texts[number])
        found.append(Cue(lexicon.signs[pattern], number, start + 1 - begin, end - begin))
    return found

"""The spellings that mean what was typed: British, American; solid, hyphened, apart; Greek.

Variants are found when a query is read, not when a record is stored: the index keeps the text as published, a new rule
needs no rebuild, and `--explain` can show what was looked for. Words are compared after `tokens`, which splits as the
full-text index does (unicode61): letters and digits are a word, all else parts words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, product
from typing import Final

from evidence.spelling_rules import spelling_rules
from evidence.store import greek

MOST: Final = 24
"""Variants of one phrase that are looked for, at most; the typed one is the first."""


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    replacement: str


@dataclass(frozen=True, slots=True)
class _Rules:
    words: tuple[_Rule, ...]
    keep: tuple[str, ...]
    joined: dict[str, tuple[str, str]]  # followup -> (follow, up)
    prefixed: re.Pattern[str]
    solid: tuple[str, ...]


def tokens(text: str) -> list[str]:
    """The words of a text as the index splits them, in lower case; marks and apostrophes part them."""
    composed = unicodedata.normalize("NFC", text).replace("İ", "I")  # whose small letter would be two characters
    return re.findall(r"[^\W_]+", composed.lower())


def variants(text: str, *, prefix: bool = False) -> tuple[tuple[str, ...], ...]:
    """The word sequences that mean `text`, the typed one first; at most `MOST`.

    "Randomised trial" gives (randomised, trial), (randomized, trial); `followup` gives (followup,), (follow, up).
    With `prefix` the last word is a beginning, which is respelled where it is long enough to be known.
    """
    words = tuple(tokens(text))
    if not words:
        return ()
    sequences = tuple(dict.fromkeys(greek.forms(words, prefix=prefix)))
    each = max(2, MOST // (2 * len(sequences)))  # of each way to write its letters; half the room is for the joints
    spelt = (islice(_respelt(sequence, prefix=prefix), each) for sequence in sequences)
    found = dict.fromkeys(chain.from_iterable(spelt))
    joined = [_other_joint(sequence, hyphened="-" in text) for sequence in found]
    found.update(dict.fromkeys(other for other in joined if other))
    return tuple(islice(found, MOST))


def compound(first: str, second: str) -> str | None:
    """The solid word of two words typed side by side: follow, up gives followup; None where they are just two words."""
    solid = first.lower() + second.lower()
    return solid if _rules().joined.get(solid) == (first.lower(), second.lower()) else greek.solid(first, second)


def _respelt(words: tuple[str, ...], *, prefix: bool) -> Iterator[tuple[str, ...]]:
    last = len(words) - 1
    return product(*(_spellings(word, prefix=prefix and at == last) for at, word in enumerate(words)))


@lru_cache(maxsize=1024)  # a phrase is respelled once for each way to write its Greek letters
def _spellings(word: str, *, prefix: bool) -> tuple[str, ...]:
    """The word, then each other spelling; the rules of endings also take a beginning that breaks off at is/iz."""
    return tuple(_each_spelling(word, prefix=prefix))


def _each_spelling(word: str, *, prefix: bool) -> Iterator[str]:
    yield word
    if len(word) < 4 or any(word.startswith(kept) for kept in _rules().keep):
        return
    if prefix and len(word) > 5 and word.endswith(("is", "iz")):
        yield word[:-1] + ("z" if word.endswith("s") else "s")
    for rule in _rules().words:
        other, changed = rule.pattern.subn(rule.replacement, word, count=1)
        if changed and other != word:
            yield other


def _other_joint(words: tuple[str, ...], *, hyphened: bool) -> tuple[str, ...] | None:
    """follow, up as followup and the other way round; in a longer phrase only what the vocabulary knows."""
    rules = _rules()
    if len(words) == 1:
        return _apart(words[0])
    for at in range(len(words) - 1):
        solid = words[at] + words[at + 1]
        if solid in rules.joined or (hyphened and len(words) == 2 and solid.isalpha() and len(solid) > 4):
            return (*words[:at], solid, *words[at + 2 :])
    for at, word in enumerate(words):
        if parts := _apart(word):
            return (*words[:at], *parts, *words[at + 1 :])
    return None


def _apart(word: str) -> tuple[str, ...] | None:
    rules = _rules()
    if word in rules.joined:
        return rules.joined[word]
    if any(word.startswith(solid) for solid in rules.solid):
        return None
    found = rules.prefixed.fullmatch(word)
    return (found[1], found[2]) if found else None


@cache
def _rules() -> _Rules:
    told = spelling_rules()
    return _Rules(
        words=tuple(_Rule(re.compile(pattern), written) for pattern, written in told.words),
        keep=told.keep,
        joined={first + second: (first, second) for first, second in told.compounds},
        prefixed=re.compile(f"({'|'.join(told.prefixes)})([a-z]{{5,}})"),
        solid=told.solid,
    )

r"""Patterns that could take forever: found by their parts, before any text is read. Pure.

Python tries a pattern in all ways there are until one fits. Three kinds of pattern have far too many ways to fail:

- Repetitions within a repetition that can take the same characters, such as `(\w+ ?)+x`: the ways double with each
  character. Found exactly: two ways of reading the same characters lead from a place in a loop back to it.
- Repetitions side by side that can take the same characters, such as `.*.*x` or `\d*\d*\d*x`: the ways grow as the
  third or a higher power of the length. Too many are three that run through words (the search itself is one of them, as
  it begins anywhere), three within a word, or four of any kind, short ones such as `\w{1,9}` among them; four where one
  character parts them that they can take.
- Parts side by side that can each be left out, or be of several lengths, and take the same characters, such as `a?` or
  `(?:a|aa)` thirty times: the ways double with each part. `_MOST_LEFT_OUT` of them are let through, `_MOST_WAYS` on a
  text of one character, and `_MOST_FORKS` times that two ways part and meet again, whatever the characters.

Two repetitions side by side are left alone, since `\d+.*patients` is what people write: the sentence, and its words,
are bounded where the pattern is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, product
from typing import Final, NamedTuple

from evidence.tag.pattern_signs import Signs, signs_of

_WORDS: Final = "a "  # a repetition that can take both goes through words
_MOST_LEFT_OUT: Final = 12  # some thousand ways
_MOST_WAYS: Final = 20_000  # no fewer than a pattern may have signs, so that a long word is none of them
_MOST_FORKS: Final = 4  # each takes three parts and more, so these are thousands of ways
_FEW: Final = 8  # repetitions of both kinds that one character parts; no ordinary pattern has more


def trouble(pattern: re.Pattern[str]) -> str | None:
    """Which repetitions of a pattern could take forever; None where none could.

    Raises:
        BadInput: its small repetitions make too many signs. RecursionError: it is nested too deeply.
    """
    signs = signs_of(pattern)
    several = r"several repetitions side by side can take the same characters, as in .*.* or \d*\d*\d*"
    if any(_doubles(signs, loop) for loop in signs.loops):
        return r"a repetition within a repetition can take the same characters, as in (\w+ ?)+"
    if _crowds(_Side(signs, signs.runs), same=3, most=3) or _crowds(_Side(signs, signs.runs, parted=True), 4, _FEW):
        return several
    if _crowds(_Side(signs, signs.runs | signs.spans), same=4, most=3):
        return several
    if _left_out_in_a_row(signs) > _MOST_LEFT_OUT:
        return "many parts side by side can be left out and take the same characters, as in a?a?a?"
    if _ways(signs) > _MOST_WAYS or _forks(signs) > _MOST_FORKS:
        return "many parts side by side can take the same characters in several lengths, as in (?:a|aa)(?:a|aa)"
    return None


def _ways(signs: Signs) -> int:
    """In how many ways at most a text of one character can be read from some sign on, repetitions taken once."""
    most = 0
    for letter in _unlike(_Side(signs, set(range(len(signs.letters))))):
        ways: dict[int, int] = {}
        for sign in reversed(range(len(signs.letters))):
            if letter in signs.letters[sign]:
                nexts = signs.follow[sign].items()
                ways[sign] = 1 + sum(times * ways.get(one, 0) for one, times in nexts if one > sign)
        most = max(most, *ways.values()) if ways else most
    return most


def _forks(signs: Signs) -> int:
    """How many times at most, one after the other, two ways part and meet again on the same characters.

    Signs and pairs of signs are taken in the order of the later sign, as all ways lead forward; what comes after too
    many is not looked at.
    """
    pairs = _Pairs(signs, [0] * len(signs.follow), [{} for _ in signs.follow])
    for one, other in combinations(signs.first, 2):
        pairs.lead([one], [other], 0)
    for sign in range(len(signs.follow)):
        if pairs.single[sign] > _MOST_FORKS:
            break
        pairs.go_on(sign)
    return max(pairs.single, default=0)


class _Pairs(NamedTuple):
    """The forks on the way to each sign, and to each pair of signs (by the later one) that read the same characters."""

    signs: Signs
    single: list[int]
    pairs: list[dict[int, int]]

    def go_on(self, sign: int) -> None:
        """Go from a sign, and from the pairs in which it is the later one, to all that can follow."""
        nexts = self._after(sign)
        for one in nexts:
            again = self.signs.follow[sign][one] > 1
            self.single[one] = max(self.single[one], self.single[sign] + again)
        for one, other in combinations(nexts, 2):
            self.lead([one], [other], self.single[sign])
        for early, forks in self.pairs[sign].items():
            self.lead(self._after(early), nexts, forks)
        self.pairs[sign].clear()

    def _after(self, sign: int) -> list[int]:
        return [one for one in self.signs.follow[sign] if one > sign]

    def lead(self, ones: Iterable[int], others: Iterable[int], forks: int) -> None:
        """Note that two ways, after so many forks, can be at any of these signs."""
        for one, other in product(ones, others):
            if one == other:
                self.single[one] = max(self.single[one], forks + 1)
            elif not self.signs.letters[one].isdisjoint(self.signs.letters[other]):
                early, late = min(one, other), max(one, other)
                self.pairs[late][early] = max(self.pairs[late].get(early, 0), forks)


def _left_out_in_a_row(signs: Signs) -> int:
    """How many signs at most follow each other that can each be left out for the next one to take its character."""
    row: dict[int, int] = {}
    for before in range(len(signs.follow)):
        nexts = signs.follow[before]
        for one in nexts:
            if one > before and any(other > one and other in nexts for other in signs.follow[one]):
                alike = not signs.letters[one].isdisjoint(signs.letters[before])
                row[one] = max(row.get(one, 1), row.get(before, 0) + 1 if alike else 1)
    return max(row.values(), default=0)


def _doubles(signs: Signs, loop: range) -> bool:
    """Whether two ways of reading the same characters lead from a sign of a loop back to it."""
    if any(signs.follow[one][other] > 1 for one in loop for other in signs.follow[one] if other in loop):
        return True
    seen: set[tuple[int, int]] = set()
    todo = [pair for sign in loop for pair in _pairs(signs, (sign, sign), loop) if pair[0] != pair[1]]
    while todo:
        pair = todo.pop()
        if pair[0] == pair[1]:
            return True
        if pair not in seen:
            seen.add(pair)
            todo += _pairs(signs, pair, loop)
    return False


def _pairs(signs: Signs, pair: tuple[int, int], loop: range) -> list[tuple[int, int]]:
    """The pairs of signs that can follow a pair on the same character, the lower sign first."""
    ones, others = ([sign for sign in signs.follow[one] if sign in loop] for one in pair)
    return [
        (min(one, other), max(one, other))
        for one in ones
        for other in others
        if one == other or not signs.letters[one].isdisjoint(signs.letters[other])
    ]


class _Side(NamedTuple):
    """Which repetitions stand side by side, or, if `parted`, with one sign between them that can be the character."""

    signs: Signs
    repeated: set[int]
    parted: bool = False

    def after(self, sign: int, letter: str) -> Iterator[int]:
        """The repetitions that can come next and take the character too."""
        for one in self.signs.follow[sign]:
            if one > sign and letter in self.signs.letters[one]:
                if one in self.repeated:
                    yield one
                elif self.parted:
                    yield from self._replace(parted=False).after(one, letter)


def _crowds(side: _Side, same: int, most: int) -> bool:
    """Whether `same` repetitions of one kind follow each other that can take one character, or more than `most`."""
    signs = side.signs

    @cache
    def too_many(sign: int, letter: str, before: tuple[bool, ...], count: int) -> bool:
        kinds = (*before, signs.letters[sign].issuperset(_WORDS) and sign in signs.runs)[-same:]
        if count > most or (len(kinds) == same and len(set(kinds)) == 1):
            return True
        return any(too_many(one, letter, kinds, count + 1) for one in side.after(sign, letter))

    # The search comes before what begins the pattern, and goes through words.
    return any(
        letter in signs.letters[sign] and too_many(sign, letter, (True,) if sign in signs.first else (), 1)
        for letter in _unlike(side)
        for sign in side.repeated
    )


def _unlike(side: _Side) -> Iterable[str]:
    """One of all the characters that the same signs can be; no space, as a text has no two in a row."""
    all_letters = side.signs.letters
    by_signs: dict[frozenset[int], str] = {}
    for letter in sorted({letter for sign in side.repeated for letter in all_letters[sign] if not letter.isspace()}):
        by_signs.setdefault(frozenset(n for n, letters in enumerate(all_letters) if letter in letters), letter)
    return by_signs.values()

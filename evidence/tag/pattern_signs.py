r"""A pattern as a graph: its signs, each with the characters that it can be, and which can follow which. Pure.

A sign is one place of a pattern that takes one character: `\d+ eyes` has six. Small repetitions are written out; what
Python never takes back, a possessive repetition, comes once. Places such as `\b` are passed over, so the graph can do
a little more than the pattern.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

from evidence.errors import BadInput

_LOOP: Final = 4  # a repetition of more than so many is as bad as one without end, inside another
_RUN: Final = 60  # a repetition of one sign up to so many times is a span, and costs less
_MOST: Final = 20_000  # signs; a list of a thousand names has as many
_SAMPLE: Final = frozenset(map(chr, range(32, 127))) | frozenset("\n\t\u00e9\u00a0\u2013\u2265\u00b5\u0663\u4e2d")
_CLASSES: Final = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip
_REPEATS: Final = (op.MAX_REPEAT, op.MIN_REPEAT)


class _Part(NamedTuple):
    """A part of a pattern: in how many ways it can be empty, and which signs begin and end it, in how many ways.

    Two stands for two and more.
    """

    empty: int
    first: Counter[int]
    last: Counter[int]


_NOTHING: Final = _Part(1, Counter(), Counter())


@dataclass
class Signs:
    """The signs of a pattern by number, in its order.

    Attributes:
        sample: characters, with all that the pattern names.
        ignores_case: whether A is a.
        letters: what each can be, of the sample.
        follow: which signs can follow each, and in how many ways (2: two or more).
        runs: the signs that are repeated by themselves, without end or nearly so.
        spans: those that are repeated a few times.
        loops: the signs of each outermost repetition, all of which can come again.
        first: those that can begin a match.
    """

    sample: frozenset[str]
    ignores_case: bool
    letters: list[frozenset[str]] = field(default_factory=list)
    follow: list[Counter[int]] = field(default_factory=list)
    runs: set[int] = field(default_factory=set)
    spans: set[int] = field(default_factory=set)
    loops: list[range] = field(default_factory=list)
    first: frozenset[int] = frozenset()

    def sequence(self, items: Iterable[Any]) -> _Part:
        """Read some parts that follow each other."""
        whole = _NOTHING
        for item in items:
            whole = self._then(whole, self._part(*item))
        return whole

    def _part(self, code: Any, told: Any) -> _Part:
        letters = self._one(code, told)
        if letters is not None:
            return self._sign(letters)
        if code is op.SUBPATTERN:
            return self.sequence(told[-1])
        if code is op.BRANCH:
            return _either([self.sequence(branch) for branch in told[1]])
        if code in _REPEATS:
            return self._repeat(*told)
        return self._seldom(code, told)

    def _seldom(self, code: Any, told: Any) -> _Part:
        if code in (op.ASSERT, op.ASSERT_NOT):
            return self._aside(told[1])
        if code is op.ATOMIC_GROUP:
            return self._then(self._aside(told), self.sequence(_once(told)))
        if code is op.POSSESSIVE_REPEAT:
            return self._kept(*told)
        if code is op.GROUPREF_EXISTS:
            return _either([self.sequence(branch or ()) for branch in told[1:]])
        return _NOTHING  # places such as \b, and words that came before

    def _sign(self, letters: frozenset[str]) -> _Part:
        if len(self.letters) >= _MOST:
            raise BadInput(f"its repetitions make more than {_MOST:,} characters", "repeat less")
        self.letters.append(letters | _cased(letters) if self.ignores_case else letters)
        self.follow.append(Counter())
        sign = len(self.letters) - 1
        return _Part(0, Counter([sign]), Counter([sign]))

    def _one(self, code: Any, told: Any) -> frozenset[str] | None:
        """What a part can be that is always one character; None for other parts."""
        if code is op.SUBPATTERN and len(told[-1]) == 1:
            return self._one(*told[-1][0])
        if code is op.BRANCH and all(len(branch) == 1 for branch in told[1]):
            some = [one for branch in told[1] if (one := self._one(*branch[0])) is not None]
            every = frozenset[str]().union(*some)
            return every if len(some) == len(told[1]) and len(every) == sum(map(len, some)) else None
        if code is op.ANY:
            return self.sample - {"\n"}
        if code in (op.LITERAL, op.NOT_LITERAL):
            return frozenset(chr(told)) if code is op.LITERAL else self.sample - {chr(told)}
        return _members(tuple(told), self.sample) if code is op.IN else None

    def _then(self, one: _Part, two: _Part) -> _Part:
        self._join(one.last, two.first)
        first, last = one.first + _times(one.empty, two.first), two.last + _times(two.empty, one.last)
        return _Part(min(one.empty * two.empty, 2), first, last)

    def _join(self, last: Counter[int], first: Counter[int]) -> None:
        for sign, ways in last.items():
            for following, more in first.items():
                self.follow[sign][following] = min(self.follow[sign][following] + ways * more, 2)

    def _repeat(self, least: int, most: int, body: Any) -> _Part:
        if most > _LOOP:
            before = self.sequence(body) if least > 1 else _NOTHING
            begin = len(self.letters)
            loop = self.sequence(body)
            again = 2 if loop.empty and least > 1 else 1  # taking nothing counts as once
            self._join(_times(again, loop.last), loop.first)
            if loop.empty:  # Python also tries one more time around that takes nothing
                loop = _Part(2, loop.first, _times(2, loop.last))
            if len(body) == 1 and self._one(*body[0]) is not None:
                (self.runs if most > _RUN else self.spans).add(begin)
            self.loops = [one for one in self.loops if one.start < begin] + [range(begin, len(self.letters))]
            return self._then(before, loop if least else _maybe(loop))
        rest = _NOTHING
        for number, one in reversed(list(enumerate([self.sequence(body) for _ in range(most)]))):
            rest = self._then(one, rest)  # from within: without the first there is no second
            rest = rest if number < least else _maybe(rest)
        return rest

    def _kept(self, least: int, most: int, body: Any) -> _Part:
        """A repetition that gives nothing back: its own tries, then one way through it."""
        tried = self._aside([(op.MAX_REPEAT, (least, most, body))])
        kept = self.sequence(_once(body))
        return self._then(tried, kept if least else _maybe(kept))

    def _aside(self, items: Iterable[Any]) -> _Part:
        """What is looked at and left: it has its own tries, and nothing comes after them."""
        return _Part(1, self.sequence(_without_end(items)).first, Counter())


def signs_of(pattern: re.Pattern[str]) -> Signs:
    """The signs of a pattern on lower-case text, without an end that can't fail: nothing is tried again after it.

    Raises:
        BadInput: its small repetitions make too many. RecursionError: it is nested too deeply.
    """
    parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    signs = Signs(_SAMPLE | frozenset(_named(parsed)), bool(parsed.state.flags & re.IGNORECASE))
    signs.first = frozenset(signs.sequence(_without_end(parsed)).first)
    return signs


def _named(told: Any) -> Iterator[str]:
    """The characters that a pattern names, the ends of its ranges too."""
    if isinstance(told, tuple) and len(told) == 2 and told[0] in (op.LITERAL, op.NOT_LITERAL, op.RANGE):
        yield from map(chr, told[1] if isinstance(told[1], tuple) else (told[1],))
    elif isinstance(told, tuple | list | _parser.SubPattern):
        for one in told:
            yield from _named(one)


@cache
def _members(items: tuple[Any, ...], sample: frozenset[str]) -> frozenset[str]:
    """What a class such as [^a-z,] can be."""
    found = frozenset(letter for letter in sample if any(_is(letter, *item) for item in items))
    return sample - found if items[0][0] is op.NEGATE else found


def _is(letter: str, code: Any, told: Any) -> bool:
    if code is op.RANGE:
        return bool(told[0] <= ord(letter) <= told[1])
    if code is op.CATEGORY:
        return bool(re.match(_CLASSES[str(told)], letter))
    return code is op.LITERAL and letter == chr(told)


def _cased(letters: frozenset[str]) -> frozenset[str]:
    return frozenset(case for letter in letters for case in (letter.lower(), letter.upper()))


def _times(ways: int, signs: Counter[int]) -> Counter[int]:
    return Counter({sign: min(ways * count, 2) for sign, count in signs.items()} if ways else {})


def _either(parts: Sequence[_Part]) -> _Part:
    first, last = Counter[int](), Counter[int]()
    for part in parts:
        first.update(part.first)
        last.update(part.last)
    return _Part(min(sum(part.empty for part in parts), 2), first, last)


def _maybe(part: _Part) -> _Part:
    return part._replace(empty=min(part.empty + 1, 2))


def _once(items: Iterable[Any]) -> Iterator[Any]:
    """Some parts with each repetition once."""
    for code, told in items:
        if code in (*_REPEATS, op.POSSESSIVE_REPEAT):
            yield from _once(told[2])
        elif code is op.SUBPATTERN:
            yield code, (*told[:-1], list(_once(told[-1])))
        else:
            yield code, told


def _without_end(items: Iterable[Any]) -> list[Any]:
    """Some parts up to where nothing can fail any more: `x.*` is no slower than `x`."""
    kept = list(items)
    while kept:
        code, told = kept.pop()
        if code in _REPEATS:
            least, _, body = told
            if least or len(body) > 1 or body[0][0] in (op.SUBPATTERN, op.BRANCH, *_REPEATS):
                return [*kept, (code, (least, max(least, 1), body))]
        elif code is op.SUBPATTERN:
            if rest := _without_end(told[-1]):
                return [*kept, (code, (*told[:-1], rest))]
        elif code is op.BRANCH:
            return [*kept, (code, (told[0], [_without_end(branch) for branch in told[1]]))]
        else:
            return [*kept, (code, told)]
    return kept

"""Numbers of a folded text with their offsets: digits in every dress, and number words. Pure.

`numbers` is one regular-expression pass for digits and one Aho-Corasick pass for number words; `text2num` is asked only
about runs of two and more number words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, MatchKind
from text_to_num import find_numbers  # type: ignore[import-untyped]  # ships no stubs

from evidence.folding import one_byte

Kind = Literal["digits", "decimal", "pointed", "word"]


class Number(NamedTuple):
    """A number at `folded[start:end]`.

    `kind` is `digits` (a whole number: 30, 1,204, 13 388, 463 million), `decimal` (7.5, .05), `pointed` (1.204 or
    1·204: `value` is the decimal; `thousands` the other reading, which holds only before people) or `word` (forty-two,
    a dozen).
    Digits that follow a letter (T2DM, CD34) are none. A sign, a percent sign and a unit are left outside. `after` is
    what stands right behind the number: "%", or a space and the letters of a word; "" where neither does.
    """

    start: int
    end: int
    value: int | float
    kind: Kind
    after: str

    @property
    def thousands(self) -> int:
        """The whole number that a pointed one is when its point separates thousands: 1.204 is 1204."""
        return round(self.value * 1000) if self.kind == "pointed" else int(self.value)


_START: Final = itemgetter(0)
_new: Final = tuple.__new__  # a NamedTuple's own constructor takes twice the time


def numbers(folded: str, plain: bytes | None = None) -> list[Number]:
    """The numbers of a folded text in the order of their places, none inside another; linear in its length.

    `plain` is the text, one byte a character, where it is at hand.
    """
    plain = one_byte(folded) if plain is None else plain
    found = _digits(folded, plain)
    hits = _NUMBER_WORDS.find_matches_as_indexes(plain)
    if not hits:
        return found
    if not _SCALES.isdisjoint([hit[0] for hit in hits]):
        found = [_scaled(folded, number) for number in found]
    words = _words(folded, hits)
    if words:
        found += words
        found.sort(key=_START)
    return found


# A run of digits with what may stand inside a number; most are plain digits and need no second look. It is looked for
# in a text whose digits are all 1 and whose letters are all a: only a pattern that begins with one character, which
# stands by itself, is searched for at full speed.
_ALIKE: Final = bytes.maketrans(b"0123456789abcdefghijklmnopqrstuvwxyz", 10 * b"1" + 26 * b"a")
_RUN: Final = re.compile(rb"(11*(?:[.,\xb7' ]1+)*)(?:%| a+)?")
_AFTER: Final = re.compile(r"%| [a-z]+")
# In a run: groups of three after one to three digits, one kind of separator; else digits with or without decimals.
_DIGITS: Final = re.compile(
    r"(\d{1,3}(?:(?:,\d{3})+|(?:'\d{3})+|(?: \d{3})+))(?!\d|[.\u00b7]\d)|(\d+)([.\u00b7]\d+)?", re.ASCII
)
_LEADING: Final = re.compile(r"[0-9]+")
_PLAIN_BEFORE: Final = frozenset(" (=<>[,;:/-+|\n")
_SCALED: Final = re.compile(r" (million|billion|thousand)\b")
_SCALE: Final = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# Before these words a space parts two numbers: the 2 and the 150 of "type 2 150 patients".
_LABEL: Final = re.compile(r"(?:type|phase|grade|stage|class|group|day|week|month|visit|covid)s?[ -]$")
_NOT_DIGIT: Final = re.compile(r"\D")
# "3,4-methylenedioxymethamphetamine", no length of time: "the 2,4-week results".
_LOCANTS: Final = re.compile(
    r"\d{1,2}(?:,\d{1,2})+-(?!(?:second|minute|month|hour|week|year|point|fold|times)s?\b)[a-z]{5}", re.ASCII
)
_GROUP: Final = 3  # digits that a point may part as thousands
_MOST_DIGITS: Final = 18  # longer ones are noise; int() and float() of endless digits are slow or raise


def _digits(folded: str, plain: bytes) -> list[Number]:
    """The numbers in digits; `plain` is the text, one byte a character."""
    found: list[Number] = []
    add = found.append
    new, plain_before = _new, _PLAIN_BEFORE
    plainly = _plainly
    for match in _RUN.finditer(plain.translate(_ALIKE)):
        start, end = match.span(1)
        if folded[start - 1] not in plain_before:  # at the very start that is the last character, and no harm done
            found += _odd(folded, start, end)
            continue
        read = plainly(folded[start:end])
        if read is None:
            found += _odd(folded, start, end)
            continue
        value, kind = read
        add(new(Number, (start, end, value, kind, folded[end : match.end()])))
    return found


@lru_cache(maxsize=4096)  # nineteen of twenty numbers are one of these
def _plainly(run: str) -> tuple[int | float, Kind] | None:
    """The value and kind of a run that is plain digits, or such with decimals; None for another."""
    if run.isdigit():
        return int(run[:_MOST_DIGITS]), "digits"
    whole, _, decimals = run.partition(".")
    if not decimals.isdigit() or not whole.isdigit() or len(run) > _MOST_DIGITS:
        return None
    return (float(run), "decimal") if len(decimals) != _GROUP else _decimal(whole, decimals)


def _odd(folded: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of a run that follows a letter or a point, or has more in it than digits."""
    before = folded[start - 1] if start else " "
    if before.isalnum():  # T2DM: the digits up to the first space belong to the name
        start = folded.find(" ", start, end) + 1
        if start == 0:
            return
    elif before in ".\u00b7" and not (start > 1 and folded[start - 2].isalnum()):
        size = _LEADING.match(folded, start, end)
        after = size.end() if size else end
        yield _number(folded, start - 1, after, _decimal("0", folded[start:after])[0], "decimal")
        start = after
    yield from _in_run(folded, start, end)


def _in_run(folded: str, start: int, end: int) -> Iterator[Number]:
    """The numbers of a run that has more in it than digits; those that say where groups of a molecule sit are none."""
    if folded.startswith("-", end) and _LOCANTS.match(folded, start):
        return
    for match in _DIGITS.finditer(folded, start, end):
        grouped, whole, decimals = match.groups()
        first, last = match.span()
        if grouped is not None:
            if " " in grouped and _LABEL.search(folded, max(0, first - 8), first):
                yield from _apart(folded, grouped, first)
                continue
            number = _number(folded, first, last, _whole(_NOT_DIGIT.sub("", grouped)), "digits")
        elif decimals is None:
            number = _number(folded, first, last, _whole(whole), "digits")
        else:
            value, kind = _decimal(whole, decimals[1:])
            number = _number(folded, first, last, value, kind)
        yield number


def _scaled(folded: str, number: Number) -> Number:
    """The number times the million, billion or thousand behind it; itself where none is."""
    scale = _SCALED.match(folded, number.end)
    if not scale:
        return number
    return _number(folded, number.start, scale.end(), round(number.value * _SCALE[scale[1]]), "digits")


def _number(folded: str, start: int, end: int, value: float, kind: Kind) -> Number:
    """A number with what stands right behind it."""
    after = _AFTER.match(folded, end)
    return _new(Number, (start, end, value, kind, after[0] if after else ""))


def _whole(digits: str) -> int | float:
    return int(digits[:_MOST_DIGITS])


def _decimal(whole: str, decimals: str) -> tuple[int | float, Kind]:
    """The value of a decimal; three digits after the point may be thousands."""
    kind: Kind = "pointed" if len(decimals) == 3 and len(whole) <= 3 and whole[0] != "0" else "decimal"
    return float(f"{whole[:_MOST_DIGITS]}.{decimals[:_MOST_DIGITS]}"), kind


def _apart(folded: str, grouped: str, start: int) -> Iterator[Number]:
    """The first group as a number of its own, and the rest."""
    head, _, rest = grouped.partition(" ")
    yield _number(folded, start, start + len(head), int(head), "digits")
    yield _number(folded, start + len(head) + 1, start + len(grouped), _whole(_NOT_DIGIT.sub("", rest)), "digits")


_VALUE: Final[dict[str, int]] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "ninty": 90,
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12,
}  # fmt: skip
_SPELT: Final = {"fourty": "forty", "ninty": "ninety"}
_NAMES: Final = sorted(_VALUE)
SMALL: Final = {word: _VALUE[word] for word in "one two three four five six seven eight nine ten eleven twelve".split()}
"""The numbers that are mostly written as words."""
_NUMBER_WORDS: Final = BytesAhoCorasick(map(one_byte, _NAMES), matchkind=MatchKind.LeftmostLongest)
# What may stand between the words of one number; "and" is for text2num to judge ("five and six" are two numbers).
_JOINTS: Final = frozenset([" ", "-", "- ", " -", " and ", "-and-", " and-", "-and "])
_SOME: Final = ("several ", "many ", "a few ", "some ")
_PARTS: Final = (("half a ", 2), ("quarter of a ", 4))
_VAGUE: Final = frozenset(["hundred", "dozen", *_SCALE])
_LONGEST_RUN: Final = 12  # words; a longer run is a list, or noise

_SCALES: Final = frozenset(map(_NAMES.index, _SCALE))

_Hit = tuple[int, int, int]
_Spot = tuple[int, int, str]


def _words(folded: str, hits: list[_Hit]) -> list[Number]:
    """Runs of number words, each run given to `text2num` unless it is a single word; `hits` are all in the text."""
    found: list[Number] = []
    run: list[_Spot] = []
    for index, start, end in hits:
        if (start and folded[start - 1].isalnum()) or not _stands_alone(folded, start, end):
            continue
        if run and (folded[run[-1][1] : start] not in _JOINTS or len(run) >= _LONGEST_RUN):
            found += _spoken(folded, run)
            run = []
        run.append((start, end, _NAMES[index]))
    if run:
        found += _spoken(folded, run)
    return found


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether no letter follows the match ("hundreds") and no digits own it ("463 million")."""
    if folded[end : end + 1].isalnum():
        return False
    return folded[start:end] not in _SCALE or not folded[max(0, start - 2) : start].strip().isdigit()


class _Word:
    """A token as `text2num` asks for it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self) -> str:
        return self._text

    def nt_separated(self, _previous: _Word) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def _spoken(folded: str, run: list[_Spot]) -> Iterator[Number]:
    """The numbers of a run of number words."""
    if len(run) == 1:
        start, end, word = run[0]
        if word in _VAGUE and folded.endswith(_SOME, 0, start):
            return  # nobody knows how many "several hundred" are
        for words, parts in _PARTS:
            if word in _VAGUE and folded.endswith(words, 0, start):
                yield _number(folded, start - len(words), end, _VALUE[word] // parts, "word")
                return
        yield _number(folded, start, end, _VALUE[word], "word")
        return
    spots: list[_Spot] = run[:1]
    for before, spot in pairwise(run):
        if "and" in folded[before[1] : spot[0]]:
            spots.append((before[1], spot[0], "and"))
        spots.append(spot)
    tokens = [_Word(_SPELT.get(word, word)) for _, _, word in spots]
    found = [(o.start, o.end, int(o.value)) for o in find_numbers(tokens, "en", threshold=0)]
    yield from _with_dozens(folded, found, spots)


def _with_dozens(folded: str, found: list[tuple[int, int, int]], spots: list[_Spot]) -> Iterator[Number]:
    """The numbers that `text2num` found, and the dozens, which it does not know: "two dozen" is 24."""
    ends = {end: (start, value) for start, end, value in found}
    dozens = [n for n, spot in enumerate(spots) if spot[2] == "dozen"]
    for place in dozens:
        first, times = ends.pop(place, (place, 1))
        ends[place + 1] = (first, 12 * times)
    for end, (first, value) in sorted(ends.items()):
        yield _number(folded, spots[first][0], spots[end - 1][1], value, "word")

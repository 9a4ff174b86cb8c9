"""What a design cue becomes by the words after it, and people by a number before them. Reads package data once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Final

from evidence.tag.design_cues import PLAIN, Cue
from evidence.tag.text import Sentence

_UNITS: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_NUMBERS: Final = {word: number for number, word in enumerate(_UNITS.split(), 2)} | {
    word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)
}
FEW: Final = 20  # so many patients are still told of one by one


def _counted(text: str, start: int) -> tuple[int, int]:
    """The number that people at `start` are counted with ("forty-two consecutive adult patients"), and where it begins.

    A number of 0 means that they aren't.
    """
    begin = start
    for word in reversed(text[max(start - 40, 0) : start].rsplit(" ", 3)):
        begin -= len(word)
        if word[-1:].isdecimal():
            digits = word[word.rfind("(") + 1 :].rpartition("=")[2].replace(",", "")
            return (int(digits), begin) if digits.isascii() and digits.isdecimal() else (0, start)
        if word:
            if number := _in_words(word):
                return number + (100 if "hundred " in text[max(start - 40, 0) : begin] else 0), begin
            if not word.replace("-", "").isalpha():
                break
        begin -= 1
    return 0, start


def _in_words(word: str) -> int:
    """The number that one word names, "forty-two" too; 0 where it names none."""
    tens, _, last = word.partition("-")
    return _NUMBERS[tens] + _NUMBERS.get(last, 0) if tens in _NUMBERS else 0


def _is_tail(text: str, start: int) -> bool:
    """Whether a number word at `start` is the end of a larger number: "ninety-two", "one hundred and two"."""
    return text[max(start - 12, 0) : start].endswith(("-", "hundred ", "hundred and ", "thousand "))


def _with_age(text: str, start: int) -> int:
    """Where the number before "-year-old" begins, so that a quote has it."""
    begin = start
    while (
        begin > 0 and start - begin < 4 and (text[begin - 1].isdigit() or (begin == start and text[begin - 1] == "-"))
    ):
        begin -= 1
    return begin


@lru_cache(maxsize=1)
def _follow_ups() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """What a cue becomes by what comes right after it: sign -> (the sign it then is, pattern)."""
    text = resources.files("evidence.data").joinpath("vocabulary/design.toml").read_text(encoding="utf-8")
    after = tomllib.loads(text)["after"]
    return {
        sign: tuple((becomes, re.compile(pattern)) for becomes, pattern in table.items())
        for sign, table in after.items()
    }


_GATED: Final = frozenset(["telling", "aged", "this_paper", "number_of", "humans"])


def with_what_follows(found: list[Cue], sentences: tuple[Sentence, ...]) -> list[Cue]:
    """The cues, those of [before] lengthened and renamed where the right words follow them."""
    after = _follow_ups()
    out = list(found)
    ungated = _GATED.isdisjoint
    for number in [n for n, cue in enumerate(found) if not ungated(cue[0])]:
        cue = found[number]
        text = sentences[cue.sentence].folded
        signs = cue.signs
        end = cue.end
        begin = cue.start
        for sign in signs:
            if sign in after:
                if sign == "number_of" and _is_tail(text, begin):
                    continue
                following = text[cue.end : cue.end + 90].translate(PLAIN)
                gap = len(following) - len(following.lstrip(" "))
                for becomes, pattern in after[sign]:
                    if match := pattern.match(following, gap):
                        signs, end = (*signs, becomes), cue.end + match.end()
                        begin = _with_age(text, begin)
                        break
            elif sign == "humans":
                number_of, begin = _counted(text, cue.start)
                if number_of:
                    signs = (
                        (*signs, "counted_people", "few_people") if 1 < number_of <= FEW else (*signs, "counted_people")
                    )
        if signs is not cue.signs:
            out[number] = Cue(signs, cue.sentence, begin, end)
    return out

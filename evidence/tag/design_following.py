"""What a design cue becomes by the words after it, and people by a number before them. Reads package data once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Final

from evidence.tag.design_cues import PLAIN, Cue
from evidence.tag.text import Sentence

_new: Final = tuple.__new__  # a NamedTuple's own constructor takes twice the time
_UNITS: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety hundred"
_NUMBERS: Final = {word: number for number, word in enumerate(_UNITS.split(), 2)} | {
    word: 10 * tens for tens, word in enumerate(_TENS.split(), 2)
}
FEW: Final = 20  # so many patients are still told of one by one
HANDFUL: Final = 12


def _counted(text: str, start: int) -> tuple[int, int]:
    """The number that people at `start` are counted with ("forty-two consecutive adult patients"), and where it begins.

    A number of 0 means that they aren't.
    """
    begin = start
    left = text[max(start - 40, 0) : start]
    words = left.rsplit(" ", 3)
    words.reverse()
    for word in words:
        begin -= len(word)
        if word:
            number = _NUMBERS.get(word) or (_in_words(word) if "-" in word else 0)
            if number:
                return number + (100 if "hundred " in text[max(start - 40, 0) : begin] else 0), begin
            if not word.isalpha():
                if word[-1].isdecimal():
                    digits = word[word.rfind("(") + 1 :].rpartition("=")[2].replace(",", "")
                    return (int(digits), begin) if digits.isascii() and digits.isdecimal() else (0, start)
                if not word.replace("-", "").isalpha():
                    break
        begin -= 1
    return 0, start


def _in_words(word: str) -> int:
    """The number that one word names, "forty-two" too; 0 where it names none."""
    tens, _, last = word.partition("-")
    return _NUMBERS[tens] + _NUMBERS.get(last, 0) if tens in _NUMBERS else 0


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


# Before a randomised trial: it is called for, or somebody else's.
_ADJECTIVE: Final = (
    r"(?: (?:double blind|prospective|multicent(?:er|re)|placebo controlled|well designed|controlled|long term"
    r"|and longer|large|small|published|previous|recent|prior|clinical))?"
)
_CALLED: Final = re.compile(
    r" (?:larger|large|further|future|more|additional|new|adequately powered|well designed|larger scale|large scale"
    rf"|prospective|definitive|high quality|bigger|ongoing|subsequent){_ADJECTIVE} $"
)
_OTHERS: Final = re.compile(
    r" (?:previous|prior|published|earlier|recent|several|many|few|most|existing|available|past|two|three|four|five|six"
    rf"|numerous|multiple|reported|various|other|no|both|some){_ADJECTIVE} $"
)


def _is_called(text: str, start: int, signs: tuple[str, ...]) -> bool:
    """Whether the randomised trial at `start` is one that is called for, or one of others."""
    before = " " + text[max(start - 44, 0) : start].translate(PLAIN)
    trial = "random_trial" in signs or "random_trials" in signs
    return _CALLED.search(before) is not None or (trial and _OTHERS.search(before) is not None)


def with_what_follows(found: list[Cue], gated: list[int], sentences: tuple[Sentence, ...]) -> list[Cue]:
    """The cues; those at `gated` lengthened and renamed where the right words stand around them."""
    for place in gated:
        cue = found[place]
        text = sentences[cue.sentence].folded
        if "humans" in cue.signs:
            found[place] = _people(cue, text)
        elif cue.signs[0].startswith("random_"):
            if text.startswith("randomi", cue.start) and _is_called(text, cue.start, cue.signs):
                found[place] = Cue(("random_called",), cue.sentence, cue.start, cue.end)
        elif "some_cases" in cue.signs:
            number, begin = _counted(text, cue.start)
            if 1 < number <= HANDFUL:
                found[place] = Cue((*cue.signs, *_handful(number)), cue.sentence, begin, cue.end)
        else:
            found[place] = _followed(cue, text)
    return found


def _people(cue: Cue, text: str) -> Cue:
    """People, who may be counted; and patients, who may be a handful."""
    number, begin = _counted(text, cue.start)
    if not number:
        return cue
    signs = (*cue.signs, "counted_people")
    if 1 < number <= FEW:
        signs = (*signs, "few_people")
        if number <= HANDFUL and text.startswith("patients", cue.start):
            signs = (*signs, *_handful(number))
    return _new(Cue, (signs, cue.sentence, begin, cue.end))


def _handful(number: int) -> tuple[str, ...]:
    """What so few patients or cases show: two or three are told of one by one."""
    return ("few_patients", "two_or_three") if number < 4 else ("few_patients",)


def _followed(cue: Cue, text: str) -> Cue:
    """What a cue becomes by the words right after it."""
    after = _follow_ups()
    for sign in cue.signs:
        if sign in after:
            following = text[cue.end : cue.end + 90].translate(PLAIN)
            gap = len(following) - len(following.lstrip(" "))
            for becomes, pattern in after[sign]:
                if match := pattern.match(following, gap):
                    begin = _with_age(text, cue.start)
                    return Cue((*cue.signs, becomes), cue.sentence, begin, cue.end + match.end())
    return cue

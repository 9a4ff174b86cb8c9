"""What a design cue becomes by the words after it, and people by a number before them. Reads package data once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Final

from evidence.tag.design_cues import PLAIN, Cue
from evidence.tag.text import Sentence

# A number that people are counted with: "30 patients", "forty-two consecutive adult patients".
_COUNTED: Final = re.compile(
    r"(?:\b\d[\d,]*|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|fifteen|sixteen|fourteen|thirteen|eighteen))(?: [a-z-]+){0,2} $"
)


_COUNTS: Final = tuple(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred fifteen sixteen fourteen thirteen eighteen ,".split()
)


def _is_counted(text: str, start: int) -> bool:
    """Whether people at `start` are counted; the pattern is tried only where one of three words before can count."""
    begin = max(start - 40, 0)
    for word in text[begin:start].rsplit(" ", 3)[:-1]:
        if word[-1:].isdecimal() or word.endswith(_COUNTS):
            return _COUNTED.search(text, begin, start) is not None
    return False


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
        for sign in signs:
            if sign in after:
                following = text[cue.end : cue.end + 90].translate(PLAIN)
                gap = len(following) - len(following.lstrip(" "))
                for becomes, pattern in after[sign]:
                    if match := pattern.match(following, gap):
                        signs, end = (*signs, becomes), cue.end + match.end()
                        break
            elif sign == "humans" and _is_counted(text, cue.start):
                signs = (*signs, "counted_people")
        if signs is not cue.signs:
            out[number] = Cue(signs, cue.sentence, _with_age(text, cue.start), end)
    return out

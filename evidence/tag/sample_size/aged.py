"""Ages that are told behind a person: "a woman of 61", "a retired baker aged 70", "a soldier of 23". Pure.

Nothing but the article says there that one person is told of, and the age would be taken for how many there were.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.scan import Scan

_WORDS: Final = r"(?:[a-z-]{1,24} )"
_WHO: Final = (
    r"(?:woman|man|girl|boy|lady|gentleman|housewife|schoolboy|schoolgirl|soldier|sailor|farmer|nurse|teacher|worker"
    r"|student|seamstress|dancer|butcher|baker|labourer|miner|widow|clerk|nun|priest|primigravida|multigravida|spinster)"
)
_ARTICLE: Final = re.compile(r"\b(?:an?|another) ")
_TAIL: Final = re.compile(
    rf"{_WORDS}{{0,4}}?(?:{_WHO},? (?:of|aged) |(?!(?:children|men|women|people),? aged )[a-z]{{2,20}}[a-rt-z],? aged )"
)
_BEFORE_AGE: Final = (" of ", "ged ")  # the last four characters of " of " and " aged "
_WHOLE: Final = 120  # characters of an article and its noun with all that stands between
OLDEST: Final = 105  # years
_MEANT: Final = re.compile(rf"(?<!one )(?<!single )\b{_WHO},? of$")


def aged_behind(scan: Scan) -> tuple[int, int] | None:
    """Where one person's age is told behind the noun; None where it nowhere is."""
    text = scan.text
    for start, end, value, _, _ in scan.numbers:
        if value > OLDEST or start < 4 or text[start - 4 : start] not in _BEFORE_AGE:
            continue
        begin = scan.reach_left(scan.sentence_at(start), start, _WHOLE)
        for found in _ARTICLE.finditer(text, begin, start):
            if _TAIL.fullmatch(text, found.end(), start):
                return found.start(), end
    return None


def is_age_of_one(tail: str) -> bool:
    """Whether the words before a number end in a person in the singular, so that it is an age: "woman of 61"."""
    return _MEANT.search(tail) is not None

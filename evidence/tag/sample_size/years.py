"""Four digits that are a year and no size: "in 2003", "the 2017 survey", "since 2003 women have had". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.months import MONTH_WORDS
from evidence.tag.numbers import Number

# "Compared with a 1991 survey", "the 2017 wave of a survey of people".
_OF_A_YEAR: Final = frozenset(
    f" {what}"
    for what in "survey wave census guideline guidelines edition outbreak epidemic pandemic report season conference "
    "meeting version revision criteria classification consensus act law earthquake round".split()
)
_YEAR: Final = re.compile(
    r"(?:\b(?:in|since|from|between|to|until|till|through|during|by|and|years?|of|copyright|"
    + "|".join(MONTH_WORDS)
    + r")|\(c\)|[-,(/\d\u00a9]) ?$"
)
# "Since 2003 women have had …", "from 2006 to 2010 parents were offered …", "From 2010 patients got …" (no digits of
# its own group: nobody writes "from 2,010 patients" so at the start of a sentence and means a year).
_SURELY_YEAR: Final = re.compile(
    r"(?:\bsince|\b(?:from|between|in) (?:19|20)\d\d (?:to|through|until|till|and)"
    r"|^(?:from|until|up to|after|before)) $"
)


_OF_TIME: Final = re.compile(
    r"\b(?:between|from|since|during|until|in)(?: (?:19|20)\d\d (?:and|to|through|until|till))? $"
)


def is_told_of_time(left: str) -> bool:
    """Whether the words before a number are those of a time: "between", "from 1985 to"; `left` are some of them."""
    return _OF_TIME.search(left) is not None


def looks_like_year(number: Number) -> bool:
    """Four plain digits of our times."""
    return number.end - number.start == 4 and number.kind == "digits" and 1900 <= number.value <= 2040


def is_year(number: Number, left: str, gap: int) -> bool:
    """A year: four such digits after a word of time, unless a unit noun follows at once (`gap` is then 1)."""
    if gap <= 1:
        return _SURELY_YEAR.search(left) is not None
    if left.endswith(" total of "):
        return False
    return looks_like_year(number) and (number.after in _OF_A_YEAR or bool(_YEAR.search(left)))

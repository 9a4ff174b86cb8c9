"""How many groups, places or controls there are, told by a word or by digits beside what each has. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.numbers import SMALL

SEVERAL: Final = {word: value for word, value in SMALL.items() if 1 < value < 9}
"""The words for as many groups as one study has."""
_VALUES: Final = SMALL | {"both": 2}


def so_many(told: re.Match[str]) -> int:
    """The number that the first group of a pattern which took part holds, "both" as two."""
    word = next(word for word in told.groups() if word)
    return _VALUES.get(word) or int(word)

"""A total and its parts, where one of the parts is written so that it is no part of a sum: "and one man". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from evidence.tag.sample_size_candidates import Mention

_ONE_MORE: Final = re.compile(
    r"[^.;:()]{0,60}?(?:,| and|, and) (?:one|1|a single|a) (?!of|to|in|day|week|month|year)[a-z]"
)
_ALL_OF: Final = re.compile(
    r"\b(?:whole|entire|total|overall|full|complete) (?:group|cohort|sample|series|population) \(?n ?= ?$"
)
_REACH: Final = 60
_MOST: Final = 5  # parts of a total
_PAIR: Final = 2  # "group 2" is a label oftener than a count


def is_total(text: str, parts: Sequence[Mention], found: Sequence[Mention]) -> bool:
    """Whether the first of some counts is all of the others: "four patients, three women and one man".

    One is no part of a sum, nor is "23 of them", so the parts that are written so are counted here. `found` are all
    counts of the record.
    """
    first, last = parts[0], parts[-1]
    if first.sentence != last.sentence:
        return False
    rest = sum([part.value for part in parts[1:]])
    if rest + 1 == first.value and _ONE_MORE.match(text[last.end : last.end + _REACH + 20]):
        return True
    if any(_ALL_OF.search(text, max(0, part.start - _REACH), part.start) for part in parts if part.form == "n="):
        return True
    if rest >= first.value:
        return False
    behind = [m for m in found if m.sentence == first.sentence and m.start > first.end and m.value > _PAIR]
    return any(
        sum([m.value for m in behind[:n]]) == first.value and parts[-1] in behind[:n] for n in range(2, _MOST + 1)
    )

"""Some groups of one size and one of another: "20 in three of the groups and 18 in the fourth". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from evidence.tag.sample_size.candidates import LIVING, Candidate, Mention, Ranked
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.so_many import SEVERAL, so_many

_MANY: Final = rf"({'|'.join(SEVERAL)}|[2-8])"
_IN_SOME: Final = re.compile(rf" in {_MANY} (?:of the )?(?:groups|arms|cells|cohorts)(?: each)?,? and $")
_IN_LAST: Final = re.compile(r" in the (?:third|fourth|fifth|sixth|seventh|eighth|ninth|other|last|remaining)\b")
_GROUPS_OF: Final = re.compile(rf"\b{_MANY} (?:groups|arms|cohorts) (?:of|with) $")
_AND_ONE_OF: Final = re.compile(r"(?: each)?,? and (?:one|a|1) (?:(?:group|arm|cohort|other) )?(?:of|with) $")
_REACH: Final = 40


def unequal(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """The sizes of several equal groups and one that is a little smaller or larger."""
    if "groups" not in scan.text and "arms" not in scan.text:
        return
    rows = [m for m in found if m.value > 1]  # "one group of 19" counts a group
    for first, second in pairwise(rows):
        if first.sentence != second.sentence or first.kind not in LIVING or second.percent is not None:
            continue
        many = _many(scan.text, first, second)
        if many:
            value = many * first.value + second.value
            working = f"{many} x {first.value} + {second.value} = {value}"
            yield Candidate(value, "times", (first, second), working)


def _many(text: str, first: Mention, second: Mention) -> int | None:
    """How many groups have the size of the first, where the second is that of one more; None where none are told."""
    begin = first.stop
    told = _IN_SOME.fullmatch(text, begin, second.start)
    end = second.stop
    if not told or not _IN_LAST.match(text, end):
        told = _GROUPS_OF.search(text, max(0, first.start - _REACH), first.start)
        if not told or not _AND_ONE_OF.fullmatch(text, begin, second.start):
            return None
    return so_many(told)


def with_unequal(best: Ranked) -> int | None:
    """The size of all where the best is one of some equal groups and another, or those without their number."""
    for _, candidate in best[1:]:
        if candidate.how == "times" and len(candidate.parts) > 1:
            return candidate.value if set(best[0][1].parts) <= set(candidate.parts) else None
    return None

"""Groups of those who were left: "of 94, 33 declined; the rest were assigned, 30 to cells and 31 to saline". Pure.

Nobody names those groups, and bare numbers are scores and doses far oftener: here the sums must agree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.apart import summed
from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.left import WERE_LEFT_OUT
from evidence.tag.sample_size.reached import DONE
from evidence.tag.sample_size.scan import LEFT_OUT, Scan

OF_THE_REST: Final = "noun, rest"
"""How such a sum comes about, as `summed` has it."""
_THE_REST: Final = re.compile(
    r"\b(?:the (?:rest|remainder|others|(?:other|remaining)(?: [a-z-]+){0,2})|all others)"
    r" (?:were|was|had|received|underwent|took|got)\b"
)
_WORDS: Final = ("the re", "others ", "the other ")
_GOT: Final = re.compile(
    r" (?:(?:were|was) (?:[a-z]+ly )?(?:assigned|allocated|randomi[sz]ed|given|treated|put)"
    r"|received|had|got|took|underwent)\b"
)
_FAR: Final = 2  # sentences in which all of it is told
_MOST: Final = 4  # groups behind, and numbers before, of which the first is the whole


def of_the_rest(scan: Scan, found: Sequence[Mention]) -> Iterator[Candidate]:
    """The sums of groups that come to those who were left of some told before them."""
    for _, groups in _flows(scan, found):
        yield summed(groups, OF_THE_REST)


def left_in_groups(scan: Scan, value: int, found: Sequence[Mention]) -> int | None:
    """How many were left of so many and put into groups that come to it; None where nobody says so.

    Not so of those who had been enrolled or randomised: they stay the sample, whoever was left out of an analysis.
    """
    for whole, groups in _flows(scan, found):
        if whole.value == value and whole.role not in DONE:
            return sum(m.value for m in groups)
    return None


def _flows(scan: Scan, found: Sequence[Mention]) -> Iterator[tuple[Mention, Sequence[Mention]]]:
    """Each number told first with the groups behind "the rest", or behind those left out, that are what was left."""
    if scan.words.isdisjoint(LEFT_OUT):
        return
    starts = [mention.start for mention in found]
    for begin, end in _turns(scan, found):
        sentence = scan.sentence_at(begin)
        last, first = bisect_left(starts, begin), bisect_left(starts, end)
        far = _FAR + (begin == scan.starts[sentence])  # groups of a sentence of their own: one more is before them
        before = [m for m in found[max(0, last - _MOST) : last] if sentence - m.sentence < far]
        behind = [m for m in found[first : first + _MOST] if m.sentence == sentence]
        for place in range(len(before) - 1):
            left = before[place].value - sum([m.value for m in before[place + 1 :]])
            for many in range(2, len(behind) + 1):
                groups = behind[:many]
                if sum([m.value for m in groups]) == left:
                    yield before[place], groups


def _turns(scan: Scan, found: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Where a text turns to those who were left: at "the rest were", and behind the last who were left out.

    Groups in brackets may be told in the next sentence: "14 were excluded. With X (n = 77) and without it (n = 126)".
    """
    if holds(scan.text, _WORDS):
        for rest in _THE_REST.finditer(scan.text):
            yield rest.span()
    for one, other in pairwise(found):
        if (
            one.sentence == other.sentence
            and _GOT.match(scan.text, other.end)
            and WERE_LEFT_OUT.search(scan.text, one.end, other.start)
        ):
            yield one.end, one.end
        if (
            other.sentence == one.sentence + 1
            and other.form == "n="
            and WERE_LEFT_OUT.search(scan.text, one.end, scan.starts[other.sentence])
        ):
            yield scan.starts[other.sentence], scan.starts[other.sentence]

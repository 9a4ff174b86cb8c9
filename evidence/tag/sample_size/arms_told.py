"""The arms that go with a total: groups told beside it or later that come to it. Pure.

"Sixty women took part. ... Thirty received the drug and thirty received none": the size is read from the total, the
arms from what is said of its parts. Men and women, or those with this and with that, are no arms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.counts import Counts
from evidence.tag.sample_size.scan import Scan
from evidence.values import Design

_MOST: Final = 6  # arms; more parts are a table of something else
_LEAST_PART: Final = 0.9  # of those told, who may be left in the arms: "305 were randomised: 150 to A, 151 to B"
_ROUND: Final = 60  # characters before the first and behind the last arm in which a group may be named
_GROUPED: Final = r"group|arms?\b|randomi|allocat|assign|allotted|divided|control|placebo"
_OF_GROUPS: Final = re.compile(rf"\b(?:{_GROUPED})")
# What tells of arms where there are some: in a series it tells of kinds of patients.
_OF_ARMS: Final = re.compile(
    rf"\b(?:{_GROUPED}|received|receiving|got\b|versus|vs\b|or\b|treated|treatment|intervention|underwent|undergo)"
)
_IN_ARMS: Final = frozenset(
    "rct quasi-randomised non-randomised-controlled historically-controlled cohort case-control animal".split()
)
_OF_PEOPLE: Final = re.compile(
    r"^ ?(?:\([^()]{1,12}\) )?(?:\w+ ){0,2}?(?:m(?:ale|en|an)s?\b|f(?:emales?)?\b|wom[ae]n|boys|girls|m\b|with\b)"
)
_LABELS: Final = ("group ", "groups ", "arm ", "arms ", "cohort ", "phase ", "type ", "stage ", "grade ", "part ")
_THEIRS: Final = ("limbs", "eyes", "sites", "samples")  # what those who are counted have
_ALIKE: Final = 3  # times as large as the smallest that the largest of groups is which are told one by one
_AT_ALL: Final = 20  # the same of those told side by side
_LATER: Final = 6  # sentences behind that of a total in which its groups may be told one by one
_WITH_PART: Final = ("a", "b")  # `armish`: words of an arm stand behind the number, or before its "n ="


def arms_of(counts: Counts, candidate: Candidate, design: Design | None) -> tuple[int, ...]:
    """The sizes of the arms as stated, in their order; () where none are told.

    For a size that was worked out they are its parts. For a told one, the counts of one sentence that come to it, or
    nearly, and are said to be those of groups; its own sentence first, then those behind, then those before.
    """
    how = candidate.how
    if how in ("told", "case"):
        words = _OF_ARMS if design is None or design.code in _IN_ARMS else _OF_GROUPS
        return _beside(counts, candidate, words) or _added(counts, candidate.value, words)
    if how.startswith("share"):
        return ()
    if how in ("times", "double"):
        return _repeated(candidate)
    return tuple(part.value for part in candidate.parts)


def _repeated(candidate: Candidate) -> tuple[int, ...]:
    """The arms of so many each, and one that is told apart."""
    rest = tuple(part.value for part in candidate.parts[1:])
    return (candidate.head.value,) * ((candidate.value - sum(rest)) // candidate.head.value) + rest


def _added(counts: Counts, total: int, words: re.Pattern[str]) -> tuple[int, ...]:
    """The parts of a sum, or of so many groups alike, that comes to a told total."""
    for other in counts.candidates:
        if other.value == total and other.how.startswith(("sum n=", "sum noun")):
            parts = list(other.parts)
            of_groups = words is _OF_ARMS or _are_of_groups(counts.scan, parts, words)
            if of_groups and not _are_people(counts.scan, parts):
                return tuple(part.value for part in other.parts)
    for other in counts.candidates:
        if other.value == total and other.how in ("times", "double"):
            return _repeated(other)
    return ()


def _beside(counts: Counts, candidate: Candidate, words: re.Pattern[str]) -> tuple[int, ...]:
    """The counts of one sentence that come to a told total and are said to be of groups."""
    if not candidate.parts:
        return ()
    own, rows = candidate.head.sentence, counts.rivals.rows
    order = sorted(rows, key=lambda sentence: (sentence < own, abs(sentence - own)))
    nearly: tuple[int, ...] = ()
    for sentence in order:
        row = [m for m in rows[sentence] if _may_be_arm(counts.scan, candidate, m)]
        for some, wholly in _runs(row, candidate.value):
            if (
                not _are_alike(some, _AT_ALL)
                or _are_people(counts.scan, some)
                or not _are_of_groups(counts.scan, some, words)
            ):
                continue
            sizes = tuple(m.value for m in some)
            if wholly:
                return sizes
            if not nearly and all(m.key or m.arm in _WITH_PART for m in some):
                nearly = sizes
    return nearly or _one_each(counts, candidate, words)


def _may_be_arm(scan: Scan, candidate: Candidate, mention: Mention) -> bool:
    """Whether a count may be of a part of those of a total: fewer, no limbs of people, and no "group 1"."""
    if mention.form == "over" or not 0 < mention.value < candidate.value:
        return False
    if mention.value == 1 and not mention.is_of_living:
        return False  # "eight took one dose"
    if mention.side == "right" and mention.kind in _THEIRS and mention.kind != candidate.head.kind:
        return False
    return not scan.text.endswith(_LABELS, 0, mention.start)


def _one_each(counts: Counts, candidate: Candidate, words: re.Pattern[str]) -> tuple[int, ...]:
    """The groups that two or three neighbouring sentences tell of, one each, and that come to the total."""
    own, rows = candidate.head.sentence, counts.rivals.rows
    told = [
        next((m for m in rows.get(sentence, ()) if _may_be_arm(counts.scan, candidate, m)), None)
        for sentence in range(own + 1, own + 1 + _LATER)
    ]
    for many in (2, 3):
        for first in range(len(told) - many + 1):
            some = [m for m in told[first : first + many] if m]
            if len(some) < many or sum([m.value for m in some]) != candidate.value or not _are_alike(some, _ALIKE):
                continue
            if all(_are_of_groups(counts.scan, [m], words) for m in some):
                return () if _are_people(counts.scan, some) else tuple(m.value for m in some)
    return ()


def _are_alike(some: list[Mention], times: int) -> bool:
    """Whether no count is so many times as large as another."""
    sizes = [m.value for m in some]
    return max(sizes) <= times * min(sizes)


def _runs(row: list[Mention], total: int) -> Iterator[tuple[list[Mention], bool]]:
    """Neighbours in a sentence that come to a total, or nearly to it; whether it is wholly."""
    least = _LEAST_PART * total
    for first in range(len(row) - 1):
        come_to = row[first].value
        for last in range(first + 1, min(len(row), first + _MOST)):
            come_to += row[last].value
            if come_to > total:
                break
            if come_to >= least:
                yield row[first : last + 1], come_to == total


def _are_of_groups(scan: Scan, some: list[Mention], words: re.Pattern[str]) -> bool:
    """Whether round some counts stand words of groups that were given something."""
    begin, end = scan.span(some[0].sentence)
    return words.search(scan.text, max(begin, some[0].start - _ROUND), min(end, some[-1].end + _ROUND)) is not None


def _are_people(scan: Scan, some: list[Mention]) -> bool:
    """Whether any of some counts is of men, of women, or of those with something."""
    return any(_OF_PEOPLE.match(scan.text[m.end : m.end + _ROUND]) for m in some)

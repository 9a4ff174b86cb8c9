"""What several persons said of one field of one record: whose word stands, which counts, who differs. Touches nothing.

A person's later word takes the place of their earlier one, and a withdrawal takes back that person's own words and
nobody else's. Of the words that stand the one that was said last counts; the others are kept beside it, and where they
differ somebody has to decide: a third person, see `disputed`, or those who differ, by saying the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from evidence.alike import agree
from evidence.findings import Correction, Verdict
from evidence.in_words import in_full
from evidence.values import Field


@dataclass(frozen=True, slots=True)
class Dispute:
    """The words that stand on one field, of two persons or more, and differ; oldest first, and the last one counts."""

    pmid: int
    field: Field
    words: tuple[Correction, ...]

    def __str__(self) -> str:
        """One line: who said what and when, which counts and why."""
        said = ", ".join(f"{one.by} said {word_of(one)} on {one.at:%Y-%m-%d}" for one in self.words)
        counts = self.words[-1]
        return f"PMID {self.pmid}, {self.field.value}: {said}; {word_of(counts)} of {counts.by} stands, said last"


def person(by: str) -> str:
    """One name for a person, however capitals and spaces were typed."""
    return " ".join(by.split()).casefold()


def standing(said: Iterable[Correction]) -> tuple[Correction, ...]:
    """The word of each person that stands, oldest first; of it the last one counts.

    Args:
        said: all that was said of one field of one record, oldest first.
    """
    words: dict[str, Correction] = {}
    for one in said:
        words.pop(person(one.by), None)  # and in again at the end: who spoke last stands last
        if one.verdict is not Verdict.WITHDRAWN:
            words[person(one.by)] = one
    return tuple(words.values())


def disputed(said: Iterable[Correction]) -> tuple[Correction, ...]:
    """The words that stand and differ, oldest first; empty where people agree, and where somebody has settled it.

    It is settled by the word of a person who had said nothing of the field when others differed on it (the adjudicator
    of a review), and stays so while nobody says otherwise later, but for the adjudicator. Those who differ do not
    settle it by saying the same again: then the last to type would always be right.

    Args:
        said: all that was said of one field of one record, oldest first.
    """
    words: dict[str, Correction] = {}
    ruling: Correction | None = None
    for one in _not_taken_back(said):
        who = person(one.by)
        if ruling is not None and (who == person(ruling.by) or not _agree(ruling, one)):
            ruling = one if who == person(ruling.by) else None
        elif who not in words and differ(words.values()):
            ruling = one
        words.pop(who, None)
        words[who] = one
    return tuple(words.values()) if ruling is None and differ(words.values()) else ()


def _not_taken_back(said: Iterable[Correction]) -> Iterable[Correction]:
    """What was said, without what those who said it took back."""
    told = list(said)
    back = {person(one.by): place for place, one in enumerate(told) if one.verdict is Verdict.WITHDRAWN}
    return (one for place, one in enumerate(told) if place > back.get(person(one.by), -1))


def differ(words: Iterable[Correction]) -> bool:
    """Whether two of the words that stand say different things of the paper."""
    return any(not _agree(one, other) for one, other in combinations(words, 2))  # two can agree with a third and differ


def _agree(one: Correction, other: Correction) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value and one.verdict.plainly is other.verdict.plainly
    return agree(one.value, other.value)


def told_by(words: Iterable[Correction]) -> str:
    """Who says what, oldest first and on one line: "Ann: 117; Bob: 116 (randomised)"."""
    return "; ".join(f"{said.by}: {word_of(said)}" for said in words)


def word_of(said: Correction) -> str:
    """All that a person said: "118 eyes", "median 34 months (range 25-56)", "not reported"."""
    return said.verdict.plainly.value if said.value is None else in_full(said.value)

"""What several persons said of one thing: whose word stands, which counts, who differs. Touches nothing.

The thing is a field of a record, or whether the record belongs to the review at all (`screening`).

A person's later word takes the place of their earlier one, and a withdrawal takes back that person's own words and
nobody else's. Of the words that stand the one that was said last counts; the others are kept beside it, and where they
differ somebody has to decide: a third person, see `disputed`, or those who differ, by saying the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, Self, TypeVar

from evidence.findings import Correction
from evidence.in_words import in_full
from evidence.values import Field


class Word(Protocol):
    """What one person said of one thing."""

    @property
    def by(self) -> str:
        """Who said it."""

    @property
    def takes_back(self) -> bool:
        """Whether it withdraws what that person said."""

    def says_as(self, other: Self, /) -> bool:
        """Whether both say the same, as far as both state it."""


W = TypeVar("W", bound=Word)


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


def standing(said: Iterable[W]) -> tuple[W, ...]:
    """The word of each person that stands, oldest first; of it the last one counts.

    Args:
        said: all that was said of one thing, oldest first.
    """
    words: dict[str, W] = {}
    for one in said:
        words.pop(person(one.by), None)  # and in again at the end: who spoke last stands last
        if not one.takes_back:
            words[person(one.by)] = one
    return tuple(words.values())


def disputed(said: Iterable[W]) -> tuple[W, ...]:
    """The words that stand and differ, oldest first; empty where people agree, and where somebody has settled it.

    It is settled by the word of a person who had said nothing of it when others differed on it (the adjudicator
    of a review), and stays so while nobody says otherwise later, but for the adjudicator. Those who differ do not
    settle it by saying the same again: then the last to type would always be right.

    Args:
        said: all that was said of one thing, oldest first.
    """
    words: dict[str, W] = {}
    ruling: W | None = None
    for one in not_taken_back(said):
        who = person(one.by)
        if ruling is not None and (who == person(ruling.by) or not ruling.says_as(one)):
            ruling = one if who == person(ruling.by) else None
        elif who not in words and differ(words.values()):
            ruling = one
        words.pop(who, None)
        words[who] = one
    return tuple(words.values()) if ruling is None and differ(words.values()) else ()


def not_taken_back(said: Iterable[W]) -> Iterable[W]:
    """What was said, without what those who said it took back."""
    told = list(said)
    back = {person(one.by): place for place, one in enumerate(told) if one.takes_back}
    return (one for place, one in enumerate(told) if place > back.get(person(one.by), -1))


def differ(words: Iterable[W]) -> bool:
    """Whether two of the words that stand say different things; two can agree with a third and differ."""
    return any(not one.says_as(other) for one, other in combinations(words, 2))


def told_by(words: Iterable[Correction]) -> str:
    """Who says what, oldest first and on one line: "Ann: 117; Bob: 116 (randomised)"."""
    return "; ".join(f"{said.by}: {word_of(said)}" for said in words)


def word_of(said: Correction) -> str:
    """All that a person said: "118 eyes", "median 34 months (range 25-56)", "not reported"."""
    return said.verdict.plainly.value if said.value is None else in_full(said.value)

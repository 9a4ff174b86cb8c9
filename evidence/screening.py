"""Whether a record belongs to the review, as people say: their words, and what these come to. Touches nothing.

A review screens in two stages: by title and abstract, then by full text. At each stage the words of people stand as
those on a value do (`disputes`), but where they differ nothing counts until it is settled: a study is not to be lost
because the colleague who would leave it out typed last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from evidence.disputes import disputed, standing


class Stage(StrEnum):
    """What a person had read."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full-text"

    @property
    def field(self) -> str:
        """What a file of corrections and `evidence withdraw` call it."""
        return "screening" if self is Stage.ABSTRACT else "screening_full_text"

    @property
    def at(self) -> str:
        """As part of a sentence: "excluded at full text"."""
        return "by title and abstract" if self is Stage.ABSTRACT else "at full text"


NOT_RETRIEVED: Final = "not retrieved"
"""The reason to exclude a report by its full text that nobody could get: PRISMA counts those in a box of their own."""
STAGES: Final = {stage.field: stage for stage in Stage}
"""The stages by what files of corrections and `evidence withdraw` call them."""


class Decision(StrEnum):
    """What a person may say."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """What the words of all come to."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    DISPUTED = "disputed"


def short(reason: str, most: int) -> str:
    """A reason in at most so many characters and a sign that more was said: people may write whole paragraphs."""
    return reason if len(reason) <= most else f"{reason[:most].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Screening:
    """A person's word on whether a record belongs to the review; kept for ever, as corrections are.

    `reason` is "" where none was needed: only who excludes has to give one.
    """

    pmid: int
    stage: Stage
    verdict: Decision
    reason: str
    by: str
    at: datetime

    @property
    def takes_back(self) -> bool:
        """Whether it withdraws what its person said."""
        return self.verdict is Decision.WITHDRAWN

    def says_as(self, other: Screening, /) -> bool:
        """Whether both let the record in or both leave it out; for reasons of their own, maybe."""
        return self.verdict is other.verdict

    def __str__(self) -> str:
        """The verdict with its reason: "excluded: wrong population"."""
        return f"{self.verdict.value}: {self.reason}" if self.reason else self.verdict.value

    @property
    def told(self) -> str:
        """With who said so: "Ann: excluded (wrong population)"."""
        return f"{self.by}: {self.verdict.value}" + (f" ({self.reason})" if self.reason else "")


@dataclass(frozen=True, slots=True)
class Judged:
    """The words that stand on one record at one stage, oldest first, at least one; and whether they are disputed."""

    words: tuple[Screening, ...]
    is_disputed: bool = False

    @property
    def said(self) -> Screening:
        """The word that was said last, which counts where nobody differs or somebody settled it."""
        return self.words[-1]

    @property
    def state(self) -> State:
        """What they come to."""
        return State.DISPUTED if self.is_disputed else State(self.said.verdict.value)

    def __str__(self) -> str:
        """In a cell of a table: "included", "excluded: wrong population", or who says what."""
        if not self.is_disputed:
            return str(self.said)
        return "disputed: " + "; ".join(said.told for said in self.words)


@dataclass(frozen=True, slots=True)
class Screened:
    """What people say of one record at each stage, one of them at least; None where no word stands."""

    abstract: Judged | None = None
    full_text: Judged | None = None

    def of(self, stage: Stage) -> Judged | None:
        """What they say at one stage."""
        return self.abstract if stage is Stage.ABSTRACT else self.full_text

    @property
    def counts(self) -> Judged:
        """The words that count: who read the full text knows more than who read the abstract."""
        judged = self.full_text or self.abstract
        assert judged is not None  # noqa: S101 - see `screened`
        return judged

    @property
    def state(self) -> State:
        """Whether it is included, excluded or disputed."""
        return self.counts.state

    @property
    def goes_on(self) -> bool:
        """Whether it is past the first stage: included there, or judged by its full text already."""
        return self.full_text is not None or self.state is State.INCLUDED

    @property
    def words(self) -> tuple[Screening, ...]:
        """All words that stand, of the first stage first."""
        return tuple(said for judged in (self.abstract, self.full_text) if judged for said in judged.words)


def screened(said: Iterable[Screening]) -> Screened | None:
    """What all that was said of one record, oldest first, comes to; None where no word stands."""
    told = list(said)
    abstract, full_text = (_judged([one for one in told if one.stage is stage]) for stage in Stage)
    return Screened(abstract, full_text) if abstract or full_text else None


def _judged(said: list[Screening]) -> Judged | None:
    words = standing(said)
    return Judged(words, bool(disputed(said))) if words else None


@dataclass(frozen=True, slots=True)
class Undecided:
    """People differ on whether a record belongs, at one stage, and nobody has settled it."""

    pmid: int
    words: tuple[Screening, ...]

    def __str__(self) -> str:
        """One line: who said what and when, and at which stage."""
        said = ", ".join(f"{one.by} said {one} on {one.at:%Y-%m-%d}" for one in self.words)
        return f"PMID {self.pmid}, {self.words[-1].stage.field}: {said}; neither counts until it is settled"

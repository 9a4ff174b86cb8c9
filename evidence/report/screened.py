"""What people decided of a report's records, as PRISMA 2020 counts it: each is in one place. Touches nothing.

Of two stages: title and abstract, then the full text. Whoever's full text was judged is past the first stage, whatever
was said there. Where people differ a record is excluded at neither stage, and waits for a decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from evidence.disputes import person
from evidence.screening import NOT_RETRIEVED, Screened, State


@dataclass(frozen=True, slots=True)
class ScreeningFlow:
    """The counts of one report's records; `screened`, `sought`, `assessed` and `kept` are sums of the others."""

    unscreened: int  # nobody's word stands
    excluded: int  # by title and abstract
    disputed: int  # by title and abstract
    waiting: int  # included by title and abstract, the full text not judged yet
    not_retrieved: int  # sought, and nobody could get the full text
    full_text_excluded: tuple[tuple[str, int], ...]  # of those that were read, by reason, most first
    full_text_disputed: int
    included: int  # by full text
    table: tuple[tuple[State | None, int], ...] = ()  # of the rows of the table, by what counts; None: unscreened

    @property
    def found(self) -> int:
        """All records that the report's search finds, whatever it says of screening."""
        return self.unscreened + self.screened

    @property
    def shown(self) -> int:
        """Those that the table has."""
        return sum(count for _, count in self.table)

    @property
    def screened(self) -> int:
        """Records of which people said whether they belong."""
        return self.excluded + self.disputed + self.sought

    @property
    def sought(self) -> int:
        """Reports that are to be read in full."""
        return self.waiting + self.not_retrieved + self.assessed

    @property
    def assessed(self) -> int:
        """Reports that were."""
        return self.full_text_out + self.full_text_disputed + self.included

    @property
    def full_text_out(self) -> int:
        """Reports excluded by their full text, for whatever reason that is in it."""
        return sum(count for _, count in self.full_text_excluded)

    @property
    def kept(self) -> int:
        """Records that people let in: by full text, or by title and abstract where nobody has judged that yet."""
        return self.included + self.waiting


def screening_flow(found: Collection[int], judged: Mapping[int, Screened], shown: Collection[int]) -> ScreeningFlow:
    """Count what people decided.

    Args:
        found: the PMIDs that the report's search finds, whatever it says of screening.
        judged: by PMID, what people say; also of other records.
        shown: the PMIDs of the report's table, all of them found.
    """
    here = {pmid: judged[pmid] for pmid in found if pmid in judged}
    first = [one for one in here.values() if not one.full_text]
    states = Counter(one.state for one in first)
    second = [one for one in here.values() if one.full_text]
    full = Counter(one.state for one in second)
    out = [one for one in second if one.state is State.EXCLUDED]
    read = [one for one in out if person(one.counts.said.reason) != NOT_RETRIEVED]
    rows = Counter(here[pmid].state if pmid in here else None for pmid in shown)
    return ScreeningFlow(
        unscreened=len(found) - len(here),
        excluded=states[State.EXCLUDED],
        disputed=states[State.DISPUTED],
        waiting=states[State.INCLUDED],
        not_retrieved=len(out) - len(read),
        full_text_excluded=_reasons(read),
        full_text_disputed=full[State.DISPUTED],
        included=full[State.INCLUDED],
        table=tuple((state, rows[state]) for state in (*State, None)),
    )


def _reasons(excluded: Collection[Screened]) -> tuple[tuple[str, int], ...]:
    """How many were excluded for which reason, most first; each reason as it is written first in the alphabet."""
    reasons = sorted(one.counts.said.reason for one in excluded)
    counts = Counter(map(person, reasons))
    written = {person(reason): reason for reason in reversed(reasons)}
    return tuple((written[key], count) for key, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))

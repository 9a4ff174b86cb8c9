"""Follow-ups that are added up: visits, periods one after the other, crossover. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evidence.findings import Finding
from evidence.tag.follow_up_cues import Mention
from evidence.tag.follow_up_rules import Claim
from evidence.tag.rule import rule
from evidence.values import DAYS_PER, Field, FollowUp, plain

_ORDER: Final = ("years", "months", "weeks", "days", "hours")
_FIRST: Final = re.compile(r"\b(?:first|initial)(?: the)? $")
_NEXT: Final = re.compile(
    r"\b(?:next|following|subsequent|remaining|further|additional|another|a further|an additional|other)(?: \w+)? $"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """Lengths that follow each other, as a rule adds them up."""

    parts: tuple[Mention, ...]
    rule: str
    statistic: str = "fixed"

    def finding(self, pmid: int) -> Finding:
        """The derived value, one quote a part, the arithmetic as `working`."""
        unit = max((part.duration.unit for part in self.parts), key=_ORDER.index)
        values = [round(part.duration.days / DAYS_PER[unit], 2) for part in self.parts]
        total = round(sum(values), 2)
        working = f"{' + '.join(map(plain, values))} = {plain(total)} {unit}"
        quotes = tuple(part.sentence.quote(part.duration.start, part.duration.end) for part in self.parts)
        return Finding(
            pmid, Field.FOLLOW_UP, FollowUp(total, unit, self.statistic, derived=True), quotes, self.rule, 0.9, working
        )


def sums_of(mentions: list[Mention], claims: list[Claim]) -> list[Sum]:
    """The sums that a record's lengths allow, best first."""
    del claims
    return [found for found in (visits_added(mentions),) if found]


@rule("follow_up.visits_added")
def visits_added(mentions: list[Mention]) -> Sum | None:
    """Visits in two stretches, the first and the next, are added.

    Takes: They were seen monthly for the first 6 months and then every 3 months for the next 18 months.
    Leaves: They were seen at 6 months and at 18 months.
    """
    for n, first in enumerate(mentions):
        if not _FIRST.search(first.left[-20:]):
            continue
        for other in mentions[n + 1 :]:
            if other.sentence is not first.sentence:
                break
            if _NEXT.search(other.left[-30:]):
                return Sum((first, other), "follow_up.visits_added")
    return None

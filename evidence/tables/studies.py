"""Reports of one study together: the same registration, or PubMed's link between two papers. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from evidence.tables.entry import Entry
from evidence.values import DESIGNS, FollowUp, SampleSize

# The RefTypes of PubMed's DTD that say "another report of the same work"; comments, errata and notices are none.
_SAME_WORK: Final = frozenset(
    "UpdateIn UpdateOf RepublishedIn RepublishedFrom CorrectedandRepublishedIn CorrectedandRepublishedFrom"
    " RetractedandRepublishedIn RetractedandRepublishedFrom ReprintIn ReprintOf OriginalReportIn"
    " SummaryForPatientsIn".split()
)
_TRIAL_BANKS: Final = tuple(
    "NCT ISRCTN EUCTR CHICTR ACTRN DRKS JPRN UMIN JRCT CTRI IRCT NTR NL KCT RBR PACTR SLCTR TCTR".split()
)
_NOT_A_STUDY: Final = frozenset({"synthesis", "publication"})  # a review cites trials by their numbers


@dataclass(frozen=True, slots=True)
class Study:
    """A study with all its reports in the store, longest follow-up and largest sample of any of them."""

    numbers: tuple[str, ...]
    reports: tuple[Entry, ...]

    @property
    def largest(self) -> SampleSize | None:
        """The largest sample size of the reports."""
        return max((e.size for e in self.reports if e.size), key=lambda size: size.value, default=None)

    @property
    def longest(self) -> FollowUp | None:
        """The longest follow-up of the reports."""
        return max((e.follow_up for e in self.reports if e.follow_up), key=lambda length: length.days, default=None)


def together(entries: Iterable[Entry]) -> list[Study]:
    """Group entries into studies, those with most reports first; a paper without a sign of another stands alone."""
    held = [entry for entry in entries if not (entry.design and DESIGNS[entry.design.code] in _NOT_A_STUDY)]
    leader = list(range(len(held)))  # union-find over the entries

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    first_with: dict[str, int] = {}
    for place, entry in enumerate(held):
        for sign in _signs(entry):
            other = find(first_with.setdefault(sign, place))
            low, high = sorted((other, find(place)))
            leader[high] = low
    groups: dict[int, list[Entry]] = {}
    for place, entry in enumerate(held):
        groups.setdefault(find(place), []).append(entry)
    studies = [Study(_numbers(reports), tuple(reports)) for reports in groups.values()]
    return sorted(studies, key=lambda study: (-len(study.reports), study.reports[0].record.pmid))


def _signs(entry: Entry) -> list[str]:
    """What two reports of one study share: a trial number, or a paper, which is one of them or linked by both.

    PubMed adds the link back to the older paper late, if at all; so the link of one is enough.
    """
    linked = (link.pmid for link in entry.record.links if link.kind in _SAME_WORK and link.pmid)
    return [*_numbers([entry]), *map(str, (entry.record.pmid, *linked))]


def _numbers(entries: Iterable[Entry]) -> tuple[str, ...]:
    found = {number.accession.upper() for entry in entries for number in entry.record.registry_numbers}
    return tuple(sorted(number for number in found if number.startswith(_TRIAL_BANKS)))

"""Reports of one study together: the same registration, PubMed's link, or a follow-up's own words. Touches nothing.

A report that says that it follows up an earlier study, and names neither its number nor its paper, is joined to the one
earlier report of as many people by the same authors; such a join is probable and not certain, and is told as that. As
many by what counts, or by what both abstracts say: who corrects one n from the full text does not part the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from evidence.tables.entry import Entry
from evidence.values import DESIGNS, Field, FollowUp, SampleSize

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
# What names a trial that it is no report of: one of its patients told alone, work on cells and animals.
_ONLY_NAMES: Final = frozenset(["case-report", *(code for code, parent in DESIGNS.items() if parent == "non-clinical")])
_ALIKE: Final = 3  # authors of both reports, the first of the later one among them
_SMALLEST: Final = 10  # participants: of fewer, two studies of one group have as many by chance


@dataclass(frozen=True, slots=True)
class Study:
    """A study with all its reports in the store, longest follow-up and largest sample of any of them."""

    numbers: tuple[str, ...]
    reports: tuple[Entry, ...]
    probable: tuple[int, ...] = ()  # PMIDs of the follow-up reports that authors and n joined, and nothing else

    @property
    def largest(self) -> SampleSize | None:
        """The largest sample size of the reports."""
        return max((e.size for e in self.reports if e.size), key=lambda size: size.value, default=None)

    @property
    def longest(self) -> FollowUp | None:
        """The longest follow-up of the reports."""
        return max(
            (e.follow_up for e in self.reports if e.follow_up), key=lambda length: length.unrounded, default=None
        )


def together(entries: Iterable[Entry]) -> list[Study]:
    """Group entries into studies, those with most reports first; a paper without a sign of another stands alone."""
    held = [entry for entry in entries if not (entry.design and DESIGNS[entry.design.code] in _NOT_A_STUDY)]
    leader = list(range(len(held)))  # union-find over the entries
    probable: set[int] = set()

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    def join(one: int, other: int) -> None:
        low, high = sorted((find(one), find(other)))
        leader[high] = low

    first_with: dict[str, int] = {}
    for place, entry in enumerate(held):
        for sign in _signs(entry):
            join(first_with.setdefault(sign, place), place)
    for place, earlier in _followed_up(held):
        studied = {find(other) for other in earlier}
        if len(studied) == 1 and find(place) not in studied:  # of two that it could follow, nobody knows which
            join(earlier[0], place)
            probable.add(held[place].record.pmid)
    groups: dict[int, list[Entry]] = {}
    for place, entry in enumerate(held):
        groups.setdefault(find(place), []).append(entry)
    studies = [
        Study(_numbers(reports), tuple(reports), tuple(p for e in reports if (p := e.record.pmid) in probable))
        for reports in groups.values()
    ]
    return sorted(studies, key=lambda study: (-len(study.reports), study.reports[0].record.pmid))


def _signs(entry: Entry) -> list[str]:
    """What two reports of one study share: a trial number, or a paper, which is one of them or linked by both.

    PubMed adds the link back to the older paper late, if at all; so the link of one is enough.
    """
    linked = (link.pmid for link in entry.record.links if link.kind in _SAME_WORK and link.pmid)
    named = () if entry.design and entry.design.code in _ONLY_NAMES else _numbers([entry])
    return [*named, *map(str, (entry.record.pmid, *linked))]


def _followed_up(held: list[Entry]) -> Iterator[tuple[int, list[int]]]:
    """The place of each report that says it follows up a study, with those of the earlier ones that this may be."""
    of_size: dict[int, list[int]] = {}
    for place, entry in enumerate(held):
        for size in _sizes(entry):
            of_size.setdefault(size, []).append(place)
    for place, entry in enumerate(held):
        if _report(entry) == "follow-up":
            as_many = dict.fromkeys(other for size in _sizes(entry) for other in of_size[size])
            earlier = [other for other in as_many if other != place and _is_earlier(held[other], entry)]
            if earlier:
                yield place, earlier


def _sizes(entry: Entry) -> list[int]:
    """How many people a report is of, by what counts and by what the machine read; too few say nothing."""
    machine = entry.facts[Field.SAMPLE_SIZE].machine
    told = (entry.size, machine.value if machine else None)
    sizes = [size.value for size in told if isinstance(size, SampleSize) and size.unit == "participants"]
    return [size for size in dict.fromkeys(sizes) if size >= _SMALLEST]


def _report(entry: Entry) -> str | None:
    return entry.design.attribute("report") if entry.design else None


def _is_earlier(one: Entry, later: Entry) -> bool:
    """Whether `later` may follow up `one`: a study in people by the same authors, of a year before or the same."""
    if not one.design or one.design.code in _ONLY_NAMES or (one.record.year or 0) > (later.record.year or 0):
        return False
    authors = {author.name for author in one.record.authors if not author.collective}
    both = authors & {author.name for author in later.record.authors}
    return len(both) >= _ALIKE and later.record.first_author.name in both


def _numbers(entries: Iterable[Entry]) -> tuple[str, ...]:
    found = {number.accession.upper() for entry in entries for number in entry.record.registry_numbers}
    return tuple(sorted(number for number in found if number.startswith(_TRIAL_BANKS)))

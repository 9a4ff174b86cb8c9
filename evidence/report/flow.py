"""The numbers of a PRISMA 2020 flow, counted from the ledger of pulls and the store. Touches nothing.

PRISMA 2020 (Page et al., BMJ 2021;372:n71, PMID 33782057) counts records identified, removed before screening,
screened, sought, assessed and included. A store knows the first two and what a report's search selects; the others
only where people said which records belong (`screened`), and else they are told as missing and never made up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.pubmed.account import PullReport
from evidence.report.screened import ScreeningFlow


@dataclass(frozen=True, slots=True)
class Asked:
    """How a source understood a search on a day (ISO), what it warned of, and what was asked of it beyond the words."""

    day: str
    translation: str
    warnings: tuple[tuple[str, str], ...] = ()
    bounds: str = ""  # "created or revised from 2026-01-01 on, the newest 200 of them"


@dataclass(frozen=True, slots=True)
class Searched:
    """One search that was pulled: its source, its words, the distinct records it ever found, and how often asked.

    `asked` has each way in which it was asked and understood, oldest first; mostly there is one. `last` is the day
    (ISO) on which it was asked last, `count` how many records the source then counted.
    """

    source: str
    query: str
    identified: int
    pulls: int
    through: str
    last: str = ""
    count: int = 0
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What the last pull of a search that had been pulled before brought."""

    found: int
    new: int
    changed: int
    unchanged: int
    failed: int
    before: int  # records of the store that were there before
    selected_before: int
    selected_new: int


@dataclass(frozen=True, slots=True)
class FromFiles:
    """What imports brought: read = outside + failed + already + what was new. A file read twice counts once."""

    files: int  # that could be read
    read: int
    outside: int  # of the topic that chose among a file's records
    failed: int  # that could not be read
    already: int  # twice in a file, or in the store before
    unread: int  # files that could not be read, or not to their end: nobody knows how many records
    found_too: int = 0  # new from a file, and found by a search as well


@dataclass(frozen=True, slots=True)
class Flow:
    """The counts of one report; `holds` says whether they add up."""

    searches: tuple[Searched, ...]
    other: int  # stored, and neither found by a search nor read from one of `files`: added one by one
    duplicates: int  # found by more than one search, counted once a further search
    failed: int  # could not be fetched or read, or PubMed counts but never lists them
    gone: int  # found once, and not in the store: deleted from PubMed since
    stored: int
    dropped: int  # of the stored: not found any more by any search that was pulled
    selected: int  # in this report
    update: Update | None = None
    files: FromFiles | None = None  # None where no import was written down
    added: tuple[int, ...] = ()  # of the others, those that somebody added one by one
    screening: ScreeningFlow | None = None  # None where nobody has screened

    @property
    def from_files(self) -> int:
        """Records that files added to what the searches found."""
        files = self.files
        return files.read - files.outside - files.failed - files.already - files.found_too if files else 0

    @property
    def identified(self) -> int:
        """Records that the searches found, each counted once a search."""
        return sum(search.identified for search in self.searches)

    @property
    def left_out(self) -> int:
        """Stored records that the report's search does not select."""
        return self.stored - (self.screening.found if self.screening else self.selected)

    @property
    def holds(self) -> bool:
        """Whether identified plus others, less those removed, is what the store has."""
        found = self.identified - self.duplicates - self.failed
        return found + self.from_files + self.other - self.gone == self.stored


@dataclass(frozen=True, slots=True)
class Followed:
    """What the ledger knows of one search: all PMIDs it found, those owed (failed), those it finds no more."""

    found: Collection[int]
    owed: Collection[int]
    dropped: Collection[int]


def flow_of(
    pulls: Sequence[PullReport],
    followed: Mapping[tuple[str, str], Followed],
    stored: Collection[int],
    selected: Collection[int],
    files: FromFiles | None = None,
    brought: Collection[int] = (),
) -> Flow:
    """Count a flow.

    Args:
        pulls: all finished pulls, oldest first.
        followed: by (source, query), what the ledger knows of each search.
        stored: the PMIDs of the store, deleted ones not among them.
        selected: the PMIDs of the report.
        files: what imports brought; `found_too` is counted here.
        brought: the PMIDs that they brought first of all.
    """
    last = {(pull.source, pull.query): pull for pull in pulls}
    there = frozenset(stored)
    distinct: set[int] = set()
    owed: set[int] = set()
    searches, found_in_all, unlisted = [], 0, 0
    for key, pull in last.items():
        hits = followed[key]
        distinct.update(hits.found)
        owed.update(hits.owed)
        found_in_all += len(hits.found)
        never_listed = sum(failure.records for failure in pull.failures if failure.pmid is None)
        unlisted += never_listed
        searches.append(
            Searched(
                *key,
                identified=len(hits.found) + never_listed,
                pulls=sum((one.source, one.query) == key for one in pulls),
                through=pull.watermark.isoformat() if pull.watermark else "",
                last=_day(pull),
                count=pull.count,
                asked=_asked([one for one in pulls if (one.source, one.query) == key]),
            )
        )
    alone = frozenset(brought) - distinct
    missing = distinct - there
    failed = len(missing & owed)
    still = {pmid for hits in followed.values() for pmid in hits.found if pmid not in hits.dropped}
    return Flow(
        searches=tuple(searches),
        other=len(there - distinct - alone),
        duplicates=found_in_all - len(distinct),
        failed=failed + unlisted,
        gone=len(missing) - failed + len(alone - there),
        stored=len(there),
        dropped=len((distinct - still) & there),
        selected=len(selected),
        update=_update(pulls, there, frozenset(selected)),
        files=replace(files, found_too=len(brought) - len(alone)) if files else None,
    )


def _asked(pulls: Iterable[PullReport]) -> tuple[Asked, ...]:
    """The first of the pulls of one search, and each that was asked or understood in another way than the one before.

    What a source makes of the same words changes with its headings, mostly once a year.
    """
    found: list[Asked] = []
    for pull in pulls:
        one = Asked(_day(pull), pull.translation, pull.warnings, _bounds(pull))
        if not found or replace(found[-1], day=one.day) != one:
            found.append(one)
    return tuple(found)


def _day(pull: PullReport) -> str:
    return pull.day.isoformat() if pull.day else ""


def _bounds(pull: PullReport) -> str:
    since = f"created or revised from {pull.since.isoformat()} on" if pull.since else ""
    return ", ".join(filter(None, [since, f"the newest {pull.limit:,} of them" if pull.limit else ""]))


def _update(pulls: Sequence[PullReport], stored: frozenset[int], selected: frozenset[int]) -> Update | None:
    if not pulls:
        return None
    last = pulls[-1]
    if not any((pull.source, pull.query) == (last.source, last.query) for pull in pulls[:-1]):
        return None
    new = frozenset(last.new_pmids) & stored
    counts = last.counts
    return Update(
        found=last.found,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged + counts.books,
        failed=counts.failed + counts.deleted,
        before=len(stored - new),
        selected_before=len(selected - new),
        selected_new=len(selected & new),
    )

"""The account of a pull: what it set out to ask, what became of each, whether the sum holds. Touches nothing.

found = new + changed + unchanged + books + deleted + failed, always; each record is counted once. `unchanged` takes in
the records whose later or fuller text in the store was kept, and those that PubMed names no revision of since the last
pull.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Final

from evidence.errors import PartlyDone

PUBMED: Final = "pubmed"
DEMO: Final = "demo"  # the starter set, served on this computer
SOURCES: Final = {PUBMED: "PubMed", "europepmc": "Europe PMC", DEMO: "The demo's starter set"}  # as people call them
ADDED: Final = "added"  # the reason to ask for single articles
SHOWN: Final = 10  # missing PMIDs named in an error's one line; the report holds them all


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that the pull could not get or read. `pmid` is None for those PubMed counts but never lists."""

    pmid: int | None
    reason: str
    records: int = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the records; their sum is `found`."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    books: int = 0
    deleted: int = 0
    failed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def total(self) -> int:
        """The right-hand side of the ledger."""
        return sum(getattr(self, one.name) for one in fields(self))


@dataclass(frozen=True, slots=True)
class Ask:
    """Some records to ask for, and why: "listed", "revised", or "dropped" out of the search since the last pull."""

    pmids: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a pull will do, decided before the first record is fetched.

    `count` is PubMed's number for the query; `found` the records to account for; `unasked` those of them that need no
    asking; `through` the day that the watermark moves to when all is stored (None: it stays); `members` says that the
    plan knows the whole search.
    """

    query: str
    count: int
    found: int
    asks: tuple[Ask, ...]
    translation: str = ""
    warnings: tuple[tuple[str, str], ...] = ()
    unasked: int = 0
    unlisted: tuple[Failure, ...] = ()
    since: date | None = None
    limit: int | None = None
    through: date | None = None
    source: str = PUBMED


@dataclass(frozen=True, slots=True)
class Pending:
    """A batch of an unfinished pull; `bodies` holds PubMed's answers where they were fetched already."""

    position: int
    ask: Ask
    bodies: tuple[bytes, ...] = ()
    gone: tuple[int, ...] = ()
    failures: tuple[Failure, ...] = ()
    fetched: bool = False


@dataclass(frozen=True, slots=True)
class PullReport:
    """How a pull ended.

    `pull` is its number in the ledger, None for a dry run; `day` the one (UTC) on which the search was asked; `resumed`
    says that an earlier, interrupted one was ended. `translation` is how PubMed understood the query, `warnings` what
    it said against it, as (kind, text).
    `count` is PubMed's number for the query, `asked` how many records were (or would be) fetched, `dropped` what the
    query found earlier and does not find any more (the records stay), `deleted_pmids` what PubMed has no more.
    `new_pmids` and `changed_pmids` are the records that it brought and those that it brought another content of, for
    who pulls with the library; `evidence changes` lists them.
    """

    query: str
    count: int
    found: int
    counts: Counts
    pull: int | None = None
    day: date | None = None
    translation: str = ""
    warnings: tuple[tuple[str, str], ...] = ()
    failures: tuple[Failure, ...] = ()
    dropped: tuple[int, ...] = ()
    since: date | None = None
    limit: int | None = None
    watermark: date | None = None
    resumed: bool = False
    source: str = PUBMED
    requests: int = 0
    asked: int = 0
    deleted_pmids: tuple[int, ...] = ()
    advice: str = "run the same command again to ask for them"
    changed_pmids: tuple[int, ...] = field(default=(), repr=False)
    new_pmids: tuple[int, ...] = field(default=(), repr=False)

    @property
    def missing(self) -> tuple[int, ...]:
        """The PMIDs that this pull could not get or read."""
        return tuple(failure.pmid for failure in self.failures if failure.pmid is not None)

    @property
    def reconciles(self) -> bool:
        """The sum holds and nothing failed."""
        return self.found == self.counts.total and not self.failures

    def check(self) -> None:
        """Raise unless all is here.

        Raises:
            PartlyDone: with the first of the missing PMIDs; `missing` has them all.
        """
        if self.reconciles:
            return
        if not self.failures:
            raise PartlyDone(
                f"found {self.found:,}, but {self.counts.total:,} are accounted for", "report this as a bug"
            )
        if not self.counts.failed:
            raise PartlyDone(f"the account is not whole: {self.failures[0].reason}", "run the same command again")
        named = [str(pmid) for pmid in self.missing[:SHOWN]]
        rest = self.counts.failed - len(named)
        listing = ", ".join(named) + (f" and {rest:,} more" if named and rest else "")
        reasons = "; ".join(dict.fromkeys(failure.reason for failure in self.failures[:3]))
        raise PartlyDone(
            f"{self.counts.failed:,} of {self.found:,} records {'is' if self.counts.failed == 1 else 'are'} missing"
            + (f" (PMID {listing})" if named else "")
            + f": {reasons}",
            self.advice,
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a pull is: `stage` is "searching" or "fetching"; records done of all, where that is known yet."""

    stage: str
    done: int = 0
    total: int | None = None

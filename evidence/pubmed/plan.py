"""Every PMID of a search, beyond 9,999 too, proved against PubMed's own count. Touches only the `ask` given.

PubMed lists 9,999 hits of a search at most, on the history server as well. Ranges of PMIDs ("1:7500[UID]") are disjoint
and always divisible, which days are not: what has a month only counts as its first day. Two ways, the second where the
first does not prove itself: (a) each listing is taken as the highest PMIDs of its range and the next asked for below
them: as few requests as there can be, and right exactly when the distinct PMIDs add up to PubMed's count of the whole;
(b) ranges that are cut until each one is listed in full, by what the listings have shown of where the hits lie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from evidence.pubmed.answers import Search

TOP = 99_999_999  # above any PMID: they have eight digits
CAP = 9_999
AIM = 9_000  # hits in a slice: below the cap, so that what arrives meanwhile still fits

Ask = Callable[[str], Search]


@dataclass(frozen=True, slots=True)
class Gap:
    """A range of PMIDs in which PubMed counts more records than it lists."""

    low: int
    high: int
    count: int
    listed: int


@dataclass(frozen=True, slots=True)
class Listing:
    """All that a search finds: `pmids` ascending, each once; `gaps` where that could not be proved."""

    count: int
    pmids: tuple[int, ...]
    translation: str
    warnings: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def unlisted(self) -> int:
        """Records that PubMed counts and does not list."""
        return max(0, self.count - len(self.pmids)) if self.gaps else 0


def list_all(ask: Ask, query: str, whole: Search | None = None) -> Listing:
    """All PMIDs of `query`; `whole` is the answer to the query itself where it was asked already.

    Args:
        ask: ESearch for a term, listing up to 9,999 PMIDs.
        query: in PubMed's syntax.
        whole: an answer for `query`, with or without PMIDs.
    """
    first = whole if whole is not None and (whole.pmids or not whole.count) else ask(query)
    known = _descend(ask, query, first)
    gaps: tuple[Gap, ...] = ()
    count = first.count
    if len(known) != count:
        slices = _Slices(ask, query, known)
        slices.cut(count)
        known, gaps = slices.known, tuple(slices.gaps)
    if len(known) != count:
        # Records came or went meanwhile, or some are hidden: PubMed's count of now decides which.
        count = ask(query).count
        if len(known) < count and not gaps:
            gaps = (Gap(1, TOP, count, len(known)),)
        elif len(known) >= count:
            gaps = ()
    return Listing(max(count, len(known)), tuple(sorted(known)), first.translation, first.warnings, gaps)


def within(query: str, low: int, high: int) -> str:
    """The query, among these PMIDs only."""
    return f"({query}) AND {low}:{high}[UID]"


def _descend(ask: Ask, query: str, first: Search) -> set[int]:
    """Way (a): stops early when a listing turns out not to be the highest PMIDs of its range."""
    known = set(first.pmids)
    here = first
    while len(known) < first.count and len(here.pmids) > CAP // 2 and min(known) > 1:
        here = ask(within(query, 1, min(known) - 1))
        if here.count != first.count - len(known):
            return known | set(here.pmids)
        known |= set(here.pmids)
    return known


@dataclass
class _Slices:
    """Way (b), from the highest PMIDs down. All PMIDs ever listed are hits, and a sample of where hits lie."""

    ask: Ask
    query: str
    known: set[int]
    gaps: list[Gap] = field(default_factory=list)
    asked: int = 0

    def cut(self, rest: int) -> None:
        """List [1, TOP] slice by slice; `rest` is how many hits there should be in what is left."""
        high = TOP
        budget = 100 + 6 * (rest // AIM)
        while high >= 1 and self.asked < budget:
            low = 1 if rest <= AIM else self._boundary(1, high, AIM / rest)
            low, found = self._list(low, high, budget)
            rest = max(rest - found, 0)
            high = low - 1
            if rest == 0 and low > 1:
                rest = self._left(high)
                if rest == 0:
                    return
        if high >= 1:
            self.gaps.append(Gap(1, high, rest, sum(pmid <= high for pmid in self.known)))

    def _left(self, high: int) -> int:
        self.asked += 1
        return self.ask(within(self.query, 1, high)).count

    def _list(self, low: int, high: int, budget: int) -> tuple[int, int]:
        """A range that ends at `high` and begins at `low` or above, all its hits known: its begin and count."""
        while True:
            self.asked += 1
            here = self.ask(within(self.query, low, high))
            self.known.update(pmid for pmid in here.pmids if low <= pmid <= high)
            if low == high and here.count:
                self.known.add(low)  # the only PMID that it can be, listed or not
            known = sum(low <= pmid <= high for pmid in self.known)
            if known == here.count:
                return low, here.count
            if self.asked >= budget:
                self.gaps.append(Gap(low, high, here.count, known))
                return low, here.count
            low = self._boundary(low + 1, high, min(AIM / here.count, 0.5))

    def _boundary(self, low: int, high: int, share: float) -> int:
        """Where the upper `share` of the hits in [low, high] should begin; the middle where none is known."""
        sample = sorted(pmid for pmid in self.known if low <= pmid <= high)
        if not sample:
            return (low + high + 1) // 2
        return sample[min(int(len(sample) * (1 - share)), len(sample) - 1)]

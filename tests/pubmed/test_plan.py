"""Listing a search beyond 9,999 hits, with as few requests as can be, whatever order PubMed lists them in."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from evidence.pubmed.answers import Search
from evidence.pubmed.plan import CAP, list_all

Order = Callable[[list[int]], list[int]]


class Pubmed:
    """PMIDs only; counts what it is asked. `cap` is how many it lists."""

    def __init__(self, pmids: list[int], order: Order, cap: int = CAP) -> None:
        self.pmids, self.order, self.cap = pmids, order, cap
        self.asked = 0

    def __call__(self, term: str) -> Search:
        """ESearch."""
        self.asked += 1
        low, high = 1, 10**9
        if limits := re.search(r"(\d+):(\d+)\[UID\]", term):
            low, high = int(limits[1]), int(limits[2])
        hits = [pmid for pmid in self.pmids if low <= pmid <= high]
        return Search(len(hits), tuple(self.order(hits)[: self.cap]))


def newest_first(pmids: list[int]) -> list[int]:
    return sorted(pmids, reverse=True)


def oldest_first(pmids: list[int]) -> list[int]:
    return sorted(pmids)


def shuffled(pmids: list[int]) -> list[int]:
    return random.Random(7).sample(pmids, len(pmids))  # noqa: S311 - a test's order


def uneven(size: int) -> list[int]:
    """PMIDs in clumps: half of them in one stretch, the rest thinly spread, as a growing field's are."""
    chance = random.Random(3)  # noqa: S311 - a test's data
    clump = chance.sample(range(30_000_000, 30_000_000 + size), size // 2)
    return sorted({*clump, *chance.sample(range(1, 41_000_000), size - size // 2)})


@pytest.mark.parametrize(("order", "most"), [(newest_first, 3), (oldest_first, 12), (shuffled, 12)])
def test_25000_hits_are_all_listed_in_few_requests(order: Order, most: int) -> None:
    pmids = uneven(25_000)
    pubmed = Pubmed(pmids, order)
    listing = list_all(pubmed, "q")
    assert list(listing.pmids) == pmids
    assert listing.count == len(pmids)
    assert listing.gaps == ()
    assert pubmed.asked <= most  # 3 is the minimum: 25,000 / 9,999


@pytest.mark.parametrize("size", [0, 1, CAP - 1, CAP])
def test_up_to_the_cap_one_request_lists_all(size: int) -> None:
    pubmed = Pubmed(list(range(1, size + 1)), newest_first)
    assert len(list_all(pubmed, "q").pmids) == size
    assert pubmed.asked == 1


@pytest.mark.parametrize("order", [newest_first, oldest_first, shuffled])
def test_one_above_the_cap_is_not_lost(order: Order) -> None:
    pmids = list(range(500, 500 + CAP + 1))
    assert list(list_all(Pubmed(pmids, order), "q").pmids) == pmids


@pytest.mark.parametrize("order", [newest_first, oldest_first, shuffled])
def test_a_server_that_silently_lists_only_a_hundred_is_sliced_finer(order: Order) -> None:
    pmids = uneven(600)
    assert list(list_all(Pubmed(pmids, order, cap=100), "q").pmids) == pmids


def test_records_that_are_counted_and_never_listed_are_a_gap_with_its_place() -> None:
    class Hiding(Pubmed):
        def __call__(self, term: str) -> Search:
            found = super().__call__(term)
            return Search(found.count + 3, found.pmids) if "UID" not in term else found

    listing = list_all(Hiding(list(range(1, 50)), newest_first), "q")
    assert listing.count == 52
    assert listing.unlisted == 3
    assert [(gap.count, gap.listed) for gap in listing.gaps] == [(52, 49)]


def test_records_that_arrive_meanwhile_are_no_gap() -> None:
    class Growing(Pubmed):
        def __call__(self, term: str) -> Search:
            found = super().__call__(term)
            if self.asked == 1:
                self.pmids = [*self.pmids, 40_000_000]
            return found

    listing = list_all(Growing(uneven(12_000), oldest_first), "q")
    assert listing.unlisted == 0
    assert 40_000_000 in listing.pmids

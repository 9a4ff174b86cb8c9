"""A query followed for years: PubMed changes at random, answers badly at random, pulls are interrupted at random.

Whatever the order, each pull that says it is whole has left the store as PubMed is: a simulation with seeds, because
the cases that matter are combinations that nobody would write down (a record that is revised while the pull that was
to fetch it is interrupted, drops out, comes back, is deleted …).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from articles import article_xml, parsed
from eutils_server import EVERYWHERE, IN_FETCHES, IN_SEARCHES, cut_without_length, late, stall
from pulling import NOW, QUERY, puller

from evidence.errors import Unreachable
from evidence.pubmed.loopback import Loopback, Request
from evidence.pubmed.speech import Said
from evidence.store.ledger import Ledger
from evidence.store.store import Store

ROUNDS = 25
FAULTS = [fault for fault in (*EVERYWHERE, *IN_SEARCHES, *IN_FETCHES) if fault not in (late, stall)]
QUICK = [fault for fault in FAULTS if fault not in IN_SEARCHES + IN_FETCHES]


@dataclass
class World:
    """What PubMed holds, by PMID: the title and the day of its last revision; a title decides what the query finds."""

    server: Loopback
    chance: random.Random
    titles: dict[int, str] = field(default_factory=dict)
    graves: dict[int, tuple[str, str]] = field(default_factory=dict)
    days: dict[int, str] = field(default_factory=dict)
    poisoned: int = 0  # the PMID of a record that PubMed can't send today
    next_pmid: int = 1000

    def happen(self, days: Sequence[str]) -> None:
        """Something of each kind, or nothing, on one of these days."""
        for _ in range(self.chance.randrange(6)):
            self._put(self.next_pmid, f"Marrow and diabetes, first seen {days[-1]}", days[-1])
            self.next_pmid += self.chance.randrange(1, 50)
        for pmid in self.chance.sample(sorted(self.titles), min(len(self.titles), self.chance.randrange(5))):
            day = self.chance.choice(days)
            match self.chance.randrange(4):
                case 0:
                    self.graves[pmid] = self.titles.pop(pmid), self.days[pmid]
                    self.server.library.delete(pmid)
                case 1:
                    self._put(pmid, f"Of other things, {day}", day)
                case _:
                    self._put(pmid, f"Marrow and diabetes, revised {day}, {self.chance.random()}", day)
        if self.graves and self.chance.random() < 1 / 4:
            pmid = self.chance.choice(sorted(self.graves))
            self._put(pmid, *self.graves.pop(pmid))
        self.poisoned = self.chance.choice(sorted(self.titles)) if self.titles and self.chance.random() < 1 / 2 else 0

    def _put(self, pmid: int, title: str, day: str) -> None:
        self.titles[pmid], self.days[pmid] = title, day
        (article,) = parsed(article_xml(pmid, title=title, created="2026/01/01", revised=day))
        self.server.library.put(article)

    @property
    def found(self) -> dict[int, str]:
        """What the query finds."""
        return {pmid: title for pmid, title in self.titles.items() if title.startswith("Marrow")}

    def spoil(self, request: Request, said: Said) -> Said | None:
        """A fault in one answer of twelve, and always where the poisoned record is asked for."""
        if request.endpoint == "efetch" and str(self.poisoned) in request.fields["id"].split(","):
            return cut_without_length(request, said)
        if self.chance.random() > 1 / 12:
            return None
        faults = QUICK + list(IN_SEARCHES if request.endpoint == "esearch" else IN_FETCHES)
        return self.chance.choice(faults if request.endpoint != "esummary" else QUICK)(request, said)


@pytest.mark.parametrize("seed", range(6))
def test_every_pull_that_says_it_is_whole_left_the_store_as_pubmed_is(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    chance = random.Random(seed)  # noqa: S311 - a test's history
    whole = 0
    with Loopback() as server:
        world = World(server, chance)
        for number in range(ROUNDS):
            now = NOW + number * timedelta(days=3)
            # Also on the day of the last pull, after it: dates have no time of day.
            world.happen([f"{now - timedelta(days=3):%Y/%m/%d}", f"{now:%Y/%m/%d}"])
            server.spoil = world.spoil if number < ROUNDS - 1 else None
            with puller(server, path, now=now, size=chance.choice((1, 2, 5, 200))) as pull:
                try:
                    report = pull.pull(QUERY)
                    if report.resumed:  # it ended what was planned earlier; what has happened since is the next one's
                        report = pull.pull(QUERY)
                except Unreachable:
                    continue
            assert report.found == report.counts.total
            if report.reconciles:
                whole += 1
                assert_same(path, world, report.dropped)
    assert whole > 1
    assert report.reconciles


def assert_same(path: Path, world: World, dropped: tuple[int, ...]) -> None:
    """The store holds what PubMed finds, at its last revision; deleted is what is gone; dropped is kept."""
    with Store.open(path, create=True) as store:
        held = {record.pmid: record.title for record in store.records()}
        ledger = Ledger(store.db)
        assert ledger.members(QUERY) == set(world.found)
        assert {pmid: held[pmid] for pmid in world.found} == world.found
        assert set(held) <= set(world.titles) | ledger.dropped(QUERY)
        assert set(dropped) <= set(held)
        assert list(store.verify()) == []

"""A batch has a time, together with its halves: a service that hangs or trickles is given up, and the pull goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pytest
from articles import articles
from eutils_server import always
from pulling import NOW, QUERY, holdings, waiting
from raw_server import OK, RawServer, sized

from evidence.errors import Unreachable
from evidence.pubmed.europepmc import EuropePmc
from evidence.pubmed.eutils import Eutils, Identity, RetryPolicy
from evidence.pubmed.fetch import fetch_records
from evidence.pubmed.http_client import HttpClient, Message
from evidence.pubmed.loopback import Loopback, Request, Spoil
from evidence.pubmed.pacing import Unpaced
from evidence.pubmed.pull import Puller
from evidence.pubmed.service_errors import Answer, Kind, ServiceError
from evidence.pubmed.speech import Said
from evidence.store.ledger import Ledger
from evidence.store.store import Store

RECORDS, SIZE = 64, 32
HASTY = RetryPolicy(
    attempts=6, read=0.2, batch=0.7, record=0.01
)  # a batch of 32: 1.02 s; each try of a hanging one: 0.2
GIVEN_UP = r"a batch is given up after 1\.0 seconds"


def client(url: str, patience: RetryPolicy = HASTY) -> Eutils:
    return Eutils(url, identity=Identity(), pace=Unpaced(), patience=patience, sleep=lambda _: None)


def from_the_second_batch_on(fault: Callable[[Said], Said]) -> Spoil:
    fetches = iter(range(1, 1000))

    def spoil(request: Request, said: Said) -> Said | None:
        return fault(said) if request.endpoint == "efetch" and next(fetches) > 1 else None

    return spoil


FAULTS: dict[str, Callable[[Said], Said]] = {
    "hangs before it answers": lambda said: replace(said, delay=30.0),
    "hangs in the middle": lambda said: replace(said, cut_at=len(said.body) // 2, stall=30.0),
    "cuts each answer, a little late": lambda said: replace(said, cut_at=len(said.body) // 2, delay=0.15),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_pull_is_given_up_in_the_time_of_its_batch_and_goes_on_with_the_next(fault: str, tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with (
        Loopback(articles(*range(1, RECORDS + 1)), spoil=from_the_second_batch_on(FAULTS[fault])) as server,
        client(server.url) as eutils,
        Store.open(path, create=True) as store,
    ):
        pull = Puller(eutils, store, Ledger(store.db), NOW, size=SIZE)
        begun = time.monotonic()
        with pytest.raises(Unreachable, match=f"{GIVEN_UP}; 32 records still to come: .*goes on") as caught:
            pull.pull(QUERY)
        assert time.monotonic() - begun < 10  # and not the 63 tries of all its halves
        assert (caught.value.status, "\n" in str(caught.value)) == (5, False)
        assert len(holdings(path)) == len(waiting(pull)) == SIZE
        assert not list(store.verify())
        server.spoil = None
        report = pull.pull(QUERY)
        assert (report.resumed, report.reconciles, report.requests) == (True, True, 1)
    assert len(holdings(path)) == RECORDS


@contextmanager
def as_europe_pmc(url: str, patience: RetryPolicy) -> Iterator[EuropePmc]:
    with EuropePmc(url, pace=Unpaced(), patience=patience, sleep=lambda _: None) as service:
        yield service


@pytest.mark.parametrize("name", ["PubMed", "Europe PMC"])
def test_a_trickle_just_fast_enough_ends_with_the_time_of_its_batch(name: str) -> None:
    patience = replace(HASTY, read=5.0, rate=500)  # 1,000 bytes a second come
    with RawServer(lambda: chain([OK + b"\r\n<"], chain.from_iterable(repeat((b" " * 100, 0.1))))) as server:
        begun = time.monotonic()
        with (
            client(server.url, patience) if name == "PubMed" else as_europe_pmc(server.url, patience) as service,
            pytest.raises(Unreachable, match=f"^{name} can't be reached: .*{GIVEN_UP}") as caught,
        ):
            fetch_records(service, range(1, SIZE + 1))
        assert (caught.value.status, server.heard) == (5, 1)
        assert time.monotonic() - begun < 5


def test_one_record_that_breaks_the_service_is_found_within_the_time() -> None:
    """With the seconds of a real one: half a minute for each answer that fails, on a clock that jumps."""
    now = [0.0]

    def spoil(request: Request, said: Said) -> Said | None:
        ids = request.fields.get("id", "").split(",")
        if request.endpoint != "efetch" or "77" not in ids:
            return None
        now[0] += 30.0
        return replace(
            said, status=400, body=b"<eFetchResult><ERROR>External viewer error: Empty</ERROR></eFetchResult>"
        )

    with (
        Loopback(articles(*range(1, 201)), spoil=spoil) as server,
        Eutils(
            server.url, identity=Identity(), pace=Unpaced(), clock=lambda: now[0],
            sleep=lambda seconds: now.__setitem__(0, now[0] + seconds),
        ) as eutils,
    ):  # fmt: skip
        fetched = fetch_records(eutils, range(1, 201))
    assert [failure.pmid for failure in fetched.failures] == [77]
    assert now[0] < RetryPolicy().for_batch(200) == 900


class Crowded(Unpaced):
    """A machine on which others take their turns before each of ours."""

    def __init__(self, now: list[float]) -> None:
        self.now = now

    @contextmanager
    def turn(self) -> Iterator[None]:
        """After ten minutes of others."""
        self.now[0] += 600.0
        yield


def test_what_others_take_their_turns_in_does_not_count() -> None:
    now = [0.0]
    with RawServer(lambda: [sized(b"<a/>")]) as server:
        http = HttpClient(Crowded(now), RetryPolicy(), clock=lambda: now[0])
        with http.within(1):
            for _ in range(3):
                assert http.ask(Message("POST", server.url), lambda answer: answer.body) == b"<a/>"
        http.close()
    assert now[0] == 1800.0


def test_what_begins_after_the_time_is_not_asked_and_the_next_batch_has_its_own() -> None:
    now = [0.0]

    def late(answer: Answer) -> bytes:
        now[0] += 1000.0
        return answer.body

    with RawServer(lambda: [sized(b"<a/>")]) as server:
        http = HttpClient(Unpaced(), RetryPolicy(), clock=lambda: now[0])
        message = Message("POST", server.url)
        with http.within(200):
            assert http.ask(message, late) == b"<a/>"  # what came counts, however late
            with pytest.raises(ServiceError, match="given up after 15 minutes") as caught:
                http.ask(message, late)
        assert (caught.value.kind, server.heard) == (Kind.SPENT, 1)
        with http.within(200):
            assert http.ask(message, late) == b"<a/>"
        assert http.ask(message, late) == b"<a/>"
        http.close()


def test_a_wait_that_the_service_asks_for_and_the_batch_has_no_time_for_is_told() -> None:
    said = Said(503, b"Later", (("Retry-After", "600"),))
    with (
        Loopback(articles(1), spoil=always(lambda _, __: said)) as server,
        client(server.url, RetryPolicy()) as eutils,
        pytest.raises(Unreachable, match="left alone for 10 minutes; a batch is given up after 5 minutes"),
    ):
        fetch_records(eutils, [1])

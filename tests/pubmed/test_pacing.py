"""One pace for all processes: never more requests in a second than allowed, whatever the machine does in between."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from articles import articles
from eutils_server import at, rate_limit, unavailable

from evidence.errors import BadInput, Unreachable
from evidence.pubmed.eutils import Eutils, Identity, RetryPolicy
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.pacing import Pacing, Unpaced, shared_path


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """The time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pacing(path: Path, clock: Clock, rate: int = 3) -> Pacing:
    return Pacing(path, rate, clock=clock, sleep=clock.sleep)


@pytest.mark.parametrize("rate", [3, 10])
def test_no_second_holds_more_than_the_rate_however_slow_the_answers(rate: int, tmp_path: Path, clock: Clock) -> None:
    chance = random.Random(5)  # noqa: S311 - a test's delays
    one, other = pacing(tmp_path / "pace", clock, rate), pacing(tmp_path / "pace", clock, rate)
    arrived = []
    for number in range(60):
        with (one, other)[number % 2].turn():
            clock.now += chance.choice((0.0, 0.01, 0.4, 0.9))  # from the decision to send to the arrival
            arrived.append(clock.now)
    assert max(sum(start <= time < start + 1 for time in arrived) for start in arrived) <= rate


def test_quick_answers_come_at_the_rate_and_not_slower(tmp_path: Path, clock: Clock) -> None:
    pace = pacing(tmp_path / "pace", clock)
    for _ in range(31):
        with pace.turn():
            pass
    assert clock.now - 1000 == pytest.approx(30 * 1.11 / 3)


def test_retry_after_keeps_every_process_quiet(tmp_path: Path, clock: Clock) -> None:
    pacing(tmp_path / "pace", clock).hold(20)
    with pacing(tmp_path / "pace", clock).turn():
        assert clock.now == 1020


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"turns": 5}',
        '{"turns": [[1e99, 1e99]], "until": 1e99}',
        "[" * 100_000,
        '{"turns": [[1e99, 1]], "until": 0}',
        '{"turns": [], "until": 1' + "0" * 400 + "}",
    ],
)
def test_a_damaged_pace_file_or_a_clock_set_back_does_not_stop_anybody(text: str, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "pace").write_text(text)
    with pacing(tmp_path / "pace", clock).turn():
        assert clock.slept == []


def test_a_request_whose_sender_was_killed_counts(tmp_path: Path, clock: Clock) -> None:
    with pacing(tmp_path / "pace", clock).turn():
        noted = json.loads((tmp_path / "pace").read_text())
    assert noted["turns"] == [[1000.0, 1000.0]]


def test_who_keeps_the_turn_for_ever_is_named(tmp_path: Path) -> None:
    with (
        Pacing(tmp_path / "pace").turn(),
        pytest.raises(Unreachable, match="another process"),
        Pacing(tmp_path / "pace", patience=0.01).turn(),
    ):
        pass


@pytest.mark.parametrize("name", ["pace", "pace.lock", "."])
def test_a_pace_file_that_cannot_be_used_is_named(name: str, tmp_path: Path, clock: Clock) -> None:
    if name == ".":
        (tmp_path / "here").write_text("a file where the folder should be")
    else:
        (tmp_path / "here" / name).mkdir(parents=True)
    with pytest.raises(BadInput, match=r"here/pace.*XDG_CACHE_HOME"), pacing(tmp_path / "here" / "pace", clock).turn():
        pass


def test_an_account_without_a_name_and_a_home_uses_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a container that runs with any number: getpass and pathlib find neither."""

    def nothing() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("getpass.getuser", nothing)
    monkeypatch.setattr(Path, "home", nowhere)
    assert shared_path("https://a/").parent.name == f"evidence-{os.getuid()}"


def test_one_file_for_each_service() -> None:
    assert shared_path("https://a/") == shared_path("https://a/")
    assert shared_path("https://a/") != shared_path("https://b/")


def ask(url: str, path: Path, key: str | None, rate: int) -> None:
    """What one of the four processes does."""
    with Eutils(url, identity=Identity(key=key), pace=Pacing(path, rate)) as client:
        for _ in range(4):
            client.search("marrow")


@pytest.mark.parametrize(("key", "rate"), [(None, 3), ("k", 10)])
def test_four_processes_at_once_stay_within_the_rate(key: str | None, rate: int, tmp_path: Path) -> None:
    """Counted at the server, which would answer 429; counts, not times, are asserted, so a slow machine passes too."""
    # Not the fork server: a process has one, and that of test_pull_killed.py has loaded what its children need.
    context = multiprocessing.get_context("spawn")
    with Loopback(articles(1, 2), limit=3) as server:
        arguments = (server.url, tmp_path / "pace", key, rate)
        processes = [context.Process(target=ask, args=arguments) for _ in range(4)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0] * 4
        assert len(server.requests) == 16  # no 429, or there would be more
        times = [request.at for request in server.requests]
        assert max(sum(start <= at < start + 1.0 for at in times) for start in times) <= rate


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback(articles(1, 2)) as server:
        yield server


def client(server: Loopback, clock: Clock, **patience: float) -> Eutils:
    return Eutils(
        server.url,
        identity=Identity(),
        pace=Unpaced(),
        patience=RetryPolicy(**patience),  # type: ignore[arg-type]  # numbers by name
        clock=clock,
        sleep=clock.sleep,
        chance=random.Random(1),  # noqa: S311 - jitter of a test
    )


def test_a_retry_waits_at_least_retry_after_and_then_a_random_time(server: Loopback, clock: Clock) -> None:
    server.spoil = at(rate_limit, "esearch", 1, times=3)
    with client(server, clock) as one:
        assert one.search("marrow").count == 2
    assert len(clock.slept) == 3
    assert all(2.0 <= pause <= 2.0 + ceiling for pause, ceiling in zip(clock.slept, (1, 2, 4), strict=True))
    assert len({pause % 1 for pause in clock.slept}) == 3


def test_pauses_grow_under_a_ceiling_with_full_jitter(server: Loopback, clock: Clock) -> None:
    server.spoil = at(unavailable, "esearch", 1, times=100)
    with (
        client(server, clock, attempts=12, first_pause=1, longest_pause=8, deadline=10_000) as one,
        pytest.raises(Unreachable),
    ):
        one.search("marrow")
    assert len(server.requests) == 12
    assert max(clock.slept) <= 8 + 1
    assert min(clock.slept) < 8 / 2  # full jitter: not merely the ceiling


def test_the_deadline_ends_a_call_whatever_the_attempts(server: Loopback, clock: Clock) -> None:
    server.spoil = at(unavailable, "esearch", 1, times=1000)
    with client(server, clock, attempts=1000, deadline=60) as one, pytest.raises(Unreachable, match="503"):
        one.search("marrow")
    assert clock.now - 1000 < 60


def test_each_wait_is_told(server: Loopback, clock: Clock) -> None:
    told: list[str] = []
    server.spoil = at(unavailable, "esearch", 1)
    with Eutils(server.url, pace=Unpaced(), clock=clock, sleep=clock.sleep, notice=told.append) as one:
        one.search("marrow")
    assert len(told) == 1
    assert "HTTP 503" in told[0]

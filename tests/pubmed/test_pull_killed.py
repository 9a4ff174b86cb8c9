"""kill -9 at seeded points of a pull of 25 batches: one more run ends in the very same store, table by table.

A point is a SQL statement of the store or a request to PubMed: the child process is killed as it comes to it. To keep
this in reach of CI, a child starts from a copy of the store as a clean run had it before the batch of its point, which
is the state that a run from the start has there. EVIDENCE_KILLS=200 kills at 200 points, the default at 30.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from articles import articles
from pulling import NOW, QUERY, waiting

from evidence.errors import Unreachable
from evidence.pubmed.account import Progress
from evidence.pubmed.eutils import Eutils
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.pacing import Unpaced
from evidence.pubmed.pull import Puller
from evidence.store.ledger import Ledger
from evidence.store.store import Store

KILLS = int(os.environ.get("EVIDENCE_KILLS", "30"))
RECORDS = 1_000
SIZE = 40  # records a batch
NAME = "evidence.db"


class Steps:
    """Counts the statements and requests of a pull; kills its process at one of them."""

    def __init__(self, deadly: int = 0) -> None:
        self.count = 0
        self.deadly = deadly
        self.counting = True

    def step(self, _: object = None) -> None:
        """One statement, or one end of a request."""
        self.count += self.counting
        if self.deadly and self.count == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """As `Pace` has it."""
        self.step()
        yield
        self.step()

    def hold(self, seconds: float) -> None:
        """As `Pace` has it."""
        raise AssertionError(f"nobody says Retry-After {seconds} here")


@dataclass(frozen=True)
class Point:
    """Where to kill: the snapshot to start from, and the steps to go from there."""

    snapshot: Path
    steps: int


def copy(folder: Path, to: Path) -> None:
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*-shm"))


def work(url: str, folder: Path, steps: Steps | None, snapshots: Path | None = None) -> None:
    """One run of the pull in `folder`, counted and perhaps killed; a snapshot before each batch where asked for."""
    marks: list[int] = []

    def progress(at: Progress) -> None:
        if steps is not None and at.stage == "fetching":
            steps.counting = True
            if snapshots is not None:
                copy(folder, snapshots / f"{steps.count:06d}")
                marks.append(steps.count)

    pace = Unpaced() if steps is None else steps
    with Eutils(url, pace=pace) as client, Store.open(folder / NAME, create=True) as store:
        if steps is not None:
            store.db.conn.set_trace_callback(steps.step)
        report = Puller(client, store, Ledger(store.db), NOW, progress=progress, size=SIZE).pull(QUERY)
        store.db.conn.set_trace_callback(None)
        assert report.reconciles
    if snapshots is not None and steps is not None:
        (snapshots / "end").write_text(str(steps.count))


def die(url: str, folder: Path, steps: int, *, resumed: bool) -> None:
    """The child: a run that is killed at a step."""
    deadly = Steps(steps)
    deadly.counting = not resumed  # what a resumed run does before its first batch is not part of the clean run
    work(url, folder, deadly)
    (folder / "survived").touch()


def contents(folder: Path) -> dict[str, str]:
    """A digest of each table; of the full-text index what it finds, as its pages may lie differently."""
    found = {}
    with Store.open(folder / NAME, create=True) as store:
        names = [name for (name,) in store.db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(name for name in names if "_fts" not in name):
            # Killed after its last commit a pull is done, and the second run is another one that finds nothing new.
            only = " WHERE id = 1" if name == "pulls" else ""
            rows = sorted(map(repr, store.db.conn.execute(f'SELECT * FROM "{name}"{only}')))  # noqa: S608 - our tables
            found[name] = sha256("\n".join(rows).encode()).hexdigest()
        hits = store.db.conn.execute("SELECT rowid FROM records_fts WHERE records_fts MATCH 'marrow' ORDER BY rowid")
        found["records_fts"] = sha256(repr(hits.fetchall()).encode()).hexdigest()
        assert store.db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return found


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with Loopback(articles(*range(1, RECORDS + 1))) as server:
        yield server


@pytest.fixture(scope="module")
def clean(server: Loopback, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The snapshots of a run that nobody kills, and what it leaves."""
    folder, snapshots = tmp_path_factory.mktemp("clean"), tmp_path_factory.mktemp("snapshots")
    work(server.url, folder, Steps(), snapshots)
    return snapshots, contents(folder)


def points(snapshots: Path, size: int) -> list[Point]:
    """Seeded points over the whole run, each with the last snapshot before it."""
    marks = sorted(int(path.name) for path in snapshots.iterdir() if path.is_dir())
    end = int((snapshots / "end").read_text())
    chance = random.Random(20260301)  # noqa: S311 - a test's choice
    chosen = sorted([1, 2, 3, *chance.sample(range(4, end - 3), size - 6), end - 2, end - 1, end])
    starts = [max((mark for mark in marks if mark < step), default=0) for step in chosen]
    return [
        Point(snapshots / f"{start:06d}" if start else snapshots / "nothing", step - start)
        for start, step in zip(starts, chosen, strict=True)
    ]


def test_a_killed_pull_ends_the_same_when_run_again(
    server: Loopback, clean: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshots, expected = clean
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))  # else the fork server can't preload this very file
    # A fork of a process with threads is not safe, so that children come from a server process without any.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["test_pull_killed", "evidence.store.store", "evidence.pubmed.pull", "requests"])

    def kill_and_run_again(number: int, point: Point) -> dict[str, str]:
        folder = tmp_path / str(number)
        if point.snapshot.exists():
            copy(point.snapshot, folder)
        else:
            folder.mkdir()
        resumed = point.snapshot.exists()
        child = context.Process(target=die, args=(server.url, folder, point.steps), kwargs={"resumed": resumed})
        child.start()
        child.join()
        assert child.exitcode == -signal.SIGKILL
        assert not (folder / "survived").exists()
        work(server.url, folder, None)
        left = contents(folder)
        shutil.rmtree(folder)
        return left

    # One after the other: a fork server that two threads ask at once mixes up its children's exit codes.
    results = [kill_and_run_again(number, point) for number, point in enumerate(points(snapshots, KILLS))]
    assert [name for left in results for name in expected if left[name] != expected[name]] == []
    assert len(results) == KILLS


def test_the_run_that_ends_an_interrupted_one_asks_only_for_what_is_left(server: Loopback, tmp_path: Path) -> None:
    """The report of the run that ends a killed one says so, and asks only for what is left."""

    class Switch(Unpaced):
        turns = 0

        @contextmanager
        def turn(self) -> Iterator[None]:
            self.turns += 1
            if self.turns == 6:
                raise Unreachable("the test ends the run here")
            yield

    with Eutils(server.url, pace=Switch()) as client, Store.open(tmp_path / NAME, create=True) as store:
        pull = Puller(client, store, Ledger(store.db), NOW, size=SIZE)
        with pytest.raises(Unreachable):
            pull.pull(QUERY)
        assert len(waiting(pull)) == RECORDS - 4 * SIZE
        report = pull.pull(QUERY)
    assert report.resumed
    assert report.requests == 21
    assert report.reconciles

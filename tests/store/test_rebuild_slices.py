"""A rebuild goes in slices: others write between them, and a kill leaves each record as it was or made anew.

EVIDENCE_KILLS=300 kills at 30 points, the default at 3.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from stored import NOON, a_correction, a_record, readings_of

from evidence.findings import SampleSize, digest_of
from evidence.pubmed.items import Parsed
from evidence.records import Record, Source
from evidence.store.pull_lock import alone
from evidence.store.renewals import REBUILD, TAG
from evidence.store.store import Store
from evidence.store.tags import Tagged
from evidence.store.text_index import ANEW, IN_USE
from evidence.tag.tagger_pool import TaggerPool
from evidence.tagging import Tagging
from evidence.tracker import Tracker
from evidence.values import Field

HERE = Path(__file__).parent
RECORDS, SLICE = 1_100, 500
# Kills itself at a statement of a slice.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from evidence.tracker import Tracker

path, slice_, deadly = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
count = 0

def step(statement):
    global count
    count += 1
    if count == deadly:
        os.kill(os.getpid(), signal.SIGKILL)

with Tracker.open(path, create=True) as tracker:
    def progress(what, done, total):
        if done == slice_ * 500:
            tracker.store.db.conn.set_trace_callback(step)
    tracker.VERB(now=datetime(2026, 3, 2, tzinfo=UTC), progress=progress)
"""
# Rebuilds with a parser as slow as a small machine's, and says when it has begun and ended.
SLOW = """
import sys, time
sys.path.insert(0, {here!r})
from evidence.store.store import Store
from stored import a_record

def parse(raw, source):
    time.sleep(0.002)
    return a_record(int(raw.split(b"PMID>")[1].removesuffix(b"</")), title="New.")

with Store.open({path!r}, create=True) as store:
    store.rebuild(parse, begun=lambda: print("begun", flush=True))
print("ended", flush=True)
"""
CORRECT = [sys.executable, "-c", "import sys; from evidence.cli import main; sys.exit(main())"]


def raw(pmid: int) -> bytes:
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>New.</ArticleTitle><Abstract>"
        "<AbstractText>In total 60 patients were randomised.</AbstractText></Abstract></Article></MedlineCitation>"
        "</PubmedArticle>"
    ).encode()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store whose records an older version read otherwise: "Old." and 118 where they now say "New." and 60."""
    path = tmp_path_factory.mktemp("filled") / "evidence.db"
    with Store.open(path, create=True) as store:
        records = [a_record(pmid, title="Old.") for pmid in range(1, RECORDS + 1)]
        store.put([Parsed(record, raw(record.pmid)) for record in records])
        store.put_all_readings(
            [Tagged(record.pmid, readings_of(record), digest_of(record.passages)) for record in records]
        )
    return path.read_bytes()


@pytest.fixture
def path(filled: bytes, tmp_path: Path) -> Path:
    """A copy of it."""
    (tmp_path / "evidence.db").write_bytes(filled)
    return tmp_path / "evidence.db"


def made_anew(store: Store) -> list[int]:
    """The records of today; each of the others is one of before, to the last of what was read from it."""
    query = "SELECT pmid, title, n FROM records LEFT JOIN facts USING (pmid) ORDER BY pmid"
    rows = store.db.conn.execute(query).fetchall()
    assert {row[1:] for row in rows} <= {("Old.", 118), ("New.", 60)}
    return [pmid for pmid, title, _ in rows if title == "New."]


@pytest.mark.parametrize("slice_", [0, 1, 2])
@pytest.mark.parametrize("seed", range(int(os.environ.get("EVIDENCE_KILLS", "30")) // 30))
def test_kill_9_leaves_whole_slices_and_says_how_far_it_came(path: Path, slice_: int, seed: int) -> None:
    deadly = str(random.Random(seed + 10 * slice_).randrange(1, 3000))  # noqa: S311 - where in a slice, not a secret
    code = KILLED.replace("VERB", "rebuild")
    child = subprocess.run([sys.executable, "-c", code, str(path), str(slice_), deadly], check=False)
    assert child.returncode == -signal.SIGKILL
    with Tracker.open(path, create=True) as tracker:
        store = tracker.store
        anew = made_anew(store)
        assert anew == list(range(1, len(anew) + 1))
        assert len(anew) in (0, 500, 1_000, RECORDS)
        (left,) = tracker.unfinished
        assert (left.verb, left.done, left.through, left.total) == (REBUILD, len(anew), len(anew), RECORDS)
        assert not list(store.verify())
        assert store.db.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        said = a_correction(store.record(RECORDS), SampleSize(77))
        assert store.correct(said)  # before the next rebuild, on a record that may be one of before
        assert tracker.rebuild(now=NOON) == (RECORDS, ())
        assert made_anew_but_one(store) == RECORDS
        assert tracker.unfinished == ()
        assert not list(store.verify())
        assert list(store.corrections()) == [said]


def made_anew_but_one(store: Store) -> int:
    """How many are of today, where a person has spoken of the last one."""
    assert store.facts(RECORDS)[Field.SAMPLE_SIZE].value == SampleSize(77)
    return int(store.db.conn.execute("SELECT count(*) FROM records WHERE title = 'New.'").fetchone()[0])


def test_a_killed_tagging_of_all_says_so_until_one_ends(path: Path) -> None:
    code = KILLED.replace("VERB", "tag_all")
    child = subprocess.run([sys.executable, "-c", code, str(path), "1", "700"], check=False)
    assert child.returncode == -signal.SIGKILL
    with Tracker.open(path, create=True) as tracker:
        (left,) = tracker.unfinished
        assert (left.verb, left.done, left.through, left.total) == (TAG, 500, 500, RECORDS)
        assert str(left).endswith(
            "has not ended (500 of 1,100 records, up to PMID 500): unless it is at work now, run it again"
        )
        assert tracker.tag_all(now=NOON) == RECORDS
        assert tracker.unfinished == ()


def test_a_rebuild_ends_what_a_tagging_left_and_not_the_other_way_round(path: Path) -> None:
    with Tracker.open(path, create=True) as tracker:
        for verb in (TAG, REBUILD):
            with pytest.raises(KeyboardInterrupt), tracker.store.renewing(verb, 5, NOON):
                raise KeyboardInterrupt
        tracker.tag_all(now=NOON)
        assert [left.verb for left in tracker.unfinished] == [REBUILD]
        tracker.rebuild(now=NOON)
        assert tracker.unfinished == ()


def test_others_write_while_a_rebuild_is_at_work(path: Path) -> None:
    """Real processes, as people run them; the rebuild takes some seconds, and none of them waits so long."""
    with subprocess.Popen(
        [sys.executable, "-c", SLOW.format(here=str(HERE), path=str(path))], stdout=subprocess.PIPE, text=True
    ) as rebuild:
        assert rebuild.stdout is not None
        assert rebuild.stdout.readline() == "begun\n"
        with Store.open(path, patience=1.0, create=True) as store:
            begun = time.monotonic()
            assert store.correct(a_correction(a_record(1), SampleSize(1)))
            assert time.monotonic() - begun < 1.0
        words = ["--db", str(path), "correct", "2", "n", "61", "--because", "Table 1", "--by", "A reader"]
        said = subprocess.run([*CORRECT, *words], capture_output=True, text=True, check=False)
        assert (said.returncode, rebuild.poll()) == (0, None), said.stderr
        assert "has not ended" in said.stderr
        assert rebuild.stdout.read() == "ended\n"
    with Store.open(path, create=True) as store:
        assert [correction.pmid for correction in store.corrections()] == [1, 2]
        assert {record.title for record in store.records()} == {"New."}
        assert not list(store.verify())
        assert store.unfinished() == ()


def test_the_taggers_are_loaded_before_anybody_has_to_wait(path: Path) -> None:
    loaded = []

    class Noting(Tagging):
        def pool(self) -> TaggerPool:
            loaded.append(tracker.store.db.conn.in_transaction)
            return super().pool()

    with Tracker.open(path, tagging=Noting(), create=True) as tracker:
        tracker.rebuild(now=NOON)
    assert loaded == [False]


def test_what_comes_between_reading_and_writing_is_not_put_back(path: Path) -> None:
    with Store.open(path, create=True) as store, Store.open(path, create=True) as other:

        def parse(_: bytes, __: Source) -> Record:
            if not fresh:
                fresh.append(a_record(1, title="Newer.", revised="2030-01-01"))
                other.put([Parsed(fresh[0], b"<later/>")])
            return next(rest)

        fresh: list[Record] = []
        rest = iter(a_record(pmid, title="New.") for pmid in range(1, RECORDS + 1))
        done = store.rebuild(parse)
        assert (len(done.outcomes), done.failed) == (RECORDS - 1, ())
        assert [store.record(pmid).title for pmid in (1, 2)] == ["Newer.", "New."]
        assert not list(store.verify())


def test_a_pull_that_is_at_work_is_waited_for(path: Path) -> None:
    with alone(path):
        rebuild = subprocess.Popen([*CORRECT, "--db", str(path), "rebuild"], stderr=subprocess.PIPE, text=True)
        assert rebuild.stderr is not None
        assert "another pull or rebuild is at work" in rebuild.stderr.readline()
    assert rebuild.wait(timeout=60) == 0
    assert rebuild.stderr.read() == f"{RECORDS:,} records read again\n"
    rebuild.stderr.close()


def hits(store: Store, word: str, index: str = IN_USE) -> int:
    sql = f"SELECT count(*) FROM {index} WHERE {index} MATCH ?"  # noqa: S608 - our own names
    return int(store.db.conn.execute(sql, (word,)).fetchone()[0])


def test_the_index_is_made_by_slices_while_others_write_and_search(path: Path) -> None:
    """At once it would keep others from writing for seconds; what they write is in the new one too."""
    told: list[str] = []

    def others(what: str, done: int, total: int | None) -> None:
        """Between two slices: a record in one that is done, one in a slice to come, and one that is new."""
        del what
        with Store.open(path) as other:
            if done < (total or 0):
                assert hits(other, "old") + hits(other, "new") + hits(other, "ham") >= RECORDS
                some = [1 + done // SLICE, RECORDS - done // SLICE, 5_000 + done]
                other.put([Parsed(a_record(pmid, title="Ham.", revised="2020-01-01"), raw(pmid)) for pmid in some])
                assert hits(other, "ham") >= 3

    with Store.open(path) as store:
        store.db.conn.set_trace_callback(told.append)
        store.rebuild(lambda data, _: a_record(int(data.split(b"PMID>")[1][:-2]), title="New."), progress=others)
        store.db.conn.set_trace_callback(None)
        assert not list(store.verify())
        ham = store.db.conn.execute("SELECT count(*) FROM records WHERE title = 'Ham.'").fetchone()[0]
        assert hits(store, "ham") == ham >= 3
        assert hits(store, "new") == store.counts()["records"] - ham
        assert hits(store, "old") == 0
    assert not [line for line in told if "(records_fts) VALUES ('rebuild')" in line]


def test_what_came_while_a_rebuild_waited_to_begin_is_found_after_it(path: Path) -> None:
    """It lists the records, then waits for an import that is at work: of what that brought it knows nothing."""

    class Waiting(Store):
        @contextmanager
        def renewing(
            self, verb: str, total: int, at: datetime | None, begun: Callable[[], object] = lambda: None
        ) -> Iterator[None]:
            with Store.open(path) as other:
                other.put([Parsed(a_record(5_000, title="Ham."), raw(5_000))])
            with super().renewing(verb, total, at, begun):
                yield

    with Waiting.open(path) as store:
        store.rebuild(lambda data, _: a_record(int(data.split(b"PMID>")[1][:-2]), title="New."))
        assert (hits(store, "ham"), hits(store, "new")) == (1, RECORDS)
        assert not list(store.verify())


def test_a_new_index_that_was_left_half_made_is_in_nobody_s_way(path: Path) -> None:
    with Store.open(path) as store:
        whole = names(store)

        def broken(_: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.rebuild(lambda *_: a_record(), tag=broken)
        assert names(store) > whole
        store.put([Parsed(a_record(pmid, title="Ham.", revised="2020-01-01"), raw(pmid)) for pmid in (1, 5_000)])
        assert hits(store, "ham") == hits(store, "ham", ANEW) == 2  # else all of it would be left to the end
        assert not list(store.verify())
        store.rebuild(lambda data, _: a_record(int(data.split(b"PMID>")[1][:-2]), title="New."))
        assert names(store) == whole
        assert hits(store, "new") == RECORDS + 1
        assert not list(store.verify())


def names(store: Store) -> set[str]:
    """Of all that is in the file."""
    return {name for (name,) in store.db.conn.execute("SELECT name FROM sqlite_master")}

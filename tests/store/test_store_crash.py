"""Killed at any point, or beside another writer, the store is whole; what is refused is refused in one clear line."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from stored import a_record, parsed

from evidence.errors import BadInput
from evidence.screeners import Screeners
from evidence.store.store import Outcome, Store

HERE = Path(__file__).parent
BATCH = 40
WRITER = """
import sys
sys.path.insert(0, {here!r})
from evidence.findings import digest_of
from evidence.screeners import Screeners
from evidence.screening import Decision
from evidence.store.store import Store
from stored import NOON, a_correction, a_record, parsed, readings_of

with Store.open({path!r}, create=True) as store:
    print("ready", flush=True)
    for batch in range(10_000):
        records = [a_record(pmid, title=f"Batch {{batch}}.", revised=f"{{batch:05}}") for pmid in range(1, {batch} + 1)]
        with store.transaction():
            store.put([parsed(record) for record in records])
            for record in records:
                store.put_readings(record.pmid, readings_of(record), digest_of(record.passages))
            store.correct(a_correction(records[0], minutes=batch))
            Screeners(store).judge(["1", "2"], Decision.INCLUDED, by="A", at=NOON.replace(microsecond=batch))
        print(batch, flush=True)
"""


@pytest.mark.parametrize("seed", range(6))
def test_kill_9_in_the_middle_of_a_batch_leaves_a_whole_one(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "evidence.db"
    code = WRITER.format(here=str(HERE), path=str(path), batch=BATCH)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(3):  # "ready" and two batches
            writer.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.1))  # noqa: S311 - where in a batch, not a secret
        writer.send_signal(signal.SIGKILL)
        said = writer.stdout.read().split()
    last = int(said[-1]) if said else 1
    with Store.open(path, create=True) as store:
        titles = {record.title for record in store.records()}
        assert titles in ({f"Batch {last}."}, {f"Batch {last + 1}."})  # the commit may have come before the word
        done = int(titles.pop()[6:-1]) + 1
        assert len(list(store.corrections())) == done
        assert len(list(Screeners(store).said())) == 2 * done
        assert store.counts()["tagged"] == BATCH
        assert not list(store.verify())
        # And the next run goes on as if nothing had been.
        assert set(store.put([parsed(a_record(pmid, revised="99999")) for pmid in (1, 2)]).values()) == {
            Outcome.CHANGED
        }


def fail_after_putting(store: Store, pmid: int) -> None:
    with store.transaction():
        store.put([parsed(a_record(pmid))])
        raise RuntimeError("half way")


def test_an_error_inside_a_transaction_takes_all_of_it_back(tmp_path: Path) -> None:
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(a_record(1))])
        with pytest.raises(RuntimeError, match="half way"):
            fail_after_putting(store, 2)
        with store.transaction():
            store.put([parsed(a_record(3))])
            with pytest.raises(RuntimeError, match="half way"):
                fail_after_putting(store, 4)
        assert [record.pmid for record in store.records()] == [1, 3]
        assert not list(store.verify())


def test_a_second_writer_waits_and_then_says_who_is_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as first, Store.open(path, patience=0.05, create=True) as second:
        with first.transaction():
            first.put([parsed(a_record(1))])
            with pytest.raises(BadInput, match="is in use by another program"):
                second.put([parsed(a_record(2))])
            assert list(second.records()) == []  # a reader is not in the way, and sees what was
        assert second.put([parsed(a_record(2))]) == {2: Outcome.NEW}
        assert [record.pmid for record in first.records()] == [1, 2]


def test_two_processes_write_in_turn_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True):
        pass
    code = (
        f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
        "from evidence.store.store import Store\n"
        "from stored import a_record, parsed\n"
        "start = int(sys.argv[1])\n"
        f"with Store.open({str(path)!r}, patience=60, create=True) as store:\n"
        "    for pmid in range(start, start + 60):\n"
        "        store.put([parsed(a_record(pmid))])\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, start]) for start in ("1", "31")]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with Store.open(path, create=True) as store:
        assert [record.pmid for record in store.records()] == list(range(1, 91))
        assert not list(store.verify())


def test_two_processes_may_make_the_same_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    code = f"from evidence.store.store import Store\nStore.open({str(path)!r}, patience=60, create=True).close()\n"
    writers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * 4
    with Store.open(path, create=True) as store:
        assert not list(store.verify())

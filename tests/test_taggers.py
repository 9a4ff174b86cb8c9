"""When the taggers are loaded: it takes a second, in which others must be able to write."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "pubmed"))
from pulling import client_of

from evidence.demo import starter_files, starter_set
from evidence.pubmed.items import Parsed
from evidence.pubmed.loopback import Loopback
from evidence.tag import tagger_pool
from evidence.tag.tagger import Tags
from evidence.tagging import Tagging
from evidence.tracker import Tracker

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
Watched = list[tuple[str, bool]]
"""What happened for the first time, and whether in a transaction."""


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Callable[[Tracker], Watched]:
    """Watches the loading of the taggers, and the first text that they read, which loads what they know."""

    def begun(tracker: Tracker) -> Watched:
        told: Watched = []
        make, together = Tagging.pool, tagger_pool._together

        def note(what: str) -> None:
            if what not in dict(told):
                told.append((what, tracker.store.db.conn.in_transaction))

        def pool(tagging: Tagging) -> tagger_pool.TaggerPool:
            note("loaded")
            return make(tagging)

        def read(*words: Any, **options: Any) -> list[Tags]:
            note("read")
            return together(*words, **options)

        monkeypatch.setattr(Tagging, "pool", pool)
        monkeypatch.setattr(tagger_pool, "_together", read)
        return told

    return begun


def served(tracker: Tracker) -> int:
    """Pull the starter set from this computer: how many records were new."""
    with Loopback(starter_set()) as server, client_of(server) as client:
        return tracker.pull(client, "diabetes", now=NOW).counts.new


def imported(tracker: Tracker) -> int:
    return sum(getattr(told, "outcomes", {})["new"] for told in tracker.import_files(starter_files(), now=NOW).values())


@pytest.mark.parametrize("bring", [served, imported])
def test_the_taggers_are_loaded_before_a_transaction_begins(
    tmp_path: Path, watch: Callable[[Tracker], Watched], bring: Callable[[Tracker], int]
) -> None:
    with Tracker.open(tmp_path / "evidence.db", create=True) as tracker:
        told = watch(tracker)
        assert bring(tracker) > 0
        assert not list(tracker.store.untagged())
    assert told == [("loaded", False), ("read", False)]
    with Tracker.open(tmp_path / "evidence.db") as tracker:  # where nothing is to be tagged they are not
        told = watch(tracker)
        assert bring(tracker) == 0
    assert told == []


def test_rebuild_loads_them_before_too(tmp_path: Path, watch: Callable[[Tracker], Watched]) -> None:
    with Tracker.open(tmp_path / "evidence.db", create=True) as tracker:
        imported(tracker)
    with Tracker.open(tmp_path / "evidence.db") as tracker:
        told = watch(tracker)
        tracker.rebuild(now=NOW)
    assert told == [("loaded", False), ("read", False)]


def other(change: Callable[[Parsed], Parsed]) -> Sequence[Parsed]:
    *some, last = list(starter_set())
    return [*some, change(last)]


def test_whether_anything_is_new_is_seen_without_writing(tmp_path: Path) -> None:
    with Tracker.open(tmp_path / "evidence.db", create=True) as tracker:
        assert tracker.store.has_other_than(list(starter_set()))
        imported(tracker)
        assert not tracker.store.has_other_than([])
        assert not tracker.store.has_other_than(other(lambda item: item))
        assert not tracker.store.has_other_than(other(lambda item: Parsed(item.record, b"<other bytes/>")))
        changed = other(lambda item: Parsed(replace(item.record, title="Ham"), b""))
        assert tracker.store.has_other_than(changed)

"""The flow of a real store: pulled over HTTP, pulled again, and read from a file besides."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from evidence.demo import run_demo
from evidence.prisma_counts import flow_of_store
from evidence.topics import DEFAULT
from evidence.tracker import Tracker

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_demo_store_is_all_identified_and_nothing_is_lost(tmp_path: Path) -> None:
    run_demo(tmp_path, now=NOON, topic=DEFAULT, progress=lambda *_: None)
    with Tracker.open(tmp_path / "evidence.db", create=True) as tracker:
        trials = [entry.record.pmid for entry in tracker.entries("design:rct")]
        made = flow_of_store(tracker.store, trials)
        assert made.identified == made.stored == tracker.count()
        assert (made.selected, made.other, made.failed, made.gone) == (len(trials), 0, 0, 0)
        assert made.holds
        page = tracker.report(tmp_path / "trials", "design:rct").read_text()
    assert f"Records in this table (n = {len(trials)})" in page
    assert "nobody has screened them here" in page

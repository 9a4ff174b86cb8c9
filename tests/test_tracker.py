"""A person's last word counts, whatever the clocks say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from evidence.demo import starter_files
from evidence.tracker import Tracker
from evidence.values import Field, SampleSize

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SIZE = Field.SAMPLE_SIZE


def test_the_last_word_counts_though_the_clock_was_put_back(tmp_path: Path) -> None:
    with Tracker.open(tmp_path / "evidence.db") as tracker:
        tracker.import_files(starter_files(), now=NOW)
        pmid = "22814142"
        for value, years in (("5", 0), ("7", 27), ("9", 1)):
            at = NOW - timedelta(days=365 * years)
            fact = tracker.correct(pmid, SIZE, value, reason="r", by="b", at=at)
            assert fact.value == SampleSize(int(value))
        assert [one.value for one in tracker.standing(pmid, SIZE)] == [SampleSize(9)]  # of each person the last word
        assert tracker.withdraw(pmid, SIZE, by="b", at=NOW - timedelta(days=9)).value == SampleSize(
            118, role="enrolled"
        )
        assert tracker.standing(pmid, SIZE) == ()
        # and where the clock is right the moment is kept as it was
        later = NOW + timedelta(days=1)
        tracker.correct(pmid, SIZE, "6", reason="r", by="b", at=later)
        tracker.correct(pmid, SIZE, "6", reason="r", by="b", at=later)
        assert [one.at for one in tracker.standing(pmid, SIZE)] == [later]

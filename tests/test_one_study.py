"""Which papers are told as one study, and that a person's word parts and joins them."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "store"))
from stored import a_record, parsed

from evidence.errors import NoSuchRecord
from evidence.one_study import other_reports, telling_of_studies
from evidence.records import Link
from evidence.tracker import Tracker
from evidence.values import Field

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A store with two reports that update one that it lacks, and a third of another study."""
    with Tracker.open(tmp_path / "evidence.db", create=True) as tracker:
        alone = replace(a_record(3), authors=(), registry_numbers=(), links=())
        both = [replace(alone, pmid=pmid, links=(Link("UpdateOf", 900),)) for pmid in (1, 2)]
        tracker.store.put([parsed(record) for record in (*both, alone)])
        tracker.tag_all(now=NOON)
    return tmp_path / "evidence.db"


def test_they_are_those_of_the_studies(two: Path) -> None:
    with Tracker.open(two) as tracker:
        told = {e.record.pmid: {r.record.pmid for r in one.reports} for one in tracker.studies() for e in one.reports}
        for pmid in (1, 2, 3):
            assert {pmid, *other_reports(tracker.store, tracker.topic, pmid)} == told[pmid]


def test_what_a_word_parts_and_its_withdrawal_joins_is_told(two: Path) -> None:
    said: list[str] = []
    with Tracker.open(two) as tracker:
        tracker.correct("1", Field.DESIGN, "systematic review", reason="read", by="A", at=NOON, notice=said.append)
        tracker.withdraw("1", Field.DESIGN, by="A", at=NOON.replace(hour=13), notice=said.append)
        tracker.correct("3", Field.DESIGN, "systematic review", reason="read", by="A", at=NOON, notice=said.append)
    what = [line.partition(") are ")[2] for line in said]
    assert what == [f"{how} told as one study: see `evidence studies`" for how in ("no longer", "now")]
    assert all(line.startswith("PMID 1 and 2 (") for line in said)


def test_of_no_record_the_block_speaks(two: Path) -> None:
    with (
        Tracker.open(two) as tracker,
        pytest.raises(NoSuchRecord),
        telling_of_studies(tracker.store, tracker.topic, "4", pytest.fail),
    ):
        tracker.store.find_id("4")

"""The flow of a real store: pulled over HTTP, pulled again, and read from a file besides."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "pubmed"))
from articles import article_xml

from evidence.demo import run_demo
from evidence.findings import Reading
from evidence.importing import import_files
from evidence.intake import Intake
from evidence.prisma_counts import flow_of_store
from evidence.progress import silent
from evidence.records import Record
from evidence.store.store import Store
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


BATCH = 5


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of five records."""
    monkeypatch.setattr("evidence.intake.BATCH", BATCH)


NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def import_until(path: Path, store: Store, batches: int, query: str = "") -> None:
    """Import a file without tags, broken off as by Ctrl-C after so many batches."""
    done = count()

    def tag(records: Sequence[Record]) -> Iterator[tuple[Reading, ...]]:
        if next(done) == batches:
            raise KeyboardInterrupt
        return (() for _ in records)

    with suppress(KeyboardInterrupt):
        import_files(Intake(store, tag, NOW + timedelta(minutes=batches), query), [path], progress=silent)


def from_files(store: Store) -> tuple[int, int, int, int]:
    """Files, records in them, those found already, files not read to their end."""
    flow = flow_of_store(store, [])
    assert flow.holds
    assert not list(store.verify())
    assert flow.files is not None
    return flow.files.files, flow.files.read, flow.files.already, flow.files.unread


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("records", [12, 15])  # 15 are whole batches
def test_a_file_whose_import_was_broken_off_counts_once_when_it_comes_to_its_end(tmp_path: Path, records: int) -> None:
    """Else a review's first box says 5,000 records of a file that has 3,000."""
    path = tmp_path / "a.xml"
    path.write_bytes(b"<PubmedArticleSet>" + b"".join(map(article_xml, range(1, records + 1))) + b"</PubmedArticleSet>")
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        import_until(path, store, 1)
        assert from_files(store) == (1, 5, 0, 1)
        import_until(path, store, 2)
        assert from_files(store) == (1, 10, 0, 1)
        import_until(path, store, 9)
        assert from_files(store) == (1, records, 0, 0)
        import_until(path, store, 10)
        assert from_files(store) == (1, records, 0, 0)


@pytest.mark.usefixtures("small")
def test_what_lies_outside_a_topic_is_counted_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    held = (article_xml(pmid, title="Feet" if pmid % 4 else "Hands") for pmid in range(1, 21))
    path.write_bytes(b"<PubmedArticleSet>" + b"".join(held) + b"</PubmedArticleSet>")
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        for batches in (1, 2, 9):
            import_until(path, store, batches, "feet[ti]")
        assert from_files(store) == (1, 20, 0, 0)
        files = flow_of_store(store, []).files
        assert files is not None
        assert files.outside == 5


@pytest.mark.usefixtures("small")
def test_another_file_by_the_name_of_one_that_was_broken_off_is_another(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"<PubmedArticleSet>" + b"".join(map(article_xml, range(1, 13))) + b"</PubmedArticleSet>")
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        import_until(path, store, 1)
        path.write_bytes(b"<PubmedArticleSet>" + article_xml(50) + b"</PubmedArticleSet>")
        import_until(path, store, 9)
        assert from_files(store) == (2, 6, 0, 1)

"""A person's last word counts, whatever the clocks say."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.demo import starter_files
from evidence.errors import BadInput
from evidence.pubmed.items import Parsed
from evidence.records import Passage
from evidence.store.store import Store
from evidence.tracker import Tracker
from evidence.values import Field, SampleSize

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SIZE = Field.SAMPLE_SIZE


def test_the_last_word_counts_though_the_clock_was_put_back(tmp_path: Path) -> None:
    with Tracker.open(tmp_path / "evidence.db", create=True) as tracker:
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


SEED = "22814142"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    with Tracker.open(tmp_path_factory.mktemp("filled") / "evidence.db", create=True) as tracker:
        tracker.import_files(starter_files()[:1], now=NOW)
        yield tracker


NAIVE = datetime(2026, 11, 30)  # noqa: DTZ001 - what is tried


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda t: t.search(limit=-3), "limit is -3"),
        (lambda t: t.search(offset=-3), "offset is -3"),
        (lambda t: t.correct(SEED, "sise", "5", reason="r", by="b", at=NOW), "'sise' is no field"),
        (lambda t: t.why(SEED, "sise"), "'sise' is no field"),
        (lambda t: t.correct(SEED, SIZE, "5", reason="r", by="b", at=NAIVE), "has no zone"),
        (lambda t: t.confirm(SEED, SIZE, by="b", at=NAIVE), "has no zone"),
        (lambda t: t.import_files(starter_files()[:1], now=NAIVE), "has no zone"),
        (lambda t: t.tag_all(now=NAIVE), "has no zone"),
        (lambda t: t.save_search("all", "", None, at=NAIVE), "has no zone"),
    ],
)
def test_what_can_not_be_meant_is_one_clear_error(
    filled: Tracker, call: Callable[[Tracker], object], told: str
) -> None:
    before = list(filled.store.corrections())
    with pytest.raises(BadInput, match=told):
        call(filled)
    assert list(filled.store.corrections()) == before


def test_a_field_goes_by_its_name_too(filled: Tracker) -> None:
    name: Field = "sample_size"  # type: ignore[assignment] # as a program without types has it
    assert filled.correct(SEED, name, "5", reason="r", by="b", at=NOW).value == SampleSize(5)
    assert [one.field for one in filled.store.corrections()] == [SIZE]
    assert isinstance(next(filled.store.corrections()).field, Field)
    assert filled.why(SEED, name).fact.value == SampleSize(5)


def test_a_store_is_not_made_unasked(tmp_path: Path) -> None:
    for opened in (Tracker.open, Store.open):
        with pytest.raises(BadInput, match="there is no store"):
            opened(tmp_path / "mistyped.db")
    assert list(tmp_path.iterdir()) == []


def test_a_correction_by_hand_is_of_the_text_that_was_stored_when_it_came(tmp_path: Path) -> None:
    """So that it is stale once PubMed has another; the same file again says nothing new, and leaves it stale."""
    hand = f"pmid,field,value,by,because,at\n{SEED},n,117,Eva,page 2,2026-11-29\n9,n,5,Eva,page 2,2026-11-29\n"
    with Tracker.open(tmp_path / "evidence.db", create=True) as tracker:
        tracker.import_files(starter_files()[:1], now=NOW)
        record = tracker.record(SEED)
        assert tracker.import_corrections(io.StringIO(hand), "csv", "hand.csv", now=NOW) == (2, 0)
        assert not tracker.entry(SEED).facts[SIZE].stale
        exported = io.StringIO()
        tracker.export_corrections(exported, "csv")
        other = replace(record, version=record.version + 1, abstract=(Passage("abstract.0", None, "We treated 90."),))
        tracker.store.put([Parsed(other, b"")])
        for text in (hand, exported.getvalue()):
            assert tracker.import_corrections(io.StringIO(text), "csv", "hand.csv", now=NOW) == (0, 2)
            assert tracker.entry(SEED).facts[SIZE].stale

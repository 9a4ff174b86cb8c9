"""Words of screening in the store: kept for ever and once, found by what they come to, all of a list or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dump_schema import dump
from sqlite_utils import Database
from stored import a_record, parsed
from test_schema import RELEASED

from evidence.errors import BadInput, NoSuchRecord
from evidence.screeners import Screeners
from evidence.screening import Decision, Screening, Stage, State
from evidence.store import screenings
from evidence.store.schema import MIGRATIONS
from evidence.store.search import Search
from evidence.store.store import Store

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
IN, OUT = Decision.INCLUDED, Decision.EXCLUDED
WHY = "wrong population"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "evidence.db", create=True) as opened:
        opened.put([parsed(a_record(pmid)) for pmid in (1, 2, 3, 4)])
        yield opened


def found(store: Store, query: str) -> set[int]:
    return set(Search(store.db).pmids(query))


def test_a_word_is_added_once_and_never_changed(store: Store) -> None:
    said = Screening(1, Stage.ABSTRACT, OUT, WHY, "A", NOON)
    assert screenings.add(store.db, said)
    assert not screenings.add(store.db, said)
    assert list(screenings.load(store.db)) == [said]
    for sql in ("UPDATE screenings SET reason = ''", "DELETE FROM screenings"):
        with pytest.raises(sqlite3.IntegrityError, match="kept"):
            store.db.conn.execute(sql)


@pytest.mark.parametrize("changes", [{"pmid": 0}, {"reason": "\ud800"}, {"by": "\udfff"}, {"reason": "x" * 10_001}])
def test_a_word_that_can_not_be_kept_is_refused(store: Store, changes: dict[str, object]) -> None:
    given = {"pmid": 1, "stage": Stage.ABSTRACT, "verdict": OUT, "reason": WHY, "by": "A", "at": NOON} | changes
    with pytest.raises(BadInput):
        screenings.add(store.db, Screening(**given))  # type: ignore[arg-type]
    assert not screenings.any_said(store.db.conn)


def test_of_a_list_all_are_judged_or_none(store: Store) -> None:
    people = Screeners(store)
    with pytest.raises(NoSuchRecord):
        people.judge(["1", "99"], IN, by="A", at=NOON)
    for wrong in ({"reason": " "}, {"by": " "}, {"at": datetime(2026, 1, 1)}):  # noqa: DTZ001 - that is what is wrong
        with pytest.raises(BadInput):
            people.judge(["1"], OUT, **({"reason": WHY, "by": "A", "at": NOON} | wrong))  # type: ignore[arg-type]
    assert not screenings.any_said(store.db.conn)
    assert [pmid for pmid, _ in people.judge(["2", "1", "2"], IN, by="A", at=NOON)] == [2, 1]


def test_the_last_word_counts_also_where_a_clock_was_put_back(store: Store) -> None:
    people = Screeners(store)
    people.judge(["1"], OUT, reason=WHY, by="A", at=NOON)
    ((_, now),) = people.judge(["1"], IN, by="A", at=NOON - timedelta(days=9))
    assert now.state is State.INCLUDED


def test_records_are_found_by_what_people_said(store: Store) -> None:
    people = Screeners(store)
    assert found(store, "is:unscreened") == {1, 2, 3, 4}
    people.judge(["1", "2"], OUT, reason="Wrong  population (children)", by="A", at=NOON)
    people.judge(["2", "3"], IN, by="B", at=NOON)
    assert found(store, "is:excluded") == found(store, "status:excluded") == {1}
    assert found(store, "is:included") == {3}
    assert found(store, "is:disputed") == found(store, 'status:"screening disputed"') == {2}
    assert found(store, "is:unscreened") == {4}
    assert found(store, "-is:excluded") == {2, 3, 4}
    assert found(store, 'excluded:"wrong population"') == found(store, "excluded:childr*") == {1}
    assert found(store, "excluded:design") == found(store, "excluded:population is:included") == set()
    people.withdraw("1", Stage.ABSTRACT, by="A", at=NOON)
    assert found(store, "is:unscreened") == {1, 4}


def test_nobody_takes_back_what_another_said_or_what_nobody_did(store: Store) -> None:
    people = Screeners(store)
    people.judge(["1"], OUT, reason=WHY, by="A", at=NOON)
    for by, stage in (("B", Stage.ABSTRACT), ("A", Stage.FULL_TEXT)):
        taken, now = people.withdraw("1", stage, by=by, at=NOON)
        assert taken is None
        assert now is not None
        assert now.state is State.EXCLUDED
    assert len(list(people.said())) == 1


def test_what_is_left_for_a_person_is_what_that_person_has_not_judged(store: Store) -> None:
    people = Screeners(store)
    people.judge(["1", "2"], IN, by="A", at=NOON)
    people.judge(["2"], OUT, reason=WHY, by="B", at=NOON)
    assert people.open_for("a", Stage.ABSTRACT, [4, 3, 2, 1]) == [4, 3]
    assert people.open_for("B", Stage.ABSTRACT, [4, 3, 2, 1]) == [4, 3, 1]
    assert people.open_for("B", Stage.FULL_TEXT, [4, 3, 2, 1]) == [1], "nobody reads in full what is disputed or new"
    people.judge(["1"], IN, stage=Stage.FULL_TEXT, by="B", at=NOON)
    assert people.open_for("B", Stage.FULL_TEXT, [1]) == []
    assert people.open_for("A", Stage.FULL_TEXT, [1]) == [1]


def test_reasons_are_told_those_used_most_first(store: Store) -> None:
    people = Screeners(store)
    people.judge(["1"], OUT, reason="No controls", by="A", at=NOON)
    people.judge(["2", "3"], OUT, reason="Wrong population", by="A", at=NOON)
    people.judge(["4"], OUT, reason="wrong population", by="B", at=NOON)
    assert people.reasons() == ["Wrong population", "No controls"]


BEFORE = MIGRATIONS.index(screenings.create_screenings)


@pytest.mark.parametrize("released", [*RELEASED, None], ids=lambda path: path.stem if path else "the one before")
def test_an_older_store_takes_words_of_screening(tmp_path: Path, released: Path | None) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        connection.executescript(released.read_text(encoding="utf-8") if released else dump(BEFORE))
    with Store.open(tmp_path / "old.db", create=True) as store:
        assert not screenings.any_said(store.db.conn)
        Screeners(store).judge(["22814142"], OUT, reason=WHY, by="A", at=NOON)
        assert found(store, "is:excluded") == {22814142}
        assert not list(store.verify())


def test_no_table_leads_from_a_word_to_a_record(store: Store) -> None:
    """A word outlives the record, and may come before it."""
    assert isinstance(store.db, Database)
    assert store.db.table("screenings").foreign_keys == []
    assert screenings.add(store.db, Screening(99, Stage.ABSTRACT, OUT, WHY, "A", NOON))
    assert found(store, "is:excluded") == set()
    store.put([parsed(a_record(99))])
    assert found(store, "is:excluded") == {99}


def test_a_damaged_word_is_told_by_its_record(store: Store) -> None:
    store.db.conn.execute("INSERT INTO screenings VALUES (NULL, 2, 'abstract', 'maybe', '', 'A', '2026-03-01')")
    with pytest.raises(BadInput, match="PMID 2: what A said of it in screening"):
        screenings.of_all(store.db.conn)
    assert [str(problem) for problem in store.verify()] == [
        "PMID 2: what A said of it in screening, 2026-03-01, is damaged ('maybe' is not a valid Decision)"
    ]

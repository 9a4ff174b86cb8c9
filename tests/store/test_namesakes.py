"""Namesakes of one table are told apart by PMID; which are such is asked of the database as a row is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from stored import a_record, parsed

from evidence import topics
from evidence.entries import entries_of
from evidence.records import Author, PartialDate, Record
from evidence.store.namesakes import letters
from evidence.store.store import Store
from evidence.tables.entry import study

HU, GROUP = Author("Hu", "J", "J"), Author(collective="The Group")
UNDATED = PartialDate(None, raw="no date")


def by(pmid: int, *authors: Author, year: int | None = 2014) -> Record:
    published = PartialDate(year, raw=str(year)) if year else UNDATED
    return a_record(pmid, authors=authors, published=published)


ANOTHER = a_record(17, title="Another title", authors=(), published=PartialDate(2014, raw="2014"))
RECORDS = (
    by(9, HU), by(3, HU), by(5, HU, year=2015), by(6, Author("Hu", "K", "K")), by(7), by(8), by(10, GROUP),
    by(11, GROUP), by(15, GROUP, HU), by(16, GROUP, Author("Ono", "K", "K")), ANOTHER,
    by(12, Author("Hu", "J", "J", suffix="Jr")), by(13, year=None), by(14, year=None),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("names") / "evidence.db", create=True) as opened:
        opened.put([parsed(record) for record in RECORDS])
        opened.put([parsed(by(100 + number, Author("Many", "A", "A"))) for number in range(28)])
        yield opened


def test_those_alike_get_letters_in_the_order_of_their_pmids(store: Store) -> None:
    found = letters(store.db.conn, [record.pmid for record in RECORDS])
    assert found == {3: "a", 9: "b", 15: "c", 7: "a", 8: "b", 10: "a", 11: "b", 13: "a", 14: "b"}


def test_a_letter_hangs_on_the_rows_and_not_on_their_order(store: Store) -> None:
    assert letters(store.db.conn, [9, 3]) == letters(store.db.conn, [3, 9]) == {3: "a", 9: "b"}
    assert letters(store.db.conn, [9, 5]) == letters(store.db.conn, [9]) == letters(store.db.conn, []) == {}


def test_after_z_comes_aa(store: Store) -> None:
    found = letters(store.db.conn, range(100, 128))
    assert [found[pmid] for pmid in (100, 125, 126, 127)] == ["a", "z", "aa", "ab"]


def test_no_two_rows_are_called_alike_and_none_has_a_letter_for_nothing(store: Store) -> None:
    pmids = [*(record.pmid for record in RECORDS), *range(100, 128)]
    topic = topics.load(topics.DEFAULT)
    bare = Counter(study(entry) for entry in entries_of(store, topic, pmids))
    told = list(entries_of(store, topic, pmids, letters=letters(store.db.conn, pmids)))
    assert len({study(entry) for entry in told}) == len(pmids)
    for entry in told:
        assert bool(entry.letter) is (bare[study(entry).removesuffix(entry.letter).strip()] > 1)
    named = {entry.record.pmid: study(entry) for entry in told}
    assert (named[3], named[8], named[13]) == (
        "Hu J, 2014a",
        "Marrow cells for diabetic …, 2014b",
        "Marrow cells for diabetic …, no year a",
    )
    assert (named[15], named[16], named[17]) == ("Hu J, 2014c", "Ono K, 2014", "Another title, 2014")

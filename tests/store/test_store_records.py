"""A record comes back as it was put, whatever is in it; what is put twice, worse or broken changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from stored import NOON, a_record, parsed, records

from evidence.errors import BadInput, NoSuchRecord
from evidence.pubmed.items import Parsed
from evidence.records import Author, Passage, Record, Source
from evidence.store import checking, saving_records
from evidence.store.raw import unpacked
from evidence.store.store import Outcome, Store
from evidence.values import Field


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "evidence.db", create=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples of a property: opening one costs more than an example."""
    with Store.open(tmp_path_factory.mktemp("kept") / "evidence.db", create=True) as opened:
        yield opened


def dump(store: Store) -> list[str]:
    """Everything in the tables but what tells the history of how it came there."""
    lines = store.db.conn.iterdump()
    history = ('INSERT INTO "revisions"', 'INSERT INTO "raw"', 'INSERT INTO "records_fts')
    return sorted(line for line in lines if line.startswith("INSERT") and not line.startswith(history))


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(record=records)
def test_what_is_put_comes_back(kept: Store, record: Record) -> None:
    with kept.transaction():  # forced, as Hypothesis may draw a PMID twice
        saving_records.put(kept.db, [Parsed(record, b"<x/>")], at=None, forced=True)
        assert kept.put([Parsed(record, b"<y/>")]) == {record.pmid: Outcome.UNCHANGED}
    assert kept.record(record.pmid) == record
    assert kept.passages(record.pmid) == record.passages
    assert not list(checking.of_records(kept.db, [record.pmid]))


def test_the_index_agrees_with_all_that_was_drawn(kept: Store) -> None:
    """After the property above, in the same store: hostile strings were indexed and some of them replaced."""
    assert kept.counts()["records"] > 10
    assert not list(kept.verify())


def test_passages_in_sql_are_those_of_the_record(store: Store) -> None:
    """People write SQL in Datasette: the view must agree with the taggers' passages."""
    record = a_record()
    store.put([parsed(record)])
    rows = store.db.conn.execute("SELECT name, label, text, category FROM passages WHERE pmid = ?", (record.pmid,))
    assert sorted(rows) == sorted((p.name, p.label, p.text, p.category) for p in record.passages)


def test_the_second_time_nothing_changes(store: Store) -> None:
    items = [parsed(a_record(pmid)) for pmid in (1, 2, 3)]
    assert set(store.put(items).values()) == {Outcome.NEW}
    before = store.db.conn.total_changes
    assert set(store.put(items).values()) == {Outcome.UNCHANGED}
    assert store.db.conn.total_changes == before


def test_a_shorter_list_leaves_no_rows_behind(store: Store) -> None:
    store.put([parsed(a_record())])
    shorter = a_record(authors=(Author("Nagy"),), keywords=(), mesh=(), ids=(), abstract=(), revised="2014-01-01")
    assert store.put([parsed(shorter)]) == {shorter.pmid: Outcome.CHANGED}
    assert store.record(shorter.pmid) == shorter
    assert not list(store.verify())


def test_the_index_forgets_the_old_text(store: Store) -> None:
    store.put([parsed(a_record(1, title="A zebra."))])
    store.put([parsed(a_record(1, title="A giraffe."))])
    hits = "SELECT rowid FROM records_fts WHERE records_fts MATCH ?"
    assert store.db.conn.execute(hits, ("zebra",)).fetchall() == []
    assert store.db.conn.execute(hits, ("giraffes",)).fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"source": Source.PUBMED_XML}, {"source": Source.MEDLINE_TEXT}),
        ({"source": Source.MEDLINE_TEXT, "revised": "2014-02-01"}, {"source": Source.PUBMED_XML}),
        ({"source": Source.MEDLINE_TEXT}, {"source": Source.EUROPE_PMC, "revised": "2025-01-01"}),
        ({"source": Source.EUROPE_PMC}, {"source": Source.STARTER, "revised": "2025-01-01"}),
        ({"version": 2}, {"version": 1, "revised": "2025-01-01"}),
        ({"revised": "2014-02-01"}, {"revised": "2014-01-31"}),
        ({"revised": "2014-02-01"}, {"revised": None}),
    ],
    ids=["format", "a later format", "second source", "starter", "version", "revision", "no revision"],
)
def test_a_worse_text_never_overwrites(store: Store, better: dict[str, object], worse: dict[str, object]) -> None:
    good = replace(a_record(title="The better one."), **better)  # type: ignore[arg-type]
    bad = replace(a_record(title="The worse one."), **worse)  # type: ignore[arg-type]
    assert store.put([parsed(bad)]) == {good.pmid: Outcome.NEW}
    assert store.put([parsed(good)]) == {good.pmid: Outcome.CHANGED}
    assert store.put([parsed(bad)]) == {good.pmid: Outcome.KEPT}
    assert store.record(good.pmid) == good


def test_any_order_of_puts_gives_the_same_state(tmp_path: Path) -> None:
    """One PMID by four standings and another beside it, one by one in every order, and all in one batch."""
    items = [
        parsed(a_record(7, title="Summary.", source=Source.STARTER)),
        parsed(a_record(7, title="First.", version=1)),
        parsed(a_record(7, title="Second.", version=2)),
        parsed(a_record(7, title="Second, revised.", version=2, revised="2020-05-05")),
        parsed(a_record(8)),
    ]
    states = []
    for number, order in enumerate(permutations(items)):
        if number % 5:
            continue  # 24 of the 120 orders
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            if number % 2:
                store.put(order)
            else:
                for item in order:
                    store.put([item])
            states.append(dump(store))
    assert all(state == states[0] for state in states)


def test_the_raw_bytes_of_each_revision_are_kept(store: Store) -> None:
    store.put([Parsed(a_record(1, title="One."), b"<one/>")], at=NOON)
    store.put([Parsed(a_record(1, title="Three."), b"<three/>")], at=NOON)
    store.put([Parsed(a_record(1, title="Three."), b"<three />")])
    rows = store.db.conn.execute(
        "SELECT revision, stored_at, codec, data, size FROM revisions JOIN raw ON hash = raw_hash ORDER BY 1"
    )
    noon = "2026-03-01T12:00:00.000000+00:00"
    assert [(n, at, unpacked(*raw)) for n, at, *raw in rows] == [(1, noon, b"<one/>"), (2, noon, b"<three/>")]


@pytest.mark.parametrize("pmid", [0, -1, 2**63])
def test_a_number_that_is_no_pmid_is_refused(store: Store, pmid: int) -> None:
    with pytest.raises(BadInput, match="is no PMID"):
        store.put([parsed(a_record(pmid))])


def test_half_a_character_is_refused_and_named_and_nothing_is_stored(store: Store) -> None:
    """No reader makes one; a file repaired by hand could. The whole call is refused, in one line."""
    broken = a_record(2, abstract=(Passage("abstract.0", None, "broken \ud83e here"),))
    with pytest.raises(BadInput, match=r"PMID 2 has a broken character after .*broken"):
        store.put([Parsed(a_record(1), b""), Parsed(broken, b"")])
    assert store.counts()["records"] == 0


def test_records_come_in_the_order_asked_and_a_missing_one_is_an_error(store: Store) -> None:
    store.put([parsed(a_record(pmid)) for pmid in (1, 2, 3)])
    assert [record.pmid for record in store.records([3, 1, 3])] == [3, 1, 3]
    assert [record.pmid for record in store.records()] == [1, 2, 3]
    with pytest.raises(NoSuchRecord, match="PMID 4"):
        list(store.records([1, 4]))


def test_a_deleted_record_leaves_lists_but_not_the_store(store: Store) -> None:
    store.put([parsed(a_record(pmid)) for pmid in (1, 2)])
    assert store.delete([1, 9]) == {1: Outcome.DELETED, 9: Outcome.UNCHANGED}
    assert store.delete([1]) == {1: Outcome.UNCHANGED}
    assert [record.pmid for record in store.records()] == [2]
    assert store.record(1) == a_record(1)
    # The file that it came from, imported again, must not bring it back; a revision does.
    assert store.put([parsed(a_record(1))]) == {1: Outcome.UNCHANGED}
    assert [record.pmid for record in store.records()] == [2]
    store.put([parsed(a_record(1, title="Back.", revised="2014-01-01"))])
    assert [record.pmid for record in store.records()] == [1, 2]
    store.delete([2])
    store.restore([2])
    assert [record.pmid for record in store.records()] == [1, 2]
    assert not list(store.verify())


@pytest.mark.parametrize(
    "text", ["5", " 5 ", "PMID: 5", "pmid5", "10.1000/foot.5", "doi:10.1000/FOOT.5", "https://doi.org/10.1000/Foot.5"]
)
def test_a_person_may_write_an_id_as_it_comes(store: Store, text: str) -> None:
    store.put([parsed(a_record(5)), parsed(a_record(6))])
    assert store.find_id(text) == 5


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("7", NoSuchRecord),
        ("10.1000/none", NoSuchRecord),
        ("Hu 2012", BadInput),
        ("", BadInput),
        ("10.1000/\udcff", BadInput),
    ],
)
def test_an_id_that_is_none_says_so(store: Store, text: str, error: type[Exception]) -> None:
    store.put([parsed(a_record(5))])
    with pytest.raises(error):
        store.find_id(text)


def test_real_records_come_back_whole(store: Store, shared: Path) -> None:
    """NLM's own sample: 177 records with every oddity that NLM thought worth showing."""
    from evidence.pubmed.files import read_file

    items = [i for path in sorted((shared / "pubmed/xml/jcore").glob("*sample*.gz")) for i in read_file(path)]
    articles = {item.record.pmid: item for item in items if isinstance(item, Parsed)}
    assert articles
    store.put(list(articles.values()))
    assert {record.pmid: record for record in store.records()} == {p: item.record for p, item in articles.items()}
    assert not list(store.verify())
    assert set(store.facts(min(articles))) == set(Field)


def test_what_pubmed_says_last_stands_and_the_file_that_it_set_right_changes_nothing(store: Store) -> None:
    file, answer = parsed(a_record()), parsed(a_record(title="Set right."))
    assert store.put([file])[file.record.pmid] is Outcome.NEW
    assert store.put([answer], in_turn=True)[file.record.pmid] is Outcome.CHANGED
    assert store.put([file])[file.record.pmid] is Outcome.KEPT
    assert store.put([file], in_turn=True)[file.record.pmid] is Outcome.KEPT
    assert store.record(file.record.pmid) == answer.record

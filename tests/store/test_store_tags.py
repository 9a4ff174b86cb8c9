"""Readings and corrections: all candidates come back, facts are settled at once, a person's word outlives all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored import a_correction, a_record, parsed, readings, readings_of

from evidence.errors import BadInput, NoSuchRecord
from evidence.findings import Correction, Fact, Reading, Verdict, choose, digest_of
from evidence.pubmed.items import Parsed
from evidence.records import Quote, Record, Source
from evidence.store import checking
from evidence.store.store import Outcome, Store, Tagged
from evidence.values import Field, SampleSize

RECORD = a_record()
DIGEST = digest_of(RECORD.passages)
SIZE = Field.SAMPLE_SIZE


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "evidence.db", create=True) as opened:
        opened.put([parsed(RECORD)])
        yield opened


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("kept") / "evidence.db", create=True) as opened:
        opened.put([parsed(RECORD)])
        yield opened


def tag(store: Store, record: Record = RECORD) -> Outcome:
    return store.put_readings(record.pmid, readings_of(record), digest_of(record.passages))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=st.tuples(*(readings(RECORD.pmid, field) for field in Field)))
def test_readings_come_back_whole_and_facts_are_what_choose_says(kept: Store, drawn: tuple[Reading, ...]) -> None:
    kept.put_readings(RECORD.pmid, drawn, DIGEST)
    assert kept.readings(RECORD.pmid) == {reading.field: reading for reading in drawn}
    assert kept.facts(RECORD.pmid) == {reading.field: choose(reading) for reading in drawn}
    wrong = [problem.what for problem in checking.of_records(kept.db, [RECORD.pmid])]
    assert all("quotes" in what for what in wrong)  # invented quotes are found out, and nothing else is wrong


def test_facts_can_be_filtered_by(store: Store) -> None:
    assert list(store.untagged()) == [RECORD.pmid]
    assert tag(store) is Outcome.NEW
    assert tag(store) is Outcome.UNCHANGED
    query = "SELECT design, design_parent, design_conflicts, n, n_role, follow_up, follow_up_abstained FROM facts"
    assert store.db.conn.execute(query).fetchall() == [
        ("non-randomised-controlled", "interventional", 1, 118, "enrolled", None, "not stated")
    ]
    assert list(store.untagged()) == []
    assert not list(store.verify())


def test_one_field_may_be_read_again_alone(store: Store) -> None:
    tag(store)
    again = Reading(SIZE, (), "conflicting")
    assert store.put_readings(RECORD.pmid, [again], DIGEST) is Outcome.CHANGED
    assert store.readings(RECORD.pmid)[SIZE] == again
    assert store.facts(RECORD.pmid)[Field.DESIGN].value is not None


def test_a_text_that_changed_loses_its_readings(store: Store) -> None:
    """Their quotes would point into a text that is no more."""
    tag(store)
    changed = replace(RECORD, title="Marrow cells for feet.", revised="2014-01-01")
    store.put([parsed(changed)])
    assert store.readings(RECORD.pmid) == {}
    assert store.facts(RECORD.pmid) == {field: Fact(field, None) for field in Field}
    assert list(store.untagged()) == [RECORD.pmid]
    assert not list(store.verify())


def test_a_change_outside_the_text_keeps_its_readings(store: Store) -> None:
    tag(store)
    store.put([parsed(replace(RECORD, revised="2020-01-01", status="MEDLINE"))])
    assert store.facts(RECORD.pmid)[SIZE].value == SampleSize(118, role="enrolled")
    assert not list(store.verify())


def test_readings_of_an_older_text_are_not_written(store: Store) -> None:
    """A slow tagger in another process must not overwrite what a pull brought meanwhile."""
    store.put([parsed(replace(RECORD, title="Another title.", revised="2014-01-01"))])
    assert tag(store) is Outcome.KEPT
    assert store.readings(RECORD.pmid) == {}


def test_a_tagger_that_breaks_its_contract_is_a_bug_and_writes_nothing(store: Store) -> None:
    design, size, length = readings_of(RECORD)
    broken = [
        Reading(SIZE),
        size._replace(candidates=(size.candidates[0]._replace(quotes=()),)),
        size._replace(candidates=(size.candidates[0]._replace(pmid=1),)),
        size._replace(conflicts=design.candidates),
    ]
    for one in broken:
        with pytest.raises(ValueError, match="PMID 22814142"):
            store.put_readings(RECORD.pmid, [design, one, length], DIGEST)
    assert store.readings(RECORD.pmid) == {}
    with pytest.raises(NoSuchRecord):
        store.put_readings(1, [], DIGEST)


def test_many_are_put_as_one_by_one(store: Store) -> None:
    records = [a_record(pmid) for pmid in range(1, 6)]
    store.put([parsed(record) for record in records])
    tagged = [Tagged(record.pmid, readings_of(record), digest_of(record.passages)) for record in records]
    assert store.put_all_readings(tagged) == dict.fromkeys(range(1, 6), Outcome.NEW)
    assert dict(store.facts_of()) == {pmid: store.facts(pmid) for pmid in [*range(1, 6), RECORD.pmid]}


def test_a_person_overrides_the_machine_until_the_word_is_withdrawn(store: Store) -> None:
    tag(store)
    machine = store.facts(RECORD.pmid)[SIZE]
    assert store.correct(a_correction(RECORD))
    fact = store.facts(RECORD.pmid)[SIZE]
    assert (fact.value, fact.stale, fact.machine) == (SampleSize(120), False, machine.source)
    assert store.db.conn.execute("SELECT n, n_corrected, n_rule FROM facts").fetchall() == [(120, 1, None)]
    store.correct(a_correction(RECORD, minutes=1, verdict=Verdict.WITHDRAWN, value=None))
    assert store.facts(RECORD.pmid)[SIZE] == machine
    assert [said.verdict for said in store.corrections(RECORD.pmid, SIZE)] == [Verdict.VALUE, Verdict.WITHDRAWN]
    assert not list(store.verify())


def test_the_same_word_twice_is_one(store: Store) -> None:
    assert store.correct(a_correction(RECORD))
    assert not store.correct(a_correction(RECORD))
    assert len(list(store.corrections())) == 1


def test_the_latest_counts_and_not_the_last_to_arrive(store: Store) -> None:
    """Two colleagues' files, imported in either order, must give the same table."""
    later, earlier = a_correction(RECORD, SampleSize(7), minutes=5), a_correction(RECORD, SampleSize(6), minutes=4)
    for correction in (later, earlier):
        store.correct(correction)
    assert list(store.corrections()) == [earlier, later]
    assert store.facts(RECORD.pmid)[SIZE].value == SampleSize(7)


def test_a_correction_may_come_before_its_record(store: Store) -> None:
    early = a_record(5)
    store.correct(a_correction(early))
    assert not list(store.verify())
    store.put([parsed(early)])
    assert store.facts(5)[SIZE].value == SampleSize(120)
    assert store.db.conn.execute("SELECT n FROM facts WHERE pmid = 5").fetchall() == [(120,)]


def test_a_correction_without_a_time_zone_is_a_bug(store: Store) -> None:
    said = a_correction(RECORD)
    with pytest.raises(BadInput, match="no zone"):
        store.correct(replace(said, at=said.at.replace(tzinfo=None)))


@pytest.mark.parametrize(
    "change", [{"reason": "\udcff"}, {"by": "J\udcf6rg"}, {"pmid": 0}, {"pmid": 2**63}, {"reason": "x" * 10_001}]
)
def test_what_a_shell_may_give_is_refused_in_one_line(store: Store, change: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=r"broken character|is no PMID|10,001 characters"):
        store.correct(a_correction(RECORD, **change))


def test_a_new_text_makes_a_correction_stale_and_the_old_text_heals_it(store: Store) -> None:
    tag(store)
    store.correct(a_correction(RECORD))
    store.put([parsed(replace(RECORD, title="Another.", revised="2014-01-01"))])
    fact = store.facts(RECORD.pmid)[SIZE]
    assert (fact.value, fact.stale, fact.machine) == (SampleSize(120), True, None)
    assert store.db.conn.execute("SELECT n, n_stale FROM facts").fetchall() == [(120, 1)]
    assert store.counts()["stale"] == 1
    store.put([parsed(replace(RECORD, revised="2030-01-01"))])
    assert not store.facts(RECORD.pmid)[SIZE].stale


def corrections_of(store: Store) -> list[Correction]:
    return list(store.corrections())


def test_corrections_survive_put_tag_delete_and_rebuild(store: Store) -> None:
    for minutes, size in enumerate((1, 2, 3)):
        store.correct(a_correction(RECORD, SampleSize(size), minutes))
    said = corrections_of(store)
    store.put([parsed(replace(RECORD, title="Another.", revised="2020-01-01"))])
    store.put_readings(RECORD.pmid, readings_of(store.record(RECORD.pmid), 5), digest_of(store.passages(RECORD.pmid)))
    store.delete([RECORD.pmid])
    store.rebuild(lambda _, source: replace(RECORD, source=source))
    assert corrections_of(store) == said
    assert store.facts(RECORD.pmid)[SIZE].value == SampleSize(3)


@pytest.mark.parametrize("sql", ["DELETE FROM corrections", "UPDATE corrections SET reason = 'x'"])
def test_nobody_changes_a_correction_not_even_by_sql(store: Store, sql: str) -> None:
    store.correct(a_correction(RECORD))
    with pytest.raises(sqlite3.IntegrityError, match="corrections are kept"):
        store.db.conn.execute(sql)
    assert len(corrections_of(store)) == 1


def test_rebuild_reads_all_again_and_says_what_it_could_not(store: Store) -> None:
    store.put([Parsed(a_record(1), b"one"), Parsed(a_record(2), b"two"), Parsed(a_record(3), b"")])
    tag(store)

    def parse(raw: bytes, source: Source) -> Record:
        if raw == b"two":
            raise ValueError("no record in it")
        return a_record(1, title="Read better.") if raw == b"one" else replace(RECORD, source=source)

    store.delete([1])
    done = store.rebuild(parse)
    assert done.outcomes == {1: Outcome.CHANGED, RECORD.pmid: Outcome.UNCHANGED}
    assert done.failed == ((2, "no record in it"),)
    assert store.record(1).title == "Read better."
    assert [record.pmid for record in store.records()] == [2, 3, RECORD.pmid]  # 1 is deleted still
    assert not list(store.verify())


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE records SET title = 'Other' WHERE pmid = 22814142", "not what was stored"),
        ("UPDATE findings SET quotes = replace(quotes, 'feet', 'legs')", "which is not at title:0-31"),
        ("UPDATE findings SET quotes = replace(quotes, 'title', 'mesh.9')", "which the record lacks"),
        ("UPDATE findings SET quotes = '[]' WHERE chosen", "a value without a quote"),
        ("UPDATE facts SET n = 119", "the row of facts"),
        ("DELETE FROM facts", "no row of facts"),
        ("UPDATE readings SET text_digest = 'x'", "another text"),
        ("UPDATE raw SET data = zeroblob(20)", "bytes that it came as are damaged"),
        (
            "INSERT INTO records_fts (records_fts, rowid, title) VALUES ('delete', 22814142, 'Marrow')",
            "full-text index",
        ),
        ("PRAGMA foreign_keys = off; INSERT INTO keywords VALUES (9, 0, 'x', NULL, 0)", "row of keywords"),
    ],
)
def test_verify_finds_what_was_tampered_with(store: Store, sql: str, found: str) -> None:
    tag(store)
    assert not list(store.verify())
    for statement in sql.split(";"):
        store.db.conn.execute(statement)
    assert any(found in str(problem) for problem in store.verify())


def test_counts_are_those_of_status(store: Store) -> None:
    store.put([parsed(a_record(1, abstract=()))])
    tag(store)
    counts = store.counts()
    assert {name: counts[name] for name in ("records", "tagged", "with_sample_size", "with_follow_up")} == {
        "records": 2, "tagged": 1, "with_sample_size": 1, "with_follow_up": 0,
    }  # fmt: skip
    assert counts["without_abstract"] == 1


def test_a_quote_is_kept_to_the_character(store: Store) -> None:
    """Offsets count code points: a character outside the basic plane before the quote must not shift it."""
    record = a_record(9, title="\U0001f9b6\U0001f9b6 In 30 patients.")
    quote = Quote("title", 6, 17, "30 patients")
    design, size, length = readings_of(record, 30)
    size = size._replace(candidates=(size.candidates[0]._replace(quotes=(quote,)),))
    store.put([parsed(record)])
    store.put_readings(9, [design, size, length], digest_of(record.passages))
    assert store.facts(9)[SIZE].quotes == (quote,)
    assert not [problem for problem in store.verify() if problem.field is SIZE]

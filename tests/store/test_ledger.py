"""The ledger by itself: what is written when, and that it never moves a watermark early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlite_utils import Database

from evidence.errors import PartlyDone
from evidence.pubmed.account import Ask, Counts, Failure, Pending, Plan
from evidence.store.imports import Imports
from evidence.store.ledger import Ledger
from evidence.store.ledger_check import ledger_problems
from evidence.store.store import Store

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PLAN = Plan(
    "q", 5, 5, (Ask((1, 2, 3, 4, 5), "listed"),), "q understood", (("PhraseNotFound", "x"),), through=NOW.date()
)


@pytest.fixture
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Store.open(tmp_path_factory.mktemp("ledger") / "evidence.db", create=True) as store:
        yield store.db


@pytest.fixture
def ledger(db: Database) -> Ledger:
    return Ledger(db)


def fetched(batch: Pending, **facts: object) -> Pending:
    return Pending(batch.position, batch.ask, (b"<xml>" * 100,), fetched=True, **facts)  # type: ignore[arg-type]


def settle_all(ledger: Ledger, pull: int, outcome: str = "new") -> None:
    for batch in list(ledger.pending(pull)):
        ledger.settle(pull, batch, dict.fromkeys(batch.ask.pmids, outcome), ())


def test_a_plan_is_cut_into_batches_and_is_unfinished_until_it_is_finished(ledger: Ledger) -> None:
    pull = ledger.begin(PLAN, NOW, 2)
    assert [batch.ask.pmids for batch in ledger.pending(pull)] == [(1, 2), (3, 4), (5,)]
    assert ledger.unfinished("q", None, None) == pull
    assert ledger.unfinished("q", date(2026, 1, 1), None) is None
    assert ledger.unfinished("other", None, None) is None
    settle_all(ledger, pull)
    ledger.finish(pull, NOW)
    assert ledger.unfinished("q", None, None) is None
    assert list(ledger.pending(pull)) == []


def test_the_watermark_moves_at_the_end_only(ledger: Ledger) -> None:
    pull = ledger.begin(PLAN, NOW, 2)
    settle_all(ledger, pull)
    assert ledger.watermark("q") is None
    assert ledger.members("q") == frozenset()
    ledger.finish(pull, NOW)
    assert ledger.watermark("q") == date(2026, 3, 1)
    assert ledger.members("q") == {1, 2, 3, 4, 5}


def test_bytes_are_kept_before_they_are_read_and_let_go_when_all_is_stored(ledger: Ledger, db: Database) -> None:
    pull = ledger.begin(PLAN, NOW, 2)
    first, second, _ = ledger.pending(pull)
    for batch in (first, second):
        ledger.keep(pull, fetched(batch))
    kept = next(ledger.pending(pull))
    assert kept.fetched
    assert kept.bodies == (b"<xml>" * 100,)
    ledger.settle(pull, first, {1: "new", 2: "unchanged"}, ())
    ledger.settle(pull, second, {3: "new", 4: "failed"}, [Failure(4, "broken")])
    sizes = db.conn.execute("SELECT batch, size, data IS NULL FROM bodies ORDER BY batch").fetchall()
    assert sizes == [(0, 500, 1), (1, 500, 0)]


def test_what_was_gone_or_failed_on_the_way_is_remembered_with_the_bytes(ledger: Ledger) -> None:
    pull = ledger.begin(PLAN, NOW, 5)
    batch = next(ledger.pending(pull))
    ledger.keep(pull, fetched(batch, gone=(2,), failures=(Failure(3, "cut"),)))
    kept = next(ledger.pending(pull))
    assert (kept.gone, kept.failures) == ((2,), (Failure(3, "cut"),))


def test_the_account_of_a_pull(ledger: Ledger) -> None:
    pull = ledger.begin(PLAN, NOW, 5)
    batch = next(ledger.pending(pull))
    outcomes = {1: "new", 2: "kept", 3: "book", 4: "deleted", 5: "failed"}
    ledger.settle(pull, batch, outcomes, [Failure(5, "broken")])
    ledger.finish(pull, NOW)
    report = ledger.report(pull)
    assert report.counts == Counts(new=1, unchanged=1, books=1, deleted=1, failed=1)
    assert report.counts.total == report.found == 5
    assert report.warnings == (("PhraseNotFound", "x"),)
    assert report.translation == "q understood"
    assert report.missing == (5,)
    assert report.deleted_pmids == (4,)
    with pytest.raises(PartlyDone, match=r"1 of 5 records is missing \(PMID 5\): broken"):
        report.check()
    assert ledger.owed("q") == {5}
    assert [one.pull for one in ledger.pulls()] == [pull]


def test_what_is_owed_is_paid_by_a_later_pull(ledger: Ledger) -> None:
    for outcome, owed in (("failed", {1, 2, 3, 4, 5}), ("new", set())):
        pull = ledger.begin(PLAN, NOW, 5)
        batch = next(ledger.pending(pull))
        failures = [Failure(pmid, "broken") for pmid in batch.ask.pmids] if outcome == "failed" else []
        ledger.settle(pull, batch, dict.fromkeys(batch.ask.pmids, outcome), failures)
        ledger.finish(pull, NOW)
        assert ledger.owed("q") == owed


def test_what_dropped_out_is_no_member_until_it_is_found_again(ledger: Ledger) -> None:
    asks = {"listed": Ask((1, 2, 3), "listed"), "dropped": Ask((2,), "dropped"), "back": Ask((2,), "listed")}
    members = []
    for ask in asks.values():
        pull = ledger.begin(Plan("q", 3, 3, (ask,), through=NOW.date()), NOW, 5)
        settle_all(ledger, pull, "unchanged")
        ledger.finish(pull, NOW)
        members.append(ledger.members("q"))
    assert members == [{1, 2, 3}, {1, 3}, {1, 2, 3}]
    assert ledger.dropped("q") == frozenset()


def test_a_partial_pull_leaves_the_watermark(ledger: Ledger) -> None:
    whole = ledger.begin(PLAN, NOW, 5)
    settle_all(ledger, whole)
    ledger.finish(whole, NOW)
    part = ledger.begin(Plan("q", 5, 1, (Ask((9,), "listed"),), limit=1), NOW, 5)
    settle_all(ledger, part)
    ledger.finish(part, NOW)
    assert ledger.watermark("q") == date(2026, 3, 1)


def test_sources_do_not_share_a_watermark(ledger: Ledger, db: Database) -> None:
    pull = ledger.begin(PLAN, NOW, 5)
    settle_all(ledger, pull)
    ledger.finish(pull, NOW)
    assert Ledger(db, "europepmc").watermark("q") is None
    assert Ledger(db, "europepmc").members("q") == frozenset()


def test_records_that_are_counted_and_never_listed_are_in_the_sum(ledger: Ledger) -> None:
    plan = Plan("q", 4, 4, (Ask((1,), "listed"),), unlisted=(Failure(None, "hidden", 3),))
    pull = ledger.begin(plan, NOW, 5)
    settle_all(ledger, pull)
    ledger.finish(pull, NOW)
    report = ledger.report(pull)
    assert report.counts == Counts(new=1, failed=3)
    assert not report.reconciles
    with pytest.raises(PartlyDone, match="3 of 4 records are missing: hidden"):
        report.check()


def test_a_file_is_done_for_its_bytes_and_its_query(db: Database) -> None:
    imports = Imports(db)
    imports.done("pubmed26n0001.xml.gz", "a" * 32, "marrow", now=NOW)
    imports.done("pubmed26n0001.xml.gz", "a" * 32, "marrow", now=NOW)
    assert imports.is_done("a" * 32, "marrow")
    assert not imports.is_done("a" * 32)
    assert not imports.is_done("b" * 32, "marrow")


def broken(db: Database, *changes: str) -> list[str]:
    """What is said of a ledger in which somebody meddled."""
    for change in changes:
        db.conn.execute(change)
    return [what for _, what in ledger_problems(db)]


def test_a_ledger_that_holds_has_no_problems_finished_or_not(ledger: Ledger, db: Database) -> None:
    pull = ledger.begin(PLAN, NOW, 2)
    assert broken(db) == []
    for batch in list(ledger.pending(pull)):
        ledger.keep(pull, fetched(batch))
        failures = [Failure(pmid, "broken") for pmid in batch.ask.pmids]
        ledger.settle(pull, batch, dict.fromkeys(batch.ask.pmids, "failed"), failures)
    ledger.finish(pull, NOW)
    assert broken(db) == []


def test_a_ledger_that_does_not_hold_is_told(ledger: Ledger, db: Database) -> None:
    pull = ledger.begin(PLAN, NOW, 2)
    first, *_ = ledger.pending(pull)
    ledger.keep(pull, fetched(first))
    settle_all(ledger, pull, "new")
    ledger.finish(pull, NOW)
    missing = broken(db)
    assert len(missing) == 5
    assert "not in the store" in missing[0]
    db.conn.execute("DELETE FROM hits")
    assert "accounts for 4" in broken(db, "UPDATE pulls SET new = 4")[0]
    assert "not stored" in broken(db, "UPDATE pulls SET new = 5", "UPDATE batches SET state = 'fetched'")[0]
    assert "damaged" in broken(db, "UPDATE batches SET state = 'stored'", "UPDATE bodies SET data = x'00'")[0]

"""Rows that no program of ours wrote: named by verify, told in one line elsewhere, made anew by rebuild."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stored import NOON, a_correction

from evidence.demo import starter_files
from evidence.errors import BadInput
from evidence.store.damage import Damaged
from evidence.store.ledger import Ledger
from evidence.store.store import Problem, Store
from evidence.tracker import Tracker

HURT = 22814142  # has authors, headings, all three tags
NO_JSON = ("{bad", "5", "[5]", "[[1]]", '{"a": 1}', '"x"')


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "evidence.db"
    with Tracker.open(path, create=True) as tracker:
        tracker.import_files(starter_files(), now=NOON)
        tracker.store.correct(a_correction(tracker.record(str(HURT))))
        assert list(tracker.verify()) == []
    return path


@pytest.fixture
def hurt(whole: Path, tmp_path: Path) -> Callable[..., Path]:
    def hurt(statement: str, *values: object) -> Path:
        path = Path(shutil.copy(whole, tmp_path / "evidence.db"))
        with closing(sqlite3.connect(path)) as db, db:
            for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute(f"DROP TRIGGER {trigger}")
            assert db.execute(statement, values).rowcount
        return path

    return hurt


CELLS = [
    ("records", "history"), ("records", "languages"), ("records", "grants"), ("authors", "affiliations"),
    ("mesh", "qualifiers"), ("findings", "value"), ("findings", "quotes"),
]  # fmt: skip


@pytest.mark.parametrize("text", NO_JSON)
@pytest.mark.parametrize(("table", "column"), CELLS)
def test_what_is_damaged_is_named_and_made_anew(hurt: Callable[..., Path], table: str, column: str, text: str) -> None:
    path = hurt(f"UPDATE {table} SET {column} = ? WHERE pmid = ?", text, HURT)  # noqa: S608 - our own names
    with Tracker.open(path, create=True) as tracker:
        problems = list(tracker.verify())
        assert {problem.pmid for problem in problems} == {HURT}
        if problems != [Problem(HURT, None, "the record is not what was stored")]:
            with pytest.raises(Damaged, match=f"PMID {HURT}: .* `evidence rebuild` reads it again"):
                tracker.entry(str(HURT))
        assert tracker.rebuild(now=datetime.now(UTC)) == (tracker.count(), ())
        assert list(tracker.verify()) == []
        assert tracker.record(str(HURT)).title
        assert len(tracker.standing(str(HURT), a_correction(tracker.record(str(HURT))).field)) == 1


@pytest.mark.parametrize(
    "change",
    [
        "records SET source = 'nowhere'", "records SET title = 'Another title'", "records SET abstract = NULL",
        "records SET completed = 'soon'", "records SET year = 1900", "records SET text_digest = 'x'",
        "readings SET text_digest = 'x'", "readings SET abstained = 5", "facts SET n = 1",
    ],
)  # fmt: skip
def test_what_is_whole_and_not_what_came_is_made_anew(hurt: Callable[..., Path], change: str) -> None:
    with Tracker.open(hurt(f"UPDATE {change} WHERE pmid = ?", HURT), create=True) as tracker:
        assert {problem.pmid for problem in tracker.verify()} - {None} == {HURT}  # None is the index
        before = tracker.store.db.execute("SELECT count(*) FROM revisions").fetchone()
        assert tracker.rebuild(now=datetime.now(UTC))[1] == ()
        assert list(tracker.verify()) == []
        assert tracker.store.db.execute("SELECT count(*) FROM revisions").fetchone() == before
        assert HURT not in [entry.record.pmid for entry in tracker.search("another title").entries]


def test_a_record_beyond_help_stops_no_other(hurt: Callable[..., Path]) -> None:
    path = hurt("UPDATE records SET history = '{' WHERE pmid = ?", HURT)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE raw SET data = x'00' WHERE hash IN (SELECT raw_hash FROM revisions WHERE pmid = ?)", (HURT,))
        db.execute("UPDATE facts SET n = 1 WHERE pmid <> ?", (HURT,))
    with Tracker.open(path, create=True) as tracker:
        count, failed = tracker.rebuild(now=datetime.now(UTC))
        assert (count, [pmid for pmid, _ in failed]) == (tracker.count() - 1, [HURT])
        assert {problem.pmid for problem in tracker.verify()} == {HURT}


@pytest.mark.parametrize("change", ["value = '{'", "value = '{}'", "verdict = 'maybe'", "made_at = 'soon'"])
def test_a_damaged_correction_is_never_passed_over(hurt: Callable[..., Path], change: str) -> None:
    with Tracker.open(hurt(f"UPDATE corrections SET {change}"), create=True) as tracker:  # noqa: S608 - our own names
        assert ["restore" in str(p) or "correction" in str(p) for p in tracker.verify()] == [True]
        asks: list[Callable[[], object]] = [
            lambda: tracker.entry(str(HURT)),
            lambda: tracker.rebuild(now=NOON),
            lambda: list(tracker.store.corrections()),
        ]
        for ask in asks:
            with pytest.raises(Damaged, match=f"PMID {HURT}: the correction of its sample_size by A reader.* restore"):
                ask()


def test_a_record_that_nobody_can_rank_is_told_on_import(hurt: Callable[..., Path]) -> None:
    path = hurt("UPDATE records SET source = 'nowhere' WHERE pmid = ?", HURT)
    with Tracker.open(path, create=True) as tracker:
        answers = tracker.import_files(starter_files(), now=NOON)
        assert any(isinstance(answer, Damaged) for answer in answers.values())


@pytest.mark.parametrize(("column", "text"), [("asked", "{"), ("asked", '["x"]'), ("gone", "5"), ("failures", "[5]")])
def test_a_damaged_ledger_is_one_line(tmp_path: Path, column: str, text: str) -> None:
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        ledger = Ledger(store.db)
        store.db.execute("INSERT INTO searches (query, source) VALUES ('q', 'pubmed')")
        store.db.execute(
            "INSERT INTO pulls (id, search, query, source, translation, started_at, count, found, unasked)"
            " VALUES (1, 1, 'q', 'pubmed', '', '2020-01-01', 1, 1, 0)"
        )
        store.db.execute("INSERT INTO batches (pull, position, reason, asked, state) VALUES (1, 0, 'new', '[1]', '')")
        store.db.execute(f"UPDATE batches SET {column} = ?", (text,))  # noqa: S608 - our own names
        with pytest.raises(BadInput, match=r"the ledger of pulls is damaged \(.*restore a copy"):
            list(ledger.pending(1))

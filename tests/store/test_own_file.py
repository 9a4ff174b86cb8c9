"""A store whose file is removed or replaced while it is open says so, and no run tells of records that nobody finds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from stored import a_correction, a_record, parsed

from evidence.errors import EvidenceError
from evidence.store.store import Store


def remove(path: Path) -> None:
    for file in path.parent.iterdir():
        file.unlink()


def replace(path: Path) -> None:
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


Take = Callable[[Path], None]
WAYS = pytest.mark.parametrize(
    ("take", "words"),
    [(remove, "was removed while it was at work"), (replace, "was put in the place of another while it was at work")],
)


@WAYS
def test_nothing_more_is_written(tmp_path: Path, take: Take, words: str) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path) as store:
        store.put([parsed(a_record(1))])
        take(path)
        with pytest.raises(EvidenceError, match=f"evidence.db {words}; what this run has written since is lost"):
            store.put([parsed(a_record(2))])
        with pytest.raises(EvidenceError, match=words):
            store.correct(a_correction(a_record(1)))


def lose(store: Store, take: Take) -> None:
    with store.transaction():
        store.put([parsed(a_record(2))])
        take(store.path)


@WAYS
def test_what_is_taken_during_the_last_transaction_is_told_as_well(tmp_path: Path, take: Take, words: str) -> None:
    with Store.open(tmp_path / "evidence.db") as store, pytest.raises(EvidenceError, match=words) as caught:
        lose(store, take)
    assert caught.value.status == 1


def test_another_working_folder_or_a_link_is_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inner").mkdir()
    Store.open("real.db").close()
    (tmp_path / "evidence.db").symlink_to("real.db")
    with Store.open("evidence.db") as store:
        monkeypatch.chdir("inner")
        store.put([parsed(a_record(1))])
    with Store.open(tmp_path / "real.db") as store:
        assert [record.pmid for record in store.records()] == [1]

"""A file is whole or not there."""

from __future__ import annotations

import io
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from evidence.errors import BadInput
from evidence.writing import read_text, whole_file


def test_it_replaces_the_file_of_before_only_when_all_went_well(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("yesterday")
    with pytest.raises(TypeError), whole_file(path) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item] # what fails in the middle
    assert [p.name for p in tmp_path.iterdir()] == ["table.csv"]
    assert path.read_text() == "yesterday"
    with whole_file(path) as stream:
        stream.write(b"today")
    assert path.read_text() == "today"


@pytest.mark.parametrize("name", ["", "no/such/folder/table.csv"])
def test_an_unwritable_place_is_one_clear_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match=r"folder|written"), whole_file(tmp_path / name):
        pass


@pytest.mark.parametrize("name", ["s.db", "link.csv", "hard.csv", "s.db-wal", "S.db-SHM", "s.db-journal", "s.db.lock"])
def test_a_store_and_what_lies_beside_it_is_never_replaced(tmp_path: Path, name: str) -> None:
    store = tmp_path / "s.db"
    with sqlite3.connect(store) as database:
        database.execute("CREATE TABLE t (x)")
    database.close()
    (tmp_path / "S.db").write_bytes(store.read_bytes())
    (tmp_path / "link.csv").symlink_to("s.db")
    (tmp_path / "hard.csv").hardlink_to(store)
    before = store.read_bytes()
    with pytest.raises(BadInput, match="that is the store itself: choose another file"), whole_file(tmp_path / name):
        pass
    assert store.read_bytes() == before


@pytest.mark.parametrize("name", ["-wal", ".lock", "notes.lock", "none.db-wal"])
def test_a_name_like_those_beside_a_store_is_free_where_there_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes").write_text("no store")
    with whole_file(tmp_path / name) as stream:
        stream.write(b"rows")
    assert (tmp_path / name).read_bytes() == b"rows"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_stdin_is_read_as_a_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: bytes) -> None:
    (tmp_path / "f").write_bytes(mark + b"caf\xc3\xa9\r\n")
    stdin = io.BytesIO(mark + b"caf\xc3\xa9\r\n")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stdin))
    with read_text("-") as typed, read_text(tmp_path / "f") as kept:
        assert typed.read() == kept.read() == "caf\xe9\r\n"
    assert not stdin.closed


def test_stdin_that_is_no_utf_8_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"caf\xe9")))
    with pytest.raises(BadInput, match="is not UTF-8 text"), read_text("-") as text:
        text.read()

"""A file is whole or not there."""

from __future__ import annotations

import io
import sqlite3
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from evidence.errors import BadInput
from evidence.writing import holds_something, read_text, whole_file, whole_folder


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


@pytest.mark.parametrize("name", ["", "file/below/table.csv"])
def test_an_unwritable_place_is_one_clear_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match=r"folder|can't be made"), whole_file(tmp_path / name):
        pass


def test_folders_on_the_way_are_made_and_gone_again_where_it_goes_wrong(tmp_path: Path) -> None:
    path = tmp_path / "no" / "such" / "table.csv"
    with pytest.raises(TypeError), whole_file(path) as stream:
        stream.writelines([b"half", None])  # type: ignore[list-item] # what fails in the middle
    assert list(tmp_path.iterdir()) == []
    with whole_file(path) as stream:
        stream.write(b"rows")
    assert path.read_bytes() == b"rows"


def test_only_a_file_with_something_in_it_holds_something(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "full").write_text("rows")
    sqlite3.connect(tmp_path / "s.db").executescript("CREATE TABLE t (x)")
    names = ["empty", "full", "s.db", "none", "", "n\0ame"]
    assert [name for name in names if holds_something(tmp_path / name)] == ["full"]
    assert not holds_something("-")


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


def test_a_link_that_leads_to_itself_is_not_replaced(tmp_path: Path) -> None:
    """Python told it by itself until 3.12."""
    for name, target in (("loop.csv", "loop.csv"), ("a.csv", "b.csv"), ("b.csv", "a.csv")):
        (tmp_path / name).symlink_to(target)
    for name in ("loop.csv", "a.csv"):
        with pytest.raises(BadInput, match="can't be written: Too many levels"), whole_file(tmp_path / name):
            pass
        assert (tmp_path / name).is_symlink()
    (tmp_path / "new.csv").symlink_to("not there yet")
    with whole_file(tmp_path / "new.csv") as stream:
        stream.write(b"rows")
    assert (tmp_path / "not there yet").read_bytes() == b"rows"


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


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def fill(folder: Path, names: str, error: Exception | None = None) -> None:
    with whole_folder(folder, last="index") as draft:
        for name in names.split():
            (draft / name).parent.mkdir(exist_ok=True)
            (draft / name).write_text("new")
        if error is not None:
            raise error


def test_the_files_of_a_folder_come_all_together_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "report"
    with pytest.raises(BadInput, match="can't be written: No space"):
        fill(folder, "one", OSError(28, "No space"))
    assert not list(tmp_path.iterdir())
    folder.mkdir(parents=True)
    for name in ("one", "two", "mine"):
        (folder / name).write_text("old")
    (folder / "one").chmod(0o600)
    (tmp_path / "elsewhere").write_text("old")
    (folder / "two").unlink()
    (folder / "two").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeyError):
        fill(folder, "one two below/three", KeyError())
    assert files(folder) == {"one": "old", "two": "old", "mine": "old"}
    fill(folder, "one two below/three")
    assert files(folder) == {"one": "new", "two": "new", "mine": "old", "below/three": "new"}
    assert (folder / "two").is_symlink()
    assert (folder / "one").stat().st_mode & 0o777 == 0o600


def test_an_error_names_the_place_and_not_the_draft(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught, whole_folder(tmp_path, last="index") as draft:
        whole_file(draft / ("n" * 300)).__enter__()
    assert str(caught.value).startswith(f"{tmp_path}/nnn")


def test_no_file_is_put_in_its_place_where_another_has_none(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    (tmp_path / "one").write_text("old")
    with pytest.raises(BadInput, match="is no file"):
        fill(tmp_path, "one two")
    assert files(tmp_path) == {"one": "old"}

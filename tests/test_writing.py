"""A file is whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.errors import BadInput
from evidence.writing import whole_file


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

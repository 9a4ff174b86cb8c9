"""A store with the starter set, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from running import RECORDS, run


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the starter set; not to be changed."""
    folder = tmp_path_factory.mktemp("starter")
    done = run("import", *map(str, sorted(RECORDS.parent.glob("*.xml"))), cwd=folder)
    assert done.status == 0, done.stderr
    return folder


@pytest.fixture
def stored(starter: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be changed at will."""
    shutil.copy(starter / "evidence.db", tmp_path / "evidence.db")
    return tmp_path

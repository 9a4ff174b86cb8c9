"""A store with the starter set and the shipped topic, made once."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import RECORDS, run

from evidence import topics
from evidence.store.kept_topic import keep
from evidence.store.store import Store


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store that holds the starter set; not to be changed."""
    folder = tmp_path_factory.mktemp("starter")
    done = run("import", *map(str, sorted(RECORDS.parent.glob("*.xml"))), cwd=folder)
    assert done.status == 0, done.stderr
    with Store.open(folder / "evidence.db") as store, store.transaction():
        keep(store.db, topics.load(topics.DEFAULT), at=datetime(2026, 11, 30, tzinfo=UTC))
    return folder


@pytest.fixture
def stored(starter: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to be changed at will."""
    shutil.copy(starter / "evidence.db", tmp_path / "evidence.db")
    return tmp_path

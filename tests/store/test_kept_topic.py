"""The topic that a store was filled with is kept word for word, and a change of it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored import NOON

from evidence import topics
from evidence.errors import BadInput
from evidence.store.kept_topic import is_outdated, keep, kept_topic
from evidence.store.store import Store
from evidence.topics import Topic

SHIPPED = topics.load(topics.DEFAULT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "evidence.db", create=True) as opened:
        yield opened


def written(path: Path, name: str = "foot", query: str = "foot[tiab]", more: str = "") -> Topic:
    path.write_text(f'name = "{name}"\ntitle = "T"\n{more}\n[search]\nquery = "{query}"\n', "utf-8")
    return topics.load(path)


def rows(store: Store) -> int:
    return int(store.db.conn.execute("SELECT count(*) FROM topics").fetchone()[0])


def test_a_topic_is_kept_whole_and_once(store: Store, tmp_path: Path) -> None:
    assert kept_topic(store.db) is None
    topic = written(tmp_path / "foot.toml", more="# why these words")
    for _ in range(2):
        assert keep(store.db, topic, at=NOON) == ""
    (tmp_path / "foot.toml").unlink()
    assert kept_topic(store.db) == topic
    assert rows(store) == 1


def test_a_shipped_topic_is_kept_by_its_name(store: Store) -> None:
    keep(store.db, SHIPPED, at=NOON)
    store.db.conn.execute("UPDATE topics SET toml = 'of an older version'")
    assert kept_topic(store.db) == SHIPPED


def test_another_topic_or_search_is_told_and_other_words_are_not(store: Store, tmp_path: Path) -> None:
    keep(store.db, SHIPPED, at=NOON)
    path = tmp_path / "foot.toml"
    assert f"was {SHIPPED.name} and is foot from now on" in keep(store.db, written(path), at=NOON)
    assert keep(store.db, written(path, more='description = "more"'), at=NOON) == ""
    assert "another than before" in keep(store.db, written(path, query="feet[tiab]"), at=NOON)
    assert rows(store) == 4
    assert (kept := kept_topic(store.db)) is not None
    assert kept.query == "feet[tiab]"


def test_a_file_that_says_something_else_by_now_is_outdated(tmp_path: Path) -> None:
    path = tmp_path / "foot.toml"
    topic = written(path)
    assert not is_outdated(topic)
    written(path, more="# edited")
    assert is_outdated(topic)
    path.write_bytes(b"\xff")
    assert not is_outdated(topic)
    path.unlink()
    assert not is_outdated(topic)
    assert not is_outdated(SHIPPED)


def test_a_text_that_is_no_topic_any_more_says_what_to_do(store: Store, tmp_path: Path) -> None:
    keep(store.db, written(tmp_path / "foot.toml"), at=NOON)
    store.db.conn.execute("UPDATE topics SET toml = 'name = 3'")
    with pytest.raises(BadInput, match="EVIDENCE_TOPIC"):
        kept_topic(store.db)

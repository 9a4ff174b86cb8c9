"""Single articles that somebody added beside what a search found: they are no search, wherever searches are told of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from articles import articles
from pulling import NOW, QUERY, puller

from evidence.prisma_counts import flow_of_store
from evidence.pubmed.loopback import Loopback
from evidence.store.changes import last_filled
from evidence.store.kept_topic import keep
from evidence.store.search import Search
from evidence.store.store import Store
from evidence.topics import Topic


@pytest.fixture
def server() -> Iterator[Loopback]:
    found = articles(101, 102, 103)
    other = articles(300, 301, title="Hearts")
    with Loopback([*found, *other]) as server:
        yield server


@pytest.fixture
def path(tmp_path: Path, server: Loopback) -> Path:
    """A store with one pull, and a month later two articles: one that the search had found, and one that it had not."""
    path = tmp_path / "evidence.db"
    with puller(server, path) as pull:
        pull.pull(QUERY)
    with puller(server, path, now=NOW + timedelta(days=30)) as pull:
        pull.add(["101", "300"])
        pull.add(["301"])
    return path


def test_an_article_that_was_added_is_no_search_of_the_flow(path: Path) -> None:
    with Store.open(path, create=True) as store:
        made = flow_of_store(store, frozenset(Search(store.db).pmids()))
    assert [(search.query, search.identified, search.pulls) for search in made.searches] == [(QUERY, 3, 1)]
    assert (made.identified, made.other, made.duplicates, made.stored) == (3, 2, 0, 5)
    assert made.added == (300, 301)
    assert made.update is None, "a search that was pulled once is a new review"
    assert made.holds


def test_what_is_new_is_so_by_the_last_search(path: Path) -> None:
    with Store.open(path, create=True) as store:
        filled = last_filled(store.db)
        assert filled is not None
        assert (filled.at[:10], filled.how) == (NOW.date().isoformat(), "pull")
        assert sorted(Search(store.db).pmids("is:new")) == [101, 102, 103]


def test_articles_that_were_added_first_are_no_other_search(tmp_path: Path, server: Loopback) -> None:
    path = tmp_path / "evidence.db"
    topic = Topic("feet", "Feet", QUERY, toml='name = "feet"')
    with puller(server, path) as pull:
        pull.add(["300"])
    with Store.open(path, create=True) as store, store.transaction():
        assert "filled without a topic" in keep(store.db, topic, at=NOW)
    with puller(server, path) as pull:
        pull.pull("hearts")
    with Store.open(path, create=True) as store, store.transaction():
        store.db.conn.execute("DELETE FROM topics")
        assert "filled with another search" in keep(store.db, topic, at=NOW)

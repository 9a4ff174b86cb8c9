"""A search is kept by its name and comes back as it was read; what can't be read is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored import NOON

from evidence.errors import BadInput
from evidence.store.saved import SavedSearch, forget, save, saved, saved_searches
from evidence.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "evidence.db", create=True) as opened:
        yield opened


def test_a_search_is_kept_and_replaced_and_forgotten(store: Store) -> None:
    kept = save(store.db, SavedSearch("foot-trials", "foot  design:RCT", "-year", "for the review"), at=NOON)
    assert kept == SavedSearch("foot-trials", "foot design:rct", "-year", "for the review")
    save(store.db, SavedSearch("all", ""), at=NOON)
    assert list(saved_searches(store.db)) == [SavedSearch("all", ""), kept]
    save(store.db, SavedSearch("foot-trials", "limb"), at=NOON)
    assert saved(store.db, "foot-trials").query == "limb"
    forget(store.db, "foot-trials")
    with pytest.raises(BadInput, match="no saved search 'al'; did you mean 'all'"):
        saved(store.db, "al")
    with pytest.raises(BadInput, match="no saved search"):
        forget(store.db, "foot-trials")


@pytest.mark.parametrize(
    ("search", "says"),
    [
        (SavedSearch("Foot trials", "foot"), "no name for a search"),
        (SavedSearch("x", "desgin:rct"), "did you mean 'design'"),
        (SavedSearch("x", "foot", "size"), "can't sort by 'size'"),
    ],
)
def test_what_cannot_be_read_is_not_kept(store: Store, search: SavedSearch, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        save(store.db, search, at=NOON)
    assert not list(saved_searches(store.db))

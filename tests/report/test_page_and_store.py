"""What the page shows of a store is what the search finds in its database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import evidence
from evidence.demo import starter_files
from evidence.topics import DEFAULT

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store with the starter set, and the page of its report."""
    folder = tmp_path_factory.mktemp("store")
    with evidence.open(folder / "evidence.db", create=True, topic=DEFAULT) as tracker:
        tracker.import_files(starter_files(), now=NOW)
        return folder / "evidence.db", tracker.report(folder / "report")


def found(db: Path, query: str) -> set[int]:
    with evidence.open(db, topic=DEFAULT) as tracker:
        return set(tracker._search.pmids(query))


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        ({"n_min": "30"}, "n:>=30"),
        ({"n_min": "10", "n_max": "40"}, "n:10..40"),
        ({"months_min": "12"}, "followup:>=12mo"),
        ({"year_min": "2010", "year_max": "2015"}, "year:2010..2015"),
        ({"n_min": "20", "months_min": "6"}, "n:>=20 followup:>=6mo"),
    ],
)
def test_a_filter_finds_what_the_search_finds(
    opened: Any, reported: tuple[Path, Path], filters: dict[str, str], query: str
) -> None:
    db, page = reported
    seen = opened(page)
    for name, text in filters.items():
        seen.page.fill(f"#filters [name={name}]", text)
    seen.settle()
    assert set(seen.pmids()) == found(db, query) != set()


@pytest.mark.parametrize(("choice", "query"), [("rct", "design:rct"), ("*interventional", "design:interventional")])
def test_the_design_filter_finds_what_the_search_finds(
    opened: Any, reported: tuple[Path, Path], choice: str, query: str
) -> None:
    db, page = reported
    seen = opened(page)
    seen.page.select_option("#filters [name=design]", choice)
    seen.settle()
    assert set(seen.pmids()) == found(db, query) != set()


def test_sorting_by_n_is_the_databases_order(opened: Any, reported: tuple[Path, Path]) -> None:
    db, page = reported
    seen = opened(page)
    head = seen.page.locator("#rows th[data-key=n] button")
    head.click()
    head.click()
    with evidence.open(db, topic=DEFAULT) as tracker:
        size = {entry.record.pmid: entry.size.value if entry.size else -1 for entry in tracker.entries()}
        wanted = [size[pmid] for pmid in tracker._search.pmids("", sort="n")]
    assert [size[pmid] for pmid in seen.pmids()] == wanted

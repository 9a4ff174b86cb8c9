"""An evidence table in a narrow window: whole words, nothing that warns left out, and said what is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.cli.fitting import GAP, fit
from evidence.sanitize import plain_text
from evidence.tables.columns import pick
from evidence.tables.entry import SUMMARY_STATUS, Cell

COLUMNS = pick(("study", "design", "n", "population", "cell_type", "route", "follow_up", "status", "pmid", "doi"))
ROW = (
    "Tateishi-Yuyama E, 2002", "Non-randomised controlled", "118", "T2D, DFU, CLI", "BM-MNC, BM cells, UC-MSC",
    "pancreatic artery, IV", "36", SUMMARY_STATUS, "22814142", "10.1007/s00125-012-2533-4",
)  # fmt: skip


def rows(*statuses: str) -> list[tuple[str | None, list[Cell]]]:
    return [(None, [Cell(text if place != 7 else said) for place, text in enumerate(ROW)]) for said in statuses]


def total(widths: tuple[int, ...]) -> int:
    return sum(widths) + GAP * (len(widths) + 1)


@pytest.mark.parametrize("width", [80, 100, 140, 200])
def test_the_table_fits_and_breaks_no_word(width: int) -> None:
    made = fit(COLUMNS, rows(SUMMARY_STATUS), width)
    assert total(made.widths) <= width
    words = [(word, space) for text, space in zip(made.texts[0], made.widths, strict=True) for word in text.split()]
    assert all(len(word) <= space for word, space in words)


def test_the_summary_takes_one_word_and_is_explained_below() -> None:
    made = fit(COLUMNS, rows(SUMMARY_STATUS), 200)
    assert made.texts[0][7] == "summary"
    assert made.notes == ("summary: our summary, not the published abstract",)


def test_what_is_left_out_is_said() -> None:
    made = fit(COLUMNS, rows(SUMMARY_STATUS), 80)
    assert {"Study", "Design", "n", "Months", "PMID"} <= set(made.heads)
    assert made.notes[-1].startswith("not shown for lack of width: ")
    assert "DOI" in made.notes[-1]


def test_a_retraction_is_never_left_out() -> None:
    assert "Status" in fit(COLUMNS, rows("", "RETRACTED; erratum"), 50).heads


def test_columns_that_a_person_named_all_stay() -> None:
    made = fit(COLUMNS, rows(SUMMARY_STATUS), 60, keep=True)
    assert len(made.heads) == len(COLUMNS)


@given(st.lists(st.text(max_size=40), min_size=2, max_size=2), st.integers(20, 120))
def test_no_letter_of_a_cell_is_lost(texts: list[str], width: int) -> None:
    columns = pick(("study", "title"))
    made = fit(columns, [(None, [Cell(text) for text in texts])], width)
    assert list(made.texts[0]) == [plain_text(text) for text in texts]


def test_an_empty_table_is_one() -> None:
    assert fit(COLUMNS, [], 80).texts == ()

"""What comes from outside can neither command a terminal nor a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.sanitize import from_cell, no_formula, plain_text, to_cell, visible


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "=cmd|'/c calc'!A0"])
def test_a_formula_becomes_text(text: str) -> None:
    assert no_formula(text).startswith("'")


@pytest.mark.parametrize("text", ["118", "-0.5", "+3", "p<0.05", "a=b", "Hu J, 2012", ""])
def test_numbers_and_plain_words_stay(text: str) -> None:
    assert no_formula(text) == text


@given(st.text(st.characters(codec=None)))
def test_no_control_character_is_left(text: str) -> None:
    left = plain_text(text)
    assert not any(ord(c) < 32 and c not in "\t\n" for c in left)
    assert "\x1b" not in left
    assert "\u202e" not in left
    left.encode()


@pytest.mark.parametrize(
    "text", ["'=1+1 on page 2", "=1+1", "'tis so", "-5", '"118 patients", line 3', '"118"', "''-x"]
)
def test_a_cell_gives_its_text_back_and_is_no_formula(text: str) -> None:
    assert from_cell(to_cell(text)) == text
    assert no_formula(to_cell(text)) == to_cell(text)


@pytest.mark.parametrize("text", ["118", "p<0.05", "'tis so", '"118 patients", line 3', '"118"', '"', "O'Hara", ""])
def test_what_commands_nothing_is_written_as_it_is(text: str) -> None:
    assert to_cell(text) == text


tricky = st.lists(st.sampled_from(["'", '"', "=", "-", " ", "\\", "a", "\t", "\r", "\n", "\0", "\u202e", "u0000"]))


@given(st.text(st.characters(exclude_categories=["Cs"])) | tricky.map("".join), st.integers(0, 3))
def test_a_cell_loses_nothing_however_often_it_is_made(text: str, times: int) -> None:
    for _ in range(times):
        text = to_cell(text)  # what looks like a cell already is a text like any other
    cell = to_cell(text)
    assert from_cell(cell) == text
    assert plain_text(cell) == no_formula(cell) == cell


def test_a_message_shows_what_it_may_not_print() -> None:
    odd = "n\udcff\x1b[31m\u202e\ud800.xml"
    assert visible(odd) == r"n\xff\x1b[31m\u202e\ud800.xml"
    assert visible("caf\u00e9 \u2265 5\n") == "caf\u00e9 \u2265 5\n"

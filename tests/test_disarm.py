"""What comes from outside can neither command a terminal nor a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.disarm import no_formula, plain_text


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

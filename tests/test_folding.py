"""Folding never shifts an offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.folding import fold


@given(st.text(st.characters(codec=None)))
def test_one_character_stays_one_character(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert [fold(character) for character in text] == list(
        folded
    ) or "\u03a3" in text  # a final sigma has a form of its own


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("N\u2009=\u202f12", "n = 12"),
        ("FOLLOW\u2010UP \u2013 \u201cYES\u201d", 'follow-up - "yes"'),
        ("\u0130zmir", "\u0130zmir"),
        ("a\tb\nc", "a b c"),
        ("\u5168\uff08N\uff1d\uff13\uff10\uff0c\uff15\uff05\uff09", "\u5168(n=30,5%)"),
    ],
)
def test_what_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded

"""What a record and its title are called."""

from __future__ import annotations

import pytest

from evidence.naming import first_words, shown_title


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Long-term insulin independence in type 1 diabetes.", "Long-term insulin independence in …"),
        ("Cells for feet.", "Cells for feet"),
        ("Editorial", "Editorial"),
        ("Marrow cells: who needs them: and why?", "Marrow cells: who needs …"),
        ("x" * 60, "x" * 40 + " …"),
        ("...", ""),
        ("", ""),
    ],
)
def test_a_title_is_cut_at_a_word(title: str, called: str) -> None:
    assert first_words(title) == called


@pytest.mark.parametrize(
    ("title", "vernacular", "shown"),
    [
        ("[Cells for feet].", "Zellen", "Cells for feet"),
        ("[Cells] for feet.", "Zellen", "[Cells] for feet."),
        ("", "Zellen", "Zellen"),
        ("[]", None, "[]"),
        ("[ ].", None, "[ ]."),
        ("", None, ""),
    ],
)
def test_a_translated_title_is_shown_without_its_brackets(title: str, vernacular: str | None, shown: str) -> None:
    assert shown_title(title, vernacular) == shown

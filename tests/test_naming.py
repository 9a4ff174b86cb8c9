"""What a record without an author is called."""

from __future__ import annotations

import pytest

from evidence.naming import first_words


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

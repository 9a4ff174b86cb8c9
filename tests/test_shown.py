"""What a line repeats of what was given is short, and says where it was cut."""

from __future__ import annotations

import pytest

from evidence.shown import first_of, shown


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("gout", "'gout'"),
        ("a" * 80, "'" + "a" * 80 + "'"),
        ("a" * 81, "'" + "a" * 80 + "'…"),
        (None, "None"),
        ({"value": 5}, "{'value': 5}"),
        ([1] * 99, "[" + "1, " * 26 + "1…"),
    ],
)
def test_a_long_text_is_cut_and_says_so(given: object, told: str) -> None:
    assert shown(given) == told


def test_of_a_long_list_the_first_are_named() -> None:
    assert first_of([1, 2, 3], 3) == "1, 2, 3"
    assert first_of([1, 2, 3, 4], 3, " ") == "1 2 3 …"

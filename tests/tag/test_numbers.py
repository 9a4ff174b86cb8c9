"""Numbers in every dress, with offsets into the folded text."""

from __future__ import annotations

import pytest

from evidence.folding import fold
from evidence.tag.numbers import Number, numbers


def values(text: str) -> list[int | float]:
    return [number.value for number in numbers(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T2DM, CD34+ and HbA1c", []),
        ("someone, hundreds, prednisone, often", []),
        ("In 2010 118 patients came", [2010, 118]),
        ("type 2 150 patients", [2, 150]),
        ("at 1,3,6,9 and 12 months", [1, 3, 6, 9, 12]),
        ("3,4-methylenedioxymethamphetamine and 1,25-dihydroxyvitamin D3", []),
        ("the 1,2-week and 2,4-month visits", [1, 2, 2, 4]),
        ("0.125 mg, .05 and 7.5", [0.125, 0.05, 7.5]),
        ("five and six", [5, 6]),
        ("one, three", [1, 3]),
        ("1,204", [1204]),
        ("1 204", [1204]),
        ("1\u2009204 and 13\u202f388 and 2\u00a0345", [1204, 13388, 2345]),
        ("1'204'000", [1204000]),
        ("463 million adults", [463_000_000]),
        ("1.5 million", [1_500_000]),
        ("two million and 3 thousand", [2_000_000, 3000]),
        ("(n=30), N=45", [30, 45]),
        ("12 of 45, 12/45, 20-65 years", [12, 45, 12, 45, 20, 65]),
        ("2 x 10(6) cells", [2, 10, 6]),
        ("One hundred and eighteen patients", [118]),
        ("Hundred and forty-three women", [143]),
        ("Two hundred-forty", [240]),
        ("Eight-thousand four-hundred twenty-two", [8422]),
        ("One thousand two hundred thirty-four", [1234]),
        ("ninety-five and ninety-two", [95, 92]),
        ("A dozen volunteers, two dozen rats", [12, 24]),
        ("a 53-year-old man, twenty-one-day-old pups", [53, 21]),
        ("fourty and ninty", [40, 90]),
    ],
)
def test_values(text: str, expected: list[float]) -> None:
    assert values(text) == expected


def test_a_point_may_part_thousands() -> None:
    assert [(n.value, n.kind, n.thousands) for n in numbers("1.204 or 1·204")] == [(1.204, "pointed", 1204)] * 2


def test_offsets_are_those_of_the_words() -> None:
    text = "Of one hundred and two (102) patients, 1,204 ..."
    assert [text[n.start : n.end] for n in numbers(fold(text))] == ["one hundred and two", "102", "1,204"]


def test_kinds() -> None:
    assert numbers("7 or six") == [Number(0, 1, 7, "digits", " or"), Number(5, 8, 6, "word", "")]


@pytest.mark.parametrize(
    "piece", ["1", "1,204,", "one ", "1 204 ", "hundred and ", "1.", "sixty-", "million ", "9'999"]
)
def test_a_megabyte_of_near_matches_ends(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    assert all(0 <= n.start < n.end <= len(text) for n in numbers(text))

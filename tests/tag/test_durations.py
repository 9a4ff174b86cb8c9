"""Lengths of time in a sentence: values, shapes, ranges and offsets."""

from __future__ import annotations

import pytest

from evidence.folding import fold
from evidence.tag.durations.find import find, find_each
from evidence.tag.durations.forms import number
from evidence.tag.durations.shape import Duration, Shape


def told(text: str) -> list[tuple[float, str]]:
    return [(one.value, one.unit) for one in find(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for 12 months", [(12, "months")]),
        ("a 24-week trial", [(24, "weeks")]),
        ("twenty-four months", [(24, "months")]),
        ("Twenty four months", [(24, "months")]),
        ("1,095 days", [(1095, "days")]),
        ("8·9 months", [(8.9, "months")]),
        ("4.3\u00a0years", [(4.3, "years")]),
        ("12\u2011month", [(12, "months")]),
        ("2½ years", [(2.5, "years")]),
        ("one and a half years", [(1.5, "years")]),
        ("for half a year", [(0.5, "years")]),
        ("over a fortnight", [(2, "weeks")]),
        ("for a decade", [(10, "years")]),
        ("5 years' follow-up", [(5, "years")]),
        ("6 years and 9 months", [(81, "months")]),
        ("8 years 11 months", [(107, "months")]),
        ("1, 3, 6 and 12 months", [(12, "months")]),
        ("1,3,6,9 and 12 months", [(12, "months")]),
        ("3, 6, and 12-month visits", [(12, "months")]),
        ("at 6-, 12- and 24-month visits", [(24, "months")]),
        ("3 and 6 mo and at 1 and 2 yr", [(2, "years")]),
        ("3 mo (n=20) and 12 mo (n=12)", [(12, "months")]),
        ("months 1, 3, 6 and 12", [(12, "months")]),
        ("weeks 0, 4, 8 and 24", [(24, "weeks")]),
        ("at week one", [(1, "weeks")]),
        ("to D28", [(28, "days")]),
        ("at M3, M6 and M12", [(12, "months")]),
        ("the 1st, 2nd and 3rd week", [(3, "weeks")]),
        ("the sixth month", [(6, "months")]),
        ("18m follow-up", [(18, "months")]),
        ("1 to 42 months", [(42, "months")]),
        ("45.2 ± 5 months", [(45.2, "months")]),
        ("at week 12, 45 patients", [(12, "weeks")]),
        ("at months 6 and 12, 70 patients", [(12, "months")]),
        ("at week 4, 8, and 12", [(12, "weeks")]),
        ("on day 1, week 1, and months 1, 3 and 6", [(6, "months")]),
        ("day 2, 9, 21", [(21, "days")]),
        ("one-and-a-half years", [(1.5, "years")]),
        ("one year and a half", [(1.5, "years")]),
        ("2-1/2 years", [(2.5, "years")]),
        ("(28.1±12.0) months", [(28.1, "months")]),
        ("24 ± 6 (6-30) months", [(24, "months")]),
        ("28 [3-60] mo", [(28, "months")]),
        ("38+ months", [(38, "months")]),
        ("in the first 24 postoperative hours", [(24, "hours")]),
        ("on POD 7", [(7, "days")]),
        ("at 8 wpi", [(8, "weeks")]),
    ],
)
def test_a_length_is_found_in_every_dress(text: str, expected: list[tuple[float, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "three hundred eighty-three patients",
        "in the year 2010",
        "5 days a week",
        "3 hours/day",
        "twice daily",
        "the month after",
        "a 6-m walk",
        "vitamin D3 and D2 receptors",
        "the 5D-ASC score",
        "1H-MRS spectra",
        "20 mg/day",
        "every other day",
        "scanned at 300 dpi",
        "n = 12",
    ],
)
def test_what_is_no_length_is_left(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("34 months (range, 25-56 mo)", 25, 56),
        ("9.25 (6-16) years", 6, 16),
        ("6.4 yr; interquartile range, 5.1-7.9", 5.1, 7.9),
        ("21·6 years (IQR 20·3-23·0)", 20.3, 23.0),
        ("5 years (range 8 months to 8 years 11 months)", 0.67, 8.92),
        ("34 months range 25 to 56", 25, 56),
        ("24-36 months", 24, 36),
        ("52 (32) months", None, None),
        ("34 months", None, None),
    ],
)
def test_a_range_beside_a_value_is_kept_in_its_unit(text: str, low: float | None, high: float | None) -> None:
    (one,) = find(fold(text))
    assert (one.low, one.high) == (low, high)


def test_brackets_that_name_the_mean_give_a_length_of_their_own() -> None:
    whole, mean = find("24-36 months (average: 30 months)")
    assert (whole.value, whole.shape) == (36, Shape.RANGE)
    assert (mean.value, mean.statistic, mean.low, mean.high) == (30, "mean", 24, 36)


def test_a_number_after_another_sentence_part_is_no_item_of_a_list() -> None:
    assert told("at week 24, 41.3% of adults had healed") == [(24, "weeks")]


def test_offsets_are_those_of_the_text() -> None:
    text = "They were seen at 3 and 6 mo and at 1 yr, aged 40 years."
    assert [text[one.start : one.end] for one in find(fold(text))] == ["3 and 6 mo and at 1 yr", "40 years"]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("12", 12), ("1,095", 1095), ("8·9", 8.9), ("2½", 2.5), ("2 1/2", 2.5), ("one and a half", 1.5),
     ("twenty-one", 21), ("eleven", 11), ("3rd", 3), ("third", 3)],
)  # fmt: skip
def test_a_numeral_has_its_value(numeral: str, value: float) -> None:
    assert number(numeral) == value


@pytest.mark.parametrize(
    "part", ["1, 2, 3 and ", "twenty-", "week 1, 2, ", "6 years and ", "3 months (range ", "d1, d2, ", "third "]
)
def test_near_matches_without_end_are_read_in_linear_time(part: str) -> None:
    found = find(part * (200_000 // len(part)))  # a quadratic reader would not come back
    assert all(isinstance(one, Duration) for one in found)


def test_texts_that_are_searched_together_give_what_each_gives_alone() -> None:
    texts = ["for 12 weeks", "", "no length", "at 3, 6 and 12 months", "a 24-week trial of 5 men", "week 4", "12 m"]
    together = dict(find_each(texts))
    assert together == {n: found for n, text in enumerate(texts) if (found := find(text))}
    assert set(together) == {0, 3, 4, 5}


@pytest.mark.parametrize(
    "words", ["for 12 weeks", "at 3 or 12 weeks", "six months", "twenty-six weeks", "a 6-month course"]
)
def test_a_lone_number_reads_as_the_patterns_read_it(words: str) -> None:
    by_pattern = find(words.replace("weeks", "wks").replace("month", "mth"))
    assert [(one.value, one.unit, one.shape) for one in find(words)] == [
        (one.value, one.unit, one.shape) for one in by_pattern
    ]

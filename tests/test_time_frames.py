"""How far the time frames of registries reach, in the forms that people register them in."""

from __future__ import annotations

import pytest

from evidence.registry import Registered, disagreements
from evidence.time_frames import longest_time_frame
from evidence.values import FollowUp


@pytest.mark.parametrize(
    ("frames", "days"),
    [
        (["3 months", "12 months after the first infusion"], 365.2),
        (["2, 6, 12, 24, and 60 months"], 1826.2),
        (["At Baseline, Day 3, Day 7, Day 365"], 365.0),
        (["Up to Month 36 after the last grafting day"], 1095.8),
        (["One year"], 365.2),
        (["Week 12."], 84.0),
        (["5"], None),
        (["throughout the study"], None),
        ([], None),
    ],
)
def test_the_longest_time_frame(frames: list[str], days: float | None) -> None:
    assert longest_time_frame(frames)[1] == days


@pytest.mark.parametrize(
    ("frame", "days"),
    [
        ("Months 3, 6 and 12", 365.2),
        ("Weeks 4, 8, 12, 24", 168.0),
        ("Day 1, 30, 90", 90.0),
        ("Years 1-5", 1826.2),
        ("Days 0, 1 and 2 and at Weeks 1, 2, 4, 6.1, 6.2, 8 and 12", 84.0),
        ("Month 3 to 12", 365.2),
        ("6- and 12-month visits", 365.2),
        ("1st, 3rd and 6th month", 182.6),
    ],
)
def test_the_largest_of_a_list_counts(frame: str, days: float) -> None:
    assert longest_time_frame([frame])[1] == days


@pytest.mark.parametrize(
    ("frame", "days"),
    [
        ("six months", 182.6),
        ("up to twelve months", 365.2),
        ("twenty-four weeks", 168.0),
        ("Weeks two, four and eight", 56.0),
        ("1y", 365.2),
        ("72hrs", 3.0),
    ],
)
def test_numbers_in_words_and_short_units(frame: str, days: float) -> None:
    assert longest_time_frame([frame])[1] == days


@pytest.mark.parametrize(
    ("frame", "days"),
    [
        ("day 1, 6 months", 182.6),  # the last number has a unit of its own
        ("Days 1, 3, 6 and 12 months", 365.2),
        ("on day 10-12, and 1, 3, 6 months later", 182.6),
        ("at week 12 in 30 patients", 84.0),
        ("until year 2030", None),  # a date
        ("Every six months", None),  # how often, not how long
        ("Every 3 months up to 18 months", 547.9),
        ("6 m walk", None),
    ],
)
def test_a_number_that_is_of_something_else_is_left_to_it(frame: str, days: float | None) -> None:
    assert longest_time_frame([frame])[1] == days


def test_a_list_of_visits_is_no_disagreement_with_its_last_one() -> None:
    frame, days = longest_time_frame(["Months 3, 6 and 12"])
    trial = Registered("NCT00000001", last_time_frame=frame, days=days)
    assert disagreements(trial, None, None, FollowUp(12, "months")) == ()


@pytest.mark.parametrize("frame", ["1, " * 5_000, "day 1, " * 5_000, "every " * 5_000, "1 " + "-" * 50_000])
def test_a_hostile_time_frame_takes_no_longer_than_its_length(frame: str) -> None:
    longest_time_frame([frame])

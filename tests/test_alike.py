"""When a person's value says no more than the machine's."""

from __future__ import annotations

import pytest

from evidence.alike import says_no_more
from evidence.values import Design, FollowUp, SampleSize, Value

TRIAL = Design("rct", (("allocation", "randomised"), ("masking", "double")))
ARMS = SampleSize(246, role="treated", arms=(172, 74), studies=11, derived=True)
MEDIAN = FollowUp(36.0, "months", "median", 12.0, 60.0, spread="IQR")


@pytest.mark.parametrize(
    ("said", "machine"),
    [
        (Design("rct"), TRIAL),
        (Design("rct", (("masking", "double"),)), TRIAL),
        (SampleSize(246), ARMS),
        (SampleSize(246, "people"), ARMS),
        (SampleSize(246, role="treated", arms=(74, 172)), ARMS),
        (SampleSize(82, "limbs"), SampleSize(82, "limbs", "enrolled")),
        (FollowUp(36, "months"), MEDIAN),
        (FollowUp(3, "years"), MEDIAN),
        (FollowUp(3, "years", "median", 1, 5), MEDIAN),
        (FollowUp(1, "years"), FollowUp(12, "months")),
    ],
)
def test_who_says_a_part_or_all_of_what_was_read_agrees(said: Value, machine: Value) -> None:
    assert says_no_more(said, machine)


@pytest.mark.parametrize(
    ("said", "machine"),
    [
        (Design("cohort"), TRIAL),
        (Design("rct", (("masking", "single"),)), TRIAL),
        (Design("rct", (("phase", "3"),)), TRIAL),
        (SampleSize(245), ARMS),
        (SampleSize(246, role="enrolled"), ARMS),
        (SampleSize(246, "eyes"), ARMS),
        (SampleSize(246, arms=(123, 123)), ARMS),
        (SampleSize(246, role="randomised"), SampleSize(246)),
        (SampleSize(246, studies=3), SampleSize(246)),
        (FollowUp(35, "months"), MEDIAN),
        (FollowUp(36, "months", "mean"), MEDIAN),
        (FollowUp(36, "months", "median", 12, 61), MEDIAN),
        (FollowUp(36, "months", "median", 12, 60, spread="range"), MEDIAN),
        (FollowUp(36, "months", "median"), FollowUp(36, "months")),
        (FollowUp(52, "weeks"), FollowUp(12, "months")),
        (SampleSize(36), FollowUp(36, "months")),
    ],
)
def test_who_says_another_thing_or_more_corrects(said: Value, machine: Value) -> None:
    assert not says_no_more(said, machine)

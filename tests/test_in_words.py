"""A value reads the same wherever it is put in words."""

from __future__ import annotations

import pytest

from evidence.findings import Fact, Field, Finding
from evidence.in_words import described, in_full
from evidence.records import Record
from evidence.report.rows import whole
from evidence.tables.entry import Entry
from evidence.topics import load
from evidence.values import Design, FollowUp, SampleSize, Value

PROSPECTIVE = Design("cohort", (("time_perspective", "prospective"),))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Design("cohort"), "cohort"),
        (Design("cohort", (("report", "primary"),)), "cohort (no sign of an earlier report)"),
        (Design("cohort", (("report", "secondary"),)), "cohort (report: secondary)"),
        (PROSPECTIVE, "cohort (time perspective: prospective)"),
        (SampleSize(24, "eyes", "randomised", (12, 12)), "24 eyes (randomised, arms 12/12)"),
        (SampleSize(900, studies=3), "900 (3 studies)"),
        (FollowUp(34, "months", "median", 25, 56, spread="range"), "median 34 months (range 25-56)"),
        (FollowUp(12, "months", "minimum"), "at least 12 months"),
        (FollowUp(56, "months", "range", 25, 56, spread="range"), "56 months (range 25-56)"),
        (FollowUp(1, "years"), "1 year"),
    ],
)
def test_what_a_person_said_is_told_in_full(value: Value, told: str) -> None:
    assert in_full(value) == told


@pytest.mark.parametrize(
    ("value", "working", "told"),
    [
        (PROSPECTIVE, None, "cohort (time perspective: prospective)"),
        (SampleSize(24, "eyes", "randomised", (12, 12)), "2 x 12", "24 eyes (randomised; arms 12/12; 2 x 12)"),
        (SampleSize(900, studies=1), None, "900 participants (total; 1 study)"),
        (FollowUp(36, "months"), "3 + 33 = 36 months", "36 months (fixed; 3 + 33 = 36 months)"),
        (FollowUp(2, "years", "median", 1, 3, spread="IQR"), None, "2 years (24 months; median; IQR 1-3)"),
    ],
)  # fmt: skip
def test_a_value_is_described_with_what_was_read_beside_it(value: Value, working: str | None, told: str) -> None:
    assert described(value, working=working) == told


def test_the_report_describes_as_the_terminal_does() -> None:
    length = FollowUp(24, "weeks", "median", 12, 52)
    read = Finding(5, Field.FOLLOW_UP, length, (), "follow_up.stated", 0.9)
    facts = {field: Fact(field, None) for field in Field} | {Field.FOLLOW_UP: Fact(Field.FOLLOW_UP, length, read)}
    entry = Entry(Record(5), facts, load("bone-marrow-diabetes"))
    assert whole(entry, {})["values"][2]["value"] == described(length)

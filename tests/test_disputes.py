"""Whose word stands on a field, which counts, and where persons differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from evidence.disputes import Dispute, differ, disputed, standing
from evidence.findings import Correction, Verdict
from evidence.values import Design, Field, FollowUp, SampleSize, Value

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def word(by: str, value: Value | None, minutes: int = 0, verdict: Verdict | None = None) -> Correction:
    verdict = verdict or (Verdict.VALUE if value else Verdict.NOT_REPORTED)
    return Correction(1, Field.SAMPLE_SIZE, verdict, value, "so", by, NOON + timedelta(minutes=minutes), "")


def back(by: str, minutes: int = 0) -> Correction:
    return word(by, None, minutes, Verdict.WITHDRAWN)


A, B = word("A", SampleSize(117)), word("B", SampleSize(116), 1)


def test_a_later_word_takes_the_place_of_one_s_own() -> None:
    again = word("a ", SampleSize(115), 2)
    assert standing([A, B, again]) == (B, again)


def test_a_withdrawal_takes_back_one_s_own_words_only() -> None:
    assert standing([A, B, back("A", 2)]) == (B,)
    assert standing([A, B, back("C", 2)]) == (A, B)
    assert standing([A, back("A", 2), back("B", 3)]) == ()
    again = word("A", SampleSize(114), 4)
    assert standing([A, back("A", 2), again]) == (again,)


def cohort(time: str) -> Design:
    return Design("cohort", (("time_perspective", time),))


@pytest.mark.parametrize(
    ("one", "other", "they_differ"),
    [
        (SampleSize(117), SampleSize(117, role="randomised", arms=(60, 57)), False),
        (SampleSize(117), SampleSize(117, "eyes"), True),
        (SampleSize(117), None, True),
        (None, None, False),
        (Design("rct"), Design("rct", (("masking", "double"),)), False),
        (Design("rct"), Design("cohort"), True),
        (FollowUp(1, "years"), FollowUp(52, "weeks", "median"), False),
        (FollowUp(1, "years"), FollowUp(18, "months"), True),
        (cohort("prospective"), cohort("retrospective"), True),
        (cohort("prospective"), Design("cohort"), False),
        (cohort("prospective"), Design("cohort", (("centres", "multicentre"),)), False),
        (Design("rct", (("masking", "double"),)), Design("rct", (("masking", "open"),)), True),
        (SampleSize(117, role="randomised"), SampleSize(117, role="analysed"), True),
        (SampleSize(117, arms=(60, 57)), SampleSize(117, arms=(57, 60)), False),
        (SampleSize(117, arms=(60, 57)), SampleSize(117, arms=(59, 58)), True),
        (SampleSize(117, studies=3), SampleSize(117, studies=4), True),
        (FollowUp(12, "months", "median"), FollowUp(12, "months", "minimum"), True),
        (FollowUp(12, "months", "median"), FollowUp(1, "years", "median", 6, 24), False),
        (FollowUp(34, "months", "median", 25, 56), FollowUp(34, "months", "median", 25, 55), True),
        (FollowUp(36, "months", "median", 12, 60), FollowUp(3, "years", "median", 1, 5), False),
        (FollowUp(36, "months"), FollowUp(35, "months"), True),
    ],
)
def test_words_differ_where_they_say_something_else_of_the_paper(
    one: Value | None, other: Value | None, they_differ: bool
) -> None:
    assert differ([word("A", one), word("B", other)]) is they_differ
    assert not differ([word("A", one)])


def test_two_who_agree_with_a_third_may_differ() -> None:
    words = [word("A", Design("cohort")), word("B", cohort("prospective")), word("C", cohort("retrospective"))]
    assert differ(words)
    assert disputed(words) == tuple(words)


def test_none_differ_where_none_stand() -> None:
    assert not differ([])


def test_a_dispute_is_one_line() -> None:
    told = str(Dispute(1, Field.SAMPLE_SIZE, (A, B)))
    assert told == (
        "PMID 1, sample_size: A said 117 on 2026-03-01, B said 116 on 2026-03-01; 116 of B stands, said last"
    )


def test_people_by_whatever_name_are_one_unit() -> None:
    for unit in ("patients", "Patient", "people", "women", "children", "adults"):
        assert not differ([word("A", SampleSize(16)), word("B", SampleSize(16, unit))])
        assert differ([word("A", SampleSize(16)), word("B", SampleSize(17, unit))])


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("diabetics", "participants"),
        ("Firemen", "participants"),
        ("men and women", "participants"),
        ("patients with gout", "participants"),
        ("rats", "animals"),
        ("left eyes", "eyes"),
        ("embryo", "embryos"),
        ("knees", "limbs"),
    ],
)
def test_a_unit_as_an_older_version_stored_it_is_what_is_typed_for_it_today(stored: str, typed: str) -> None:
    assert not differ([word("A", SampleSize(16, stored)), word("B", SampleSize(16, typed))])


@pytest.mark.parametrize(("one", "other"), [("eyes", "participants"), ("rats", "patients"), ("per group", "patients")])
def test_units_that_count_other_things_differ(one: str, other: str) -> None:
    assert differ([word("A", SampleSize(16, one)), word("B", SampleSize(16, other))])
    assert not differ([word("A", SampleSize(16, "eye")), word("B", SampleSize(16, "eyes"))])
    assert differ([word("A", SampleSize(16, "patients")), word("B", SampleSize(16, "patient eyes"))])


ANN, BOB = word("Ann", SampleSize(18)), word("Bob", SampleSize(24), 1)


def yes(by: str, value: int, minutes: int) -> Correction:
    return word(by, SampleSize(value), minutes, Verdict.CONFIRMED)


@pytest.mark.parametrize(
    ("later", "settled"),
    [
        ((), False),
        ((yes("Carl", 24, 2),), True),
        ((word("Carl", SampleSize(18), 2),), True),
        ((word("Carl", SampleSize(20), 2),), True),  # as well as neither
        ((yes("Carl", 24, 2), word("Carl", SampleSize(18), 3)), True),  # and may think again
        ((word("Ann", SampleSize(18), 2), word("Bob", SampleSize(24), 3)), False),  # the same two argue on
        ((word("Ann", SampleSize(24), 2),), True),  # and come to agree
        ((yes("Carl", 24, 2), word("Ann", SampleSize(18), 3)), False),  # who was told otherwise objects
        ((word("Carl", SampleSize(20), 2), word("Bob", SampleSize(24), 3)), False),
        ((word("Carl", SampleSize(20), 2), word("Bob", SampleSize(20), 3)), True),
        ((yes("Carl", 24, 2), word("Dan", SampleSize(18), 3)), False),
        ((yes("Carl", 24, 2), word("Dan", SampleSize(18), 3), yes("Eve", 18, 4)), True),
        ((yes("Carl", 24, 2), back("Carl", 3)), False),
        ((yes("Carl", 24, 2), word("Dan", SampleSize(18), 3), back("Dan", 4)), True),
    ],
)
def test_a_third_person_settles_a_dispute(later: tuple[Correction, ...], settled: bool) -> None:
    said = [ANN, BOB, *later]
    assert (disputed(said) == ()) is settled
    assert settled or disputed(said) == standing(said)


def test_the_third_of_three_who_read_alone_is_no_adjudicator_where_two_agree() -> None:
    alike = word("Bob", SampleSize(18), 1)
    assert disputed([ANN, alike, word("Carl", SampleSize(24), 2)])
    assert disputed([ANN, alike, word("Carl", SampleSize(24), 2), yes("Carl", 24, 3)])

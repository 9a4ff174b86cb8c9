"""Whose word counts: the latest person's, else the machine's best candidate, else nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from evidence.findings import Correction, Finding, Reading, Verdict, choose, digest_of
from evidence.records import Passage, Quote
from evidence.values import Field, FollowUp, SampleSize, Spread, Value

BEST = Finding(1, Field.SAMPLE_SIZE, SampleSize(60), (Quote("title", 0, 2, "60"),), "sample_size.total", 0.9)
OTHER = Finding(1, Field.SAMPLE_SIZE, SampleSize(12), (Quote("title", 3, 5, "12"),), "sample_size.arm", 0.2)
READING = Reading(Field.SAMPLE_SIZE, (BEST, OTHER))


def said(verdict: Verdict, value: Value | None = None, seen: str = "now") -> Correction:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Correction(1, Field.SAMPLE_SIZE, verdict, value, "as the paper says", "reader", at, seen)


def test_the_machines_best_candidate_counts_where_nobody_spoke() -> None:
    fact = choose(READING)
    assert (fact.value, fact.source, fact.quotes, fact.stale) == (SampleSize(60), BEST, BEST.quotes, False)


def test_abstaining_keeps_the_candidates_but_gives_no_value() -> None:
    fact = choose(Reading(Field.SAMPLE_SIZE, (OTHER,), "not stated"))
    assert (fact.value, fact.source, fact.abstained, fact.quotes) == (None, None, "not stated", ())


def test_a_person_counts_over_the_machine_and_the_machine_stays_in_sight() -> None:
    fact = choose(READING, said(Verdict.VALUE, SampleSize(61)), "now")
    assert (fact.value, fact.machine, fact.quotes, fact.stale) == (SampleSize(61), BEST, (), False)


def test_a_confirmed_value_keeps_the_machines_quotes_while_they_agree() -> None:
    assert choose(READING, said(Verdict.CONFIRMED, SampleSize(60)), "now").quotes == BEST.quotes


def test_what_was_confirmed_before_a_spread_had_a_name_is_no_correction_since() -> None:
    length = FollowUp(34, "months", "median", 25, 56)
    quotes = (Quote("title", 0, 9, "34 months"),)
    spreads: tuple[Spread | None, ...] = ("IQR", "range", None)
    for spread in spreads:
        read = Finding(1, Field.FOLLOW_UP, length._replace(spread=spread), quotes, "follow_up.stated", 0.9)
        told = replace(said(Verdict.CONFIRMED, length), field=Field.FOLLOW_UP)
        assert choose(Reading(Field.FOLLOW_UP, (read,)), told, "now").is_confirmed
        assert not choose(Reading(Field.FOLLOW_UP, (read,)), told, "now").is_corrected
    read = Finding(1, Field.FOLLOW_UP, length._replace(spread="IQR"), quotes, "follow_up.stated", 0.9)
    told = replace(said(Verdict.CONFIRMED, length._replace(spread="range")), field=Field.FOLLOW_UP)
    assert choose(Reading(Field.FOLLOW_UP, (read,)), told, "now").is_corrected


@pytest.mark.parametrize(
    ("verdict", "value", "reading", "confirmed"),
    [
        (Verdict.VALUE, SampleSize(60), READING, True),
        (Verdict.VALUE, SampleSize(61), READING, False),
        (Verdict.NOT_REPORTED, None, READING, False),
        (Verdict.NOT_REPORTED, None, Reading(Field.SAMPLE_SIZE, (), "not stated"), True),
        (Verdict.NOT_REPORTED, None, Reading(Field.SAMPLE_SIZE, (BEST, OTHER), "conflicting"), True),
        (Verdict.NOT_REPORTED, None, Reading(Field.SAMPLE_SIZE, (), "no abstract"), False),
        (Verdict.NOT_REPORTED, None, Reading(Field.SAMPLE_SIZE, (), "not applicable"), False),
        (Verdict.NOT_APPLICABLE, None, Reading(Field.SAMPLE_SIZE, (), "not applicable"), True),
        (Verdict.NOT_APPLICABLE, None, Reading(Field.SAMPLE_SIZE, (), "not stated"), False),
        (Verdict.CONFIRMED_NOT_REPORTED, None, Reading(Field.SAMPLE_SIZE, (), "not stated"), True),
    ],
)
def test_who_says_just_what_was_read_agrees_and_corrects_nothing(
    verdict: Verdict, value: Value | None, reading: Reading, confirmed: bool
) -> None:
    fact = choose(reading, said(verdict, value), "now")
    assert (fact.is_confirmed, fact.is_corrected) == (confirmed, not confirmed)


def test_the_words_behind_a_value_stay_where_a_person_says_it_in_another_unit() -> None:
    read = Finding(
        1, Field.FOLLOW_UP, FollowUp(36, "months"), BEST.quotes, "follow_up.added", 0.9, "3 + 33 = 36 months"
    )
    told = replace(said(Verdict.VALUE, FollowUp(3, "years")), field=Field.FOLLOW_UP)
    fact = choose(Reading(Field.FOLLOW_UP, (read,)), told, "now")
    assert (fact.value, fact.quotes, fact.working) == (FollowUp(3, "years"), BEST.quotes, read.working)
    other = choose(Reading(Field.FOLLOW_UP, (read,)), replace(told, value=FollowUp(2, "years")), "now")
    assert (other.quotes, other.working) == ((), None)


def test_none_that_was_confirmed_is_corrected_too_once_the_machine_reads_a_value() -> None:
    fact = choose(READING, said(Verdict.CONFIRMED_NOT_REPORTED), "later")
    assert (fact.value, fact.abstained, fact.machine) == (None, "not stated", BEST)
    assert (fact.is_confirmed, fact.is_corrected, fact.stale) == (True, True, True)


@pytest.mark.parametrize(
    ("verdict", "reason"), [(Verdict.NOT_REPORTED, "not stated"), (Verdict.NOT_APPLICABLE, "not applicable")]
)
def test_none_reported_and_none_possible_are_a_value_of_none_with_its_reason(verdict: Verdict, reason: str) -> None:
    fact = choose(READING, said(verdict), "now")
    assert (fact.value, fact.abstained, fact.quotes) == (None, reason, ())


def test_withdrawn_goes_back_to_the_machine() -> None:
    assert choose(READING, said(Verdict.WITHDRAWN), "now") == choose(READING)


@pytest.mark.parametrize("verdict", [Verdict.VALUE, Verdict.CONFIRMED])
def test_a_changed_text_makes_a_correction_stale_but_never_drops_it(verdict: Verdict) -> None:
    fact = choose(READING, said(verdict, SampleSize(61), seen="then"), "now")
    assert fact.stale
    assert fact.value == SampleSize(61)


def test_the_digest_follows_text_label_and_place() -> None:
    passages = [Passage("title", None, "a"), Passage("abstract.0", "METHODS", "b")]
    changed = [
        (Passage("title", None, "a"),),
        (Passage("title", None, "a"), Passage("abstract.0", "RESULTS", "b")),
        (Passage("title", None, "a"), Passage("abstract.0", "METHODS", "c")),
        (Passage("title", None, "ab"), Passage("abstract.0", "METHODS", "")),
    ]
    digests = {digest_of(tuple(passages)), *(digest_of(other) for other in changed)}
    assert len(digests) == 5

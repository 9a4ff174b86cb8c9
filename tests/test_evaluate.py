"""The figures of `evidence evaluate`: each definition on a handful of answers that one can count."""

from __future__ import annotations

import json

import pytest

from evidence.alike import same
from evidence.evaluate import Outcome, calibration, evaluate, judge, to_json
from evidence.findings import Finding, Reading
from evidence.labels import Labelled
from evidence.records import Quote
from evidence.values import Design, Field, FollowUp, SampleSize, Value


def reading(value: Value | None, confidence: float = 0.9, field: Field = Field.SAMPLE_SIZE) -> Reading:
    if value is None:
        return Reading(field, (), "not stated")
    quote = Quote("abstract.0", 0, 2, "60")
    return Reading(field, (Finding(1, field, value, (quote,), f"{field}.rule", confidence),))


def label(key: str, *accept: Value | None, field: Field = Field.SAMPLE_SIZE) -> Labelled:
    return Labelled(key, {field: accept})


LABELS = [label("a", SampleSize(60)), label("b", SampleSize(40)), label("c", SampleSize(9)), label("d"), label("e")]
READINGS = [
    [reading(SampleSize(60), 0.99)],
    [reading(SampleSize(41), 0.7)],
    [reading(None)],
    [reading(SampleSize(5), 0.6)],
    [reading(None)],
]
PAIRS = list(zip(LABELS, READINGS, strict=True))


def test_each_outcome_is_told_apart() -> None:
    outcomes = [one.outcome for one in evaluate(PAIRS).judged]
    assert outcomes == [Outcome.RIGHT, Outcome.WRONG, Outcome.MISSED, Outcome.INVENTED, Outcome.SILENT]


def test_the_figures_follow_their_definitions() -> None:
    (score,) = evaluate(PAIRS).scores
    assert (score.records, score.stated, score.answered, score.right_values) == (5, 3, 3, 1)
    assert score.precision == pytest.approx(1 / 3)
    assert score.recall == pytest.approx(1 / 3)
    assert score.abstention == pytest.approx(1 / 2)
    assert score.right == pytest.approx(2 / 5)


def test_shares_of_nothing_are_none() -> None:
    (score,) = evaluate(PAIRS[4:]).scores
    assert (score.precision, score.recall, score.calibration) == (None, None, None)
    assert score.abstention == 1


def test_a_record_whose_text_is_absent_is_told_and_not_counted() -> None:
    evaluation = evaluate(PAIRS[:1], absent=["zz"])
    assert evaluation.absent == ("zz",)
    assert evaluation.scores[0].records == 1


def test_designs_are_confused_by_name() -> None:
    labels = [label("a", Design("rct"), field=Field.DESIGN), label("b", Design("cohort"), field=Field.DESIGN)]
    (score,) = evaluate((one, [reading(Design("rct"), field=Field.DESIGN)]) for one in labels).scores
    assert score.confusion == {("cohort", "rct"): 1, ("rct", "rct"): 1}


def test_any_accepted_value_is_right() -> None:
    accept = (Design("rct"), Design("quasi-randomised"))
    assert judge("a", accept, reading(Design("quasi-randomised"), field=Field.DESIGN)).outcome is Outcome.RIGHT


def test_two_records_of_one_id_are_judged_by_their_own_readings() -> None:
    pairs = [(label("a", SampleSize(n)), [reading(SampleSize(n))]) for n in (60, 70)]
    assert [one.outcome for one in evaluate(pairs).judged] == [Outcome.RIGHT, Outcome.RIGHT]


EITHER = (SampleSize(60), None)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [(SampleSize(60), Outcome.RIGHT), (None, Outcome.SILENT), (SampleSize(70), Outcome.WRONG)],
)
def test_a_value_and_no_answer_may_both_be_right(said: Value | None, outcome: Outcome) -> None:
    assert judge("a", EITHER, reading(said)).outcome is outcome


def test_where_both_are_right_recall_and_abstention_leave_the_record_out() -> None:
    either = [(label("f", *EITHER), [reading(said)]) for said in (SampleSize(60), None, SampleSize(70))]
    (score,) = evaluate([*PAIRS, *either]).scores
    assert (score.records, score.stated, score.answered, score.right_values) == (8, 3, 5, 2)
    assert score.recall == pytest.approx(1 / 3)
    assert score.abstention == pytest.approx(1 / 2)
    assert score.precision == pytest.approx(2 / 5)
    assert score.right == pytest.approx(4 / 8)
    assert score.confusion["none", "none"] == 2
    assert to_json(evaluate(either))["misses"][0]["label"] == ["60", "none"]


def test_another_right_design_is_not_confused_with_the_first() -> None:
    both = label("a", Design("rct"), Design("cohort"), field=Field.DESIGN)
    (score,) = evaluate([(both, [reading(Design("cohort"), field=Field.DESIGN)])]).scores
    assert score.confusion == {("cohort", "cohort"): 1}


@pytest.mark.parametrize(
    ("said", "meant", "expected"),
    [
        (FollowUp(1, "years"), FollowUp(12, "months"), True),
        (FollowUp(52, "weeks"), FollowUp(1, "years"), True),
        (FollowUp(11, "months"), FollowUp(1, "years"), False),
        (SampleSize(60), SampleSize(60, "eyes"), True),
        (SampleSize(60), SampleSize(61), False),
        (SampleSize(60), FollowUp(60, "days"), False),
    ],
)
def test_values_are_the_same_where_a_reader_would_say_so(said: Value, meant: Value, expected: bool) -> None:
    assert same(said, meant) is expected


@pytest.mark.parametrize(
    ("said", "months", "expected"),
    [
        (FollowUp(5, "days"), 0.2, True), (FollowUp(2, "weeks"), 0.5, True), (FollowUp(0.5, "hours"), 0.00068, True),
        (FollowUp(5, "days"), 0.1, False), (FollowUp(4, "weeks"), 1.0, False), (FollowUp(13, "months"), 12.0, False),
    ],
)  # fmt: skip
def test_a_length_is_right_that_a_table_writes_as_the_labelled_months(
    said: FollowUp, months: float, expected: bool
) -> None:
    accept = (FollowUp(months, "months"),)
    assert judge("a", accept, reading(said, field=Field.FOLLOW_UP)).is_right is expected


def test_calibration_is_the_weighted_distance_of_ten_bins() -> None:
    found = calibration([(0.95, True), (0.95, True), (0.95, False), (0.55, True)])
    assert found is not None
    assert found.error == pytest.approx((abs(3 * 0.95 - 2) + abs(0.55 - 1)) / 4)
    assert found.sure == pytest.approx(2 / 3)
    assert found.n_sure == 3


def test_misses_carry_their_quotes_and_the_whole_is_json() -> None:
    told = json.loads(json.dumps(to_json(evaluate(PAIRS))))
    assert [one["id"] for one in told["misses"]] == ["b", "c", "d"]
    assert told["misses"][0] == {
        "id": "b", "field": "sample_size", "outcome": "wrong", "label": ["40"], "answer": "41",
        "rule": "sample_size.rule", "confidence": 0.7, "abstained": None, "quotes": ["60"],
    }  # fmt: skip
    assert told["scores"][0]["confusion"] == [
        {"label": "none", "answer": "none", "records": 1},
        {"label": "none", "answer": "value", "records": 1},
        {"label": "value", "answer": "none", "records": 1},
        {"label": "value", "answer": "other value", "records": 1},
        {"label": "value", "answer": "value", "records": 1},
    ]

"""The written and the JSON form of values are one and the same value."""

from __future__ import annotations

import json
import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import BadInput
from evidence.typed import parse_value
from evidence.values import (
    ATTRIBUTES,
    DESIGNS,
    ROLES,
    STATISTICS,
    Design,
    Field,
    FollowUp,
    SampleSize,
    Spread,
    Value,
    counted,
    plain,
    value_from_json,
    value_to_json,
)  # fmt: skip

designs = st.builds(
    Design,
    st.sampled_from(sorted(DESIGNS)),
    st.dictionaries(st.sampled_from(ATTRIBUTES), st.text(min_size=1)).map(lambda d: tuple(sorted(d.items()))),
)
sizes = st.builds(
    SampleSize,
    st.integers(0, 10**9),
    st.sampled_from(["participants", "eyes", "animals"]),
    st.sampled_from(ROLES),
    st.lists(st.integers(1, 999)).map(tuple),
    st.none() | st.integers(1, 99),
    st.booleans(),
)
lengths = st.builds(
    FollowUp,
    st.integers(1, 500) | st.floats(0.1, 99).map(lambda n: round(n, 2)),
    st.sampled_from(["hours", "days", "weeks", "months", "years"]),
    st.sampled_from(STATISTICS),
    st.none() | st.floats(0.1, 99),
    st.none() | st.floats(0.1, 99),
    st.booleans(),
)


@given(designs | sizes | lengths)
def test_json_form_reads_back_as_the_same_value(value: Value) -> None:
    field = {Design: Field.DESIGN, SampleSize: Field.SAMPLE_SIZE, FollowUp: Field.FOLLOW_UP}[type(value)]
    assert value_from_json(field, json.loads(json.dumps(value_to_json(value)))) == value


@given(st.sampled_from(sorted(DESIGNS)).map(Design) | st.integers(1, 10**7).map(SampleSize))
def test_written_form_reads_back(value: Design | SampleSize) -> None:
    field = Field.DESIGN if isinstance(value, Design) else Field.SAMPLE_SIZE
    assert parse_value(field, str(value)) == value


@pytest.mark.parametrize(
    ("text", "days", "months"),
    [
        ("36 months", 1095.8, 36.0),
        ("3y", 1095.8, 36.0),
        ("90d", 90.0, 3.0),
        ("12 wk", 84.0, 2.8),
        ("6mo", 182.6, 6.0),
        ("52 wks", 364.0, 12.0),
        ("12 mos", 365.2, 12.0),
        ("24 hrs", 1.0, 0.0),
        ("3mon", 91.3, 3.0),
    ],
)
def test_lengths_as_people_type_them(text: str, days: float, months: float) -> None:
    value = parse_value(Field.FOLLOW_UP, text)
    assert isinstance(value, FollowUp)
    assert (value.days, value.months) == (days, months)


@pytest.mark.parametrize("text", ["1,204", "1 204", "1\u202f204", "1'204", "1204 eyes"])
def test_sizes_as_people_type_them(text: str) -> None:
    value = parse_value(Field.SAMPLE_SIZE, text)
    assert isinstance(value, SampleSize)
    assert value.value == 1204


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one hundred and eighteen", SampleSize(118)),
        ("One hundred eighteen Eyes", SampleSize(118, "eyes")),
        ("thirty\u2010six", SampleSize(36)),
        ("half a dozen", SampleSize(6)),
        ("1 thousand", SampleSize(1000)),
        ("1.2 million", SampleSize(1_200_000)),
    ],
)
def test_a_size_may_be_in_words_as_the_taggers_read_them(text: str, value: SampleSize) -> None:
    assert parse_value(Field.SAMPLE_SIZE, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three years", FollowUp(3.0, "years")),
        ("Fifty-two weeks", FollowUp(52.0, "weeks")),
        (
            "median thirty-six months (range twelve to sixty)",
            FollowUp(36.0, "months", "median", 12.0, 60.0, spread="range"),
        ),
    ],
)
def test_a_length_may_be_in_words(text: str, value: FollowUp) -> None:
    assert parse_value(Field.FOLLOW_UP, text) == value


@pytest.mark.parametrize(
    "text",
    ["twenty twenty", "2 hundred", "118 one hundred", "several hundred", "five and six", "1,2 thousand", "a hundred",
     "60, 58", "60 30", "12,5", "1 2 3", "1,2,3", "thirteen eyes of ten", "nine hundred thousand million",
     "one" * 9999],
)  # fmt: skip
def test_words_that_are_no_single_number_are_refused_with_a_form_that_works(text: str) -> None:
    with pytest.raises(BadInput, match="118, 1,204, one hundred and eighteen, 24 eyes"):
        parse_value(Field.SAMPLE_SIZE, text)


@pytest.mark.parametrize("text", ["twenty twenty months", "two and a half", "three", "a few years", "zero days"])
def test_a_length_that_no_single_number_tells_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_value(Field.FOLLOW_UP, text)


@pytest.mark.parametrize(
    ("field", "text"),
    [(Field.DESIGN, "randomised"), (Field.SAMPLE_SIZE, "many"), (Field.SAMPLE_SIZE, "-3"),
     (Field.SAMPLE_SIZE, "0 eyes"), (Field.FOLLOW_UP, "long"), (Field.FOLLOW_UP, "36"), (Field.FOLLOW_UP, ""),
     (Field.FOLLOW_UP, "0.0 months"), (Field.FOLLOW_UP, "0 minutes"), (Field.FOLLOW_UP, "0 days \u00b1 3"),
     (Field.FOLLOW_UP, "-5 months")],
)  # fmt: skip
def test_what_is_no_value_is_refused_with_a_form_that_works(field: Field, text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_value(field, text)
    assert caught.value.todo
    assert caught.value.status == 4


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("median 36 months (range 12-60)", FollowUp(36.0, "months", "median", 12.0, 60.0, spread="range")),
        ("Median of 36 months, range: 12 to 60 months", FollowUp(36.0, "months", "median", 12.0, 60.0, spread="range")),
        ("mean 4.5 y [range 1.5\u20139]", FollowUp(4.5, "years", "mean", 1.5, 9.0, spread="range")),
        ("median 3 years", FollowUp(3.0, "years", "median")),
        ("at least 12 months", FollowUp(12.0, "months", "minimum")),
        ("up to 5 years", FollowUp(5.0, "years", "maximum")),
        ("last visit 24 weeks", FollowUp(24.0, "weeks", "last-visit")),
        ("41 days \u00b1 25", FollowUp(41.0, "days", "mean")),
        ("mean 41 \u00b1 25 days", FollowUp(41.0, "days", "mean")),
        ("41 days (SD 25)", FollowUp(41.0, "days", "mean")),
        ("41 +/- 25.5 days", FollowUp(41.0, "days", "mean")),
        ("range 12-60 months", FollowUp(60.0, "months", "range", 12.0, 60.0, spread="range")),
        ("12 months to 60 months", FollowUp(60.0, "months", "range", 12.0, 60.0, spread="range")),
        ("0\u20132 years", FollowUp(2.0, "years", "range", 0.0, 2.0, spread="range")),
        ("median 36 months (range 0-60)", FollowUp(36.0, "months", "median", 0.0, 60.0, spread="range")),
        ("1 min", FollowUp(0.0167, "hours")),
        ("median 90 minutes (range 30-120 min)", FollowUp(1.5, "hours", "median", 0.5, 2.0, spread="range")),
    ],
)
def test_a_length_may_have_its_statistic_and_its_range(text: str, value: FollowUp) -> None:
    assert parse_value(Field.FOLLOW_UP, text) == value


@pytest.mark.parametrize(
    "text",
    ["36 months (range 12-60)", "some 36 months", "median 36",
     "41 days \u00b1 3 weeks", "41 \u00b1 25", "range 12-60",
     "at least 12 months (range 1-2)", "median 36 months (range 12-9999999999)"],
)  # fmt: skip
def test_a_range_needs_a_median_or_a_mean_and_its_unit(text: str) -> None:
    with pytest.raises(BadInput, match=r"median 36 months \(range 12-60\)"):
        parse_value(Field.FOLLOW_UP, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6 mths", FollowUp(6.0, "months")),
        ("2 yrs", FollowUp(2.0, "years")),
        ("eighteen months", FollowUp(18.0, "months")),
        ("one and a half years", FollowUp(1.5, "years")),
        ("a year and a half", FollowUp(1.5, "years")),
        ("half a year", FollowUp(0.5, "years")),
        ("2\u00bd years", FollowUp(2.5, "years")),
        ("2 1/2 years", FollowUp(2.5, "years")),
        ("a year", FollowUp(1.0, "years")),
        ("18-month", FollowUp(18.0, "months")),
        ("1 year and 6 months", FollowUp(18.0, "months")),
        ("1 yr 3 mon", FollowUp(15.0, "months")),
        ("\u226512 months", FollowUp(12.0, "months", "minimum")),
        ("approximately 2 years", FollowUp(2.0, "years")),
        ("followed up for 24 months", FollowUp(24.0, "months")),
        ("24 months of follow-up", FollowUp(24.0, "months")),
        ("Median follow-up was 34 months", FollowUp(34.0, "months", "median")),
        ("34 months (median)", FollowUp(34.0, "months", "median")),
        ("between 6 and 12 months", FollowUp(12.0, "months", "range", 6.0, 12.0, spread="range")),
    ],
)
def test_a_length_may_be_in_the_words_of_every_day(text: str, value: FollowUp) -> None:
    assert parse_value(Field.FOLLOW_UP, text) == value


@pytest.mark.parametrize(
    "text",
    ["median 34 months (IQR 25-56)", "median 34 (IQR 25\u201356) months", "34 months (IQR: 25 to 56 months)",
     "median 34 months, interquartile range 25-56", "median 34 months (95% CI 25-56)"],
)  # fmt: skip
def test_quartiles_and_confidence_intervals_are_kept_and_are_no_range(text: str) -> None:
    spread: Spread = "CI" if "CI" in text else "IQR"
    assert parse_value(Field.FOLLOW_UP, text) == FollowUp(34.0, "months", "median", 25.0, 56.0, spread=spread)


@pytest.mark.parametrize("text", ["median 34 months (25-56)", "mean 34 months, 25-56", "median 34 (25-56) months"])
def test_two_numbers_beside_a_length_must_be_called_something(text: str) -> None:
    with pytest.raises(BadInput, match=r"does not say what 25-56 is: write \(range 25-56\) or \(IQR 25-56\)"):
        parse_value(Field.FOLLOW_UP, text)


@pytest.mark.parametrize("text", ["1000 years", "2000 months", "range 1-200 years", "median 3 years (range 1-300)"])
def test_a_length_beyond_a_life_is_asked_back(text: str) -> None:
    with pytest.raises(BadInput, match="is more than 120 years"):
        parse_value(Field.FOLLOW_UP, text)
    assert parse_value(Field.FOLLOW_UP, "120 years") == FollowUp(120.0, "years")


@pytest.mark.parametrize("text", ["1" * 20_000, "1 " * 20_000, "1 and a half " * 2_000, "1 year 1 " * 2_000])
def test_a_hostile_length_is_refused_at_once(text: str) -> None:
    begun = perf_counter()
    with pytest.raises(BadInput):
        parse_value(Field.FOLLOW_UP, text)
    assert perf_counter() - begun < 5


def test_a_whole_number_is_written_whole() -> None:
    assert (plain(36.0), plain(2.5)) == ("36", "2.5")


@pytest.mark.parametrize(
    ("length", "written", "months"),
    [
        (FollowUp(0.0167, "hours"), "1 minute", "1 minute"),
        (FollowUp(0.5, "hours"), "30 minutes", "30 minutes"),
        (FollowUp(1.6667, "hours"), "100 minutes", "100 minutes"),
        (FollowUp(1, "hours"), "1 hour", "1 hour"),
        (FollowUp(1.5, "hours"), "1.5 hours", "1.5 hours"),
        (FollowUp(24, "hours"), "24 hours", "24 hours"),
        (FollowUp(2, "days"), "2 days", "0.1 months"),
        (FollowUp(30, "days"), "30 days", "1 month"),
        (FollowUp(3, "years"), "3 years", "36 months"),
    ],
)
def test_a_length_is_written_as_stated_and_never_as_nothing(length: FollowUp, written: str, months: str) -> None:
    assert (str(length), length.in_months) == (written, months)
    assert length.exact_months > 0 < length.exact_days


@given(st.integers(1, 600))
def test_minutes_are_the_same_when_a_tagger_reads_and_a_person_types_them(minutes: int) -> None:
    read = FollowUp(round(minutes / 60, 4), "hours")
    assert parse_value(Field.FOLLOW_UP, f"{minutes} minutes") == read
    assert parse_value(Field.FOLLOW_UP, str(read)) == read


def test_a_range_is_written_in_the_unit_of_its_length() -> None:
    assert FollowUp(0.75, "hours", "median", 0.5, 2.0, spread="IQR").ends == "IQR 30-120"
    assert FollowUp(36, "months", "median", 12.0, 60.5).ends == "12-60.5"
    assert not FollowUp(36, "months", "minimum", 12.0).ends


def test_one_is_one() -> None:
    told = [SampleSize(1), SampleSize(118), SampleSize(1, "eyes"), SampleSize(1, "studies"), SampleSize(2, "mice")]
    assert [size.counted for size in told] == ["1 participant", "118 participants", "1 eye", "1 study", "2 mice"]


@pytest.mark.parametrize(
    "words",
    ["patients", "people", "persons", "adults", "subjects", "individuals", "men", "women", "children", "volunteers",
     "healthy volunteers", "men and women", "patients with gout", "in total", "patients in total", "pts"],
)  # fmt: skip
def test_people_are_participants_by_whatever_name(words: str) -> None:
    assert parse_value(Field.SAMPLE_SIZE, f"20 {words}") == SampleSize(20)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n=118", SampleSize(118)),
        ("N = 118", SampleSize(118)),
        ("20 randomised", SampleSize(20, role="randomised")),
        ("20 patients (randomized)", SampleSize(20, role="randomised")),
        ("20 enrolled", SampleSize(20, role="enrolled")),
        ("20 treated eyes", SampleSize(20, "eyes", "treated")),
        ("20 analyzed", SampleSize(20, role="analysed")),
        ("20 completed", SampleSize(20, role="completed")),
        ("20 planned", SampleSize(20, role="planned")),
        ("20 rats", SampleSize(20, "animals")),
        ("24 feet", SampleSize(24, "limbs")),
        ("1 eye", SampleSize(1, "eyes")),
        ("5 donors", SampleSize(5, "donors")),
        ("20 pairs of twins", SampleSize(20, "pairs")),
        ("12 included trials", SampleSize(12, "studies")),
        ("20 widgets", SampleSize(20, "widgets")),
    ],
)
def test_a_size_has_the_unit_and_the_role_that_are_said(text: str, value: SampleSize) -> None:
    assert parse_value(Field.SAMPLE_SIZE, text) == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("59 per group", "write the total of all groups, such as 118 for two of 59"),
        ("59 each", "such as 118 for two of 59"),
        ("59 in the placebo arm", "such as 118 for two of 59"),
        ("59 in one group", "write their total"),
        ("29 screened", "those screened are no sample size"),
        ("29 excluded", "those excluded are no sample size"),
        ("29 lost to follow-up", "those lost are no sample size"),
        ("29 or so", "write one whole number"),
        ("29 more than control", "write one whole number"),
        ("29 with gout", "write one whole number"),
        ("29 assessed", "write one whole number"),
        ("29 randomised and analysed", "write one whole number"),
    ],
)
def test_what_is_no_unit_is_refused_with_how_to_say_it(text: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_value(Field.SAMPLE_SIZE, text)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("median (IQR) 4.2 (3.1-5.6) years", FollowUp(4.2, "years", "median", 3.1, 5.6, spread="IQR")),
        ("median [IQR] 4.2 [3.1, 5.6] years", FollowUp(4.2, "years", "median", 3.1, 5.6, spread="IQR")),
        (
            "Median follow-up (IQR) was 4.2 years (3.1\u20135.6)",
            FollowUp(4.2, "years", "median", 3.1, 5.6, spread="IQR"),
        ),
        ("median (range) 33 (12-60) months", FollowUp(33.0, "months", "median", 12.0, 60.0, spread="range")),
        ("mean (SD) 33.2 (8) months", FollowUp(33.2, "months", "mean")),
        ("mean (SD) 33.2 \u00b1 8 months", FollowUp(33.2, "months", "mean")),
        ("mean 33.2 \u00b1 8 months", FollowUp(33.2, "months", "mean")),
        ("mean 33.2 (\u00b1 8) months", FollowUp(33.2, "months", "mean")),
        (">12 months", FollowUp(12.0, "months", "minimum")),
        ("more than 12 months", FollowUp(12.0, "months", "minimum")),
    ],
)
def test_a_length_may_be_as_tables_head_it(text: str, value: FollowUp) -> None:
    assert parse_value(Field.FOLLOW_UP, text) == value


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Median 36 months (IQR 60-12)", "60-12 runs backwards: write 12-60"),
        ("36 months, IQR 60.5 to 12", "60.5-12 runs backwards: write 12-60.5"),
        ("Mean 36 (range 60-12) months", "60-12 runs backwards: write 12-60"),
        ("median 36 months (60-12)", "60-12 runs backwards: write 12-60"),
        ("60-12 Months", "60-12 runs backwards: write 12-60"),
        ("range 90 to 30 min", "90-30 runs backwards: write 30-90"),
    ],
)
def test_ends_that_are_swapped_are_said_to_be(text: str, ends: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_value(Field.FOLLOW_UP, text)
    assert str(caught.value) == f"{text!r}: the range {ends}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("33 Months (range 12-60)", "does not say what 33 is: write median 33 Months (range 12-60), mean 33 Months"),
        ("median 3 years (range 12-60 months)", "has its range in months: write it in years, as the median is"),
        ("2 weeks to 3 months", "has its ends in two units: write both in weeks, or in months"),
    ],
)
def test_what_a_range_lacks_is_said(text: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_value(Field.FOLLOW_UP, text)
    assert str(caught.value).startswith(f"{text!r} {told}")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Field.FOLLOW_UP, "5 Moons"), (Field.FOLLOW_UP, "900 Years"), (Field.SAMPLE_SIZE, "Many"),
        (Field.SAMPLE_SIZE, "59 per Group"), (Field.SAMPLE_SIZE, "29 Screened"), (Field.DESIGN, "Pilot Study"),
        (Field.DESIGN, "RTC"),
    ],
)  # fmt: skip
def test_an_error_repeats_what_was_typed(field: Field, text: str) -> None:
    with pytest.raises(BadInput, match=re.escape(repr(text))):
        parse_value(field, f" {text} ")


@pytest.mark.parametrize(
    ("number", "unit", "told"),
    [
        (1, "corrections", "1 correction"),
        (0, "rows", "0 rows"),
        (1204, "records", "1,204 records"),
        ("1204", "participants", "1204 participants"),
        ("no", "files", "no files"),
        (1, "studies", "1 study"),
    ],
)
def test_a_count_of_one_is_one_of_them(number: int | str, unit: str, told: str) -> None:
    assert counted(number, unit) == told

"""The follow-up of whole records: what counts, what is added, where there is none, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from evidence.findings import Reading
from evidence.records import Passage
from evidence.tag.follow_up import reading as follow_up
from evidence.tag.rule import RULES
from evidence.tag.text import Document
from evidence.values import Design, Field, FollowUp, Spread

ROOT = Path(__file__).parents[2]


def reading(*texts: str, title: str = "", design: str | None = None, label: str | None = None) -> Reading:
    passages = [Passage("title", None, title)] if title else []
    passages += [Passage(f"abstract.{n}", label, text) for n, text in enumerate(texts)]
    return follow_up.read(Document(7, passages), design=Design(design) if design else None)


def value(found: Reading) -> FollowUp:
    assert found.chosen is not None
    assert isinstance(found.chosen.value, FollowUp)
    return found.chosen.value


def test_the_article_that_started_this_is_three_and_thirty_three_months(shared: Path) -> None:
    lines = (shared / "ontopic" / "seed.txt").read_text(encoding="utf-8").splitlines()
    found = reading(max(lines, key=len), title=lines[0])
    assert value(found) == FollowUp(36, "months", "fixed", derived=True)
    assert found.chosen is not None
    assert found.chosen.working == "3 + 33 = 36 months"
    assert [quote.text for quote in found.chosen.quotes] == ["3 months", "33 months"]


def test_a_stated_follow_up_comes_before_a_trial_before_a_treatment() -> None:
    treated = "All took one tablet daily for 8 weeks."
    trial = "This was a 12-week randomised trial."
    followed = "They were followed for 2 years."
    assert value(reading(treated)).statistic == "treatment"
    assert str(value(reading(treated, trial))) == "12 weeks"
    assert str(value(reading(treated, trial, followed))) == "2 years"


def test_the_length_of_a_trial_is_that_of_its_treatment() -> None:
    """As the definitions have it: `treatment` when only a treatment duration or "24-week trial" is given."""
    trial, visit = "This was a 12-week randomised trial.", "Pain fell after 6 weeks of treatment."
    assert value(reading(trial, design="rct")).statistic == "treatment"
    assert value(reading(visit, design="rct")).statistic == "treatment"
    assert value(reading("Pain was less 6 weeks after treatment.", design="rct")).statistic == "fixed"
    assert value(reading("This was a 12-month study of wards.", design="cohort")).statistic == "fixed"


def test_a_median_comes_before_a_mean_and_both_after_the_whole_period() -> None:
    mean, median = "The mean follow-up was 20 months.", "The median follow-up was 18 months (range 2-40)."
    assert value(reading(mean, median)) == FollowUp(18, "months", "median", 2, 40, spread="range")
    assert str(value(reading(mean, median, "All were followed for 5 years."))) == "5 years"


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        ("a median of 34 months, the minimum dose being 25 mg and the maximum 56 mg.", None, None),
        ("a median of 34 months, the shortest for 2 and the longest for 5.", None, None),
        ("a median of 34 months.", None, None),
        ("a median of 34 months, the shortest for 25 and the longest for 56.", 25, 56),
        ("a median of 34 months (shortest 25, longest 56).", 25, 56),
        ("a median of 34 months; the longest was 56 months and the shortest 25.", 25, 56),
        ("a median of 34 months, minimum 25 months, maximum 56 months.", 25, 56),
        ("a median of 34 months with a minimum of 25 and a maximum of 56.", 25, 56),
        ("a median of 34 months, at least 6 months and at most 5 years.", 6, 60),
    ],
)
def test_the_shortest_and_the_longest_are_a_range(told: str, low: float | None, high: float | None) -> None:
    spread: Spread | None = "range" if low else None
    expected = FollowUp(34, "months", "median", low, high, spread=spread)
    assert value(reading(f"The tanners were followed for {told}")) == expected


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ("The median follow-up of the tanners was 34 months (SD 12).", ""),
        ("The median follow-up of the tanners was 34 months (25-56).", "25-56"),  # of what, nobody says
        ("The median follow-up of the tanners was 34 months (range 25-56).", "range 25-56"),
        ("The median (range) follow-up of the tanners was 34 (25-56) months.", "range 25-56"),
        ("The tanners were followed for 25-56 months (median 34 months).", "range 25-56"),
        ("The median follow-up of the tanners was 34 months (IQR 25-56).", "IQR 25-56"),
        ("The median follow-up of the tanners was 34 (interquartile range, 25-56) months.", "IQR 25-56"),
        ("The median follow-up of the tanners was 34 months [Q1-Q3 25-56].", "IQR 25-56"),
        ("The median (IQR) follow-up of the tanners was 34 (25-56) months.", "IQR 25-56"),
        ("The median follow-up of the tanners was 34 months (25th-75th percentile 25-56).", "IQR 25-56"),
        ("The median follow-up of the tanners was 34 months (95% CI 25-56).", "CI 25-56"),
    ],
)
def test_quartiles_are_no_range(told: str, ends: str) -> None:
    assert value(reading(told)).ends == ends


@pytest.mark.parametrize(
    ("text", "statistic"),
    [
        ("They were followed for one year. At least half were well.", "fixed"),
        ("They were followed for one year.", "fixed"),
        ("They were followed for one year at least.", "minimum"),
        ("All were under observation for one year at least.", "minimum"),
        ("They were followed for no less than 2 years.", "minimum"),
        ("They were followed for 5 years at most.", "maximum"),
        ("The drug was given for a median of 3 years.", "treatment"),
        ("Treatment with the drug lowered deaths over a median of 3.1 years.", "median"),
        ("Treatment with the drug lowered deaths over a mean of 3.1 years.", "mean"),
        ("They swam (60 min, three times a week for 12 weeks) or rested.", "treatment"),
    ],
)
def test_a_statistic_by_the_words_round_a_length(text: str, statistic: str) -> None:
    assert value(reading("Tanners were allocated at random.", text, design="rct")).statistic == statistic


@pytest.mark.parametrize(
    ("dates", "working"),
    [
        ("from January 1980 through December 1999", "Jan 1980 to Dec 1999 = 20 years"),
        ("from June 2000 to March 2003", "Jun 2000 to Mar 2003 = 33 months"),
        ("over time (2003-2008)", "2003 to 2008 = 5 years"),
    ],
)
def test_the_span_of_two_dates_shows_the_months_that_it_counts(dates: str, working: str) -> None:
    chosen = reading(f"The tanners were followed {dates}.").chosen
    assert chosen
    assert chosen.working == working


def test_a_follow_up_visit_never_hides_a_later_visit() -> None:
    assert (
        str(value(reading("At the 3-month follow-up pain was less.", "Scores were taken at 12 months."))) == "12 months"
    )


def test_the_tail_of_a_longer_trial_is_not_its_length() -> None:
    assert (
        str(value(reading("In a 52-week trial they took the drug.", "A 2-week follow-up came after it."))) == "52 weeks"
    )


def test_a_time_point_of_other_peoples_studies_is_left() -> None:
    text = "Pain fell after 12 weeks of treatment with the drug elsewhere."
    assert reading(text, label="BACKGROUND").abstained == "not stated"
    assert reading(text, label="RESULTS").abstained is None


def test_a_survival_horizon_counts_only_where_it_is_all_there_is() -> None:
    survival = ("Charts were read.", "All had the operation.", "The 3-year overall survival was 54%.")
    assert str(value(reading(*survival))) == "3 years"
    assert str(value(reading(*survival, "Median follow-up was 20 months."))) == "20 months"
    assert reading(survival[-1]).abstained == "not stated"


def test_medians_by_arm_are_conflicting_and_all_kept() -> None:
    found = reading("The median follow-up was 148 months and 45 months.")
    assert found.abstained == "conflicting"
    assert found.candidates


@pytest.mark.parametrize("code", ["meta-analysis", "systematic-review", "guideline", "notice"])
def test_a_synthesis_or_a_notice_has_no_follow_up_of_its_own(code: str) -> None:
    assert reading("Patients were followed for 2 years.", design=code).abstained == "not applicable"


@pytest.mark.parametrize("code", ["in-vitro", "in-silico", "cross-sectional"])
def test_other_designs_without_follow_up_yield_to_a_plain_statement(code: str) -> None:
    assert reading("No length of time is told.", design=code).abstained == "not applicable"
    assert str(value(reading("Patients were followed for 2 years.", design=code))) == "2 years"


@pytest.mark.parametrize("code", ["commentary", "narrative-review"])
def test_what_a_plain_commentary_or_review_tells_is_of_the_studies_that_it_discusses(code: str) -> None:
    document = Document(7, [Passage("abstract.0", None, "The patients were followed for 2 years.")])
    sure, guessed = (follow_up.read(document, design=Design(code), design_is=chance) for chance in (0.9, 0.4))
    assert sure.abstained == "not applicable"
    assert str(value(guessed)) == "2 years"


def test_a_guessed_design_silences_no_length() -> None:
    document = Document(7, [Passage("abstract.0", None, "Mood was better 5 weeks later.")])
    sure, guessed = (
        follow_up.read(document, design=Design("cross-sectional"), design_is=chance) for chance in (0.9, 0.3)
    )
    assert sure.abstained == "not applicable"
    assert str(value(guessed)) == "5 weeks"


def test_times_of_a_process_with_nobody_in_it_are_no_follow_up() -> None:
    times = ("Gels were cast.", "They swelled in water.", "The strength was tested after 6 weeks.")
    assert reading(*times).abstained == "not applicable"
    assert str(value(reading(*times, design="animal"))) == "6 weeks"


def test_a_patient_who_lived_for_so_long_was_seen_for_so_long() -> None:
    told = ("A tumour was taken out.", "No drug was given.", "The patient survived for 6 years.")
    assert str(value(reading(*told, design="case-report"))) == "6 years"


def test_a_background_that_does_not_end_is_read_like_the_rest() -> None:
    told = ["Gout is common." for _ in range(4)] + ["Rats were given the drug for 3 weeks."]
    assert str(value(reading(*told, label="BACKGROUND", design="animal"))) == "3 weeks"


def test_a_protocol_states_what_is_planned() -> None:
    assert str(value(reading("Follow-up is planned for 6 months.", design="protocol"))) == "6 months"


def test_no_abstract_and_nothing_stated_are_different_reasons() -> None:
    assert reading(title="A trial").abstained == "no abstract"
    assert reading("Nothing is told.").abstained == "not stated"


def test_every_quote_is_a_slice_and_every_candidate_has_one() -> None:
    text = "  RESULTS: They were seen at 1, 3 and 6 months;\u2009followed up for 24\u202fmonths (range 6\u201330)."
    found = reading(text)
    assert found.candidates
    for finding in found.candidates:
        assert finding.quotes
        assert all(text[quote.start : quote.end] == quote.text for quote in finding.quotes)
        assert 0 < finding.confidence <= 1


@pytest.mark.parametrize("name", [name for name, one in RULES.items() if one.field is Field.FOLLOW_UP])
def test_a_rule_takes_and_leaves_what_its_docstring_says(name: str) -> None:
    taken = reading(RULES[name].takes)
    assert taken.chosen is not None
    assert taken.chosen.rule == name or name in {one.rule for one in taken.candidates}
    left = reading(RULES[name].leaves)
    assert left.chosen is None or left.chosen.rule != name


@pytest.mark.parametrize(
    "part",
    ["followed for 3 months ", "for the first 3 months and ", "24-week, double-blind, placebo-controlled, ",
     "12 weeks followed by ", "survival 3 years versus ", "3 weeks of each crossover ", "this study of this study of ",
     "trials are trials 3 months ", "separated by at least 2 weeks ", "1 min and 2 min ", "12 weekly sessions ",
     "8 sessions of training, once a week for ", "16 twice-weekly sessions ", "twice weekly for 8 sessions ",
     "measured 1, 2, 5 and 10 minutes after ", "duration of fever and of cough was 3 days ", "(3 months) 4 (",
     "crossover period 2 weeks washout each period ", "mean time from a to b of 3 days "],
)  # fmt: skip
def test_near_matches_without_end_are_read_in_linear_time(part: str) -> None:
    reading(part * (300_000 // len(part)))  # a quadratic rule would not come back


def test_candidates_do_not_depend_on_the_order_of_anything_but_the_text() -> None:
    texts = ("Visits were at 1, 3 and 6 months.", "It was a 24-week trial.", "They were followed for 1 year.")
    assert reading(*texts) == reading(*texts)


def test_rules_alone_give_the_same_answers_with_another_confidence() -> None:
    texts = ("Forty adults took part.", "They were followed for 2 years.", "At 6 months pain had fallen.")
    document = Document(7, [Passage(f"abstract.{n}", None, text) for n, text in enumerate(texts)])
    learned = follow_up.read(document, design=Design("cohort"))
    alone = follow_up.read(document, design=Design("cohort"), rules_only=True)
    assert [one.value for one in learned.candidates] == [one.value for one in alone.candidates]
    assert learned.candidates[0].confidence != alone.candidates[0].confidence


def test_an_answer_is_surer_than_what_it_passed_over() -> None:
    found = reading(
        "They took part.", "They were followed for 2 years.", "At 6 months pain had fallen.", design="cohort"
    )
    first, *others = found.candidates
    assert others
    assert all(one.confidence < first.confidence for one in others)


def test_a_followed_period_is_surer_than_a_bare_time() -> None:
    told = reading("Adults took part.", "They were followed for 2 years.", "All was well.", design="cohort")
    bare = reading("Adults took part.", "The lesion began after 2 years.", "All was well.", design="case-report")
    assert told.candidates[0].confidence - bare.candidates[0].confidence > 0.1


def test_minutes_count_only_where_nothing_longer_is_told() -> None:
    minutes = "The pressure was measured 1, 5 and 30 minutes after the injection."
    assert str(value(reading(minutes))) == "30 minutes"
    assert str(value(reading(minutes, "They were followed for 2 days."))) == "2 days"


def test_the_card_has_the_figures_of_the_weights_that_are_shipped() -> None:
    sys.path.append(str(ROOT / "tests" / "benchmarks" / "train"))
    from follow_up_card import CARD, WEIGHTS, with_tables

    card = json.loads((WEIGHTS / "follow_up.json").read_text("utf-8"))["card"]
    assert with_tables(CARD.read_text("utf-8"), card) == CARD.read_text("utf-8")

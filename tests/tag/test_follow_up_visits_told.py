"""People who were plainly seen again: a design that is no more than a guess doesn't silence when; a sure one does."""

from __future__ import annotations

import pytest

from evidence.findings import Reading
from evidence.records import Passage
from evidence.tag.follow_up import reading as follow_up
from evidence.tag.text import Document
from evidence.values import Design

TESTED = "Tremor of the potters was tested at 2, 5 and 9 months after the festival."
WEIGHED = "Ferrymen were weighed before and 7 months after the regatta."
ANOTHER = "It had grown worse."


def reading(code: str | None, sure: float, *texts: str) -> Reading:
    passages = [Passage(f"abstract.{n}", None, text) for n, text in enumerate(texts)]
    design = Design(code) if code else None
    return follow_up.read(Document(7, passages), design=design, design_is=sure, rules_only=True)


@pytest.mark.parametrize("code", ["narrative-review", "cross-sectional", "in-vitro"])
@pytest.mark.parametrize("text", [TESTED, WEIGHED, "Forms were filled in at entry and at 7 months by all patients."])
def test_only_a_sure_design_silences_times_at_which_people_were_seen_again(code: str, text: str) -> None:
    texts = (text, "The patients were content.", ANOTHER)
    assert reading(code, 0.95, *texts).abstained == "not applicable"
    assert reading(code, 0.65, *texts).chosen is not None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("in-vitro", "Proliferation of the cells was measured on days 3, 7 and 14."),
        ("in-vitro", "Beads in water were tested after 3, 6 and 9 months in the hands of patients."),
        ("cross-sectional", "Forty of the gunners were asked again 2 weeks later."),
        ("cross-sectional", "Students of years 5 and 6 filled in the form."),
        ("narrative-review", "Enzymes should be measured at 6 and 12 months."),
        ("narrative-review", "The risk levels off at six months."),
        ("commentary", TESTED),
    ],
)
def test_what_is_advised_kept_or_asked_twice_for_agreement_is_no_visit(code: str, text: str) -> None:
    assert reading(code, 0.65, text, ANOTHER, ANOTHER).abstained == "not applicable"


def test_those_whose_age_is_told_were_treated_themselves() -> None:
    aged = "We fixed 31 shins with a plate in patients whose mean age was 44 years."
    assert reading("in-vitro", 0.4, aged, "They were seen 3 weeks later.", ANOTHER).chosen is not None
    assert reading("in-vitro", 0.4, "Cells of patients were used.", "They died after 3 weeks.", ANOTHER).abstained


def test_teeth_and_hips_are_somebody_where_no_design_was_read() -> None:
    told = "Radiographs after 3 years showed no wear."
    assert reading(None, 0.0, "We used a cup in 80 hips.", told, ANOTHER).chosen is not None
    assert reading(None, 0.0, "We used a cup of tea.", "The tea was cold after 3 weeks.", ANOTHER).abstained
    kept = "Eighty molars were stored in saline."
    assert reading(None, 0.0, kept, "They were tested after 3 months.", ANOTHER).abstained == "not applicable"


def test_what_was_kept_on_a_bench_was_not_seen_again() -> None:
    kept = "Its strength was measured after 1, 3 and 6 months."
    assert reading("narrative-review", 0.7, "Tea was stored in tins.", kept, ANOTHER).abstained == "not applicable"
    assert reading("narrative-review", 0.7, "Crowns were fitted.", kept, ANOTHER).chosen is not None

"""Reports of one trial come together by its number or PubMed's link, and reviews of it stay out."""

from __future__ import annotations

import pytest

from evidence.findings import Fact
from evidence.records import Link, Record, RegistryNumber
from evidence.tables.entry import Entry
from evidence.tables.studies import together
from evidence.values import Design, Field, FollowUp, SampleSize


def report(
    pmid: int, number: str = "", n: int = 10, months: int = 6, code: str = "rct", links: tuple[Link, ...] = ()
) -> Entry:
    numbers = (RegistryNumber("ClinicalTrials.gov", number),) if number else ()
    facts = {
        Field.DESIGN: Fact(Field.DESIGN, Design(code)),
        Field.SAMPLE_SIZE: Fact(Field.SAMPLE_SIZE, SampleSize(n)),
        Field.FOLLOW_UP: Fact(Field.FOLLOW_UP, FollowUp(months, "months")),
    }
    return Entry(Record(pmid, registry_numbers=numbers, links=links), facts)


def pmids(entries: list[Entry]) -> list[list[int]]:
    return [[entry.record.pmid for entry in study.reports] for study in together(entries)]


def test_a_review_that_names_the_trial_is_no_report_of_it() -> None:
    assert pmids([report(1, "NCT00000001"), report(2, "NCT00000001", code="systematic-review")]) == [[1]]


def test_a_data_bank_that_is_no_registry_joins_nothing() -> None:
    assert pmids([report(1, "GSE1234"), report(2, "GSE1234")]) == [[1], [2]]


def test_a_comment_joins_nothing() -> None:
    assert pmids([report(1, links=(Link("CommentIn", 2),)), report(2)]) == [[1], [2]]


def test_one_number_one_study_with_its_largest_and_longest() -> None:
    (study,) = together([report(1, "NCT00000001", 40, 6), report(2, "nct00000001", 38, 60)])
    assert (study.largest, study.longest) == (SampleSize(40), FollowUp(60, "months"))


@pytest.mark.parametrize(
    "kind",
    ["UpdateOf", "UpdateIn", "RepublishedFrom", "CorrectedandRepublishedFrom", "RetractedandRepublishedIn", "ReprintOf",
     "OriginalReportIn", "SummaryForPatientsIn"],
)  # fmt: skip
def test_a_link_of_one_paper_is_enough(kind: str) -> None:
    assert pmids([report(1), report(2, links=(Link(kind, 1),)), report(3)]) == [[1, 2], [3]]
    assert pmids([report(1, links=(Link(kind, 2),)), report(2)]) == [[1, 2]]


def test_a_link_to_a_paper_that_is_not_held_joins_nothing_but_its_other_reports() -> None:
    assert pmids([report(1, links=(Link("UpdateOf", 9),)), report(2)]) == [[1], [2]]
    assert pmids([report(n, links=(Link("UpdateOf", 9),)) for n in (1, 2)]) == [[1, 2]]


def test_signs_reach_over_several_reports() -> None:
    entries = [
        report(1, "NCT00000001"),
        report(2, links=(Link("UpdateOf", 3),)),
        report(3, "NCT00000001", links=(Link("UpdateIn", 2),)),
    ]
    assert pmids(entries) == [[1, 2, 3]]

"""Reports of one trial come together by its number or PubMed's link, and reviews of it stay out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.findings import Fact, Finding
from evidence.records import Author, Link, PartialDate, Record, RegistryNumber
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


def by(entry: Entry, authors: str, year: int, *, follows: bool = False) -> Entry:
    """The report by these authors; `follows`: it says that it is a follow-up of an earlier one."""
    named = tuple(Author(name, "A", "A") for name in authors.split())
    record = replace(entry.record, authors=named, published=PartialDate(year))
    assert entry.design
    design = Design(entry.design.code, (("report", "follow-up"),) if follows else ())
    return Entry(record, {**entry.facts, Field.DESIGN: Fact(Field.DESIGN, design)})


def pmids(entries: list[Entry]) -> list[list[int]]:
    return [[entry.record.pmid for entry in study.reports] for study in together(entries)]


def test_a_review_that_names_the_trial_is_no_report_of_it() -> None:
    assert pmids([report(1, "NCT00000001"), report(2, "NCT00000001", code="systematic-review")]) == [[1]]


def test_the_longest_of_short_follow_ups_is_the_longest() -> None:
    first, second = (
        Entry(each.record, {**each.facts, Field.FOLLOW_UP: Fact(Field.FOLLOW_UP, FollowUp(hours, "hours"))})
        for each, hours in ((report(1, "NCT00000001"), 0.5), (report(2, "NCT00000001"), 0.75))
    )
    (study,) = together([first, second])
    assert str(study.longest) == "45 minutes"


@pytest.mark.parametrize("code", ["case-report", "animal"])
def test_one_patient_of_a_trial_and_work_on_animals_are_no_report_of_it(code: str) -> None:
    assert pmids([report(1, "NCT00000001"), report(2, "NCT00000001", 1, code=code)]) == [[1], [2]]
    assert pmids([report(1), report(2, code=code, links=(Link("UpdateOf", 1),))]) == [[1, 2]]


def test_a_follow_up_joins_the_trial_of_as_many_people_by_the_same_authors() -> None:
    earlier, later = (
        by(report(1, n=41), "Lee Kim Ito Abe", 2011),
        by(report(2, "NCT00000001", 41, 36), "Lee Ito Abe", 2019, follows=True),
    )
    (study,) = together([later, earlier])
    assert ([entry.record.pmid for entry in study.reports], study.probable) == ([2, 1], (2,))
    assert study.numbers == ("NCT00000001",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (by(report(1, n=41), "Lee Kim Ito", 2011), by(report(2, n=40), "Lee Kim Ito", 2019, follows=True)),
        (by(report(1, n=41), "Lee Kim Ito", 2011), by(report(2, n=41), "Lee Kim Ito", 2019)),
        (by(report(1, n=41), "Lee Kim Ito", 2011), by(report(2, n=41), "Lee Kim Abe", 2019, follows=True)),
        (by(report(1, n=41), "Lee Kim Ito Abe", 2011), by(report(2, n=41), "Oda Kim Ito Abe", 2019, follows=True)),
        (by(report(1, n=41), "Lee Kim Ito", 2020), by(report(2, n=41), "Lee Kim Ito", 2019, follows=True)),
        (by(report(1, n=6), "Lee Kim Ito", 2011), by(report(2, n=6), "Lee Kim Ito", 2019, follows=True)),
    ],
    ids=["another n", "says nothing", "two authors", "another first", "later", "so few"],
)
def test_what_else_two_reports_share_joins_nothing(one: Entry, other: Entry) -> None:
    assert pmids([one, other]) == [[1], [2]]


def test_a_person_s_n_parts_no_reports_whose_abstracts_say_the_same() -> None:
    earlier = by(report(1, n=41), "Lee Kim Ito Abe", 2011)
    later = by(report(2, n=41), "Lee Ito Abe", 2019, follows=True)
    read = Finding(1, Field.SAMPLE_SIZE, SampleSize(41), (), "sample_size.total", 0.9)
    for said, machine, joined in ((40, read, True), (40, None, False), (41, replace_n(read, 40), True)):
        fact = Fact(Field.SAMPLE_SIZE, SampleSize(said), machine=machine)
        corrected = replace(earlier, facts={**earlier.facts, Field.SAMPLE_SIZE: fact})
        assert pmids([corrected, later]) == ([[1, 2]] if joined else [[1], [2]])


def test_two_numbers_of_one_follow_up_that_lead_to_two_studies_join_neither() -> None:
    one, other = (by(report(pmid, n=n), "Lee Ito Abe", 2011) for pmid, n in ((1, 41), (3, 40)))
    later = by(report(2), "Lee Ito Abe", 2019, follows=True)
    read = Finding(2, Field.SAMPLE_SIZE, SampleSize(41), (), "sample_size.total", 0.9)
    fact = Fact(Field.SAMPLE_SIZE, SampleSize(40), machine=read)
    later = replace(later, facts={**later.facts, Field.SAMPLE_SIZE: fact})
    assert pmids([one, other, later]) == [[1], [2], [3]]


def replace_n(finding: Finding, n: int) -> Finding:
    return finding._replace(value=SampleSize(n))


def test_of_two_that_a_follow_up_could_be_of_it_joins_neither() -> None:
    both = [by(report(pmid, n=41), "Lee Kim Ito", 2011) for pmid in (1, 2)]
    assert pmids([*both, by(report(3, n=41), "Lee Kim Ito", 2019, follows=True)]) == [[1], [2], [3]]


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

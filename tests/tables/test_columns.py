"""The columns of an evidence table: what they say for a value, for none, and for who said so."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import pytest
from tabled import EVERY, NOTHING, TOPIC, bare, ordinary, record, summary, table

from evidence.errors import BadInput
from evidence.findings import Correction, Fact, Finding, Verdict
from evidence.records import Author, Indexed, Link, PartialDate, Passage, Record
from evidence.tables.columns import COLUMNS, columns_of, pick, widened
from evidence.tables.entry import Cell, Entry, status, study
from evidence.typed import parse_value
from evidence.values import DESIGNS, IN_ORDER, Design, Field, FollowUp, SampleSize


def said(entry: Entry, *names: str) -> list[str]:
    return [column.read(entry).text for column in pick(names)]


def with_fact(field: Field, fact: Fact) -> Entry:
    return Entry(ordinary().record, dict(bare().facts) | {field: fact})


def test_a_trial_reads_as_published_tables_print_it() -> None:
    assert said(ordinary(), "study", "design", "n", "follow_up", "pmid") == [
        "Müller J, 2012", "Non-randomised controlled", "118", "36", "22814142",
    ]  # fmt: skip
    assert COLUMNS["n"].read(ordinary()).printed == "118 (56/62)"
    assert said(ordinary(), "arms", "follow_up_stated", "n_role") == ["56/62", "3 years", "enrolled"]


def test_what_is_not_there_is_nr_or_empty_and_never_none_or_zero() -> None:
    cells = table([], EVERY).cells(bare())
    assert {cell.text for cell in cells} <= {
        "NR",
        "",
        "2",
        "No author, no year",
        "not stated",
        "pubmed-xml",
        "no abstract",
    }
    assert [cell.number for cell in cells if cell.text in {"NR", ""}] == [None] * sum(
        c.text in {"NR", ""} for c in cells
    )


def test_what_can_not_be_is_na() -> None:
    entry = with_fact(Field.FOLLOW_UP, Fact(Field.FOLLOW_UP, None, abstained="not applicable"))
    assert said(entry, "follow_up", "follow_up_stated") == ["NA", "NA"]


def read_as(design: Design | None, why: str, *, by_person: bool = False, on_size: str = "no abstract") -> Entry:
    """A record with this design (`why` not, where it is None) and no values; `on_size` is why it has no n."""
    said = Correction(2, Field.DESIGN, Verdict.VALUE, design, "x", "Ada", datetime(2026, 2, 1, tzinfo=UTC), "0" * 16)
    facts = {
        Field.DESIGN: Fact(Field.DESIGN, design, said if by_person else None, abstained=None if design else why),
        Field.SAMPLE_SIZE: Fact(Field.SAMPLE_SIZE, None, abstained=on_size),
        Field.FOLLOW_UP: Fact(Field.FOLLOW_UP, None, abstained="not stated"),
    }
    return Entry(ordinary().record, facts)


@pytest.mark.parametrize(
    ("entry", "cells"),
    [
        (read_as(Design("notice"), ""), ["NA", "NA", "NA"]),
        (read_as(Design("commentary"), "", on_size="not applicable"), ["NA", "NA", "NA"]),
        (read_as(Design("in-vitro"), "", on_size="not stated"), ["NA", "NA", "NA"]),
        (read_as(Design("systematic-review"), ""), ["no abstract", "NA", "NA"]),
        (read_as(Design("cross-sectional"), "", on_size="not stated"), ["NR", "NA", "NA"]),
        (read_as(Design("rct"), ""), ["no abstract", "NR", "NR"]),
        (read_as(Design("rct"), "", on_size="not applicable", by_person=True), ["NR", "NR", "NR"]),
        (read_as(Design("notice"), "", by_person=True), ["NA", "NA", "NA"]),
        (read_as(None, "not applicable"), ["no abstract", "NR", "NR"]),
    ],
)
def test_studies_of_one_design_have_na_for_the_same_things(entry: Entry, cells: list[str]) -> None:
    assert said(entry, "n", "follow_up", "follow_up_stated") == cells


def test_of_a_title_alone_no_column_says_that_nothing_is_reported() -> None:
    unread = {field: Fact(field, None, abstained="no abstract") for field in Field}
    entry = Entry(ordinary().record, unread)
    names = ("design", "n", "arms", "follow_up", "follow_up_stated")
    assert said(entry, *names) == ["no abstract"] * len(names)
    by_person = Correction(
        2, Field.SAMPLE_SIZE, Verdict.NOT_REPORTED, None, "read it", "Ada", datetime(2026, 2, 1, tzinfo=UTC), "0"
    )
    read = Entry(entry.record, unread | {Field.SAMPLE_SIZE: Fact(Field.SAMPLE_SIZE, None, by_person)})
    assert said(read, "n", "arms", "follow_up") == ["NR", "NR", "no abstract"]


def test_arms_that_are_not_the_parts_of_n_show_their_sum() -> None:
    entry = with_fact(Field.SAMPLE_SIZE, Fact(Field.SAMPLE_SIZE, SampleSize(900, arms=(290, 300))))
    assert COLUMNS["n"].read(entry).printed == "900 (290/300; sum 590)"
    assert COLUMNS["arms"].read(entry).printed == "290/300; sum 590"
    assert said(entry, "n", "arms") == ["900", "290/300"]
    assert COLUMNS["arms"].read(ordinary()).printed == "56/62"


def sure(field: Field, value: Design | SampleSize | FollowUp, confidence: float, *against: str) -> Fact:
    found = Finding(2, field, value, (), "example.rule", confidence)
    others = tuple(Finding(2, field, Design(code), (), "example.other", 0.5) for code in against)
    return Fact(field, value, found, machine=found, conflicts=others)


def test_a_row_says_why_it_should_be_read_first() -> None:
    def check(*facts: Fact, **changes: Any) -> str:
        entry = Entry(ordinary().record, dict(bare().facts) | {fact.field: fact for fact in facts}, **changes)
        return said(entry, "check")[0]

    n, length = Field.SAMPLE_SIZE, Field.FOLLOW_UP
    assert check(sure(n, SampleSize(30), 0.8), sure(Field.DESIGN, Design("rct"), 0.95)) == ""
    assert (
        check(sure(n, SampleSize(30), 0.62), sure(length, FollowUp(1, "years"), 0.7))
        == "n 62% sure; follow-up 70% sure"
    )
    assert check(sure(Field.DESIGN, Design("rct"), 0.9, "cohort", "cohort")) == "design contradicted: cohort"
    assert check(sure(n, SampleSize(90, arms=(20, 30)), 0.9)) == "arms do not sum to n"
    assert check(sure(n, SampleSize(30, arms=(30, 30)), 0.9)) == ""  # a crossover
    assert check(sure(n, SampleSize(30), 0.9), disputed={n: ()}) == "n disputed"
    assert said(ordinary(), "check") == [""]


def test_a_person_s_word_needs_no_second_look_until_the_text_changes() -> None:
    yes = Correction(
        2, Field.SAMPLE_SIZE, Verdict.CONFIRMED, SampleSize(30), "x", "Ada", datetime(2026, 2, 1, tzinfo=UTC), "0"
    )
    doubted = Finding(2, Field.SAMPLE_SIZE, SampleSize(30), (), "example.rule", 0.4)
    for stale, told in ((False, ""), (True, "n corrected on an older text")):
        fact = Fact(Field.SAMPLE_SIZE, SampleSize(30), yes, stale=stale, machine=doubted)
        assert said(with_fact(Field.SAMPLE_SIZE, fact), "check") == [told]


def test_a_person_who_says_that_none_is_reported_is_heard() -> None:
    entry = read_as(Design("notice"), "")
    none = Correction(
        2, Field.SAMPLE_SIZE, Verdict.NOT_REPORTED, None, "x", "Ada", datetime(2026, 2, 1, tzinfo=UTC), "0"
    )
    fact = Fact(Field.SAMPLE_SIZE, None, none, abstained="not stated")
    assert said(Entry(entry.record, {**entry.facts, Field.SAMPLE_SIZE: fact}), "n") == ["NR"]


def test_a_value_of_what_is_taken_for_no_study_warns() -> None:
    no_study = Fact(Field.DESIGN, None, abstained="not applicable")
    sized = Entry(ordinary().record, {**ordinary().facts, Field.DESIGN: no_study})
    assert said(sized, "design", "status") == ["NA", "value without a design"]
    assert "without" not in status(read_as(None, "not applicable"))
    assert "without" not in status(
        Entry(sized.record, {**sized.facts, Field.DESIGN: Fact(Field.DESIGN, None, abstained="not stated")})
    )


def test_another_unit_than_participants_is_said() -> None:
    entry = with_fact(Field.SAMPLE_SIZE, Fact(Field.SAMPLE_SIZE, SampleSize(24, "eyes")))
    assert COLUMNS["n"].read(entry) == Cell("24 eyes", 24)


def test_a_range_stands_beside_the_length() -> None:
    entry = with_fact(Field.FOLLOW_UP, Fact(Field.FOLLOW_UP, FollowUp(12, "months", "median", 6, 24.5)))
    assert said(entry, "follow_up_stated") == ["12 months (6-24.5)"]


def test_of_a_range_both_ends_are_stated_and_neither_is_called_the_length() -> None:
    for length, words in (
        (FollowUp(54, "months", "range", 31, 54), "range 31-54 months"),
        (FollowUp(1, "hours", "range", 0.5, 1), "range 0.5-1 hours"),
        (FollowUp(0.75, "hours", "range", 0.5, 0.75), "range 30-45 minutes"),
    ):
        assert said(with_fact(Field.FOLLOW_UP, Fact(Field.FOLLOW_UP, length)), "follow_up_stated") == [words]
        assert parse_value(Field.FOLLOW_UP, words) == length._replace(spread="range"), (
            "an exported table is a file of labels"
        )


def test_minutes_are_no_zero_in_files_and_as_stated_for_people() -> None:
    entry = with_fact(Field.FOLLOW_UP, Fact(Field.FOLLOW_UP, FollowUp(0.0167, "hours")))
    assert said(entry, "follow_up", "follow_up_days", "follow_up_stated") == ["0.00002", "0.0007", "1 minute"]
    assert COLUMNS["follow_up"].read(entry).number == 0.00002
    assert [COLUMNS[name].read(entry).printed for name in ("follow_up", "follow_up_days")] == ["1 minute"] * 2


@pytest.mark.parametrize(
    ("length", "printed"),
    [
        (FollowUp(12, "months"), "12"),
        (FollowUp(54, "months", "range", 31, 54), "54 max"),
        (FollowUp(5, "years", "maximum"), "60 max"),
        (FollowUp(34, "months", "median", 25, 56), "34 median"),
        (FollowUp(33.2, "months", "mean"), "33.2 mean"),
        (FollowUp(6, "months", "minimum"), "6 at least"),
        (FollowUp(24, "weeks", "last-visit"), "5.5 last visit"),
        (FollowUp(0.5, "hours", "treatment"), "30 minutes treatment"),
    ],
)
def test_a_length_says_what_it_is_in_print_and_is_a_number_in_files(length: FollowUp, printed: str) -> None:
    entry = with_fact(Field.FOLLOW_UP, Fact(Field.FOLLOW_UP, length))
    cell = COLUMNS["follow_up"].read(entry)
    assert cell.printed == printed
    assert float(cell.text) == cell.number == length.exact_months
    assert said(entry, "follow_up_statistic") == [length.statistic]


def test_what_belongs_beside_the_length_is_shown_where_nobody_chose_columns() -> None:
    usual = ("study", "follow_up", "pmid")
    assert widened(usual, for_programs=False, by_confidence=False) == usual
    assert widened(usual, for_programs=True, by_confidence=False) == (
        "study", "follow_up", "follow_up_stated", "follow_up_statistic", "pmid", "check",
    )  # fmt: skip
    assert widened(usual, for_programs=False, by_confidence=True) == ("study", "follow_up", "doubtful", "pmid")
    assert widened(("study", "doubtful"), for_programs=True, by_confidence=True) == (
        "study", "doubtful", "design_confidence", "n_confidence", "follow_up_confidence", "check",
    )  # fmt: skip
    own = ("follow_up_stated", "follow_up", "check", "status")
    assert widened(own, for_programs=True, by_confidence=False) == (*own[:2], "follow_up_statistic", *own[2:])
    assert widened(("n", "status"), for_programs=True, by_confidence=False) == ("n", "check", "status")
    assert set(widened(usual, for_programs=True, by_confidence=True)) <= set(COLUMNS)


def test_who_says_so_is_the_rule_or_the_person() -> None:
    assert said(ordinary(), "n_source", "n_confidence", "n_quote") == [
        "sample_size.example", "0.90", "We enrolled 118 patients by preference.",
    ]  # fmt: skip
    assert said(ordinary(), "design_source", "design_confidence", "design_quote") == ["corrected by Ada", "", ""]


def test_who_when_and_why_a_person_said_so_are_three_columns_side_by_side() -> None:
    told = said(ordinary(), "design_said_by", "design_said_on", "design_because")
    assert told == ["Ada", "2026-02-01", "patients chose"]
    assert said(ordinary(), "n_said_by", "n_said_on", "n_because") == ["", "", ""]
    assert EVERY[-9:] == tuple(
        f"{tag}_{what}" for tag in ("design", "n", "follow_up") for what in ("said_by", "said_on", "because")
    )


@pytest.mark.parametrize("code", DESIGNS)
def test_every_design_has_a_name_and_a_place(code: str) -> None:
    entry = with_fact(Field.DESIGN, Fact(Field.DESIGN, Design(code)))
    assert said(entry, "design")[0]
    assert IN_ORDER.count(code) == 1


def test_the_order_of_designs_keeps_groups_together_and_begins_with_trials() -> None:
    """One order for tables, reports and `--sort design`: case reports stand with what only observes."""
    groups = [DESIGNS[code] for code in IN_ORDER]
    assert list(dict.fromkeys(groups)) == [group for group, _ in groupby(groups)]
    assert IN_ORDER[0] == "rct"
    assert IN_ORDER.index("case-report") < IN_ORDER.index("diagnostic-accuracy") < IN_ORDER.index("meta-analysis")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (summary(), "summary"),
        (ordinary(publication_types=(Indexed("Retracted Publication", "D016441"),)), "RETRACTED"),
        (ordinary(links=(Link("ExpressionOfConcernIn", 1),)), "expression of concern"),
        (ordinary(links=(Link("ErratumIn", 1),)), "has erratum"),
        (ordinary(), "design corrected"),
        (ordinary(abstract=()), "no abstract"),
        (with_fact(Field.DESIGN, Fact(Field.DESIGN, Design("rct"), stale=True)), "stale"),
    ],
)
def test_a_status_warns(entry: Entry, words: str) -> None:
    assert words in status(entry)


def test_nothing_to_warn_of_is_nothing() -> None:
    assert status(Entry(record(), bare().facts)) == ""


def test_a_title_alone_is_told_but_for_a_notice_and_where_people_read_the_paper() -> None:
    said = ordinary().facts[Field.DESIGN].source
    by_people = {field: Fact(field, None, said) for field in Field}
    notice = NOTHING | {Field.DESIGN: Fact(Field.DESIGN, Design("notice"))}
    assert status(bare()) == "no abstract"
    assert status(Entry(Record(2, abstract=(Passage("abstract.0", None, " "),)), bare().facts)) == "no abstract"
    assert status(Entry(Record(2), notice)) == ""
    assert "no abstract" not in status(Entry(Record(2), by_people))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "Müller J, 2012"),
        ({"authors": (Author(collective="The Group"),)}, "The Group, 2012"),
        ({"authors": (Author(collective="The Group"), Author("Hu", "J", "J"))}, "Hu J, 2012"),
        ({"authors": ()}, "Marrow cells for type …, 2012"),
        ({"authors": (), "title": "[Marrow cells.]"}, "Marrow cells, 2012"),
        ({"authors": (), "title": ""}, "No author, 2012"),
        ({"published": PartialDate(None)}, "Müller J, no year"),
    ],
)
def test_the_row_key_is_author_and_year(changes: dict[str, object], key: str) -> None:
    assert study(Entry(record(**changes), bare().facts)) == key


def test_links_go_to_pubmed_the_doi_and_the_registry() -> None:
    links = [column.read(ordinary()).link for column in pick(("pmid", "doi", "registry_number"))]
    assert links == [
        "https://pubmed.ncbi.nlm.nih.gov/22814142/", "https://doi.org/10.1000/foot_(12)%3C1%3E",
        "https://clinicaltrials.gov/study/NCT01234567",
    ]  # fmt: skip


def test_a_column_that_there_is_not_is_named_with_the_nearest() -> None:
    with pytest.raises(BadInput, match=r"desgin.*design"):
        pick(["study", "desgin"])


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Least sure", "doubtful"), ("least_sure", "doubtful"), ("LEAST SURE", "doubtful"), ("Months", "follow_up"),
        ("Follow-up (months)", "follow_up"), ("followup", "follow_up"), ("Follow-up", "follow_up"), ("N", "n"),
        ("Sample size", "n"), ("sample_size_confidence", "n_confidence"), ("Sample size: quote", "n_quote"),
        ("Cell type", "cell_type"), ("cell", "cell_type"), ("Text from", "text_source"), ("confidence", "confidence"),
    ],
)  # fmt: skip
def test_a_column_goes_by_its_head_too(called: str, name: str) -> None:
    assert [column.name for column in pick([called], TOPIC)] == [name]


def test_every_head_and_every_name_means_its_own_column() -> None:
    for column in columns_of(TOPIC).values():
        assert pick([column.name, column.head, column.head.upper()], TOPIC) == (column,) * 3


@pytest.mark.parametrize(
    ("wrong", "said"), [("leastt sure", "did you mean doubtful (Least sure)?"), ("xyzzy", "the usual ones are study, ")]
)
def test_a_wrong_column_is_answered_shortly(wrong: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        pick([wrong])
    assert said in str(caught.value)
    assert len(str(caught.value)) < 350


def test_the_least_confidence_is_that_of_the_machine() -> None:
    assert said(ordinary(), "confidence", "doubtful") == ["0.90", "n 90%"]
    assert said(bare(), "confidence") == [""]


def test_footnotes_explain_what_occurs_and_nothing_else() -> None:
    made = table([], ("study", "n", "population"))
    assert made.footnotes[0] == ""
    made.cells(ordinary())
    made.cells(bare())
    assert made.footnotes[0] == "NR: not reported; T2D: type 2 diabetes."

"""A design's name is read alike wherever it is typed: search, `correct`, labels."""

from __future__ import annotations

import io

import pytest

from evidence.design_names import design_code, designs_near, no_attribute
from evidence.errors import BadInput
from evidence.labels import read_labels
from evidence.store.query import parse
from evidence.tables.entry import DESIGN_NAMES
from evidence.typed import parse_value
from evidence.values import DESIGNS, Design, Field


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RCT", "rct"), ("randomised controlled trial", "rct"), ("Randomized Controlled Trial", "rct"),
        ("randomized-controlled-trials", "rct"), ("randomised trial", "rct"), ("randomized clinical trial", "rct"),
        ("Cohort study", "cohort"), ("case control", "case-control"), ("Case Reports", "case-report"),
        ("non-randomized controlled trial", "non-randomised-controlled"), ("nonrandomised trial",
        "non-randomised-controlled"), ("quasi_randomized trial", "quasi-randomised"),
        ("Meta Analysis", "meta-analysis"),
        ("single arm trial", "single-arm"), *((name, code) for code, name in DESIGN_NAMES.items()),
        *((code, code) for code in DESIGNS),
    ],
)  # fmt: skip
def test_search_correct_and_labels_take_the_same_names(text: str, code: str) -> None:
    assert design_code(text) == code
    assert str(parse(f'design:"{text}"')) == f"design:{code}"
    assert parse_value(Field.DESIGN, text) == Design(code)
    (label,) = read_labels(io.StringIO(f"pmid,design\n1,{text}\n"), "csv", "labels.csv")
    assert label.accept[Field.DESIGN] == (Design(code),)


@pytest.mark.parametrize(
    ("text", "code", "beside"),
    [
        ("prospective cohort", "cohort", {"time_perspective": "prospective"}),
        ("Retrospective cohort study", "cohort", {"time_perspective": "retrospective"}),
        ("retrospective case series", "case-series", {"time_perspective": "retrospective"}),
        ("double-blinded RCT", "rct", {"masking": "double"}),
        ("Randomized, double-blind, placebo-controlled trial", "rct", {"masking": "double", "comparator": "placebo"}),
        ("multicenter phase II randomised trial", "rct", {"centres": "multiple", "phase": "2"}),
        ("cross-over RCT", "rct", {"intervention_model": "crossover"}),
        ("observational cohort", "cohort", {}),
        ("systematic review and meta-analysis", "meta-analysis", {}),
        ("cross-sectional survey", "cross-sectional", {}),
    ],
)  # fmt: skip
def test_what_is_written_beside_a_design_is_an_attribute(text: str, code: str, beside: dict[str, str]) -> None:
    design = Design(code, tuple(sorted(beside.items())))
    assert parse_value(Field.DESIGN, text) == design
    found, told = str(parse(f'design:"{text}"')), [f"{name}:{value}" for name, value in design.attributes]
    assert found == " ".join([f"design:{code}", *told])
    assert parse(found) == parse(f'design:"{text}"')


@pytest.mark.parametrize(
    "text", ["prospective", "double-blind trial", "single-blind double-blind RCT", "phase 2 trial"]
)
def test_what_stands_beside_a_design_is_none_by_itself(text: str) -> None:
    with pytest.raises(BadInput):
        parse_value(Field.DESIGN, text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("randomized", "rct"), ("random", "rct"), ("rtc", "rct"), ("cohrt", "cohort"), ("letter", "commentary"),
     ("mouse study", "animal"), ("trail", ""), ("zzz", ""),
     ("review", "narrative-review, systematic-review"), ("prospective study", "cohort, case-series, single-arm"),
     ("open-label trial", "rct, non-randomised-controlled, single-arm"),
     ("Open label clinical trial", "rct, non-randomised-controlled, single-arm"),
     ("pilot study", "rct, non-randomised-controlled, single-arm"), ("post hoc analysis", ""),
     ("quasi-experimental study", "quasi-randomised, non-randomised-controlled, single-arm"),
     ("pre-post study", "single-arm"), ("before-after", "single-arm"), ("before and after design", "single-arm"),
     ("prospective observational study", "prospective cohort"), ("cross-over trial", "crossover rct"),
     ("crossover trial", "crossover rct"), ("double-masked trial", "double-blind rct"),
     ("controlled clinical trial", "rct, non-randomised-controlled"), ("non-RCT", "non-randomised-controlled")],
)  # fmt: skip
def test_what_may_be_meant_is_offered_and_not_taken(text: str, codes: str) -> None:
    assert design_code(text) is None
    assert ", ".join(designs_near(text)) == codes
    with pytest.raises(BadInput) as told:
        parse_value(Field.DESIGN, text)
    assert ("qualitative" in str(told.value)) is (not codes)  # the whole list only where nothing is offered
    with pytest.raises(BadInput, match="design") as asked:
        parse(f'design:"{text}"')
    for each in designs_near(text):
        code = str(parse_value(Field.DESIGN, each)).split(" ")[0]
        assert code in str(told.value)
        assert f"design:{code}" in str(asked.value)


def test_of_several_designs_each_is_named() -> None:
    with pytest.raises(BadInput) as told:
        parse_value(Field.DESIGN, "open-label trial")
    assert "rct, non-randomised-controlled or single-arm" in str(told.value)
    with pytest.raises(BadInput) as told:
        parse('design:"crossover trial"')
    assert "design:rct intervention_model:crossover" in str(told.value)


@pytest.mark.parametrize(
    ("text", "word"), [("cluster randomised trial", "cluster"), ("Cluster-RCT", "cluster"), ("pilot RCT", "")]
)
def test_what_has_no_attribute_is_known_not_to_be_kept(text: str, word: str) -> None:
    assert parse_value(Field.DESIGN, text) == Design("rct")
    assert no_attribute(text) == word


def test_a_search_offers_groups_too_and_no_list_beside_it() -> None:
    with pytest.raises(BadInput) as told:
        parse("design:synthesys")
    assert str(told.value) == "no design 'synthesys'; did you mean design:synthesis?: write design:synthesis"

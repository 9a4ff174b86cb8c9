"""A design's name is read alike wherever it is typed: search, `correct`, labels."""

from __future__ import annotations

import io

import pytest

from evidence.design_names import design_code, design_near
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
    ("text", "code"),
    [("randomized", "rct"), ("random", "rct"), ("rtc", "rct"), ("cohrt", "cohort"), ("review", "narrative-review"),
     ("letter", "commentary"), ("mouse study", "animal"), ("trail", None), ("observational", None), ("zzz", None)],
)  # fmt: skip
def test_what_may_be_meant_is_offered_and_not_taken(text: str, code: str | None) -> None:
    assert design_code(text) is None
    assert design_near(text) == code
    with pytest.raises(BadInput) as told:
        parse_value(Field.DESIGN, text)
    assert ("qualitative" in str(told.value)) is (code is None)  # the whole list only where nothing is offered


def test_a_search_offers_groups_too_and_no_list_beside_it() -> None:
    with pytest.raises(BadInput) as told:
        parse("design:synthesys")
    assert str(told.value) == "no design 'synthesys'; did you mean design:synthesis?: write design:synthesis"

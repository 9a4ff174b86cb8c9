"""The sides of an OR outside brackets, and the line on a filter that hangs on one of them only."""

from __future__ import annotations

import pytest

from evidence.store.query import parse
from evidence.store.query_sides import hanging, sides


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("marrow", ["marrow"]),
        ("", [""]),
        ('marrow OR "stem cell" OR blood', ["marrow", '"stem cell"', "blood"]),
        ("(marrow OR blood) year:2020", ["(marrow OR blood) year:2020"]),
        ("title:(marrow OR blood)", ["title:(marrow OR blood)"]),
        ('"marrow OR blood"', ['"marrow OR blood"']),
        ("CD34(+) OR (a b)", ["CD34(+)", "(a b)"]),
        ("ORAL or FOR", ["ORAL or FOR"]),
        ("marrow OR (blood", ["marrow OR (blood"]),
        ('marrow OR "blood', ['marrow OR "blood']),
        ("marrow) OR (blood", ["marrow) OR (blood"]),
        ("OR marrow", ["OR marrow"]),
    ],
)
def test_sides(text: str, found: list[str]) -> None:
    assert sides(text) == found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('mesenchymal OR "stem cell" year:2010..2020 -mice', '(mesenchymal OR "stem cell") year:2010..2020 -mice'),
        ("design:rct marrow OR blood", "(marrow OR blood) design:rct"),
        ("marrow OR blood OR bone author:hu", "(marrow OR blood OR bone) author:hu"),
        ("marrow OR stem cell n:>50", "(marrow OR (stem cell)) n:>50"),
        ("marrow OR blood design:rct,cohort", "(marrow OR blood) (design:rct OR design:cohort)"),
    ],
)
def test_a_filter_on_one_side_only_is_told_with_what_was_meant(text: str, meant: str) -> None:
    told = hanging(text)
    assert told
    assert "\n" not in told
    assert told.endswith(f"; for both write {meant}")
    assert parse(meant) != parse(text)
    assert hanging(meant) is None


@pytest.mark.parametrize(
    "text",
    [
        "marrow OR blood",
        "design:rct OR design:cohort",
        "marrow OR design:rct",
        "marrow OR (blood year:2020)",
        "(marrow year:2019) OR blood",
        "marrow year:2010 OR blood year:2020",
        "year:2020 marrow",
        'marrow OR title:"stem cell" therapy',
    ],
)
def test_what_is_meant_as_it_stands_is_not_doubted(text: str) -> None:
    assert hanging(text) is None


def test_a_second_filter_beside_one_of_several_alternatives_is_told() -> None:
    told = hanging("year:2020 OR year:2021 design:rct")
    assert told is not None
    assert told.endswith("; for all write (year:2020 OR year:2021) design:rct")
    assert hanging("year:2020 OR year:2021") is None
    assert hanging("year:2020 design:rct OR year:2021 design:cohort") is None
    assert hanging("design:rct OR year:2021 n:>50") is None  # no one field that both filter by


@pytest.mark.parametrize("text", ["limb or foot", "limb or foot year:2020"])
def test_an_or_in_small_letters_is_told(text: str) -> None:
    assert hanging(text) == "or in small letters is a word like any other; for a choice write OR"


@pytest.mark.parametrize("text", ['"limb or foot"', "or", "limb OR foot", "tumor"])
def test_no_or_in_small_letters_is_seen_there(text: str) -> None:
    assert hanging(text) is None

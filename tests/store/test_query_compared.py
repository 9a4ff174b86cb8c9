"""A comparison without a colon is words, and whoever types one is told what to type; what is none is left alone."""

from __future__ import annotations

import pytest

from evidence.store.query import And, Term, parse
from evidence.store.query_compared import taken_for_words
from evidence.store.query_hints import hint
from evidence.store.query_topic import fields_of
from evidence.topics import DEFAULT, load


@pytest.mark.parametrize(
    ("text", "typed", "meant"),
    [
        ("followup >12 months", "followup >12 months", "followup:>12mo"),
        ("follow-up > 12 weeks design:rct", "follow-up > 12 weeks", "followup:>12w"),
        ("bakers follow up >= 1 year", "follow up >= 1 year", "followup:>=1y"),
        ("n >100", "n >100", "n:>100"),
        ("bakers n ≥ 1,200", "n ≥ 1,200", "n:>=1200"),
        ("(n>100 OR foot)", "n>100", "n:>100"),
        ("n > 100 months", "n > 100", "n:>100"),
        ("sample size > 50", "sample size > 50", "n:>50"),
        ("n = 30", "n = 30", "n:30"),
        ("design = rct", "design = rct", "design:rct"),
        ("route = IV", "route = IV", "route:IV"),
        ("year>2015 foot", "year>2015", "year:>2015"),
        ('n ">100"', "n >100", "n:>100"),
        ('followup "> 12 months"', "followup > 12 months", "followup:>12mo"),
        ('"n > 100" design:rct', "n > 100", "n:>100"),
    ],
)
def test_a_comparison_that_is_words_is_told(text: str, typed: str, meant: str) -> None:
    own = fields_of(load(DEFAULT))
    assert taken_for_words(text, own) == f"{typed} was read as words; did you mean {meant}?"
    assert str(parse(meant, own)) == meant


def test_several_are_told_in_one_line() -> None:
    said = "n>=20 and design = rct were read as words; did you mean n:>=20 design:rct?"
    assert taken_for_words("bakers n>=20 design = rct") == said
    assert hint("bakers n>=20 design = rct", parse("bakers n>=20 design = rct")) == said


@pytest.mark.parametrize(
    "text",
    ["p<0.05", "IL-2 > 5", "tumour size > 2 cm", "size>50", "phase > 2", "n=many", "design = rtc", "title = foot",
     'title:"n > 100"', '"bakers with n > 100"', "n:>100", "followup:>12mo n:>=50", "follow-up of bakers", "n", ""],
)  # fmt: skip
def test_what_is_none_or_is_read_as_meant_is_not(text: str) -> None:
    assert taken_for_words(text) is None


@pytest.mark.parametrize("text", ["n >100", "followup >12 months", "n=30"])
def test_it_is_words_all_the_same(text: str) -> None:
    query = parse(text)
    assert all(isinstance(part, Term) for part in (query.parts if isinstance(query, And) else (query,)))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("followup: > 12 months", "followup:>12mo"),
        ("n: >=50 foot", "n:>=50 foot"),
        ("n:  > 50", "n:>50"),
        ("followup:≥ 12 months", "followup:>=12mo"),
        ("followup:≥12 months foot", "followup:>=12mo foot"),
    ],
)
def test_behind_a_colon_spaces_are_none_of_its_own(text: str, read: str) -> None:
    assert str(parse(text)) == read

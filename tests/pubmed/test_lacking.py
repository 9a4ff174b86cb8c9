"""What of a query a record lacks is told in the query's own words, and told exactly where the record does not match."""

from __future__ import annotations

import pytest

from evidence.pubmed.lacking import Lacking
from evidence.pubmed.matching import Card, matcher
from evidence.pubmed.query import parse


def card(title: str) -> Card:
    return Card(7, {"ti": f" {title} ", "all": f" {title} "}, {"pdat": (2020, 1, 1)})


@pytest.mark.parametrize(
    ("query", "title", "told"),
    [
        ("feet[ti] AND ulcer*[ti]", "feet with ulcers", ""),
        ("feet[ti] AND ulcer*[ti]", "hands", "lacks feet[ti]; lacks ulcer*[ti]"),
        ("(a[ti] OR b[ti] OR c[ti] OR d[ti] OR e[ti] OR f[ti]) AND feet[ti]", "feet",
         "lacks a[ti] OR b[ti] OR c[ti] OR d[ti] OR 2 more"),
        ("feet[ti] NOT (rats[ti] OR mice[ti])", "feet of mice", "has what NOT excludes, rats[ti] OR mice[ti]"),
        ("feet[ti] NOT rats[ti]", "hands", "lacks feet[ti]"),
        ('"stem cells"[ti] OR (a[ti] AND b[ti])', "feet", 'lacks "stem cells"[ti] OR (a[ti] AND b[ti])'),
        ("feet AND 2001:2010[pdat]", "feet", "lacks 2001:2010[pdat]"),
    ],
)  # fmt: skip
def test_the_reason_is_what_does_not_hold(query: str, title: str, told: str) -> None:
    tree = parse(query)
    assert Lacking(tree)(card(title)) == told
    assert matcher(tree)(card(title)) is not bool(told)

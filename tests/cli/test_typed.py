"""A query is put together again from the words that the shell left of it."""

from __future__ import annotations

import pytest

from evidence.cli.arguments import typed


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ((), ""),
        (("foot", "design:rct"), "foot design:rct"),
        (("bone marrow", "foot"), '"bone marrow" foot'),
        (("foot", "mesh:Bone Marrow Transplantation"), 'foot mesh:"Bone Marrow Transplantation"'),
        (("foot", "-author:hu j"), 'foot -author:"hu j"'),
        (("foot", "Stem cells: a review"), 'foot "Stem cells: a review"'),
        (("foot", "(a OR b)"), "foot (a OR b)"),
        (('foot "bone marrow"',), 'foot "bone marrow"'),
    ],
)
def test_what_the_shell_unquoted_is_quoted_again(words: tuple[str, ...], query: str) -> None:
    assert typed(words) == query

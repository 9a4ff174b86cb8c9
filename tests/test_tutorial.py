"""The tutorial at the top of the package runs as it stands."""

from __future__ import annotations

import doctest

import evidence


def test_the_tutorial_runs() -> None:
    result = doctest.testmod(evidence)
    assert result.attempted > 10
    assert result.failed == 0


def test_the_handful_of_names_is_there() -> None:
    assert all(getattr(evidence, name).__name__ == name for name in evidence.__all__)

"""The tutorial at the top of the package runs as it stands."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import evidence
from evidence.errors import BadInput


def test_the_tutorial_runs() -> None:
    result = doctest.testmod(evidence)
    assert result.attempted > 10
    assert result.failed == 0


def test_a_name_that_is_no_store_s_is_an_error_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no store at .*evidense\.db"):
        evidence.open(tmp_path / "evidense.db")
    assert not list(tmp_path.iterdir())
    with evidence.open(tmp_path / "evidence.db", create=True) as tracker:
        assert tracker.count() == 0


def test_the_handful_of_names_is_there() -> None:
    assert all(getattr(evidence, name).__name__ == name for name in evidence.__all__)

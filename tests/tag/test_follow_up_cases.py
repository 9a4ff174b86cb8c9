"""The marked sentences of tests/cases/follow_up.txt: value, unit, statistic and the quoted words of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.findings import Finding
from evidence.records import Passage
from evidence.tag.follow_up import reading as follow_up
from evidence.tag.text import Document
from evidence.values import FollowUp, plain

CASES = Path(__file__).parents[1] / "cases" / "follow_up.txt"


def lines() -> list[tuple[str, str]]:
    """Expected answer and marked sentence of each case."""
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            expected, _, sentence = line.partition("|")
            found.append((" ".join(expected.split()), sentence.strip()))
    return found


def unmarked(sentence: str) -> tuple[str, list[str]]:
    """A sentence without its marks, and the words that they held."""
    marked = [piece.partition("»")[0] for piece in sentence.split("«")[1:]]
    return sentence.replace("«", "").replace("»", ""), marked


def chosen(text: str) -> Finding | None:
    return follow_up.read(Document(1, [Passage("abstract.0", None, text)]), design=None).chosen


@pytest.mark.parametrize(("expected", "sentence"), lines())
def test_a_marked_sentence_gives_its_value_and_its_words(expected: str, sentence: str) -> None:
    text, marked = unmarked(sentence)
    found = chosen(text)
    if found is None:
        assert not expected
        return
    assert isinstance(found.value, FollowUp)
    assert f"{plain(found.value.value)} {found.value.unit} {found.value.statistic}" == expected
    assert [quote.text for quote in found.quotes] == marked


def test_cases_that_must_not_fire_come_first_and_are_many() -> None:
    expected = [value for value, _ in lines()]
    first = next(n for n, value in enumerate(expected) if value)
    assert first >= 25
    assert all(expected[first:])

"""A line's answer does not depend on how its text was wrapped or cut into words, and its quotes are verbatim in it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import BadInput
from evidence.spaces import closed, places_of
from evidence.tagging import Tagging, tag_lines

WORDS = (
    "METHODS: In this trial, 118 patients were randomised to either arm, of whom 60 (n =\u00a060) were given cells. "
    "RESULTS: After a median follow-up of 36 months, 110 patients were analysed. A systematic review of it exists."
).split(" ")
SPACE = st.text(" \n\r\t\x0b\x85\u2028", min_size=1, max_size=4)
FIELDS = ("design", "sample_size", "follow_up")


def answers(*articles: dict[str, Any], processes: int = 1) -> list[dict[str, Any]]:
    lines = [json.dumps(article).encode() for article in articles]
    told = list(tag_lines([lines], Tagging(processes)))
    assert not [one for one in told if isinstance(one, BadInput)]
    return [json.loads(str(one)) for one in told]


def article(abstract: str) -> dict[str, Any]:
    return {"id": 1, "title": "A trial", "abstract": abstract, "publication_types": ["Case Reports"]}


def quotes(told: dict[str, Any]) -> list[dict[str, Any]]:
    conflicts = [quote for one in told["design"]["conflicts"] for quote in one["quotes"]]
    return [*conflicts, *(quote for field in FIELDS for quote in told[field]["quotes"])]


def without_quotes(told: dict[str, Any]) -> list[object]:
    return [(told[field] | {"quotes": 0, "conflicts": 0}) for field in FIELDS]


def check(text: str, told: dict[str, Any], plain: dict[str, Any]) -> None:
    assert without_quotes(told) == without_quotes(plain)
    assert len(quotes(told)) == len(quotes(plain)) > 0
    for quote in quotes(told):
        assert list(quote) == ["passage", "start", "end", "text"]  # no sentence: who asks has the text
        came = {"abstract.0": text, "publication_type.0": "Case Reports", "title": "A trial"}[quote["passage"]]
        assert came[quote["start"] : quote["end"]] == quote["text"]
    assert [" ".join(q["text"].split()) for q in quotes(told)] == [" ".join(q["text"].split()) for q in quotes(plain)]


@given(st.lists(SPACE, min_size=len(WORDS) + 1, max_size=len(WORDS) + 1))
def test_values_do_not_depend_on_white_space_and_quotes_are_verbatim(spaces: list[str]) -> None:
    text = spaces[-1] + "".join(word + space for word, space in zip(WORDS, spaces[:-1], strict=True))
    told, plain = answers(article(text), article(" ".join(WORDS)))
    check(text, told, plain)


@pytest.mark.parametrize("processes", [1, 2])
def test_so_on_several_processes(processes: int) -> None:
    text = "\r\n      ".join(WORDS)
    told, plain = answers(article(text), article(" ".join(WORDS)), processes=processes)
    check(text, told, plain)
    assert any("\n" in quote["text"] for quote in quotes(told))


def test_nor_on_whether_a_text_was_cut_into_words() -> None:
    plain = (
        "Cells (n = 30, 45% women) or saline (n = 28) were given at random; all were seen for 24 months (range 6-40)"
    )
    text = re.sub(r"([(),;%])", r" \1 ", plain).replace("  ", " ")
    assert "( n = 30 , 45 % women ) or saline" in text
    told, wanted = answers(article(text), article(plain))
    assert without_quotes(told) == without_quotes(wanted)
    assert (told["sample_size"]["value"], told["follow_up"]["months"]) == (58, 24.0)
    for quote in quotes(told):
        came = {"abstract.0": text, "publication_type.0": "Case Reports", "title": "A trial"}[quote["passage"]]
        assert came[quote["start"] : quote["end"]] == quote["text"]


@given(
    st.lists(st.sampled_from([*"ab1(),;. \n:%[]<>-/", "</i>", "<sup>", "<br/>", "</p>", "<h4 class='x'>"])).map("".join)
)
def test_the_way_back_leads_to_the_same_words(text: str) -> None:
    plain = closed(text)
    places = places_of(text, plain)
    for at, character in enumerate(plain):
        start, end = places.span(at, at + 1)
        assert character == " " or text[start:end] == character

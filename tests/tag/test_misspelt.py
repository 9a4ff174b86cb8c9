"""A key that is nearly a known one is refused with both names; other words pass."""

from __future__ import annotations

import pytest

from evidence.errors import BadInput
from evidence.tag.line import article_of, passages_of
from evidence.tag.misspelt import known_keys

KNOWN = ("id", "title", "abstract", "publication_types", "mesh", "keywords")


@pytest.mark.parametrize(
    "key",
    [
        "journal", "year", "doi", "authors", "pmid", "pmcid", "uid", "aid", "language", "source", "date",
        "publication_date", "publication_year", "publication_title", "table", "subtitle", "abstract_text", "notes",
        "", "é", "x" * 10_000,
    ],
)  # fmt: skip
def test_other_words_pass(key: str) -> None:
    known_keys({key: 1}, KNOWN)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("abstrct", "abstract"), ("abstarct", "abstract"), ("abtsratc", "abstract"), ("Abstract ", "abstract"),
        ("titel", "title"), ("tittle", "title"), ("tilte", "title"), ("mehs", "mesh"), ("keywrods", "keywords"),
        ("key_word", "keywords"), ("publication_typs", "publication_types"), ("pubication-type", "publication_types"),
    ],
)  # fmt: skip
def test_slips_of_the_hand_are_refused(key: str, meant: str) -> None:
    with pytest.raises(BadInput, match=f"no key {key!r}: call it {meant!r}"):
        known_keys({"id": 1, key: "x"}, KNOWN)


def test_beside_the_right_key_they_pass() -> None:
    known_keys({"abstract": "x", "abstrct": "x"}, KNOWN)


def test_articles_and_their_sections_are_held_to_it() -> None:
    with pytest.raises(BadInput, match="call it 'abstract'"):
        article_of('{"id": 1, "abstrct": "60 patients were randomised."}')
    with pytest.raises(BadInput, match="call it 'label'"):
        passages_of({"abstract": [{"lable": "METHODS", "text": "x"}]})

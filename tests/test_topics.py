"""A topic file is checked when it is read, and its words find what they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence import topics
from evidence.errors import BadInput
from evidence.records import Passage
from evidence.tables.columns import pick

TOPIC = """
name = "t"
title = "T"
[search]
query = "a[tiab]\\n AND b"
[table]
columns = ["study"]
[vocabulary.cell_type]
"BM-MNC" = ["bone marrow mononuclear*", "BMMNC"]
"MSC" = ["mesenchymal stem cell*"]
"""


def load(tmp_path: Path, text: str) -> topics.Topic:
    path = tmp_path / "topic.toml"
    path.write_text(text, "utf-8")
    return topics.load(path)


def names(topic: topics.Topic, *texts: tuple[str, str]) -> list[str]:
    passages = tuple(Passage(name, None, text) for name, text in texts)
    return [term.name for term in topic.terms("cell_type", passages)]


def test_the_query_is_one_line(tmp_path: Path) -> None:
    assert load(tmp_path, TOPIC).query == "a[tiab] AND b"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Autologous BONE-MARROW mononuclear cells were given.", ["BM-MNC"]),
        ("BMMNC and mesenchymal\u00a0stem cells", ["BM-MNC", "MSC"]),
        ("ABMMNCs are not a word of the list", []),
        ("bone marrow", []),
    ],
)
def test_words_at_their_boundaries(tmp_path: Path, text: str, found: list[str]) -> None:
    assert names(load(tmp_path, TOPIC), ("abstract.0", text)) == found


def test_indexing_is_asked_only_where_the_text_is_silent(tmp_path: Path) -> None:
    topic = load(tmp_path, TOPIC)
    assert names(topic, ("title", "BMMNC"), ("mesh.0", "Mesenchymal Stem Cells")) == ["BM-MNC"]
    assert names(topic, ("title", "Cells"), ("mesh.0", "Mesenchymal Stem Cells")) == ["MSC"]


VAGUE = """"BM cells?BM-" = ["bone marrow"]
"cells?" = ["cells"]
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cells were given.", ["cells"]),
        ("Bone marrow cells were given.", ["BM cells"]),
        ("Bone marrow mononuclear cells were given.", ["BM-MNC"]),
        ("Bone marrow and mesenchymal stem cells were given.", ["MSC", "BM cells"]),
    ],
)
def test_a_vague_name_gives_way_to_those_that_it_names(tmp_path: Path, text: str, found: list[str]) -> None:
    assert names(load(tmp_path, TOPIC + VAGUE), ("abstract.0", text)) == found


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("mesenchymal stromal cells of bone marrow", "BM-MSC"),
        ("mesenchymal stem cells derived from the bone marrow", "BM-MSC"),
        ("mesenchymal stem cells (MSCs) from bone marrow", "BM-MSC"),
        ("mononuclear cells isolated from bone marrow", "BM-MNC"),
        ("mesenchymal stromal cells", "MSC"),
        ("bone marrow cells", "BM cells"),
    ],
)
def test_bone_marrow_cells_by_the_words_round_them(words: str, name: str) -> None:
    assert names(topics.load(topics.DEFAULT), ("abstract.0", f"They had {words}.")) == [name]


@pytest.mark.parametrize(
    ("words", "found"),
    [("Minor amputations heal slowly. Healing was the endpoint.", ["wound healing"]),
     ("Major amputations were fewer.", ["amputation"])],
)  # fmt: skip
def test_an_amputation_is_an_outcome_where_it_is_told_as_one(words: str, found: list[str]) -> None:
    topic = topics.load(topics.DEFAULT)
    assert [term.name for term in topic.terms("outcome", (Passage("abstract.0", None, words),))] == found


def test_a_term_is_a_verbatim_quote(tmp_path: Path) -> None:
    passage = Passage("title", None, "On BMMNC")
    (term,) = load(tmp_path, TOPIC).terms("cell_type", (passage,))
    assert passage.text[term.quote.start : term.quote.end] == term.quote.text == "BMMNC"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "t"', "", "'name'"),
        ('query = "a[tiab]\\n AND b"', "", "'query'"),
        ('columns = ["study"]', 'columns = "study"', "columns"),
        ('["mesenchymal stem cell*"]', "[]", "MSC"),
        ('title = "T"', 'title = "T"\nquestion = "?"', "'question'"),
        ('title = "T"', "title = ", "no TOML"),
        ('title = "T"', "title = " + "[" * 3_000, "no TOML"),
    ],
)
def test_a_wrong_topic_names_the_key(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        load(tmp_path, TOPIC.replace(old, new))


@pytest.mark.parametrize(
    ("wrong", "near"),
    [("desgin", "design"), ("Design", "design"), ("follow-up", "follow_up"), ("cell_typ", "cell_type"), ("x", "study")],
)
def test_a_wrong_column_is_found_when_the_topic_is_read(tmp_path: Path, wrong: str, near: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, TOPIC.replace('["study"]', f'["study", "{wrong}"]'))
    line = str(caught.value)
    assert f"no column {wrong!r}" in line
    assert str(tmp_path / "topic.toml") in line
    assert near in line.partition("did you mean ")[2].partition("?")[0].split(" or ")
    assert "\n" not in line


def test_a_group_of_ones_own_words_is_a_column(tmp_path: Path) -> None:
    text = TOPIC.replace('["study"]', '["study", "wound_care"]') + '[vocabulary.wound_care]\nTCC = ["contact cast*"]\n'
    topic = load(tmp_path, text)
    study, care = pick(topic.columns, topic)
    assert (study.name, care.name, care.head) == ("study", "wound_care", "Wound care")


@pytest.mark.parametrize(
    ("group", "says"),
    [
        ("comparator", "own_comparator"), ("status", "own_status"), ("follow-up", "own_follow-up"), ("au", "own_au"),
        ('"stage 2"', "letters"), ('"Körper"', "letters"), ("cell-type", "alike"),
    ],
)  # fmt: skip
def test_a_group_that_could_not_be_told_from_others_is_refused(tmp_path: Path, group: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        load(tmp_path, TOPIC + f'[vocabulary.{group}]\n"a" = ["a"]\n')


def test_an_unknown_topic_names_those_there_are() -> None:
    with pytest.raises(BadInput, match=topics.DEFAULT):
        topics.load("no-such-topic")


def test_every_shipped_topic_loads() -> None:
    for name in topics.shipped():
        topic = topics.load(name)
        assert topic.name == name
        assert pick(topic.columns, topic)

"""A topic's names are found by their legends and words; what may be several is told; nothing points the wrong way."""

from __future__ import annotations

import pytest

from evidence import topics
from evidence.errors import BadInput
from evidence.store.query import Code, Not, Term, all_of, any_of, parse
from evidence.store.query_topic import fields_of
from evidence.topics import Topic

OWN = fields_of(topics.load(topics.DEFAULT))
UNTOLD = fields_of(Topic("t", "T", "q", vocabulary={"route": {"IV": ("intravenous*",), "depot": ("under the skin",)}}))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        # by its legend
        ("route:intravenous", Code("route", "IV")),
        ("route:INTRAVENOUS", Code("route", "IV")),
        ('population:"type 2 diabetes"', Code("population", "T2D")),
        ('population:"Diabetic foot ulcers"', Code("population", "DFU")),
        ('-population:"diabetic foot ulcer"', Not(Code("population", "DFU"))),
        ('population:"critical limb ischemia"', Code("population", "CLI")),
        ('population:"severe limb ischaemia"', Code("population", "CLI")),
        ('cell:"mesenchymal stromal cells"', Code("cell_type", "MSC")),
        ('cell:"bone marrow cells"', Code("cell_type", "BM cells")),
        # by words of its group
        ("population:T2DM", Code("population", "T2D")),
        ("population:NIDDM", Code("population", "T2D")),
        ("cell:bmmncs", Code("cell_type", "BM-MNC")),
        ("route:i.v.", Code("route", "IV")),
        ("population:mice", Code("population", "animals")),
        ('outcome:"β-cell function"', Code("outcome", "beta-cell function")),
        # by a part that only one name has
        ("population:limb", Code("population", "CLI")),
        # several, with and without the quotes that a shell takes away
        ("route:intravenous,IM", any_of([Code("route", "IV"), Code("route", "IM")])),
        ("population:type 2 diabetes,DFU marrow",
         all_of([any_of([Code("population", "T2D"), Code("population", "DFU")]), Term("marrow")])),
        ("population:foot ulcers year", all_of([Code("population", "DFU"), Term("year")])),
    ],
)  # fmt: skip
def test_a_name_is_found_by_what_it_is_called(text: str, query: object) -> None:
    assert parse(text, OWN) == query
    assert parse(str(query), OWN) == query


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cell_type:BM", "'BM' may be BM-MNC, BM-MSC, BM-MPC, BM-HSC, BM-TRC or BM cells: write cell_type:BM-MNC"),
        ("cell_type:BM", 'or for any of them "cell_type:BM-MNC,BM-MSC,BM-MPC,BM-HSC,BM-TRC,BM cells"'),
        ("route:artery", "'artery' may be pancreatic artery or IA"),
        ("route:vein", "may be IV or intraportal: write route:IV, or for any of them route:IV,intraportal"),
        ('population:"type 2 diabetes mellitus"', "did you mean population:T2D?: write population:T2D; population is"),
        ("route:muscle", "did you mean route:IM?: write route:IM;"),
        ("route:intravenos", "did you mean route:IV?: write route:IV;"),
        ("population:nephropathy", "did you mean population:DKD?"),
        ("population:T2B", "did you mean population:T2D?"),
        ("route:xyz", "no route 'xyz' in this topic: write one of pancreatic artery, IA"),
        ("route:NA", "route:NA is no value: write route:NR"),
        ('route:","', "write route:"),
    ],
)  # fmt: skip
def test_what_is_not_found_points_the_right_way(text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text, OWN)
    assert says in str(caught.value)


def test_what_is_offered_for_several_can_be_written() -> None:
    offered = "cell_type:BM-MNC,BM-MSC,BM-MPC,BM-HSC,BM-TRC,BM cells"
    assert parse(offered, OWN) == any_of(
        Code("cell_type", name) for name in ("BM-MNC", "BM-MSC", "BM-MPC", "BM-HSC", "BM-TRC", "BM cells")
    )


def test_every_legend_and_word_of_the_shipped_topic_leads_to_its_name() -> None:
    """Also where it leads to several: then it is among those that are told."""
    for field in OWN[1:]:
        for label, legend, words in zip(field.values, field.legends, field.words, strict=True):
            for name in filter(None, (legend, *(word for word in words if "*" not in word and " no " not in word))):
                try:
                    found = str(parse(f'{field.name}:"{name}"', OWN))
                except BadInput as error:
                    found = str(error)
                assert label in found, (field.name, name)


def test_a_topic_without_legends_is_searched_by_its_words() -> None:
    assert parse("route:intravenously", UNTOLD) == Code("route", "IV")
    assert parse('route:"under the skin"', UNTOLD) == Code("route", "depot")

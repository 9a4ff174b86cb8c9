"""The fields that a topic brings: read, printed, and answered by exactly what the topic's columns show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored import a_record, parsed

from evidence import topics
from evidence.demo import starter_set
from evidence.errors import BadInput
from evidence.store.query import And, Code, Not, Query, Term, any_of, parse
from evidence.store.query_explain import explain
from evidence.store.query_fields import Kind, complete
from evidence.store.query_topic import fields_of, hint
from evidence.store.search import Search
from evidence.store.store import Store
from evidence.topics import Topic

TOPIC = Topic(
    "t",
    "T",
    "q",
    vocabulary={
        "population": {"T1D": ("type 1*",), "T1D, adult": ("adult type 1*",), "diabetes?": ("diabet*",)},
        "cell_type": {"BM-MNC": ("mononuclear*",), "BM cells": ("bone marrow",), "CD34+": ("CD34*",)},
        "empty": {},
    },
)
OWN = fields_of(TOPIC)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("population:T1D", Code("population", "T1D")),
        ("Population:t1d", Code("population", "T1D")),
        ("population:diabetes", Code("population", "diabetes")),
        ("cell:bm_mnc", Code("cell_type", "BM-MNC")),
        ("cell-type:CD34+", Code("cell_type", "CD34+")),
        ("cell_type:BM-MNC,cd34+", any_of([Code("cell_type", "BM-MNC"), Code("cell_type", "CD34+")])),
        ("cell_type:(BM-MNC OR CD34+)", any_of([Code("cell_type", "BM-MNC"), Code("cell_type", "CD34+")])),
        ("cell_type:BM cells foot", And((Code("cell_type", "BM cells"), Term("foot")))),
        ("cell_type:CD34+,bm cells,BM-MNC",
         any_of([Code("cell_type", "CD34+"), Code("cell_type", "BM cells"), Code("cell_type", "BM-MNC")])),
        ('population:"T1D, adult"', Code("population", "T1D, adult")),
        ("population:T1D, adult foot", And((Code("population", "T1D, adult"), Term("foot")))),
        ("has:population", Code("has", "population")),
        ("-has:cell_type", Not(Code("has", "cell_type"))),
    ],
)  # fmt: skip
def test_a_label_is_read_as_the_column_shows_it(text: str, query: Query) -> None:
    assert parse(text, OWN) == query
    assert parse(str(query), OWN) == query


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("population:T1B", "did you mean population:T1D?"),
        ("population:", "write population:T1D"),
        ("populatoin:T1D", "did you mean 'population'?"),
        ("population:T1D,zzz", "T1D, T1D, adult, diabetes"),
        ("empty:x", "no field 'empty'"),
    ],
)
def test_what_can_not_be_read_names_one_that_works(text: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text, OWN)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "text", ["population:T1D", "cell_type:MSC", "cell:MSC", "foot OR Route:IV", "outcome:x", "has:route"]
)
def test_without_a_topic_it_is_said_how_to_set_one(text: str) -> None:
    with pytest.raises(BadInput, match=r"no (field|has) '.*no topic with words is in use: set EVIDENCE_TOPIC=bone"):
        parse(text)
    assert fields_of(None) == ()


def test_a_field_of_another_topic_is_none_of_this_one() -> None:
    with pytest.raises(BadInput, match="no field 'route': the topic in use has no such words: its fields are"):
        parse("route:IV", OWN)


def test_every_example_of_the_shipped_topic_works() -> None:
    own = fields_of(topics.load(topics.DEFAULT))
    for field in own[1:]:
        query = parse(field.example, own)
        assert isinstance(query, Code)
        assert (query.field, field.kind) == (field.name, Kind.LABEL)


def test_a_shell_completes_them() -> None:
    assert ("population:", "the topic's names for the population") in complete("pop", OWN)
    assert complete("-cell:bm", OWN) == [("-cell:BM-MNC", ""), ("-cell:BM cells", "")]
    assert ("has:population", "") in complete("has:p", OWN)


def test_explain_tells_the_words() -> None:
    assert explain(parse("cell:CD34+ has:population population:diabetes", OWN), OWN)[2:5] == [
        (
            "  the topic's names for the cell type: CD34+"
            " (as the column shows it, by CD34*; by MeSH and keywords only where the text names none)"
        ),
        "  that the record has such a thing (-has:n: it has none): population",
        (
            "  the topic's names for the population: diabetes"
            " (as the column shows it, by diabet*, where no other name holds;"
            " by MeSH and keywords only where the text names none)"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("t1d", "T1D is a population here: population:T1D"),
        ("bm cells", 'BM cells is a cell type here: cell_type:"BM cells"'),
        ("foot CD34+ n:>3", "CD34+ is a cell type here: cell_type:CD34+"),
        ("foot", ""), ("-T1D", ""), ("T1D*", ""), ("title:T1D", ""), ("", ""),
    ],
)  # fmt: skip
def test_words_of_the_table_lead_to_their_field(text: str, says: str) -> None:
    assert hint(parse(text, OWN), OWN) == says


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("topic") / "evidence.db", create=True) as opened:
        opened.put(list(starter_set()))
        yield opened


def test_a_field_finds_exactly_what_its_column_shows(store: Store) -> None:
    topic = topics.load(topics.DEFAULT)
    search, records = Search(store.db, topic), list(store.records())
    for field in fields_of(topic)[1:]:
        shown = {r.pmid: [term.name for term in topic.terms(field.name, r.passages)] for r in records}
        for label in field.values:
            query = Code(field.name, label)
            assert list(search.pmids(query)) == [pmid for pmid, names in shown.items() if label in names], query
            assert search.count(f"-{query}") == len(records) - search.count(query)
        assert list(search.pmids(f"has:{field.name}")) == [pmid for pmid, names in shown.items() if names]
    assert search.count("population:DFU marrow") == len(
        set(search.pmids("population:DFU")) & set(search.pmids("marrow"))
    )


def test_what_is_written_since_is_found_too(tmp_path: Path) -> None:
    with (
        Store.open(tmp_path / "evidence.db", create=True) as store,
        Store.open(tmp_path / "evidence.db", create=True) as another,
    ):
        search = Search(store.db, TOPIC)
        assert search.count("cell_type:CD34+") == 0
        for number, writer in enumerate((store, another), start=1):
            writer.put([parsed(a_record(number, title="CD34+ cells"))])
            assert search.count("cell_type:CD34+") == number

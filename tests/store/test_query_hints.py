"""A query that found nothing because it was nearly something else gets one line; one that is meant so gets none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from evidence.id_forms import doi_in, pmid_in
from evidence.store.query import parse
from evidence.store.query_hints import hint
from evidence.store.query_ids import with_id
from evidence.store.search_near import nearest
from evidence.store.search_text import TOKENIZER


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("design:rct n>20", "n>20 was read as words; did you mean n:>20?"),
        ("n=30", "did you mean n:30?"),
        ("follow-up >= 12mo", "did you mean followup:>=12mo?"),
        ("design = rct", "design = rct was read as words; did you mean design:rct?"),
        ('"bone marrow" "n:>=20"', '"n:>=20" in quotation marks was read as words; did you mean n:>=20?'),
        ('foot "design:RCT"', "did you mean design:rct?"),
        ("year:20", "year:20 is of the first century; did you mean year:2020?"),
        ("year:98", "did you mean year:1998?"),
        ("foot year:10..20", "did you mean year:2010..2020?"),
    ],
)
def test_what_was_nearly_a_field_is_named(text: str, says: str) -> None:
    told = hint(text, parse(text))
    assert told is not None
    assert told.endswith(says)


@pytest.mark.parametrize(
    "text",
    ["p<0.05", "n:>20", "design:rct", "CD34+ follow-up", "year:2020", "IL-2 > 5", "design = rtc", "n=many", "-year:20",
     '"Stem cells: a review"', "title = foot", "year:1998..2005", ""],
)  # fmt: skip
def test_what_is_meant_so_gets_no_hint(text: str) -> None:
    assert hint(text, parse(text)) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("22814142", "22814142 OR pmid:22814142"),
        ("10.1507/EndocrJ.ej12-0092", "10.1507/EndocrJ.ej12-0092 OR doi:10.1507/endocrj.ej12-0092"),
        ("https://pubmed.ncbi.nlm.nih.gov/22814142/", '"https://pubmed.ncbi.nlm.nih.gov/22814142/" OR pmid:22814142'),
        ("123456789", "123456789"),
        ("NCT02302599", "NCT02302599 OR nct:nct02302599"),
        ("isrctn12345678", "isrctn12345678 OR nct:isrctn12345678"),
        ("2010-023770-11", "2010-023770-11 OR nct:2010-023770-11"),
        ("ChiCTR1800012345", "ChiCTR1800012345 OR nct:chictr1800012345 OR nct:chictr-1800012345"),
        ("JPRN-UMIN000012345", "JPRN-UMIN000012345 OR nct:umin000012345 OR nct:jprn-umin000012345"),
        ("22814142 33198815", "(22814142 33198815) OR pmid:22814142 OR pmid:33198815"),
        ("22814142, 33198815", "(22814142, 33198815) OR pmid:22814142 OR pmid:33198815"),
        ("22814142;33198815", "22814142;33198815 OR pmid:22814142 OR pmid:33198815"),
        ('"22814142 33198815"', '"22814142 33198815" OR pmid:22814142 OR pmid:33198815'),
        ("22814142 OR 33198815", "22814142 OR pmid:22814142 OR 33198815 OR pmid:33198815"),
        ("pmid:22814142 pmid:33198815", "pmid:22814142 OR pmid:33198815"),
        ("100 200", "100 200"),
        ("IL-2", "IL-2"),
        ("0", "0"),
        ("22814142 foot", "22814142 foot"),
        ("title:22814142", "title:22814142"),
        ("2281414*", "2281414*"),
    ],
)
def test_a_bare_number_is_looked_for_as_an_id_too(text: str, read: str) -> None:
    assert str(with_id(parse(text))) == read
    assert with_id(parse(read)) == parse(read)


@pytest.mark.parametrize(
    ("text", "pmid", "doi"),
    [
        ("PMID: 22814142", 22814142, None),
        ("https://pubmed.ncbi.nlm.nih.gov/22814142/?from=x", 22814142, None),
        ("www.ncbi.nlm.nih.gov/pubmed/22814142", 22814142, None),
        ("doi:10.1000/a(b)", None, "10.1000/a(b)"),
        ("DOI10.1000/a", None, "10.1000/a"),
        ("www.doi.org/10.1000/a", None, "10.1000/a"),
        ('10.1000/a"b', None, None),  # a quotation mark would end the phrase that PubMed is asked for
        ("https://example.org/22814142", None, None),
        ("foot", None, None),
    ],
)
def test_an_id_in_all_its_forms(text: str, pmid: int | None, doi: str | None) -> None:
    assert (pmid_in(text), doi_in(text)) == (pmid, doi)


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    """An index of one text, built as the store's; closed, since Python 3.13 warns of one that nobody closed."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute(
            f"CREATE VIRTUAL TABLE records_fts USING fts5 (title, abstract, keywords, mesh, tokenize='{TOKENIZER}')"
        )
        texts = "('Mesenchymal stem cells', 'Infused in diabetes.', NULL, 'Humans')"
        made.execute(f"INSERT INTO records_fts VALUES {texts}")  # noqa: S608 - our own words
        yield made


@pytest.mark.parametrize(
    ("word", "near"),
    [("mesenchimal", "mesenchymal"), ("diabetis", "diabetes"), ("mesenchymal", None), ("mesenchymals", None),
     ("stme", None), ("cels", "cells"), ("mesnchymal", "mesenchymal"),
     ("osteoporosis", None), ("CD34+", None), ("stem cels", None), ("'; DROP", None)],
)  # fmt: skip
def test_the_nearest_word_of_the_index(index: sqlite3.Connection, word: str, near: str | None) -> None:
    assert nearest(index, word) == near


def test_a_store_that_can_only_be_read_gives_no_nearest_word(index: sqlite3.Connection) -> None:
    index.execute("PRAGMA query_only = on")
    assert nearest(index, "mesenchimal") in {None, "mesenchymal"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "(22814142 OR 37560967) design:rct",
            "22814142 and 37560967 were read as words; did you mean pmid:22814142,37560967?",
        ),
        ("22814142 design:rct", "22814142 was read as a word; did you mean pmid:22814142?"),
    ],
)
def test_pmids_beside_others_are_told_their_field(text: str, meant: str) -> None:
    assert hint(text, parse(text)) == meant
    assert hint("118 patients", parse("118 patients")) is None

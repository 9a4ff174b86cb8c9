"""PubMed's query syntax, and which records a query takes when it is read here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from articles import article_xml, articles, parsed

from evidence import topics
from evidence.errors import BadInput
from evidence.pubmed.library import Library
from evidence.pubmed.matching import Card, matcher, terms
from evidence.pubmed.query import Both, Either, Span, Term, Without, parse


def found(query: str) -> bool:
    """Whether one article, on bone marrow and stem cells, matches."""
    item = parsed(
        article_xml(123, title="Bone-marrow stem cells: a randomised trial", created="2012/07/18", doi="10.1234/ab-c")
    )[0]
    return matcher(parse(query))(Card.of(item.record))


def test_operators_bind_from_left_to_right_as_in_pubmed() -> None:
    a, b, c = Term("a"), Term("b"), Term("c")
    assert parse("a OR b AND c") == Both(Either(a, b), c)
    assert parse("a NOT (b OR c)") == Without(a, Either(b, c))
    assert parse("a b") == Both(a, b)


def test_words_before_one_tag_are_a_phrase() -> None:
    assert parse("stem cell*[tiab]") == Term("stem cell", "tiab", prefix=True)
    assert parse('"bone marrow"[Mesh]') == Term("bone marrow", "mh", quoted=True)


def test_ranges_of_pmids_and_dates() -> None:
    assert parse("1:7500[UID]") == Span("1", "7500", "uid")
    assert parse('"2010/01":"3000"[crdt]'.replace('":"', ":")) == Span("2010/01", "3000", "crdt")
    assert parse("2012[dp]") == Span("2012", "2012", "pdat")


def test_an_unknown_tag_is_searched_everywhere_and_remembered() -> None:
    assert parse("a[nonsense]") == Term("a", "all", unknown_tag="nonsense")


@pytest.mark.parametrize("query", ["", "   ", "(", "a AND", "OR a", "(a", "a)", "a AND OR b", '"a', "[ti]", "(" * 200])
def test_what_is_no_query_is_bad_input(query: str) -> None:
    with pytest.raises(BadInput):
        parse(query)


@pytest.mark.parametrize(
    "query",
    [
        "bone marrow[ti]",
        '"stem cells"[tiab]',
        "RANDOMISED",
        "trans* OR marrow",
        "marrow NOT mice",
        "123[uid]",
        "100:200[UID]",
        "2012/07[crdt]",
        "2012:2013[crdt]",
        '"10.1234/ab-c"[AID]',
        "journal article[pt]",
        "eng[la]",
    ],
)
def test_queries_that_take_the_article(query: str) -> None:
    assert found(query)


@pytest.mark.parametrize(
    "query",
    ["marrow bone[ti]", "arrow[ti]", "marrow NOT cells", "124:200[UID]", "2013[crdt]", '"10.1234/ab"[ta]', "ger[la]"],
)
def test_queries_that_do_not(query: str) -> None:
    assert not found(query)


@pytest.fixture(scope="module")
def shipped() -> Callable[[str], bool]:
    """Whether the shipped topic's search takes a title."""
    takes = matcher(parse(topics.load(topics.DEFAULT).query))
    return lambda title: takes(Card.of(articles(1, title=title)[0].record))


@pytest.mark.parametrize(
    "title",
    [
        "Stem cells for diabetes",
        "Cell therapy for no-option diabetic critical limb ischaemia",
        "Calf injections of BM-MNC in forty diabetics",
        "C-peptide four years after HSCT in new-onset T1D",
        "Autologous haematopoietic cell transplantation in recent-onset type 1 DM",
        "MSCs from the umbilical cord in long-standing T2DM",
        "PBMNC implantation against amputation in T2D",
        "PBSC for the diabetic foot",
        "BMMSC sheets on chronic foot ulcers",
        "CD133+ cells by calf injection in no-option CLI",
        "ADSC gel for DFU",
        "Mesenchymal stromal cells in IDDM",
        "ABM-MNCs through the splenic artery in diabetics",
        "Wharton's jelly cells for children with T1D",
        "Marrow concentrate injected for chronic limb-threatening ischaemia",
    ],
)
def test_the_shipped_topic_takes_its_kind(shipped: Callable[[str], bool], title: str) -> None:
    assert shipped(title)


@pytest.mark.parametrize(
    "title",
    [
        "Marrow of an oak",
        "Metformin and cardiovascular death in type 2 diabetes",
        "Blood mononuclear cells of people with diabetes express more cytokines",
        "Epithelial-mesenchymal transition in diabetic nephropathy",
        "Islets given through the portal vein in type 1 diabetes",
        "Stem cell transplantation in acute myeloid leukaemia",
        "Bypass or angioplasty for critical limb ischaemia",
        "CAR-T cell therapy in lymphoma",
        "Adipose tissue inflammation in type 2 diabetes",
        "Cord blood C-peptide in infants of diabetic mothers",
    ],
)
def test_the_shipped_topic_leaves_what_only_sounds_like_it(shipped: Callable[[str], bool], title: str) -> None:
    assert not shipped(title)


def test_the_shipped_topic_writes_no_truncation_that_pubmed_refuses() -> None:
    """PubMed wants four characters before an asterisk."""
    cut = [term for term in terms(parse(topics.load(topics.DEFAULT).query)) if term.prefix]
    assert cut
    assert not [term for term in cut if len(term.text) < 4]


def test_a_mesh_term_takes_headings_that_begin_with_it() -> None:
    card = Card(1, {"mh": " diabetes mellitus type 2 | humans "}, {})
    assert matcher(parse('"Diabetes Mellitus"[Mesh]'))(card)
    assert not matcher(parse('"Mellitus"[Mesh]'))(card)
    assert not matcher(parse('"Human"[Mesh]'))(card)


def test_an_unknown_word_is_dropped_and_named() -> None:
    library = Library(articles(1))
    hits = library.search("marrow AND xyzzy")
    assert hits.pmids == (1,)
    assert hits.not_found == ("xyzzy",)
    assert library.search('marrow OR "no such words"').quoted_not_found == ('"no such words"',)
    assert library.search("xyzzy").pmids == ()

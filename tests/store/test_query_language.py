"""The search language is read as it is meant, prints itself back, and says what to write for what it can't read."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import BadInput
from evidence.store.query import (
    And,
    Bound,
    Code,
    Everything,
    Not,
    Or,
    Query,
    Term,
    Within,
    all_of,
    any_of,
    negated,
    parse,
)
from evidence.store.query_fields import FIELDS, Kind, complete
from evidence.store.query_tree import cleaned

READ: list[tuple[str, Query]] = [
    ("", Everything()),
    (" \t\n", Everything()),
    ("marrow foot", And((Term("marrow"), Term("foot")))),
    ("marrow AND foot", And((Term("marrow"), Term("foot")))),
    ("a b OR c", Or((And((Term("a"), Term("b"))), Term("c")))),
    ("a (b OR c)", And((Term("a"), Or((Term("b"), Term("c")))))),
    ("and or not", And((Term("and"), Term("or"), Term("not")))),
    ("-mice", Not(Term("mice"))),
    ("a NOT b", And((Term("a"), Not(Term("b"))))),
    ("NOT -b", Term("b")),
    ("–mice", Not(Term("mice"))),  # noqa: RUF001 - what a word processor makes of -mice
    ('-"bone marrow"', Not(Term("bone marrow"))),
    ("-(a b)", Not(And((Term("a"), Term("b"))))),
    ("“bone  marrow”", Term("bone marrow")),
    ("trans*", Term("trans", prefix=True)),
    ('"bone marr"*', Term("bone marr", prefix=True)),
    # any character that people type is safe
    ("follow-up CD34+ Crohn's p<0.05 n=30", all_of(map(Term, ("follow-up", "CD34+", "Crohn's", "p<0.05", "n=30")))),
    ("CD34(+) CYP2C19*2 1:1 IL-2", all_of(map(Term, ("CD34(+)", "CYP2C19*2", "1:1", "IL-2")))),
    ("Stem cells: a review", all_of(map(Term, ("Stem", "cells:", "a", "review")))),
    ("https://doi.org/x", Term("https://doi.org/x")),
    ("benzo[a]pyrene", Term("benzo[a]pyrene")),
    ("bone & marrow + % foot", all_of(map(Term, ("bone", "marrow", "foot")))),
    ('5" needle', And((Term('5"'), Term("needle")))),
    ('"a ""b"" c"', Term('a "b" c')),
    ("a OR %", Term("a")),
    # fields
    ("design:RCT", Code("design", "rct")),
    ('status:"has erratum"', Code("status", "erratum")),  # as tables and the report write it
    ('status:"deleted from PubMed"', Code("status", "deleted")),
    ("author:bhansali,hu", Or((Term("bhansali", field="author"), Term("hu", field="author")))),
    ("title:foot*,marrow", Or((Term("foot", prefix=True, field="title"), Term("marrow", field="title")))),
    ("author:hu,j", Term("hu,j", field="author")),
    ("author:Hu,JX", Term("Hu,JX", field="author")),
    ('author:"bhansali,hu"', Term("bhansali,hu", field="author")),
    ("title:1,200", Term("1,200", field="title")),
    ("foot,ulcer", Term("foot,ulcer")),
    ("design:rct,cohort", Or((Code("design", "rct"), Code("design", "cohort")))),
    ("design:(rct OR cohort)", Or((Code("design", "rct"), Code("design", "cohort")))),
    ('design:"case report"', Code("design", "case-report")),
    ("allocation:randomized", Code("allocation", "randomised")),
    ("has:follow-up", Code("has", "followup")),
    ("phase:I/II", Code("phase", "1/2")),
    ("status:In-Process", Code("status", "in-process")),
    ("n:>=50", Within("n", Bound(50), None)),
    ("n:>= 50", Within("n", Bound(50), None)),
    ("N:≥1,200", Within("n", Bound(1200), None)),
    ("n:20..100", Within("n", Bound(20), Bound(100))),
    ("n:..100", Within("n", None, Bound(100))),
    ("n:50", Within("n", Bound(50), Bound(50))),
    ("species:none", Code("species", "none")),
    ("confidence:<=1", Within("confidence", None, Bound(1))),
    ("confidence:<.8", Within("confidence", None, Bound(0.8, inclusive=False))),
    ("followup:>=12mo", Within("followup", Bound(12, "months"), None)),
    ("follow_up:1y..", Within("followup", Bound(1, "years"), None)),
    ("Follow-Up:6..12 weeks", Within("followup", Bound(6, "weeks"), Bound(12, "weeks"))),
    ("followup:<36", Within("followup", None, Bound(36, "months", inclusive=False))),
    ("fu:90d foot", And((Within("followup", Bound(90, "days"), Bound(90, "days")), Term("foot")))),
    ("pmid:1,2", Or((Within("pmid", Bound(1), Bound(1)), Within("pmid", Bound(2), Bound(2))))),
    ("title:(foot OR -hand)", Or((Term("foot", field="title"), Not(Term("hand", field="title"))))),
    ('ti:"diabetic foot"', Term("diabetic foot", field="title")),
    ("mesh:diab*", Term("diab", prefix=True, field="mesh")),
    ("doi:https://doi.org/10.1/A(b),c", Code("doi", "10.1/a(b),c")),
]


@pytest.mark.parametrize(("text", "query"), READ, ids=[text or "nothing" for text, _ in READ])
def test_a_query_is_read_as_it_is_meant(text: str, query: Query) -> None:
    assert parse(text) == query
    assert parse(str(query)) == query


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("desgin:rct", "no field 'desgin'; did you mean 'design'?: write design:rct"),
        ("flavour:sweet", "no field 'flavour': fields are design"),
        ("design:rtc", "no design 'rtc'; did you mean design:rct?"),
        ("confidence:<80", "confidence:<80 is above 1: it goes from 0 to 1; write 0.8 for 80%"),
        ("confidence:0.5..95", "write 0.95 for 95%"),
        ("n:many", "n:many can't be read: write n:>=50"),
        ("n:5mo", "n:5mo can't be read"),
        ("year:2011-2019", "year:2011-2019 can't be read: write year:2011..2019"),
        ("n:20-100", "n:20-100 can't be read: write n:20..100"),
        ("n:100+", "n:100+ can't be read: write n:>=100"),
        ("followup:1-2y", "write followup:1y..2y"),
        ("confidence:<80%", "write confidence:<0.8"),
        ("n:80%", "write n:>=50"),
        ("followup:<80%", "write followup:>=12mo"),
        ("n:1-2-3", "write n:>=50"),
        ("n:20-many", "write n:>=50"),
        ("year:2020..2010", "year:2020..2010 runs backwards: write year:2010..2020"),
        ("followup:3parsecs", "no unit of time 'parsecs'"),
        ("n:..", "n:.. can't be read"),
        ("n:>", "n:> can't be read"),
        ("n:1234567890123", "can't be read"),
        ("pmid:1.5", "can't be read"),
        ("design:", "nothing after `design:`: write design:rct"),
        ("design: rct", "no space after the colon"),
        ("design:,", "can't be read"),
        ("title:(n:5)", "n: stands inside title:(…): write one field after the other"),
        ("(foot", "the bracket at character 1 is not closed"),
        ("foot)", "a closing bracket without an opening one at character 5"),
        ('"foot', "the quotation mark at character 1 is not closed"),
        ("OR", 'nothing before OR: write a word there, or "OR" in quotes'),
        ("foot OR", "nothing after OR"),
        ("foot AND", "nothing after AND"),
        ("AND foot", "nothing before AND"),
        ("foot NOT", "nothing after NOT"),
        ("foot AND OR hand", "nothing before OR"),
        ("+", "nothing to search for in '+'"),
        ("-()", "nothing to search for"),
        ("title:%", "nothing to search for in title:%"),
        ("a*", "too short to begin words with"),
        ("*itis", "write the beginning of the word"),
        ("foot[tiab]", "PubMed's [tiab] is not of this language: write tiab:…"),
        ('"bone marrow"[Mesh]', "write mesh:… before the words"),
        ("review[Publication Type]", "write pt:…"),
        ("(" * 30 + "a" + ")" * 30, "brackets inside each other"),
        (" ".join(f"-w{number}" for number in range(1200)), "too many parts in a query: 1,200"),
        ("a b " + " OR ".join(f"year:{number}" for number in range(1000, 1801)), "too many parts in a query: 802"),
        ("a " * 20_000, "keep it below"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_write(text: str, says: str) -> None:
    with pytest.raises(BadInput) as told:
        parse(text)
    assert told.value.status == 4
    assert says in str(told.value)


# Any query that can be made, not only those that somebody thought of.
_spelled = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12) | st.text(
    st.sampled_from(string.printable), min_size=1, max_size=8
)
_words = _spelled.map(cleaned).filter(lambda text: any(c.isalnum() for c in text))
_words = _words.map(lambda text: text.rstrip("* ")).filter(
    lambda text: len(text) > 1 and any(c.isalnum() for c in text)
)
_text_fields = [name for name, field in FIELDS.items() if field.kind is Kind.TEXT]
_terms = st.builds(Term, _words, st.booleans(), st.sampled_from(["", *_text_fields]))
_codes = st.sampled_from(
    [Code(name, value) for name, field in FIELDS.items() for value in field.values if field.kind is Kind.CODE]
    + [Code("doi", "10.1000/a(b)c"), Code("unit", "left feet"), Code("phase", "1/2")]
)
_numbers = st.integers(0, 10**9).map(float) | st.integers(0, 999).map(lambda n: n / 8)
_shares = st.integers(0, 8).map(lambda n: n / 8)


@st.composite
def _ranges(draw: st.DrawFn) -> Within:
    name = draw(st.sampled_from(["n", "followup", "year", "confidence"]))
    units = (
        st.sampled_from(["minutes", "hours", "days", "weeks", "months", "years"]) if name == "followup" else st.just("")
    )
    low, high = (Bound(draw(_shares if name == "confidence" else _numbers), draw(units)) for _ in range(2))
    match draw(st.integers(0, 3)):
        case 0:
            return Within(name, low, low)
        case 1:
            return Within(name, Bound(low.number, low.unit, inclusive=draw(st.booleans())), None)
        case 2:
            return Within(name, None, Bound(low.number, low.unit, inclusive=draw(st.booleans())))
    return (
        Within(name, *sorted((low, high), key=lambda bound: bound.value))
        if low.value != high.value
        else draw(_ranges())
    )


queries = st.recursive(
    _terms | _codes | _ranges(),
    lambda inner: (
        st.lists(inner, min_size=2, max_size=4).map(all_of)
        | st.lists(inner, min_size=2, max_size=4).map(any_of)
        | inner.map(negated)
    ),
    max_leaves=12,
)


@given(queries)
def test_a_query_prints_itself_so_that_it_reads_the_same(query: Query) -> None:
    assert parse(str(query)) == query


@given(st.text(st.sampled_from(string.printable + '()"-*:éß…'), max_size=40))
def test_whatever_is_read_prints_itself(text: str) -> None:
    try:
        query = parse(text)
    except BadInput:
        return
    assert parse(str(query)) == query


def test_every_example_of_a_field_works() -> None:
    for field in FIELDS.values():
        query = parse(field.example)
        assert isinstance(query, Term | Code | Within)
        assert query.field == field.name


def test_a_shell_completes_fields_and_their_values() -> None:
    assert [text for text, _ in complete("des")] == ["design:"]
    assert complete("-design:rc") == [("-design:rct", "interventional")]
    assert ("has:nct", "") in complete("has:n")
    assert complete("nofield:x") == []
    assert len(complete("")) == len(FIELDS)


def test_words_and_a_list_of_pmids_are_one_part_however_many() -> None:
    for text in ("pmid:" + ",".join(map(str, range(1, 2_001))), "foot " * 2_000, " OR ".join(["foot"] * 2_000)):
        assert parse(text)

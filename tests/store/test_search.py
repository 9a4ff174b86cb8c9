"""What a query finds is what plain Python finds; how it is ranked is bm25's order; nothing that is typed breaks it."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import WORDS, Library, correction, finds, library
from stored import NOON, a_record, parsed

from evidence.errors import BadInput
from evidence.findings import Correction, Verdict, digest_of
from evidence.records import Passage
from evidence.screeners import Screeners
from evidence.screening import Decision
from evidence.store import search as searching
from evidence.store.query import Bound, Code, Query, Term, Within, all_of, any_of, negated
from evidence.store.query_fields import FIELDS, Kind
from evidence.store.search import ORDERS, Search
from evidence.store.search_sql import mentions
from evidence.store.store import Store
from evidence.values import DESIGNS, Design, Field, SampleSize, Value


@pytest.fixture(scope="module")
def held() -> Library:
    """90 made-up records, a few of them with a person's word."""
    found = library(5, 90)
    said: list[tuple[Field, Verdict, Value | None]] = [
        (Field.SAMPLE_SIZE, Verdict.VALUE, SampleSize(77, "eyes", "analysed")),
        (Field.DESIGN, Verdict.VALUE, Design("rct", (("allocation", "randomised"),))),
        (Field.DESIGN, Verdict.NOT_REPORTED, None),
        (Field.FOLLOW_UP, Verdict.WITHDRAWN, None),
    ]
    for at, (field, verdict, value) in enumerate(said):
        for number in (at, at + 40):
            record = found[number].record
            seen = digest_of(record.passages) if number < 40 else "0" * 16
            made = Correction(record.pmid, field, verdict, value, "so", "me", NOON, seen)
            found[number] = correction(found[number], made)
    return found


@pytest.fixture(scope="module")
def store(held: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """They, put and tagged and corrected through the store as a pull does."""
    with Store.open(tmp_path_factory.mktemp("search") / "evidence.db", create=True) as opened:
        for one in held:
            opened.put([parsed(one.record)], at=NOON + timedelta(minutes=one.record.pmid))
            opened.put_readings(one.record.pmid, one.readings, digest_of(one.record.passages))
            for made in one.corrections:
                opened.correct(made)
        people = Screeners(opened)
        for who, decision in (("A", Decision.INCLUDED), ("B", Decision.EXCLUDED)):
            ids = [str(one.record.pmid) for one in held if one.screening in {decision.value, "disputed"}]
            people.judge(ids, decision, reason="so", by=who, at=NOON)
        opened.delete([one.record.pmid for one in held if one.deleted], at=NOON)
        pulls = "INSERT INTO searches (id, query, source) VALUES (1, 'q', 's')"
        opened.db.conn.execute(pulls)
        opened.db.conn.execute(
            "INSERT INTO pulls (id, search, query, source, translation, started_at, count, found, unasked)"
            " VALUES (1, 1, 'q', 's', '', '', 0, 0, 0)"
        )
        opened.db.conn.executemany(
            "INSERT INTO outcomes (pull, pmid, outcome) VALUES (1, ?, 'new')",
            [(one.record.pmid,) for one in held if one.new],
        )
        yield opened


@pytest.fixture(scope="module")
def search(store: Store) -> Search:
    return Search(store.db)


def by_hand(query: Query, held: Library) -> list[int]:
    shown = mentions(query, "deleted")
    return [one.record.pmid for one in held if finds(query, one) and (shown or not one.deleted)]


# What is found

_forms = ("randomised", "randomized", "tumour", "tumor", "ischaemia", "ischemia", "follow-up", "followup", "follow up")
_spelled = ("CD34+", "Crohn's", "IL-2", "foot marrow", "wound foot", "limb wound")
_anywhere = [Term(word) for word in (*WORDS, *_forms, *_spelled) if len(word) > 1]
_beginnings = [Term(word, prefix=True) for word in ("fo", "follow", "mar", "randomi", "randomis", "isch", "tum", "cd")]
_columns = [Term(one.text, one.prefix, field) for one in (*_anywhere, *_beginnings) for field in ("title", "abstract")]
_columns += [
    Term(word, field=field) for word in ("foot", "blood", "wound foot") for field in ("mesh", "keyword", "tiab")
]
_people = [
    Term(name, field="author") for name in ("hu", "Hu J", "huang", "muller", "Müller, J", "de", "o'brien a", "b")
]
_people += [Term("hu", prefix=True, field="author")]
_names = [Term(name, field="journal") for name in ("endocr j", "journal", "diabetes care", "wound")]
_names += [Term("wou", prefix=True, field="journal"), Term("review", field="pt"), Term("randomized", field="pt")]
_codes = [Code(name, value) for name, field in FIELDS.items() for value in field.values if field.kind is Kind.CODE]
_codes += [Code("phase", "2"), Code("unit", "eyes"), Code("language", "eng"), Code("nct", "nct00000001")]
_codes += [Code("doi", "10.1000/doi.104")]
_terms = st.sampled_from(_anywhere + _beginnings + _columns + _people + _names)
_edges = {
    "n": (0, 1, 30, 49.5, 50, 51, 77, 118), "studies": (3, 4), "year": (1999, 2010, 2011, 2020),
    "confidence": (0.5, 0.75, 0.8, 0.9), "pmid": (99, 100, 120, 140, 300), "followup": (1, 6, 12, 36.5),
}  # fmt: skip


@st.composite
def _ranges(draw: st.DrawFn) -> Within:
    name = draw(st.sampled_from(sorted(_edges)))
    unit = st.sampled_from(["days", "weeks", "months", "years"]) if name == "followup" else st.just("")
    low, high = (
        Bound(float(draw(st.sampled_from(_edges[name]))), draw(unit), inclusive=draw(st.booleans())) for _ in range(2)
    )
    if draw(st.booleans()):
        return draw(st.sampled_from([Within(name, low, None), Within(name, None, high)]))
    low, high = (Bound(one.number, one.unit) for one in sorted((low, high), key=lambda bound: bound.value))
    return Within(name, low, high)


queries = st.recursive(
    _terms | st.sampled_from(_codes) | _ranges(),
    lambda inner: (
        st.lists(inner, min_size=2, max_size=3).map(all_of)
        | st.lists(inner, min_size=2, max_size=3).map(any_of)
        | inner.map(negated)
    ),
    max_leaves=8,
)


def _all(leaf: Query) -> Query:
    """Every record, the deleted ones where the leaf speaks of them."""
    return any_of([Within("pmid", Bound(0), None), leaf])


def test_every_field_agrees_with_plain_python(held: Library, search: Search) -> None:
    found = 0
    leaves: list[Query] = [*_anywhere, *_beginnings, *_columns, *_people, *_names, *_codes]
    for leaf in leaves:
        wanted = by_hand(leaf, held)
        assert list(search.pmids(leaf)) == wanted, str(leaf)
        assert sorted(wanted + list(search.pmids(negated(leaf)))) == by_hand(_all(leaf), held), f"-{leaf}"
        found += bool(wanted)
    assert found > 200  # most of them find something


@settings(max_examples=200)
@given(query=queries)
def test_every_query_agrees_with_plain_python(held: Library, search: Search, query: Query) -> None:
    wanted = by_hand(query, held)
    assert list(search.pmids(str(query))) == wanted
    page = search.run(query, limit=1000)
    assert page.total == len(wanted) == search.count(query)
    assert sorted(hit.pmid for hit in page.rows) == wanted


def test_a_group_of_designs_finds_all_of_it(search: Search) -> None:
    each = [search.count(f"design:{code}") for code, parent in DESIGNS.items() if parent == "observational"]
    assert search.count("design:observational") == sum(each) > 0


def test_two_words_find_the_one_that_they_make(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store.open(tmp_path_factory.mktemp("one") / "evidence.db", create=True) as store:
        for pmid, text in enumerate(("Followup.", "Follow-up.", "Up they follow.", "Transplantation.", "Ups."), 1):
            store.put([parsed(a_record(pmid, title=text, abstract=()))])
        search = Search(store.db)
        assert list(search.pmids("follow up")) == [1, 2, 3]
        assert list(search.pmids("follow up -year:1999")) == [1, 2, 3]
        assert list(search.pmids("(follow up -year:1999) OR pmid:77")) == [1, 2, 3]
        assert list(search.pmids('"follow up"')) == list(search.pmids("followup")) == [1, 2]
        assert list(search.pmids("transplantat*")) == [4]  # stemmed to less than this in the index


# Whatever is typed


def _answer(search: Search, text: str) -> None:
    try:
        page = search.run(text, limit=3)
    except BadInput as told:
        assert told.status == 4  # noqa: PT017 - most texts are answered
    else:
        assert page.total >= len(page.rows)
        list(search.pmids(text))


def test_each_printable_character_is_answered_alone_and_doubled(search: Search) -> None:
    for character in string.printable:
        for text in (
            character,
            character * 2,
            f"a{character}",
            f"{character}a",
            f"foot {character} limb",
            f"n:{character}",
        ):
            _answer(search, text)


def test_2000_random_texts_are_answered(search: Search) -> None:
    draw = random.Random(7)  # noqa: S311 - test data
    bits = [
        *string.printable,
        *FIELDS,
        "foot",
        "OR",
        "AND",
        "NOT",
        "..",
        ">=",
        '"',
        "(",
        ")",
        ":",
        "-",
        "*",
        "12mo",
        "é",
        "\0",
    ]
    bits += [
        "\ud800",
        "\U0001f9b6",
        "ß",
        "\u202e",
        "n:",
        "design:",
        "title:",
        "NEAR",
        "^",
        "{",
        "rowid:",
        "'; DROP TABLE",
    ]
    for _ in range(2000):
        _answer(search, "".join(draw.choices(bits, k=draw.randint(1, 12))))
        _answer(search, " ".join(draw.choices(bits, k=draw.randint(1, 6))))


def test_the_deepest_and_longest_queries_are_answered(search: Search) -> None:
    nested = "a"
    for depth in range(19):
        nested = f"(b {nested})" if depth % 2 else f"(c OR {nested})"
    for text in (nested, " ".join(["foot"] * 3000), " OR ".join(["foot"] * 3000), "-(" + nested + ")"):
        _answer(search, text)
    assert search.count("pmid:" + ",".join(map(str, range(100, 2900)))) == search.count("")


# In which order


@pytest.mark.parametrize("part", ["-w{}", "-author:a{}*", "-mesh:x{}", "-followup:{}d..", "-design:rct", "journal:j{}"])
@pytest.mark.parametrize("joint", [" ", " OR "])
def test_as_many_parts_as_are_allowed_are_answered(search: Search, part: str, joint: str) -> None:
    _answer(search, joint.join(part.format(number) for number in range(800)))


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """400 records with "foot" in the abstract, every tenth in the title too."""
    draw = random.Random(3)  # noqa: S311 - test data
    with Store.open(tmp_path_factory.mktemp("ranked") / "evidence.db", create=True) as store:
        store.put(
            [
                parsed(
                    a_record(
                        pmid,
                        title="A foot" if pmid % 10 == 0 else "A limb",
                        abstract=(Passage("abstract.0", None, " ".join(["foot", *["wound"] * draw.randint(0, 30)])),),
                    )
                )
                for pmid in range(1, 401)
            ]
        )
        yield Search(store.db)


def test_few_hits_are_in_the_order_of_bm25(ranked: Search) -> None:
    hits = ranked.run("foot", limit=400).rows
    assert [hit.pmid % 10 for hit in hits[:40]] == [0] * 40  # the title weighs more
    assert hits == sorted(hits, key=lambda hit: (-(hit.score or 0), -hit.pmid))


@pytest.mark.parametrize("query", ["foot", "foot year:2012", "foot -year:1999 limb", "foot OR pmid:3", "year:2012"])
def test_pages_of_many_hits_make_one_order(ranked: Search, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    monkeypatch.setattr(searching, "EXACT", 50)
    monkeypatch.setattr(searching, "STRONGEST", 20)
    whole = ranked.run(query, limit=1000)
    pages = [ranked.run(query, limit=7, offset=start).rows for start in range(0, whole.total, 7)]
    assert [hit.pmid for page in pages for hit in page] == [hit.pmid for hit in whole.rows]
    assert sorted(hit.pmid for hit in whole.rows) == list(ranked.pmids(query))
    assert list(ranked.pmids(query, sort="relevance")) == [hit.pmid for hit in whole.rows]
    assert [hit.pmid for hit in ranked.run(query, sort="-relevance", limit=1000).rows][::-1] == [
        hit.pmid for hit in whole.rows
    ]


def test_of_many_hits_those_with_the_words_in_the_title_come_first(
    ranked: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = ranked.run("foot", limit=400).rows
    monkeypatch.setattr(searching, "EXACT", 50)
    monkeypatch.setattr(searching, "STRONGEST", 60)
    hits = ranked.run("foot", limit=40).rows
    assert [(hit.pmid, hit.score) for hit in hits] == [(hit.pmid, hit.score) for hit in exact[:40]]


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_turns_round_and_keeps_what_has_no_value_last(search: Search, order: str) -> None:
    there = [hit.pmid for hit in search.run("foot", sort=order, limit=500).rows]
    back = [hit.pmid for hit in search.run("foot", sort=f"-{order}", limit=500).rows]
    assert sorted(there) == sorted(back) == list(search.pmids("foot"))
    assert list(search.pmids("foot", sort=order)) == there
    if order in {"n", "year", "followup"}:
        known = set(search.pmids(f"foot has:{order}"))
        assert {there[0], back[0]} <= known
        assert not {there[-1], back[-1]} & known


def test_orders_begin_with_what_is_looked_for_first(held: Library, search: Search) -> None:
    sizes = [hit.pmid for hit in search.run("has:n", sort="n", limit=500).rows]
    named = {one.record.pmid: one for one in held}
    assert named[sizes[0]].size is not None
    assert search.run("has:n", sort="n", limit=1).rows[0].pmid in set(search.pmids("n:118"))
    designs = list(search.pmids("has:design", sort="design"))
    assert set(designs[: search.count("design:rct")]) == set(search.pmids("design:rct"))
    added = list(search.pmids("", sort="added"))
    assert added == sorted(added, reverse=True)


def test_an_unknown_order_is_told(search: Search) -> None:
    with pytest.raises(BadInput, match="can't sort by 'size': sort by one of relevance"):
        search.run("foot", sort="size")


# What is shown


def test_the_words_that_were_found_are_marked(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store.open(tmp_path_factory.mktemp("marks") / "evidence.db", create=True) as store:
        text = "Patients were randomized to cells. Follow-up was a year."
        store.put([parsed(a_record(1, title="Randomised feet", abstract=(Passage("abstract.0", None, text),)))])
        search = Search(store.db)
        (hit,) = search.run("randomised followup -mice").rows
        assert hit.title.shown("[", "]") == "[Randomised] feet"
        assert hit.snippet is not None
        assert hit.snippet.shown("[", "]") == "Patients were [randomized] to cells. [Follow-up] was a year."
        assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["randomized", "Follow-up"]
        (hit,) = search.run("fee*").rows
        assert (hit.title.shown("<", ">"), hit.snippet) == ("Randomised <feet>", None)
        (hit,) = search.run("year:2012").rows
        assert (hit.title.marks, hit.snippet, hit.score) == ((), None, None)


@pytest.mark.parametrize("typed", ["Müller", "Mu\u0308ller", "muller", "MÜLLER"])
def test_accents_and_how_they_are_written_make_no_difference(
    tmp_path_factory: pytest.TempPathFactory, typed: str
) -> None:
    with Store.open(tmp_path_factory.mktemp("accents") / "evidence.db", create=True) as store:
        for pmid, title in enumerate(("Müller cells", "Mu\u0308ller cells", "Muller cells", "Miller cells"), 1):
            store.put([parsed(a_record(pmid, title=title))])
        assert list(Search(store.db).pmids(typed)) == [1, 2, 3]


def test_a_deleted_record_is_found_only_where_it_is_asked_for(held: Library, search: Search) -> None:
    gone = [one.record.pmid for one in held if one.deleted]
    assert list(search.pmids("status:deleted")) == gone
    assert not set(gone) & set(search.pmids(""))
    assert list(search.pmids("status:deleted OR -is:deleted")) == [one.record.pmid for one in held]


def test_facets_follow_whoever_writes(store: Store, search: Search) -> None:
    alike = """
        SELECT count(*) FROM records r LEFT JOIN facts f USING (pmid) LEFT JOIN facets x USING (pmid)
        WHERE (x.year, x.deleted, x.status, x.design, x.n, x.follow_up_days, x.species) IS
            (r.year, r.deleted, r.status, f.design, f.n, f.follow_up_days, f.species)"""
    assert (
        store.db.conn.execute(alike).fetchone()[0]
        == store.db.conn.execute("SELECT count(*) FROM records").fetchone()[0]
    )
    store.db.conn.execute("BEGIN")
    store.db.conn.execute("DELETE FROM facts WHERE pmid = 100")
    assert 100 not in search.pmids("has:design OR has:n OR has:followup OR confidence:>=0")
    store.db.conn.rollback()

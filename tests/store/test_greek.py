"""A Greek letter and its name find each other, in every way that texts join them; a unit or a German word does not."""
# ruff: noqa: RUF001 - Greek letters are what this is about

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stored import a_record, parsed

from evidence.store.greek import forms
from evidence.store.search import Search
from evidence.store.spelling import compound, tokens, variants
from evidence.store.store import Store

TITLES = (
    "β-cell rest", "Beta-cell rest", "beta cell rest",
    "TNF-α falls", "TNFα falls", "TNF-alpha falls", "TNFalpha falls", "TNF alpha falls",
    "NF-κB rises", "NF-kappaB rises", "NF-kappa B rises", "NFκB rises",
    "IL-1β binds", "IL-1beta binds", "IL-1 beta binds",
    "TGF-β1 acts", "TGF-beta1 acts", "TGF-beta 1 acts", "TGF-ß1 acts",
    "γδ T cells count", "gamma delta T cells count",
    "µ-opioid pain", "μ-opioid pain", "mu-opioid pain",
    "ω-3 oil", "omega-3 oil",
    "5 μg of a drug in mugs", "Ein Hund in der Straße",
)  # fmt: skip


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    with Store.open(tmp_path_factory.mktemp("greek") / "evidence.db", create=True) as store:
        store.put([parsed(a_record(number, title=title)) for number, title in enumerate(TITLES, 1)])
        yield Search(store.db)


@pytest.mark.parametrize(
    ("queries", "among"),
    [
        (('"β-cell"', "β-cell", "beta-cell", "beta cell", '"Β-CELL"', "beta-cells", "ß-cell"), "rest"),
        (("TNF-α", "TNFα", "TNF-alpha", "TNFalpha", "TNF alpha", '"TNF alpha"', "TNF-Α", "tnf α"), "falls"),
        (("NF-κB", "NF-kappaB", '"NF-kappa B"', "NFκB", "nf-kappab", "NFkappaB", "NF kappa B"), "rises"),
        (("IL-1β", "IL-1beta", '"IL-1 beta"', "IL-1 beta", "IL-1-β", "IL 1 beta"), "binds"),
        (("TGF-β1", "TGF-beta1", '"TGF-beta 1"', "TGF-ß1", "TGF beta 1"), "acts"),
        (('"gamma delta T"', '"γδ T"', '"γ-δ T"'), "count"),
        (("mu-opioid", "µ-opioid", "μ-opioid"), "pain"),
        (("omega-3", "ω-3"), "oil"),
    ],
)
def test_letter_and_name_find_each_other(search: Search, queries: tuple[str, ...], among: str) -> None:
    expected = [number for number, title in enumerate(TITLES, 1) if among in title]
    for query in queries:
        assert list(search.pmids(query)) == expected, query


def test_all_letters_have_their_names() -> None:
    names = (
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi"
    )
    for name, letter in zip(f"{names} chi psi omega".split(), "αβγδεζηθικλμνξοπρστυφχψω", strict=True):
        assert (letter,) in variants(name)
        assert (name,) in variants(letter)
        assert (name,) in variants(letter.upper())


@pytest.mark.parametrize("text", ["5 μg", "Straße", "betaine", "alphabetic", "stigma", "diabetes", "deltas"])
def test_what_holds_a_letter_or_a_name_by_chance_stays_alone(text: str) -> None:
    assert list(forms(tokens(text))) == [tuple(tokens(text))]


def test_a_beginning_of_few_letters_is_no_name() -> None:
    assert variants("mu", prefix=True) == (("mu",),)  # muscle, and not each μg
    assert ("β",) in variants("beta", prefix=True)


def test_letters_and_british_spelling_go_together() -> None:
    assert ("beta", "cell", "tumor") in variants("β-cell tumour")


def test_only_what_is_short_is_joined_with_the_letter_behind_it() -> None:
    assert compound("TNF", "alpha") == "tnfalpha"
    assert compound("pancreatic", "beta") is None
    assert compound("α", "lipoic") is None
    assert not any("αlipoic" in words for words in variants("alpha lipoic acid"))

"""Which of two texts of a record stands: no poorer copy takes the place of a fuller one unless it is the later word."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import NOON, a_correction, a_record, parsed, records

from evidence.records import Author, Indexed, Journal, MeshHeading, PartialDate, Passage, Record, Source
from evidence.store.precedence import stands
from evidence.store.store import Outcome, Store
from evidence.values import Field

FULL = a_record()
TEXT = replace(FULL, source=Source.MEDLINE_TEXT)
BARE = Record(FULL.pmid, title=FULL.title)
STRIPPED = replace(FULL, abstract=(), authors=(), ids=(), revised=None)


def with_text(text: str, **changes: Any) -> Record:
    """`FULL` with another abstract, as MEDLINE text unless told otherwise."""
    return replace(
        FULL, **({"source": Source.MEDLINE_TEXT, "abstract": (Passage("abstract.0", None, text),)} | changes)
    )


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (TEXT, BARE),
        (TEXT, STRIPPED),
        (replace(TEXT, revised=None), BARE),
        (FULL, replace(FULL, abstract=())),
        (TEXT, replace(FULL, abstract=())),
        (TEXT, replace(FULL, authors=FULL.authors[:1])),
        (replace(FULL, revised=None), STRIPPED),
        (TEXT, replace(FULL, abstract=FULL.abstract[:1])),
        (replace(FULL, source=Source.EUROPE_PMC), BARE),
        (replace(FULL, source=Source.STARTER), BARE),
        (replace(STRIPPED, revised="2013-01-02"), FULL),  # PubMed took the abstract back
        (replace(TEXT, revised="2013-01-02"), FULL),
        (FULL, TEXT),
        (with_text("We healed feet for a year."), with_text("We healed feet for")),
        (TEXT, replace(TEXT, authors=(FULL.authors[0], Author("Th")))),
        (TEXT, replace(TEXT, mesh=())),
        (FULL, replace(BARE, revised="2199-01-01")),
    ],
)
def test_the_better_text_stands_whichever_comes_first(better: Record, worse: Record, tmp_path: Path) -> None:
    at = NOON.isoformat()
    assert stands(better, worse, at)
    assert not stands(worse, better, at)
    for number, order in enumerate(permutations([better, worse])):
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            for record in order:
                store.put([parsed(record)], at=NOON)
            assert store.record(FULL.pmid) == better


def test_a_poor_copy_costs_neither_text_nor_correction_and_the_full_one_comes_back(tmp_path: Path) -> None:
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(TEXT)])
        store.correct(a_correction(TEXT))
        assert store.put([parsed(BARE)]) == {TEXT.pmid: Outcome.KEPT}
        assert not store.facts(TEXT.pmid)[Field.SAMPLE_SIZE].stale
        store.rebuild(lambda raw, _: {parsed(each).raw: each for each in (TEXT, BARE)}[raw])
        # A store that an earlier version let a poorer copy into gets its text back with the file.
        from evidence.store import saving_records

        with store.transaction():
            saving_records.put(store.db, [parsed(BARE)], at=None, forced=True)
        assert store.put([parsed(TEXT)]) == {TEXT.pmid: Outcome.CHANGED}
        assert store.record(TEXT.pmid) == TEXT


def test_a_clock_that_is_behind_does_not_keep_pubmed_from_speaking(tmp_path: Path) -> None:
    late = replace(FULL, title="Of tomorrow's tomorrow.", revised="2026-03-05")
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(FULL)], at=NOON)
        assert store.put([parsed(late)], at=NOON, in_turn=True) == {FULL.pmid: Outcome.CHANGED}


def test_a_text_from_a_file_dated_in_the_future_gives_way_to_pubmed(tmp_path: Path) -> None:
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(replace(BARE, revised="2199-12-31"))], at=NOON)
        assert store.put([parsed(FULL)], at=NOON, in_turn=True) == {FULL.pmid: Outcome.CHANGED}


copies = st.builds(
    Record,
    pmid=st.just(7),
    version=st.integers(1, 2),
    source=st.sampled_from(Source),
    title=st.sampled_from(["", "Marrow.", "Feet of marrow."]),
    abstract=st.sampled_from(
        [(), (Passage("abstract.0", None, "We heal."),), (Passage("abstract.0", None, "We healed."),)]
    ),
    authors=st.sampled_from([(), (Author("Roe"),), (Author("Roe"), Author("Doe"))]),
    journal=st.sampled_from([Journal(), Journal("A J")]),
    published=st.sampled_from([PartialDate(None), PartialDate(2012)]),
    revised=st.sampled_from([None, "2012-01-01", "2013-01-01", "2199-01-01"]),
    mesh=st.sampled_from([(), (MeshHeading(Indexed("Humans")),)]),
)


@settings(max_examples=25, deadline=None)
@given(
    orders=st.lists(copies, min_size=1, max_size=5).flatmap(
        lambda each: st.tuples(st.just(each), st.permutations(each))
    )
)
def test_whatever_order_copies_come_in_the_store_is_the_same(
    orders: tuple[list[Record], list[Record]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One by one in either order, and all at once; each of them imported a second time changes nothing."""
    folder, stored = tmp_path_factory.mktemp("orders"), []
    for number, order in enumerate([[[each] for each in one] for one in orders] + [[orders[1]]]):
        with Store.open(folder / f"{number}.db", create=True) as store:
            for batch in order:
                store.put([parsed(record) for record in batch], at=NOON)
            stored.append(store.record(7))
            again = [store.put([parsed(record)], at=NOON)[7] for record in orders[0]]
            assert set(again) <= {Outcome.UNCHANGED, Outcome.KEPT}
    assert stored[0] == stored[1] == stored[2]


@given(st.tuples(records, records, records).map(lambda three: [replace(each, pmid=7) for each in three]))
def test_it_is_one_order(three: list[Record]) -> None:
    """Of two other texts exactly one stands, and what stands over another stands over all that the other does."""
    for one, other in permutations(three, 2):
        assert one == other or stands(one, other, None) != stands(other, one, None)
    for one, other, last in permutations(three):
        if stands(one, other, None) and stands(other, last, None):
            assert stands(one, last, None)


@given(records, st.data())
def test_what_lacks_something_never_stands(record: Record, data: st.DataObject) -> None:
    """A copy of the same day with one part gone, or one of its list gone."""
    names = [name for name in ("abstract", "authors", "mesh", "keywords", "ids", "title") if getattr(record, name)]
    if names:
        part = getattr(record, name := data.draw(st.sampled_from(names)))
        assert not stands(replace(record, **{name: part[: data.draw(st.integers(0, len(part) - 1))]}), record, None)

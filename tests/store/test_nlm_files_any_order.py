"""NLM's numbered files, imported one by one: whatever the order, the store ends as if they had come in theirs."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from stored import NOON, a_record, parsed

from evidence.store.store import Store

DAYS = ("2013-01-01", "2013-01-02")
TEXTS = st.tuples(st.sampled_from(["Marrow.", "Feet of marrow.", "Ham."]), st.sampled_from(DAYS), st.booleans())
Said = tuple[str, str, bool] | None
"""What a file says of a record: title, day, whether it has a day of completion too, which is fuller; None: deleted."""


def after(files: Mapping[int, Mapping[int, Said]], order: Sequence[int]) -> dict[int, str]:
    """The titles of the records that are in a store after these files came in this order, by PMID."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "evidence.db", create=True) as store:
        for serial in order:
            held = {pmid: said for pmid, said in files[serial].items() if said is not None}
            store.put(
                [
                    parsed(a_record(pmid, title=title, revised=day, completed=day if fuller else None))
                    for pmid, (title, day, fuller) in held.items()
                ],
                at=NOON,
                serial=serial,
            )
            store.delete(files[serial].keys() - held.keys(), at=NOON, serial=serial, unknown=True)
        assert not list(store.verify())
        return {record.pmid: record.title for record in store.records()}


FILES = st.lists(st.dictionaries(st.integers(1, 2), TEXTS | st.none()), min_size=2, max_size=4)


@settings(max_examples=150, deadline=None)
@given(held=FILES, again=st.data())
def test_the_order_of_coming_is_no_matter(held: list[Mapping[int, Said]], again: st.DataObject) -> None:
    """Some come twice."""
    files = dict(enumerate(held, 1))
    order = again.draw(st.permutations([*files, *again.draw(st.lists(st.sampled_from(sorted(files)), max_size=2))]))
    assert after(files, order) == after(files, sorted(files))


def test_the_later_of_two_texts_of_one_day_stands() -> None:
    """The earlier is the longer one, which would stand where nothing said the order."""
    files: dict[int, dict[int, Said]] = {2: {1: ("Feet of marrow.", DAYS[0], False)}, 3: {1: ("Ham.", DAYS[0], False)}}
    assert after(files, [3, 2]) == after(files, [2, 3]) == {1: "Ham."}


def test_a_file_that_brings_a_record_and_deletes_it_has_deleted_it(tmp_path: Path) -> None:
    """Its list of deletions stands behind its records."""
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        store.put([parsed(a_record(1))], serial=5)
        store.delete([1], serial=5, unknown=True)
        assert store.deleted_among([1]) == {1}


def test_what_came_from_elsewhere_since_is_of_no_file(tmp_path: Path) -> None:
    """A pull's text: the number of the file that had the one before says nothing of it."""
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        known = store.db.conn.cursor().execute
        for title, serial, of_text in (("Of a file.", 5, 5), ("Of a pull.", None, None), ("Of a file.", 5, None)):
            store.put([parsed(a_record(1, title=title))], serial=serial, in_turn=serial is None)
            assert known("SELECT serial, text_serial FROM nlm_files").fetchall() == [(5, of_text)]
        assert store.record(1).title == "Of a pull."

"""Lengths of minutes and hours are searched as they are stated, and not by a tenth of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from stored import a_record, parsed

from evidence.errors import BadInput
from evidence.findings import Finding, Reading, digest_of
from evidence.records import Quote
from evidence.store.query import Bound, Within, parse
from evidence.store.query_explain import explain
from evidence.store.search import Search
from evidence.store.store import Store
from evidence.values import Field, FollowUp

STORED = {
    1: FollowUp(0.5, "hours"), 2: FollowUp(1, "hours"), 3: FollowUp(1.5, "hours"), 4: FollowUp(1.6667, "hours"),
    5: FollowUp(36, "hours"), 6: FollowUp(1.5, "days"), 7: FollowUp(2, "days"), 8: FollowUp(1, "weeks"),
    9: FollowUp(1, "months"), 10: FollowUp(1, "years"),
}  # fmt: skip


def keep(store: Store, lengths: Mapping[int, FollowUp]) -> None:
    """Records of these lengths, and one without, PMID 99."""
    for pmid in (*lengths, 99):
        record = a_record(pmid)
        store.put([parsed(record)])
        if length := lengths.get(pmid):
            quote = (Quote("title", 0, 6, record.title[:6]),)
            found = Finding(pmid, Field.FOLLOW_UP, length, quote, "follow_up.made_up", 0.9)
            store.put_readings(pmid, [Reading(Field.FOLLOW_UP, (found,))], digest_of(record.passages))


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Search]:
    """A store of one record a length, and one without."""
    with Store.open(tmp_path_factory.mktemp("lengths") / "evidence.db", create=True) as store:
        keep(store, STORED)
        yield Search(store.db)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("followup:<90min", [1, 2]),
        ("followup:<=90min", [1, 2, 3]),
        ("followup:90min", [3]),
        ("followup:90 minutes", [3]),
        ("followup:1.5h", [3]),
        ("followup:100mins", [4]),
        ("followup:>1h followup:<2h", [3, 4]),
        ("followup:30..90min", [1, 2, 3]),
        ("followup:>=36h", [5, 6, 7, 8, 9, 10]),
        ("followup:>36h", [7, 8, 9, 10]),
        ("followup:36h", [5, 6]),
        ("followup:60min..1d", [2, 3, 4]),
        ("followup:>=168h", [8, 9, 10]),
        ("followup:<0.05d", [1, 2]),  # in days as the table's column has them, with one decimal
        ("-followup:<90min", [3, 4, 5, 6, 7, 8, 9, 10, 99]),
        ("followup:<90min OR marrow followup:1y", [1, 2, 10]),
        ("followup:<90", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),  # months without a unit
    ],
)
def test_a_short_length_is_compared_as_it_is_stated(search: Search, query: str, found: list[int]) -> None:
    assert sorted(search.pmids(query)) == found


def test_they_are_sorted_as_they_are_stated(tmp_path: Path) -> None:
    """A tenth of a day is longer than most of them; what is as long as another comes by its PMID, as ever."""
    lengths = [
        FollowUp(1, "years"), FollowUp(2 / 60, "hours"), FollowUp(1001, "hours"), FollowUp(0.75, "hours"),
        FollowUp(1000, "hours"), FollowUp(0.5, "hours"), FollowUp(12, "months"), FollowUp(1, "hours"),
        FollowUp(1.25, "weeks"), FollowUp(8.8, "days"),
    ]  # fmt: skip
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        keep(store, dict(enumerate(lengths, 1)))
        search = Search(store.db)
        for query in ("", "marrow"):
            assert list(search.pmids(query, sort="followup")) == [7, 1, 3, 5, 10, 9, 8, 4, 6, 2, 99]
            assert [hit.pmid for hit in search.run(query, sort="-followup").rows] == [
                2, 6, 4, 8, 9, 10, 5, 3, 7, 1, 99,
            ]  # fmt: skip


def test_it_prints_itself_and_is_explained() -> None:
    query = parse("followup:<90 minutes")
    assert query == Within("followup", None, Bound(90, "minutes", inclusive=False))
    assert (str(query), parse(str(query))) == ("followup:<90min", query)
    assert explain(query)[1] == "follow-up: less than 90min (1.5 hours)"
    assert explain(parse("followup:>=1h"))[1] == "follow-up: 1h (0.0417 days) or more"


def test_what_runs_backwards_by_minutes_is_told() -> None:
    with pytest.raises(BadInput, match=re.escape("runs backwards: write followup:30min..1h")):
        parse("followup:1h..30min")
    with pytest.raises(BadInput, match=r"no unit of time 'secs'.*\(min, h, d, w, mo, y\)"):
        parse("followup:<30secs")

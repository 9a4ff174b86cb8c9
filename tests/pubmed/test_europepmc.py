"""Europe PMC as a second source: mapped to the same records, in the same ledger, never over PubMed's own text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from articles import articles
from europepmc_server import EuropePmcServer, result
from pulling import NOW, QUERY

from evidence.errors import Unreachable
from evidence.pubmed.account import Counts
from evidence.pubmed.europepmc import BATCH, EuropePmc
from evidence.pubmed.europepmc_query import spell
from evidence.pubmed.europepmc_record import parse_result, plain, read_results
from evidence.pubmed.files import read_raw
from evidence.pubmed.http_client import RetryPolicy
from evidence.pubmed.pacing import Unpaced
from evidence.pubmed.pull import Puller
from evidence.pubmed.query import parse
from evidence.pubmed.service_errors import ServiceError
from evidence.records import Source
from evidence.store.ledger import Ledger
from evidence.store.store import Store


@pytest.fixture
def server() -> Iterator[EuropePmcServer]:
    with EuropePmcServer(*(result(pmid) for pmid in range(101, 131))) as server:
        yield server


@contextmanager
def puller(server: EuropePmcServer, path: Path) -> Iterator[Puller]:
    patience = RetryPolicy(attempts=3, read=2)
    with (
        EuropePmc(server.url, pace=Unpaced(), patience=patience, sleep=lambda _: None) as client,
        Store.open(path, create=True) as store,
    ):
        ledger = Ledger(store.db, "europepmc")
        yield Puller(client, store, ledger, NOW, size=BATCH, read=read_results, authoritative=False)


def test_a_result_becomes_the_same_kind_of_record() -> None:
    record = parse_result(json.dumps(result(101)).encode())
    assert record.pmid == 101
    assert record.source is Source.EUROPE_PMC
    assert record.title == "Marrow cells for diabetes, report 101."
    assert [(one.name, one.label, one.text) for one in record.abstract] == [
        ("abstract.0", "Methods", "We treated 24 patients (P<0.001)."),
        ("abstract.1", "Results", "All H2O & well."),
    ]
    assert [author.name for author in record.authors] == ["Made U", "The Group"]
    assert record.doi == "10.1234/made.101"
    assert record.published.iso == "2012-07"
    assert record.mesh[0].major
    assert record.is_retracted
    assert record.revised == "2013-01-01"


@pytest.mark.parametrize("text", ["P<0.001 and n>5", "a<b", "x < y > z"])
def test_a_less_than_sign_is_no_markup(text: str) -> None:
    assert plain(text) == text


def test_a_pull_from_europe_pmc_fills_the_store_and_finds_nothing_new_the_second_time(
    server: EuropePmcServer, tmp_path: Path
) -> None:
    with puller(server, tmp_path / "evidence.db") as pull:
        report = pull.pull(QUERY)
        assert report.counts == Counts(new=30)
        assert report.reconciles
        assert report.source == "europepmc"
        again = pull.pull(QUERY)
    assert again.counts == Counts(changed=0, unchanged=30)
    assert again.reconciles


def test_paging_by_cursor_lists_all(tmp_path: Path) -> None:
    with (
        EuropePmcServer(*(result(pmid) for pmid in range(1, 2502))) as server,
        puller(server, tmp_path / "e.db") as pull,
    ):
        found = pull.client.search("marrow")
    assert (found.count, len(found.pmids)) == (2501, 2501)
    assert [params["cursorMark"] for params in server.asked] == ["*", "AoE1000", "AoE2000"]


def test_pubmed_s_own_text_is_never_overwritten_nor_anything_deleted(server: EuropePmcServer, tmp_path: Path) -> None:
    path = tmp_path / "evidence.db"
    with Store.open(path, create=True) as store:
        store.put(articles(101, 102))
        before = store.record(101)
    with puller(server, path) as pull:
        report = pull.pull(QUERY)
        assert report.counts == Counts(new=28, unchanged=2)
        del server.results["101"], server.results["103"]
        report = pull.pull(QUERY)
        assert report.counts.deleted == 2  # Europe PMC has them no more
    with Store.open(path, create=True) as store:
        assert store.record(101) == before
        assert {101, 103} <= {record.pmid for record in store.records()}


@pytest.mark.parametrize(
    "bad",
    [
        (503, b"Service Unavailable"),
        (200, b'{"version":"6.9"}'),
        (200, b'{"hitCount": 3, "resultLi'),
        (200, b"<html>maintenance</html>"),
        (200, b""),
        (429, b"slow down"),
        (200, b'{"hitCount":5,"resultList":{"result":[]},"nextCursorMark":"AoE0"}'),
    ],
)
def test_a_bad_answer_is_tried_again_and_never_reads_as_no_hits(
    bad: tuple[int, bytes], server: EuropePmcServer, tmp_path: Path
) -> None:
    server.spoil = lambda number, said: bad if number < 1000 else said
    with puller(server, tmp_path / "evidence.db") as pull:
        with pytest.raises(Unreachable, match="Europe PMC"):
            pull.pull(QUERY)
        server.spoil = None
        assert pull.pull(QUERY).counts == Counts(new=30)


def test_a_bad_answer_once_is_not_noticed(server: EuropePmcServer, tmp_path: Path) -> None:
    server.spoil = lambda number, said: (503, b"Service Unavailable") if number in (1, 3) else said
    with puller(server, tmp_path / "evidence.db") as pull:
        assert pull.pull(QUERY).reconciles


@pytest.mark.parametrize(
    ("pubmed", "europepmc"),
    [
        ("marrow[tiab]", "TITLE_ABS:marrow"),
        ("stem cell*[tiab]", 'TITLE_ABS:"stem cell*"'),
        ('"Diabetes Mellitus"[Mesh] OR islet*[ti]', '(KW:"Diabetes Mellitus" OR TITLE:islet*)'),
        ("a AND b OR c", "((a AND b) OR c)"),
        ("a OR b OR c", "(a OR b OR c)"),
        ("a NOT b NOT c", "((a NOT b) NOT c)"),
        ("a NOT b", "(a NOT b)"),
        ("2010:2012/06/30[dp]", "FIRST_PDATE:[2010-01-01 TO 2012-06-30]"),
    ],
)
def test_a_query_is_spelled_in_europe_pmc_s_words(pubmed: str, europepmc: str) -> None:
    assert spell(parse(pubmed)) == europepmc


def test_the_records_can_be_read_again_from_what_is_kept(server: EuropePmcServer, tmp_path: Path) -> None:
    with puller(server, tmp_path / "evidence.db") as pull:
        pull.pull(QUERY)
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        rebuilt = store.rebuild(read_raw)
        assert rebuilt.failed == ()
        assert len(rebuilt.outcomes) == 30


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"hitCount":1e999,"resultList":{}}',
        '{"hitCount":true,"resultList":{}}',
        '{"hitCount":1.9,"resultList":{}}',
        '{"hitCount":-1,"resultList":{}}',
        '{"hitCount":"\u0663","resultList":{}}',
        '{"hitCount":1,"resultList":[1]}',
        '{"hitCount":1,"resultList":{"result":[7]}}',
        '{"hitCount":1,"resultList":{"result":[{"pmid":"\u00b2"}]}}',
        '{"hitCount":1,"resultList":{"result":[{"pmid":"0"}]}}',
    ],
)
def test_an_answer_of_another_shape_is_unreachable_and_no_traceback(server: EuropePmcServer, body: str) -> None:
    server.spoil = lambda _, __: (200, body.encode())
    patience = RetryPolicy(attempts=2, read=2)
    with EuropePmc(server.url, pace=Unpaced(), patience=patience, sleep=lambda _: None) as client:
        with pytest.raises(Unreachable):
            client.search("marrow")
        with pytest.raises(ServiceError):
            client.fetch([101])

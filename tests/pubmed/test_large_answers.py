"""Answers and records that are an attack on the memory: refused before they fill it."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from articles import articles
from raw_server import RawServer, sized

from evidence.errors import Unreachable
from evidence.pubmed.eutils import Eutils, Identity, RetryPolicy
from evidence.pubmed.files import read_stream
from evidence.pubmed.items import Parsed, Unreadable
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.pacing import Unpaced
from evidence.pubmed.service_errors import ServiceError
from evidence.pubmed.speech import Said

FOUND = b'<?xml version="1.0"?><eSearchResult><Count>7</Count><IdList/></eSearchResult>'
MB = 1 << 20


@contextmanager
def asking(url: str) -> Iterator[Eutils]:
    patience = RetryPolicy(attempts=2)
    with Eutils(url, identity=Identity(), pace=Unpaced(), patience=patience, sleep=lambda _: None) as client:
        yield client


def bomb(size: int) -> bytes:
    """So many MB of spaces behind the beginning of an answer, in a thousandth of the room."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(FOUND[:40]), *(packer.compress(b" " * MB) for _ in range(size)), packer.flush()]
    return b"".join(parts)


@pytest.mark.parametrize("times", [1, 2])
def test_an_answer_that_is_a_gzip_bomb_is_refused_in_little_memory(times: int) -> None:
    body = bomb(600) if times == 1 else gzip.compress(bomb(600))
    coding = b"Content-Encoding: " + b", ".join([b"gzip"] * times)
    with RawServer(lambda: [sized(body, coding)]) as server, asking(server.url) as client:
        tracemalloc.start()
        try:
            with pytest.raises(Unreachable, match="gzip bomb") as caught:
                client.search("marrow")
            assert tracemalloc.get_traced_memory()[1] < 48 * MB
        finally:
            tracemalloc.stop()
    assert caught.value.status == 5
    assert server.heard == 2


def test_an_answer_that_is_packed_as_pubmed_packs_it_is_read() -> None:
    body = gzip.compress(FOUND.replace(b"<IdList/>", b"<IdList/>" + b" " * 4 * MB))
    with RawServer(lambda: [sized(body, b"Content-Encoding: gzip")]) as server, asking(server.url) as client:
        assert client.search("marrow").count == 7


def test_an_answer_that_is_too_large_is_asked_for_in_smaller_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.pubmed.http_client._TOO_LARGE", MB)
    with (
        RawServer(lambda: [sized(b"<x>" + b" " * 2 * MB)]) as server,
        asking(server.url) as client,
        pytest.raises(ServiceError, match="more than 1 MB") as caught,
    ):
        client.fetch([1, 2])
    assert caught.value.kind.shrinks


@pytest.mark.parametrize("part", [b"<a/>", b"<a b=''/>", b"[],", b'"":1,'])
def test_an_answer_of_too_many_parts_is_refused_before_it_is_read(part: bytes) -> None:
    said = Said(200, b"<x>" + part * 2_000_001)
    with (
        Loopback(articles(1), spoil=lambda _, __: said) as server,
        asking(server.url) as client,
        pytest.raises(Unreachable, match="2,000,000 parts"),
    ):
        client.search("marrow")


HEAD = b"<PubmedArticle><MedlineCitation><PMID>%d</PMID><Article><ArticleTitle>"
TAIL = b"</ArticleTitle></Article></MedlineCitation></PubmedArticle>"


@pytest.mark.parametrize("part", [b"<i/>", b"<i a=''/>"])
def test_a_record_of_too_many_tags_costs_itself_only(part: bytes) -> None:
    data = b"<PubmedArticleSet>" + HEAD % 1 + part * 2_000_001 + TAIL + HEAD % 2 + b"T." + TAIL + b"</PubmedArticleSet>"
    bad, good = read_stream(io.BytesIO(data), name="a.xml")
    assert isinstance(bad, Unreadable)
    assert (bad.pmid, bad.reason) == (1, "it has more than 2,000,000 tags and attributes")
    assert isinstance(good, Parsed)


def test_a_record_of_too_many_lines_ends_the_file() -> None:
    data = b"PMID- 1\nTI  - One.\n\nPMID- 2\n" + b"AU  - A B\n" * 500_001
    good, bad = read_stream(io.BytesIO(data), name="a.nbib")
    assert isinstance(good, Parsed)
    assert isinstance(bad, Unreadable)
    assert bad.reason == "a record of more than 500,000 lines"

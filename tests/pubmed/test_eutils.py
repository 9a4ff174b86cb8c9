"""The client against the loopback server, over real HTTP."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from articles import article_xml, articles, parsed

from evidence.errors import BadInput, Unreachable
from evidence.pubmed.eutils import Eutils, Identity, RetryPolicy
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.pacing import Unpaced
from evidence.pubmed.speech import Said

KEY = "0123456789abcdef"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback(articles(*range(1, 31))) as server:
        yield server


@pytest.fixture
def client(server: Loopback) -> Iterator[Eutils]:
    with Eutils(
        server.url,
        identity=Identity("me@example.org", KEY),
        pace=Unpaced(),
        patience=RetryPolicy(attempts=4),
        sleep=lambda _: None,
        chance=random.Random(1),  # noqa: S311 - jitter of a test
    ) as client:
        yield client


def test_a_search_lists_every_hit_with_its_translation(client: Eutils) -> None:
    found = client.search("marrow AND diabetes")
    assert found.count == 30
    assert sorted(found.pmids) == list(range(1, 31))
    assert "marrow" in found.translation


def test_no_hits_is_a_count_of_zero_with_a_warning(client: Eutils) -> None:
    found = client.search("xyzzy")
    assert (found.count, found.pmids) == (0, ())
    assert ("PhraseNotFound", "xyzzy") in found.warnings


def test_a_batch_names_what_did_not_come(client: Eutils) -> None:
    batch = client.fetch([1, 2, 999])
    assert batch.returned == (1, 2)
    assert batch.missing == (999,)
    assert batch.body.endswith(b"</PubmedArticleSet>")


def test_ids_that_esummary_does_not_know_are_gone(client: Eutils) -> None:
    assert client.gone([5, 999]) == (999,)


def test_everything_is_posted_and_nothing_stands_in_the_url(client: Eutils, server: Loopback) -> None:
    client.search("marrow")
    client.fetch([1])
    assert {request.method for request in server.requests} == {"POST"}
    assert {request.query for request in server.requests} == {""}
    assert all(request.fields["api_key"] == KEY for request in server.requests)
    assert all(request.fields["email"] == "me@example.org" for request in server.requests)


def test_a_query_that_pubmed_refuses_is_bad_input_and_never_no_hits(client: Eutils, server: Loopback) -> None:
    with pytest.raises(BadInput, match="does not take"):
        client.search("((")
    assert len(server.requests) == 1


def test_nobody_there_is_unreachable() -> None:
    with (
        Eutils("http://127.0.0.1:9/", pace=Unpaced(), patience=RetryPolicy(attempts=2), sleep=lambda _: None) as client,
        pytest.raises(Unreachable, match="no connection"),
    ):
        client.search("marrow")


def test_limits_by_date_and_pmid_range_are_understood(server: Loopback, client: Eutils) -> None:
    for article in parsed(article_xml(100, created="2024/05/05", revised="2025/01/01")):
        server.library.put(article)
    assert client.search("marrow", dates=("crdt", "2024/01/01", "3000")).pmids == (100,)
    assert client.search("marrow", dates=("mdat", "2025/01/01", "3000")).pmids == (100,)
    assert client.search("(marrow) AND 5:7[UID]").pmids == (7, 6, 5)


def test_the_server_refuses_what_comes_too_fast() -> None:
    told: list[str] = []
    with (
        Loopback(articles(1), limit=3) as server,
        Eutils(server.url, identity=Identity(), pace=Unpaced(), notice=told.append, sleep=lambda _: None) as client,
        pytest.raises(Unreachable, match="429"),
    ):
        list(map(client.search, ["marrow"] * 4))
    assert "429" in told[0]


@pytest.mark.parametrize("place", ["http://[", "http://a:b/", "\xff\xfe", "http://a..b/", "//"])
def test_a_redirect_to_a_broken_place_is_a_redirect_like_any_other(
    server: Loopback, client: Eutils, place: str
) -> None:
    server.spoil = lambda _, __: Said(302, b"", (("Location", place),))
    with pytest.raises(Unreachable, match="redirects"):
        client.search("marrow")

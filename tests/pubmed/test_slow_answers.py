"""Answers that come slowly: those that trickle end, wherever they do it; a slow line is waited for."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

import pytest
from raw_server import OK, RawServer, Speech, sized

from evidence.errors import Unreachable
from evidence.pubmed.eutils import Eutils, Identity, RetryPolicy
from evidence.pubmed.pacing import Unpaced
from evidence.pubmed.service_errors import Kind, ServiceError
from evidence.pubmed.transfer_deadline import TransferDeadline

FOUND = b'<?xml version="1.0"?><eSearchResult><Count>7</Count><IdList/></eSearchResult>'
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def client(server: RawServer, patience: RetryPolicy) -> Eutils:
    return Eutils(server.url, identity=Identity(), pace=Unpaced(), patience=patience, sleep=lambda _: None)


def trickle(parts: Iterable[bytes]) -> Iterator[bytes | float]:
    for part in parts:
        yield part
        yield 0.05


def single(text: bytes) -> Iterator[bytes]:
    return (text[at : at + 1] for at in range(len(text)))


TRICKLES: dict[str, Speech] = {
    "headers": lambda: trickle(single(OK + b"X-A: " + b"a" * 1000)),
    "a body with its length": lambda: chain([sized(b"", length=1 << 20)], trickle(repeat(b"<"))),
    "a body without": lambda: chain([OK + b"\r\n"], trickle(repeat(b"<"))),
    "chunks": lambda: chain([CHUNKED], trickle(repeat(b"1\r\n<\r\n"))),
    "the length of a chunk": lambda: chain([CHUNKED + b"1;"], trickle(repeat(b"x"))),
    "a packed body": lambda: chain([sized(b"", b"Content-Encoding: gzip", length=999)], trickle(single(b"\0" * 999))),
    "interim answers": lambda: trickle(repeat(b"HTTP/1.1 100 Continue\r\n\r\n")),
}


@pytest.mark.parametrize("where", TRICKLES)
def test_an_answer_that_trickles_is_given_up_and_asked_for_again(where: str) -> None:
    begun = time.monotonic()
    with (
        RawServer(TRICKLES[where]) as server,
        client(server, RetryPolicy(attempts=2, read=0.5, rate=1000)) as eutils,
        pytest.raises(Unreachable, match="too slowly, at less than 1000 bytes a second") as caught,
    ):
        eutils.search("marrow")
    assert (caught.value.status, server.heard) == (5, 2)
    assert time.monotonic() - begun < 20


def test_what_comes_fast_and_never_ends_is_cut_off_at_the_deadline() -> None:
    with (
        RawServer(lambda: chain.from_iterable(repeat((b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0.01)))) as server,
        client(server, RetryPolicy(attempts=2, deadline=1.0)) as eutils,
        pytest.raises(Unreachable, match="does not come to an end"),
    ):
        eutils.search("marrow")


def test_a_slow_line_is_waited_for_longer_than_any_single_read() -> None:
    body = FOUND.replace(b"<IdList/>", b"<IdList/>" + b" " * 6000)
    pieces = [body[at : at + 100] for at in range(0, len(body), 100)]
    begun = time.monotonic()
    with (
        RawServer(lambda: chain([sized(b"", length=len(body))], trickle(pieces))) as server,
        client(server, RetryPolicy(attempts=1, read=1.5, rate=500)) as eutils,
    ):
        assert eutils.search("marrow").count == 7
    assert time.monotonic() - begun > 2.5


@pytest.mark.parametrize(("said", "words"), [(b"", "no answer in time"), (OK + b"\r\n<?xml", "an answer that stalls")])
def test_a_standstill_is_told_from_a_trickle(said: bytes, words: str) -> None:
    with (
        RawServer(lambda: [said, 30.0]) as server,
        client(server, RetryPolicy(attempts=1, read=0.3)) as eutils,
        pytest.raises(Unreachable, match=words),
    ):
        eutils.search("marrow")


def test_bytes_earn_seconds_up_to_the_most() -> None:
    now = [0.0]
    allowance = TransferDeadline(lambda: now[0], most=120, rate=500, end=900)
    now[0] = 100.0
    assert allowance.left() == 20
    allowance.earn(500)
    assert allowance.left() == 21
    allowance.earn(1 << 20)
    assert allowance.left() == 120
    now[0] = 850.0
    with pytest.raises(ServiceError, match="too slowly") as caught:
        allowance.left()
    assert caught.value.kind is Kind.BUSY


def test_nothing_is_earned_beyond_the_end() -> None:
    now = [0.0]
    allowance = TransferDeadline(lambda: now[0], most=120, rate=500, end=60)
    assert allowance.left() == 60
    now[0] = 60.0
    with pytest.raises(ServiceError, match="come to an end") as caught:
        allowance.left()
    assert caught.value.kind is Kind.HEAVY

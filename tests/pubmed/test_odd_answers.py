"""What a server, or what stands between, may say wrongly: each ends in one line that says what it was, and status 5."""

from __future__ import annotations

import gzip
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from articles import articles
from eutils_server import always
from raw_server import OK, RawServer, sized

from evidence.errors import Unreachable
from evidence.pubmed.clinicaltrials import ClinicalTrials
from evidence.pubmed.connection_errors import of_connection
from evidence.pubmed.europepmc import EuropePmc
from evidence.pubmed.eutils import Eutils, Identity, RetryPolicy
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.pacing import Pacing, Unpaced
from evidence.pubmed.service_errors import Kind, retry_after
from evidence.pubmed.speech import Said

FOUND = b'<?xml version="1.0"?><eSearchResult><Count>7</Count><IdList/></eSearchResult>'
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


def asked(url: str, attempts: int = 2) -> str:
    """What a search ends with."""
    patience = RetryPolicy(attempts=attempts, read=20)
    with (
        Eutils(url, identity=Identity(), pace=Unpaced(), patience=patience, sleep=lambda _: None) as client,
        pytest.raises(Unreachable) as caught,
    ):
        client.search("marrow")
    assert caught.value.status == 5
    assert "\n" not in str(caught.value)
    return caught.value.what


ODD = {
    "another protocol": (b"SSH-2.0-OpenSSH_9.6\r\n", "no HTTP"),
    "a status that is none": (b"HTTP/1.1 999999 Strange\r\n\r\n", "no HTTP"),
    "headers without end": (OK + b"".join(b"X-%d: y\r\n" % n for n in range(200)) + b"\r\n", "no HTTP"),
    "a header without end": (OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n", "no HTTP"),
    "a length beyond the body": (sized(FOUND, length=9999), "lost in the middle"),
    "a chunk that is cut": (CHUNKED + b"10\r\n<?xml", "lost in the middle"),
    "no last chunk": (CHUNKED + b"%x\r\n%s\r\n" % (len(FOUND), FOUND), "lost in the middle"),
    "a chunk without a length": (CHUNKED + b"zz\r\n<?xml", "lost in the middle"),
    "packed, and not": (sized(FOUND, b"Content-Encoding: gzip"), "packing is damaged"),
    "packed twenty times": (sized(FOUND, b"Content-Encoding: " + b", ".join([b"gzip"] * 20)), "packing is damaged"),
    "a packing that is cut": (sized(gzip.compress(FOUND)[:-30], b"Content-Encoding: gzip"), "breaks off"),
    "a redirect to itself": (b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", "redirects"),
    "a page": (sized(b"<html><body>Log in to the guests' network</body></html>"), "web page"),
    "nothing": (b"", "lost before the answer"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_answer_is_told_as_what_it_is(name: str) -> None:
    said, words = ODD[name]
    with RawServer(lambda: [said]) as server:
        assert words in asked(server.url)
    assert server.heard == (1 if words == "redirects" else 2)


def test_two_lengths_are_no_http_either() -> None:
    """By its error: urllib3 leaves such a connection to the garbage."""
    error = requests.exceptions.InvalidHeader("Content-Length contained multiple unmatching values (5, 7)")
    assert of_connection(error, "http://127.0.0.1/") == (Kind.BUSY, "an answer that is no HTTP, from 127.0.0.1")


@pytest.mark.parametrize(
    ("value", "words"),
    [("86400", "24 hours"), ("31536000", "365 days"), ("1000", "17 minutes"), ("9" * 12, "days"), ("1" * 13, "")],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_pause_longer_than_anybody_waits_ends_the_call_and_is_told(value: str, words: str, status: int) -> None:
    said = Said(status, b"Later", (("Retry-After", value),))
    with Loopback(articles(1), spoil=always(lambda _, __: said)) as server:
        what = asked(server.url, attempts=3)
        assert len(server.requests) == (1 if words else 3)  # what is no number of seconds says nothing
    assert ("asks to be left alone for " in what) == bool(words)
    assert what.endswith(words)


def test_retry_after_may_be_a_date_counted_from_the_answers_own() -> None:
    dated = {"retry-after": "Wed, 21 Oct 2026 07:30:00 GMT", "date": "Wed, 21 Oct 2026 07:28:00 GMT"}
    assert retry_after(dated) == 120
    assert retry_after(dated | {"retry-after": "Tue, 20 Oct 2026 07:28:00 GMT"}) == 0
    for wrong in ({"date": ""}, {"date": "soon"}, {"retry-after": "Wed, 21 Oct 2026 07:30:00"}, {"retry-after": "-5"}):
        assert retry_after(dated | wrong) is None
    assert retry_after({}) is None


@pytest.mark.parametrize("service", [EuropePmc, ClinicalTrials])
def test_the_other_services_are_left_alone_as_well(service: type[EuropePmc | ClinicalTrials]) -> None:
    slept: list[float] = []
    said = b"HTTP/1.1 429 Wait\r\nConnection: close\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"
    with (
        RawServer(lambda: [said]) as server,
        service(server.url, pace=Unpaced(), patience=RetryPolicy(attempts=2), sleep=slept.append) as client,
        pytest.raises(Unreachable),
    ):
        client.search("marrow") if isinstance(client, EuropePmc) else client.trials(["NCT00646724"])
    assert len(slept) == 1
    assert slept[0] >= 7


def test_a_pause_that_an_earlier_run_was_bidden_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    slept: list[float] = []
    Pacing(tmp_path / "pace").hold(600)
    with Pacing(tmp_path / "pace", sleep=slept.append, notice=told.append).turn():
        pass
    assert slept[0] > 500
    (line,) = told
    assert "as the service asked" in line


def test_a_proxy_that_gives_no_connection_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with RawServer(
        lambda: [b"HTTP/1.1 407 Proxy Authentication Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"]
    ) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert "the proxy gives no connection to evidence.invalid" in asked("https://evidence.invalid/")


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[str]:
    """The address of a server with a certificate that nobody has signed."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -days 2 -subj /CN=localhost"
    try:
        subprocess.run(words.split(), check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no openssl to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with RawServer(lambda: [sized(FOUND)], context) as server:
        yield server.url.replace("http:", "https:")


def test_a_certificate_that_is_not_trusted_is_told_at_once_with_what_to_do(stranger: str) -> None:
    told: list[str] = []
    words = r"certificate that came for 127\.0\.0\.1 is not trusted \(self.signed certificate\): .*REQUESTS_CA_BUNDLE"
    with (
        Eutils(stranger, identity=Identity(), pace=Unpaced(), sleep=lambda _: None, notice=told.append) as client,
        pytest.raises(Unreachable, match=words),
    ):
        client.search("marrow")
    assert told == []

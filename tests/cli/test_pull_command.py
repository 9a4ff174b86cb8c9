"""`pull` and `add` as a user runs them, over real HTTP against a server that speaks E-utilities."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from running import run

from evidence.cli import main
from evidence.demo import starter_set
from evidence.pubmed import http_client
from evidence.pubmed.http_client import RetryPolicy
from evidence.pubmed.loopback import Loopback, Request
from evidence.pubmed.speech import Said

SEED = "22814142"
KEY = "0123456789abcdef-secret"


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with Loopback(starter_set()) as server:
        yield server


def test_a_pull_accounts_for_every_record_and_the_second_asks_little(tmp_path: Path, server: Loopback) -> None:
    first = run("pull", cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    assert first.status == 0, first.stderr
    stored = int(run("search", "--count", cwd=tmp_path).stdout)
    assert f"found {stored} = {stored} new" in first.stderr
    asked = len(server.requests)
    second = run("pull", cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    assert " 0 new + 0 changed" in second.stderr
    assert len(server.requests) - asked <= 6


def test_a_store_that_is_removed_in_the_middle_is_no_success(tmp_path: Path) -> None:
    def spoil(request: Request, said: Said) -> None:
        del said
        if request.endpoint == "efetch":
            (tmp_path / "evidence.db").unlink(missing_ok=True)

    with Loopback(starter_set(), spoil=spoil) as server:
        done = run("pull", cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    assert done.status == 1
    assert "evidence.db was removed while it was at work" in done.stderr
    assert "found" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dry_run_writes_nothing(tmp_path: Path, server: Loopback) -> None:
    done = run("pull", "--dry-run", cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    assert done.status == 0, done.stderr
    assert int(done.stdout.split()[0]) > 50
    assert not list(tmp_path.iterdir())


def test_a_phrase_that_pubmed_does_not_know_is_told(tmp_path: Path, server: Loopback) -> None:
    done = run("pull", "-q", "zzyzx[tiab] OR marrow[tiab]", "--dry-run", cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    assert "zzyzx" in done.stderr


def test_how_pubmed_understood_the_search_is_kept_and_told(tmp_path: Path, server: Loopback) -> None:
    """A review has to publish it, and a later pull may be understood in another way."""
    query = "marrow[tiab] OR xyzzy"
    pulled = run("pull", "-q", query, cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    (said,) = (line for line in pulled.stderr.splitlines() if line.startswith("PubMed searched: "))
    translation = said.removeprefix("PubMed searched: ")
    for number in range(2):
        told = run("status", cwd=tmp_path).stdout
        assert told.count(f"PubMed searched: {translation}\n") == 1
        assert told.count("PubMed warned: PhraseNotFound: xyzzy\n") == 1 + number
        run("pull", "-q", query, cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    (newest, *_) = json.loads(run("status", "--json", cwd=tmp_path).stdout)["pulls"]
    assert (newest["query"], newest["translation"]) == (query, translation)
    assert newest["warnings"] == ["PhraseNotFound: xyzzy"]
    assert date.fromisoformat(newest["day"]).year >= 2026
    assert run("report", "-o", "report", cwd=tmp_path).status == 0
    page = unescape((tmp_path / "report" / "index.html").read_text("utf-8"))
    assert f"<pre>{query}</pre>" in page
    assert f"<pre>{translation}</pre>" in page
    assert "<li>PhraseNotFound: xyzzy</li>" in page
    assert '<a href="#searches">' in page


def test_single_articles_by_pmid_and_doi(tmp_path: Path, server: Loopback) -> None:
    done = run("add", SEED, "10.2337/dc15-0171", cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    assert done.status == 0, done.stderr
    assert run("search", "--count", cwd=tmp_path).stdout.strip() == "2"


@pytest.mark.parametrize(("id_", "status"), [("999999999", 3), ("10.1000/none", 3), ("what", 4)])
def test_an_article_that_there_is_not(tmp_path: Path, server: Loopback, id_: str, status: int) -> None:
    done = run("add", id_, cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url)
    assert done.status == status, done.stderr
    assert done.stderr.count("evidence: ") == 1


def test_nobody_there_is_status_5_and_never_nothing_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        http_client, "RetryPolicy", lambda: RetryPolicy(attempts=2, first_pause=0)
    )  # a user waits for longer
    monkeypatch.setenv("EVIDENCE_EUTILS_URL", "http://127.0.0.1:9/entrez/eutils/")
    assert main(["--db", str(tmp_path / "evidence.db"), "add", SEED]) == 5
    told = capsys.readouterr()
    assert told.out == ""
    assert "PubMed can't be reached: no connection to 127.0.0.1" in told.err
    assert "0 records" not in told.err


def test_the_key_is_nowhere(tmp_path: Path, server: Loopback) -> None:
    done = run("add", SEED, cwd=tmp_path, EVIDENCE_EUTILS_URL=server.url, NCBI_API_KEY=KEY)
    assert done.status == 0
    assert KEY not in done.stdout + done.stderr
    assert KEY.encode() not in (tmp_path / "evidence.db").read_bytes()
    assert KEY not in server.requests[-1].query
    shown = run("doctor", cwd=tmp_path, NCBI_API_KEY=KEY, NCBI_EMAIL="a@b.example")
    assert KEY not in shown.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NCBI_API_KEY", "k\udcff"),
        ("NCBI_EMAIL", "me\udcff@example.org"),
        ("EVIDENCE_EUTILS_URL", "http://\udcff/"),
        ("EVIDENCE_EUTILS_URL", "http://a..b/"),
        ("EVIDENCE_EUTILS_URL", "http://a:99999/"),
        ("EVIDENCE_EUTILS_URL", "https://"),
        ("REQUESTS_CA_BUNDLE", "/nonexist"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    base = {"EVIDENCE_EUTILS_URL": "https://127.0.0.1:9/", "XDG_CACHE_HOME": str(tmp_path)}
    done = run("pull", "--dry-run", "-q", "marrow", cwd=tmp_path, **(base | {name: value}))
    assert done.status == 4
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("more", [[], ["--dry-run"], ["--source", "europepmc"]])
def test_a_query_that_is_no_text_is_told_in_one_line(tmp_path: Path, more: list[str]) -> None:
    done = run("pull", "-q", "marrow\udcff", *more, cwd=tmp_path)
    assert done.status == 4
    assert "the query holds bytes" in done.stderr
    assert len(done.stderr.splitlines()) == 1

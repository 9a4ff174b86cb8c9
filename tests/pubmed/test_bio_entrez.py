"""Bio.Entrez, an independent client, against the loopback server: so that the server isn't shaped to our own client."""

from __future__ import annotations

import io
import urllib.error
from collections.abc import Iterator
from typing import Any

import pytest
from articles import articles, book_xml, parsed
from Bio import Entrez as Bio_Entrez
from eutils_server import always, backend_down, bad_key, rate_limit

from evidence.pubmed.library import Library
from evidence.pubmed.loopback import Loopback
from evidence.pubmed.speech import speak

CAP = 9_999
Entrez: Any = Bio_Entrez  # it has no types


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    with Loopback([*articles(*range(1, 31)), *parsed(book_xml(40))]) as server:
        base = server.url.rstrip("/")
        monkeypatch.setattr(Entrez, "email", "test@example.org")
        monkeypatch.setattr(Entrez, "tool", "evidence-tests")
        monkeypatch.setattr(Entrez, "max_tries", 1)
        monkeypatch.setattr(Entrez, "sleep_between_tries", 0)
        opened = Entrez.urlopen

        def to_loopback(request: Any) -> Any:
            request.full_url = request.full_url.replace("https://eutils.ncbi.nlm.nih.gov/entrez/eutils", base)
            return opened(request)

        monkeypatch.setattr(Entrez, "urlopen", to_loopback)
        yield server


def test_esearch_is_read(server: Loopback) -> None:
    with Entrez.esearch(db="pubmed", term="marrow AND 5:9[UID]", retmax=3) as handle:
        found = Entrez.read(handle)
    assert (found["Count"], list(found["IdList"])) == ("5", ["9", "8", "7"])
    assert "marrow" in found["QueryTranslation"]
    assert server.requests


def test_esearch_with_history_and_efetch_from_it(server: Loopback) -> None:
    with Entrez.esearch(db="pubmed", term="marrow", usehistory="y", retmax=0) as handle:
        found = Entrez.read(handle)
    assert found["WebEnv"].startswith("MCID_")
    with Entrez.efetch(
        db="pubmed", query_key=found["QueryKey"], WebEnv=found["WebEnv"], retstart=5, retmax=10, retmode="xml"
    ) as handle:
        records = Entrez.read(handle)
    assert len(records["PubmedArticle"]) == 10
    assert len(server.requests) == 2


def test_efetch_by_ids_leaves_out_what_does_not_exist_and_has_books(server: Loopback) -> None:
    with Entrez.efetch(db="pubmed", id="1,2,999,40", retmode="xml") as handle:
        records = Entrez.read(io.BytesIO(handle.read()))
    assert [str(one["MedlineCitation"]["PMID"]) for one in records["PubmedArticle"]] == ["1", "2"]
    assert len(records["PubmedBookArticle"]) == 1
    assert server.requests


@pytest.mark.usefixtures("server")
def test_a_word_that_is_not_found_is_an_error_list() -> None:
    with Entrez.esearch(db="pubmed", term="marrow AND xyzzy") as handle:
        found = Entrez.read(handle)
    assert found["Count"] == "31"
    assert list(found["ErrorList"]["PhraseNotFound"]) == ["xyzzy"]


@pytest.mark.usefixtures("server")
def test_bad_syntax_is_an_error_inside_http_200() -> None:
    with Entrez.esearch(db="pubmed", term="((") as handle, pytest.raises(RuntimeError, match="Invalid query"):
        Entrez.read(handle)


def test_the_service_down_is_an_error_inside_http_200(server: Loopback) -> None:
    server.spoil = always(backend_down)
    with Entrez.esearch(db="pubmed", term="marrow") as handle, pytest.raises(RuntimeError, match="Backend failed"):
        Entrez.read(handle)


def test_an_expired_history_is_an_error_inside_http_200(server: Loopback) -> None:
    with Entrez.esearch(db="pubmed", term="marrow", usehistory="y") as handle:
        found = Entrez.read(handle)
    server.library.forget()
    with Entrez.efetch(db="pubmed", query_key=found["QueryKey"], WebEnv=found["WebEnv"], retmode="xml") as handle:
        assert b"Unable to obtain query" in handle.read()


def test_refusals_are_http_errors(server: Loopback) -> None:
    for fault, status in ((rate_limit, 429), (bad_key, 400)):
        server.spoil = always(fault)
        with pytest.raises(urllib.error.HTTPError) as caught:
            Entrez.esearch(db="pubmed", term="marrow")
        assert caught.value.code == status
        caught.value.close()


def test_past_the_cap_there_is_an_error_and_just_below_it_a_silent_short_page() -> None:
    library = Library(articles(*range(1, CAP + 12)))
    past = speak(library, "esearch", {"term": "marrow", "retstart": str(CAP)})
    assert b"cannot be larger than 9998" in past.body
    clamped = speak(library, "esearch", {"term": "marrow", "retmax": "20000"})
    assert clamped.body.count(b"<Id>") == CAP
    assert b"Restrictions achieved. start and count adjusted to 0, 9999" in clamped.body
    history = library.remember(library.search("marrow").pmids)
    short = speak(library, "efetch", {"WebEnv": history, "retstart": "9500", "retmax": "500"})
    assert short.body.count(b"<PubmedArticle>") == 499
    assert speak(library, "efetch", {"WebEnv": history, "retstart": str(CAP)}).status == 400

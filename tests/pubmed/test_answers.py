"""What each answer means, by its body: NCBI's own words (facts of the protocol) and, where they lie, the real files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evidence.pubmed.answers import read_batch, read_gone, read_search
from evidence.pubmed.service_errors import Answer, Kind, ServiceError, kind_of_message

REAL = {
    "http200_efetch_empty_id_param.xml": Kind.NO_IDS,
    "http200_efetch_empty_id_param_REALFILE.xml": Kind.NO_IDS,
    "http200_efetch_history_cxx_exception.xml": Kind.EXPIRED,
    "http200_efetch_webenv_expired.xml": Kind.EXPIRED,
    "http200_esearch_backend_down.xml": Kind.BUSY,
    "http200_esearch_db_not_supported_2025-07-04.xml": Kind.BUSY,
    "http200_esearch_retstart_9999_RAW_NEWLINE.json": Kind.REFUSED,
    "http200_esearch_webenv_expired.json": Kind.EXPIRED,
    "http302_blocked_misuse.html": Kind.BLOCKED,
    "http400_api_key_invalid.json": Kind.KEY,
    "http400_efetch_no_correct_ids.xml": Kind.NO_IDS,
    "http400_efetch_retstart_history.xml": Kind.REFUSED,
    "http400_efetch_transient_timeout.xml": Kind.HEAVY,
    "http429_rate_limit.json": Kind.LIMITED,
    "http500_diagnostic.html": Kind.BUSY,
}


def answer(body: bytes | str, status: int = 200, **headers: str) -> Answer:
    raw = body.encode() if isinstance(body, str) else body
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw)


def kind_of(body: bytes | str, status: int = 200, *, search: bool = True) -> Kind:
    with pytest.raises(ServiceError) as caught:
        read_search(answer(body, status)) if search else read_batch(answer(body, status), [1])
    return caught.value.kind


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_error_answers_are_told_apart_by_their_bodies(name: str, shared: Path) -> None:
    body = (shared / "pubmed/answers" / name).read_bytes()
    status = int(re.sub(r"\D", "", name[:7]))
    assert kind_of(body, status, search="efetch" not in name) is REAL[name]


def test_every_real_answer_is_either_a_fault_above_or_good(shared: Path) -> None:
    good = {
        "http200_efetch_empty_set_REALFILE.xml",
        "http200_efetch_unknown_pmid.xml",
        "http200_esearch_phrase_not_found.xml",
        "http200_esearch_quoted_phrase_not_found.xml",
        "http200_esearch_retmax_clamped.xml",
        "http200_esummary_missing.xml",
    }
    assert {path.name for path in (shared / "pubmed/answers").iterdir()} == good | set(REAL)


@pytest.mark.parametrize("name", ["http200_efetch_empty_set_REALFILE.xml", "http200_efetch_unknown_pmid.xml"])
def test_an_empty_set_is_an_answer_in_which_all_are_missing(name: str, shared: Path) -> None:
    batch = read_batch(answer((shared / "pubmed/answers" / name).read_bytes()), [7, 8])
    assert (batch.returned, batch.missing) == ((), (7, 8))


def test_a_phrase_not_found_is_a_count_of_zero_with_its_warning(shared: Path) -> None:
    found = read_search(answer((shared / "pubmed/answers/http200_esearch_phrase_not_found.xml").read_bytes()))
    assert (found.count, found.warnings[0]) == (0, ("PhraseNotFound", "abcXYZ"))
    found = read_search(answer((shared / "pubmed/answers/http200_esearch_quoted_phrase_not_found.xml").read_bytes()))
    assert found.warnings[0] == ("QuotedPhraseNotFound", '"qzxwvunonsenseterm"')


def test_a_clamped_listing_keeps_the_count_of_the_whole(shared: Path) -> None:
    found = read_search(answer((shared / "pubmed/answers/http200_esearch_retmax_clamped.xml").read_bytes()))
    assert found.count == 5_400_000
    assert len(found.pmids) < found.count


def test_esummary_says_which_records_are_gone(shared: Path) -> None:
    body = (shared / "pubmed/answers/http200_esummary_missing.xml").read_bytes()
    assert read_gone(answer(body), [999_999_999]) == (999_999_999,)
    with pytest.raises(ServiceError, match="no summary and no refusal for PMID 5"):
        read_gone(answer(body), [999_999_999, 5])


def test_esummary_of_version_one_is_understood_too() -> None:
    body = (
        "<eSummaryResult><ERROR>UID=9: cannot get document summary</ERROR><DocSum><Id>5</Id></DocSum></eSummaryResult>"
    )
    assert read_gone(answer(body), [5, 9]) == (9,)


@pytest.mark.parametrize("path", ["esearch1.xml", "esearch3.xml", "esearch8.xml"])
def test_real_search_answers_are_read(path: str, shared: Path) -> None:
    body = (shared / "pubmed/xml/biopython" / path).read_bytes()
    found = read_search(answer(body))
    assert len(found.pmids) == body.count(b"<Id>")
    assert found.translation


@pytest.mark.parametrize("path", ["pubmed1.xml", "pubmed2.xml", "pubmed7.xml"])
def test_real_record_sets_are_read_whole_and_not_when_cut_anywhere(path: str, shared: Path) -> None:
    body = (shared / "pubmed/xml/biopython" / path).read_bytes().rstrip()
    pmids = [int(pmid) for pmid in re.findall(rb"<MedlineCitation [^>]*>\s*<PMID[^>]*>(\d+)", body)]
    assert read_batch(answer(body), pmids).returned == tuple(pmids)
    for end in range(0, len(body), 997):
        with pytest.raises(ServiceError):
            read_batch(answer(body[:end]), pmids)


def test_json_with_raw_newlines_is_read() -> None:
    body = (
        '{"header":{},"esearchresult":{"count":"2","idlist":["5","3"],"querytranslation":"a\nb","webenv":"M",'
        '"querykey":"1"}}'
    )
    found = read_search(answer(body))
    assert (found.count, found.pmids, found.translation) == (2, (5, 3), "a b")


def test_warnings_in_json_have_the_names_of_the_xml() -> None:
    body = (
        '{"esearchresult":{"count":"0","idlist":[],"errorlist":{"phrasesnotfound":["x"],"fieldsnotfound":["y"]},'
        '"warninglist":{"phrasesignored":[],"quotedphrasesnotfound":[],"outputmessages":["No items found."]}}}'
    )
    kinds = [kind for kind, _ in read_search(answer(body)).warnings]
    assert kinds == ["PhraseNotFound", "FieldNotFound", "OutputMessage"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "   ",
        "OK",
        "<eSearchResult><IdList/></eSearchResult>",
        "<eSearchResult><Count>many</Count></eSearchResult>",
        "<eSearchResult><Count>3</Count>",
        '{"esearchresult":{}}',
        '{"esearchresult":{"count":null}}',
        '{"esearchresult":[]}',
        "{}",
        "[]",
        '{"esearchresult":',
        "<html><body>0 results</body></html>",
        '<?xml version="1.0"?><PubmedArticleSet></PubmedArticleSet>',
    ],
)
def test_what_is_no_whole_search_answer_never_reads_as_no_hits(body: str) -> None:
    kind_of(body)


def test_retry_after_is_read_off_a_429_and_a_503() -> None:
    for status in (429, 503):
        with pytest.raises(ServiceError) as caught:
            read_search(answer('{"error":"API rate limit exceeded"}', status, retry_after="2"))
        assert caught.value.wait == 2.0


def test_the_same_status_is_final_or_passing_by_its_body() -> None:
    final = "<eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR></eFetchResult>"
    passing = "<eFetchResult><ERROR>cannot get document summary</ERROR></eFetchResult>"
    assert not kind_of(final, 400, search=False).passes
    assert kind_of(passing, 400, search=False).passes


def test_words_nobody_has_heard_before_are_tried_again() -> None:
    assert kind_of_message("Something new") is Kind.BUSY


def test_a_key_that_is_refused_is_not_repeated() -> None:
    with pytest.raises(ServiceError) as caught:
        read_search(answer('{"error":"API key invalid","api-key":"s3cret","type":"invalid"}', 400))
    assert "s3cret" not in str(caught.value)


def test_entities_are_refused_before_they_are_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><eSearchResult><Count>&b;</Count></eSearchResult>'
    assert kind_of(bomb) is Kind.BUSY
    assert kind_of(bomb, search=False) is Kind.BUSY


DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    "count", ["1e999", "NaN", "-1", '"-1"', '"1_0"', '"٣"', "true", "1.9", "9" * 13, '"' + "9" * 5000 + '"', DEEP]
)
def test_what_is_no_count_in_json_is_a_broken_answer(count: str) -> None:
    assert kind_of(f'{{"esearchresult":{{"count":{count},"idlist":[]}}}}') is Kind.CUT


@pytest.mark.parametrize("text", ["-1", "1_0", "٣", "²", "1e3", "9" * 13, "9" * 5000])
def test_what_is_no_count_in_xml_is_a_broken_answer(text: str) -> None:
    assert kind_of(f"<eSearchResult><Count>{text}</Count><IdList/></eSearchResult>") is Kind.CUT


@pytest.mark.parametrize("text", ["0", "-1", "1_0", "٣", "²", "9" * 10, "9" * 5000])
def test_what_is_no_pmid_is_a_broken_answer(text: str) -> None:
    assert kind_of(f"<eSearchResult><Count>1</Count><IdList><Id>{text}</Id></IdList></eSearchResult>") is Kind.CUT
    article = f"<PubmedArticle><MedlineCitation><PMID>{text}</PMID></MedlineCitation></PubmedArticle>"
    assert kind_of(f"<PubmedArticleSet>{article}</PubmedArticleSet>", search=False) is Kind.CUT
    for body in (f"<R><DocSum><Id>{text}</Id></DocSum></R>", f'<R><DocumentSummary uid="{text}"/></R>'):
        with pytest.raises(ServiceError):
            read_gone(answer(body), [1])


@pytest.mark.parametrize("encoding", ["x-foo", "hex", "idna", "utf-16", "shift_jis"])
def test_an_encoding_unheard_of_is_a_broken_answer(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    assert kind_of(f"{head}<eSearchResult><Count>ä</Count></eSearchResult>") is Kind.CUT
    assert kind_of(f"{head}<PubmedArticleSet>ä</PubmedArticleSet>x", search=False) is Kind.CUT
    with pytest.raises(ServiceError):
        read_gone(answer(f"{head}<eSummaryResult>ä</eSummaryResult>"), [1])


def test_a_count_that_pubmed_can_not_hold_is_no_answer() -> None:
    """Else slices of it would be asked for by the hundred million."""
    assert kind_of("<eSearchResult><Count>100000000</Count><IdList/></eSearchResult>") is Kind.CUT
    assert read_search(answer("<eSearchResult><Count>99999999</Count><IdList/></eSearchResult>")).count == 99_999_999


@pytest.mark.parametrize(("citation", "data"), [("MedlineCitation", "PubmedData"), ("BookDocument", "BookDocument")])
def test_an_article_with_the_number_of_another_is_no_answer(citation: str, data: str) -> None:
    def text(own: str) -> str:
        ids = '<ArticleIdList><ArticleId/><ArticleId IdType="pubmed">{}</ArticleId></ArticleIdList>'
        cited = f"<ReferenceList><Reference>{ids.format(7)}</Reference></ReferenceList>"
        body = f"<{citation}><PMID>1</PMID></{citation}><{data}>{ids.format(own)}{cited}</{data}>"
        body = body.replace("</BookDocument><BookDocument>", "")
        return f"<PubmedArticleSet><PubmedArticle>{body}</PubmedArticle></PubmedArticleSet>"

    assert read_batch(answer(text("1")), [1]).returned == (1,)
    assert kind_of(text("2"), search=False) is Kind.CUT

"""The XML reader on single shapes: mistakes that other PubMed tools made, refusals, what a broken file still gives."""

from __future__ import annotations

import contextlib
import io
import socket
from typing import BinaryIO, cast

import pytest

from evidence.errors import BadInput
from evidence.pubmed.items import Deleted, Item, Parsed, Unreadable
from evidence.pubmed.medline_xml import parse_record, read_xml
from evidence.records import SUMMARY_NOTICE, Record, Source


def article(pmid: int | str = 1, inner: str = "", citation: str = "", data: str = "") -> str:
    """A PubmedArticle with more in its Article, its MedlineCitation or its PubmedData."""
    tail = f"<PubmedData>{data}</PubmedData>" if data else ""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article>{inner}</Article>{citation}</MedlineCitation>"
        f"{tail}</PubmedArticle>"
    )


def a_set(*records: str) -> bytes:
    return ("<PubmedArticleSet>" + "\n".join(records) + "</PubmedArticleSet>").encode()


def read(data: bytes, source: Source = Source.PUBMED_XML) -> list[Item]:
    return list(read_xml(io.BytesIO(data), name="a.xml", source=source))


def record(inner: str = "", citation: str = "", data: str = "") -> Record:
    item = read(a_set(article(1, inner, citation, data)))[0]
    assert isinstance(item, Parsed), item
    return item.record


def pmids(items: list[Item]) -> list[int]:
    return [item.record.pmid for item in items if isinstance(item, Parsed)]


# --- text


def test_text_goes_on_after_inline_markup() -> None:
    assert record("<ArticleTitle>a <i>b <sup>c</sup></i> d</ArticleTitle>").title == "a b c d"


def test_a_less_than_sign_is_text() -> None:
    found = record("<Abstract><AbstractText>P&lt;0.001 and n&gt;5</AbstractText></Abstract>")
    assert found.abstract[0].text == "P<0.001 and n>5"


def test_spaces_that_were_printed_stay_and_line_breaks_go() -> None:
    found = record("<Abstract><AbstractText> n&#xa0;=&#x2009;5\n\t of  6 </AbstractText></Abstract>")
    assert found.abstract[0].text == "n\u00a0=\u20095 of 6"


def test_two_sections_of_one_label_both_stay_and_empty_ones_go() -> None:
    found = record(
        "<Abstract><AbstractText Label='A'>1</AbstractText><AbstractText Label='E'> </AbstractText>"
        "<AbstractText Label='A'>2</AbstractText></Abstract>"
    )
    assert [(p.name, p.label, p.text) for p in found.abstract] == [("abstract.0", "A", "1"), ("abstract.1", "A", "2")]


def test_a_record_without_an_abstract_has_none() -> None:
    assert record("<Abstract/>").abstract == ()


# --- identifiers

OLD = "<ELocationID EIdType='doi' ValidYN='N'>10.9999/old</ELocationID>"


@pytest.mark.parametrize(
    "ids",
    [
        "<ELocationID EIdType='doi'>10.9999/own</ELocationID><ELocationID EIdType='pii'>S1</ELocationID>",
        "<ELocationID EIdType='pii'>S1</ELocationID><ELocationID EIdType='doi'>10.9999/own</ELocationID>",
        f"{OLD}<ELocationID EIdType='doi'>10.9999/own</ELocationID>",
        "<ELocationID EIdType='doi' ValidYN='Y'> https://doi.org/10.9999/own </ELocationID>",
    ],
)
def test_the_doi_survives_its_neighbours(ids: str) -> None:
    assert record(ids).doi == "10.9999/own"


def test_the_doi_of_a_cited_paper_is_never_the_papers_own() -> None:
    cited = "<ReferenceList><Reference><ArticleIdList><ArticleId IdType='doi'>10.9999/cited</ArticleId></ArticleIdList>"
    cited += "</Reference></ReferenceList>"
    assert record(data=f"<ArticleIdList/>{cited}").doi is None
    assert record(data=cited).ids == ()
    assert record(data=cited).references == 1


def test_where_two_dois_differ_elocationid_wins_and_both_are_kept() -> None:
    found = record(
        "<ELocationID EIdType='doi'>10.9999/a</ELocationID>",
        data="<ArticleIdList><ArticleId IdType='doi'>10.9999/b</ArticleId></ArticleIdList>",
    )
    assert found.ids == (("doi", "10.9999/a"), ("doi", "10.9999/b"))
    assert found.doi == "10.9999/a"


def test_references_are_counted_alike_whether_or_not_they_are_parsed() -> None:
    one = "<ReferenceList><Reference><Citation>a</Citation></Reference><Reference/></ReferenceList>"
    assert record(data=one).references == record(data=f"<!-- kept whole -->{one}").references == 2


# --- people, links, notices


def test_an_author_marked_as_not_valid_is_left_out() -> None:
    people = "<AuthorList><Author ValidYN='N'><LastName>Typo</LastName></Author><Author><LastName>Right</LastName>"
    people += "</Author></AuthorList>"
    assert [author.name for author in record(people).authors] == ["Right"]


def test_the_institutions_identifier_is_not_the_persons() -> None:
    people = (
        "<AuthorList><Author><LastName>A</LastName><AffiliationInfo><Affiliation>B</Affiliation>"
        "<Identifier Source='ORCID'>0000-0001-0000-0001</Identifier></AffiliationInfo></Author></AuthorList>"
    )
    assert record(people).authors[0].orcid is None


def test_an_erratum_without_a_pmid_keeps_its_words_and_is_no_retraction() -> None:
    found = record(
        citation="<CommentsCorrectionsList><CommentsCorrections RefType='ErratumIn'><RefSource>J. 1999</RefSource>"
        "</CommentsCorrections></CommentsCorrectionsList>"
    )
    assert (found.links[0].pmid, found.links[0].citation, found.is_retracted) == (None, "J. 1999", False)


def test_our_own_summary_is_marked_as_such_whatever_the_source() -> None:
    inner = f"<Abstract><AbstractText>x</AbstractText><CopyrightInformation>{SUMMARY_NOTICE}</CopyrightInformation>"
    found = record(f"{inner}</Abstract>")
    assert found.source is Source.STARTER
    assert found.is_summary


def test_the_source_is_the_one_given() -> None:
    (item,) = read(a_set(article(5)), Source.EUROPE_PMC)
    assert isinstance(item, Parsed)
    assert item.record.source is Source.EUROPE_PMC
    assert parse_record(item.raw, Source.EUROPE_PMC) == item.record


# --- documents


@pytest.mark.parametrize(
    "document",
    [
        article(7).encode(),
        b"<MedlineCitation><PMID>7</PMID><Article/></MedlineCitation>",
        b"<PubmedBookArticle><BookDocument><PMID>7</PMID></BookDocument></PubmedBookArticle>",
        b"<MedlineCitationSet><MedlineCitation><PMID>7</PMID><Article/></MedlineCitation></MedlineCitationSet>",
        b"\xef\xbb\xbf\n  <?xml version='1.0'?>" + a_set(article(7)),
        b"<?xml version='1.0' encoding='ISO-8859-1'?>" + a_set(article(7)),
        ("<?xml version='1.0' encoding='UTF-16'?>" + a_set(article(7)).decode()).encode("utf-16"),
        b"<?xml version='1.0' encoding='UTF-16'?>" + a_set(article(7)),  # says so and is not: Windows tools do that
        b"<!DOCTYPE PubmedArticleSet SYSTEM 'http://dtd.nlm.nih.gov/x.dtd'>" + a_set(article(7)),
    ],
    ids=["article", "citation", "book", "set of 2016", "mark", "latin-1", "utf-16", "false utf-16", "http DTD"],
)
def test_every_root_and_encoding_is_read(document: bytes) -> None:
    assert pmids(read(document)) == [7]


def test_another_encoding_gives_the_same_text_and_raw_bytes_that_can_be_read_again() -> None:
    records = a_set(article(1, "<ArticleTitle>\xe9\u2013\u20ac</ArticleTitle>")).decode()
    text = f"<?xml version='1.0' encoding='windows-1252'?>{records}"
    (item,) = read(text.encode("cp1252"))
    assert isinstance(item, Parsed)
    assert item.record.title == "\xe9\u2013\u20ac"
    assert parse_record(item.raw) == item.record


def test_several_documents_after_each_other_are_read_as_one() -> None:
    document = b"<?xml version='1.0'?>\n" + a_set(article(1))
    assert pmids(read(document + b"\n" + document + b"<PubmedArticleSet/>" + article(3).encode())) == [1, 1, 3]


def test_an_empty_set_is_an_answer_and_no_error() -> None:
    assert read(b"<PubmedArticleSet></PubmedArticleSet>") == []
    assert read(b"<PubmedArticleSet/>") == []


def test_deletions_are_told() -> None:
    assert read(a_set("<DeleteCitation><PMID>4</PMID><PMID>5</PMID></DeleteCitation>")) == [Deleted((4, 5))]


# --- broken files


def test_a_file_that_is_cut_off_gives_its_whole_records_and_then_says_so() -> None:
    whole = a_set(article(1), article(2), article(3))
    ends = [whole.index(b"<PMID>3"), whole.index(b"</PubmedArticleSet>"), len(whole) - 1]
    for end, complete in zip(ends, [[1, 2], [1, 2, 3], [1, 2, 3]], strict=True):
        *_, last = items = read(whole[:end])
        assert pmids(items) == complete
        assert isinstance(last, Unreadable)
        assert len(items) == len(complete) + 1


def test_a_broken_record_costs_only_itself() -> None:
    items = read(a_set(article(1), article(2, "<ArticleTitle>open"), article(3)))
    assert pmids(items) == [1, 3]
    assert isinstance(items[1], Unreadable)
    assert items[1].pmid == 2
    assert "not well-formed" in items[1].reason
    assert "record 2" in items[1].where


def test_a_record_without_its_end_tag_does_not_take_the_next_one_along() -> None:
    items = read(a_set(article(1), article(2).removesuffix("</PubmedArticle>"), article(3)))
    assert pmids(items) == [1, 3]


def test_a_byte_that_is_no_utf_8_costs_its_record_only() -> None:
    items = read(a_set(article(1), article(2, "<ArticleTitle>@</ArticleTitle>"), article(3)).replace(b"@", b"\xff"))
    assert pmids(items) == [1, 3]


@pytest.mark.parametrize("pmid", ["", "abc", "0", "-5", "12345678901", "\uff11\uff12", "1.5"])
def test_a_pmid_that_is_no_number_is_said(pmid: str) -> None:
    (item,) = read(a_set(article(pmid)))
    assert isinstance(item, Unreadable)
    assert "PMID" in item.reason


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- </PubmedArticle> -->",
        "<!-- a --><!-- b </PubmedArticle><PubmedArticle> --> !",
        "<ArticleTitle><![CDATA[</PubmedArticle> <!-- ]]></ArticleTitle>",
        "<!-- <![CDATA[ -->",
        "<!-- </PubmedArticleSet> -->",
    ],
)
def test_an_end_tag_in_a_comment_or_cdata_ends_nothing(hidden: str) -> None:
    assert pmids(read(a_set(article(1, hidden), article(2)))) == [1, 2]


def test_a_comment_without_an_end_takes_what_follows_and_says_so() -> None:
    items = read(a_set(article(1), article(2, "<!-- "), article(3)))
    assert pmids(items) == [1]
    assert isinstance(items[-1], Unreadable)


@pytest.mark.parametrize("tag", ["<PubmedArticle/>", "<PubmedArticle />", '<PubmedArticle a="b>c" />'])
def test_an_empty_record_does_not_swallow_the_next(tag: str) -> None:
    items = read(a_set(article(1), tag, article(2)))
    assert pmids(items) == [1, 2]
    assert isinstance(items[1], Unreadable)


@pytest.mark.parametrize(
    "part",
    ["<!-- ", "<!-- --></PubmedArticle", "<![CDATA[", " ", "</PubmedArticleX>", "<PubmedArticle", "&amp;", "<a>", "'"],
)
def test_hostile_repetition_takes_no_longer_than_its_length(part: str) -> None:
    """No assertion but that it ends: reading any of these once took time that grows with its square."""
    many = part * 40_000
    for document in (f"<PubmedArticleSet><PubmedArticle>{many}", f"<PubmedArticleSet><PubmedArticle {many}", many):
        with contextlib.suppress(BadInput):
            read(document.encode())


def test_an_enormous_record_is_refused_and_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.pubmed.window.RECORD_LIMIT", 1 << 20)
    items = read(a_set(article(1), article(2, "<ArticleTitle>" + "x" * (4 << 20) + "</ArticleTitle>")))
    assert pmids(items) == [1]
    assert isinstance(items[-1], Unreadable)
    assert "longer than" in items[-1].reason


class Endless:
    """Records without end, made as they are asked for."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, _size: int) -> bytes:
        """Ten more records."""
        self.given += 1
        return b"<PubmedArticleSet>" if self.given == 1 else article(self.given).encode() * 10


def test_records_come_before_the_stream_has_ended() -> None:
    stream = Endless()
    items = read_xml(cast(BinaryIO, stream), name="endless")
    assert isinstance(next(items), Parsed)
    assert stream.given < 1000


# --- refusals

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>&c;</ArticleTitle></Article>
</MedlineCitation></PubmedArticle></PubmedArticleSet>"""
OUTSIDE = BOMB.replace(b'<!ENTITY a "ha">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (BOMB, "entities"),
        (OUTSIDE, "entities"),
        (b"<!DOCTYPE html><html><body>Blocked</body></html>", "web page"),
        (b"<html lang='en'><head/></html>", "web page"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x'><html/>", "web page"),
        (b"<eFetchResult>\n<ERROR>Unable to\n obtain query #1</ERROR></eFetchResult>", "Unable to obtain query #1"),
        (b"<eSearchResult><Count>0</Count></eSearchResult>", "eSearchResult"),
        (b"<rss version='2.0'></rss>", "<rss>"),
        (b"<?xml version='1.0' encoding='klingon'?><PubmedArticleSet/>", "klingon"),
        (b"<?xml version='1.0' encoding='zlib'?><PubmedArticleSet/>", "zlib"),
        (b"<?xml version='1.0'", "ends in the middle"),
        (b"nothing of the kind", "no XML"),
        (b"</PubmedArticleSet>", "no XML"),
    ],
)
def test_what_is_no_pubmed_xml_is_refused_with_its_reason(document: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        read(document)
    assert "a.xml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_network_is_never_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        pytest.fail("the reader opened a socket")

    monkeypatch.setattr(socket, "socket", no_network)
    document = b'<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "https://dtd.nlm.nih.gov/x.dtd">' + a_set(article(1))
    assert pmids(read(document)) == [1]


@pytest.mark.parametrize("raw", [b"", b"<", BOMB, b"<DeleteCitation/>", b"<html/>", b"PMID- 1", b"<PubmedArticle>"])
def test_parse_record_takes_a_record_and_nothing_else(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_record(raw)

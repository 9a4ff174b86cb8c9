"""Small made-up articles in PubMed's XML, for the loopback server; no real abstract is in them."""

from __future__ import annotations

import io
from collections.abc import Iterator

from evidence.pubmed.items import Parsed
from evidence.pubmed.medline_xml import read_xml


def article_xml(
    pmid: int,
    *,
    title: str = "",
    created: str = "2020/03/01",
    revised: str = "2020/04/01",
    doi: str = "",
    year: int = 2020,
) -> bytes:
    """One PubmedArticle: `created` is its entrez date, `revised` its DateRevised, both YYYY/MM/DD."""

    def date(name: str, value: str, extra: str = "") -> str:
        y, m, d = value.split("/")
        return f"<{name}{extra}><Year>{y}</Year><Month>{m}</Month><Day>{d}</Day></{name}>"

    title = title or f"Marrow cells for diabetes, report {pmid}."
    ids = f'<ArticleId IdType="pubmed">{pmid}</ArticleId>' + (
        f'<ArticleId IdType="doi">{doi}</ArticleId>' if doi else ""
    )
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
        + date("DateRevised", revised)
        + '<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Internet"><Volume>1</Volume>'
        f"<PubDate><Year>{year}</Year></PubDate></JournalIssue><Title>Journal of Tests</Title></Journal>"
        f"<ArticleTitle>{title}</ArticleTitle><Abstract><AbstractText>We treated {pmid % 90 + 10} patients."
        "</AbstractText></Abstract><Language>eng</Language><PublicationTypeList>"
        '<PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article>'
        "</MedlineCitation><PubmedData><History>"
        + date("PubMedPubDate", created, ' PubStatus="entrez"')
        + date("PubMedPubDate", created, ' PubStatus="pubmed"')
        + f"</History><PublicationStatus>ppublish</PublicationStatus><ArticleIdList>{ids}</ArticleIdList>"
        "</PubmedData></PubmedArticle>"
    ).encode()


def book_xml(pmid: int) -> bytes:
    """One PubmedBookArticle."""
    return (
        f'<PubmedBookArticle><BookDocument><PMID Version="1">{pmid}</PMID><Book><Publisher><PublisherName>P'
        f"</PublisherName></Publisher><BookTitle>Marrow cells for diabetes</BookTitle><PubDate><Year>2019</Year>"
        f"</PubDate></Book><ArticleTitle>Diabetes chapter {pmid}</ArticleTitle></BookDocument></PubmedBookArticle>"
    ).encode()


def parsed(*pieces: bytes) -> list[Parsed]:
    """The articles as the server holds them."""
    return [item for item in _items(pieces) if isinstance(item, Parsed)]


def _items(pieces: tuple[bytes, ...]) -> Iterator[object]:
    body = b"<PubmedArticleSet>" + b"".join(pieces) + b"</PubmedArticleSet>"
    return read_xml(io.BytesIO(body), name="made-up articles")


def articles(*pmids: int, **facts: str) -> list[Parsed]:
    """Articles with these PMIDs."""
    return parsed(*(article_xml(pmid, **facts) for pmid in pmids))  # type: ignore[arg-type]  # facts are article_xml's

"""A PubmedBookArticle (a book, or a chapter of GeneReviews and the like) as a `Record`. Pure."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from evidence.pubmed import dates, parts
from evidence.pubmed.article import By, by_tag, pmid_of
from evidence.pubmed.registries import in_text
from evidence.pubmed.words import maybe, words
from evidence.records import SUMMARY_NOTICE, Author, Journal, PartialDate, Passage, Record, Source


def book(document: Element, data: Element | None, source: Source) -> Record:
    """The record of one BookDocument; its `journal` is the book, its title the chapter's or else the book's.

    Raises:
        NoRecord: there is no PMID.
    """
    inner = by_tag(document)
    volume = by_tag(inner["Book"]) if "Book" in inner else {}
    more = by_tag(data) if data is not None else {}
    pmid, version = pmid_of(inner.get("PMID"))
    title = words(inner.get("ArticleTitle")) or words(volume.get("BookTitle"))
    abstract = parts.sections(inner.get("Abstract"))
    notice = parts.copyright_of(inner.get("Abstract"))
    return Record(
        pmid=pmid,
        version=version,
        source=Source.STARTER if notice == SUMMARY_NOTICE else source,
        kind="book",
        title=title,
        vernacular_title=maybe(inner.get("VernacularTitle")),
        abstract=abstract,
        copyright=notice,
        authors=_authors(document, volume),
        journal=Journal(
            title=maybe(volume.get("BookTitle")),
            volume=maybe(volume.get("Volume")),
            pages=parts.pages(inner.get("Pagination")),
        ),
        published=dates.partial(volume.get("PubDate")) or PartialDate(None),
        article_date=dates.partial(inner.get("ContributionDate")),
        revised=dates.iso(inner.get("DateRevised")),
        history=dates.history(more.get("History", ())),
        languages=tuple(text for e in document.findall("Language") if (text := words(e))),
        publication_types=parts.types(document.findall("PublicationType")),
        keywords=parts.keywords(document.findall("KeywordList")),
        ids=_ids(inner, volume, more),
        registry_numbers=in_text((Passage("title", None, title), *abstract)),
        grants=parts.grants(inner.get("GrantList")),
        references=sum(1 for _ in document.iter("Reference")) or None,
    )


def _authors(document: Element, volume: By) -> tuple[Author, ...]:
    """The chapter's authors, else the book's, else the editors of either."""
    lists = [people for people in (*document.findall("AuthorList"), volume.get("AuthorList")) if people is not None]
    lists.sort(key=lambda people: people.get("Type") == "editors")
    return next((found for people in lists if (found := parts.authors(people))), ())


def _ids(inner: By, volume: By, more: By) -> tuple[tuple[str, str], ...]:
    """The chapter's identifiers, then those of its book."""
    ids = parts.article_ids(inner.get("ArticleIdList")) | parts.article_ids(more.get("ArticleIdList"))
    if "Book" in inner:
        ids |= parts.locations(inner["Book"])
    if "Isbn" in volume:
        ids |= dict.fromkeys(parts.identifier("isbn", words(volume["Isbn"])))
    return tuple(ids)

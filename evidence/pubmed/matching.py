"""Whether a record matches a query, read locally. Pure: no PubMed vocabulary is here, so it is a rough reading.

What PubMed does and this does not: explode a MeSH heading to the narrower ones (a heading that begins with the same
words counts instead: "Diabetes Mellitus" takes "Diabetes Mellitus, Type 2"), and map a word to its synonyms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evidence.pubmed.query import Both, Either, Query, Span, Term, Without
from evidence.records import Record

_WORDS = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?")


def _plain(text: str) -> str:
    """Lower-case words with one space around each, so that a phrase is a substring."""
    return " " + " ".join(_WORDS.findall(text.casefold())) + " "


@dataclass(frozen=True, slots=True)
class Card:
    """The index card of a record: its words by field, and its dates as (year, month, day)."""

    pmid: int
    words: dict[str, str]
    dates: dict[str, tuple[int, int, int]]

    @classmethod
    def of(cls, record: Record) -> Card:
        """A record's card; made once, asked often."""
        abstract = " ".join(section.text for section in record.abstract)
        keywords = " | ".join(keyword.text for keyword in record.keywords)
        mesh = [heading.descriptor.name for heading in record.mesh]
        parts = {
            "ti": [record.title],
            "ab": [abstract],
            "ot": [keywords],
            "tiab": [record.title, abstract, keywords],
            "mh": mesh,
            "majr": [heading.descriptor.name for heading in record.mesh if heading.major],
            "pt": [kind.name for kind in record.publication_types],
            "nm": [chemical.name for chemical in record.chemicals],
            "au": [author.name for author in record.authors],
            "ta": [name for name in (record.journal.title, record.journal.iso_abbreviation) if name],
            "la": list(record.languages),
            "aid": [value for _, value in record.ids],
            "si": [number.accession for number in record.registry_numbers],
        }
        words = {name: "|".join(_plain(text) for text in texts) for name, texts in parts.items()}
        words["tw"] = "|".join(words[name] for name in ("tiab", "mh", "pt", "nm"))
        words["all"] = "|".join([*words.values(), _plain(str(record.pmid))])
        return cls(record.pmid, words, _dates(record))


def _dates(record: Record) -> dict[str, tuple[int, int, int]]:
    """Each date type from the place in the XML that PubMed indexes it from; absent never matches.

    crdt is the history's "entrez", edat its "pubmed", mdat the date of revision
    (https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html).
    """
    history = dict(record.history)
    given = {
        "pdat": record.published.iso or (record.article_date.iso if record.article_date else ""),
        "crdt": history.get("entrez") or history.get("pubmed") or "",
        "edat": history.get("pubmed") or "",
        "mdat": record.revised or "",
    }
    return {name: _date(text, high=False) for name, text in given.items() if _DATE.match(text)}


def _date(text: str, *, high: bool) -> tuple[int, int, int]:
    """YYYY[/MM[/DD]]; what is left out is the first of it, or the last for the upper end of a range."""
    match = _DATE.match(text.strip())
    if match is None:
        return (9999, 99, 99) if high else (0, 0, 0)
    rest = 99 if high else 1
    return int(match[1]), int(match[2] or rest), int(match[3] or rest)


def matcher(query: Query) -> Callable[[Card], bool]:
    """A test for one query, prepared once: import filters a million records with it."""
    if isinstance(query, Term):
        return _term(query)
    if isinstance(query, Span):
        return _span(query)
    left, right = matcher(query.left), matcher(query.right)
    if isinstance(query, Both):
        return lambda card: left(card) and right(card)
    if isinstance(query, Either):
        return lambda card: left(card) or right(card)
    return lambda card: left(card) and not right(card)


def _term(term: Term) -> Callable[[Card], bool]:
    if term.field == "uid":
        return lambda card: str(card.pmid) == term.text.strip()
    needle = _plain(term.text)
    if not needle.strip():
        return lambda _: term.text == ""  # a lone asterisk: everything
    if term.prefix:
        needle = needle[:-1]
    if term.field in ("mh", "majr"):
        return lambda card: any(heading.startswith(needle) for heading in card.words[term.field].split("|"))
    if term.field == "sb":
        return lambda card: needle in card.words["all"]
    return lambda card: needle in card.words[term.field]


def _span(span: Span) -> Callable[[Card], bool]:
    if span.field == "uid":
        low, high = (int(side) if side.isdigit() else -1 for side in (span.low, span.high))
        return lambda card: low <= card.pmid <= high
    first, last = _date(span.low, high=False), _date(span.high, high=True)
    return lambda card: span.field in card.dates and first <= card.dates[span.field] <= last


def terms(query: Query) -> Iterable[Term]:
    """All the terms of a query, from left to right."""
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Both | Either | Without):
        yield from terms(query.left)
        yield from terms(query.right)

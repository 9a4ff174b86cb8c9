"""What the loopback server holds: articles by PMID with their index cards, and a search over them. Pure, in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from evidence.pubmed.items import Parsed
from evidence.pubmed.matching import Card, matcher, terms
from evidence.pubmed.query import Both, Either, Query, Span, Term, joined, parse
from evidence.records import Record


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, newest first as PubMed lists it, and what it makes of the query."""

    pmids: tuple[int, ...]
    translation: str
    not_found: tuple[str, ...] = ()
    quoted_not_found: tuple[str, ...] = ()
    fields_not_found: tuple[str, ...] = ()


class Library:
    """Articles by PMID; may change between two requests, as PubMed does."""

    def __init__(self, articles: Iterable[Parsed] = ()) -> None:
        self._raw: dict[int, bytes] = {}
        self._cards: dict[int, Card] = {}
        self._titles: dict[int, str] = {}
        self._newest_first: list[int] | None = None
        self._past: dict[str, tuple[int, ...]] = {}
        for article in articles:
            self.put(article)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, pmid: int) -> bool:
        return pmid in self._raw

    def put(self, article: Parsed) -> None:
        """Add an article, or replace it by a later revision."""
        record: Record = article.record
        self._raw[record.pmid] = article.raw
        self._cards[record.pmid] = Card.of(record)
        self._titles[record.pmid] = record.title
        self._newest_first = None

    def delete(self, pmid: int) -> None:
        """Take an article away, as a merge or a DeleteCitation does."""
        del self._raw[pmid], self._cards[pmid], self._titles[pmid]
        self._newest_first = None

    def raw(self, pmid: int) -> bytes:
        """The article's own XML."""
        return self._raw[pmid]

    def title(self, pmid: int) -> str:
        """The article's title."""
        return self._titles[pmid]

    def search(self, text: str, dates: tuple[str, str, str] | None = None) -> Hits:
        """The hits for a query, with an optional (datetype, mindate, maxdate).

        Raises:
            BadInput: the query can't be read.
        """
        query = parse(text)
        unknown = [term for term in terms(query) if self._is_unknown(term)]
        bare = {term for term in unknown if not term.quoted}
        kept = _without(query, bare)
        translation = _spell(query if kept is None else kept)
        if dates and kept is not None:
            kept = Both(kept, Span(dates[1], dates[2], dates[0]))
            translation = f"({translation}) AND {dates[1]}:{dates[2]}[{dates[0]}]"
        matches = matcher(kept) if kept is not None else lambda _: False
        return Hits(
            tuple(pmid for pmid in self._order() if matches(self._cards[pmid])),
            translation,
            tuple(term.text for term in unknown if not term.quoted),
            tuple(f'"{term.text}"' for term in unknown if term.quoted),
            tuple(term.unknown_tag for term in terms(query) if term.unknown_tag),
        )

    def remember(self, pmids: tuple[int, ...]) -> str:
        """Keep a search on the history server; the name to recall it by."""
        name = f"MCID_{len(self._past) + 1:024x}"
        self._past[name] = pmids
        return name

    def recall(self, name: str) -> tuple[int, ...] | None:
        """What a remembered search found; None once it is forgotten."""
        return self._past.get(name)

    def forget(self) -> None:
        """Let all histories expire."""
        self._past.clear()

    def _order(self) -> list[int]:
        if self._newest_first is None:
            self._newest_first = sorted(self._raw, reverse=True)
        return self._newest_first

    def _is_unknown(self, term: Term) -> bool:
        """PubMed drops a word of no field that it has never seen, and searches for the rest."""
        if term.field != "all" or not self._cards or not re.search(r"\w", term.text):
            return False
        matches = matcher(term)
        return not any(matches(card) for card in self._cards.values())


def _without(query: Query, dropped: set[Term]) -> Query | None:
    """The query with these words taken out; None when nothing is left of it."""
    if isinstance(query, Term):
        return None if query in dropped else query
    if isinstance(query, Span):
        return query
    left, right = _without(query.left, dropped), _without(query.right, dropped)
    if left is None or right is None:
        if isinstance(query, Both | Either):
            return right if left is None else left
        return left
    return type(query)(left, right)


def _spell(query: Query) -> str:
    """The query as QueryTranslation prints it, or near it."""
    if isinstance(query, Term):
        names = {"all": "All Fields", "tiab": "Title/Abstract", "mh": "MeSH Terms", "pt": "Publication Type"}
        star = "*" if query.prefix else ""
        return f'"{query.text}{star}"[{names.get(query.field, query.field)}]'
    if isinstance(query, Span):
        return f"{query.low}:{query.high}[{query.field}]"
    join = "AND" if isinstance(query, Both) else "OR" if isinstance(query, Either) else "NOT"
    return f"({f' {join} '.join(map(_spell, joined(query)))})"

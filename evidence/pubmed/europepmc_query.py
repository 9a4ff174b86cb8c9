"""A PubMed query in Europe PMC's words, as near as they come. Pure.

Europe PMC has no [tiab] or [Mesh] of its own spelling: TITLE_ABS and KW (keywords, MeSH headings among them) stand for
them. It does not explode headings by these fields, so it finds less than PubMed does by the same strategy.
"""

from __future__ import annotations

from typing import Final

from evidence.pubmed.query import Both, Either, Query, Span, Term, joined

_FIELDS: Final = {
    "ti": "TITLE",
    "ab": "ABSTRACT",
    "tiab": "TITLE_ABS",
    "tw": "TITLE_ABS",
    "mh": "KW",
    "majr": "KW",
    "ot": "KW",
    "pt": "PUB_TYPE",
    "au": "AUTH",
    "ta": "JOURNAL",
    "la": "LANG",
    "uid": "EXT_ID",
    "aid": "DOI",
}
_DATES: Final = {"pdat": "FIRST_PDATE", "crdt": "CREATION_DATE", "edat": "CREATION_DATE", "mdat": "UPDATE_DATE"}


def spell(query: Query) -> str:
    """The query as Europe PMC reads it, every operation in brackets: its operators bind otherwise than PubMed's."""
    if isinstance(query, Term):
        return _term(query)
    if isinstance(query, Span):
        return _span(query)
    join = "AND" if isinstance(query, Both) else "OR" if isinstance(query, Either) else "NOT"
    return f"({f' {join} '.join(map(spell, joined(query)))})"


def _term(term: Term) -> str:
    words = term.text.replace('"', " ").strip()
    bare = words.replace("-", "").isalnum()
    text = f"{words}*" if term.prefix and bare else words if bare else f'"{words}{"*" if term.prefix else ""}"'
    field = _FIELDS.get(term.field)
    return f"{field}:{text}" if field else text


def _span(span: Span) -> str:
    if span.field == "uid":
        return f"EXT_ID:[{span.low} TO {span.high}]"
    low, high = span.low.replace("/", "-"), span.high.replace("/", "-")
    return f"{_DATES[span.field]}:[{_whole(low, '-01-01')} TO {_whole(high, '-12-31')}]"


def _whole(date: str, rest: str) -> str:
    """YYYY or YYYY-MM made a day."""
    return date + {4: rest, 7: rest[3:]}.get(len(date), "")

"""Why a record does not match a query, in the query's own words, as it is read here (see `matching`). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from evidence.pubmed.matching import Card, matcher
from evidence.pubmed.query import Both, Either, Query, Span, Term, Without, joined

_SHOWN: Final = 4  # alternatives that are told one by one


class Lacking:
    """Tells what of one query a record lacks, or has that the query excludes; prepared once, asked often."""

    def __init__(self, query: Query) -> None:
        self._parts = list(_parts(query))

    def __call__(self, card: Card) -> str:
        """The parts that don't hold; "" for a record that matches."""
        return "; ".join(said for holds, said in self._parts if not holds(card))


def _parts(query: Query) -> Iterator[tuple[Callable[[Card], bool], str]]:
    """What must all hold, each with what to say where it does not."""
    if isinstance(query, Both):
        for part in joined(query):
            yield from _parts(part)
    elif isinstance(query, Without):
        yield from _parts(query.left)
        excluded = matcher(query.right)
        yield (lambda card: not excluded(card)), f"has what NOT excludes, {_said(query.right)}"
    else:
        yield matcher(query), f"lacks {_said(query)}"


def _said(query: Query) -> str:
    match query:
        case Term(text, field, prefix, quoted):
            words = f"{text}{'*' if prefix else ''}"
            return (f'"{words}"' if quoted else words) + ("" if field == "all" else f"[{field}]")
        case Span(low, high, field):
            return f"{low if low == high else f'{low}:{high}'}[{field}]"
        case Either():
            parts = joined(query)
            more = [f"{len(parts) - _SHOWN} more"] if len(parts) > _SHOWN else []
            return " OR ".join([*map(_within, parts[:_SHOWN]), *more])
        case Both():
            return " AND ".join(map(_within, joined(query)))
        case Without(left, right):
            return f"{_within(left)} NOT {_within(right)}"


def _within(query: Query) -> str:
    return _said(query) if isinstance(query, Term | Span) else f"({_said(query)})"

"""A query told in words, for `search --explain`: how it was read and all that is looked for. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evidence.store.query_absent import MEANS, is_absence
from evidence.store.query_fields import FIELDS, OF_TAGS, Kind, Own, SearchField, all_fields, find_field
from evidence.store.query_tree import And, Bound, Code, Everything, Not, Or, Query, Term, Within
from evidence.store.search_sql import mentions
from evidence.store.search_text import COLUMNS, looked_for, with_solid_words
from evidence.values import DESIGNS, MINUTES, plain

_ANYWHERE: Final = "title, abstract, keywords or MeSH"
_PLACES: Final = {"tiab": "title or abstract", "mesh": "the MeSH headings", "keyword": "the keywords"}


def explain(query: Query, own: Own = ()) -> list[str]:
    """Lines, indented by what belongs together; the first is the query as it prints itself. `own`: a topic's fields."""
    lines = [f"read as: {query}" if str(query) else "read as: every record", *_told(query, own, 0)]
    if not mentions(query, "deleted"):
        lines.append("left out: records that PubMed has deleted (status:deleted finds them)")
    return lines


def fields_told(own: Own = ()) -> Iterator[str]:
    """All fields, a line each, parted by tabs: an example, what it finds, its values; last what needs no field."""
    for field in all_fields(own).values():
        values = ", ".join((*field.values, *(("NR", "NA") if field.name in OF_TAGS else ())))
        yield "\t".join(filter(None, (field.example, field.about, values)))
    yield 'foot* OR "bone marrow" -mice\twords, anywhere in title, abstract, keywords and MeSH; OR, - and brackets'


def _told(query: Query, own: Own, depth: int) -> Iterator[str]:
    indent = "  " * depth
    match query:
        case And(parts) | Or(parts):
            yield indent + ("all of" if isinstance(query, And) else "any of")
            many = 1
            for part, solid in with_solid_words(parts):
                yield from _told(part, own, depth + 1)
                many = many + 1 if solid else 1
                if isinstance(query, And) and solid:
                    yield f'{indent}    (or, for the last {"three" if many > 2 else "two"}, "{solid.text}")'
        case Not(part):
            yield indent + "not"
            yield from _told(part, own, depth + 1)
        case _:
            yield indent + _leaf(query, own)


def _leaf(query: Query, own: Own) -> str:
    match query:
        case Term():
            return _term(query)
        case Code(field, value) if (named := find_field(field, own)) and named.kind is Kind.LABEL:
            return f"{named.about}: {value} ({_words(named, value)})"
        case Code(field, value):
            told = MEANS[value] if is_absence(query) else value
            return f"{FIELDS[field].about.partition(';')[0]}: {told}{_group(query)}"
        case Within(field):
            return f"{FIELDS[field].about.partition(';')[0]}: {_range(query)}"
        case _:
            assert isinstance(query, Everything)  # noqa: S101 - the others are told above
            return "every record"


def _term(term: Term) -> str:
    typed = f'"{term.text}"{"*" if term.prefix else ""}'
    if term.field not in COLUMNS:
        return f"{FIELDS[term.field].about}: {typed}"
    place = _PLACES.get(term.field, f"the {term.field}") if term.field else _ANYWHERE
    forms = looked_for(term)
    also = f" (looked for: {', '.join(forms)})" if len(forms) > 1 else ""
    return f"{typed} in {place}{also}"


def _words(field: SearchField, label: str) -> str:
    words = ", ".join(field.words[field.values.index(label)])
    return f"as the column shows it, by {words}; by MeSH and keywords only where the text names none"


def _group(code: Code) -> str:
    inside = [design for design, parent in DESIGNS.items() if parent == code.value and design != code.value]
    return f" (any of {', '.join(inside)})" if code.field == "design" and inside else ""


def _range(query: Within) -> str:
    low, high = query.low, query.high
    if low is not None and high is not None:
        return _bound(low) if low == high else f"{_bound(low)} to {_bound(high)}"
    if low is not None:
        return f"{_bound(low)} or more" if low.inclusive else f"more than {_bound(low)}"
    assert high is not None  # noqa: S101 - a range has one end at least
    return f"{_bound(high)} or less" if high.inclusive else f"less than {_bound(high)}"


def _bound(bound: Bound) -> str:
    if bound.unit == "minutes":
        return f"{bound} ({plain(round(bound.number / MINUTES, 4))} hours)"
    return f"{bound} ({plain(round(bound.value, 4))} days)" if bound.unit else str(bound)

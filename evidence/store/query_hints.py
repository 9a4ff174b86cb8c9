"""Near-misses of a query that found nothing: what was read as words, or as an odd year, and was not meant so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from evidence.errors import BadInput
from evidence.id_forms import pmid_in
from evidence.shown import first_of
from evidence.store.names import fold_name
from evidence.store.query import parse
from evidence.store.query_compared import comparisons, said_of, taken_for_words
from evidence.store.query_fields import Kind, Own, find_field
from evidence.store.query_ids import HIGHEST, SHORTEST, with_id
from evidence.store.query_status import read_status
from evidence.store.query_tree import FIELD, And, Bound, Code, Or, Query, Term, Within, cleaned, leaves

_SPACED: Final = re.compile(r"(?<![\w:-])([A-Za-z]+) ([A-Za-z]+):(\S+)")
_CENTURY: Final = 100
_TURN: Final = 40  # year:41 is 1941, year:40 is 2040: no article is older than PubMed's first, of the 1940s


def hint(text: str, query: Query, own: Own = ()) -> str | None:
    """One line on what was probably meant, None where nothing looks wrong; `query` is `text` as it was read."""
    return next(chain(_parted(text, own), _hints(text, query, own), _shown(text, query)), None)


def apart(argument: str, own: Own) -> str | None:
    """How one argument is read that begins with a topic's name and has words behind it; None where it is one value.

    A shell takes quotation marks away, so that `population:"diabetes mellitus"` comes as this too.
    """
    named = FIELD.match(argument)
    field = find_field(named[1], own) if named else None
    if field is None or field.kind is not Kind.LABEL or " " not in argument:
        return None
    try:
        query = parse(argument, own)
    except BadInput:  # a part of a query, that its other arguments make whole
        return None
    if not isinstance(query, And) or not isinstance(query.parts[0], Code) or not all(map(_is_word, query.parts[1:])):
        return None
    return f"{argument} is read as {query.parts[0]}, and anywhere in the text {' '.join(map(str, query.parts[1:]))}"


def _is_word(part: Query) -> bool:
    return isinstance(part, Term) and not part.field


def _parted(text: str, own: Own) -> Iterator[str]:
    """A name of two words without its underscore: `cell type:BM`."""
    for found in _SPACED.finditer(cleaned(text)):
        if (field := find_field(f"{found[1]}_{found[2]}", own)) and field != find_field(found[2], own):
            yield f"{found[0]} was read as {found[1]} and {found[2]}:…; did you mean {field.name}:{found[3]}?"


def _hints(text: str, query: Query, own: Own) -> Iterator[str]:
    if compared := taken_for_words(text, own):
        yield compared
    yield from (said_of([one]) for one in comparisons(text, own))
    if with_id(query) == query and (numbers := _bare_pmids(query)):
        were = "was read as a word" if len(numbers) == 1 else "were read as words"
        yield f"{first_of(numbers, 3, ' and ')} {were}; did you mean pmid:{','.join(numbers)}?"
    for leaf in leaves(query):
        if isinstance(leaf, Term) and not leaf.field and (named := FIELD.match(leaf.text)) and find_field(named[1]):
            if _reads(leaf.text):
                yield f'"{leaf.text}" in quotation marks was read as words; did you mean {parse(leaf.text)}?'
        elif isinstance(leaf, Term) and not leaf.field and (plain := _without_accents(leaf.text)):
            yield f"{leaf.text} was read as a word; did you mean {plain}?"
        elif isinstance(leaf, Within) and leaf.field == "year" and (full := _full_years(leaf)) != leaf:
            yield f"{leaf} is of the first century; did you mean {full}?"


def _shown(text: str, query: Query) -> Iterator[str]:
    """What a table shows and no text has, where it is the whole query: NR, NA, or what the status column says."""
    if not all(isinstance(leaf, Term) and not leaf.field for leaf in leaves(query)):
        return
    said = cleaned(text).strip('"').lower()
    if said in {"nr", "na"}:
        yield f"{said.upper()} stands in a column: n:{said.upper()}, followup:{said.upper()} or design:{said.upper()}"
    elif meant := read_status(said):
        yield f"{cleaned(text)} is what the status column says; did you mean {meant}?"


def _without_accents(text: str) -> str | None:
    """A field and its value, where a field's name was typed with accents: `désign:rct`; None else."""
    name, colon, value = text.partition(":")
    plain = fold_name(name)
    if not colon or not value or name.isascii() or (field := find_field(plain)) is None:
        return None
    meant = f"{field.name}:{value}"
    return meant if _reads(meant) else None


def _bare_pmids(query: Query) -> list[str]:
    """Numbers as long as a PMID among other parts of a query; those that are all of it find their records anyhow."""
    terms = [leaf for leaf in leaves(query) if isinstance(leaf, Term) and not leaf.field and not leaf.prefix]
    words = [term.text for term in terms] if isinstance(query, And | Or) else []
    pmids = [pmid_in(word.strip(",;")) for word in words]
    return list(dict.fromkeys(str(pmid) for pmid in pmids if pmid is not None and SHORTEST <= pmid <= HIGHEST))


def _reads(text: str) -> bool:
    try:
        return not isinstance(parse(text), Term)
    except BadInput:
        return False


def _full_years(years: Within) -> Within:
    return Within(years.field, _full_year(years.low), _full_year(years.high))


def _full_year(bound: Bound | None) -> Bound | None:
    """A year of two digits with its century; any other bound as it is."""
    if bound is None or bound.number >= _CENTURY:
        return bound
    return Bound(bound.number + (2000 if bound.number <= _TURN else 1900), bound.unit, bound.inclusive)

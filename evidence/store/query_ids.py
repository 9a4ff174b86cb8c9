"""A query that is nothing but ids (PMIDs, DOIs, registration numbers) finds their records as well. Touches nothing."""

from __future__ import annotations

from typing import Final

from evidence.errors import BadInput
from evidence.id_forms import doi_in, pmid_in, pmids_in, registrations_in
from evidence.store.query_tree import And, Bound, Code, Or, Query, Term, Within, any_of

HIGHEST: Final = 99_999_999  # PubMed's numbers have eight digits at most; a longer one is a trial's, or a price
SHORTEST: Final = 100_000  # among words a smaller number is more often one of patients, or of a dose
_MOST: Final = 400
_MARKS: Final = ",; "


def with_id(query: Query) -> Query:
    """The query, or the records of its ids: as words they are looked for all the same.

    Ids side by side are a list, as no record has two of a kind: `22814142 33198815`, `pmid:22814142 pmid:33198815`.

    Raises:
        BadInput: more DOIs and trials' numbers than a database takes in one question.
    """
    found = _with_id(query)
    many = sum(isinstance(part, Code) for part in _alternatives(found)) if found != query else 0
    if many > _MOST:
        raise BadInput(f"{many:,} ids in a query", f"keep it to {_MOST}, or give ids on stdin")
    return found


def _with_id(query: Query) -> Query:
    match query:
        case Term():
            return _either(query, _ids(query))
        case Or(parts):
            return any_of(dict.fromkeys(one for part in parts for one in _alternatives(_with_id(part))))
        case And(parts) if all(isinstance(part, Within) and _is_pmid(part) for part in parts):
            return any_of(dict.fromkeys(parts))
        case And(parts):
            ids = [_ids(part, SHORTEST) if isinstance(part, Term) else () for part in parts]
            return _either(query, tuple(one for each in ids for one in each)) if all(ids) else query
        case _:
            return query


def _alternatives(query: Query) -> tuple[Query, ...]:
    return query.parts if isinstance(query, Or) else (query,)


def _either(query: Query, ids: tuple[Query, ...]) -> Query:
    return any_of(dict.fromkeys((query, *ids))) if ids else query


def _ids(term: Term, shortest: int = 1) -> tuple[Query, ...]:
    """What a word that is an id, or a phrase of PMIDs, is as a field; PMIDs below `shortest` are words."""
    if term.field or term.prefix:
        return ()
    text = term.text.strip(_MARKS)
    if several := pmids_in(text):
        return tuple(map(_one, several))
    if numbers := registrations_in(text):
        return tuple(Code("nct", number.lower()) for number in numbers)
    pmid, doi = pmid_in(text), doi_in(text)
    if pmid is not None and shortest <= pmid <= HIGHEST:
        return (_one(pmid),)
    return (Code("doi", doi.lower()),) if doi else ()


def _is_pmid(part: Within) -> bool:
    return part.field == "pmid" and part.low == part.high


def _one(pmid: int) -> Within:
    return Within("pmid", Bound(float(pmid)), Bound(float(pmid)))

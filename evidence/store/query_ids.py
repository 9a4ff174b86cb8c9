"""A query that is nothing but a PMID, PMIDs with commas or a DOI finds their records as well. Touches nothing."""

from __future__ import annotations

from typing import Final

from evidence.id_forms import doi_in, pmid_in, pmids_in
from evidence.store.query_tree import Bound, Code, Query, Term, Within, any_of

HIGHEST: Final = 99_999_999  # PubMed's numbers have eight digits at most; a longer one is a trial's, or a price


def with_id(query: Query) -> Query:
    """The query, or the record of its number: the number as a word is looked for all the same."""
    if not isinstance(query, Term) or query.field or query.prefix:
        return query
    if several := pmids_in(query.text):
        return any_of((query, *map(_one, several)))
    pmid, doi = pmid_in(query.text), doi_in(query.text)
    if pmid is not None and 0 < pmid <= HIGHEST:
        return any_of((query, _one(pmid)))
    return any_of((query, Code("doi", doi.lower()))) if doi else query


def _one(pmid: int) -> Within:
    return Within("pmid", Bound(float(pmid)), Bound(float(pmid)))

"""The records that people included, excluded, differ on or have not screened, as SQL. Reads the database given.

Whose word stands is for `screening` to tell, not for SQL: the records are looked up and listed.
"""
# ruff: noqa: S608 - SQL is made here of our own names

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from sqlite3 import Connection
from typing import Final

from evidence.screening import State
from evidence.store.query_tree import And, Code, Not, Or, Query, Term
from evidence.store.screenings import any_said, of_all
from evidence.store.search_codes import LISTED, Condition

REASON: Final = "excluded"
"""The field of the words of the reason for which a record is excluded."""
_STATES: Final = {
    ("is", "included"): State.INCLUDED,
    ("is", "excluded"): State.EXCLUDED,
    ("status", "excluded"): State.EXCLUDED,
    ("status", "screening-disputed"): State.DISPUTED,
}
_UNSCREENED: Final = ("is", "unscreened")
EXCLUDED: Final = Code("is", "excluded")


def screening_condition(code: Code, connection: Connection) -> Condition | None:
    """What a record must be to be screened so; None where the code asks for something else."""
    if (state := _STATES.get((code.field, code.value))) is not None:
        return _listed(in_state(connection, state))
    return _listed(of_all(connection), "NOT IN") if (code.field, code.value) == _UNSCREENED else None


def excluded_for(connection: Connection, fits: Callable[[str], bool]) -> Condition:
    """Records that are excluded for a reason that fits."""
    found = of_all(connection).items()
    return _listed(pmid for pmid, one in found if one.state is State.EXCLUDED and fits(one.counts.said.reason))


def in_state(connection: Connection, state: State) -> set[int]:
    """The records, stored or not, of which that is what counts."""
    return {pmid for pmid, one in of_all(connection).items() if one.state is state}


def asks_about_screening(query: Query) -> bool:
    """Whether a query says itself what is to become of records that people included, excluded or have not screened."""
    match query:
        case And(parts) | Or(parts):
            return any(map(asks_about_screening, parts))
        case Not(part):
            return asks_about_screening(part)
        case Code(field, value):
            return (field, value) == _UNSCREENED or (field, value) in _STATES
        case Term():
            return query.field == REASON
        case _:
            return False


def hides(query: Query, connection: Connection) -> bool:
    """Whether what is published of a query lacks the excluded records: there may be some, and it does not ask."""
    return any_said(connection) and not asks_about_screening(query)


def _listed(pmids: Iterable[int], how: str = "IN") -> Condition:
    return Condition(f"{LISTED} {how} (SELECT value FROM json_each(?))", (json.dumps(sorted(pmids)),))

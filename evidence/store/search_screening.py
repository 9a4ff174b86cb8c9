"""The records that people included, excluded, differ on or have not screened, as SQL. Reads the database given.

Whose word stands is for `screening` to tell, not for SQL: the records are looked up and listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from sqlite3 import Connection
from typing import Final

from evidence.screening import State, short
from evidence.store.query_ids import with_id
from evidence.store.query_tree import And, Code, Everything, Not, Or, Query, Term, all_of
from evidence.store.screenings import any_said, of_all
from evidence.store.search_codes import Condition, listed

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
        return listed(in_state(connection, state))
    return listed(of_all(connection), but=True) if (code.field, code.value) == _UNSCREENED else None


def excluded_for(connection: Connection, fits: Callable[[str], bool]) -> Condition:
    """Records that are excluded for a reason that fits."""
    found = of_all(connection).items()
    return listed(pmid for pmid, one in found if one.state is State.EXCLUDED and fits(one.counts.said.reason))


def reasons_given(connection: Connection) -> str:
    """What a search for a reason that nobody gave may be told: the reasons that were, most used first; "" for none."""
    excluded = [one.counts.said.reason for one in of_all(connection).values() if one.state is State.EXCLUDED]
    used = [reason for reason, _ in Counter(excluded).most_common()]
    more = f" and {len(used) - _TOLD} more" if len(used) > _TOLD else ""
    return ", ".join(f'"{short(reason, _LONGEST)}"' for reason in used[:_TOLD]) + more


_TOLD: Final = 5  # reasons
_LONGEST: Final = 60  # characters of one


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


def published(query: Query, connection: Connection) -> Query:
    """A query as tables are published of it: without what people excluded, unless it asks about screening itself."""
    if not any_said(connection) or asks_about_screening(query):
        return query
    return Not(EXCLUDED) if isinstance(query, Everything) else all_of([with_id(query), Not(EXCLUDED)])


def whatever_screened(query: Query) -> Query:
    """A query without what it says of screening beside other things: what there was to be screened."""
    parts = query.parts if isinstance(query, And) else (query,)
    if isinstance(query, Or):  # each side is a search of its own, and screening may be one of them
        return query
    return all_of(part for part in parts if not asks_about_screening(part))

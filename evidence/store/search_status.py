"""The records whose status column says a word, as SQL: `tables.entry.status` over the store. Reads the database given.

A test holds the two against each other over every note that the column can have.
"""
# ruff: noqa: S608 - SQL is made here of our own names

from __future__ import annotations

from sqlite3 import Connection
from typing import Final

from evidence.registry import Registered, disagreements
from evidence.screening import State
from evidence.store.corrections import disputes
from evidence.store.pubmed_status import DROPPED
from evidence.store.query_status import tag_judged
from evidence.store.query_tree import Code
from evidence.store.search_codes import LISTED, PMID, Condition, listed
from evidence.store.search_screening import in_state
from evidence.store.tag_columns import PREFIX
from evidence.store.trials import NAMES
from evidence.values import Design, FollowUp, SampleSize

_BY_PERSONS: Final = " AND ".join(f"(f.{tag}_corrected OR f.{tag}_confirmed)" for tag in PREFIX.values())
_NO_STUDY: Final = "f.design_abstained = 'not applicable' AND NOT f.design_corrected AND NOT f.design_confirmed"
_PLAIN: Final = {
    "dropped": Condition(f"{LISTED} IN ({DROPPED})"),
    # a section may be empty; a notice never has any; where persons gave all three nobody cares what was there to read
    "no-abstract": Condition(
        f'(NOT EXISTS (SELECT 1 FROM sections x WHERE x.pmid = {PMID} AND x."end" > x.start)'
        f" AND coalesce(f.design, '') <> 'notice' AND NOT coalesce({_BY_PERSONS}, 0))"
    ),
    "value-without-a-design": Condition(
        f"({_NO_STUDY} AND (f.n_rule IS NOT NULL OR f.follow_up_rule IS NOT NULL)) IS TRUE"
    ),
}
_ATTRIBUTES: Final = ("allocation", "masking", "intervention_model")
_COLUMNS: Final = (*(f"t.{name}" for name in NAMES), *(f"f.{name}" for name in ("design", *_ATTRIBUTES)))
_TRIALS: Final = f"""
SELECT DISTINCT x.pmid, {", ".join(_COLUMNS)}, f.n, f.n_unit, f.follow_up_days
FROM registry_numbers x JOIN trials t ON t.nct = upper(x.accession) JOIN facts f ON f.pmid = x.pmid"""


def status_condition(code: Code, connection: Connection) -> Condition | None:
    """What a record must be for its status to say so; None where the code says nothing that needs more than its row."""
    if code.field == "status" and (judged := tag_judged(code.value)):
        tag, how = judged
        return Condition(f"(f.{tag}_{how} > 0) IS TRUE") if how != "disputed" else _disputed(connection, {tag})
    match code.field, code.value:
        case "status" | "is", "disputed":
            values = {one.pmid for one in disputes(connection)}
            return listed(values | in_state(connection, State.DISPUTED))
        case "status", "registry-disagrees":
            return listed(_disagreeing(connection))
        case "status", plain:
            return _PLAIN.get(plain)
        case _:
            return None


def _disputed(connection: Connection, tags: set[str]) -> Condition:
    """Records on which persons differ in one of these tags: whose word stands is for `disputes` to tell."""
    return listed({one.pmid for one in disputes(connection) if PREFIX[one.field] in tags})


def _disagreeing(connection: Connection) -> set[int]:
    """Records of which a registry says otherwise; the sentences themselves are for the table to tell."""
    found = set[int]()
    for pmid, *rest in connection.execute(_TRIALS):
        trial, facts = Registered(*rest[: len(NAMES)]), rest[len(NAMES) :]
        code, *attributes, n, unit, days = facts
        told = [(name, value) for name, value in zip(_ATTRIBUTES, attributes, strict=True) if value]
        design = Design(code, tuple(told)) if code else None
        size = None if n is None else SampleSize(n, unit)
        length = None if days is None else FollowUp(days, "days")
        if disagreements(trial, design, size, length):
            found.add(pmid)
    return found

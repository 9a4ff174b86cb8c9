"""Whose column says NR, NA or "no abstract", as SQL: `Entry.nothing` over the table of facts. Touches nothing.

A test holds the two against each other over every case: what the search finds is what the column says.
"""

from __future__ import annotations

from evidence.absent import NEVER, NO_ABSTRACT, NOT_APPLICABLE
from evidence.store.query_fields import OF_TAGS
from evidence.store.search_codes import Condition
from evidence.store.tag_columns import PREFIX
from evidence.values import Field


def absent_condition(name: str, word: str) -> Condition:
    """What a record must be for the column of a tag to say this word, NR, NA or "no abstract".

    Args:
        name: the search field, one of `OF_TAGS`.
        word: one of the three.
    """
    field = OF_TAGS[name]
    can_not, codes = _can_not(field)
    unread = f"coalesce(f.{PREFIX[field]}_abstained, '') = '{NO_ABSTRACT}'"
    wanted = can_not
    if word != NOT_APPLICABLE:
        wanted = f"NOT ({can_not}) AND {'' if word == NO_ABSTRACT else 'NOT '}{unread}"
    return Condition(f"(f.{PREFIX[field]} IS NULL AND ({wanted}))", codes)


def _can_not(field: Field) -> tuple[str, tuple[str, ...]]:
    """True or false, never NULL, where a field has no value: whether none can exist, with the codes for its marks.

    A person's word on the field goes first: where there is no value and a person said so, it is corrected or confirmed.
    """
    tag, codes = PREFIX[field], tuple(sorted(NEVER[field]))
    said = f"coalesce(f.{tag}_abstained, '') = 'not applicable'"
    if not codes:
        return said, ()
    by_machine = "NOT f.design_corrected AND NOT f.design_confirmed"
    marks = ", ".join("?" * len(codes))
    machine = f"f.design IN ({marks}) OR ({said} AND {by_machine})"
    unsaid = f"NOT f.{tag}_corrected AND NOT f.{tag}_confirmed"
    return f"CASE WHEN f.design IS NOT NULL AND {unsaid} THEN {machine} ELSE {said} END", codes

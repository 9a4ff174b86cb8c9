"""`n:NR`, `followup:NA`: what a table's column says where there is no value, as a search. Touches nothing.

NR is "not reported", NA "a value can't exist", "no abstract" that only a title was there to read; each finds exactly
the records whose column says so. Columns of words (a design's attributes, a topic's names) know NR only. "none" could
mean any, so it is asked back.
"""

from __future__ import annotations

from typing import Final

from evidence.absent import NO_ABSTRACT, NOT_APPLICABLE, NOT_REPORTED
from evidence.errors import BadInput
from evidence.store.query_fields import FIELDS, OF_TAGS, Kind, SearchField
from evidence.store.query_tree import Code, Query, negated
from evidence.values import ATTRIBUTES, NO_USE, says_none

MEANS: Final = {
    NOT_REPORTED: "NR, as the table says it: not reported",
    NOT_APPLICABLE: "NA, as the table says it: none can exist",
    NO_ABSTRACT: "no abstract, as the table says it: only a title was there to read",
}
_NR: Final = frozenset(["nr", "not reported", "not stated"])


def read_none(field: SearchField, text: str) -> Query | None:
    """The condition of a value that says there is none; None where it is a value like any other.

    Raises:
        BadInput: the field has no such column, or it may mean several; the message names one that works.
    """
    said = text.strip().lower()
    if not says_none(said) or text.strip() in field.values or said in field.values:
        return None
    if field.name in OF_TAGS and field.kind is not Kind.LABEL:  # a topic's own words may be called so
        return Code(field.name, _which(field, said))
    is_words = field.kind is Kind.LABEL or field.name in ATTRIBUTES
    if not is_words and field.name not in FIELDS["has"].values:
        return None
    if is_words and said in _NR:
        return negated(Code("has", field.name))
    todo = f"write {field.name}:NR" if is_words else f"write -has:{field.name}"
    raise BadInput(f"{field.name}:{text.strip()} is no value", f"{todo} for records without one")


def is_absence(code: Code) -> bool:
    """Whether a code is one of the words for no value of a tag."""
    return code.field in OF_TAGS and code.value in MEANS


def _which(field: SearchField, said: str) -> str:
    if said in _NR:
        return NOT_REPORTED
    if said in NO_USE:
        return NOT_APPLICABLE
    if said == NO_ABSTRACT:
        return NO_ABSTRACT
    name = field.name
    todo = f"write {name}:NR (not reported), {name}:NA (none can exist) or, for both, -has:{name}"
    raise BadInput(f"{name}:{said} may mean two things", todo)

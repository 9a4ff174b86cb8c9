"""The follow-up in a row of one of the tool's own tables: months, and the length as stated beside it. Touches nothing.

The months decide: they are the column that is sorted, looked at and corrected. But they are written to a tenth, and of
a week that is four days or nine: where the length as stated is written so in months, it is the same length, told whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from evidence.errors import BadInput
from evidence.typed import is_bare_number, parse_value
from evidence.values import Field, FollowUp, rounded, says_none

MONTHS: Final = "follow_up_(months)"
STATED: Final = "follow_up_as_stated"


def length_told(row: Mapping[str, Any]) -> str:
    """The length that a row tells, as a person types one; that of the one column where it has not both."""
    months, stated = row.get(MONTHS), _bare(row.get(STATED, ""))
    if months is None or _agree(months, stated):
        return stated
    return f"{months} months" if is_bare_number(months) else str(months)


def tells_two(row: Mapping[str, Any]) -> bool:
    """Whether the two columns tell two lengths: one of them was edited, and nobody knows that it wasn't the other."""
    months, stated = row.get(MONTHS), _bare(row.get(STATED, ""))
    if not months or not stated or (says_none(months) and says_none(stated)):
        return False
    return not _agree(months, stated)


def _bare(stated: str) -> str:
    """A length without what it lies between, which no label is held against: "34 months (IQR 25-56)"."""
    return stated.partition(" (")[0]


def _agree(months: str, stated: str) -> bool:
    """Whether the column of months writes the stated length as this number.

    Or as "<0.1": so a workbook shows the least of them, and what is shown is what a spreadsheet saves as CSV.
    """
    try:
        number = parse_value(Field.FOLLOW_UP, f"{months} months") if is_bare_number(months) else None
        length = parse_value(Field.FOLLOW_UP, stated)
    except BadInput:  # which is told of the one that counts, if it is that
        return False
    if not isinstance(length, FollowUp):
        return False
    shown = months == rounded(length.exact_months)
    return shown or (isinstance(number, FollowUp) and number.value == length.exact_months)

"""What stands in a store and can't be read: rows that no program of ours wrote, by bit-rot or by hand. Touches nothing.

SQLite finds damage to its own pages; this is about what is whole for SQLite and nonsense to us, such as half a list.
"""

from __future__ import annotations

import json
import math
from typing import Any, Final

from evidence.errors import BadInput
from evidence.values import DAYS_PER, DESIGNS, SPREADS, Design, Field, FollowUp, SampleSize, Value, value_from_json

FAULTS: Final = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""What reading such a row may raise; the reader turns it into `Damaged`."""


class Damaged(BadInput):
    """Rows of a record can't be read.

    Args:
        pmid: the record's.
        what: which rows.
        error: what reading them raised.
        todo: what the person can do.
    """

    def __init__(self, pmid: int, what: str, error: Exception, todo: str = "") -> None:
        self.pmid = pmid
        self.rows = f"{what} is damaged ({_short(error)})"
        super().__init__(f"PMID {pmid}: {self.rows}", todo or "`evidence rebuild` reads it again from the raw XML")


def _short(error: Exception) -> str:
    said = " ".join(str(error).split())[:80]
    return f"no {said}" if isinstance(error, KeyError) else said


def texts_of(text: str | None) -> tuple[str, ...]:
    """The texts of a cell that holds a JSON list of them; none for an empty one.

    Raises:
        ValueError: it holds something else.
    """
    texts = rows_in(text)
    if not all(isinstance(each, str) for each in texts):
        raise ValueError(f"no list of texts: {text}")
    return texts


def rows_in(text: str | None) -> tuple[Any, ...]:
    """What stands in a cell that holds a JSON list; nothing for an empty one.

    Raises:
        ValueError: it holds something else.
    """
    found = json.loads(text) if text else []
    if not isinstance(found, list):
        raise ValueError(f"no list: {text}")  # noqa: TRY004 - one kind of error for one kind of fault
    return tuple(found)


def value_in(field: Field, text: str) -> Value:
    """The value that a cell holds.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, RecursionError: it holds none.
    """
    value = value_from_json(field, json.loads(text))
    if not _is_value(value):
        raise ValueError(f"no {field.value}: {text}")
    return value


def _is_value(value: Value) -> bool:
    match value:
        case Design(code, attributes):
            return code in DESIGNS and all(isinstance(said, str) for _, said in attributes)
        case SampleSize():
            counts = (value.value, *value.arms, *(() if value.studies is None else (value.studies,)))
            return all(isinstance(n, int) for n in counts) and _are_texts(value.unit, value.role)
        case FollowUp():
            lengths = [length for length in (value.value, value.low, value.high) if length is not None]
            whole = value.value is not None and all(math.isfinite(length) for length in lengths)
            return whole and value.unit in DAYS_PER and _are_texts(value.statistic) and value.spread in (None, *SPREADS)


def _are_texts(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)


def pmids_in(text: str | None) -> list[int]:
    """The PMIDs that a cell of the ledger lists.

    Raises:
        BadInput: it lists something else.
    """
    try:
        pmids = [int(pmid) for pmid in rows_in(text)]
    except FAULTS as error:
        raise ledger_damaged(error) from None
    return pmids


def ledger_damaged(error: Exception) -> BadInput:
    """The error for a ledger of pulls that can't be read."""
    return BadInput(f"the ledger of pulls is damaged ({_short(error)})", "restore a copy, or pull into a new file")

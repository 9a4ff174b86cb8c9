"""The words that each attribute of a design was read from. Pure.

The store keeps the values; who asks has the record read once more. An attribute that reads otherwise today is of an
earlier version, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from evidence.findings import Attribute
from evidence.records import Passage
from evidence.tag.design.attributes import attributes_told
from evidence.tag.design.signs import Signs
from evidence.tag.text import Document
from evidence.values import Design, Value

EARLIER: Final = "read by an earlier version, today's reads it otherwise: `evidence tag --all` reads anew"


def attributes_of(pmid: int, passages: Iterable[Passage], value: Value) -> tuple[Attribute, ...]:
    """The attributes of a design in its order, each with its words; () for another value.

    Args:
        pmid: of the record.
        passages: its text, as it was read.
        value: what was read from it.
    """
    if not isinstance(value, Design) or not value.attributes:
        return ()
    told = {one.name: one for one in attributes_told(Signs(Document(pmid, passages)), value.code)}
    return tuple(_today(told.get(name), name, read) for name, read in value.attributes)


def _today(told: Attribute | None, name: str, read: str) -> Attribute:
    return told if told is not None and told.value == read else Attribute(name, read, (), EARLIER)

"""Stub, replaced by the room's builder."""

from __future__ import annotations

from evidence.findings import Reading
from evidence.tag.text import Document
from evidence.values import Field


def read(document: Document, *, rules_only: bool = False) -> Reading:
    """All candidates of one record, best first."""
    del document, rules_only
    return Reading(Field.DESIGN, (), "not stated")

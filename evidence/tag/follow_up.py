"""Stub, replaced by the room's builder."""

from __future__ import annotations

from evidence.findings import Reading
from evidence.tag.text import Document
from evidence.values import Design, Field


def read(document: Document, *, design: Design | None, rules_only: bool = False) -> Reading:
    """All candidates of one record, best first."""
    del document, design, rules_only
    return Reading(Field.FOLLOW_UP, (), "not stated")

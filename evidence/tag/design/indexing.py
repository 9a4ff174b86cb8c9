"""What PubMed's indexing says of a design: publication types and MeSH headings, quoted as passages. Pure."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from evidence.records import Passage, Quote
from evidence.tag.rule import rule
from evidence.tag.text import Document

PUBLICATION_TYPE = "design.publication_type"
MESH = "design.mesh"


class Indexing(NamedTuple):
    """One heading that says something: its feature for the learned layer, the code it speaks for, and its quote."""

    feature: str
    rule: str
    code: str | None
    strength: float
    quote: Quote


class _Entry(NamedTuple):
    code: str | None
    strength: float
    without: str | None


@lru_cache(maxsize=2)
def _entries(kind: str) -> dict[str, _Entry]:
    text = resources.files("evidence.data").joinpath("vocabulary/design_indexing.toml").read_text(encoding="utf-8")
    return {
        name: _Entry(entry.get("code"), entry.get("strength", 0.0), entry.get("without"))
        for name, entry in tomllib.loads(text)[kind].items()
    }


def indexing(document: Document) -> list[Indexing]:
    """The publication types and MeSH headings of a record that say something of its design, in PubMed's order."""
    return [
        *_known(publication_types(document), PUBLICATION_TYPE, "publication_type"),
        *_known(headings(document), MESH, "mesh"),
    ]


@rule(PUBLICATION_TYPE)
def publication_types(document: Document) -> dict[str, Passage]:
    """PubMed's publication type names the design.

    Takes: [Publication type] Practice Guideline
    Leaves: [Publication type] Research Support, Non-U.S. Gov't
    """
    return {passage.text: passage for passage in document.named("publication_type")}


@rule(MESH)
def headings(document: Document) -> dict[str, Passage]:
    """A MeSH heading names the design, or says that no human was studied.

    Takes: [MeSH] Cross-Sectional Studies
    Leaves: [MeSH] Follow-Up Studies
    """
    return {passage.text.partition("/")[0].strip("* "): passage for passage in document.named("mesh")}


def _known(found: dict[str, Passage], name: str, kind: str) -> list[Indexing]:
    """Those headings that the vocabulary knows, each quoted from its passage; most it does not."""
    entries = _entries(kind)
    out: list[Indexing] = []
    new = tuple.__new__  # a NamedTuple's own constructor takes twice the time
    for heading, passage in found.items():
        entry = entries.get(heading)
        if entry and (entry.without is None or entry.without not in found):
            start = passage.text.find(heading)
            quote = new(Quote, (passage.name, start, start + len(heading), heading))
            out.append(new(Indexing, (f"{kind}:{heading}", name, entry.code, entry.strength, quote)))
    return out

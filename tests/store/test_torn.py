"""A record that is the beginning of another is told from one that says something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.records import Author, Passage, Record, Source
from evidence.store.torn import is_torn_from

WHOLE = Record(
    7,
    source=Source.MEDLINE_TEXT,
    title="Marrow for feet.",
    abstract=(Passage("abstract.0", None, "We treated 12 feet."),),
    authors=(Author("Doe", "Jane"), Author("Roe", "Rick", affiliations=("A town",))),
    revised="2024-01-02",
)


@pytest.mark.parametrize(
    "part",
    [
        replace(WHOLE, abstract=(Passage("abstract.0", None, "We tre"),), authors=()),
        replace(WHOLE, abstract=()),
        replace(WHOLE, authors=(Author("Doe", "Jane"), Author("Ro"))),
        replace(WHOLE, authors=WHOLE.authors[:1]),
    ],
)
def test_what_is_left_of_a_record_is_torn_from_it(part: Record) -> None:
    assert is_torn_from(part, WHOLE)
    assert not is_torn_from(WHOLE, part)


@pytest.mark.parametrize(
    "other",
    [
        WHOLE,
        replace(WHOLE, title="Marrow for hands."),
        replace(WHOLE, abstract=(), keywords=(), authors=(Author("Poe"),)),
        replace(WHOLE, abstract=(), revised="2024-02-02"),
        replace(WHOLE, abstract=(), source=Source.PUBMED_XML),
    ],
)
def test_another_text_another_day_and_xml_are_not(other: Record) -> None:
    assert not is_torn_from(other, WHOLE)

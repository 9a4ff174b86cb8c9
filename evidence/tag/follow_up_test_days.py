"""Days on which everybody was tested, for records that state nothing longer: "completed four test days". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.duration_forms import number
from evidence.tag.duration_shape import Duration, Shape
from evidence.tag.follow_up_cues import Mention, around
from evidence.tag.follow_up_rules import Claim
from evidence.tag.rule import rule
from evidence.tag.text import Document, Section, Sentence

_DAYS: Final = re.compile(
    r"\b(both|two|three|four|five|six|[2-6]) (?:(?:separate|different|non-consecutive|consecutive|subsequent) )?"
    r"(?:(?:test|testing|study|experimental|dosing|session|treatment|laboratory) )days\b"
)


@rule("follow_up.test_days")
def days_tested(mention: Mention) -> Claim | None:
    """The days of a crossover whose periods are a day each: at least as many, for how far they lie apart is not told.

    Takes: The volunteers completed four test days, one with each drug and one with neither.
    Leaves: The volunteers completed four tests in a day.
    """
    one = mention.duration
    told = _DAYS.search(mention.folded, one.start, one.end)
    return Claim(mention, "follow_up.test_days", "minimum") if told else None


def days_in(document: Document) -> Iterator[Mention]:
    """The test days that a record's own sentences count; other readers know no days but those of a calendar."""
    for order, sentence in enumerate(document.abstract):
        if " days" in sentence.folded and sentence.section not in (Section.BACKGROUND, Section.CONCLUSIONS):
            yield from around(sentence, list(_counted(sentence)), order)


def _counted(sentence: Sentence) -> Iterator[Duration]:
    for found in _DAYS.finditer(sentence.folded):
        days = 2.0 if found[1] == "both" else number(found[1])
        yield Duration(found.start(), found.end(), days, "days", Shape.SINGLE, figure=found.end())

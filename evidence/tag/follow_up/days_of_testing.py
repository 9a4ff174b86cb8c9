"""Days on which everybody was tested, for records that state nothing longer: "completed four test days". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.durations.forms import number
from evidence.tag.durations.shape import Duration, Shape
from evidence.tag.follow_up.cues import Mention, read_apart
from evidence.tag.follow_up.rules import Claim
from evidence.tag.rule import rule
from evidence.tag.text import Document, Sentence

_DAYS: Final = re.compile(
    r"\b(?P<tests>both|two|three|four|five|six|[2-6])"
    r" (?:(?:separate|different|non-consecutive|consecutive|subsequent) )?"
    r"(?:(?:test|testing|study|experimental|dosing|session|treatment|laboratory) )days\b"
    r"|\b(?:taken|tested|measured|assessed|obtained|examined|evaluated|studied|performed|recorded|collected"
    r"|completed|administered|conducted)(?: [\w-]+){0,2} (?:on|over|across)"
    r" (?P<row>two|three|four|five|six|seven|[2-7])"
    r" (?:consecutive|subsequent|successive) (?:study |test )?days\b(?! (?:before|prior|preceding)\b)"
)


@rule("follow_up.test_days")
def days_tested(mention: Mention) -> Claim | None:
    """The days of a crossover whose periods are a day each: at least as many, for how far they lie apart is not told.

    Takes: The volunteers completed four test days, one with each drug and one with neither.
    Leaves: The volunteers completed four tests in a day.
    """
    one = mention.duration
    told = any(_where(found) == one.start for found in _DAYS.finditer(mention.folded, 0, one.end))
    return Claim(mention, "follow_up.test_days", "minimum") if told else None


def days_in(document: Document) -> Iterator[Mention]:
    """The test days that a record's own sentences count; other readers know no days but those of a calendar."""
    return read_apart(document, (" days",), _counted)


def _counted(sentence: Sentence) -> Iterator[Duration]:
    for found in _DAYS.finditer(sentence.folded):
        counted = found["tests"] or found["row"]
        days = 2.0 if counted == "both" else number(counted)
        yield Duration(_where(found), found.end(), days, "days", Shape.SINGLE, figure_end=found.end())


def _where(found: re.Match[str]) -> int:
    """Where the number of days begins."""
    return max(found.start("tests"), found.start("row"))

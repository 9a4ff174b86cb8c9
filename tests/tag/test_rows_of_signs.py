"""Rows of one sign beside what the taggers look at hardest end: a dash that both a word and what parts words may take.

A run of sixty dashes behind "for 12 weeks" once took for ever, since a pattern could cut it into words and gaps in more
ways than there are atoms. A pattern that does so again hangs this test.
"""

from __future__ import annotations

import pytest

from evidence.records import Passage
from evidence.tag.tagger import read
from evidence.values import Field

ROWS = ["-", " -", "- ", "a-", "a ", "of ", ", ", "1, ", "1 ", "( ", "/", "a/", ". ", "and ", "-a ", "n=", "1-", " , "]
TEXTS = [
    "They were treated for 12 weeks {}x.",
    "They had treatment for 12 weeks {}x and 24 weeks of therapy",
    "A 12-week {}x trial.",
    "Ninety women were random{}x.",
    "All were followed for 12 weeks {}x run-ix",
    "Cramps came after 12 weeks {} wash-ox",
    "Sixty adults {}x were randomised to 30 {} y",
    "Their mean age {} was 40 years; n = 30 {} z",
    "Median follow-up {} 3 years (range {} )",
    "Two groups of {} 30 patients each {}",
    "There were visits at 1, 2 {} months after {} surgery",
    "A retrospective {} study of {} 40 cases",
    "It was extended by {} 4 weeks {} was extended for",
    "There were two {} periods of 4 weeks {}",
    "It helped 30 of {} 60 patients (50{})",
]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_one_sign_ends(row: str) -> None:
    heard = 0  # of sizes and lengths, which a row may hide in one text or the other, but not in all
    for text in TEXTS:
        told = text.replace("{}", row * 200)
        readings = read(1, [Passage("title", None, "Rowing"), Passage("abstract.0", None, told)])
        assert [one.field for one in readings] == list(Field)
        heard += sum(bool(one.candidates) for one in readings if one.field is not Field.DESIGN)
        quotes = [quote for one in readings for found in one.candidates for quote in found.quotes]
        assert all(quote.text in ("Rowing", told[quote.start : quote.end]) for quote in quotes)
    assert heard >= 5

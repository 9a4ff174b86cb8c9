"""Where a text is cut into sentences: at the end of one, also where sections were put together without a space."""

from __future__ import annotations

import pytest

from evidence.records import Passage
from evidence.sentences import closed_up, sentence_spans
from evidence.tag.text import Document, Section

GLUED = [
    "Cells were given to 40 patients.|Methods: We looked at both.",
    "The dose was 0.5.|Patients were seen twice.",
    "Most (31%).|The rest did not.",
    "It was safe (n = 40).|METHODS: We looked.",
]
SPACED = ["It was open.|We treated 40 patients.", "They were in group B.|At one year all lived.", "Did it help?|Yes."]


@pytest.mark.parametrize(
    ("text", "between"), [(text, " ") for text in [*GLUED, *SPACED]] + [(text, "") for text in GLUED]
)
def test_a_sentence_ends_here(text: str, between: str) -> None:
    whole = text.replace("|", between)
    assert [whole[start:end] for start, end in sentence_spans(whole)] == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "The change was p.Val600Glu in all.",
        "They served in the U.S.Army for years.",
        "As told by Smith et al. In 40 patients it failed.",
        "Doses (0.05 vs.Placebo ) were given by Dr.Brown in turn.",
        "It grew on E. coli and on e.g. Serratia.",
        "See www.Example.org for more.",
    ],
)
def test_none_ends_within(text: str) -> None:
    assert sentence_spans(text) == [(0, len(text))]


@pytest.mark.parametrize(
    ("parted", "closed"),
    [
        ("They slept for 6. 4+/-1.2 hours", "They slept for 6.4 +/-1.2 hours"),
        ("weighed 31 +/- 2. 75 kg", "weighed 31 +/- 2.75  kg"),
        ("were women (61. 5%), and", "were women (61.5 %), and"),
        ("the rest (P = 0. 012).", "the rest (P = 0.012 )."),
        ("seen late (8. 5 months)", "seen late (8.5  months)"),
    ],
)
def test_a_decimal_with_a_space_in_it_is_closed_and_nothing_else_moves(parted: str, closed: str) -> None:
    assert closed_up(parted) == closed
    assert len(closed) == len(parted)
    (one,) = Document(1, [Passage("abstract.0", None, parted)]).abstract
    assert one.folded == closed.lower()
    assert one.whole.text == parted


@pytest.mark.parametrize(
    "text",
    ["All fell in group 2. 14 men did.", "Dogs over 6. 2) Cats.", "In 0. 8% of them", "Ours (stage 3. 20% of all)"],
)
def test_a_number_that_begins_a_sentence_is_no_decimal(text: str) -> None:
    assert closed_up(text) == text


def test_the_keywords_at_the_end_are_no_statement() -> None:
    told = "We treated 40 adults. All were seen for a year."
    texts = [told + " Keywords: randomized controlled trial; cohort", told + " [Key Words: trial, cohort]"]
    for text in texts:
        sentences = Document(1, [Passage("abstract.0", None, text)]).abstract
        assert " ".join(text[s.start : s.end] for s in sentences) == told
    text = "We searched two databases with these keywords: marrow, cells. Two studies were found."
    assert len(Document(1, [Passage("abstract.0", None, text)]).abstract) == 2


def test_how_a_journal_grades_evidence_is_no_statement_of_a_record() -> None:
    told = "We treated 40 adults. LEVEL OF EVIDENCE: Level IV, case series."
    (*_, last) = Document(1, [Passage("abstract.0", None, told + " See Instructions for Authors for more.")]).abstract
    assert last.end == len(told)


def test_a_long_dash_ends_a_heading() -> None:
    text = "Background\u2014It is rare. Methods\u2014Forty men came. Results\u2014All were seen."
    sections = [sentence.section for sentence in Document(1, [Passage("abstract.0", None, text)]).abstract]
    assert sections == [Section.BACKGROUND, Section.METHODS, Section.RESULTS]


def test_one_heading_over_a_whole_abstract_says_nothing() -> None:
    told = "Background: It is rare. It is seldom treated."
    study = " We treated 40 adults. All were seen at 3 months."
    cut = Document(1, [Passage("abstract.0", None, told)]).abstract
    assert [sentence.section for sentence in cut] == [Section.BACKGROUND] * 2  # the background alone is what it is
    cut = Document(1, [Passage("abstract.0", None, told + study)]).abstract
    assert [sentence.section for sentence in cut] == [Section.NONE] * 4
    cut = Document(1, [Passage("abstract.0", None, told + " Methods:" + study)]).abstract
    assert [sentence.section for sentence in cut] == [Section.BACKGROUND] * 2 + [Section.METHODS] * 2

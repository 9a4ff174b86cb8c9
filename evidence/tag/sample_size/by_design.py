"""What a design says of a candidate: a notice counts nobody, the sources of a model are no sample, a plan is. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.numbers import SMALL
from evidence.tag.other_studies import has_own
from evidence.tag.sample_size.candidates import Candidate
from evidence.tag.sample_size.scan import Scan
from evidence.values import Design

# "Survival came from a single-arm study (n = 111)", "utilities from a survey of 210 people": what a model is fed with.
_SOURCE: Final = re.compile(
    r"\b(?:from|by|on) (?:an?|the|two|three|published|earlier) (?:[a-z-]+ ){0,4}?"
    r"(?:trial|study|survey|series|meta-analysis)\b"
)
_PLANS: Final = re.compile(
    r"\b(?:(?:plan(?:ned)?|aim(?:ed)?|expect(?:ed)?|intend(?:ed)?|hope|propose|want|need|seek)s?|is|are) to"
    r" (?:be (?:enrolled|included|recruited|randomi[sz]ed)|enroll?|include|recruit|enter|randomi[sz]e|study|follow)\b"
    r"|\b(?:are|is) (?:required|needed|planned|to be)\b|\bwill\b|\b(?:estimated|target|sample size|objective)\b"
)
_LEAST: Final = 10  # what is planned for is more than this


# "Pain fell (8 trials, 620 participants)": those of one outcome.
_OF_SOME: Final = re.compile(
    rf"\((\d{{1,3}}|{'|'.join(SMALL)}) (?:[a-z-]+ )?"
    r"(?:trials?|studies|study|rcts?)(?:,|;|:)? ?(?:n ?= ?)?$"
)
_SOME_REACH: Final = 60


def is_of_some(scan: Scan, candidate: Candidate, studies: int | None) -> bool:
    """Whether the people of only some of a review's studies are counted, or some of its studies.

    "We included 16; 8 trials, 620 adults", "nine studies, of depression (n = 7)".
    """
    if not studies or not candidate.parts:
        return False
    if all(m.form == "n=" and m.side != "right" and m.value <= studies for m in candidate.parts):
        return True  # "the nine studies were of depression (n = 7) and anxiety (n = 2)"
    start = candidate.head.start
    found = _OF_SOME.search(scan.text, scan.reach_left(candidate.head.sentence, start, _SOME_REACH), start)
    if not found:
        return False
    told = found[1]
    return (SMALL.get(told) or int(told)) < studies


def counts_nobody(scan: Scan, candidate: Candidate, design: Design | None) -> bool:
    """Whether a record of this design has no sample in its candidate.

    A notice is of somebody's paper, an economic model has its sources and a made-up patient, not a sample.
    """
    if design is None or design.code not in ("notice", "economic"):
        return False
    if design.code == "notice" or candidate.how == "case":
        return True
    if "alongside" in scan.text:
        return False
    begin, end = scan.span(candidate.head.sentence)
    return _SOURCE.search(scan.text, begin, candidate.head.end) is not None and not has_own(scan.text, begin, end)


def is_plan(scan: Scan, candidate: Candidate, design: Design | None) -> bool:
    """Whether a protocol says of a candidate that so many are to be taken in: "we plan to enrol 780"."""
    if design is None or design.code != "protocol" or candidate.value < _LEAST or not candidate.parts:
        return False
    head = candidate.head
    taken = "enrolled" in head.cues.kinds or "planned" in head.cues.kinds or "randomised" in head.cues.kinds
    named = head.kind != "none" and head.side == "right"
    return (taken or named) and _PLANS.search(scan.text, *scan.span(head.sentence)) is not None

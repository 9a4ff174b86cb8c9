"""Sentences that open with somebody else's study: neither its size nor its follow-up is this one's. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.ranker import HUNCH, SURE
from evidence.values import Design

_STUDY: Final = r"(?:stud(?:y|ies)|trials?|reports?|series|surveys?|meta-analys[ei]s|reviews?|cohorts?)\b(?! patients)"
_DID: Final = (
    r"(?:reported|enrolled|randomi[sz]ed|included|studied|treated|found|described|showed|shown|followed|recruited"
    r"|analy[sz]ed|examined|compared|observed|noted|demonstrated|published)\b"
)
# A sentence that opens with whose study it is. Further in, "patients of a previous study" may be this study's patients.
_OTHERS: Final = re.compile(
    r"(?:(?:however|moreover|similarly|although|while|whereas|yet|but|and|since|indeed),? )?"
    r"(?:"
    r"(?:(?:in|after|following|according to) )?"
    r"(?:(?:a|an|one|the|two|three|four|several|most|many|few|some|only one|another|these) )?"
    r"(?:(?:large|small|larger|smaller|landmark|pivotal|single|well-known) )?"
    r"(?:previous|earlier|prior|recent|recently published|previously published|published|other|another|past)"
    rf"(?: [a-z-]+){{0,4}}? {_STUDY}"
    rf"|(?:in )?(?:the|a|one) (?:landmark|pivotal|seminal|famous) (?:[\w-]+ ){{0,3}}?{_STUDY}"
    rf"|others (?:have |had )?{_DID}"
    rf"|other (?:groups|authors|investigators|researchers|teams|workers) (?:have |had )?{_DID}"
    r"|(?:in )?the framingham(?: [a-z-]+){0,2} study\b"
    r"|[a-z'-]+(?:,? (?:and|&) [a-z'-]+)? et al\b"
    rf"|[a-z'-]+ and (?:colleagues|coworkers|co-workers|associates) (?:have |had |recently )?{_DID}"
    r")"
)
OUR: Final = "our(?! country| region| area| earlier| previous| first series)"
TO_BE_DONE: Final = (
    "needed", "warranted", "required", "necessary", "in preparation", "underway", "under way", "in progress", "awaited",
)  # fmt: skip
"""What is said of a study that nobody has done yet."""
_OWN: Final = re.compile(
    rf"\b(?:we|{OUR}|ours|us|present|current|here|herein"
    r"|this (?:[a-z-]+ )?(?:study|trial|report|article|paper|work|review|analysis|series|cohort)"
    r"|re-?analy[sz]\w+|pooled|secondary|sub-?study|post[ -]hoc"
    r"|were (?:re-?)?(?:analy[sz]ed|used|reviewed|included|identified|searched|assessed|retrieved|pooled|combined))\b"
)

# How sure each must be to tell of others' studies alone. Of the hand-labelled records that were read so in folds that
# had not seen them, from these confidences on 1 of 70, 0 of 16 and 0 of 165 had a size of their own.
_SURE: Final = {"commentary": HUNCH, "guideline": HUNCH, "narrative-review": SURE}


def tells_of_others(design: Design | None, design_is: float) -> bool:
    """Whether a record is surely a commentary, guideline or review: what it counts is of studies that it discusses."""
    return design is not None and design_is >= _SURE.get(design.code, 2.0)


# "A trial in 805 men", "two blinded trials, with 84 and 126 participants": a study that is named where none is our own.
_NAMED: Final = re.compile(r"\b(?:trials?|rcts?|stud(?:y|ies)|series|surveys?|evaluations?|comparisons?|cohorts?)\b")


def is_cited(design: Design | None, text: str, begin: int = 0, end: int | None = None) -> bool:
    """Whether the sentence `text[begin:end]`, folded, tells of a study that a record cites which discusses studies.

    However unsure it is that the record is a commentary, guideline or review: a sentence that names a study and has no
    word of this one was somebody else's wherever a labelled record was read so (20 sizes, 5 follow-ups).
    """
    end = len(text) if end is None else end
    if design is None or design.code not in _SURE or _NAMED.search(text, begin, end) is None:
        return False
    return not has_own(text, begin, end)


def is_of_others(text: str, begin: int, end: int) -> bool:
    """Whether the sentence `text[begin:end]`, folded, opens with another study and has no word of this one."""
    return _OTHERS.match(text, begin, end) is not None and not has_own(text, begin, end)


def has_own(text: str, begin: int, end: int) -> bool:
    """Whether a sentence has a word of this study: we, our, present, secondary analysis."""
    return _OWN.search(text, begin, end) is not None

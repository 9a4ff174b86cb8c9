"""Sentences that tell of other people's studies: background, and what has been shown before. Pure."""

from __future__ import annotations

import re
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

from evidence.folding import one_byte
from evidence.tag.follow_up.beside_ours import is_beside_ours
from evidence.tag.holding import holds
from evidence.tag.other_studies import OUR, is_of_others
from evidence.tag.text import Section, Sentence

OWN: Final = re.compile(
    rf"\b(?:we|{OUR}"
    r"|this (?:\S+ ){0,6}?(?:study|trial|report|analysis|paper|article)|present "
    r"(?:study|report|trial)|here|aims?|purpose|objectives?|"
    r"to (?:assess|evaluate|determine|compare|examine|investigate|test|study|report|"
    r"explore|describe|identify|establish)|was conducted|were randomi\w+|he|she)\b"
)
_OTHERS: Final = re.compile(
    r"\b(?:previous(?:ly)?|earlier|recent(?:ly)?|prior) (?:\w+ ){0,3}?(?:studies|study|"
    r"trials?|reports?|research|work|findings|data|published|reported|shown|demonstrated|"
    r"showed|suggest\w*)\b"
    r"|\b(?:has|have) been (?:shown|reported|demonstrated|suggested)\b|\bstudies (?:have|"
    r"suggest|show|indicate|report)\w*\b|\bit is (?:known|unclear|unknown)\b|\blittle "
    r"is known\b|\bpublished in this issue\b|\bin this issue of\b|\bby \w+ et al\b"
    r"|\bet al\.? (?:followed|reported|found|showed|described|studied)\b"
)


# Named once, as the shapes of lengths are.
_BACKGROUND: Final = Section.BACKGROUND
_TITLE: Final = Section.TITLE
_NONE: Final = Section.NONE


def elsewhere(sentence: Sentence) -> bool:
    """Whether a sentence tells of other studies: background without a word of this one."""
    _, _, _, folded, section, place = sentence
    if section is _BACKGROUND and place < 0.6:  # later it is a label that goes on too long
        return len(folded) < 400 and OWN.search(folded) is None
    titled = section is _TITLE
    early = section is _NONE and place < 0.35
    theirs = (early and _may_tell_of_others(folded)) or (not titled and is_of_others(folded, 0, len(folded)))
    if theirs and OWN.search(folded) is None:
        return True
    return not titled and (_is_recommended(folded) or is_beside_ours(folded, own=OWN))


_ADVICE: Final = re.compile(
    r"\b(?:patients|women|men|children|infants|they|survivors|recipients|people|all)\b[^.;]{0,40}? "
    r"(?:should|must|ought to|need to) (?:\w+ )?(?:be (?:\w+ )?(?:followed|monitored|surveyed|seen|observed)|"
    r"undergo|remain under)\b"
    r"|\b(?:guidelines?|recommendations|we|authors) (?:\w+ )?(?:recommends?|advises?|suggests?) "
    r"(?:that |an? |the )?[^.;]{0,40}?\b(?:follow|surveillance|monitor|observ)"
    r"|\b(?:follow-?[ ]?up|surveillance|monitoring|observation|screening|scans?|visits?)\b[^.;]{0,60}? (?:is|are) "
    r"(?:therefore |thus |strongly )?(?:recommended|advised|advisable|mandatory)\b"
)
_IN_ADVICE: Final = ("should", "must", "ought to", "need to", "recommend", "advis", "suggest", "mandatory")
_FIND_IN_ADVICE: Final = BytesAhoCorasick(map(one_byte, _IN_ADVICE))  # at once: half the time of one by one
_DONE: Final = ("were followed", "was followed", "followed up for", "we followed", "had been followed", "median")


def _is_recommended(folded: str) -> bool:
    """Whether a sentence says how long people should be followed, and tells of no follow-up that was made."""
    may = _FIND_IN_ADVICE.find_matches_as_indexes(one_byte(folded))
    return bool(may) and not holds(folded, _DONE) and _ADVICE.search(folded) is not None


def _may_tell_of_others(folded: str) -> bool:
    """Whether a sentence names other studies; what each form of the pattern holds is looked for first."""
    return bool(_FIND_IN_OTHERS.find_matches_as_indexes(one_byte(folded))) and _OTHERS.search(folded) is not None


_IN_OTHERS: Final = (
    "previous",
    "earlier",
    "recent",
    "prior",
    " been ",
    "studies ",
    "it is ",
    "little ",
    "this issue",
    "et al",
)
_FIND_IN_OTHERS: Final = BytesAhoCorasick(map(one_byte, _IN_OTHERS))

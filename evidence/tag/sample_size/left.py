"""Who was left when some of more had been excluded or had declined: "of 120, 23 declined; the remaining 97 …". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.reached import DONE
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import LEFT_OUT, Scan

_LEAVING: Final = ("leaving ", "leaving a total of ", "leaving us with ", "which left ", "that left ")
WERE_LEFT_OUT: Final = re.compile(
    r"\b(?:exclu|declin|refus|ineligible|not eligible|unwilling|did not (?:attend|consent|reply|respond|agree|meet)"
    r"|(?:were|was|had) (?:missing|incomplete)|could not be|lacked|set aside|left out|removed)"
)
"""What is said of some who were there and are not of the study."""
_SENTENCES: Final = 3  # "120 were seen. Twenty declined. The remaining 100 were studied."
# "The final sample included 640 men": those whom others than the authors had counted give way to them.
_FINAL: Final = re.compile(
    r"\bfinal (?:study |analytic(?:al)? |analysis |research )?"
    r"(?:sample|cohort|population|group|dataset|data set|analysis)(?: size)?"
    r" (?:included|comprised|consisted of|contained|was|were|had|numbered|totall?ed)(?: of)?(?: a total of)? $"
)
_REACH: Final = 80  # characters before a number
_TAKEN_IN: Final = ("randomised", "allocated")
# Those who came may be more than those studied; those who were treated are the sample, whoever was lost of them.
_CAME: Final = re.compile(
    r"[^.;]{0,60}?\b(?:seen|admitted|presented|attended|referred|identified|came|delivered|born|diagnosed|registered)\b"
)
_STUDIED: Final = re.compile(
    r"(?: [a-z-]+){0,3}? (?:formed|made up|constituted|comprised|are the|were (?:studied|included|examined|analy[sz]ed"
    r"|enrolled|recruited|randomi[sz]ed|randomly|interviewed|allocated|assigned|the subject)|took part|entered)\b"
)


def left_over(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """Who was left when some had been excluded: "600 were identified; 188 were excluded, leaving 412".

    Not so of those who had been enrolled or randomised: they stay the sample, whoever was left out of an analysis.
    """
    if source.role in DONE or not source.cues.kinds.isdisjoint(_TAKEN_IN):
        return None
    if scan.words.isdisjoint(LEFT_OUT):
        return None
    less = 0
    for row in (rivals.rows.get(source.sentence + n, ()) for n in range(_SENTENCES)):
        for mention in row:
            if mention.start <= source.end or not 2 <= mention.value < source.value:
                continue
            if _is_left(scan, source, mention, less):
                return mention.value
            less += mention.value
    return None


def final_sample(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """The final sample that is told behind more people, of whom nobody says that they had been taken in."""
    if source.role in DONE or source.role == "treated" or scan.words.isdisjoint(LEFT_OUT):
        return None
    if "final " not in scan.text or not source.cues.kinds.isdisjoint(_TAKEN_IN):
        return None
    for mention in rivals.found:
        if mention.start > source.end and mention.value < source.value and mention.form in ("noun", "bare", "n="):
            begin = scan.reach_left(mention.sentence, mention.start, _REACH)
            if _FINAL.search(scan.text, begin, mention.start):
                return mention.value if WERE_LEFT_OUT.search(scan.text, source.end, mention.start) else None
    return None


def _is_left(scan: Scan, source: Mention, mention: Mention, less: int) -> bool:
    """Whether a mention is what was left; `less` is the sum of those told in between."""
    text = scan.text
    adds_up = less > 0 and source.value - less == mention.value
    leaving = text.endswith(_LEAVING, 0, mention.start)
    came = source.role == "screened" or _CAME.match(text, source.end) is not None
    if source.role == "treated" and not came:
        return False
    if not (leaving and (came or adds_up)) and not (adds_up and _STUDIED.match(text, mention.end)):
        return False
    return WERE_LEFT_OUT.search(text, source.end, mention.start) is not None

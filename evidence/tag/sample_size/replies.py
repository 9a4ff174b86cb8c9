"""Who was left of those who were asked, sent something or looked at: "431 responded", "leaving 412". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.scan import ASKING, Scan

_ANSWERED: Final = re.compile(
    r" (?:[a-z]+ )?(?:\([^()]{1,20}\) )?(?:replies|replied|answered|responded|returned|filled (?:[a-z]+ )?(?:in|out)"
    r"|sent (?:it|them) back)\b"
    r"(?! to (?!(?:the|our|this|an?) (?:[a-z]+ )?(?:questionnaire|survey|invitation|mailing|letter)))"
)
_FORM: Final = r"(?:questionnaires?|surveys?)"
FORM_TO: Final = (
    rf"(?:{_FORM}(?: (?:on|about) [a-z-]+)?|\binvitations?(?: to (?:take part|participate))?)(?: (?:was|were))?"
    r"(?: (?:sent|mailed|posted|e-mailed|emailed|handed|given|distributed|circulated|issued|went))?(?: out)? to"
    r"|(?:sent|mailed|posted|e-mailed|emailed|gave) (?:the|an?|our) (?:[a-z-]+ ){0,2}"
    r"(?:questionnaire|survey|form|invitation|letter) to"
)
GOT_A_FORM: Final = rf"\b(?:sent|posted|e-mailed|emailed|handed|given) (?:an?|the|our) (?:[a-z-]+ ){{0,3}}?{_FORM}\b"
"""Patterns of those who were sent what others answered: "questionnaires were mailed to", "were sent a survey"."""
_LEFT_OVER: Final = re.compile(r"\bleaving(?: a total of| us with)? $")
_WERE_LEFT: Final = re.compile(
    r"(?: [a-z]+)?(?: \([^()]{1,20}\))? (?:were left|remained|were available)"
    r"(?= ?[.,;)]| ?$| for (?:the )?(?:analysis|study|final|follow)| in the (?:study|analysis|cohort))"
)
_FROM: Final = re.compile(r"\b(?:responses|replies|answers|forms)\b[^.;\d]{0,40}\b(?:from|by) $")
_RATE: Final = re.compile(
    r"\b(?:response|reply|return|participation) rate(?: was| of|:)?[^.;()\d]{0,20}[\d.]{1,5} ?(?:%|percent|per cent)"
    r"[,:]? ?\(?n ?= ?$"
)
_RATE_REACH: Final = 60
_RATE_OF: Final = re.compile(
    r"\b(?:response|reply|return|participation)(?: rate)?(?: was| of|:)?[^.;()\d]{0,20}"
    r"(?:[\d.]{1,5} ?(?:%|percent|per cent)[,:]? ?)?\(?$"
)
# What responds otherwise than by answers: "the response rate was 40% (24/60)" of tumours.
_OF_DRUGS: Final = ("remission", "tumo", "progression", " mg", "placebo", "chemotherap", "complete response", "toxicit")
_REACH: Final = 40  # characters before a number that are looked at


def asks(scan: Scan) -> bool:
    """Whether something was sent or asked at all; a drug may be responded to as well."""
    return not scan.words.isdisjoint(ASKING)


def has_answered(scan: Scan, behind: str) -> bool:
    """Whether the words behind a number say that those counted answered what was asked."""
    return _ANSWERED.match(behind) is not None and asks(scan)


def are_left(scan: Scan, mention: Mention, what: str) -> re.Match[str] | None:
    """The words that say that a number was left of a larger one, or that it answered what all were asked."""
    left = scan.left_of(mention.sentence, mention.start, _REACH)
    told = _LEFT_OVER.search(left) or _WERE_LEFT.match(what) or _FROM.search(left)
    return told or (_ANSWERED.match(what) if asks(scan) else None)


def came_from(scan: Scan, mention: Mention) -> bool:
    """Whether answers came from those counted: "responses came from 743"."""
    start = mention.start
    if not scan.text.endswith(("from ", "by "), 0, start):
        return False
    return _FROM.search(scan.text, scan.reach_left(mention.sentence, start, _REACH), start) is not None


def answers_from(scan: Scan, source: Mention, before: Mention | None) -> int | None:
    """How many answers came from those asked: "we received 210 completed surveys from 260 residents" are 210."""
    if before is None or before.value >= source.value or not source.is_of_living or before.form not in ("bare", "noun"):
        return None
    return before.value if _ANSWERS_FROM.fullmatch(scan.text, before.end, source.start) else None


_ANSWERS_FROM: Final = re.compile(
    r" (?:(?:completed?|usable|valid|filled-in|returned|evaluable|full|anonymous) ){0,2}"
    r"(?:surveys|questionnaires|forms|responses|replies|answers)"
    r"(?: (?:came|were (?:received|returned|obtained|collected)))? from (?:the |all |a total of )?"
)


def is_response(scan: Scan, mention: Mention) -> re.Match[str] | None:
    """The words that say that a number is the count behind a response rate: "a response rate of 62% (n = 743)"."""
    if mention.form != "n=" or "rate" not in scan.text:
        return None
    begin = scan.reach_left(mention.sentence, mention.start, _RATE_REACH)
    return _RATE.search(scan.text, begin, mention.start)


def is_rate_of(scan: Scan, part: Mention) -> bool:
    """Whether a numerator counts those who answered, behind the rate: "the response rate was 62% (743/1,200)"."""
    begin = scan.reach_left(part.sentence, part.start, _RATE_REACH)
    if not _RATE_OF.search(scan.text, begin, part.start):
        return False
    return asks(scan) and not holds(scan.text, _OF_DRUGS)


def has_replied(scan: Scan, mention: Mention, source: Mention) -> re.Match[str] | None:
    """The words that say that those who replied are counted, with their share: "sent to 2,200; 1,498 (68%) replied"."""
    told = mention.percent is not None and mention.form != "of" and mention.value < source.value
    return _REPLIED_ALONE.match(scan.text, mention.end) if told else None


_REPLIED_ALONE: Final = re.compile(
    r" ?(?:[a-z]+ )?\([^()]{1,20}\) (?:replied|returned (?:it|them|the)|sent (?:it|them) back"
    r"|filled (?:it )?in|answered the)\b"
)

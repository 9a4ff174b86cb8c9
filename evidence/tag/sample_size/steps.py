"""Counts in one sentence that are steps of one way, and so no groups: asked, agreed, came; wave after wave. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.twice import are_same

# --- asked, agreed, finished
_ASKED: Final = re.compile(
    r"\b(?:asked|approached|invited|contacted|screened|e-?mailed|mailed|clicks|clicked|reached|eligible|on the list"
    r"|(?:sent|posted|handed) (?:the |an? )?(?:[a-z-]+ )?(?:questionnaire|survey|form|letter|invitation|link)s?)\b"
    r"(?! by (?:letter|post|mail|e-?mail|phone|telephone)\b)"
)
_ASKING: Final = (
    "asked", "approach", "invit", "contacted", "screened", "mailed", "click", "reached", "eligible", "on the list",
    "questionnaire", "survey", "form", "letter", "link",
)  # fmt: skip
_DID: Final = re.compile(
    r"(?: (?!who\b|which\b|that\b)[a-z-]+){0,2}? (?:were|was|had|did|could be|gave|took|came|sent|began|met|filled"
    r"|[a-z]{3,}ed)\b"
)
_BEGAN: Final = re.compile(
    r"\b(?:agreed|consented|accepted|began|started|entered|enrolled|recruited|included|registered|responded|replied"
    r"|took part|participated|attended|opened|logged in|signed up)\b"
)
_BEGINNING: Final = (
    "agreed", "consent", "accepted", "began", "started", "enter", "enrolled", "recruited", "included", "register",
    "respond", "replied", "took part", "participa", "attended", "opened", "logged", "signed",
)  # fmt: skip
_ENDED: Final = re.compile(
    r"(?: [a-z-]+)?(?: \([^()]{1,20}\))? (?:finished|completed"
    r"|(?:gave|had|provided|returned) (?:complete|usable|full|valid)\b"
    r"|(?:were|was) (?:[a-z-]+ )?(?:examined|seen|assessed|followed|tested|interviewed) (?:again|after|at|until|for)\b"
    r"|(?:began|started) (?:the )?(?:treatment|therapy|drug|study|trial)|were (?:still )?alive"
    r"|remained|stayed|could be (?:analy[sz]ed|used|followed))\b"
)
_GIVEN_FORM: Final = re.compile(
    r"\b(?:given|received|handed|got) an? (?:[a-z-]+ )?(?:questionnaire|survey|form|link|invitation)\b"
)
_HANDED_IN: Final = re.compile(
    r"(?: [a-z-]+)? (?:handed|returned|filled|completed|answered|replied|responded|opened|sent)\b"
)
_SENT_OUT: Final = re.compile(
    r"\b(?:posted|mailed|e-?mailed|sent|distributed|issued|handed)(?: out)?(?: a total of| about)? $"
)
_BACK: Final = re.compile(r"(?: [a-z-]+)?(?: (?:were|was|came|got|sent))? (?:back|returned|completed|filled in)\b")
_FARTHEST: Final = 160  # characters between two steps


def is_next_step(text: str, first: Mention, second: Mention) -> bool:
    """Whether those of the second are what came of the first: "1,200 were approached, 743 agreed, 721 finished".

    Two groups that were both asked, or of which both finished, are groups.
    """
    if second.value > first.value or second.start - first.end > _FARTHEST:
        return False
    if _are_others(text, first, second):
        return False
    between = text[first.end : second.start]
    end = second.stop
    behind = text[end : end + 60]
    if holds(between, _ASKING) and _ASKED.search(between):
        return _DID.match(behind) is not None and _ASKED.search(behind) is None
    if holds(between, _BEGINNING) and _BEGAN.search(between):
        return _ENDED.match(behind) is not None and _ENDED.match(between) is None
    if "a " in between and _GIVEN_FORM.search(between):
        return _HANDED_IN.match(behind) is not None
    sent = text[max(0, first.start - 40) : first.start]
    return _SENT_OUT.search(sent) is not None and _BACK.match(behind) is not None


_LOST: Final = re.compile(
    r"\b(?:lost(?: to follow-?up)?|drop-?outs?|dropped out|withdrawals?|withdrew|withdrawn|exclusions?|excluded|deaths?"
    r"|died|refus(?:als|ed)|declined|discontinued|non-?responders?|missing)\W{0,3}(?:n ?= ?)?$"
)
_LOSING: Final = ("lost", "out", "withdr", "exclu", "died", "death", "refus", "declin", "discont", "non", "missing")
_BEFORE: Final = 32  # characters before a number in which its own word stands


def are_lost(text: str, mention: Mention) -> bool:
    """Whether an "n =" is of those who were lost or left out: "(n = 30; dropouts n = 4)"."""
    if mention.form != "n=":
        return False
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    return holds(before, _LOSING) and _LOST.search(before) is not None


_ANYBODY: Final = frozenset("patients participants people persons subjects individuals respondents adults".split())


def _are_others(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second are told by a name of their own: "40 nurses were invited, and 38 teachers were taught"."""
    if first.noun is None or second.noun is None or second.side != "right":
        return False
    its = text[second.noun.start : second.noun.end]
    return its != text[first.noun.start : first.noun.end] and its not in _ANYBODY


# --- one time after another
_TIME: Final = (
    r"(?:baseline|entry|(?:pre|post)-?test|follow-?up|re-?test|time(?: point)? ?\d|t\d|wave \d"
    r"|(?:first|second|third|last) (?:wave|visit|round|survey|time)"
    r"|(?:\d+|one|two|three|four|five|six|nine|ten|twelve)[ -]"
    r"(?:days?|weeks?|months?|years?|hours?))"
)
_AT_TIME: Final = re.compile(rf"\b{_TIME}(?: later| after(?:wards)?)?(?: ?\(|: ?|, )(?:n ?= ?)?$")
_AGAIN_AT: Final = re.compile(
    rf"\b(?:again|re-?[a-z]+ed) (?:at|after|in|within) [^.;()\d]{{0,24}}{_TIME}?(?: later)? ?\((?:n ?= ?)?$"
    r"|\((?:at )?(?:follow-?up|re-?test|post-?test|second (?:wave|survey|visit))[:,]? ?(?:n ?= ?)?$"
)
_COURSE: Final = re.compile(
    r"\)? (?:the |their |a )?(?:[a-z]+ )?(?:course|training|treatment|therapy|surgery|operation|workshop|lesson|lecture"
    r"|class|session|exercise)s?\b"
)
_BEFORE_BRACKET: Final = 60
# "Killed at 2 (n = 12) and 4 weeks (n = 10)": nobody is killed, born or assigned twice.
_ONCE: Final = re.compile(
    r"\b(?:killed|sacrific|euthani|decapitat|born|deliver|gestation|operated|transplanted|assigned|allocated|randomi"
    r"|divided|groups?|aged|diagnosed|presenting|within|died|excised|harvested|removed"
    r"|for (?:\d|one\b|two\b|three\b|four\b|six\b))"
)
_CLAUSE: Final = 120


def are_done_once(text: str, first: Mention, last: Mention) -> bool:
    """Whether what is done to those counted is done to nobody twice, so that those of other times are others."""
    return _ONCE.search(text, max(0, first.start - _CLAUSE), last.start) is not None


def first_time(text: str, row: Sequence[Mention], place: int) -> Mention | None:
    """The first of several times at which one group is told, where a later one stands at a place of a row."""
    first = place
    while first and (is_next_time(text, row[first - 1], row[first]) or are_same(text, row[first - 1], row[first])):
        first -= 1
    return row[first] if first < place else None


def is_next_time(text: str, first: Mention, second: Mention) -> bool:
    """Whether "n=" is told of one group twice: "Time 1 (N = 743) and Time 2 (N = 690)", "again at a year (n = 98)".

    Before and after a new law, or a new ward, are two groups, of whom nobody need be the same; before and after a
    course or an operation they are the same people.
    """
    if second.form != "n=" or first.form != "n=" or second.value > first.value:
        return False
    left = text[max(first.end, second.start - _BEFORE_BRACKET) : second.start]
    if _AGAIN_AT.search(left) or text.startswith((") again ", " again "), second.end):
        return True
    before = text[max(0, first.start - _BEFORE_BRACKET) : first.start]
    if " or " in left or are_done_once(text, first, second):
        return False
    if _AT_TIME.search(left) and _AT_TIME.search(before):
        return True
    opened = before.rstrip("n= ").endswith(" before (") and left.rstrip("n= ").endswith(" after (")
    return opened and _COURSE.match(text, second.end) is not None

"""Two counts beside each other that are no two arms: a range, a part, those who were treated or replied. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import LIVING, Mention
from evidence.tag.sample_size.steps import are_done_once
from evidence.tag.sample_size.twice import are_cases, are_same, are_staff, are_theirs

_RANGES: Final = (("between ", " and "), ("from ", " to "), ("between ", " to "))
_GOT_IT: Final = re.compile(
    r" (?:[a-z]+ )?received (?:the |their |at least |any |one |a |dose |of |or more |doses )*"
    r"(?:study|assigned|allocated|allotted|trial|treatment|drug|intervention|intended|medication)\b"
)
_EPISODES: Final = (
    "admission",
    "hospitali",
    "episode",
    "birth",
    "deliver",
    "pregnanc",
    "case",
    "operation",
    "procedure",
)
_OF_PEOPLE: Final = (" to ", " in ", " of ", " from ", " by ", " among ", " for ")


_ASKED: Final = (
    "were screened and",
    "were approached and",
    "were invited and",
    "were contacted and",
    "were eligible and",
)
_SENT: Final = ("sent to ", "mailed to ", "posted to ", "handed to ", "given to ", "invited ")
_REPLIED: Final = re.compile(r" (?:[a-z]+ )?(?:replied|answered|responded|returned|accepted|agreed|took part)\b")
_WITHIN: Final = ("among ", "of the ", "by ", "from ", "of ")
_HAD: Final = re.compile(r" (?:[a-z]+ )?(?:had|were|was|completed|provided|gave)\b")


def are_no_arms(text: str, first: Mention, second: Mention) -> bool:
    """Whether two counts are no two arms: a range, those randomised and those treated, stays and people, an aside."""
    if any([told(text, first, second) for told in (are_theirs, are_same, are_cases, are_staff)]):  # noqa: C419
        return True
    gap = text[first.end : second.start]
    if any(gap == join and text.endswith(opens, 0, first.start) for opens, join in _RANGES):
        return True
    if second.value <= first.value and _are_of_the_first(text, first, second, gap):
        return True
    if text.endswith(_SENT, 0, first.start) and _REPLIED.match(text, second.end):
        return True
    if _is_out_of(text, first, second) or _is_later(text, first, second) or _is_sex(text, first, second):
        return True
    return _is_of_stays(text, first, second) or _belong(text, first, second) or _is_aside(text, first, second)


def _is_out_of(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second of two counts is the whole of the first: "402 men were seen out of 422 sampled"."""
    gap = text[first.end : second.start]
    if second.value < first.value or not gap.endswith(("of ", "of the ", "of all ", "a total of ")):
        return False
    return len(gap) <= _BETWEEN and (" out of " in gap or _REPLIED_FROM.search(gap) is not None)


_BETWEEN: Final = 70  # characters between a part and its whole
_REPLIED_FROM: Final = re.compile(
    r" (?:replied|answered|responded|returned|completed|participated|interviewed|examined|took part|seen|traced) of "
)
_BEING: Final = re.compile(r" being (?:(?:wo)?men|(?:fe)?males?|boys|girls)\b")


def _is_sex(text: str, first: Mention, second: Mention) -> bool:
    """Whether the men or women of the first are counted: "403 took part, 359 being men"."""
    return second.value < first.value and _BEING.match(text, second.end) is not None


_LATER: Final = re.compile(
    r" ?(?:\([^()]{1,20}\) )?(?!who|that)(?:[a-z]+ )?(?:did so again|did(?=[.,;])|again|at the (?:end|last)\b|began\b"
    r"|remained\b"
    r"|(?:were|was|could be) (?:tested|evaluable|evaluated|re-examined|seen again|followed|left)\b)"
)
_MOST_OF: Final = 0.7


def _is_later(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second of two counts is what was left of the first: "273 girls at start and 258 at the end"."""
    if not _MOST_OF * first.value <= second.value <= first.value or second.side == "right":
        return False
    return _LATER.match(text, second.end) is not None


_HAVE: Final = frozenset(
    [" with ", " made ", " had ", " gave ", " underwent ", " provided ", " contributed ", " having ", " bearing ", " ("]
)


def _belong(text: str, first: Mention, second: Mention) -> bool:
    """Whether what those of the first have is counted: "33 people with 41 tumours", "152 infants of 140 mothers"."""
    noun, its = first.noun, second.noun
    if noun is None or first.side != "right" or its is None or second.side != "right" or noun.end > second.start:
        return False
    gap = text[noun.end : second.start]
    if first.kind in LIVING and second.kind in LIVING:
        return gap in (" of ", " born to ")
    return first.kind in LIVING and second.kind not in LIVING and gap in _HAVE


_AT_A_TIME: Final = re.compile(
    r"\b(?:before|after|later|baseline|follow-up|time[ -]?points?|end"
    r"|(?:day|week|month|year|visit|session|wave|hour) \d+"
    r"|\d+ (?:days?|weeks?|months?|years?|hours?|h|min))\b[^()]{0,40}\($"
)
_TIME_REACH: Final = 80  # characters before a bracket


def are_times(text: str, parts: Sequence[Mention]) -> bool:
    """Whether "n=" parts are one group at several times: "before (n = 55), the day after (n = 50), later (n = 22)"."""
    values = [part.value for part in parts]
    if values != sorted(values, reverse=True) or are_done_once(text, parts[0], parts[-1]):
        return False
    ends = [max(0, parts[0].start - _TIME_REACH), *(part.end for part in parts)]
    befores = [text[max(end, part.start - _TIME_REACH) : part.start] for end, part in zip(ends, parts, strict=False)]
    return all(_AT_A_TIME.search(before.rstrip("n= ")) for before in befores)


def _are_of_the_first(text: str, first: Mention, second: Mention, gap: str) -> bool:
    """Whether the second of two counts is of those of the first: treated of randomised, taken in of screened."""
    if (first.role == "randomised" or " underwent randomi" in gap) and _GOT_IT.match(text, second.end):
        return True
    if holds(gap, _ASKED):
        return True
    within = gap.endswith(", ") and text.endswith(_WITHIN, 0, first.start)
    return within and _HAD.match(text, second.end) is not None  # "among 1,548 people, 1,356 people had a valid score"


def _is_of_stays(text: str, first: Mention, second: Mention) -> bool:
    """Whether stays or births are told with those whose they were: "1021 admissions in 703 individuals"."""
    noun = first.noun
    if noun is None or first.side != "right" or second.side != "right":
        return False
    return text.startswith(_EPISODES, noun.start) and text[noun.end : second.start] in _OF_PEOPLE


_ASIDE: Final = re.compile(
    r" (?:had|died|developed|suffered|experienced|relapsed|required|needed|were (?:lost|readmitted|excluded))\b"
)
_AMONG: Final = (" among ", " in ", " of ", "among ", "in ", "of ")


def _is_aside(text: str, first: Mention, second: Mention) -> bool:
    """Whether the second of two counts tells what befell some of the first.

    "There were 14 deaths among 300 patients, and 12 patients had a stroke": a clause of its own behind a comma.
    """
    noun, its = first.noun, second.noun
    if noun is None or its is None or second.value >= first.value or first.side != second.side:
        return False
    clause = text.startswith((", and ", ", while ", ", but ", "; "), noun.end) and second.start - noun.end < 10
    return clause and text.endswith(_AMONG, 0, first.start) and _ASIDE.match(text, its.end) is not None

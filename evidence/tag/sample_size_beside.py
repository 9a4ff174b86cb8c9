"""Two counts beside each other that are no two arms: a range, a part, those who were treated or replied. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size_candidates import Mention

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
_OF_PEOPLE: Final = (" in ", " of ", " from ", " by ", " among ", " for ")


_SENT: Final = ("sent to ", "mailed to ", "posted to ", "handed to ", "given to ", "invited ")
_REPLIED: Final = re.compile(r" (?:[a-z]+ )?(?:replied|answered|responded|returned|accepted|agreed|took part)\b")
_WITHIN: Final = ("among ", "of the ", "by ", "from ")
_HAD: Final = re.compile(r" (?:[a-z]+ )?(?:had|were|was|completed|provided|gave)\b")


def are_no_arms(text: str, first: Mention, second: Mention) -> bool:
    """Whether two counts are no two arms: a range, those randomised and those treated, stays and people, an aside."""
    gap = text[first.end : second.start]
    if any(gap == join and text.endswith(opens, 0, first.start) for opens, join in _RANGES):
        return True
    chosen = first.role == "randomised" or " underwent randomi" in gap
    if chosen and second.value <= first.value and _GOT_IT.match(text, second.end):
        return True
    noun = first.noun
    stays = noun is not None and first.side == "right" and text.startswith(_EPISODES, noun.start)
    if stays and noun and text[noun.end : second.start] in _OF_PEOPLE and second.side == "right":
        return True
    if text.endswith(_SENT, 0, first.start) and _REPLIED.match(text, second.end):
        return True
    if gap.endswith(", ") and text.endswith(_WITHIN, 0, first.start) and _HAD.match(text, second.end):
        return True  # "among 1,548 people, 1,356 people had a valid score"
    return _is_aside(text, first, second)


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

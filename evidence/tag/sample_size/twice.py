"""Two counts of the same people, and what those of one count have: neither is a group beside the other. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import LIVING, Mention

_THEIRS: Final = re.compile(
    r",? (?:with|having|who had|who have|had|have|presenting with|who underwent|underwent|undergoing|contributing"
    r"|contributed|providing|provided|for)(?: a total of| as many as)? $"
)
_EVALUABLE: Final = re.compile(
    r"(?: [a-z]+)? (?:were |was )?(?:evaluable|assessable|available|evaluated|analy[sz]ed|assessed)"
    r" for [a-z -]{1,40},? and $"
)
_FOR: Final = re.compile(r"(?: [a-z]+)?(?: (?:were )?(?:evaluable|assessable))? for\b")
_AT: Final = re.compile(
    r"(?: [a-z]+)?(?: (?:were |was )?(?:seen|examined|available|assessed))? (?:at|after) (?:the )?(?:baseline|entry"
    r"|follow-?up|the end|last|(?:\d+|an?|one|two|three|four|five|six|ten|twelve)[ -](?:years?|months?|weeks?|days?"
    r"|hours?))\b"
)
_ENTERED: Final = re.compile(
    r"(?: [a-z]+)? (?:entered|started|began|were (?:enrolled|entered|included|recruited|randomi[sz]ed))\b"
)
_FINISHED: Final = re.compile(r"(?: [a-z]+)? (?:completed|finished)\b")
_EVENTS: Final = r" (?:[a-z]+ ){0,2}(?:cases|events|episodes|deaths|instances)"
_CASES_AMONG: Final = re.compile(
    rf"{_EVENTS}(?: of [a-z -]{{1,40}}?)?(?: (?:were|was) (?:found|seen|identified|observed|diagnosed))?"
    r" (?:among|in|of) (?:the |a total of |these )?"
)
_CASES_OF: Final = re.compile(rf"{_EVENTS} of\b")
_STAFF: Final = (
    "surgeons", "gps", "general practitioners", "therapists", "midwives", "nurses", "physicians", "clinicians",
    "investigators", "radiologists", "pathologists", "dentists", "physiotherapists", "doctors", "anaesthetists",
)  # fmt: skip
_TREATED: Final = re.compile(
    r" (?:then )?(?:operated (?:on|upon)|treated|cared for|recruited|examined|saw|enrolled|assessed|delivered|followed"
    r"|managed|looked after)(?: a total of)? $"
)


def are_same(text: str, first: Mention, second: Mention) -> bool:
    """Whether the same people are counted twice: "60 were evaluable for toxicity and 56 for response"."""
    if second.value > first.value:
        return False
    if _EVALUABLE.fullmatch(text, first.end, second.start) and _FOR.match(text, second.end):
        return True
    if _AT.match(text, first.end) and _AT.match(text, second.end):
        return True
    return _ENTERED.match(text, first.end) is not None and _FINISHED.match(text, second.end) is not None


def are_theirs(text: str, first: Mention, second: Mention) -> bool:
    """Whether what the people of the first have is counted, whatever it is: "134 women with 156 keloids"."""
    if not first.is_of_living or first.noun is None or second.form == "n=" or text[second.end] != " ":
        return False
    theirs = second.side != "right" or second.kind not in LIVING
    return theirs and _THEIRS.fullmatch(text, first.noun.end, second.start) is not None


def are_cases(text: str, first: Mention, second: Mention) -> bool:
    """Whether one counts what befell those of the other: "234 cases of stroke among 1,345 women"."""
    if second.value > first.value:
        return _CASES_AMONG.fullmatch(text, first.end, second.start) is not None
    noun = first.noun
    if noun is None or not first.is_of_living or not text.startswith(", ", noun.end):
        return False
    return _CASES_OF.match(text, second.end) is not None


def are_staff(text: str, first: Mention, second: Mention) -> bool:
    """Whether those of the first treated those of the second: "twelve surgeons operated on 60 patients"."""
    if not first.is_of_living or first.noun is None or not text.startswith(_STAFF, first.noun.start):
        return False
    return _TREATED.fullmatch(text, first.noun.end, second.start) is not None

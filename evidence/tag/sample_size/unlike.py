"""Counts of one sentence that are of different things: women and their births, a town and its sick. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from evidence.tag.sample_size.candidates import LIVING, Mention

_STAYS: Final = ("admission", "hospitali", "pregnanc", "birth", "deliver", "live births")
_WITHOUT: Final = re.compile(r"\b(?:control|without|healthy|unaffected|normal|who had not|who had no|singleton|twin)")
_HELD: Final = re.compile(
    r"\b(?:in|at|of|from) (?:an?|one|the|our) (?:[a-z-]+ ){0,3}(?:hospital|town|city|village|county|district|region"
    r"|area|parish|island|factory|plant|company|firm|country|nation|municipality|province|state)"
    r"(?: (?:with|of|having|which has|that has)) (?:about |some |nearly |over |almost |around |roughly )?$"
)
_HELD_WORDS: Final = ("with", "of", "having", "has", "about", "some", "nearly", "over", "almost", "around", "roughly")
_SHARE_OF: Final = re.compile(r"\d ?% of (?:the |all |its |their )?(?:[a-z'-]+ ){0,3}$")
_FOUND_IN: Final = re.compile(r"\b(?:found|noted|seen|observed|detected|present|occurred|recorded) in (?:only )?$")
_OWNERS: Final = re.compile(
    r"\b(?:contacts|relatives|offspring|siblings|children|infants|newborns|babies|neonates|parents|sons|daughters)"
    r" (?:of|to|from) (?:the )?$"
)
_THEIR: Final = re.compile(r" their (?:own )?$")
_BORN_TO: Final = re.compile(r"\b(?:born|delivered) (?:to|by|of) (?:the )?$")
_PARENTS: Final = ("mothers", "fathers", "parents")
_REACH: Final = 70


def are_unlike(text: str, first: Mention, second: Mention) -> bool:
    """Whether two counts are of different things, so that nobody would add them.

    Stays and births beside people, infants and the mothers who bore them, some of the people of a town and all of it.
    """
    if first.side != "right" or first.noun is None or first.noun.end > second.start:
        return False
    between = text[max(first.noun.end, second.start - _REACH) : second.start]
    if _is_of_place(text, first, second, between) or _is_found_in(text, first, second, between):
        return True
    if second.noun is None or second.side != "right":
        return False
    return (
        _BORN_TO.search(between) is not None
        or (_THEIR.search(between) is not None and text.startswith(_PARENTS, second.noun.start))
        or _are_stays_and_people(text, first, second)
    )


def _is_found_in(text: str, first: Mention, second: Mention, between: str) -> bool:
    """Whether the second are those in whom something was found, and the first are not."""
    if second.value >= first.value or not between.endswith(("in ", "only ")) or not _FOUND_IN.search(between):
        return False
    return _FOUND_IN.search(text[max(0, first.start - _REACH) : first.start]) is None


def _is_of_place(text: str, first: Mention, second: Mention, between: str) -> bool:
    """Whether one counts all of a place: "in a town with 4,000 people, 212 …", "212 people, 6% of the town's 4,000"."""
    if second.value > first.value and "%" in between and _SHARE_OF.search(between):
        return True
    left = text[max(0, first.start - _REACH) : first.start]
    return ", " in between and left.rstrip().endswith(_HELD_WORDS) and _HELD.search(left) is not None


def are_owned(text: str, first: Mention) -> bool:
    """Whether a count is of those whose contacts, children or the like are studied: "the contacts of 210 patients"."""
    if first.noun is None or first.side != "right" or text[first.noun.end] != ",":
        return False  # "contacts of 30 men and 40 women"
    begin = max(0, first.start - 24)
    return text.endswith(("of ", "to ", "from ", "the "), begin, first.start) and bool(
        _OWNERS.search(text[begin : first.start])
    )


def _are_stays_and_people(text: str, first: Mention, second: Mention) -> bool:
    """Whether one counts stays, pregnancies or births and the other people, and no two groups are compared."""
    if first.noun is None or second.noun is None or first.kind not in LIVING or second.kind not in LIVING:
        return False
    stays = [text.startswith(_STAYS, noun.start) for noun in (first.noun, second.noun)]
    same = text[first.noun.start : first.noun.end] == text[second.noun.start : second.noun.end]
    if not any(stays) or same:
        return False
    return _WITHOUT.search(text[first.start : second.noun.end + 40]) is None


_FAR_MORE: Final = 10  # times


def are_cases_among(text: str, part: Mention, found: Sequence[Mention]) -> bool:
    """Whether a part of a sum are those among many who fell ill: "340,000 participants and 5,600 cases of stroke"."""
    if part.side != "right" or part.noun is None or not text.startswith(_CASES, part.noun.start):
        return False
    return any(
        m.is_of_living
        and m.sentence == part.sentence
        and m.start < part.start
        and m.value >= _FAR_MORE * part.value
        and m.noun is not None
        and not text.startswith(_CASES, m.noun.start)
        and not _WITHOUT.search(text, m.start, part.noun.end + _REACH)
        for m in found
    )


_CASES: Final = ("cases", "deaths")
_PLACES: Final = (
    r"(?:hospitals?|clinics?|pharmac(?:y|ies)|practices?|cent(?:er|re)s?|schools?|wards?|units?|sites?|departments?"
    r"|institutions?|laborator(?:y|ies)|nursing homes?|facilit(?:y|ies)|villages?|agenc(?:y|ies)|programs?|programmes?)"
)
_ARE_PLACES: Final = re.compile(rf" (?:[a-z-]+ )?{_PLACES}\b")
_OF_PLACES: Final = re.compile(rf"\b(?:each|every|all|participating) {_PLACES} ?[(\[]n ?= ?$")
_PLACES_BETWEEN: Final = re.compile(rf"\bn ?= ?[\d,]{{1,9}} (?:[a-z-]+ )?{_PLACES}\b")


def are_with_places(text: str, first: Mention, second: Mention) -> bool:
    """Whether "n=" parts count places and those who work there or go there, which nobody would add.

    "Each hospital (n = 30) … surgeons (n = 79)"; "n = 900 patients, n = 12 pharmacies and n = 14 doctors".
    """
    if first.form != "n=" or second.form != "n=":
        return False
    if _is_of_places(text, first) != _is_of_places(text, second):
        return True
    return _PLACES_BETWEEN.search(text, first.end, second.start) is not None


def _is_of_places(text: str, part: Mention) -> bool:
    """Whether an "n=" counts places by the word behind it, or by those before: "each hospital (n = 30)".

    In a clinic or ward (n = 81) it counts people.
    """
    if _ARE_PLACES.match(text, part.end):
        return True
    return _OF_PLACES.search(text, max(0, part.start - _REACH), part.start) is not None

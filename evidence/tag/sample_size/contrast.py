"""Two groups told in one clause by what they got, with or without a noun: "118 took tablets and 97 had none". Pure.

Bare numbers alone are doses and scores far oftener than groups, so the words on both must say that a choice was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from evidence.tag.sample_size.apart import FAR_LARGER, summed
from evidence.tag.sample_size.beside import are_no_arms
from evidence.tag.sample_size.candidates import LIVING, Candidate, Mention
from evidence.tag.sample_size.scan import Scan

_CHOSE: Final = (
    r"took|received|got|chose|underwent(?! randomi)|used|wore|opted|preferred|entered|joined|breathed|inhaled|drank|ate"
    r"|(?:had been|were|was) (?:given|treated|assigned|allocated|operated|offered|put|kept|fed|shown"
    r"|exposed|managed|taught|sent|in the (?:[a-z-]+ ){0,3}(?:group|arm)|on|not)"
    r"|had (?:engaged|chosen|received|taken|had|undergone|not)|did not"
)
_GOT: Final = re.compile(rf" (?:[a-z]+ly )?(?:{_CHOSE})\b")
_HAD: Final = re.compile(r" had (?!an?\b|no\b)")
_REST: Final = re.compile(r"(?: [a-z][a-z-]*){1,4} ?[.,;(]")
_JOIN: Final = re.compile(r"(?:,| and| while| whereas|, and|;|; and) $")
_GIVEN: Final = re.compile(
    r"\b(?:performed|given|used|applied|done|carried out|implanted|administered|prescribed)(?: alone)?"
    r" (?:in|to|on|by|for) $"
)
# "The pylorus had been kept in 71 and removed in 47": one thing, dealt with in two ways.
_DEALT_WITH: Final = re.compile(
    r"\b(?:was|were|had been) (?:kept|spared|preserved|retained|left(?: in place| open| alone)?|closed|repaired"
    r"|drained) in $"
)
_OTHERWISE: Final = re.compile(
    r",? and (?:removed|divided|resected|excised|sacrificed|closed|left(?: in place| open| alone)?|not(?: [a-z]+)?)"
    r" in "
)
_PLACE: Final = re.compile(
    r" in the (?:[a-z-]+ ){0,3}(?:hospitals?|districts?|groups?|arms?|centres?|centers?|periods?|clinics?|areas?"
    r"|villages?|schools?|wards?|regions?|cohorts?|provinces?|towns?|north|south|east|west)\b"
)
_IN_YEAR: Final = re.compile(r"(?: [a-z]+)? in (?:the year )?(?:19|20)\d\d\b")
_FORMER: Final = re.compile(r" (?:[a-z]+ )?(?:(?:to|in) )?the (?:former|first)\b")
_LATTER: Final = re.compile(r" (?:[a-z]+ )?(?:(?:to|in) )?the (?:latter|second|other)\b")
_THE_FIRST: Final = re.compile(r"\bthe (?:first|last) $")
_THE_NEXT: Final = re.compile(r"\bthe (?:next|following|last|first|subsequent) $")
# A and B of one bracket, with a count each: campus A had so many and campus B so many.
_NAMED_A: Final = re.compile(r"\((?P<what>[a-z]+ )?a,? $")
_SAME_DEED: Final = re.compile(r" ([a-z]{3,}(?:ed|ook|ank|ore))\b")
_OF_THOSE: Final = re.compile(r"\b(?:of (?:whom|which|them|these|those)|including|after|because|completed|died)\b")
_LEAST: Final = 6
_NEAR: Final = 140  # characters between the two
_BESIDE: Final = 70  # where the second has no verb of its own
_BEFORE: Final = 40


def contrasted(scan: Scan, found: list[Mention]) -> Iterator[Candidate]:
    """The sums of two neighbours that are told to have got, chosen or been two different things."""
    for first, second in pairwise(found):
        if (
            first.sentence == second.sentence
            and _may_be_group(first)
            and _may_be_group(second)
            and max(first.value, second.value) <= FAR_LARGER * min(first.value, second.value)
            and _differ(scan, first, second)
            and not are_no_arms(scan.text, first, second)
        ):
            yield summed([first, second], "noun, contrast")


def _may_be_group(mention: Mention) -> bool:
    plain = mention.percent is None and mention.form in ("noun", "bare")
    return plain and mention.value >= _LEAST and not mention.whole


def _differ(scan: Scan, first: Mention, second: Mention) -> bool:
    """Whether what stands before or behind both says that they are two groups."""
    text = scan.text
    begin = _end(first)
    between = text[begin : second.start]
    if len(between) > _NEAR or _OF_THOSE.search(between):
        return False
    end = _end(second)
    left = scan.left_of(first.sentence, first.start, _BEFORE)
    if (
        (_FORMER.match(text, first.end) and _LATTER.match(text, second.end))
        or (_PLACE.match(text, begin) and _PLACE.match(text, end))
        or (_GIVEN.search(left) and _GIVEN.search(between))
        or (_DEALT_WITH.search(left) and _OTHERWISE.fullmatch(between))
        or (_THE_FIRST.search(left) and _THE_NEXT.search(between))
        or (_IN_YEAR.match(text, begin) and _IN_YEAR.match(text, end))
        or _are_named(left, between)
    ):
        return True
    if not _JOIN.search(between):
        return False
    deed = _SAME_DEED.match(text, begin)
    if deed and text.startswith(deed[0], end):
        return True
    if _GOT.match(text, begin):
        return _GOT.match(text, end) is not None or _is_rest(text, second, between)
    named = first.kind in LIVING and first.side == "right"
    return named and _HAD.match(text, begin) is not None and _is_rest(text, second, between)


def _are_named(left: str, between: str) -> bool:
    """Whether A and B are told in one bracket: "(campus A 214, campus B 198)", "(A, 71; B, 84)"."""
    first = _NAMED_A.search(left)
    return first is not None and between in {
        f"{joint} {first['what'] or ''}b{tail} " for joint in ",;" for tail in ("", ",")
    }


def _is_rest(text: str, second: Mention, between: str) -> bool:
    """Whether the second has no verb, but only what it got: "28 chose nails and 22 a cast"."""
    return len(between) <= _BESIDE and _REST.match(text, second.end) is not None


def _end(mention: Mention) -> int:
    """Where a number ends with a noun of those studied."""
    return mention.stop if mention.is_of_living else mention.end

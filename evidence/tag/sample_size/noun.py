"""Which unit noun belongs to a number: the first behind it with only modifiers between, else the last before. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from evidence.tag.numbers import Number
from evidence.tag.sample_size.scan import Cue, Scan
from evidence.tag.sample_size.units_of_nobody import KINDS, NEVER, has_own_head

_LETTERS: Final = r"\((?!sd|se)[a-z]{2,4}\) "  # "80 tuberculosis (TB) suspects": a name with its letters ends nothing
_BREAK: Final = re.compile(
    rf"[;:\n\[\]]|(?!{_LETTERS})\((?![+-]\))|(?<!\([+-])(?<!\([a-z]{{2}})(?<!\([a-z]{{3}})(?<!\([a-z]{{4}})\)"
    r"|(?<![^a-z][a-z])\.\s"
    r"|, (?:and|with|who|which|of|but|of whom|so|while|whereas|because|since|although|when|where|we) "
)
# "45 were randomised to cells", "39 received cells": those counted are people, whatever they were given.
_VERB: Final = re.compile(
    r"\b(?:were|was|had|have|received|underwent|randomi[sz]ed|enrolled|included|assigned|allocated|treated|got|met|fulfilled|replied|agreed"
    r"|refused|completed|reached|entered|consented|survived|developed|experienced|reported|showed|responded|took|gave|returned|withdrew|died)\b"
)
_NOT_NOUN: Final = re.compile(r"[\d,.;:()]|\b(?:of|in|and|were|was|had|to|who|with|from|for|the)\b")
# "Forty 10-year-old girls", "48 8-wk-old rats", "24 200-g rats", "84 6th-grade pupils".
_OLD: Final = re.compile(
    r"[ -](?:days?|d|weeks?|wks?|months?|mos?|years?|yrs?|y)[ -]?old\b|[ -]?yo\b|-g\b"
    r"|(?:st|nd|rd|th)[ -](?:grade|year|form)\b"
)
_PREPOSITIONS: Final = frozenset([" from", " to", " in", " at", " on", " with", " into", " by", " for", " as"])
_ARE_ADJECTIVES: Final = re.compile(
    r"(?: (?:type|stage|grade|class) (?:\d|i{1,3}v?)(?=[ (]|$)"
    r"| (?:postnatal|embryonic|gestational)[ -]day \d{1,2}(?=[ (]|$)"
    r"| (?!(?:of|in|and|or|were|was|had|have|to|who|with|from|for|the|on|by|at)\b)[a-z][a-z-]*){1,5}"
)
_BRACKET: Final = 60  # characters of a bracket that may stand between a number and its noun
_NEAR_BRACKET: Final = 30
_ADJECTIVES: Final = 40  # characters that may stand between a number and a bracket before its noun
_BEFORE: Final = 60  # characters between a noun and the number that follows it
_PHRASE: Final = 80  # characters that a noun phrase has at most between its number and its noun
_IN_NAME: Final = re.compile(r" \S*[a-z][a-z\d]*[/-]$")  # what a number is joined to: "C57BL/6", "SCID-17"
_SEXES: Final = ("male", "female")
_LABEL_END: Final = (
    "type", "stage", "grade", "phase", "class", " asa", " ecog", " ecog ps", " gold", " ckd", " gleason", " yahr",
    " sca", " rutherford", " fischer", " trisomy", " hpv", " nf", " nyha", " ross", " cobb",
    " strain", " genotype",
)  # fmt: skip
# "Nine clinical observations": so papers from some countries call their cases.
_OBSERVED: Final = frozenset([" clinical", " personal", " own", " case"])
_OBSERVATIONS: Final = re.compile(r" (?:clinical|personal|own|case) ((?:clinical )?(?:observations|histories))\b")
_LIVING: Final = ("participants", "animals", "person")
_EQUALS: Final = ("=", "= ")  # "(n = 30, dropouts 4)": the dropouts have a number of their own
_OTHER_THINGS: Final = ("samples", "records")
_MOST_BEFORE: Final = 5  # spaces between a number and one of those


def noun_of(scan: Scan, number: Number, sentence: int, units: list[Cue]) -> tuple[Cue | None, str, int]:
    """The unit noun of a number: the first one on its right with only modifiers between, else the last on its left.

    `units` are the unit nouns of its sentence.
    """
    text = scan.text
    start, stop, _, _, after = number
    if after in _OBSERVED and (seen := _OBSERVATIONS.match(text, stop)):
        return Cue(*seen.span(1), "participants"), "right", 1
    if not units:
        return None, "none", 0
    behind = bisect_left(units, (stop,))
    noun = _noun_after(scan, number, sentence, units, behind) or _noun_past_bracket(text, stop, units)
    if noun and not (noun.kind == "events" and text[stop] in ",;" and text.endswith(_EQUALS, 0, start)):
        return noun, "right", text.count(" ", stop, noun.start)
    while behind and units[behind - 1].start >= start:  # "one" is a number, and a unit where a person is meant
        behind -= 1
    for place in range(behind - 1, -1, -1):  # by place: a copy of the rest for each number takes quadratic time
        cue = units[place]
        if cue.start < start - _BEFORE:
            break
        if cue.kind not in _OTHER_THINGS:
            return cue, "left", text.count(" ", cue.end, start)
    return None, "none", 0


def _noun_past_bracket(text: str, stop: int, units: list[Cue]) -> Cue | None:
    """The unit noun behind a bracket: "ten (six male, four female) patients", "84 older (over 65) adults".

    The number ends at `stop`.
    """
    opens = text.find(" (", stop, stop + _ADJECTIVES)
    if opens < 0 or (opens > stop and not _ARE_ADJECTIVES.fullmatch(text, stop, opens)):
        return None
    close = text.find(") ", opens, opens + _BRACKET)
    place = bisect_left(units, (close,)) if close > 0 else len(units)
    cue = units[place] if place < len(units) else None
    if cue is None or cue.start > close + _NEAR_BRACKET or cue.kind == "person" or cue.kind in _OTHER_THINGS:
        return None
    return None if _NOT_NOUN.search(text, close + 2, cue.start) else cue


def _noun_after(scan: Scan, number: Number, sentence: int, units: list[Cue], behind: int) -> Cue | None:
    """The unit noun on the right of a number; those from the place `behind` on begin behind it."""
    text, stop = scan.text, number.end
    if behind == len(units) or units[behind].start > stop + _PHRASE:
        return None
    if number.after in _PREPOSITIONS and text[stop + len(number.after)] == " ":
        return None  # "212 from the control clinics" are no clinics
    limit = -1
    sex = None
    for place in range(behind, len(units)):
        cue = units[place]
        start, end, kind = cue
        if start > stop + _PHRASE:
            break
        if limit < 0 and not (start == stop + 1 and text[stop] == " "):  # a noun at once needs none
            limit = _limit(scan, number, sentence)
        of_head = start > stop + 1 and number.value > KINDS and kind in _LIVING and has_own_head(text, number, start)
        if start >= limit >= 0 or of_head:
            break
        if kind == "person" and sex is None and text.startswith(_SEXES, start):
            sex = Cue(start, end, "participants")  # "235 male and 400 female outpatients"
        near = (
            kind not in _OTHER_THINGS
            or (
                text[end] != "-"  # "106 microfilariae-positive subjects"
                and text.count(" ", stop, start) <= _MOST_BEFORE
                and "," not in text[stop:start]
                and not _VERB.search(text, stop, start)
            )
        )
        if kind == "person" and text[stop] == "-" and start == stop + 1:
            return Cue(start, end, "participants")  # "a 24-patient trial"
        if near and (kind != "person" or number.value == 1):
            # "942 of the other practices" are no practices, "done in 254 and drugs in 431" no drugs
            # nor are "28 who preferred injections" injections.
            of_others = (number.after == " of" and kind == "clusters") or (number.after == " and" and kind in NEVER)
            of_others = of_others or (kind == "clusters" and _VERB.search(text, stop, start) is not None)
            of_others = of_others or (number.after == " who" and kind not in _LIVING)
            return None if of_others else cue
    return sex


def _is_in_name(between: str) -> bool:
    """Whether the number behind these words is joined to the last of them: "C57BL/6"."""
    return between.endswith(("/", "-")) and _IN_NAME.search(between) is not None


def _limit(scan: Scan, number: Number, sentence: int) -> int:
    """Where the noun phrase of a number must end: at the next number, a bracket, a stop, or a clause of its own."""
    stop = number.end
    limit = scan.starts[sentence + 1] - 1
    if stop + _PHRASE < limit:
        limit = stop + _PHRASE
    for other in scan.numbers_between(stop, limit):
        if _OLD.match(scan.text, other.end):
            continue
        between = scan.text[stop : other.start].rstrip()
        if between != "," and not between.endswith(_LABEL_END) and not _is_in_name(between):
            limit = other.start
            break
    broken = _BREAK.search(scan.text, stop, limit)
    return broken.start() if broken else limit

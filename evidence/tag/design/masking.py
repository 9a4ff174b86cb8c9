"""Who did not know what was given: masking as it is said, and where it is denied. Pure.

Blinding is denied in more ways than "not blinded": without it, nobody had it, it could not be done. What is denied of
one and said of another ("surgeons could not be blinded, assessors were") is what is said.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.signs import ALL, ELSEWHERE, END, OWN, Signs
from evidence.tag.design.unaware import unaware

# The strictest first: a run-in's or an extension's masking is looser than the trial's own.
_SIGNS: Final = ("blind_triple", "blind_double", "blind_single", "blind_open", "blind_word")
_VALUES: Final = (("blind_double", "double"), ("blind_single", "single"), ("blind_open", "open"))
_STEMS: Final = ("blind", "mask")
_NEAR: Final = 120  # characters before the word, or behind it, in which it may be denied

_BE: Final = r"(?:was|were|is|are|be|been|being|had been|could be|would be)"
_ITS: Final = (
    r"(?:any|an?|the|be|been|being|formal\w*|full\w*|proper\w*|complete\w*|actual|attempt(?:s|ed)?|made|at|to|of|use"
    r"|possible|feasible|practicable|practical|able|patients?|participants?|staff|study|surgeons?|assessors?|observers?"
    r"|investigators?|outcome|allocation|treatment|done|performed|double|single|triple|was|were|or|nor"
    r"|(?:placebos?|controls?|randomi[sz]ation) n?or)"
)
_DENIED_BEFORE: Final = re.compile(
    r"\b(?:"
    r"(?:without|no|not|never|cannot|lack(?:s|ed|ing)?(?: of)?|absence of|unable|impossible|instead of"
    rf"|rather than|not[a-z -]{{0,12}} to)(?:[ -]{_ITS}){{0,5}}[ -]"
    rf"|(?:nobody|no[ -]one|none(?: of(?: [a-z]+){{1,4}})?|no [a-z]+(?: or [a-z]+)?) {_BE} "
    rf"|neither(?: [a-z,-]+){{1,6}} nor(?: [a-z-]+){{1,6}}? {_BE} "
    r"|neither(?: [a-z-]+){0,2} (?:nor(?: [a-z-]+){0,2} )?"
    r")$"
)
_CANNOT: Final = (
    r"(?:im(?:possible|practical|practicable)|[iu]nfeasible|unethical|waived|lacking|absent|precluded"
    r"|not (?:\w+ )?(?:possible|feasible|practical|practicable|achievable|attainable|appropriate|ethical|done|used|made"
    r"|attempted|performed|applied|carried|undertaken|employed|tried|implemented|planned|considered possible))\b"
)
_DENIED_BEHIND: Final = re.compile(
    r"(?:ing|ed)?(?: (?:evaluat|assess|review|rat|design)\w*)?(?: (?:of|for|to)(?: [a-z'-]+){1,6}?)?,?"
    rf"(?: (?:was|were|is|are|being|proved|seemed|(?:could|would|can)(?: not)? be|has been|had been))?"
    rf"(?: (?:therefore|thus|however|deemed|considered|judged|thought|found|to|be))* (?:{_CANNOT})"
    r"|ing(?: (?:of|for)(?: [a-z'-]+){1,6}?)? (?:could|can) ?not be\b"
)
_OPEN: Final = re.compile(
    r"\b(?:randomi[sz]ed|controlled|prospective|comparative|parallel(?:[ -]groups?)?|multicent(?:er|re)|clinical)"
    r"(?:,| and|, and) open(?=[.,;)]| and | trial| study|$)|\bopen and (?:randomi|controlled|parallel|prospective)"
)


def masking(signs: Signs) -> tuple[str, Cue] | None:
    """The strictest masking that is said of this study, with its words; "open" where it is denied of everybody."""
    found: dict[str, Cue] = {}
    denied: Cue | None = None
    for cue in signs.cues if signs.has_any(_SIGNS, ALL) else ():
        sign = next((sign for sign in _SIGNS if sign in cue.signs), None)
        zone = signs.zone_of[cue.sentence]
        if sign is None or zone == ELSEWHERE or (sign == "blind_word" and zone == END):
            continue
        if not_blind := _denied(signs.text_of(cue), cue):
            denied = denied or not_blind
        else:
            found.setdefault(sign, cue)
    said = _strictest(signs, found) or (denied and ("open", denied))
    if said is None or said[0] == "single":
        told = unaware(signs)  # "patients and assessors were unaware" has the words "assessors were unaware" in it
        said = told if told and (said is None or told[0] == "double") else said
    return said or _just_open(signs)


def _strictest(signs: Signs, found: dict[str, Cue]) -> tuple[str, Cue] | None:
    if strictest := found.get("blind_triple"):
        words = signs.text_of(strictest)[strictest.start : strictest.end]
        return "quadruple" if "quadruple" in words else "triple", strictest
    for sign, value in _VALUES:
        if sign in found:
            return value, found[sign]
    word = found.get("blind_word")
    return ("single", word) if word and not signs.has("blind_assess") else None


def _denied(text: str, cue: Cue) -> Cue | None:
    """The words that say there was no blinding, before its own or behind them; None where they don't."""
    place = max(text.rfind(stem, cue.start, cue.end) for stem in _STEMS)
    if place < 0:
        return None
    if before := _DENIED_BEFORE.search(text, max(place - _NEAR, 0), place):
        return cue._replace(start=before.start())
    end = place + (5 if text.startswith("blind", place) else 4)
    behind = _DENIED_BEHIND.match(text, end, end + _NEAR)
    return cue._replace(end=behind.end()) if behind else None


def _just_open(signs: Signs) -> tuple[str, Cue] | None:
    """A trial that is open among its other words, where nothing else is said of masking."""
    if b"open" not in signs.vocabulary:
        return None
    for number, sentence in enumerate(signs.sentences):
        if "open" in sentence.folded and signs.zone_of[number] in OWN and (words := _OPEN.search(sentence.folded)):
            return "open", Cue((), number, words.start(), words.end())
    return None

"""The attributes of a design, in ClinicalTrials.gov's words, read off the same signs as its code. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.findings import Attribute
from evidence.records import Passage, Quote
from evidence.tag.design.comparator import comparator
from evidence.tag.design.cues import Cue
from evidence.tag.design.intervention_model import intervention_model
from evidence.tag.design.masking import masking
from evidence.tag.design.phase import phase
from evidence.tag.design.signs import ALL, ELSEWHERE, Signs
from evidence.values import DESIGNS

_STUDIES: Final = ("interventional", "observational")
_ANYWHERE: Final = ALL + ELSEWHERE
_HAS_PERSPECTIVE: Final = (*_STUDIES, "other-research", "protocol")  # looks ahead or back
_NUMBER_BEFORE: Final = re.compile(
    r"(?<![\w.,])(?:(?!1 )\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|several|multiple"
    r"|many|different|both|numerous"
    r"|participating|various)(?: (?:[a-z.-]+)){0,3} $"
)
_KEPT: Final = re.compile(
    r" (?:maintained|collected|entered|kept|gathered|recorded|acquired|database|register|registry"
    r"|(?:stud(?:y|ies)|trials?|research) (?:is|are|needed|warranted|should))"
)

Words = Cue | Quote | tuple[Cue | Quote, ...] | str
Told = tuple[str, Words] | None
"""A value with the words it was read from, or with why it has none."""

_CODE: Final = "follows from the design"
_NOTHING_ELSE: Final = "nothing says that it is a later, secondary, subgroup or pooled report"


def attributes(signs: Signs, code: str) -> tuple[tuple[str, str], ...]:
    """All attributes that the record states, as (name, value) in alphabetical order."""
    return tuple((name, told[0]) for name, told in _found(signs, code).items() if told)


def attributes_told(signs: Signs, code: str) -> tuple[Attribute, ...]:
    """The same, each with the words that it was read from, or with why there are none."""
    return tuple(_with_words(signs, name, *told) for name, told in _found(signs, code).items() if told)


def _with_words(signs: Signs, name: str, value: str, words: Words) -> Attribute:
    if isinstance(words, str):
        return Attribute(name, value, (), words)
    each = words if isinstance(words, tuple) and not isinstance(words, (Cue, Quote)) else (words,)
    return Attribute(name, value, tuple(signs.quote(one) if isinstance(one, Cue) else one for one in each))


def _found(signs: Signs, code: str) -> dict[str, Told]:
    kind = DESIGNS[code]
    trial = kind in ("interventional", "protocol", "non-clinical")
    return {
        "allocation": _allocation(signs, code),
        "centres": _centres(signs) if trial or kind == "observational" else None,
        "comparator": comparator(signs, code) if kind == "interventional" or code == "protocol" else None,
        "intervention_model": intervention_model(signs, code) if trial else None,
        "masking": masking(signs) if trial or code == "diagnostic-accuracy" else None,
        "phase": phase(signs) if trial else None,
        "report": _report(signs) if kind in _STUDIES else None,
        "review_type": _review_type(signs, code) if kind == "synthesis" else None,
        "species": _species(signs, code),
        "time_perspective": _perspective(signs, code),
    }


def _allocation(signs: Signs, code: str) -> Told:
    if code == "rct":
        return "randomised", _CODE
    if code in ("quasi-randomised", "non-randomised-controlled", "historically-controlled"):
        return "non-randomised", _CODE
    if code in ("protocol", "animal", "in-vitro") and not signs.has("random_not"):
        words = signs.first("random_trial") or signs.first("random_allocated")
        return ("randomised", words) if words else None
    return None


def _centres(signs: Signs) -> Told:
    if words := signs.first("multicentre", ALL):
        return "multiple", words
    for cue in signs.each("places", _ANYWHERE):
        if counted := _counted(signs, cue):
            return "multiple", counted
    single = signs.first("single_centre", ALL)
    return ("single", single) if single else None


def _counted(signs: Signs, cue: Cue) -> Cue | None:
    """Places with the number of two or more, or "several", before them ("at 38 study sites")."""
    text = signs.text_of(cue)
    before = text[max(cue.start - 50, 0) : cue.start]
    number = _NUMBER_BEFORE.search(before)
    if text.startswith("unit", cue.start) and not before.endswith(_OF_PATIENTS):
        return None  # of insulin, of blood
    if not number or "one " in before[-8:] or "injection" in before[-12:]:
        return None
    return cue._replace(start=cue.start - len(before) + number.start())


_OF_PATIENTS: Final = ("care ", "dialysis ", "stroke ", "burns ", "maternity ", "transplant ", "renal ", "neonatal ")


def _perspective(signs: Signs, code: str) -> Told:
    if code == "cross-sectional":
        return "cross-sectional", _CODE
    if DESIGNS[code] not in _HAS_PERSPECTIVE:
        return None
    back, ahead = signs.first("retrospective", "tmb"), signs.first("prospective", "tmb")
    if back and ahead and _KEPT.match(signs.sentences[ahead.sentence].folded[ahead.end : ahead.end + 30]):
        ahead = None  # what was kept on the way is looked back at
    if back and ahead and DESIGNS[code] == "observational":
        first = (back.sentence, back.start) < (ahead.sentence, ahead.start)
        return ("retrospective", back) if first else ("prospective", ahead)
    if ahead:
        return "prospective", ahead
    return ("retrospective", back) if back and DESIGNS[code] != "interventional" else None


def _species(signs: Signs, code: str) -> Told:
    if code == "animal":
        return "animal", _CODE
    if DESIGNS[code] in _STUDIES or code == "qualitative":
        return "human", _CODE
    headings = {p.text.partition("/")[0].strip("*"): p for p in signs.document.named("mesh")}
    people = _people(signs, headings)
    animals: Cue | Quote | None = None
    if signs.animals > 1:
        animals = signs.first("animals", _ANYWHERE)  # what is mostly done to animals ("intraperitoneal") names none
    elif "Animals" in headings and not people:
        animals = Quote.whole(headings["Animals"])
    if code in ("in-vitro", "in-silico", "notice"):
        return None if people or animals else ("none", _CODE)
    people = people or _tried(signs)
    if people and animals:
        return "both", (animals, people)
    return ("animal", animals) if animals else ("human", people) if people else None


def _people(signs: Signs, headings: dict[str, Passage]) -> Cue | Quote | None:
    """The words for people, or the heading that says so."""
    if words := signs.first("humans", _ANYWHERE):
        return words
    return Quote.whole(headings["Humans"]) if "Humans" in headings else None


def _tried(signs: Signs) -> Cue | None:
    """Clinical trials that a paper tells of: they are in people, whether or not it says so."""
    told = signs.each("controlled_trials")
    return next((cue for cue in told if "clinical" in signs.text_of(cue)[cue.start : cue.end]), None)


def _report(signs: Signs) -> Told:
    for sign, value in (
        ("pooled_report", "pooled"), ("subgroup_report", "subgroup"), ("secondary_report", "secondary"),
        ("follow_up_report", "follow-up"),
    ):  # fmt: skip
        if words := signs.first(sign, "tbm" if value in ("pooled", "secondary") else "tb"):
            return value, words
    return "primary", _NOTHING_ELSE


def _review_type(signs: Signs, code: str) -> Told:
    if code not in ("systematic-review", "meta-analysis"):
        return None
    for sign, value in (
        ("rev_network", "network"), ("rev_ipd", "individual-patient-data"), ("rev_umbrella", "umbrella"),
        ("rev_scoping", "scoping"), ("rev_rapid", "rapid"),
    ):  # fmt: skip
        if words := signs.first(sign):
            return value, words
    return None

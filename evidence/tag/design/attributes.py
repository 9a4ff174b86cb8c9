"""The attributes of a design, in ClinicalTrials.gov's words, read off the same signs as its code. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.signs import ALL, Signs
from evidence.values import DESIGNS

_STUDIES: Final = ("interventional", "observational")
_HAS_PERSPECTIVE: Final = (*_STUDIES, "other-research", "protocol")  # looks ahead or back
_NUMBER_BEFORE: Final = re.compile(
    r"(?<![\w.,])(?:(?!1 )\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|several|multiple"
    r"|many|different|both|numerous"
    r"|participating|various)(?: (?:[a-z.-]+)){0,3} $"
)
_PHASE: Final = re.compile(
    r"phases?[ -]?([0-4]|iv|i{1,3}|one|two|three|four)[ab]?"
    r"(?:(?: ?[-/,] ?| and | or | to )(?:phase )?([0-4]|iv|i{1,3})[ab]?\b"
    r"(?![- ]?(?:arm|week|month|day|year|hour|cent(?:er|re)|period|way|group)))?"
)
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3", "four": "4"}
# After a phase that is a part of the study, of an illness or of a programme.
_NO_PHASE: Final = re.compile(
    r"\)? (?:of (?:the |this |our |an? )?(?:study|trial|project|rehab\w*|cardiac)|days|weeks|hours|months)\b"
)
_KEPT: Final = re.compile(
    r" (?:maintained|collected|entered|kept|gathered|recorded|acquired|database|register|registry"
    r"|(?:stud(?:y|ies)|trials?|research) (?:is|are|needed|warranted|should))"
)
_NOBODY_BLIND: Final = re.compile(r"\bneither(?: [a-z]+){1,5} nor(?: [a-z]+){1,5} (?:was|were) $")


def attributes(signs: Signs, code: str) -> tuple[tuple[str, str], ...]:
    """All attributes that the record states, as (name, value) in alphabetical order."""
    kind = DESIGNS[code]
    trial = kind in ("interventional", "protocol", "non-clinical")
    found = {
        "allocation": _allocation(signs, code),
        "centres": _centres(signs) if trial or kind == "observational" else None,
        "comparator": _comparator(signs) if kind == "interventional" or code == "protocol" else None,
        "intervention_model": _model(signs, code) if trial else None,
        "masking": _masking(signs) if trial or code == "diagnostic-accuracy" else None,
        "phase": _phase(signs) if trial else None,
        "report": _report(signs) if kind in _STUDIES else None,
        "review_type": _review_type(signs, code) if kind == "synthesis" else None,
        "species": _species(signs, code),
        "time_perspective": _perspective(signs, code),
    }
    return tuple((name, value) for name, value in found.items() if value)


def _allocation(signs: Signs, code: str) -> str | None:
    if code == "rct":
        return "randomised"
    if code in ("quasi-randomised", "non-randomised-controlled", "historically-controlled"):
        return "non-randomised"
    if code in ("protocol", "animal", "in-vitro") and not signs.has("random_not"):
        return "randomised" if signs.is_randomised else None
    return None


def _masking(signs: Signs) -> str | None:
    """The strictest masking that is stated: a run-in's or an extension's is looser than the trial's own."""
    word = signs.first("blind_word", "tbm") or signs.first("blind_double", ALL) or signs.first("blind_single", ALL)
    if word and _is_denied(signs, word):
        return "open"
    if strictest := signs.first("blind_triple", ALL):
        return "quadruple" if "quadruple" in _text(signs, strictest) else "triple"
    for sign, value in (("blind_double", "double"), ("blind_single", "single"), ("blind_open", "open")):
        if signs.has(sign, ALL):
            return value
    return "single" if signs.has("blind_word", "tbm") and not signs.has("blind_assess") else None


def _is_denied(signs: Signs, cue: Cue) -> bool:
    """Whether neither the ones nor the others were blinded."""
    text = signs.text_of(cue)
    place = text.rfind("blind", 0, cue.end)
    return place >= 0 and _NOBODY_BLIND.search(text[max(place - 120, 0) : place]) is not None


def _model(signs: Signs, code: str) -> str | None:
    for model in ("crossover", "factorial", "parallel", "sequential"):
        if signs.has(model, ALL):
            return model
    return "single-group" if code == "single-arm" else None


def _centres(signs: Signs) -> str | None:
    if signs.has("multicentre", ALL) or (
        signs.count("places") and any(_counted(signs, cue) for cue in signs.cues if "places" in cue.signs)
    ):
        return "multiple"
    return "single" if signs.has("single_centre", ALL) else None


def _counted(signs: Signs, cue: Cue) -> bool:
    """Whether a number of two or more, or "several", stands before places ("at 38 study sites")."""
    before = signs.text_of(cue)[max(cue.start - 50, 0) : cue.start]
    number = _NUMBER_BEFORE.search(before)
    if signs.text_of(cue).startswith("unit", cue.start) and not before.endswith(_OF_PATIENTS):
        return False  # of insulin, of blood
    return bool(number) and "one " not in before[-8:] and "injection" not in before[-12:]


_OF_PATIENTS: Final = ("care ", "dialysis ", "stroke ", "burns ", "maternity ", "transplant ", "renal ", "neonatal ")


def _phase(signs: Signs) -> str | None:
    cue = signs.first("phase", ALL)
    if cue and _NO_PHASE.match(signs.text_of(cue)[cue.end : cue.end + 30]):
        return None
    if cue is None:
        indexed = [
            p.text for p in signs.document.named("publication_type") if p.text.startswith("Clinical Trial, Phase ")
        ]
        return _ROMAN.get(indexed[0].rpartition(" ")[2].lower()) if indexed else None
    text = signs.text_of(cue)[cue.start : cue.end + 12]
    parts = _PHASE.search(text)
    if not parts:
        return None
    first, second = (_ROMAN.get(part, part) if part else None for part in parts.groups())
    return f"{first}/{second}" if second and first and second > first else first


def _perspective(signs: Signs, code: str) -> str | None:
    if code == "cross-sectional":
        return "cross-sectional"
    if DESIGNS[code] not in _HAS_PERSPECTIVE:
        return None
    back, ahead = signs.first("retrospective", "tmb"), signs.first("prospective", "tmb")
    if back and ahead and _KEPT.match(signs.sentences[ahead.sentence].folded[ahead.end : ahead.end + 30]):
        ahead = None  # what was kept on the way is looked back at
    if back and ahead and DESIGNS[code] == "observational":
        return "retrospective" if (back.sentence, back.start) < (ahead.sentence, ahead.start) else "prospective"
    if ahead:
        return "prospective"
    return "retrospective" if back and DESIGNS[code] != "interventional" else None


def _species(signs: Signs, code: str) -> str | None:
    if code == "animal":
        return "animal"
    if DESIGNS[code] in _STUDIES or code == "qualitative":
        return "human"
    headings = {p.text.partition("/")[0].strip("*") for p in signs.document.named("mesh")}
    people = "Humans" in headings or signs.count("humans") > 0
    animals = signs.count("animal_strain") + signs.count("animals") > 1 or ("Animals" in headings and not people)
    if code in ("in-vitro", "in-silico", "notice"):
        return None if people or animals else "none"
    if people and animals:
        return "both"
    return "animal" if animals else "human" if people else None


def _report(signs: Signs) -> str:
    for sign, value in (
        ("pooled_report", "pooled"), ("subgroup_report", "subgroup"), ("secondary_report", "secondary"),
        ("follow_up_report", "follow-up"),
    ):  # fmt: skip
        if signs.has(sign, "tb") or (value in ("pooled", "secondary") and signs.has(sign, "m")):
            return value
    return "primary"


def _comparator(signs: Signs) -> str | None:
    if signs.has("placebo") and not signs.has("placebo_not"):
        return "placebo"
    for sign, value in (
        ("sham", "sham"), ("waitlist", "usual-care"), ("historical_control", "historical"), ("active", "active"),
        ("healthy_control", "healthy"), ("control_group", "control"),
    ):  # fmt: skip
        if signs.has(sign):
            return value
    return "active" if signs.has("compared_aim") or signs.has("controlled") else None


def _review_type(signs: Signs, code: str) -> str | None:
    if code not in ("systematic-review", "meta-analysis"):
        return None
    for sign, value in (
        ("rev_network", "network"), ("rev_ipd", "individual-patient-data"), ("rev_umbrella", "umbrella"),
        ("rev_scoping", "scoping"), ("rev_rapid", "rapid"),
    ):  # fmt: skip
        if signs.has(sign):
            return value
    return None


def _text(signs: Signs, cue: Cue) -> str:
    return signs.text_of(cue)[cue.start : cue.end]

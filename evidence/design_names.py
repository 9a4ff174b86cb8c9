"""A design by the names that people write: one reading for search, corrections and labels. Touches nothing."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final

from evidence.values import DESIGNS

# A name without its "study" or "trial" -> the code. Spelling, case, hyphens and spaces are made alike before.
_ALSO: Final = {
    "randomised-controlled": "rct", "randomised-clinical": "rct", "randomised-controlled-clinical": "rct",
    "rcts": "rct", "quasi-randomised-controlled": "quasi-randomised", "non-randomised": "non-randomised-controlled",
    "metaanalysis": "meta-analysis", "case-reports": "case-report", "economic-evaluation": "economic",
    "diagnostic-test-accuracy": "diagnostic-accuracy", "systematic-review-and-meta-analysis": "meta-analysis",
    "cross-sectional-survey": "cross-sectional", "historical-cohort": "cohort",
}  # fmt: skip
# What may mean a code, or one of several, and may not: offered, not taken.
_TRIALS: Final = ("rct", "non-randomised-controlled", "single-arm")
_PERHAPS: Final[dict[str, tuple[str, ...]]] = {
    "randomised": ("rct",), "random": ("rct",), "controlled": _TRIALS[:2], "controlled-clinical": _TRIALS[:2],
    "non-rct": ("non-randomised-controlled",), "uncontrolled": ("single-arm",), "open-label": _TRIALS,
    "pilot": _TRIALS, "feasibility": _TRIALS, "clinical": _TRIALS, "open-labelled": _TRIALS, "blind": ("rct",),
    "single-blind": ("single-blind rct",), "double-blind": ("double-blind rct",), "triple-blind": ("triple-blind rct",),
    "crossover": ("crossover rct",), "placebo-controlled": ("placebo-controlled rct",),
    "before-after": ("single-arm",), "before-and-after": ("single-arm",), "pre-post": ("single-arm",),
    "pre-and-post": ("single-arm",), "controlled-before-after": ("non-randomised-controlled",),
    "quasi-experimental": ("quasi-randomised", "non-randomised-controlled", "single-arm"),
    "survey": ("cross-sectional",), "review": ("narrative-review", "systematic-review"),
    "scoping-review": ("systematic-review",), "umbrella-review": ("systematic-review",),
    "editorial": ("commentary",), "letter": ("commentary",), "comment": ("commentary",), "erratum": ("notice",),
    "retraction": ("notice",), "in-vivo": ("animal",), "mouse": ("animal",), "longitudinal": ("cohort",),
    "consensus": ("guideline",), "prospective": ("cohort", "case-series", "single-arm"),
    "retrospective": ("cohort", "case-control", "case-series"), "prospective-observational": ("prospective cohort",),
    "retrospective-observational": ("retrospective cohort", "case-control", "retrospective case-series"),
    "longitudinal-observational": ("cohort",), "post-hoc": (), "secondary": (), "subgroup": (), "interim": (),
}  # fmt: skip
# What people write beside a design -> the attribute that it is; "" for what says no more than the code does.
_BESIDE: Final = (
    ("prospective", "time_perspective", "prospective"), ("retrospective", "time_perspective", "retrospective"),
    ("open-label(?:led)?", "masking", "open"), ("single-(?:blind|mask)(?:ed)?", "masking", "single"),
    ("double-(?:blind|mask)(?:ed)?", "masking", "double"), ("triple-(?:blind|mask)(?:ed)?", "masking", "triple"),
    ("placebo-controlled", "comparator", "placebo"), ("sham-controlled", "comparator", "sham"),
    ("multi-?cent(?:re|er)", "centres", "multiple"), ("(?:single|one)-cent(?:re|er)", "centres", "single"),
    ("cross-?over", "intervention_model", "crossover"), ("parallel(?:-group)?", "intervention_model", "parallel"),
    ("factorial", "intervention_model", "factorial"),
    ("phase-(?:1|i)", "phase", "1"), ("phase-(?:2|ii)", "phase", "2"), ("phase-(?:3|iii)", "phase", "3"),
    ("phase-(?:4|iv)", "phase", "4"),
    ("(?:pilot|observational|comparative|population-based|nationwide|cluster)", "", ""),
)  # fmt: skip
_KIND: Final = re.compile(r"-(?:study|studies|trials?)$")
_ENDING: Final = re.compile(r"-(?:design|analys[ie]s|clinical)$")
_MASKED: Final = re.compile(r"\b(?:blinded|masked|mask)\b")
_SHORT: Final = 6  # letters of a name in which one may be much


def design_code(text: str) -> str | None:
    """The code of a typed design: `RCT`, "randomized controlled trial", "Cohort study"; None where it is none."""
    name = _alike(text)
    for one in (name, _KIND.sub("", name)):
        if found := one if one in DESIGNS else _ALSO.get(one):
            return found
    return "rct" if name in {"randomised-trial", "randomised-trials"} else None


def design_beside(text: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The code and the attributes of a typed design: "double-blind RCT", "prospective cohort study"; None for none.

    Attributes are (name, value) pairs in alphabetical order.
    """
    rest, found = _alike(text.replace(",", " ")), dict[str, str]()
    for pattern, name, value in _BESIDE:
        shorter, many = re.subn(rf"(?:^|-){pattern}(?=-|$)", "", rest)
        if many and name in found:
            return None  # "double-blind single-blind RCT"
        found |= {name: value} if many and name else {}
        rest = shorter.strip("-")
    code = design_code(text) or (design_code(rest) if rest else None)
    return (code, tuple(sorted(found.items()))) if code else None


def designs_near(text: str) -> tuple[str, ...]:
    """What was probably meant by what is no design, each as `design_beside` reads it; several where it may be any."""
    typed = _KIND.sub("", _alike(text))
    name = _MASKED.sub("blind", _ENDING.sub("", typed).replace("cross-over", "crossover"))
    if name in _PERHAPS:
        return _PERHAPS[name]
    return tuple(get_close_matches(typed, DESIGNS, n=1, cutoff=0.65 if len(typed) < _SHORT else 0.75))


def no_attribute(text: str) -> str:
    """What stands beside a design, tells more than its code, and is no attribute of one; "" for nothing."""
    return "cluster" if design_beside(text) and re.search(r"(?:^|-)cluster(?=-|$)", _alike(text)) else ""


def _alike(text: str) -> str:
    """A name in small letters and British spelling, hyphens for spaces."""
    name = re.sub(r"[\s_\N{EN DASH}-]+", "-", text.strip().lower())
    return re.sub(r"\bnonrandom", "non-random", name.replace("randomiz", "randomis"))

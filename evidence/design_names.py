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
    "diagnostic-test-accuracy": "diagnostic-accuracy",
}  # fmt: skip
# What may mean a code, and may not: offered, not taken.
_PERHAPS: Final = {
    "randomised": "rct", "random": "rct", "controlled": "non-randomised-controlled", "uncontrolled": "single-arm",
    "open-label": "single-arm", "pilot": "single-arm", "before-after": "single-arm", "survey": "cross-sectional",
    "review": "narrative-review", "scoping-review": "systematic-review", "umbrella-review": "systematic-review",
    "editorial": "commentary", "letter": "commentary", "comment": "commentary", "erratum": "notice",
    "retraction": "notice", "in-vivo": "animal", "mouse": "animal", "longitudinal": "cohort", "consensus": "guideline",
}  # fmt: skip
_KIND: Final = re.compile(r"-(?:study|studies|trials?)$")


def design_code(text: str) -> str | None:
    """The code of a typed design: `RCT`, "randomized controlled trial", "Cohort study"; None where it is none."""
    name = _alike(text)
    for one in (name, _KIND.sub("", name)):
        if found := one if one in DESIGNS else _ALSO.get(one):
            return found
    return "rct" if name in {"randomised-trial", "randomised-trials"} else None


def design_near(text: str) -> str | None:
    """The code that was probably meant by what is none."""
    name = _KIND.sub("", _alike(text))
    near = get_close_matches(name, DESIGNS, n=1, cutoff=0.65)
    return _PERHAPS.get(name) or (near[0] if near else None)


def _alike(text: str) -> str:
    """A name in small letters and British spelling, hyphens for spaces."""
    name = re.sub(r"[\s_\N{EN DASH}-]+", "-", text.strip().lower())
    return re.sub(r"\bnonrandom", "non-random", name.replace("randomiz", "randomis"))

"""Design rules for observation that the study names in so many words, which beat what it looks like. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.cohort_study", "cohort", 10.0, by="cohort_named")
def cohort_study(signs: Signs) -> Cue | None:
    """The study says that it is a retrospective, prospective or such cohort study, and has no other name beside that.

    Takes: In this retrospective cohort study, platelets were counted in 42 pregnancies.
    Leaves: Platelets were counted in 42 pregnancies of a birth cohort.
    """
    if signs.about_papers or signs.has_any(("cross_named", *_OTHER_NAMES)):
        return None
    return next((cue for cue in signs.each("cohort_named", "mb") if _is_own(signs, cue, _COHORT)), None)


@speaks_for("design.cross_sectional_study", "cross-sectional", 10.0, by="cross_named")
def cross_sectional_study(signs: Signs) -> Cue | None:
    """The study says that it is cross-sectional, whatever those are members of whom it asked.

    Takes: In this cross-sectional study, members of a birth cohort were asked how they slept.
    Leaves: Members of a birth cohort were asked how they slept.
    """
    if signs.about_papers or signs.has_any(_OTHER_NAMES):
        return None
    return next((cue for cue in signs.each("cross_named", "mb") if _is_own(signs, cue, _CROSS)), None)


_OTHER_NAMES: Final = (
    "case_control", "diagnostic_named", "economic_named", "qualitative_named", "protocol", "case_series",
    "random_allocated", "random_trial", "reply", "retraction", "erratum",
)  # fmt: skip
_THIS_IS: Final = re.compile(
    r"(?:\b(?:this|our|(?:was|is) an?|we (?:conducted|performed|did|undertook) an?)|^an?|design:? ?(?:an?)?)"
    r"(?: [a-z-]+,?){0,5} ?$"
)
# Without any of these words it is a habit of some journals: "Design: a cohort study", of what was measured once.
_COHORT: Final = re.compile(
    r"\b(?:retrospective|prospective|historical|matched|longitudinal|inception|birth|population[ -]based|nationwide"
    r"|registry[ -]based) (?:[a-z-]+ )?cohort (?:study|analysis|design)\b"
)
_CROSS: Final = re.compile(r"\bcross[ -]?sectional (?:[a-z-]+ )?(?:study|analysis|design|survey)\b")
_BEFORE: Final = 50  # characters
_BEHIND: Final = len(" observational study")


def _is_own(signs: Signs, cue: Cue, name: re.Pattern[str]) -> bool:
    """Whether the words are what the study calls itself: "in this retrospective cohort study"."""
    text = signs.text_of(cue)
    if not name.search(text, max(0, cue.start - _BEFORE), cue.end + _BEHIND):
        return False
    return _THIS_IS.search(text[max(0, cue.start - _BEFORE) : cue.start]) is not None

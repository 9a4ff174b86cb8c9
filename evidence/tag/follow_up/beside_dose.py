"""Lengths of a treatment that only brackets or a comma tie to it: "venlafaxine (4 weeks, 75 mg daily)". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import ALONE
from evidence.tag.follow_up.cues import Mention

_MASS: Final = r"\d[\d.,]* ?(?:mg|mcg|\u00b5g|\u03bcg|ug|iu|units?|ml|g|mmol|kcal)\b(?: ?/ ?\w+)*"
_OFTEN: Final = (
    r"(?:(?:once|twice|thrice|(?:one|two|three|four|five|\d) (?:times|sessions))"
    r"(?:[ -](?:daily|weekly)|(?: (?:a|per|each|every) |/)(?:day|week))|daily|[btq]\.?i\.?d\b\.?)"
)
_DOSE_AFTER: Final = re.compile(rf"[,;] (?:at )?(?:{_MASS}|{_OFTEN})")
_DOSE_BEFORE: Final = re.compile(
    rf"(?:{_MASS}(?:(?<=/day)|(?<=/d)|(?<=/kg)|(?<=/week)|(?: (?:per|a) day| {_OFTEN}))|\b{_OFTEN})[,;]? ?[(\[]?$"
)
# What was given how long, all in brackets: "ate lead (4-9 mg/kg a day, in water, for 20-60 days)".
_DOSED_FOR: Final = re.compile(
    r"[(\[](?:[^()\[\]]{0,25}[ ;,])?\d[\d.,]*(?: ?- ?\d[\d.]*)? ?"
    r"(?:mg|mcg|\u00b5g|\u03bcg|ug|iu|units?|ml|g|mmol|kcal)\b"
    r"[^()\[\]]{0,40}[ ,]for $"
)
_GIVEN: Final = re.compile(
    r"\b(?:received|receiving|treated with|given|took|taking)"
    r"(?: (?!early|late\b|later|delayed|immediate|after|within|at\b|before|interval)[\w-]+){1,6} \($"
)
_HISTORY: Final = re.compile(r"\bhad (?:been )?\w+(?:ed|en)\b[^.;]*$")  # what they took before the study
_SHUT: Final = frozenset(")]")
_CLOSES: Final = re.compile(r"[).,;\]]|$| (?:or|and|versus|vs)\b")
_LEAST_DAYS: Final = 3  # "(1 day)" tells when something was given


def beside_dose(mention: Mention) -> bool:
    """Whether a length stands with a dose, or in brackets after what was received: what was given for so long."""
    if mention.left.endswith(" for ") and mention.right[:1] in _SHUT and _DOSED_FOR.search(mention.left):
        return True
    if mention.duration.shape not in ALONE or mention.duration.days < _LEAST_DAYS:
        return False
    return _is_beside(mention.left, mention.right) and _HISTORY.search(mention.left) is None


def _is_beside(left: str, right: str) -> bool:
    opened = left.endswith(("(", "["))
    if opened and right[:1] in ",;" and _DOSE_AFTER.match(right):
        return True
    if not _CLOSES.match(right):
        return False
    if opened and right[:1] == ")" and _GIVEN.search(left):
        return True
    return left.endswith((", ", "; ", "(")) and _DOSE_BEFORE.search(left) is not None

"""What the treated are compared with: placebo, sham, usual care, those of the past. Pure.

Where all were treated nobody is, but for healthy people who were looked at as well; and the healthy who are allocated
at random are those who take part.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.signs import Signs

_VALUES: Final = (
    ("sham", "sham"), ("waitlist", "usual-care"), ("historical_control", "historical"), ("active", "active"),
    ("healthy_control", "healthy"), ("control_group", "control"),
)  # fmt: skip
_AT_RANDOM: Final = ("rct", "quasi-randomised")
_SIDE_BY_SIDE: Final = (*_AT_RANDOM, "non-randomised-controlled")
_CONTROLS: Final = re.compile(r"control|compar|match|peers|siblings")
_PASSIVE: Final = ("was ", "were ", "is ", "are ")
_WITH_ITSELF: Final = re.compile(
    r"[^.;]{0,80}\b(?:baseline|before|pre-?(?:treatment|operative|intervention)|initial|follow-up|reference standard)"
)
_WITH_NOTHING: Final = re.compile(
    r"[^.;]{0,90}\b(?:no|not|without|nothing|none|non-?treat\w*|untreated|(?:versus|vs\.?|to|or|and) observation"
    r"|withholding|omission|an? control|controls)\b"
)


def comparator(signs: Signs, code: str) -> tuple[str, Cue | str] | None:
    """The comparator that is named, with its words; "control" where there is one of which nothing more is said."""
    if code == "single-arm":
        words = _healthy(signs)
        return ("healthy", words) if words else None
    if code == "historically-controlled":
        return "historical", signs.first("historical_control") or "follows from the design"
    placebo = signs.first("placebo")
    if placebo and not signs.has("placebo_not"):
        return "placebo", placebo
    for sign, value in _VALUES:
        if (sign == "healthy_control" and code in _AT_RANDOM) or (value == "historical" and code in _SIDE_BY_SIDE):
            continue
        if words := signs.first(sign):
            return value, words
    if aim := _compared(signs):
        return aim
    words = signs.first("controlled")
    return ("control", words) if words else None


def _healthy(signs: Signs) -> Cue | None:
    """Healthy people who are there to be compared with, and take no part: "age-matched controls"."""
    told = signs.each("healthy_control")
    return next((cue for cue in told if _CONTROLS.search(signs.text_of(cue), cue.start, cue.end)), None)


def _compared(signs: Signs) -> tuple[str, Cue] | None:
    """What is compared by the aim; a result that is, or what was before, is no comparator."""
    for cue in signs.each("compared_aim"):
        text = signs.text_of(cue)
        result = text.startswith(_PASSIVE, cue.start) and signs.zone_of[cue.sentence] not in "tb"
        if result or _WITH_ITSELF.match(text, cue.end):
            continue
        return "control" if _WITH_NOTHING.match(text, cue.end) else "active", cue
    return None

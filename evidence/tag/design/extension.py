"""Open extensions: those who had been in a blinded or randomised trial are all treated, and only that trial drew lots.

The parent is named where it is told who could enter: "patients who completed a double-blind, placebo-controlled trial".
Pure.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import OWN, Signs

_PEOPLE: Final = r"(?:participants|patients|subjects|children|adults|women|men|volunteers|completers|responders|people)"
# What stands before the parent trial: those who completed it, its participants, its end, "extension of".
_ENTERED: Final = (
    r"(?:completed|finished|participated in|taken part in|took part in|entered|been (?:enrolled|treated|included) in"
    r"|responded (?:to|in|during)|received [a-z]+ in)"
)
_SINCE: Final = (  # what was then done with them
    r"\b(?:were|was|could|then|to receive|took|received|run-in|runin|entered|joined|this)\b"
)
_PARENT: Final = re.compile(
    rf"(?:\b(?:who|which|that|having|had|have)(?: had| have| has)?(?: [a-z]+)? {_ENTERED}"
    rf"|\b{_PEOPLE}(?: with [a-z -]{{1,40}})? (?:of|from|completing|finishing)"
    r"|\b(?:after|following|on) (?:the |their )?(?:end|completion|close|completing|finishing|participation)"
    r"|\b(?:extension|continuation)(?: study| phase| trial| period)? (?:of|to|from|following|after)"
    rf"|\brolled over from|\b(?:study|trial) (?:continued|extended|followed))\b(?! .{{0,70}}{_SINCE}) .{{0,70}}$"
)
_TRIAL: Final = frozenset(
    ["random_trial", "random_trials", "random_allocated", "random_word", "blind_double", "placebo"]
)
_OPEN: Final = ("blind_open", "opened", "no_control")
_AGAIN: Final = re.compile(r"\bre-?randomi|\brandomi[sz]ed (?:to|into|again)\b")


@speaks_for("design.open_extension", "single-arm", 7.0, by="blind_open opened no_control")
def open_extension(signs: Signs) -> Cue | None:
    """All who had been in a trial are then treated openly; lots were drawn in that trial alone.

    Takes: Patients who completed a double-blind, placebo-controlled trial could enter this open-label extension.
    Leaves: Patients were randomised to insulin or placebo; all who completed the trial entered an open-label extension.
    """
    if not signs.has_any(_OPEN) or signs.has("few_pooled") or signs.has("pooled_report"):
        return None
    parent: Cue | None = None
    for cue in signs.cues:
        if not _TRIAL.isdisjoint(cue.signs) and signs.zone_of[cue.sentence] in OWN:
            text = signs.text_of(cue)
            around = text[max(cue.start - 130, 0) : cue.end + 60]
            if not _PARENT.search(text[max(cue.start - 130, 0) : cue.start]) or _AGAIN.search(around):
                return None
            parent = cue
    if parent is None:
        return None
    return signs.first("extension") or next((found for sign in _OPEN if (found := signs.first(sign))), None)

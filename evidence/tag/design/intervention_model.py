"""How the groups of a trial stand to each other: side by side, one after the other, in steps. Pure.

Words of a crossover are not always of one: an analysis of variance is two-way too, what is washed out before a trial
begins parts no periods, and some who change over, when they fare badly or when it is allowed, make no crossover.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.signs import ALL, Signs

_NEAR: Final = 90  # characters before and behind the words
_OF_A_TRIAL: Final = re.compile(
    r",? ?(?:[a-z]+[ ,-]+){0,3}?(?:cross|within|stud(?:y|ies)|trial|design|comparison|blind|latin)"
)
_TESTED: Final = re.compile(r" (?:repeated|mixed|analys|anova|ancova|interaction|between)")
_BETWEEN: Final = re.compile(
    r"\b(?:separat\w+|interven\w+|interpos\w+|interspers\w+|between|with an?|without)\b[^.;]*$"
)
_AFTER_EACH: Final = re.compile(r" (?:\(?of [^.;]{2,20}\)? )?(?:between|separat|before (?:the )?(?:second|next|other))")
_DESIGNED: Final = re.compile(
    r"[ ,-]{1,2}(?:[a-z]+[ ,-]{1,2}){0,3}?(?:design|stud(?:y|ies)|trial|fashion|manner|basis|comparison|experiment"
    r"|method|protocol|blind|controlled|randomi|placebo)"
)
_BARE: Final = ("crossover", "cross-over", "cross over", "crossed over", "crossed-over")
_PERIODS: Final = ("period ", "period, ", "-way ", "sequence ", "blind ", "blind, ", "randomised ", "randomized ")
_SOME: Final = re.compile(
    r"\b(?:allow|permit|option|offered|eligib|could|can\b|may\b|progress|relaps|recur|failed|failures?\b|non-?response"
    r"|non-?responders?|open-label|rescue|unblind|discretion|intention|intent-to|as-treated|per-protocol|rates?\b"
    r"|wait(?:ing|-| )?list|termination|toxicity|intoleran|because|early|censor|excluding|contamination|no$|without$)"
)
_THIS_MANY: Final = re.compile(
    r"(?:\b\d+(?:\.\d+)? ?%?|%\)|[a-z]+(?:teen|ty|ty-[a-z]+)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|half|some|many|most|few|no|none|other|rest))(?: of)?(?: the| these| those)?"
    r" (?:[a-z-]+ ){0,2}(?:patients?|participants?|subjects?|men|women|children|infants|cases|controls|animals|people)"
    r"(?: [a-z-]+){0,7} (?:had )?$"
)


def intervention_model(signs: Signs, code: str) -> tuple[str, Cue | str] | None:
    """The model that is named, with its words; one group where the code says so."""
    if code == "single-arm":
        steps = signs.first("sequential", ALL)
        return ("sequential", steps) if steps else ("single-group", "follows from the design")
    for cue in signs.each("crossover", ALL):
        if _is_crossover(signs, cue):
            return "crossover", cue
    for model in ("factorial", "parallel", "sequential"):
        if words := signs.first(model, ALL):
            return model, words
    return None


def _is_crossover(signs: Signs, cue: Cue) -> bool:
    """Whether words of a crossover are of a trial in which each had, by design, one thing after the other."""
    text = signs.text_of(cue)
    words = text[cue.start : cue.end]
    before, behind = text[max(cue.start - _NEAR, 0) : cue.start], text[cue.end : cue.end + _NEAR]
    if words.endswith("way"):
        return _OF_A_TRIAL.match(behind) is not None and not _TESTED.match(behind)
    if words.startswith("wash"):
        return bool(words.endswith("s") or _BETWEEN.search(before) or _AFTER_EACH.match(behind))
    if words not in _BARE or before.endswith(_PERIODS) or _DESIGNED.match(behind):
        return True
    return not (_SOME.search(before) or _SOME.search(behind) or _THIS_MANY.search(before))

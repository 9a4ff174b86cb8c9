"""As which statistic a length is given in the end, when all the others and the design are known. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import LISTED
from evidence.tag.follow_up.rules import Claim
from evidence.values import Design

# "after 12 weeks of treatment", "at 6 months' therapy"; behind the end of one, a time is a visit.
_OF_TREATMENT: Final = re.compile(
    r"'?,? (?:of )?(?:the |this |daily |active |continuous |drug |study |[a-z-]+ing )?"
    r"(?:treatment|therapy|training|supplementation|medication|administration|exercise|dosing)\b"
)
# Where the design is not known, the words behind the length tell a trial from any other study.
_TRIAL: Final = re.compile(r"[^.;]{0,70}\b(?:trial|randomi|double-blind|open-label|placebo|crossover)")
# What names the least or the most behind a length or before it, where "at least" does not stand right before it.
_ENDS: Final = r"(?=[.,;:)]|$| (?:and|after|before|from|in|with|to|by|until|following|unless)\b)"
_LEAST: Final = re.compile(rf" at (?:the )?(?:very )?(?:least|minimum){_ENDS}| (?:and|or) (?:more|longer|over|above)\b")
_MOST: Final = re.compile(rf" at (?:the )?(?:very )?(?:most|maximum|longest){_ENDS}")
_NOT_LESS: Final = ("not less than ", "no less than ", "not under ", "not fewer than ", "no shorter than ")
_NOT_MORE: Final = ("not more than ", "no more than ", "no longer than ", "not longer than ", "at most ")
# "Treatment lowered events over a median of 3 years": so long were events counted, not so long was it given.
_COUNTED_OVER: Final = re.compile(r"\b(?:over|during|after|at) an? (median|mean|average)(?: \([^()]{2,20}\))? of $")
# "Three times a week for 6 weeks" is how something was given.
_SO_OFTEN: Final = re.compile(
    r"(?:\b(?:a|per|each|every|times|once|twice|sessions?) (?:week|day|month)|\b(?:weekly|daily)|/(?:week|wk|day|d))"
    r"\)?,? (?:for|over|during) (?:a (?:total|period) of )?$"
)
# "For 26 months on average", "for 31 months in the median case".
_ON_AVERAGE: Final = re.compile(r",? (?:on|in the) (average|median)\b")
_STUDIED: Final = frozenset(["interventional", "protocol"])


def told_as(claim: Claim, visits: int, design: Design | None) -> str:
    """The statistic of a claim.

    The only visit that there is ends the whole period, so it is fixed. What is told of a trial's length ("a 24-week
    trial") or as so long a treatment is a treatment's length: whether people were seen afterwards, it does not say.

    Args:
        claim: the length and the rule that read it.
        visits: how many different times the participants were seen at.
        design: the record's design; a study of nobody's treatment is as long as its people were followed.
    """
    one, statistic = claim.mention.duration, claim.statistic
    if statistic == "last-visit" and visits == 1 and one.shape not in LISTED:
        statistic = "fixed"
    left, right = claim.mention.left, claim.mention.right
    if statistic == "treatment" and (told := _COUNTED_OVER.search(left[-60:])):
        return "median" if told[1] == "median" else "mean"
    if statistic == "fixed" and (told := _ON_AVERAGE.match(right)):
        return "mean" if told[1] == "average" else "median"
    if statistic == "fixed" and (_LEAST.match(right) or left.endswith(_NOT_LESS)):
        return "minimum"
    if statistic == "fixed" and (_MOST.match(right) or left.endswith(_NOT_MORE)):
        return "maximum"
    if statistic != "fixed" or (design is not None and design.parent not in _STUDIED):
        return statistic
    of_trial = claim.rule == "follow_up.trial_length" and (design is not None or _TRIAL.match(right) is not None)
    of_treatment = claim.rule == "follow_up.time_point" and (_OF_TREATMENT.match(right) or _SO_OFTEN.search(left[-40:]))
    return "treatment" if of_trial or of_treatment else statistic

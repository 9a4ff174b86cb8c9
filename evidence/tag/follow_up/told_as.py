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
    if statistic != "fixed" or (design is not None and design.parent not in _STUDIED):
        return statistic
    right = claim.mention.right
    of_trial = claim.rule == "follow_up.trial_length" and (design is not None or _TRIAL.match(right) is not None)
    of_treatment = claim.rule == "follow_up.time_point" and _OF_TREATMENT.match(right)
    return "treatment" if of_trial or of_treatment else statistic

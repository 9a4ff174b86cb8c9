"""Design rules for trials: how participants came to their group, and whether there was another group. Pure."""

from __future__ import annotations

from evidence.tag.design_cues import Cue
from evidence.tag.design_rules import speaks_for
from evidence.tag.design_signs import Signs


@speaks_for("design.randomised_trial", "rct", 6.0)
def randomised_trial(signs: Signs) -> Cue | None:
    """The study calls itself a randomised trial.

    Takes: In this randomised controlled trial, 80 adults received cells or saline.
    Leaves: Larger randomised trials are needed.
    """
    return signs.first("random_trial")


@speaks_for("design.random_allocation", "rct", 5.5)
def random_allocation(signs: Signs) -> Cue | None:
    """Participants were allocated to groups at random.

    Takes: Forty adults were randomly assigned to insulin or diet.
    Leaves: Forty adults were randomly selected from the register.
    """
    return signs.first("random_allocated")


@speaks_for("design.not_randomised", "non-randomised-controlled", 6.5)
def not_randomised(signs: Signs) -> Cue | None:
    """The study says that it was not randomised.

    Takes: In this non-randomised controlled trial, 40 adults chose either drug.
    Leaves: In this randomised controlled trial, 40 adults received either drug.
    """
    return signs.first("random_not")


@speaks_for("design.by_preference", "non-randomised-controlled", 7.0)
def by_preference(signs: Signs) -> tuple[Cue, ...]:
    """Groups were made by somebody's choice: willingness, preference, refusal.

    Takes: According to their own preference, 60 patients were divided into two groups.
    Leaves: Patients were randomly divided into two groups.
    """
    return signs.near("by_choice", "divided") or signs.near("by_choice", "two_groups")

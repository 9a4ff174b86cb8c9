"""Design rule for people whose data chance parted in two, one part to build a model on, one to test it on. Pure."""

from __future__ import annotations

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.parted_at_random", "cohort", 3.3, by="parted")
def parted_at_random(signs: Signs) -> Cue | None:
    """Data were parted at random into those that a model learns from and those that it is tested on.

    Takes: The adults were randomly divided into a training and a validation set.
    Leaves: The adults were randomly divided into a training and a control group.
    """
    return signs.first("parted", "tmb")

"""Design rules for trials with another group that wasn't made at random. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.alternation", "quasi-randomised", 9.0)
def alternation(signs: Signs) -> Cue | None:
    """Allocation by alternation, birth date, record number or weekday.

    Takes: Sixty adults were allocated alternately to cells or to saline.
    Leaves: Sixty adults were randomly allocated to cells or to saline.
    """
    return signs.first("random_quasi")


@speaks_for("design.not_randomised", "non-randomised-controlled", 8.0, by="random_not")
def not_randomised(signs: Signs) -> Cue | None:
    """The study says that it was not randomised.

    Takes: In this non-randomised controlled trial, 40 adults chose either drug.
    Leaves: In this randomised controlled trial, 40 adults received either drug.
    """
    if signs.has("random_trial", "t") and not signs.has("random_not", "t"):
        return None
    groups = ("two_groups", "control_group", "waitlist", "placebo", "compared_aim", "controlled", "divided")
    if (signs.has("single_arm") or signs.has("blind_open")) and not signs.has_any(groups):
        return None  # open, and nobody else is spoken of
    return signs.first("random_not")


@speaks_for("design.by_preference", "non-randomised-controlled", 7.5, by="by_choice own_choice preference_design")
def by_preference(signs: Signs) -> tuple[Cue, ...]:
    """Groups were made by somebody's choice: willingness, preference, refusal.

    Takes: According to their own preference, 60 patients were divided into two groups.
    Leaves: Patients were randomly divided into two groups.
    """
    if signs.has("crossover"):
        return ()  # both were had; a preference is then an outcome
    if signs.count("own_choice") > 1 and not signs.has("random_allocated"):
        first = signs.first("own_choice", "tmb")
        return (first,) if first else ()
    if named := signs.first("preference_design"):
        return () if signs.has("random_allocated", "tmbe") or signs.has("random_trial") else (named,)
    for other in ("divided", "two_groups", "control_group", "waitlist"):
        if found := signs.near("by_choice", other, "mbe"):
            return found
    return ()


@speaks_for("design.quasi_experiment", "non-randomised-controlled", 7.0)
def quasi_experiment(signs: Signs) -> Cue | None:
    """A quasi-experiment, or groups made by the place of treatment.

    Takes: A quasi-experimental study with 60 adults.
    Leaves: An experimental study with 60 rats.
    """
    return signs.first("by_place")


@speaks_for("design.two_places", "non-randomised-controlled", 5.0, by="one_place")
def two_places(signs: Signs) -> tuple[Cue, ...]:
    """One village, school or ward got the treatment, and another did not.

    Takes: Pupils of one school had lessons, and those of a neighbouring school went on as before.
    Leaves: Pupils of one school had lessons.
    """
    if signs.is_randomised or signs.has("cross_named"):
        return ()
    one, other = signs.first("one_place", "mb"), signs.first("other_place", "mb")
    return (one, other) if one and other else ()


@speaks_for("design.divided_groups", "non-randomised-controlled", 4.6, by="divided")
def divided_groups(signs: Signs) -> tuple[Cue, ...]:
    """Patients were divided into groups, treatment is spoken of, and nothing says at random.

    Takes: Forty adults were divided into two groups that received insulin or diet.
    Leaves: Forty adults received insulin.
    """
    if signs.has("random_allocated") or signs.has("retrospective") or not signs.has("treated", "tbme"):
        return ()
    found = signs.near("divided", "two_groups", "mb")
    return () if found and _are_sorted(signs, found[0]) else found


# "Divided according to their blood pressure during dialysis into three groups": sorted by what they are, given nothing.
_SORTED_BY: Final = re.compile(r"\b(?:according to|on the basis of|based (?:up)?on|depending on)\b")
_BY_GIFT: Final = re.compile(
    r"treat|therap|surg|operat|procedure|drug|dos(?:e|age)|regimen|receiv|method|technique|interven|cho(?:ice|se)|prefer"
    r"|willing|cent(?:re|er)|hospital|physician|allocat|assign|took|given|use[drs]?\b"
)
_BEHIND: Final = 120  # characters


def _are_sorted(signs: Signs, cue: Cue) -> bool:
    """Whether people were divided by something they have, and not by what they got or chose."""
    text = signs.text_of(cue)
    by = _SORTED_BY.search(text, cue.start, cue.end + _BEHIND)
    return by is not None and _BY_GIFT.search(text, by.end(), by.end() + _BEHIND) is None


@speaks_for("design.arms_side_by_side", "non-randomised-controlled", 5.1, by="numbered_groups control_group")
def armsside_by_side(signs: Signs) -> Cue | None:
    """A pilot, phase II or open study with more than one arm, and nothing says at random.

    Takes: An open pilot study: eight adults got cells and the drug (group 1), five the drug alone (group 2).
    Leaves: An open pilot study: eight adults got cells and the drug.
    """
    return side_by_side(signs)


def side_by_side(signs: Signs) -> Cue | None:
    """The words that tell of a second arm of an early trial, unless it was randomised, looked back or had none."""
    early = signs.has("phase") or (
        signs.has("single_arm") and signs.has_any(("trial_word", "pilot", "cell_therapy", "treated"))
    )
    if not early or signs.has("retrospective") or signs.has("no_control"):
        return None
    if signs.has_any(("random_trial", "random_allocated", "random_word", "crossover"), "tmbe"):
        return None
    return signs.first("numbered_groups", "mb") or (None if signs.has("healthy_control") else _second_arm(signs))


def _second_arm(signs: Signs) -> Cue | None:
    return signs.first("control_group", "mb") if signs.has("treated") or signs.has("cell_therapy") else None


@speaks_for("design.controlled_trial", "non-randomised-controlled", 4.2)
def controlled_trial(signs: Signs) -> Cue | None:
    """A controlled or comparative trial that does not say how its groups were made.

    Takes: A controlled study of cells in 40 adults.
    Leaves: An uncontrolled study of cells in 40 adults.
    """
    return signs.first("controlled")


@speaks_for("design.treated_against_control", "non-randomised-controlled", 3.0, by="control_group")
def treated_against_control(signs: Signs) -> Cue | None:
    """Treated people beside a control group.

    Takes: Twelve patients were treated with cells; a control group got none.
    Leaves: Twelve patients were treated with cells.
    """
    other = signs.has("healthy_control") or signs.has("animals")
    return signs.first("control_group", "tm") if signs.has("treated") and not other else None


@speaks_for("design.training_group", "non-randomised-controlled", 6.0, by="control_group")
def training_group(signs: Signs) -> tuple[Cue, ...]:
    """A group that was trained, taught or given the intervention stands beside a control group.

    Takes: Those of the training group were taught to read maps; the control group did puzzles.
    Leaves: Adults were randomised; the training group read maps and the control group did puzzles.
    """
    if signs.is_randomised or signs.has_any(_NOT_TAUGHT, "tmbe"):
        return ()
    control = signs.first("control_group", "mb")
    if control is None:
        return ()
    for number in range(max(0, control.sentence - 1), min(control.sentence + 2, len(signs.sentences))):
        if trained := _TRAINED.search(signs.sentences[number].folded):
            return (Cue((), number, *trained.span()), control)
    return ()


_NOT_TAUGHT: Final = (
    "random_word", "random_trial", "random_quasi", "healthy_control", "retrospective", "cross_named", "case_control",
    "animals",
)  # fmt: skip
_TRAINED: Final = re.compile(r"\b(?:training|intervention|exercise|education|experimental|treatment) group\b")


@speaks_for("design.compared_title", "non-randomised-controlled", 3.3, by="compared_aim@t two_groups@t")
def compared_title(signs: Signs) -> Cue | None:
    """The title sets two treatments against each other, and nothing says at random, or that records were read.

    Takes: Cells versus saline for leg ulcers // Forty adults were treated with either.
    Leaves: Cells versus saline for leg ulcers: a retrospective cohort // Forty adults were treated with either.
    """
    named = signs.first("compared_aim", "t") or signs.first("two_groups", "t")
    other = (
        "retrospective",
        "cohort_named",
        "healthy_control",
        "random_allocated",
        "random_trial",
        "test_aim",
        "animals",
    )
    if named is None or not signs.has("treated") or signs.about_papers or signs.has_any(other):
        return None
    return named


@speaks_for("design.historical_controls", "historically-controlled", 6.5, by="historical_control")
def historical_controls(signs: Signs) -> Cue | None:
    """The comparator is from the past.

    Takes: Twenty adults given cells were compared with historical controls.
    Leaves: Twenty adults given cells were compared with concurrent controls.
    """
    return None if signs.has("retrospective") else signs.first("historical_control")

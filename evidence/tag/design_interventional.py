"""Design rules for trials: how participants came to their group, and whether there was another group. Pure."""

from __future__ import annotations

from evidence.tag.design_cues import Cue
from evidence.tag.design_rules import speaks_for
from evidence.tag.design_signs import Signs


@speaks_for("design.randomised_title", "rct", 8.0)
def randomised_title(signs: Signs) -> Cue | None:
    """The title calls it a randomised trial.

    Takes: Cells for leg ulcers: a randomised controlled trial
    Leaves: Cells for leg ulcers: a review of randomised trials
    """
    return None if signs.has("random_not", "t") or signs.about_papers else signs.first("random_trial", "t")


@speaks_for("design.randomised_trial", "rct", 7.0)
def randomised_trial(signs: Signs) -> Cue | None:
    """The study calls itself a randomised trial in its abstract.

    Takes: In this randomised controlled trial, 80 adults received cells or saline.
    Leaves: Larger randomised trials are needed.
    """
    other = signs.about_animals or signs.about_papers or signs.planned
    return None if other else signs.first("random_trial", "mb")


@speaks_for("design.random_allocation", "rct", 7.5)
def random_allocation(signs: Signs) -> Cue | None:
    """Participants were allocated to groups at random.

    Takes: Forty adults were randomly assigned to insulin or diet.
    Leaves: Forty adults were randomly selected from the register.
    """
    other = signs.about_animals or signs.about_papers or signs.planned
    return None if other else signs.first("random_allocated", "mtb")


@speaks_for("design.randomised_word", "rct", 4.5)
def randomised_word(signs: Signs) -> Cue | None:
    """Something was random, and not the sampling.

    Takes: The order of the two insulins was random.
    Leaves: A random sample of adults answered.
    """
    if signs.about_papers:
        return None
    return signs.first("random_word") or signs.first("random_trial", "e") or signs.first("random_allocated", "e")


@speaks_for("design.blinded_comparison", "rct", 3.0)
def blinded_comparison(signs: Signs) -> Cue | None:
    """A double-blind or placebo-controlled comparison that does not say how its groups were made.

    Takes: The drug was compared with placebo under double-blind conditions in 40 adults.
    Leaves: Two readers gave a double-blind assessment of the images.
    """
    return signs.first("blind_double", "tmb") or signs.first("placebo", "tm") or signs.first("sham", "tm")


@speaks_for("design.alternation", "quasi-randomised", 9.0)
def alternation(signs: Signs) -> Cue | None:
    """Allocation by alternation, birth date, record number or weekday.

    Takes: Sixty adults were allocated alternately to cells or to saline.
    Leaves: Sixty adults were randomly allocated to cells or to saline.
    """
    return signs.first("random_quasi")


@speaks_for("design.not_randomised", "non-randomised-controlled", 8.0)
def not_randomised(signs: Signs) -> Cue | None:
    """The study says that it was not randomised.

    Takes: In this non-randomised controlled trial, 40 adults chose either drug.
    Leaves: In this randomised controlled trial, 40 adults received either drug.
    """
    if signs.has("random_trial", "t") and not signs.has("random_not", "t"):
        return None
    return signs.first("random_not")


@speaks_for("design.by_preference", "non-randomised-controlled", 7.5)
def by_preference(signs: Signs) -> tuple[Cue, ...]:
    """Groups were made by somebody's choice: willingness, preference, refusal.

    Takes: According to their own preference, 60 patients were divided into two groups.
    Leaves: Patients were randomly divided into two groups.
    """
    if signs.count("by_choice") > 1 and not signs.has("random_allocated"):
        first = signs.first("by_choice", "tmb")
        return (first,) if first else ()
    for other in ("divided", "two_groups", "control_group"):
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


@speaks_for("design.divided_groups", "non-randomised-controlled", 4.6)
def divided_groups(signs: Signs) -> tuple[Cue, ...]:
    """Patients were divided into groups, treatment is spoken of, and nothing says at random.

    Takes: Forty adults were divided into two groups that received insulin or diet.
    Leaves: Forty adults received insulin.
    """
    if signs.has("random_allocated") or signs.has("retrospective") or not signs.has("treated", "tbme"):
        return ()
    return signs.near("divided", "two_groups", "mb")


@speaks_for("design.arms_side_by_side", "non-randomised-controlled", 5.1)
def arms_side_by_side(signs: Signs) -> Cue | None:
    """A pilot, phase II or open study with more than one arm, and nothing says at random.

    Takes: An open pilot study: eight adults got cells and the drug (group 1), five the drug alone (group 2).
    Leaves: An open pilot study: eight adults got cells and the drug.
    """
    return _side_by_side(signs)


def _side_by_side(signs: Signs) -> Cue | None:
    """The words that tell of a second arm of an early trial, unless it was randomised, looked back or had none."""
    early = signs.has("phase") or (
        signs.has("single_arm") and any(signs.has(sign) for sign in ("trial_word", "pilot", "cell_therapy", "treated"))
    )
    if not early or signs.has("retrospective") or signs.has("no_control"):
        return None
    if any(signs.has(sign, "tmbe") for sign in ("random_trial", "random_allocated", "random_word", "crossover")):
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


@speaks_for("design.treated_against_control", "non-randomised-controlled", 3.0)
def treated_against_control(signs: Signs) -> Cue | None:
    """Treated people beside a control group.

    Takes: Twelve patients were treated with cells; a control group got none.
    Leaves: Twelve patients were treated with cells.
    """
    return signs.first("control_group", "tm") if signs.has("treated") and not signs.has("healthy_control") else None


@speaks_for("design.historical_controls", "historically-controlled", 6.5)
def historical_controls(signs: Signs) -> Cue | None:
    """The comparator is from the past.

    Takes: Twenty adults given cells were compared with historical controls.
    Leaves: Twenty adults given cells were compared with concurrent controls.
    """
    return None if signs.has("retrospective") else signs.first("historical_control")


@speaks_for("design.single_arm", "single-arm", 5.0)
def single_arm(signs: Signs) -> Cue | None:
    """All were treated: an open, uncontrolled, before-after, dose-escalation or phase I study.

    Takes: An open-label pilot study of cells in ten adults.
    Leaves: A randomised open-label study of cells in ten adults.
    """
    if signs.has("random_trial") or signs.has("random_allocated") or _side_by_side(signs):
        return None
    return signs.first("single_arm", "tmb")


@speaks_for("design.without_controls", "single-arm", 6.0)
def without_controls(signs: Signs) -> Cue | None:
    """The study says that it has no control group.

    Takes: A prospective phase II study without controls.
    Leaves: A prospective phase II study with concurrent controls.
    """
    return signs.first("no_control", "tmb")


@speaks_for("design.early_phase", "single-arm", 4.0)
def early_phase(signs: Signs) -> Cue | None:
    """A phase I or II study.

    Takes: Phase I study of cells in ten adults.
    Leaves: Study of cells in the luteal phase.
    """
    return signs.first("phase", "tmb")


@speaks_for("design.all_treated", "single-arm", 3.0)
def all_treated(signs: Signs) -> Cue | None:
    """Patients were treated, and no other group is spoken of.

    Takes: Ten patients underwent infusion of cells.
    Leaves: Ten patients underwent infusion of cells and ten served as the control group.
    """
    return None if signs.has("control_group") or signs.has("retrospective") else signs.first("treated", "tm")


@speaks_for("design.therapy_title", "single-arm", 2.4)
def therapy_title(signs: Signs) -> Cue | None:
    """The title names a therapy by cells or graft, or an effect, in patients.

    Takes: Infusion of marrow cells in patients with type 2 diabetes
    Leaves: Infusion of marrow cells: promise and problems
    """
    if not signs.has("in_patients", "t") or signs.has("review_word", "t"):
        return None
    return signs.first("cell_therapy", "t") or signs.first("effect_aim", "t") or signs.first("treated", "t")


@speaks_for("design.scheduled", "single-arm", 2.2)
def scheduled(signs: Signs) -> Cue | None:
    """The same was measured at baseline and at set times after it, or before and after a treatment.

    Takes: Weight was recorded at baseline, 12 weeks and 24 weeks.
    Leaves: Weight was recorded in 2012.
    """
    return signs.first("scheduled", "mb")


@speaks_for("design.trial_word", "single-arm", 2.0)
def trial_word(signs: Signs) -> Cue | None:
    """It calls itself a trial, and no other group is spoken of.

    Takes: Trial of cells in ten adults.
    Leaves: Follow-up of ten adults.
    """
    return signs.first("trial_word", "tm") or signs.first("effect_aim", "t")

"""Design rules for trials: randomised ones, and those in which all were treated. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.design.arms import side_by_side
from evidence.tag.design.cues import Cue
from evidence.tag.design.extension import open_extension
from evidence.tag.design.indexing import headings
from evidence.tag.design.phase import trial_phases
from evidence.tag.design.publication import commented
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import SHORT, Signs
from evidence.tag.design.told import told_in_passing, told_of_others


@speaks_for("design.randomised_title", "rct", 8.0, by="random_trial@t")
def randomised_title(signs: Signs) -> Cue | None:
    """The title calls it a randomised trial.

    Takes: Cells for leg ulcers: a randomised controlled trial
    Leaves: Cells for leg ulcers: a review of randomised trials
    """
    named = signs.first("random_trial", "t")
    if named is None or signs.has("random_not", "t") or signs.about_papers or open_extension(signs):
        return None
    before = (signs.first("cohort_named", "t"), signs.first("economic_study", "t"))
    if any(cue and cue.start < named.start for cue in before):
        return None  # "an economic evaluation alongside a randomised trial"
    return named


@speaks_for("design.randomised_trial", "rct", 7.0, by="random_trial")
def randomised_trial(signs: Signs) -> Cue | None:
    """The study calls itself a randomised trial in its abstract.

    Takes: In this randomised controlled trial, 80 adults received cells or saline.
    Leaves: Larger randomised trials are needed.
    """
    other = signs.about_animals or _others_trial(signs) or _ahead(signs) or signs.has("instrument", "t")
    other = other or signs.has("economic_beside", "tbm")
    return None if other else signs.first("random_trial", "mb")


@speaks_for("design.pooled_trials", "rct", 7.5, by="few_pooled")
def pooled_trials(signs: Signs) -> Cue | None:
    """The data of two to four randomised trials are analysed as one, and nothing was searched for.

    Takes: Cells for leg ulcers: pooled analysis of two randomised trials // The data of 300 adults were pooled.
    Leaves: Cells for leg ulcers: a meta-analysis // We searched PubMed for trials and pooled five.
    """
    return signs.first("few_pooled", "tbm") if signs.pools_few_trials else None


@speaks_for("design.random_allocation", "rct", 7.5, by="random_allocated")
def random_allocation(signs: Signs) -> Cue | None:
    """Participants were allocated to groups at random.

    Takes: Forty adults were randomly assigned to insulin or diet.
    Leaves: Forty adults were randomly selected from the register.
    """
    other = signs.about_animals or _others_trial(signs) or _ahead(signs)
    if other or signs.has("economic_beside", "tbm") or signs.has("economic_study", "t") or signs.teeth_alone:
        return None
    return signs.first("random_allocated", "mtb")


def _others_trial(signs: Signs) -> bool:
    """Whether papers are what it is about, or a trial of others: commented on, told in a review, or gone before."""
    others = signs.about_papers or commented(signs) or told_of_others(signs) or _is_of_animals(signs)
    return others or told_in_passing(signs) or open_extension(signs) is not None


def _is_of_animals(signs: Signs) -> bool:
    """Whether PubMed's indexing has animals and no humans, and nobody counts people: pig hearts in a random order."""
    if signs.has("counted_people", "tmb"):
        return False
    found = headings(signs.document)
    return "Animals" in found and "Humans" not in found


def _ahead(signs: Signs) -> bool:
    """Whether the study is still to come: what will be done is told, or that it will recruit, and nothing done."""
    return bool(signs.planned) or (signs.has("will_recruit", "mb") and signs.count("conduct") < 3)


@speaks_for("design.randomised_word", "rct", 4.5)
def randomised_word(signs: Signs) -> Cue | None:
    """Something was random, and not the sampling.

    Takes: The order of the two insulins was random.
    Leaves: A random sample of adults answered.
    """
    if signs.about_papers or told_of_others(signs) or open_extension(signs):
        return None
    return signs.first("random_word") or signs.first("random_trial", "e") or signs.first("random_allocated", "e")


@speaks_for("design.blinded_comparison", "rct", 3.0)
def blinded_comparison(signs: Signs) -> Cue | None:
    """A double-blind or placebo-controlled comparison that does not say how its groups were made.

    Takes: The drug was compared with placebo under double-blind conditions in 40 adults.
    Leaves: Two readers gave a double-blind assessment of the images.
    """
    if told_of_others(signs) or open_extension(signs):
        return None
    return signs.first("blind_double", "tmb") or signs.first("placebo", "tm") or signs.first("sham", "tm")


@speaks_for("design.one_or_other", "rct", 4.2, by="either or_placebo")
def one_or_other(signs: Signs) -> Cue | None:
    """People were given either of two things, or something or placebo: by whose choice isn't said, mostly by lot.

    Takes: Over six weeks 90 women were treated with either the patch or the tablet.
    Leaves: Pain was linked with either sleep or mood in 90 women.
    """
    if signs.about_animals or signs.about_papers or signs.planned or signs.has("retrospective"):
        return None
    if signs.has("random_not"):
        return None
    given = signs.first("or_placebo", "mb")
    return given or next((cue for cue in signs.cues if "either" in cue.signs and _is_given(signs, cue)), None)


_GIVEN: Final = re.compile(
    r"\b(?:treated|treatment|therapy|therapies|assigned|allocated|given|received?|receiving|got|took|taking|underwent"
    r"|administered|instructed|asked|injections?|infusions?|doses?|applied|used)(?: \w+){0,3}? (?:with |to |of |for )?$"
)


def _is_given(signs: Signs, cue: Cue) -> bool:
    """Whether "either" is what somebody was given, and an "or" follows."""
    text = signs.text_of(cue)
    before, after = text[max(cue.start - 50, 0) : cue.start], text[cue.end : cue.end + 150]
    if before.endswith(_WHO_UNDERWENT):
        return False
    return signs.zone_of[cue.sentence] in "mb" and " or " in after and _GIVEN.search(before) is not None


# "In patients who underwent either operation": those whom somebody operated on so or so, for reasons of his own.
_WHO_UNDERWENT: Final = ("who underwent ", "who had undergone ", "that underwent ", "who have undergone ")


@speaks_for("design.single_arm", "single-arm", 5.0, by="single_arm")
def single_arm(signs: Signs) -> Cue | None:
    """All were treated: an open, uncontrolled, before-after, dose-escalation or phase I study.

    Takes: An open-label pilot study of cells in ten adults.
    Leaves: A randomised open-label study of cells in ten adults.
    """
    if signs.is_randomised or side_by_side(signs):
        return None
    named = signs.first("single_arm", "tmb")
    tried = named and not signs.text_of(named).startswith(_ONLY_A_PILOT, named.start)
    return named if tried or signs.has_any(_DONE_IN_IT, "tmbe") else None


# "In this pilot study a serum level was measured in 23 patients": something is tried there, but nobody is treated.
_ONLY_A_PILOT: Final = ("pilot study", "feasibility study")
_DONE_IN_IT: Final = (
    "treated", "cell_therapy", "scheduled", "engaged", "effect_aim", "start_and_end", "phase", "trial_word",
)  # fmt: skip


# "Most were uncontrolled", "the trials were small and uncontrolled": that tells of others' studies, not of this one.
_OF_SEVERAL: Final = re.compile(
    r"\b(?:most|many|some|several|few|half|majority|all|studies|trials|reports|series|papers)\b[^.;]{0,40}?"
    r"\b(?:were|are|being) (?:[a-z]+(?:,| and|, and)? ){0,2}$"
)


@speaks_for("design.without_controls", "single-arm", 6.0)
def without_controls(signs: Signs) -> Cue | None:
    """The study says that it has no control group.

    Takes: A prospective phase II study without controls.
    Leaves: A prospective phase II study with concurrent controls.
    """
    cue = signs.first("no_control", "tmb")
    if cue is None or not _OF_SEVERAL.search(signs.text_of(cue), 0, cue.start):
        return cue
    return next(
        (cue for cue in signs.each("no_control", "tmb") if not _OF_SEVERAL.search(signs.text_of(cue), 0, cue.start)),
        None,
    )


@speaks_for("design.early_phase", "single-arm", 4.0, by="phase")
def early_phase(signs: Signs) -> Cue | None:
    """A phase of drug testing is named: most trials that name no comparison beside it have one arm.

    Takes: Phase I study of cells in ten adults.
    Leaves: Study of cells in the luteal phase.
    """
    return next(trial_phases(signs, "tmb"), None)


_ILL: Final = (
    r"(?:age|ageing|aging|sex|gender|race|ethnicity|smoking|obesity|overweight|body mass index|bmi"
    r"|diabetes(?: mellitus)?|hypertension|ana?emia|depression|anxiety|comorbidit(?:y|ies)|malnutrition|frailty"
    r"|sarcopenia|cirrhosis|(?:renal|kidney|heart|liver) (?:failure|insufficiency|dysfunction|impairment|disease)"
    r"|hepatitis(?: [bc])?|hiv(?: infection)?|(?:[a-z0-9-]+ )?(?:genotypes?|polymorphisms?|mutations?)|poverty|parity"
    r"|season|air pollution|cataracts?|dementia|delirium|stroke|asthma|menopause|sleep apno?ea|prematurity"
    r"|birth weight|blood group)"
)
# What an effect of is not a treatment's: illnesses, habits, what people are.
_EXPOSURE: Final = re.compile(
    r"\b(?:effects?|impact|influence) of (?:the )?(?:(?:maternal|paternal|parental|cigarette|chronic|type [12]"
    r"|pre-?existing|concomitant|coexisting|severe|preoperative|prenatal|advanced|patient|donor|recipient|childhood|gestational"
    rf"|low) ){{0,2}}{_ILL}(?: and {_ILL})?(?: (?:on|upon|in|at|during|among)\b|$)"
)


def _is_exposure(signs: Signs) -> bool:
    """Whether the title asks what an illness or a habit does, so that nobody was treated for the sake of the study."""
    named = signs.first("effect_aim", "t")
    return named is not None and _EXPOSURE.search(signs.sentences[named.sentence].folded) is not None


@speaks_for("design.all_treated", "single-arm", 3.0, by="treated")
def all_treated(signs: Signs) -> Cue | None:
    """Patients were treated, and no other group is spoken of.

    Takes: Ten patients underwent infusion of cells.
    Leaves: Ten patients underwent infusion of cells and ten served as the control group.
    """
    if signs.has("control_group") or signs.has("retrospective") or _is_exposure(signs):
        return None
    return signs.first("treated", "tmb" if len(signs.sentences) <= SHORT else "tm")


@speaks_for("design.therapy_title", "single-arm", 2.4, by="in_patients@t")
def therapy_title(signs: Signs) -> Cue | None:
    """The title names a therapy by cells or graft, or an effect, in patients.

    Takes: Infusion of marrow cells in patients with type 2 diabetes
    Leaves: Infusion of marrow cells: promise and problems
    """
    if not signs.has("in_patients", "t") or signs.has("review_word", "t") or _is_exposure(signs):
        return None
    return signs.first("cell_therapy", "t") or signs.first("effect_aim", "t") or signs.first("treated", "t")


@speaks_for("design.given_cells", "single-arm", 2.0, by="cell_therapy")
def given_cells(signs: Signs) -> Cue | None:
    """So many people, and a therapy by cells, with no other group.

    Takes: We saw a benefit in our 14 patients after injection of cells.
    Leaves: We saw a benefit in our 14 patients.
    """
    if not signs.has("counted_people") or signs.has("control_group") or signs.has("two_groups"):
        return None
    return signs.first("cell_therapy", "mb")


@speaks_for("design.scheduled", "single-arm", 2.2)
def scheduled(signs: Signs) -> Cue | None:
    """The same was measured at baseline and at set times after it, or before and after a treatment.

    Takes: Weight was recorded at baseline, 12 weeks and 24 weeks.
    Leaves: Weight was recorded in 2012.
    """
    return signs.first("scheduled", "mb")


@speaks_for("design.trial_word", "single-arm", 2.0, by="trial_word effect_aim")
def trial_word(signs: Signs) -> Cue | None:
    """It calls itself a trial, and no other group is spoken of.

    Takes: Trial of cells in ten adults.
    Leaves: Follow-up of ten adults.
    """
    return signs.first("trial_word", "tm") or (None if _is_exposure(signs) else signs.first("effect_aim", "t"))

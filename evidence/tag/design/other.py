"""Design rules for tests of tests and scales, for costs, and for what people say. Pure."""

from __future__ import annotations

from evidence.tag.design.cues import Cue
from evidence.tag.design.over_time import foretells
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import SHORT, Signs


@speaks_for("design.diagnostic_title", "diagnostic-accuracy", 6.0)
def diagnostic_title(signs: Signs) -> Cue | None:
    """The title speaks of diagnostic accuracy, or of sensitivity and specificity.

    Takes: Diagnostic accuracy of a smartphone camera for retinopathy
    Leaves: Treatment of retinopathy
    """
    return signs.first("diagnostic_named", "t")


@speaks_for("design.diagnostic_accuracy", "diagnostic-accuracy", 4.4)
def diagnostic_accuracy(signs: Signs) -> Cue | None:
    """A test was measured against a standard.

    Takes: Sensitivity and specificity of the test were 90 % against the reference standard.
    Leaves: Insulin sensitivity rose.
    """
    return signs.first("diagnostic_named", "mb")


@speaks_for("design.test_measured", "diagnostic-accuracy", 5.2, by="sensitivity")
def test_measured(signs: Signs) -> tuple[Cue, ...]:
    """Sensitivity and specificity of a test are given side by side, and to tell one illness is the aim.

    A short abstract leaves the aim to its figures.

    Takes: To detect ulcers, the camera had a sensitivity of 90 % with 80 % specificity.
    Leaves: Insulin sensitivity rose with the dose.
    """
    if signs.about_papers or signs.about_animals or signs.has("random_allocated"):
        return ()
    short = len(signs.sentences) <= SHORT and not signs.has("treated")
    if not short and not signs.has("test_aim", "tbme"):
        return ()
    return signs.near("sensitivity", "specificity", "tmbe")


@speaks_for("design.area_under", "diagnostic-accuracy", 3.6, by="area_under")
def area_under(signs: Signs) -> Cue | None:
    """The area under the curve of a test in people, none of whom was treated or followed.

    Takes: Thermograms of 310 people were read; the area under the ROC curve for neuropathy was 0.88.
    Leaves: In 310 people followed up for a year, the area under the ROC curve of the score was 0.88.
    """
    other = ("treated", "cohort", "random_allocated", "random_trial", "mean_follow_up", "animals")
    if signs.about_papers or not signs.has("counted_people") or signs.has_any(other):
        return None
    return signs.first("area_under", "mb")


@speaks_for("design.test_aim", "diagnostic-accuracy", 2.5, by="test_aim")
def test_aim(signs: Signs) -> tuple[Cue, ...]:
    """A test is to tell an illness, and its sensitivity is spoken of.

    Takes: The smear is used for the detection of ulcers; its sensitivity was poor.
    Leaves: Detection of ulcers has improved.
    """
    aim = signs.first("test_aim", "tbm")
    found = signs.first("sensitivity", "tbme") or signs.first("diagnostic_named", "tbme")
    return (aim, found) if aim and found and not signs.about_papers else ()


@speaks_for("design.economic", "economic", 6.5, by="economic_named")
def economic(signs: Signs) -> Cue | None:
    """Costs are what the paper is about.

    Takes: Cost-effectiveness of cell therapy for ulcers
    Leaves: Effectiveness of cell therapy for ulcers
    """
    if signs.has("random_trial", "t"):
        return None
    return signs.first("economic_named", "t") or (
        signs.first("economic_named", "bm") if len(signs.sentences) < 2 else None
    )


@speaks_for("design.economic_beside", "economic", 9.0)
def economic_beside(signs: Signs) -> Cue | None:
    """Costs were weighed beside or within a trial.

    Takes: An economic evaluation alongside a randomised trial of cells for ulcers.
    Leaves: A randomised trial of cells for ulcers; an economic evaluation follows.
    """
    trial = signs.has("random_trial", "t") and not signs.has("economic_named", "t")
    return None if trial or signs.about_papers else signs.first("economic_beside", "tbm")


@speaks_for("design.economic_method", "economic", 4.0, by="economic cost")
def economic_method(signs: Signs) -> Cue | None:
    """An economic evaluation was done.

    Takes: We did a cost-utility analysis from the payer perspective; direct costs and cost savings were counted.
    Leaves: The drug costs little.
    """
    if signs.count("economic") > 2:
        return signs.first("economic_named", "mb")
    return signs.first("cost", "t") if signs.has("economic_named", "mb") and not signs.about_papers else None


@speaks_for("design.economic_modelled", "economic", 7.4, by="economic_modelled")
def economic_modelled(signs: Signs) -> Cue | None:
    """Money for a year of life, or a payer's view, and costs: an economic evaluation, whatever its title is.

    Takes: A decision tree was built. Screening cost 9,200 dollars per QALY.
    Leaves: Ninety adults were randomly assigned; a Markov model of costs follows.
    """
    other = signs.about_papers or signs.has("review_self", "bmex") or signs.has("random_allocated")
    if other or signs.has("random_trial", "t"):
        return None
    spoken = signs.count("economic_modelled")
    enough = spoken > 1 or (spoken and signs.count("cost"))
    return signs.first("economic_modelled", "mbt") if enough else None


@speaks_for("design.qualitative_title", "qualitative", 8.5)
def qualitative_title(signs: Signs) -> Cue | None:
    """The title calls it a qualitative study.

    Takes: Living with an ulcer: a qualitative study
    Leaves: Qualitative faecal tests: a study
    """
    return None if signs.about_papers else signs.first("qualitative_study", "t")


@speaks_for("design.economic_title", "economic", 11.0, by="economic_study@t")
def economic_title(signs: Signs) -> Cue | None:
    """The title calls it an economic evaluation.

    Takes: A cost-minimisation analysis of two insulins
    Leaves: Costs of two insulins
    """
    named, trial = signs.first("economic_study", "t"), signs.first("random_trial", "t")
    if signs.about_papers or (named and trial and trial.start < named.start):
        return None
    return named


@speaks_for("design.qualitative", "qualitative", 6.5)
def qualitative(signs: Signs) -> Cue | None:
    """Interviews or focus groups were analysed for themes.

    Takes: Semi-structured interviews with 20 nurses were analysed for themes.
    Leaves: Qualitative faecal tests were done.
    """
    if signs.has("qualitative_named", "t") or signs.count("qualitative") > 2:
        return signs.first("qualitative_named", "tmb")
    return None


@speaks_for("design.qualitative_word", "qualitative", 4.0)
def qualitative_word(signs: Signs) -> Cue | None:
    """A qualitative method is named.

    Takes: A focus group with five nurses was held.
    Leaves: A group of five nurses was trained.
    """
    return signs.first("qualitative_named", "tmb")


@speaks_for("design.instrument", "cross-sectional", 4.0, by="instrument")
def instrument(signs: Signs) -> Cue | None:
    """The title tells of a questionnaire or scale that was tried out: its reliability and validity.

    Takes: Reliability and validity of a new scale of itch
    Leaves: Development and validation of a score to predict death in cirrhosis
    """
    if signs.has("random_trial", "t") or signs.about_papers or foretells(signs):
        return None
    return signs.first("instrument", "t")

"""Design rules for observation: cohorts, case-control and cross-sectional studies. Pure."""

from __future__ import annotations

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.cohort", "cohort", 5.5)
def cohort(signs: Signs) -> Cue | None:
    """The study calls itself a cohort, longitudinal or registry study.

    Takes: A prospective cohort of 200 adults with type 1 diabetes.
    Leaves: A cross-sectional study of 200 adults with type 1 diabetes.
    """
    return signs.first("cohort_named")


@speaks_for("design.cohort_title", "cohort", 8.0)
def cohort_title(signs: Signs) -> Cue | None:
    """The title calls it a cohort, longitudinal or registry study.

    Takes: Ulcers after cell therapy: a prospective cohort study
    Leaves: Ulcers after cell therapy: a cross-sectional study
    """
    return signs.first("cohort_named", "t")


@speaks_for("design.observational", "cohort", 3.4)
def observational(signs: Signs) -> Cue | None:
    """It calls itself observational or population-based, which leaves open whether anybody was followed.

    Takes: An observational study of 200 adults with type 1 diabetes.
    Leaves: A prospective cohort of 200 adults with type 1 diabetes.
    """
    return signs.first("observational_study")


@speaks_for("design.looked_back", "cohort", 4.6)
def looked_back(signs: Signs) -> Cue | None:
    """Records of patients were looked back over.

    Takes: We reviewed the records of 30 patients given cells.
    Leaves: We reviewed the literature on cells.
    """
    return signs.first("retrospective", "tmb")


@speaks_for("design.followed", "cohort", 2.6)
def followed(signs: Signs) -> Cue | None:
    """People were followed, or outcomes counted over time.

    Takes: Two hundred adults were followed up for five years.
    Leaves: Two hundred adults answered a questionnaire.
    """
    return signs.first("cohort", "tm")


@speaks_for("design.mean_follow_up", "cohort", 3.2, by="mean_follow_up")
def mean_follow_up(signs: Signs) -> Cue | None:
    """Follow-up differed between people, and has a mean or a median.

    Takes: During a mean follow-up of 22 months, 31 died.
    Leaves: All were seen at 22 months.
    """
    return None if signs.is_randomised else signs.first("mean_follow_up", "mbe")


@speaks_for("design.calendar", "cohort", 2.4)
def calendar(signs: Signs) -> Cue | None:
    """People seen between two dates, which is how those who look back choose them.

    Takes: All patients given contrast between 2012 and 2014 were included.
    Leaves: All patients given contrast were included.
    """
    return signs.first("calendar", "mb")


@speaks_for("design.case_control", "case-control", 8.0)
def case_control(signs: Signs) -> Cue | None:
    """People were chosen by outcome.

    Takes: A case-control study nested within the trial.
    Leaves: A controlled study of three cases.
    """
    return signs.first("case_control", "tmb")


@speaks_for("design.case_control_title", "case-control", 9.0)
def case_control_title(signs: Signs) -> Cue | None:
    """The title calls it a case-control study.

    Takes: Diet and infarcts: a case-control study
    Leaves: Diet and infarcts: a controlled study
    """
    return signs.first("case_control", "t")


@speaks_for("design.cross_sectional_title", "cross-sectional", 8.5)
def cross_sectional_title(signs: Signs) -> Cue | None:
    """The title calls it a cross-sectional study or a survey.

    Takes: Depression in adults with ulcers: a cross-sectional study
    Leaves: Depression in adults with ulcers: a cohort study
    """
    return signs.first("cross_named", "t")


@speaks_for("design.cross_sectional", "cross-sectional", 5.5)
def cross_sectional(signs: Signs) -> Cue | None:
    """One point in time: the study calls itself cross-sectional, or a survey.

    Takes: A cross-sectional survey of 400 nurses.
    Leaves: A prospective cohort of 400 nurses.
    """
    return signs.first("cross_named", "tmb") or signs.first("one_time", "tm")


@speaks_for("design.prevalence", "cross-sectional", 4.4, by="prevalence reference_values at_entry")
def prevalence(signs: Signs) -> Cue | None:
    """How common something is, or what is normal, and nobody was followed.

    Takes: Prevalence of foot ulcers in adults with diabetes in two villages
    Leaves: Prevalence of ulcers in a prospective cohort of adults with diabetes
    """
    if signs.has("cohort_named") or signs.has("random_allocated") or signs.about_papers:
        return None
    bare = len(signs.sentences) < 3
    title = signs.first("prevalence", "t") or signs.first("reference_values", "t") or signs.first("at_entry", "t")
    return title or (signs.first("prevalence", "mb") if bare or signs.near("prevalence", "present_aim", "bm") else None)


@speaks_for("design.measured_once", "cross-sectional", 2.4, by="associated prevalence once")
def measured_once(signs: Signs) -> Cue | None:
    """The title asks whether two things go together, as in people measured once.

    Takes: Relationship between sleep and glucose in adults
    Leaves: Relationship between nurses and doctors: a cohort of 40 wards followed for a year
    """
    if signs.has("cohort_named") or signs.has("retrospective") or signs.has("cohort", "t") or signs.about_papers:
        return None
    alone = signs.first("once", "tm") if len(signs.sentences) < 3 else None
    return signs.first("associated", "t") or signs.first("prevalence", "bm") or alone


@speaks_for("design.measured_in", "cross-sectional", 2.2, by="measured_in")
def measured_in(signs: Signs) -> Cue | None:
    """Something was measured in so many people, or went along with something else; nobody was treated or followed.

    Takes: Intima thickness was measured in 98 patients. There was an inverse correlation with vitamin D.
    Leaves: Intima thickness was measured in 98 patients who were treated with vitamin D.
    """
    other = (
        "treated",
        "cohort",
        "retrospective",
        "random_word",
        "random_allocated",
        "animals",
        "scheduled",
        "calendar",
    )
    if signs.about_papers or not signs.has("counted_people") or signs.has_any(other):
        return None
    return signs.first("measured_in", "mb")


@speaks_for("design.genotyped", "case-control", 3.4, by="genotyped")
def genotyped(signs: Signs) -> tuple[Cue, ...]:
    """Genotypes of those with an illness were set against those of others.

    Takes: Seventy adults with an ulcer and 75 without were genotyped. The C allele was more frequent in cases.
    Leaves: One hundred healthy villagers were genotyped.
    """
    gene, cases = signs.first("genotyped", "tmb"), signs.first("in_cases", "mbe") or signs.first("control_group", "mb")
    return (gene, cases) if gene and cases and not signs.about_papers and not signs.has("animals") else ()


@speaks_for("design.sampled", "cross-sectional", 2.7, by="sampled")
def sampled(signs: Signs) -> Cue | None:
    """People or households were drawn as a sample, and examined or asked.

    Takes: We randomly selected 60 households and measured blood glucose in all adults.
    Leaves: We randomly selected 60 households and followed the children for five years in a cohort study.
    """
    if signs.has_any(("cohort", "random_allocated", "random_trial", "animals")) or signs.about_papers:
        return None
    return signs.first("sampled", "mb") if signs.has("examined", "tmb") or signs.has("cross_sectional", "tmb") else None


@speaks_for("design.asked_once", "cross-sectional", 2.5)
def asked_once(signs: Signs) -> Cue | None:
    """People answered a questionnaire, or two things were correlated.

    Takes: Nurses completed a questionnaire on sleep.
    Leaves: Nurses were taught to sleep.
    """
    return signs.first("cross_sectional", "tm")


def _is_otherwise(signs: Signs) -> bool:
    """Whether a record is about papers, animals or a trial by chance, or tells what will be done."""
    return signs.about_papers or bool(signs.planned) or signs.is_randomised or signs.has("animals")


@speaks_for("design.response", "cohort", 2.6, by="response")
def response(signs: Signs) -> Cue | None:
    """Who responded to a treatment, or what was measured before and after it: patients were followed through it.

    Takes: Whether early insight predicts treatment response was studied in 50 adults with depression.
    Leaves: Insight was measured in 50 adults with depression.
    """
    if _is_otherwise(signs):
        return None
    return signs.first("response", "tmb") if signs.has("counted_people") else None


@speaks_for("design.over_time", "cohort", 2.3, by="over_time")
def over_time(signs: Signs) -> Cue | None:
    """People were seen again: months after surgery, repeated scans, new cases, a course.

    Takes: Balance was tested in 40 adults before the operation and 6 months after surgery.
    Leaves: Balance was tested in 40 adults.
    """
    if _is_otherwise(signs):
        return None
    return signs.first("over_time", "tm") if signs.has("counted_people") else None


@speaks_for("design.against_healthy", "cross-sectional", 2.6)
def against_healthy(signs: Signs) -> Cue | None:
    """Patients were compared with healthy people or other people, with no treatment in between.

    Takes: Grip strength in 20 patients with diabetes and 20 healthy controls.
    Leaves: Marrow infusion in diabetes // Twenty patients received CD34+ cells and were set against healthy people.
    """
    if signs.has("cell_therapy", "t") and signs.has("treated"):
        return None  # the healthy only show what is normal
    return signs.first("healthy_control", "tm") or signs.first("group_compare", "tm")


@speaks_for("design.counted_people", "cohort", 1.5)
def counted_people(signs: Signs) -> Cue | None:
    """A number of people is given, so something was done to or asked of them.

    Takes: Experience with 100 patients shows that selective operation is safe.
    Leaves: Experience shows that patients like it.
    """
    return signs.first("counted_people", "tmb")

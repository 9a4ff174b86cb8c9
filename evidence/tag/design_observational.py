"""Design rules for observation: cohorts, case-control and cross-sectional studies, series and single cases. Pure."""

from __future__ import annotations

from evidence.tag.design_cues import Cue
from evidence.tag.design_rules import speaks_for
from evidence.tag.design_signs import Signs


@speaks_for("design.cohort", "cohort", 5.5)
def cohort(signs: Signs) -> Cue | None:
    """The study calls itself a cohort, longitudinal, observational or registry study.

    Takes: A prospective cohort of 200 adults with type 1 diabetes.
    Leaves: A cross-sectional study of 200 adults with type 1 diabetes.
    """
    return signs.first("cohort_named")


@speaks_for("design.cohort_title", "cohort", 8.0)
def cohort_title(signs: Signs) -> Cue | None:
    """The title calls it a cohort, longitudinal, observational or registry study.

    Takes: Ulcers after cell therapy: a prospective cohort study
    Leaves: Ulcers after cell therapy: a cross-sectional study
    """
    return signs.first("cohort_named", "t")


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


@speaks_for("design.asked_once", "cross-sectional", 2.5)
def asked_once(signs: Signs) -> Cue | None:
    """People answered a questionnaire, or two things were correlated.

    Takes: Nurses completed a questionnaire on sleep.
    Leaves: Nurses were taught to sleep.
    """
    return signs.first("cross_sectional", "tm")


@speaks_for("design.against_healthy", "cross-sectional", 2.2)
def against_healthy(signs: Signs) -> Cue | None:
    """Patients were compared with healthy people, with no treatment in between.

    Takes: Grip strength in 20 patients with diabetes and 20 healthy controls.
    Leaves: Twenty patients were treated with insulin.
    """
    return signs.first("healthy_control", "tm") or signs.first("group_compare", "tm")


@speaks_for("design.case_report_title", "case-report", 9.0)
def case_report_title(signs: Signs) -> Cue | None:
    """The title says that it is the report of a case.

    Takes: Diabetic ketoacidosis after cell therapy: a case report
    Leaves: Diabetic ketoacidosis after cell therapy: a review of case reports
    """
    return None if signs.has("systematic_review", "t") else signs.first("case_report", "t")


@speaks_for("design.case_told", "case-report", 5.5)
def case_told(signs: Signs) -> Cue | None:
    """One patient is told of: an age with a sex, "we report a case", "the patient was".

    Takes: A 45-year-old woman developed a rash after the infusion.
    Leaves: Adults over 45 years old were eligible.
    """
    return signs.first("case_report", "mbe")


@speaks_for("design.case_hint", "case-report", 3.0)
def case_hint(signs: Signs) -> Cue | None:
    """The title names a complication, a cause or a way of presenting, as reports of a case do.

    Takes: Fever secondary to cell infusion
    Leaves: Fever and cell infusion
    """
    return signs.first("case_hint", "t")


@speaks_for("design.case_series", "case-series", 5.8)
def case_series(signs: Signs) -> Cue | None:
    """Several patients are described.

    Takes: We describe six patients with ulcers after cell therapy.
    Leaves: We describe a patient with an ulcer after cell therapy.
    """
    return signs.first("case_series", "tmb")


@speaks_for("design.few_patients", "case-series", 4.5)
def few_patients(signs: Signs) -> Cue | None:
    """The title, or a text without a title, counts a handful of patients.

    Takes: Cells for leg ulcers in four patients
    Leaves: Cells for leg ulcers: four trials in forty patients
    """
    bare = signs.is_scrap and not signs.document.title and not signs.has("treated")
    return signs.first("few_patients", "t") or (signs.first("few_patients") if bare else None)


@speaks_for("design.counted_people", "cohort", 1.5)
def counted_people(signs: Signs) -> Cue | None:
    """A number of people is given, so something was done to or asked of them.

    Takes: Experience with 100 patients shows that selective operation is safe.
    Leaves: Experience shows that patients like it.
    """
    return signs.first("counted_people", "tmb")

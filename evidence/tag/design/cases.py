"""Design rules for patients told of: one, a family, a handful. Pure."""

from __future__ import annotations

from evidence.tag.design.cues import Cue
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs


@speaks_for("design.case_report_title", "case-report", 9.0)
def case_report_title(signs: Signs) -> Cue | None:
    """The title says that it is the report of a case.

    Takes: Diabetic ketoacidosis after cell therapy: a case report
    Leaves: Diabetic ketoacidosis after cell therapy: a review of case reports
    """
    return None if signs.has("systematic_review", "t") else signs.first("case_report", "t")


@speaks_for("design.case_told", "case-report", 5.5)
def case_told(signs: Signs) -> Cue | None:
    """One patient is told of: an age with a sex, "we report a case", "she was".

    Takes: A 45-year-old woman developed a rash after the infusion.
    Leaves: Adults over 45 years old were eligible.
    """
    return signs.first("case_report", "mbe")


@speaks_for("design.siblings", "case-report", 6.0)
def siblings(signs: Signs) -> Cue | None:
    """The title names two or three of one family.

    Takes: Two brothers with mitochondrial diabetes
    Leaves: Risk of diabetes in siblings of 400 children
    """
    return signs.first("siblings", "t")


@speaks_for("design.two_told", "case-report", 5.2, by="two_or_three")
def two_told(signs: Signs) -> Cue | None:
    """The title counts two or three patients, who are told of one by one.

    Takes: Syncope in two patients after infusion of cells
    Leaves: Syncope in six patients after infusion of cells
    """
    many = signs.counts_many or signs.has("case_series", "t")
    return None if many else signs.first("two_or_three", "t")


@speaks_for("design.one_patient", "case-report", 4.6, by="case_weak")
def one_patient(signs: Signs) -> Cue | None:
    """One patient comes up again and again, and no number of patients does.

    Takes: The patient had fever. In this patient the wound closed. His symptoms were gone in a week.
    Leaves: Of 40 adults, a patient died. The patient had fever before.
    """
    many = signs.has("counted_people") and not signs.has("few_people")
    return None if many or signs.count("case_weak") < 3 else signs.first("case_weak", "mbe")


@speaks_for("design.a_patient", "case-report", 2.3)
def a_patient(signs: Signs) -> Cue | None:
    """A patient is spoken of.

    Takes: Fever was seen in a patient given cells.
    Leaves: Fever was seen in ten adults given cells.
    """
    return signs.first("case_weak", "tmbe")


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


@speaks_for("design.case_series_title", "case-series", 8.0)
def case_series_title(signs: Signs) -> Cue | None:
    """The title calls it a case series.

    Takes: Cells for leg ulcers: a case series
    Leaves: Cells for leg ulcers: a series of trials
    """
    return None if signs.has("meta_named", "t") or signs.has("case_report", "t") else signs.first("series_named", "t")


@speaks_for("design.few_patients", "case-series", 4.5, by="few_patients")
def few_patients(signs: Signs) -> Cue | None:
    """The title, or a text without a title, counts a handful of patients.

    Takes: Cells for leg ulcers in four patients
    Leaves: Cells for leg ulcers: four trials in forty patients
    """
    if signs.has("siblings", "t") or signs.has("two_or_three", "t"):
        return None
    bare = signs.is_scrap and not signs.document.title and not signs.has("treated")
    return signs.first("few_patients", "t") or (signs.first("few_patients") if bare else None)


@speaks_for("design.handful_reviewed", "case-series", 4.9, by="few_people")
def handful_reviewed(signs: Signs) -> tuple[Cue, ...]:
    """Twenty patients or fewer were looked back over or told of, and compared with nobody.

    Takes: We reviewed the records of 12 patients with calciphylaxis.
    Leaves: We reviewed the records of 12 patients given cells and of 12 controls.
    """
    told = signs.first("retrospective", "tmb") or signs.first("telling", "tmb") or signs.first("discussed", "tb")
    few = signs.first("few_people", "tbm")
    return (few, told) if few and told and _uncompared(signs) else ()


@speaks_for("design.handful", "case-series", 2.8, by="few_people")
def handful(signs: Signs) -> Cue | None:
    """Twenty patients or fewer, compared with nobody, and no word of a trial or of what all were given.

    Takes: Calciphylaxis was seen in 8 patients.
    Leaves: An open-label pilot trial of the new lens in 8 patients.
    """
    given = (
        "trial_word",
        "single_arm",
        "phase",
        "prospective",
        "pilot",
        "animals",
        "cell_therapy",
        "treated",
        "enrolled",
    )
    trial = signs.has_any(given)
    return signs.first("few_people", "tbm") if not trial and _uncompared(signs) else None


def _uncompared(signs: Signs) -> bool:
    """No other group comes up, and no larger number of people than a few."""
    if signs.counts_many or signs.about_papers:
        return False
    return not any(
        signs.has(sign) for sign in ("control_group", "two_groups", "healthy_control", "random_word", "compared_aim")
    )

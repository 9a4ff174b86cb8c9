"""Design rules for diagnostic accuracy: sensitivity, specificity, the area under a curve. Pure."""

from __future__ import annotations

from evidence.tag.design.cues import Cue
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

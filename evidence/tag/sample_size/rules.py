"""The named rules of sample size: what each candidate is said to be, from its own words. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from evidence.tag.rule import rule
from evidence.tag.sample_size.candidates import Candidate

Test = Callable[[Candidate], bool]


@rule("sample_size.randomised")
def randomised(candidate: Candidate) -> bool:
    """A number said to be randomised.

    Takes: In total, 1,204 patients were randomised to either arm.
    Leaves: We screened 1,204 patients, of whom none were enrolled.
    """
    return _told(candidate) == "randomised"


@rule("sample_size.planned")
def planned(candidate: Candidate) -> bool:
    """The target of a trial that has yet to enrol.

    Takes: 120 patients will be randomised in 14 centres.
    Leaves: The treatment will be given for 120 days in 14 centres.
    """
    return _told(candidate) == "planned"


@rule("sample_size.enrolled")
def enrolled(candidate: Candidate) -> bool:
    """A number said to be enrolled, included, recruited or divided into groups.

    Takes: Eighty-three women with gout were included in the study.
    Leaves: The six women who had been included by error were left out.
    """
    return _told(candidate) in ("enrolled", "allocated")


@rule("sample_size.treated")
def treated(candidate: Candidate) -> bool:
    """A number said to be treated.

    Takes: Forty patients with stones were treated by laser.
    Leaves: The procedure has been performed in over 900 people elsewhere.
    """
    return _told(candidate) == "treated"


@rule("sample_size.analysed")
def analysed(candidate: Candidate) -> bool:
    """A number said to be analysed, assessed or evaluable.

    Takes: Data of 310 children were analysed.
    Leaves: The data were analysed after 310 days.
    """
    return _told(candidate) == "analysed"


@rule("sample_size.completed")
def completed(candidate: Candidate) -> bool:
    """A number said to have completed the study.

    Takes: Twenty-seven runners completed the programme.
    Leaves: The programme was completed in 27 weeks.
    """
    return _told(candidate) == "completed"


@rule("sample_size.took_part")
def took_part(candidate: Candidate) -> bool:
    """The part of those invited that took part: a numerator.

    Takes: Of those invited, 24/190 took part.
    Leaves: Pain was relieved at 24/190 visits.
    """
    return candidate.how == "told" and candidate.head.form == "over"


@rule("sample_size.denominator")
def denominator(candidate: Candidate) -> bool:
    """The number out of which an outcome is counted.

    Takes: Sixteen of 17 patients came off dialysis.
    Leaves: The score was 16 of 17 points.
    """
    return candidate.how == "told" and candidate.head.form == "of"


@rule("sample_size.stated")
def stated(candidate: Candidate) -> bool:
    """A number of people or animals of which nothing more is said.

    Takes: Subjects: 56 adults with asthma.
    Leaves: Asthma affects 56 million adults.
    """
    return candidate.how == "told"


@rule("sample_size.arms_added")
def arms_added(candidate: Candidate) -> bool:
    """Arms or groups that are given without their total.

    Takes: Patients received the drug (n = 60) or placebo (n = 58).
    Leaves: Doses of 60 mg or 58 mg were given.
    """
    return candidate.how.startswith(("sum n=", "sum noun"))


@rule("sample_size.groups_apart")
def groups_apart(candidate: Candidate) -> bool:
    """Groups that are told one after the other, each in a clause or a sentence of its own.

    Takes: Forty adults with gout were examined. Thirty healthy controls were also examined.
    Leaves: Forty adults with gout were examined. Thirty of the adults had pain.
    """
    return candidate.is_sum and "apart" in candidate.how


@rule("sample_size.denominators_added")
def denominators_added(candidate: Candidate) -> bool:
    """Groups that are given only as that out of which an outcome is counted.

    Takes: Ten of the 14 patients on the drug and two of the 15 on placebo improved.
    Leaves: They scored ten of 14 points and two of 15 points.
    """
    return candidate.is_sum


@rule("sample_size.groups_multiplied")
def groups_multiplied(candidate: Candidate) -> bool:
    """Equal groups, of which one is given.

    Takes: Volunteers were put in two groups (n = 25 each).
    Leaves: Two doses of 25 mg each were given.
    """
    return candidate.how == "times"


@rule("sample_size.group_doubled")
def group_doubled(candidate: Candidate) -> bool:
    """A group and as many controls, or so many for each of it; matched pairs, which are two each.

    Takes: Fifteen patients and an equal number of controls gave blood.
    Leaves: An equal number of visits was made 15 days later.
    """
    return candidate.how == "double"


@rule("sample_size.counts_and_percentages")
def counts_and_percentages(candidate: Candidate) -> bool:
    """The one number of which the counts are the percentages that stand beside them.

    Takes: Five patients (25%) relapsed, eight (40%) improved and seven (35%) were unchanged.
    Leaves: The rate fell by 25%, 40% and 35%.
    """
    return candidate.how.startswith("share")


@rule("sample_size.case_report")
def case_report(candidate: Candidate) -> bool:
    """The one patient of a case report.

    Takes: We report on a 47-year-old woman in whom the valve failed.
    Leaves: The drug is not for a woman of child-bearing age.
    """
    return candidate.how == "case"


_IN_ORDER: Final[tuple[tuple[str, Test], ...]] = (
    ("sample_size.case_report", case_report),
    ("sample_size.counts_and_percentages", counts_and_percentages),
    ("sample_size.group_doubled", group_doubled),
    ("sample_size.groups_multiplied", groups_multiplied),
    ("sample_size.groups_apart", groups_apart),
    ("sample_size.arms_added", arms_added),
    ("sample_size.denominators_added", denominators_added),
    ("sample_size.took_part", took_part),
    ("sample_size.denominator", denominator),
    ("sample_size.planned", planned),
    ("sample_size.randomised", randomised),
    ("sample_size.enrolled", enrolled),
    ("sample_size.treated", treated),
    ("sample_size.analysed", analysed),
    ("sample_size.completed", completed),
    ("sample_size.stated", stated),
)


def rule_of(candidate: Candidate) -> str:
    """The name of the first rule that holds."""
    head = candidate.parts[0] if candidate.parts else None
    key = (candidate.how, head.form, head.role) if head else (candidate.how, "", "")
    found = _KNOWN.get(key)
    if found is None:
        found = _KNOWN[key] = next(name for name, holds in _IN_ORDER if holds(candidate))
    return found


_KNOWN: Final[dict[tuple[str, str, str], str]] = {}  # the rules look at nothing else, so each kind is asked once


def _told(candidate: Candidate) -> str | None:
    """What is said of a told candidate."""
    return candidate.head.role if candidate.how == "told" else None

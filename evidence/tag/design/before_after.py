"""Design rules for one treated group that was measured before and after, in other words than "before-after". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.parts import told
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import ALL, Signs

_TAKEN: Final = (
    r"(?:measured|taken|determined|assessed|recorded|tested|evaluated|scored|obtained|rated|examined|done|made"
    r"|filled in)"
)
_LONG: Final = r"(?:[a-z]+|\d+) (?:hours?|days?|weeks?|months?|years?)"
# What happens to people, and nobody gives it to them.
_NO_TREATMENT: Final = (
    r"(?! (?:the |an? |their |acute )?(?:[a-z]+ )?(?:onset|diagnosis|injury|birth|delivery|childbirth|labou?r|stroke"
    r"|infarction|trauma|accident|death|menopause|ramadan|meals?|breakfast|lunch|dinner|ingestion|lockdown|pandemic"
    r"|outbreak|disaster|earthquake|war|retirement|discharge|admission|hospitali[sz]ation|pregnancy|puberty|flight|ascent|exposure"
    r"|fasting|seroconversion|infection|season|winter|summer|test|race|marathon|shift|school|midnight)\b)"
)
_MEASURED: Final = re.compile(
    # "determined before and 3 months after scaling"
    rf"\b{_TAKEN}\b[^.;]{{0,60}}?\bbefore and (?:again )?(?:at )?{_LONG}(?: and {_LONG})? after\b{_NO_TREATMENT}"
    # "before yoga, and again after it"
    rf"|\bbefore\b{_NO_TREATMENT}[^.;]{{1,50}}?,? and again\b[^.;]{{0,20}}?\bafter (?:it|that|the|treatment|therapy)\b"
    # "had massage; sleep was measured at the start and end"
    rf"|\b(?:had|did|got|used|wore|kept)\b[^.;]{{1,60}}[;,.][^.;]{{1,40}}\b{_TAKEN} at (?:the )?(?:start|beginning)"
    r" and (?:at )?(?:the )?end\b(?! of (?:the )?(?:school|year|season|pregnancy|study|winter|follow))"
)
_COURSE: Final = re.compile(
    r"\b(?:took part in|attended|practi[sc]ed|joined|participated in|were enrolled in) (?!no |any )"
    r"(?:[a-z0-9-]+ ){0,5}?(?:programmes?"
    r"|programs?|courses?|training|yoga|tai chi|qigong|exercises?|sessions?|classes|workshops?|lessons|rehabilitation"
    r"|therapy|massage|meditation|mindfulness|camps?)\b"
)
_CHANGED: Final = re.compile(
    r"\b(?:improved|fell|dropped|rose|declined|got better|decreased|increased|went (?:up|down)|lower at|gained|lost)\b"
)


_NOT_THESE: Final = (
    "random_allocated", "random_trial", "random_word", "retrospective", "control_group", "healthy_control",
    "cohort_named", "numbered_groups", "case_control", "cross_named", "animals", "qualitative_named",
)  # fmt: skip


def _is_one_group(signs: Signs) -> bool:
    """Whether people are counted, and no other group, no chance and no other kind of study is spoken of."""
    if not signs.has("counted_people") or signs.about_papers or signs.planned:
        return False
    return not signs.has_any(_NOT_THESE, ALL)


@speaks_for("design.before_and_after", "single-arm", 3.2, by="earlier_ones start_and_end")
def before_and_after(signs: Signs) -> Quote | None:
    """The same people were measured before a treatment and so long after it, and nobody else was.

    Takes: Weight was measured before and six months after banding in 40 women.
    Leaves: Weight was measured before and six months after childbirth in 40 women.
    """
    if not _is_one_group(signs):
        return None
    return told(signs, ("earlier_ones", "start_and_end"), _MEASURED.search)


@speaks_for("design.took_a_course", "single-arm", 2.4, by="engaged treated enrolled")
def took_a_course(signs: Signs) -> Quote | None:
    """People took part in a course or a training, and got better or worse.

    Takes: Forty adults took part in yoga for eight weeks. Their sleep improved.
    Leaves: Forty adults took part in a survey of sleep.
    """
    if not _is_one_group(signs):
        return None
    course = told(signs, ("engaged", "treated", "enrolled"), _COURSE.search)
    return course if course and any(_CHANGED.search(sentence.folded) for sentence in signs.sentences) else None

"""Design rules for people who were seen again, which only a time tells, and for scores that foretell. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.records import Quote
from evidence.tag.design.parts import first, own, words
from evidence.tag.design.rules import speaks_for
from evidence.tag.design.signs import Signs

_TRIED: Final = (
    "random_allocated", "random_trial", "animals", "animal_strain", "treated", "trial_word", "scheduled", "case_report",
    "cross_named",
)  # fmt: skip
_SPAN: Final = r"(?:[0-9]{1,4}(?:\.[0-9]{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_UNIT: Final = r"(?:days?|weeks?|months?|years?)"
_SEEN_AGAIN: Final = re.compile(
    rf"\b(?:was|were|are|and|then|been) (?:all |again )?(?:re-?)?(?:screened|examined|tested|seen|visited|measured"
    rf"|weighed|interviewed|assessed|contacted) (?:again )?(?:every|each) (?:(?:{_SPAN}|other|second|third|few) )?"
    rf"(?:weeks?|months?|years?)\b"
    r"|\b(?:done|performed|repeated) (?:every|each) (?:week|month|year)\b"
    rf"|\bthen re-?examined\b|\bat birth and (?:again )?at {_SPAN}\b"
    rf"|\b(?:looked for|recorded|sought|noted|ascertained|counted)\b[^.;]{{0,50}}"
    rf"\b(?:during|over|in) the (?:next|following|ensuing) {_SPAN} {_UNIT}"
)
_BECAME: Final = re.compile(
    rf"\b(?:deaths?|disability|survival|mortality|readmissions?|recurrence|relapse|outcome)\b[^.;,]{{0,30}}"
    rf" (?:at|within) {_SPAN} {_UNIT}\b|\b{_SPAN}[ -](?:day|month|year) (?:mortality|readmission|death|survival)\b"
)
_AGAIN: Final = ("every", "each", "examined", "birth", " the next", " the following", " the ensuing")
_TURNS: Final = words("every each examined reexamined birth next following ensuing")
_FATES: Final = words("death deaths disability survival mortality readmission readmissions recurrence relapse outcome")
_TURNS_OR_FATES: Final = _TURNS | _FATES
_OUTCOMES: Final = ("death", "disab", "survival", "mortality", "readmission", "recurrence", "relapse", "outcome")


@speaks_for("design.seen_again", "cohort", 3.4, always=True)
def seen_again(signs: Signs) -> Quote | None:
    """People were seen every two years, or looked at for what came in the next months; nobody was treated for it.

    Takes: Smoking was recorded in 96 adolescents, who were then re-examined every two years for asthma.
    Leaves: Smoking was recorded in 96 adolescents. Smokers should be seen every two years.
    """
    if signs.has_any(_TRIED) or signs.vocabulary.isdisjoint(_TURNS_OR_FATES):
        return None
    if signs.about_papers or signs.planned:
        return None
    sentences = own(signs)
    seen = signs.has("humans") and not signs.vocabulary.isdisjoint(_TURNS)
    again = first(_SEEN_AGAIN, sentences, _AGAIN) if seen else None
    if again:
        return again
    became = signs.has("counted_people") and not signs.vocabulary.isdisjoint(_FATES)
    return first(_BECAME, sentences, _OUTCOMES) if became else None


_FORETELLS: Final = re.compile(
    r"\brisk (?:score|model|index|tool|calculator)|\bnomogram|\bprognostic\b|\bprediction (?:model|rule|score|tool)"
    r"|\bpredict(?:s|ing|ion)?\b|\bscore for (?:[a-z]+ ){1,3}(?:after|following)\b|\bearly warning\b"
)
_FOREBODE: Final = words("risk nomogram nomograms prognostic prediction predict predicts predicting score warning")
_ASKS: Final = re.compile(r"\b(?:questionnaire|scale|inventory|interview|psychometric)")


def foretells(signs: Signs) -> Quote | None:
    """The words of a title that name a score that foretells something, no questionnaire."""
    title = signs.document.title
    if title is None or signs.vocabulary.isdisjoint(_FOREBODE) or _ASKS.search(title.folded):
        return None
    return first(_FORETELLS, (title,))


_SCORE: Final = r"\b(?:score|nomogram|model|rule|index|tool)\b"
_MADE: Final = ("derived", "developed", "built", "constructed", "validated")
_OR_FITTED: Final = (*_MADE, "fitted")  # the last behind the name of a score alone
_DERIVED: Final = re.compile(
    rf"{_SCORE}[^.;]{{0,60}}\b(?:{'|'.join(_OR_FITTED)})\b|\b(?:{'|'.join(_MADE)})\b[^.;]{{0,60}}{_SCORE}"
)


@speaks_for("design.score_derived", "cohort", 4.2, always=True)
def score_derived(signs: Signs) -> tuple[Quote, ...]:
    """A score that foretells death or another event was derived from what became of patients.

    Takes: Validation of a risk score for readmission // A score was derived in 2,010 patients and tried in 1,012.
    Leaves: Validation of a questionnaire to predict falls // A score was derived in 2,010 patients.
    """
    if not signs.has("counted_people") or signs.about_papers or signs.planned:
        return ()
    named = None if signs.has_any(_TRIED) else foretells(signs)
    if named is None:
        return ()
    derived = first(_DERIVED, signs.document.abstract, _OR_FITTED)
    return (named, derived) if derived else ()

"""The three values as people type them. Touches nothing."""

from __future__ import annotations

import re
from typing import Final

from evidence.design_names import design_code, design_near
from evidence.errors import BadInput
from evidence.findings import Verdict
from evidence.folding import fold
from evidence.values import DESIGNS, NO_USE, NOTHING, Design, Field, FollowUp, SampleSize, Value, plain

_SIZE: Final = re.compile(r"(\d[\d,\u202f\u00a0 ]*)(?: ([a-z][a-z -]{0,99}))?", re.ASCII)
_LETTER: Final = re.compile("[a-z]")
_FIGURES: Final = re.compile(r"\d+", re.ASCII)
_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_UNITS: Final = r"(h|d|wk?|mo?|y|hours?|days?|weeks?|months?|yrs?|years?)"
_LENGTH: Final = re.compile(
    rf"(?:(?P<statistic>[a-z]+(?:[ -](?:least|to|visit))?)(?: of)? )?{_NUMBER}\s*{_UNITS}"
    rf"(?:,? *[(\[]?(?:range:? )?{_NUMBER} *(?:-|\u2013|to) *{_NUMBER}(?: *{_UNITS})?[)\]]?)?",
    re.ASCII,
)
_STATISTIC: Final = {
    "fixed": "fixed", "median": "median", "mean": "mean", "average": "mean", "minimum": "minimum", "min": "minimum",
    "at least": "minimum", "maximum": "maximum", "max": "maximum", "up to": "maximum", "last visit": "last-visit",
    "last-visit": "last-visit", "treatment": "treatment",
}  # fmt: skip
_WITH_RANGE: Final = ("median", "mean")
DIGITS: Final = 9
"""How many a size or a length may have: no study is larger or longer, and a database has no room for more than 18."""
_UNIT: Final = {"h": "hours", "d": "days", "w": "weeks", "m": "months", "y": "years"}


def parse_word(field: Field, text: str) -> tuple[Verdict, Value | None]:
    """A person's word as typed: a value (see `parse_value`), `none` or NR for not reported, NA for not applicable.

    Raises:
        BadInput: it is none of these.
    """
    said = text.strip().lower()
    if said in NOTHING:
        return Verdict.NOT_REPORTED, None
    if said in NO_USE:
        return Verdict.NOT_APPLICABLE, None
    return Verdict.VALUE, parse_value(field, text)


def parse_value(field: Field, text: str) -> Value:
    """A value as a person types it: `rct`; `118`, `24 eyes`; `36 months`, `3y`, `median 36 months (range 12-60)`.

    Numbers may be words, `one hundred and eighteen`.

    Raises:
        BadInput: it is none; the message names the forms that are.
    """
    text = text.strip().lower()
    match field:
        case Field.DESIGN:
            return _design(text)
        case Field.SAMPLE_SIZE:
            return _size(text)
        case Field.FOLLOW_UP:
            return _length(text)


def _design(text: str) -> Design:
    if code := design_code(text):
        return Design(code)
    if near := design_near(text):
        raise BadInput(f"no design {text!r}; did you mean {near}?", f"write {near}")
    raise BadInput(f"no design {text!r}", "use one of " + ", ".join(DESIGNS))


def _in_figures(text: str) -> str:
    """A text with its number words in figures, as the taggers read them in an abstract; digits stay as they are."""
    if not _LETTER.search(text):
        return text
    from evidence.tag.numbers import numbers  # with the library that reads words, which figures do without

    for number in reversed(numbers(fold(text))):
        if _LETTER.search(text, number.start, number.end):
            text = f"{text[: number.start]}{plain(number.value)}{text[number.end :]}"
    return text


def _size(text: str) -> SampleSize:
    figures = _in_figures(text)
    # Two numbers, one of them in words, are no single size ("two hundred twelve hundred").
    found = _SIZE.fullmatch(figures) if figures == text or len(_FIGURES.findall(figures)) == 1 else None
    digits = re.sub(r"\D", "", found[1]) if found else ""
    if found and not digits.strip("0"):
        raise BadInput("a sample size of 0", "write the number that is stated")  # who states none writes none
    if found and len(digits) <= DIGITS:
        return SampleSize(int(digits), found[2] or "participants")
    raise BadInput(
        f"no sample size {text!r}",
        "write a whole number, with a unit if not participants: 118, one hundred and eighteen, 24 eyes",
    )


def _length(text: str) -> FollowUp:
    """A length, its statistic before it, and its range behind where that is a median or a mean."""
    found = _LENGTH.fullmatch(_in_figures(text))
    if found and not found[2].strip("0."):
        raise BadInput("a follow-up of 0", "write the length that is stated")  # who states none writes none
    if found and len(found[2].partition(".")[0]) <= DIGITS:
        statistic = _STATISTIC.get(found["statistic"] or "fixed")
        unit = _UNIT[found[3][0]]
        if found[4] is None and statistic:
            return FollowUp(float(found[2]), unit, statistic)
        in_unit = found[6] is None or _UNIT[found[6][0]] == unit  # a range is kept in the unit of its value
        if statistic in _WITH_RANGE and in_unit and float(found[4]) <= float(found[5]) < 10**DIGITS:
            return FollowUp(float(found[2]), unit, statistic, float(found[4]), float(found[5]))
    todo = "write a number and a unit: 36 months, 12 weeks, three years, median 36 months (range 12-60)"
    raise BadInput(f"no follow-up length {text!r}", todo)

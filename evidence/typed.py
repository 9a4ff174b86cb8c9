"""The three values as people type them. Touches nothing."""

from __future__ import annotations

import re
from typing import Final

from evidence.design_names import design_code, design_near
from evidence.errors import BadInput
from evidence.values import DESIGNS, MINUTES, Design, Field, FollowUp, SampleSize, Value

_SIZE: Final = re.compile(r"(\d[\d,\u202f\u00a0 ]*)(?: ([a-z][a-z -]{0,99}))?", re.ASCII)
_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_UNITS: Final = r"(h|d|wk?|mo?|y|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|yrs?|years?)"
_LENGTH: Final = re.compile(
    rf"(?:(?P<statistic>[a-z]+(?:[ -](?:least|to|visit))?)(?: of)? )?{_NUMBER}\s*{_UNITS}"
    rf"(?:,? *[(\[]?(?:range:? )?{_NUMBER} *(?:-|\u2013|to) *{_NUMBER}(?: *{_UNITS})?[)\]]?)?",
    re.ASCII,
)
# "mean 41 days ± 25", "41 ± 25 days", "41 days (SD 25)": a mean, whose deviation is not kept.
_DEVIATING: Final = re.compile(
    rf"(?:(?:mean|average)(?: of)? )?{_NUMBER}\s*{_UNITS}?\s*(?:\u00b1|\+/-|\(?sd:?)\s*{_NUMBER}\s*{_UNITS}?\)?"
    rf"(?:\s*{_UNITS})?",
    re.ASCII,
)
# "range 12-60 months", "12 to 60 months": as the taggers read one, the upper end with both ends beside it.
_RANGE: Final = re.compile(
    rf"(?:range:? )?(?:of |from )?{_NUMBER}\s*{_UNITS}?\s*(?:-|\u2013|to)\s*{_NUMBER}\s*{_UNITS}", re.ASCII
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


def parse_value(field: Field, text: str) -> Value:
    """A value as a person types it: `rct`; `118`, `24 eyes`; `36 months`, `30 minutes`, `41 ± 25 days`, `12-60 months`.

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


def _size(text: str) -> SampleSize:
    found = _SIZE.fullmatch(text)
    digits = re.sub(r"\D", "", found[1]) if found else ""
    if found and not digits.strip("0"):
        raise BadInput("a sample size of 0", "write the number that is stated")  # who states none writes none
    if found and len(digits) <= DIGITS:
        return SampleSize(int(digits), found[2] or "participants")
    raise BadInput(
        f"no sample size {text!r}", "write a whole number in figures, with a unit if not participants: 118, 24 eyes"
    )


def _length(text: str) -> FollowUp:
    """A length with its statistic and its range; a mean with its deviation; a range alone."""
    length = _single(text) or _mean(text) or _range(text)
    if length and not length.value:
        raise BadInput("a follow-up of 0", "write the length that is stated")  # who states none writes none
    if length and max(length.value, length.high or 0) < 10**DIGITS:
        return length
    todo = "write a number and a unit: 36 months, 30 minutes, 3 years, median 36 months (range 12-60)"
    raise BadInput(f"no follow-up length {text!r}", todo)


def _single(text: str) -> FollowUp | None:
    """One length with its statistic, and its range behind where that is a median or a mean."""
    if not (found := _LENGTH.fullmatch(text)) or not (statistic := _STATISTIC.get(found["statistic"] or "fixed")):
        return None
    value, unit = _amount(found[2], found[3])
    if found[4] is None:
        return FollowUp(value, unit, statistic)
    (low, of_low), (high, _) = (_amount(end, found[6] or found[3]) for end in (found[4], found[5]))
    kept = statistic in _WITH_RANGE and of_low == unit and low <= high  # a range is kept in the unit of its value
    return FollowUp(value, unit, statistic, low, high) if kept else None


def _mean(text: str) -> FollowUp | None:
    """A length with its deviation, which makes it a mean."""
    found = _DEVIATING.fullmatch(text)
    words = [word for word in found.group(2, 4, 5) if word] if found else []
    if found and len({_unit(word) for word in words}) == 1:
        return FollowUp(*_amount(found[1], words[0]), "mean")
    return None


def _range(text: str) -> FollowUp | None:
    """A range that stands alone."""
    if not (found := _RANGE.fullmatch(text)):
        return None
    (low, of_low), (high, unit) = _amount(found[1], found[2] or found[4]), _amount(found[3], found[4])
    return FollowUp(high, unit, "range", low, high) if of_low == unit and low <= high else None


def _unit(word: str) -> str:
    return "minutes" if word.startswith("min") else _UNIT[word[0]]


def _amount(number: str, word: str) -> tuple[float, str]:
    """A number and the unit that it is kept in: minutes are hours, to as many decimals as the taggers keep."""
    unit = _unit(word)
    return (round(float(number) / MINUTES, 4), "hours") if unit == "minutes" else (float(number), unit)

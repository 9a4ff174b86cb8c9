"""The three values as people type them. Touches nothing."""

from __future__ import annotations

import re
from typing import Final

from evidence.design_names import design_beside, designs_near, no_attribute
from evidence.errors import BadInput, either
from evidence.findings import Verdict
from evidence.folding import fold
from evidence.shown import shown
from evidence.spoken_lengths import plainly_said
from evidence.values import (
    DAYS_PER_YEAR,
    DESIGNS,
    MINUTES,
    NO_USE,
    NOTHING,
    UNIT_WORD,
    UNITS,
    Design,
    Field,
    FollowUp,
    SampleSize,
    Spread,
    Value,
    field_meant,
    plain,
)

# Thousands may be parted; anything else between two figures makes two numbers, which no size is: "60, 58".
_SIZE: Final = re.compile(
    r"(?:\(?n ?[=:] ?)?(\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u202f\u00a0']\d{3})+|\d+)(?:,? \(?([a-z][a-z ,()-]{0,99}))?\)?",
    re.ASCII,
)
_OF_PARTS: Final = re.compile(r"\b(?:per|each|every) (?:[a-z]+ )?(?:group|arm)s?\b|\b(?:group|arm)$")
_ROLE_WORDS: Final = "randomised, enrolled, treated, analysed or completed"
_LETTER: Final = re.compile("[a-z]")
_FIGURES: Final = re.compile(r"\d+", re.ASCII)
_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_UNITS: Final = rf"(mins?|minutes?|{UNIT_WORD})"
_TO: Final = r"\s*(?:-|\u2013|to|and)\s*"
# What two numbers beside a length are, which has to be said.
_WHAT: Final = (
    r"(?P<what>(?P<range>(?:total )?range|min(?:imum)?-max(?:imum)?)"
    r"|(?P<quartiles>iqr|inter-?quartile(?: range)?|q1-q3)|(?:9[059]% )?(?:ci|confidence interval))"
)
_LENGTH: Final = re.compile(
    rf"(?:(?P<statistic>[a-z]+(?:[ -](?:least|to|visit))?)(?: of)? )?{_NUMBER}(?:\s*{_UNITS})?"
    rf"(?P<spread>(?:\s*[,;(\[]\s*|\s+(?=[a-z]))(?:{_WHAT}[:,]? *(?:of |from )?)?"
    rf"(?P<low>\d+(?:\.\d+)?){_TO}(?P<high>\d+(?:\.\d+)?)(?: *(?P<of>{_UNITS}))?\s*[)\]]?)?"
    rf"(?:\s*(?P<behind>{_UNITS}))?",
    re.ASCII,
)
# "mean 41 days ± 25", "41 ± 25 days", "41 days (SD 25)": a mean, whose deviation is not kept.
_DEVIATING: Final = re.compile(
    rf"(?:(?:mean|average)(?: of)? )?{_NUMBER}\s*{_UNITS}?"
    rf",?\s*(?:\(?(?:\u00b1|\+/-)|\(?sd:?)\s*{_NUMBER}\s*{_UNITS}?\)?"
    rf"(?:\s*{_UNITS})?",
    re.ASCII,
)
# "range 12-60 months", "12 to 60 months": as the taggers read one, the upper end with both ends beside it.
_RANGE: Final = re.compile(
    rf"(?:range:? )?(?:of |from )?{_NUMBER}\s*{_UNITS}?\s*(?:-|\u2013|to)\s*{_NUMBER}\s*{_UNITS}", re.ASCII
)
# A deviation is read and not kept.
_DEVIATION: Final = re.compile(r"\bsd\b|\u00b1|\+/-")
_STATISTIC: Final = {
    "fixed": "fixed", "median": "median", "mean": "mean", "average": "mean", "minimum": "minimum", "min": "minimum",
    "at least": "minimum", "maximum": "maximum", "max": "maximum", "up to": "maximum", "last visit": "last-visit",
    "last-visit": "last-visit", "treatment": "treatment",
}  # fmt: skip
_WITH_RANGE: Final = ("median", "mean")
_FORMS: Final = "36 months, 30 minutes, 1.5 years, median 36 months (range 12-60)"
DIGITS: Final = 9
"""How many a size or a length may have: no study is larger or longer, and a database has no room for more than 18."""
LONGEST: Final = 120
"""Years that nobody was followed beyond: a longer length is a slip of the unit, and asked back."""


def field_of(name: str) -> Field:
    """The field itself, or the one that a name means: "sample_size", "n".

    Raises:
        BadInput: it is none.
    """
    field = field_meant(name)
    if field is None:
        raise BadInput(f"{name!r} is no field", f"give {either([each.value for each in Field])}")
    return field


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
    """A value as a person types it: `rct`, `prospective cohort`; `118`, `24 eyes`; `36 months`, `41 ± 25 days`.

    Numbers may be words, `one hundred and eighteen`.

    Raises:
        BadInput: it is none; the message names the forms that are.
    """
    said = text.strip()  # which is what an error repeats
    match field:
        case Field.DESIGN:
            return _design(said)
        case Field.SAMPLE_SIZE:
            return _size(said)
        case Field.FOLLOW_UP:
            return _length(said)


def is_bare_number(text: str) -> bool:
    """Whether a text is one number and nothing else, in figures or in words: `25`, `1.5`, `twenty-five`."""
    return re.fullmatch(r"\d+(?:\.\d+)?", _in_figures(text.strip().lower()), re.ASCII) is not None


def not_kept(value: Value | None, text: str) -> str | None:
    """What of a typed value is not kept, in a line for who typed it; None where all of it is."""
    match value:
        case Design() if word := no_attribute(text):
            return f"{word!r} is not kept: a design has no attribute for it; the reason is"
        case FollowUp(low=None) if _DEVIATION.search(text.lower()):
            return f"the deviation is not kept, only the {value.statistic}; a range would be: (range 12-60)"
    return None


def _design(said: str) -> Design:
    if design := design_beside(said.lower()):
        return Design(*design)
    near = designs_near(said.lower())
    if len(near) == 1:
        raise BadInput(f"no design {shown(said)}; did you mean {near[0]}?", f"write {near[0]}")
    if near:
        raise BadInput(f"{shown(said)} may be of several designs", f"write {either(near)}")
    raise BadInput(f"no design {shown(said)}", "use one of " + ", ".join(DESIGNS))


def _in_figures(text: str) -> str:
    """A text with its number words in figures, as the taggers read them in an abstract; digits stay as they are."""
    if not _LETTER.search(text):
        return text
    from evidence.tag.numbers import numbers  # with the library that reads words, which figures do without

    for number in reversed(numbers(fold(text))):
        if _LETTER.search(text, number.start, number.end):
            text = f"{text[: number.start]}{plain(number.value)}{text[number.end :]}"
    return text


def _size(said: str) -> SampleSize:
    text = said.lower()
    figures = _in_figures(text)
    # Two numbers, one of them in words, are no single size ("two hundred twelve hundred").
    found = _SIZE.fullmatch(figures) if figures == text or len(_FIGURES.findall(figures)) == 1 else None
    digits = re.sub(r"\D", "", found[1]) if found else ""
    if found and not digits.strip("0"):
        raise BadInput("a sample size of 0", "write the number that is stated")  # who states none writes none
    if found and len(digits) <= DIGITS:
        return _counted(int(digits), found[2] or "", said)
    if _OF_PARTS.search(text):
        raise BadInput(f"{shown(said)} is no single number of all groups", "write their total, such as 118")
    raise _no_size(said)


def _counted(number: int, words: str, said: str) -> SampleSize:
    """A size of what the words behind its number say; `said` is as typed.

    Raises:
        BadInput: they are no unit and no role.
    """
    if not words:
        return SampleSize(number)
    from evidence.counted_units import (
        NotInItError,
        PartOnlyError,
        unit_and_role,
    )  # with the vocabulary, for which few ask

    try:
        return SampleSize(number, *unit_and_role(words))
    except PartOnlyError:
        todo = f"write the total of all groups, such as {2 * number} for two of {number}"
        raise BadInput(f"{shown(said)} is a part of the sample", todo) from None
    except NotInItError as error:
        todo = f"n is who took part: write the number {_ROLE_WORDS}, or none"
        raise BadInput(f"{shown(said)}: those {error} are no sample size", todo) from None
    except ValueError:
        raise _no_size(said) from None


def _no_size(said: str) -> BadInput:
    return BadInput(
        f"no sample size {shown(said)}",
        "write one whole number, with a unit if not participants: 118, 1,204, one hundred and eighteen, 24 eyes,"
        " 118 randomised",
    )


def _length(said: str) -> FollowUp:
    """A length with its statistic and its range; a mean with its deviation; a range alone."""
    text = plainly_said(_in_figures(said.lower()))
    length = _single(text, said) or _mean(text) or _range(text, said)
    if length and not length.value:
        raise BadInput("a follow-up of 0", "write the length that is stated")  # who states none writes none
    if length and max(length.value, length.high or 0) >= 10**DIGITS:
        length = None
    if length and max(length.days, length._replace(value=length.high or 0).days) <= LONGEST * DAYS_PER_YEAR:
        return length
    what = f"{shown(said)} is more than {LONGEST} years" if length else f"no follow-up length {shown(said)}"
    raise BadInput(what, f"write a number and a unit: {_FORMS}")


def _single(text: str, said: str) -> FollowUp | None:
    """One length with its statistic, and its range behind where that is a median or a mean; `said` is as typed."""
    if not (found := _LENGTH.fullmatch(text)) or bool(found[3]) is bool(found["behind"]):
        return None
    stated = "median" if found["quartiles"] else "fixed"
    statistic = _STATISTIC.get(found["statistic"] or stated)
    word = found[3] or found["behind"]
    if found["spread"] and not found["statistic"] and statistic == "fixed":
        todo = f"write median {said}, mean {said}, or the range alone with its unit"
        raise BadInput(f"{shown(said)} does not say what {found[2]} is", todo)
    if statistic is None or (found["spread"] and statistic not in _WITH_RANGE):
        return None
    value, unit = _amount(found[2], word)
    if found["spread"] is None:
        return FollowUp(value, unit, statistic)
    (low, of_low), (high, _) = (_amount(found[end], found["of"] or word) for end in ("low", "high"))
    if of_low != unit:  # it is kept in the unit of its value
        raise BadInput(f"{shown(said)} has its range in {of_low}", f"write it in {unit}, as the {statistic} is")
    _forwards(found["low"], found["high"], said)
    if not found["what"]:
        told = f"{found['low']}-{found['high']}"
        raise BadInput(f"{shown(said)} does not say what {told} is", f"write (range {told}) or (IQR {told})")
    spread: Spread = "range" if found["range"] else "IQR" if found["quartiles"] else "CI"
    return FollowUp(value, unit, statistic, low, high, spread=spread)


def _mean(text: str) -> FollowUp | None:
    """A length with its deviation, which makes it a mean."""
    found = _DEVIATING.fullmatch(text)
    words = [word for word in found.group(2, 4, 5) if word] if found else []
    if found and len({_unit(word) for word in words}) == 1:
        return FollowUp(*_amount(found[1], words[0]), "mean")
    return None


def _range(text: str, said: str) -> FollowUp | None:
    """A range that stands alone; `said` is as typed."""
    if not (found := _RANGE.fullmatch(text)):
        return None
    (low, of_low), (high, unit) = _amount(found[1], found[2] or found[4]), _amount(found[3], found[4])
    if of_low != unit:
        raise BadInput(f"{shown(said)} has its ends in two units", f"write both in {of_low}, or in {unit}")
    _forwards(found[1], found[3], said)
    return FollowUp(high, unit, "range", low, high, spread="range")


def _forwards(low: str, high: str, said: str) -> None:
    """Refuse two ends of one unit of which the larger comes first.

    Raises:
        BadInput: so they do.
    """
    if float(low) > float(high):
        raise BadInput(f"{shown(said)}: the range {low}-{high} runs backwards", f"write {high}-{low}")


def _unit(word: str) -> str:
    return "minutes" if word.startswith("min") else UNITS[word]


def _amount(number: str, word: str) -> tuple[float, str]:
    """A number and the unit that it is kept in: minutes are hours, to as many decimals as the taggers keep."""
    unit = _unit(word)
    return (round(float(number) / MINUTES, 4), "hours") if unit == "minutes" else (float(number), unit)

"""A value in words, for people: with all that is known of it, or with all that a person said. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from evidence.values import Design, FollowUp, SampleSize, Value, counted

NO_SIGN: Final = "no sign of an earlier report"
"""What `report: primary` is for people: the text says of no other report of the study."""


def described(value: Value, *, working: str | None = None, design: str | None = None) -> str:
    """A value with what was read beside it: "36 months (fixed; 3 + 33 = 36 months)", "rct (masking: double)".

    Args:
        value: any of the three.
        working: the arithmetic behind it, which goes among the rest.
        design: what to call a design; else it is its code.
    """
    match value:
        case Design():
            return _with(design or value.code, [_attributes(value)])
        case SampleSize():
            return _with(value.counted, [value.role, _arms(value), working, _studies(value)])
        case FollowUp():
            months = "" if value.in_months == str(value) else value.in_months
            return _with(str(value), [months, *_summary(value), working])


def in_full(value: Value) -> str:
    """A value with all that it states, so that two that differ read differently: "median 34 months (range 25-56)"."""
    match value:
        case Design():
            return _with(value.code, [_attributes(value)])
        case SampleSize():
            role = "" if value.role == "total" else value.role
            return _with(str(value), [role, _arms(value), _studies(value)], ", ")
        case FollowUp():
            if value.statistic == "range" and value.ends:
                return _with(str(value), _summary(value))
            return _with(f"{value.mark} {value}".strip(), [value.ends])


def _with(text: str, notes: Iterable[str | None], between: str = "; ") -> str:
    told = between.join(filter(None, notes))
    return f"{text} ({told})" if told else text


def _attributes(design: Design) -> str:
    return ", ".join(attribute_in_words(name, said) for name, said in design.attributes)


def attribute_in_words(name: str, said: str) -> str:
    """An attribute as people read it. `primary` is what is left where nothing says otherwise, so it claims no more."""
    return NO_SIGN if (name, said) == ("report", "primary") else f"{name.replace('_', ' ')}: {said}"


def _summary(length: FollowUp) -> tuple[str, ...]:
    """The statistic and what the length lies between; a range is told with its ends."""
    if length.statistic == "range" and length.ends:
        return (f"range {length.ends}",)
    return length.statistic, length.ends


def _arms(size: SampleSize) -> str:
    return f"arms {'/'.join(map(str, size.arms))}" if size.arms else ""


def _studies(size: SampleSize) -> str:
    return "" if size.studies is None else counted(size.studies, "studies")

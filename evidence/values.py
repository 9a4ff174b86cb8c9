"""The three values that a tag can have, with their written and their JSON form. Touches nothing.

Definitions: the closed lists and what each word means: README, "What the tags mean".
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final, Literal, NamedTuple

DAYS_PER_MONTH: Final = 30.4375
DAYS_PER_YEAR: Final = 365.25
MINUTES: Final = 60  # an hour's
LEAST: Final = 0.05
"""Lengths below it, in months or days, are nothing when rounded to the one decimal that people want."""
DAYS_PER: Final = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": DAYS_PER_MONTH, "years": DAYS_PER_YEAR}
UNITS: Final = {
    "h": "hours", "hr": "hours", "hrs": "hours", "hour": "hours", "hours": "hours",
    "d": "days", "day": "days", "days": "days",
    "w": "weeks", "wk": "weeks", "wks": "weeks", "week": "weeks", "weeks": "weeks",
    "m": "months", "mo": "months", "mos": "months", "mon": "months", "month": "months", "months": "months",
    "mth": "months", "mths": "months", "mnth": "months", "mnths": "months",
    "y": "years", "yr": "years", "yrs": "years", "year": "years", "years": "years",
}  # fmt: skip
"""The units of time by what people type for them: in searches, corrections, labels and registries."""
UNIT_WORD: Final = "(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")"
"""A pattern for any of these words."""

# code -> parent; `design:observational` finds all that have it as parent.
DESIGNS: Final = {
    "meta-analysis": "synthesis",
    "systematic-review": "synthesis",
    "narrative-review": "synthesis",
    "guideline": "synthesis",
    "rct": "interventional",
    "quasi-randomised": "interventional",
    "non-randomised-controlled": "interventional",
    "historically-controlled": "interventional",
    "single-arm": "interventional",
    "cohort": "observational",
    "case-control": "observational",
    "cross-sectional": "observational",
    "case-series": "observational",
    "case-report": "observational",
    "diagnostic-accuracy": "other-research",
    "economic": "other-research",
    "qualitative": "other-research",
    "protocol": "protocol",
    "animal": "non-clinical",
    "in-vitro": "non-clinical",
    "in-silico": "non-clinical",
    "commentary": "publication",
    "notice": "publication",
}
# Primary research in people first, trials before what only observes, as published tables go; then syntheses of it; then
# what is no study of patients.
GROUPS: Final = (
    "interventional", "observational", "other-research", "synthesis", "protocol", "non-clinical", "publication",
)  # fmt: skip
IN_ORDER: Final = tuple(sorted(DESIGNS, key=lambda code: GROUPS.index(DESIGNS[code])))
"""The designs in the order of tables, reports and `--sort design`: by group, in a group as `DESIGNS` has them."""
ATTRIBUTES: Final = (
    "allocation", "masking", "intervention_model", "phase", "centres", "time_perspective", "species", "report",
    "comparator", "review_type",
)  # fmt: skip
ROLES: Final = ("randomised", "enrolled", "treated", "analysed", "completed", "planned", "total")
Spread = Literal["range", "IQR", "CI"]
SPREADS: Final[tuple[Spread, ...]] = ("range", "IQR", "CI")
"""What two lengths beside a follow-up are: the shortest and the longest, its quartiles, its confidence interval."""
STATISTICS: Final = ("fixed", "last-visit", "median", "mean", "minimum", "maximum", "range", "treatment")


class Field(StrEnum):
    """The three tags, by the names that commands and JSON use."""

    DESIGN = "design"
    SAMPLE_SIZE = "sample_size"
    FOLLOW_UP = "follow_up"


FIELD_NAMES: Final = {
    "design": Field.DESIGN,
    "sample_size": Field.SAMPLE_SIZE,
    "n": Field.SAMPLE_SIZE,
    "follow_up": Field.FOLLOW_UP,
    "followup": Field.FOLLOW_UP,
    "follow-up": Field.FOLLOW_UP,
}
"""The fields by the names that people type for them, to a verb and in a table of corrections; see `field_meant`."""


def field_meant(text: str) -> Field | None:
    """The field that a name means, however its words are parted: "Sample size", "follow-up"; None where it is none."""
    return _BARE_NAMES.get("".join(text.lower().replace("-", " ").replace("_", " ").split()))


_BARE_NAMES: Final = {name.replace("_", "").replace("-", ""): field for name, field in FIELD_NAMES.items()}


class Design(NamedTuple):
    """A study design: one code of `DESIGNS`, and attributes as (name, value) pairs in alphabetical order."""

    code: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def parent(self) -> str:
        """The group of the code: interventional, observational, synthesis and so on."""
        return DESIGNS[self.code]

    def attribute(self, name: str) -> str | None:
        """The value of one attribute, None where it is not stated."""
        return dict(self.attributes).get(name)

    def __str__(self) -> str:
        return self.code


class SampleSize(NamedTuple):
    """A number of `unit`s in a `role`; `arms` are arm sizes as stated, `studies` how many studies a review has."""

    value: int
    unit: str = "participants"
    role: str = "total"
    arms: tuple[int, ...] = ()
    studies: int | None = None
    derived: bool = False

    @property
    def adds_up(self) -> bool:
        """Whether the arms are all of the number, or none are given."""
        return not self.arms or sum(self.arms) == self.value

    @property
    def counted(self) -> str:
        """The number with what it counts, as people read it: "118 participants", "1 participant"."""
        return counted(str(self.value), self.unit)

    def __str__(self) -> str:
        return str(self.value) if self.unit == "participants" else f"{self.value} {self.unit}"


class FollowUp(NamedTuple):
    """A follow-up length as stated (`value` in `unit`) and in days; `low`/`high` are two lengths beside it, in `unit`.

    `spread` says what those two are, one of `SPREADS`, or None where the text does not. Minutes are kept as hours, to
    four decimals, and written as minutes.
    """

    value: float
    unit: str  # hours | days | weeks | months | years
    statistic: str = "fixed"
    low: float | None = None
    high: float | None = None
    derived: bool = False
    spread: Spread | None = None

    @property
    def unrounded(self) -> float:
        """Length in days to compare by; a month is 30.4375 days, a year 365.25."""
        return self.value * DAYS_PER[self.unit]

    @property
    def days(self) -> float:
        """Length in days, one decimal."""
        return round(self.unrounded, 1)

    @property
    def months(self) -> float:
        """Length in months, one decimal."""
        return round(self.unrounded / DAYS_PER_MONTH, 1)

    @property
    def ends(self) -> str:
        """What it lies between in the unit that it is written in, "range 12-60", "IQR 25-56"; "" where none is stated.

        A range that is the value itself is not called one again.
        """
        if self.low is None or self.high is None:
            return ""
        what = "" if self.statistic == "range" else self.spread or ""
        return f"{what} {plain(self._written(self.low))}-{plain(self._written(self.high))}".strip()

    @property
    def exact_days(self) -> float:
        """Length in days, one decimal; five where that would be 0."""
        return _no_zero(self.unrounded)

    @property
    def exact_months(self) -> float:
        """Length in months, one decimal; five where that would be 0."""
        return _no_zero(self.unrounded / DAYS_PER_MONTH)

    @property
    def mark(self) -> str:
        """What the number is where it is not simply the whole period, in a word or two beside it: "max", "median"."""
        return _MARKS.get(self.statistic, "")

    @property
    def in_months(self) -> str:
        """The length in months as people read it: "36 months", "1 month"; as stated where those are next to nothing."""
        return str(self) if self.exact_months < LEAST else counted(rounded(self.exact_months), "months")

    @property
    def stated(self) -> str:
        """As the text has it, with what it lies between: "34 months (IQR 25-56)", "range 31-54 months".

        Of a range the upper end is the value; "54 months (31-54)" would read as one length and its limits.
        """
        if self.statistic == "range" and self.ends:
            return f"range {self.ends} {'minutes' if self._is_in_minutes else self.unit}"
        return f"{self} ({self.ends})" if self.ends else str(self)

    @property
    def _is_in_minutes(self) -> bool:
        """Whether hours are written as minutes: less than one of them, or no whole or half ones."""
        return self.unit == "hours" and (self.value < 1 or 2 * self.value % 1 != 0)

    def _written(self, number: float) -> float:
        return round(number * MINUTES, 1) if self._is_in_minutes else number

    def __str__(self) -> str:
        return counted(plain(self._written(self.value)), "minutes" if self._is_in_minutes else self.unit)


_ONE: Final = {  # of those whose singular is not just a letter less
    "studies": "study",
    "mice": "mouse",
    "people": "person",
    "children": "child",
    "women": "woman",
    "men": "man",
}


def counted(number: int | str, unit: str) -> str:
    """A number and what it counts, of which one is one: "1 month", "1 study", "1,204 rows"; a text stays as it is."""
    written = number if isinstance(number, str) else f"{number:,}"
    return f"{written} {_ONE.get(unit, unit.removesuffix('s')) if written == '1' else unit}"


# "min" would be minutes; of a range the upper end is the number.
_MARKS: Final = {
    "last-visit": "last visit", "median": "median", "mean": "mean", "minimum": "at least", "maximum": "max",
    "range": "max", "treatment": "treatment",
}  # fmt: skip

Value = Design | SampleSize | FollowUp


def plain(number: float) -> str:
    """A number as people write it: 36, not 36.0."""
    if float(number).is_integer():
        return str(int(number))
    text = str(number)
    return f"{number:.5f}".rstrip("0") if "e-" in text else text  # no "2e-05"


def rounded(length: float) -> str:
    """Months or days for a person's eye, in one decimal; what is too short for that is "<0.1", and never 0."""
    return "<0.1" if 0 < length < LEAST else plain(round(length, 1))


def months_marked(length: FollowUp) -> str:
    """Months for a person's eye, and what they are where they are not the whole period: "54 max", "34 median".

    What is no tenth of a month is told as it is stated: "24 hours".
    """
    shown = str(length) if length.exact_months < LEAST else rounded(length.exact_months)
    return f"{shown} {length.mark}".strip()


def mark_in(marked: str) -> str:
    """The mark of what `months_marked` wrote, "" where it has none: of "24 hours median" it is "median"."""
    return next((mark for mark in _MARKS.values() if marked.endswith(f" {mark}")), "")


def _no_zero(length: float) -> float:
    return round(length, 5 if length < LEAST else 1)


def value_to_json(value: Value) -> dict[str, Any]:
    """The JSON form, keys as in the line that `evidence tag -` prints; `value_from_json` is its inverse."""
    match value:
        case Design(code, attributes):
            return {"value": code, "attributes": dict(attributes)}
        case SampleSize():
            return {
                "value": value.value, "unit": value.unit, "role": value.role, "arms": list(value.arms),
                "studies": value.studies, "derived": value.derived,
            }  # fmt: skip
        case FollowUp():
            return {
                "value": int(value.value) if float(value.value).is_integer() else value.value, "unit": value.unit,
                "days": value.days, "months": value.months, "statistic": value.statistic,
                "low": value.low, "high": value.high, "spread": value.spread, "derived": value.derived,
            }  # fmt: skip


def value_from_json(field: Field, data: dict[str, Any]) -> Value:
    """The value that `value_to_json` wrote; derived keys (days, months) are ignored."""
    match field:
        case Field.DESIGN:
            return Design(data["value"], tuple(sorted(data.get("attributes", {}).items())))
        case Field.SAMPLE_SIZE:
            return SampleSize(
                data["value"], data["unit"], data["role"], tuple(data["arms"]), data["studies"], data["derived"]
            )
        case Field.FOLLOW_UP:
            return FollowUp(
                data["value"], data["unit"], data["statistic"], data["low"], data["high"], data["derived"],
                data.get("spread"),
            )  # fmt: skip


NOTHING: Final = frozenset(["none", "nr", "not reported", "not stated", "no abstract"])
"""What people, tables (NR) and the reasons of the taggers write where a record states nothing of a kind."""
NO_USE: Final = frozenset(["na", "n/a", "not applicable"])
"""What they write where a value can't exist, such as the follow-up of a review."""


def says_none(text: str) -> bool:
    """Whether a typed text says that there is no value: nothing is stated, or none can exist."""
    return text.strip().lower() in NOTHING | NO_USE

"""The three values that a tag can have, with their written and their JSON form. Touches nothing.

Definitions: the closed lists and what each word means: README, "What the tags mean".
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final, NamedTuple

DAYS_PER_MONTH: Final = 30.4375
DAYS_PER_YEAR: Final = 365.25
DAYS_PER: Final = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": DAYS_PER_MONTH, "years": DAYS_PER_YEAR}

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
STATISTICS: Final = ("fixed", "last-visit", "median", "mean", "minimum", "maximum", "range", "treatment")


class Field(StrEnum):
    """The three tags, by the names that commands and JSON use."""

    DESIGN = "design"
    SAMPLE_SIZE = "sample_size"
    FOLLOW_UP = "follow_up"


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

    def __str__(self) -> str:
        return str(self.value) if self.unit == "participants" else f"{self.value} {self.unit}"


class FollowUp(NamedTuple):
    """A follow-up length as stated (`value` in `unit`) and in days; `low`/`high` are a range beside it, in `unit`."""

    value: float
    unit: str  # hours | days | weeks | months | years
    statistic: str = "fixed"
    low: float | None = None
    high: float | None = None
    derived: bool = False

    @property
    def days(self) -> float:
        """Length in days, one decimal; a month is 30.4375 days, a year 365.25."""
        return round(self.value * DAYS_PER[self.unit], 1)

    @property
    def months(self) -> float:
        """Length in months, one decimal."""
        return round(self.value * DAYS_PER[self.unit] / DAYS_PER_MONTH, 1)

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit.removesuffix('s') if self.value == 1 else self.unit}"


Value = Design | SampleSize | FollowUp


def plain(number: float) -> str:
    """A number as people write it: 36, not 36.0."""
    return str(int(number)) if float(number).is_integer() else str(number)


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
                "low": value.low, "high": value.high, "derived": value.derived,
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
            return FollowUp(data["value"], data["unit"], data["statistic"], data["low"], data["high"], data["derived"])


NOTHING: Final = frozenset(["none", "nr", "not reported", "not stated", "no abstract"])
"""What people, tables (NR) and the reasons of the taggers write where a record states nothing of a kind."""
NO_USE: Final = frozenset(["na", "n/a", "not applicable"])
"""What they write where a value can't exist, such as the follow-up of a review."""


def says_none(text: str) -> bool:
    """Whether a typed text says that there is no value: nothing is stated, or none can exist."""
    return text.strip().lower() in NOTHING | NO_USE

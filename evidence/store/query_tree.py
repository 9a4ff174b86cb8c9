"""What a search query is once it is read: a small tree of frozen values that prints itself back. Touches nothing.

Invariants, kept by `all_of`, `any_of` and `negated` (the parser uses nothing else): `And` and `Or` have two parts or
more and none of their own kind among them, `Not` holds no `Not`, `Everything` stands alone. So two queries that read
alike are equal, and `parse(str(query)) == query`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evidence.values import DAYS_PER, MINUTES

UNIT_SUFFIX = {"minutes": "min", "hours": "h", "days": "d", "weeks": "w", "months": "mo", "years": "y"}
OPERATORS = frozenset({"AND", "OR", "NOT"})
DASHES = "-−–"  # noqa: RUF001 - a minus and an en dash are what a word processor makes of "-mice"
FIELD = re.compile(r"([A-Za-z][A-Za-z_-]*):")

_NEEDS_QUOTES = re.compile(rf'[\s"()\[\]*]|^[{DASHES}<>=]')
_CURLY = str.maketrans(dict.fromkeys("“”„", '"'))
_BAD_CHARACTER = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def cleaned(text: str) -> str:
    """One line of text: control characters and lone surrogates are spaces, runs of space one, quotes straight."""
    return " ".join(_BAD_CHARACTER.sub(" ", text).translate(_CURLY).split())


@dataclass(frozen=True, slots=True)
class Everything:
    """The empty query: every record."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase; in any text, or in the text of one field. A `prefix` matches its last word's beginning."""

    text: str
    prefix: bool = False
    field: str = ""

    def __str__(self) -> str:
        star = "*" if self.prefix else ""
        bare = not (_NEEDS_QUOTES.search(self.text) or FIELD.match(self.text) or self.text in OPERATORS)
        bare = bare and not (self.field and "," in self.text)  # else it would be read as a choice
        shown = self.text if bare else '"' + self.text.replace('"', '""') + '"'
        return (f"{self.field}:" if self.field else "") + shown + star


@dataclass(frozen=True, slots=True)
class Code:
    """A field that has one of a list of values, or an identifier: `design:rct`, `has:nct`, `doi:10.1000/1`."""

    field: str
    value: str

    def __str__(self) -> str:
        bare = re.fullmatch(r'[^\s"(),]+', self.value)
        return f"{self.field}:" + (self.value if bare else '"' + self.value.replace('"', '""') + '"')


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range as typed; `unit` is "" or one of minutes, hours, days, weeks, months, years."""

    number: float
    unit: str = ""
    inclusive: bool = True

    @property
    def value(self) -> float:
        """The number to compare with: days where there is a unit, one decimal as `FollowUp.days`, exact if short."""
        if self.minutes is not None:
            return self.minutes / MINUTES * DAYS_PER["hours"]
        return round(self.number * DAYS_PER[self.unit], 1) if self.unit else self.number

    @property
    def minutes(self) -> float | None:
        """The length in minutes where it is given in minutes or hours, of which a tenth of a day is too much."""
        return {"minutes": self.number, "hours": self.number * MINUTES}.get(self.unit)

    def __str__(self) -> str:
        number = f"{self.number:.6f}".rstrip("0").rstrip(".")
        return number + (UNIT_SUFFIX[self.unit] if self.unit else "")


@dataclass(frozen=True, slots=True)
class Within:
    """A number or a length between two bounds, either of which may be absent (not both)."""

    field: str
    low: Bound | None
    high: Bound | None

    def __str__(self) -> str:
        return f"{self.field}:{self._range()}"

    def _range(self) -> str:
        low, high = self.low, self.high
        if low is not None and high is not None:
            return str(low) if low == high else f"{low}..{high}"
        if low is not None:
            return f"{'>=' if low.inclusive else '>'}{low}"
        return f"{'<=' if high is not None and high.inclusive else '<'}{high}"


@dataclass(frozen=True, slots=True)
class Not:
    """Every record that `part` does not find."""

    part: Query

    def __str__(self) -> str:
        return "-" + (f"({self.part})" if isinstance(self.part, And | Or) else str(self.part))


@dataclass(frozen=True, slots=True)
class And:
    """Every record that all parts find."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Every record that any part finds."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, And) else str(part) for part in self.parts)


Query = Everything | Term | Code | Within | Not | And | Or


def all_of(parts: Iterable[Query]) -> Query:
    """The parts joined by AND; one part is itself, none is everything."""
    flat = tuple(part for whole in parts for part in (whole.parts if isinstance(whole, And) else (whole,)))
    return And(flat) if len(flat) > 1 else flat[0] if flat else Everything()


def any_of(parts: Iterable[Query]) -> Query:
    """The parts joined by OR; one part is itself, none is everything."""
    flat = tuple(part for whole in parts for part in (whole.parts if isinstance(whole, Or) else (whole,)))
    return Or(flat) if len(flat) > 1 else flat[0] if flat else Everything()


def negated(part: Query) -> Query:
    """The opposite; twice is none."""
    return part.part if isinstance(part, Not) else Not(part)


def positive_terms(query: Query) -> Iterator[Term]:
    """The words and phrases that a hit may show: all that are not under a NOT, in the order typed."""
    match query:
        case Term():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from positive_terms(part)
        case _:
            return


def leaves(query: Query) -> Iterator[Query]:
    """The parts of a query that are not made of others and not under a NOT, in the order typed."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not():
            return
        case _:
            yield query

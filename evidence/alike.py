"""When two values are the same answer, and two units the same. Reads the vocabulary where units differ."""

from __future__ import annotations

from typing import Final

from evidence.values import Design, FollowUp, SampleSize, Value

TOLERANCE: Final = 0.03
"""A follow-up is right within 3 % of a labelled one, and half a day: 12 months and 1 year are the same."""


def same_unit(one: str, other: str) -> bool:
    """Whether two units count the same: people are people by whatever name, "eye" is "eyes", eyes are no people.

    What is typed today is one of a few units; what older versions stored is whatever was typed.
    """
    if one == other:
        return True
    from evidence.counted_units import unit_meant  # with the vocabulary, which equal units do without

    return unit_meant(one) == unit_meant(other)


def as_read(said: Value, machine: Value | None) -> bool:
    """Whether a person's value is the one that the machine reads: the code; the number and what it counts; the length.

    Closer than `same`, so that 30 minutes are not taken for no time at all; and no closer, so that a rule that reads
    one attribute more makes no correction of a yes.
    """
    match said, machine:
        case Design(), Design():
            return said.code == machine.code
        case SampleSize(), SampleSize():
            return said.value == machine.value and same_unit(said.unit, machine.unit)
        case FollowUp(), FollowUp():
            ends = (said.exact_days, said.low, said.high) == (machine.exact_days, machine.low, machine.high)
            return ends and not _of_other_spread(said, machine)
        case _:
            return False


def agree(one: Value, other: Value) -> bool:
    """Whether two persons' values say the same of the paper: nothing that both state differs.

    What only one states is no difference: "cohort" and "prospective cohort" agree, and so do 12 months and a median of
    12 months (`fixed` and `total` are what a length and a number are that say no more). Lengths and ranges of one unit
    are compared as they are, those of two units as `same` does it: 12 months and 1 year are the same.
    """
    match one, other:
        case Design(), Design():
            told, said = dict(one.attributes), dict(other.attributes)
            return one.code == other.code and all(told[name] == said[name] for name in told.keys() & said.keys())
        case SampleSize(), SampleSize():
            return (
                one.value == other.value
                and same_unit(one.unit, other.unit)
                and ("total" in {one.role, other.role} or one.role == other.role)
                and (not one.arms or not other.arms or sorted(one.arms) == sorted(other.arms))
                and (None in {one.studies, other.studies} or one.studies == other.studies)
            )
        case FollowUp(), FollowUp():
            if _of_other_spread(one, other):
                return False
            return ("fixed" in {one.statistic, other.statistic} or one.statistic == other.statistic) and all(
                _as_long(end, one.unit, of, other.unit)
                for end, of in zip((one.value, one.low, one.high), (other.value, other.low, other.high), strict=True)
                if end is not None and of is not None
            )
        case _:
            return False


def says_no_more(said: Value, machine: Value) -> bool:
    """Whether all that a person's value says is what the machine reads: who types it agrees, and corrects nothing.

    The machine's may tell more (a masking, the arms, that 12 months are a median). 1 year is 12 months, to the day;
    52 weeks are not.
    """
    match said, machine:
        case Design(), Design():
            return said.code == machine.code and set(said.attributes) <= set(machine.attributes)
        case SampleSize(), SampleSize():
            return agree(said, machine) and _none_more(
                (said.role, "total", machine.role), (said.arms, (), machine.arms), (said.studies, None, machine.studies)
            )
        case FollowUp(), FollowUp():
            return said.exact_days == machine.exact_days and _none_more(
                (said.statistic, "fixed", machine.statistic),
                (_in_days(said.low, said), None, _in_days(machine.low, machine)),
                (_in_days(said.high, said), None, _in_days(machine.high, machine)),
                (said.spread, None, machine.spread),
            )
        case _:
            return False


def _none_more(*told: tuple[object, object, object]) -> bool:
    """Whether each first, unless it is the second, which says nothing, is the third; arms in any order."""
    return all(_sorted(said) == _sorted(machine) for said, silent, machine in told if said != silent)


def _sorted(told: object) -> object:
    return sorted(told) if isinstance(told, tuple) else told


def _in_days(end: float | None, of: FollowUp) -> float | None:
    return None if end is None else FollowUp(end, of.unit).exact_days


def _of_other_spread(one: FollowUp, other: FollowUp) -> bool:
    """Whether one's quartiles stand beside the other's range; what nobody named may be either."""
    return None not in {one.spread, other.spread} and one.spread != other.spread


def _as_long(one: float, unit: str, other: float, of: str) -> bool:
    return one == other if unit == of else same(FollowUp(one, unit), FollowUp(other, of))


def same(said: Value, label: Value) -> bool:
    """Whether two values are the same answer: the code, the number, the length within 3 %."""
    match said, label:
        case Design(), Design():
            return said.code == label.code
        case SampleSize(), SampleSize():
            return said.value == label.value
        case FollowUp(), FollowUp():
            return abs(said.days - label.days) <= TOLERANCE * label.days + 0.5
        case _:
            return False


def written_so(said: Value, label: Value) -> bool:
    """Whether a length is what tables write in months, to a tenth, where a label is one of months."""
    match said, label:
        case FollowUp(), FollowUp(unit="months"):
            return said.exact_months == label.value
        case _:
            return False

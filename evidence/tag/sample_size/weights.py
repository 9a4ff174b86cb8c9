"""The learned weights of the features of a sample size, a table for each kind of feature. Touches nothing.

A feature is a table and a key of it: what is known of a candidate is said by adding up what the tables have for it, so
that no list of names is built. Whoever learns the weights, or tells them, hands in tables that note what they are
asked for (noted.py). Weights are whole hundredths: their sum is the same in any order. In the file of the weights a
feature is `table|key`, `table|key|key` …, a feature of `flags` its name alone. Nothing of an abstract's wording is in a
key but the closed lists of the taggers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Final

Key = str | tuple[str, ...]
Table = Mapping[Key, int]
Feature = tuple[str, ...]

DIGITS: Final = tuple(str(n) for n in range(10))
"""Small counts as keys have them: to look one up takes less than to write it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The tables; one name a kind of feature."""

    # A number that is told: how it is written, its noun, where it stands, what touches it, the cues round it.
    form: Table
    unit: Table
    place: Table
    left: Table
    right: Table
    size: Table
    gap: Table
    percent: Table
    with_: Table
    first: Table
    last: Table
    prev: Table
    shares: Table
    # What the other numbers say of it.
    role: Table
    bigger: Table
    share_of: Table
    sign: Table
    adds_up: Table
    whole_of: Table
    flow: Table
    flow_part: Table
    part_as: Table
    parallel: Table
    listed: Table
    sibling_joint: Table
    sibling_ratio: Table
    sibling_apart: Table
    elliptic: Table
    at_once: Table
    # A size that is worked out: how, from which parts, and what the told ones say of it.
    how: Table
    sum_design: Table
    parts: Table
    derived_size: Table
    derived_with: Table
    derived_under: Table
    part_unit: Table
    sum_arms: Table
    sum_ratio: Table
    sum_head_role: Table
    sum_bigger: Table
    sum_roles: Table
    sum_first_person: Table
    sum_heads_row: Table
    sum_of_people: Table
    parallel_sum: Table
    parallel_ratio: Table
    listed_sum: Table
    listed_ratio: Table
    longer_list: Table
    pair_of: Table
    each_of_studies: Table
    between: Table
    sum_behind: Table
    # One patient who is not counted.
    case_people: Table
    case_rivals: Table
    case_largest: Table
    case_sign: Table
    case_title: Table
    case_design: Table
    # That no size is stated.
    nothing: Table
    nothing_people: Table
    nothing_told: Table
    nothing_best: Table
    nothing_shares: Table
    nothing_with: Table
    nothing_title: Table
    nothing_text: Table
    nothing_design: Table
    # What is so or not so.
    flags: Table


NAMES = tuple(field.name for field in fields(Weights))


def made(table: Callable[[str], Table]) -> Weights:
    """The weights with the table that is given for each name."""
    return Weights(**{name: table(name) for name in NAMES})


def spoken(name: str) -> str:
    """A table's name as the file of the weights has it: sum_roles is "sum roles"."""
    return name.strip("_").replace("_", " ")


def weights_of(features: Mapping[Feature, float]) -> Weights:
    """The tables of some features, whose weights are given in units and held in hundredths.

    Raises:
        KeyError: a feature of no table; the weights are of another version.
    """
    tables: dict[str, dict[Key, int]] = {spoken(name): {} for name in NAMES}
    for (name, *rest), weight in features.items():
        key: Key = tuple(rest) if len(rest) > 1 else rest[0] if rest else name
        tables[name if rest else "flags"][key] = round(100 * weight)
    return made(lambda name: tables[spoken(name)])

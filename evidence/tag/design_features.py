"""The features of a record for the learned layer: its signs by zone, and how much there is of some. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from evidence.records import Quote
from evidence.tag.design_ranker import PLACE, model, one_of
from evidence.tag.design_signs import ALL, ELSEWHERE, TITLE, Signs

_COUNTED_SIGNS: Final = (
    "conduct", "own_work", "humans", "animals", "w.will", "registry_label", "review_self", "discussed", "animal_strain",
    "in_vitro", "bench", "counted_people", "whole_animals", "animal_cells", "case_report", "other_field",
)  # fmt: skip


def weightiest(signs: Signs, code: str, weights: Mapping[str, int]) -> Quote | None:
    """The words that add most to a code in the learned layer; the title where none adds anything."""
    best, heaviest, place = None, 0.0, PLACE[code]
    for zone, shown in signs.in_zone.items():
        for sign, cue in shown.items():
            row = weights.get(_feature(sign, zone)[0])
            if row and (weight := one_of(row, place)) > heaviest:
                best, heaviest = cue, weight
    if best is not None:
        return signs.quote(best)
    return signs.sentences[0].whole if signs.sentences else None


def features(signs: Signs) -> list[str]:
    """`sign@zone` of each sign that the record has; of single words `w.word`, and `w.word@t` in the title."""
    found: dict[str, None] = {}
    for zone, shown in signs.in_zone.items():
        for sign in shown:
            found |= dict.fromkeys(_feature(sign, zone))
    return [*found, *_amounts(signs)]


def total(signs: Signs, weights: Weighed) -> int:
    """The packed sum of the weights of all `features`, without spelling them out."""
    packed = weights.sentences[min(len(signs.sentences), 12) // 3]
    for zone, shown in signs.in_zone.items():
        table = weights.zones[zone]
        packed += sum([table[sign] for sign in shown if sign in table])
    packed += sum([weights.words[sign] for sign in signs.shown if sign in weights.words])
    for sign, amounts in weights.amounts:
        packed += amounts[min(signs.count(sign), 6)]
    return packed


def _amounts(signs: Signs) -> list[str]:
    """How much there is of a few things: sentences, deeds, animals, people, the future."""
    out = [f"n.sentences.{min(len(signs.sentences), 12) // 3}"]
    return out + [_amount(sign, signs.count(sign)) for sign in _COUNTED_SIGNS]


def _amount(sign: str, count: int) -> str:
    return f"n.{sign}.{count if count < 3 else 3 if count < 6 else 6}"


def _feature(sign: str, zone: str) -> tuple[str, ...]:
    """The features of a sign in a zone."""
    if not sign.startswith("w."):
        return (f"{sign}@{zone}",)
    return (sign, f"{sign}@t") if zone == TITLE else (sign,)


class Weighed(NamedTuple):
    """The weights of all features by where they are looked up: what `Signs.total` reads."""

    zones: dict[str, dict[str, int]]
    words: dict[str, int]
    sentences: list[int]
    amounts: list[tuple[str, list[int]]]


@lru_cache(maxsize=1)
def weighed() -> Weighed:
    """The weights that the program ships, in the order in which a record's signs are kept."""
    weights = model().weights
    zones: dict[str, dict[str, int]] = {zone: {} for zone in ALL + ELSEWHERE}
    words = {}
    for feature, packed in weights.items():
        sign, _, zone = feature.partition("@")
        if zone in zones:
            zones[zone][sign] = packed
        elif sign.startswith("w."):
            words[sign] = packed
    amounts = [(sign, [weights.get(_amount(sign, count), 0) for count in range(7)]) for sign in _COUNTED_SIGNS]
    counted = [(sign, table) for sign, table in amounts if any(table)]
    return Weighed(zones, words, [weights.get(f"n.sentences.{n}", 0) for n in range(5)], counted)

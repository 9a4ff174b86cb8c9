"""The features of a record for the learned layer: its signs by zone, and how much there is of some. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from evidence.records import Quote
from evidence.tag.design.cues import words_of
from evidence.tag.design.ranker import PLACE, model, one_of
from evidence.tag.design.signs import ALL, ELSEWHERE, TITLE, Signs

WORD: Final = "w."  # begins the name of a single word, which is no cue: asked is only whether the title has it too
IN_TITLE: Final = f"@{TITLE}"
_COUNTED_SIGNS: Final = (
    "conduct", "own_work", "humans", "animals", "future", "registry_label", "review_self", "discussed", "animal_strain",
    "in_vitro", "bench", "counted_people", "whole_animals", "animal_cells", "case_report", "other_field",
)  # fmt: skip


MOST: Final = 6  # from so many on, one more is no news


def weightiest(signs: Signs, code: str, weights: Mapping[str, int]) -> Quote | None:
    """The sentence whose signs add most to a code in the learned layer; the title where none adds anything.

    Whole, since no word of it says the design by itself: quoted alone, "respectively" would be no evidence.
    """
    added = dict.fromkeys(range(len(signs.sentences)), 0.0)
    place = PLACE[code]
    for zone, shown in signs.in_zone.items():
        for sign, cue in shown.items():
            row = weights.get(f"{sign}@{zone}")
            if row and (weight := one_of(row, place)) > 0:
                added[cue.sentence] += weight
    return signs.sentences[max(added, key=added.__getitem__)].whole if added else None


def features(signs: Signs) -> list[str]:
    """`sign@zone` of each sign that the record has, `w.word` of each word, and how much there is of some signs.

    What the title has is told apart: `w.word@t`.
    """
    found = [f"{sign}@{zone}" for zone, shown in signs.in_zone.items() for sign in shown]
    found += [WORD + word.decode() for word in sorted(signs.vocabulary)]
    return [*found, *(WORD + word.decode() + IN_TITLE for word in sorted(_title_words(signs))), *_amounts(signs)]


def _title_words(signs: Signs) -> frozenset[bytes]:
    title = signs.document.title
    return frozenset(words_of(title.folded)) if title else frozenset()


def total(signs: Signs, weights: Weighed) -> int:
    """The packed sum of the weights of all `features`, without spelling them out."""
    packed = weights.sentences[min(len(signs.sentences), 12) // 3]
    for zone, shown in signs.in_zone.items():
        if shown:
            table = weights.zones[zone]
            packed += sum(filter(None, map(table.get, shown)))
    by_count = weights.by_count
    packed += sum(filter(None, map(weights.words.get, signs.vocabulary)))
    packed += sum(filter(None, map(weights.title_words.get, _title_words(signs))))
    return packed + sum(
        [by_count[sign][count if count < MOST else MOST] for sign, count in signs.counts.items() if sign in by_count]
    )


def _amounts(signs: Signs) -> list[str]:
    """How much there is of a few things: sentences, deeds, animals, people, the future."""
    out = [f"n.sentences.{min(len(signs.sentences), 12) // 3}"]
    return out + [_amount(sign, signs.count(sign)) for sign in _COUNTED_SIGNS]


def _amount(sign: str, count: int) -> str:
    return f"n.{sign}.{count if count < 3 else 3 if count < MOST else MOST}"


class Weighed(NamedTuple):
    """The weights of all features by where they are looked up: what `total` reads."""

    zones: dict[str, dict[str, int]]
    sentences: list[int]  # with what the absence of every counted sign adds
    words: dict[bytes, int]  # as `signs.vocabulary` has them
    title_words: dict[bytes, int]
    by_count: dict[str, list[int]]  # sign -> what so many of it add, beyond none


@lru_cache(maxsize=1)
def weighed() -> Weighed:
    """The weights that the program ships, in the order in which a record's signs are kept."""
    weights = model().weights
    zones: dict[str, dict[str, int]] = {zone: {} for zone in ALL + ELSEWHERE}
    words: dict[bytes, int] = {}
    title_words: dict[bytes, int] = {}
    for feature, packed in weights.items():
        name, _, zone = feature.partition("@")
        if name.startswith(WORD):
            (title_words if zone else words)[name.removeprefix(WORD).encode()] = packed
        elif zone in zones:
            zones[zone][name] = packed
    none, by_count = 0, {}
    for sign in _COUNTED_SIGNS:
        amounts = [weights.get(_amount(sign, count), 0) for count in range(MOST + 1)]
        none += amounts[0]
        by_count[sign] = [amount - amounts[0] for amount in amounts]
    return Weighed(zones, [weights.get(f"n.sentences.{n}", 0) + none for n in range(5)], words, title_words, by_count)

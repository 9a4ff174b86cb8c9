"""Which of the times that a record tells is its follow-up, or none of them, where no word says so: learned. Pure.

Where a record says what its follow-up is, rules are enough. Where it only tells times ("at 6 weeks the leak had closed,
at 3 months pain was less"), whether any of them ends the observation is told by many small things: the kind of study,
the words beside each time, how it stands to the others. A conditional logit over the times and "none" weighs them. It
overrules the order of the rules only by a margin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import exp
from typing import Final

from evidence.tag.design.ranker import GUESSED
from evidence.tag.follow_up.features import about, group_of
from evidence.tag.follow_up.rank import Weighed
from evidence.values import Design

# Of the chances, by which another time, or none, must be likelier than the one that rules put first.
MARGIN: Final = 0.3
_TIME: Final = "follow_up.time_point"
_WORDS: Final = re.compile(r"[a-z]+|[,;:(.]")
_WORDS_BEHIND: Final = re.compile(r"[a-z]+|[,;:).]")
_LEFT, _RIGHT = 90, 60  # characters in which the words on either side are read


def is_open(weighed: list[Weighed]) -> bool:
    """Whether the rules found no more than times at which people were seen."""
    return bool(weighed) and weighed[0].rule == _TIME


def chosen(
    weighed: list[Weighed], design: Design | None, design_is: float, weights: Mapping[str, float]
) -> list[Weighed] | None:
    """The candidates with the likeliest in front; None where it is likelier that none of them is a follow-up.

    Args:
        weighed: what rules found, best first.
        design: the record's design, None where none was read.
        design_is: how sure that is, 0 to 1.
        weights: feature -> weight; without any the order stays.
    """
    if not weights:
        return weighed
    places, described = options(weighed, design, design_is)
    scores = [sum([weights[feature] for feature in one if feature in weights]) for one in described]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    best = shares.index(max(shares))
    if best == 0 or shares[best] - shares[0] < MARGIN * sum(shares):
        return weighed
    if best == len(places):
        return None
    place = places[best]
    return [weighed[place], *weighed[:place], *weighed[place + 1 :]]


def options(weighed: list[Weighed], design: Design | None, design_is: float) -> tuple[list[int], list[list[str]]]:
    """The places of the different times among the candidates, and the features of each and, last, of none.

    How long a treatment went on is no option: it is not preferred to a time at which people were seen.
    """
    group, code = group_of(design), design.code if design else "none"
    if design_is < GUESSED:
        group, code = f"guessed {group}", "guessed"
    first = weighed[0]
    lengths = [one.days for one in weighed]
    longest = 0.95 * max(lengths)
    places: list[int] = []
    found: list[list[str]] = []
    for place, one in enumerate(weighed):
        days = one.days
        if one.rule != _TIME or days in lengths[:place]:
            continue
        again = sum([abs(other - days) <= 0.05 * days for other in lengths]) - 1
        where = f"place {min(place, 3)}"
        features = [
            *about(one, group),
            f"{code} time_point", where, f"{where} time_point", f"told {min(again, 2)}",
            "longest" if days >= longest else "shorter",
        ]  # fmt: skip
        if place:
            features.append("beside" if one.weight[:2] == first.weight[:2] else "below")
        places.append(place)
        found.append(list(dict.fromkeys(features + _words(one))))
    found.append([f"none {group}", f"none {code}", f"none of {min(len(places), 4)}"])
    return places, found


def _words(one: Weighed) -> list[str]:
    """The words beside a length: seven before it, five behind it, the nearest and nearest two of each also by place."""
    mention = one.mention
    start, end = mention.duration.start, mention.duration.end
    before = _WORDS.findall(mention.folded, max(0, start - _LEFT), start)[-7:]
    behind = _WORDS_BEHIND.findall(mention.folded, end, end + _RIGHT)[:5]
    features = [
        f"before {' '.join(before[-1:])}", f"before {' '.join(before[-2:])}",
        f"behind {' '.join(behind[:1])}", f"behind {' '.join(behind[:2])}",
    ]  # fmt: skip
    features += [f"left {word}" for word in before if len(word) > 2]
    return features + [f"right {word}" for word in behind[:4] if len(word) > 2]

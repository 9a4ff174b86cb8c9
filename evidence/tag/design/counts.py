"""What is counted in a record, as signs of its design: one patient, 40 people, animals, a sum of arms. Pure."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from evidence.tag.sample_size.counts import Counts
from evidence.tag.sample_size.unit import PEOPLE

_UP_TO: Final = (1, 2, 9, 29, 99, 299, 999, 9999)  # people: a case, a pair, a series, a trial, a registry
_MOST: Final = 6  # counts


def count_features(counts: Counts) -> list[str]:
    """Feature names for the learned layer: how many are the most people and the first told, what else is counted."""
    candidates = counts.candidates
    people = [c.value for c in candidates if c.parts and c.parts[0].kind in PEOPLE]
    out = [f"counts.{min(len(candidates), _MOST)}", f"counts.most.{_size(max(people, default=0))}"]
    if people:
        out.append(f"counts.first.{_size(people[0])}")
    out += [f"counts.by.{c.how.split(' ', 1)[0]}" for c in candidates if c.how != "told"]
    out += [f"counts.of.{c.parts[0].kind if c.parts else 'case'}" for c in candidates]
    return list(dict.fromkeys(out))


def _size(people: int) -> str:
    """The least of the bounds that so many people do not exceed."""
    place = bisect_left(_UP_TO, people)
    return "none" if not people else str(_UP_TO[place]) if place < len(_UP_TO) else "more"

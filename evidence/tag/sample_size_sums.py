"""The features of a size that is worked out: how, of which parts, and what the told sizes say of it. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from evidence.tag.sample_size_candidates import Candidate, Mention
from evidence.tag.sample_size_rivals import Rivals, magnitude, ratio
from evidence.tag.sample_size_scan import Scan

_BETWEEN: Final = (" of ", " and ", " or ", " vs", " versus ", ";")
_DIGITS: Final = tuple(str(n) for n in range(10))

Feature = tuple[str, ...]


def parts_features(scan: Scan, candidate: Candidate, rivals: Rivals) -> list[Feature]:
    """The features of a worked-out size."""
    how, head = candidate.how, candidate.head
    way = how.partition(",")[0]
    units, _, kinds, _ = scan.cues(head.sentence)
    features: list[Feature] = [
        ("how", how),
        ("parts", _DIGITS[min(len(candidate.parts), 5)]),
        ("derived size", magnitude(candidate.value)),
    ]
    features += [("derived with", kind) for kind in kinds]
    features += [("part unit", unit) for unit in sorted({m.kind for m in candidate.parts})]
    if any(m.percent is not None for m in candidate.parts):
        features.append(("part percent",))
    if len(candidate.parts) > 1:
        _joined(scan, candidate, rivals, way, features)
    if sum([cue.kind == "studies" for cue in units]) == len(candidate.parts):
        features.append(("each of studies", way))
    _against(candidate, rivals, features)
    return features


def _joined(scan: Scan, candidate: Candidate, rivals: Rivals, way: str, features: list[Feature]) -> None:
    """Add how the parts stand to each other."""
    parts = candidate.parts
    head = parts[0]
    values = [m.value for m in parts]
    most = max(values)
    alike = ratio(min(values), most)
    bigger = sum([count > most for count in rivals.counts])
    features += (
        ("sum arms", "".join(sorted([m.arm for m in parts[:4]])), way),
        ("sum ratio", alike, candidate.how),
        ("sum head role", head.role, way),
        ("sum bigger", _DIGITS[min(bigger, 3)], way),
    )
    features += [("sum roles", first.role, second.role) for first, second in pairwise(parts)]
    if head is rivals.first:
        features.append(("sum first person", way))
    if not head.place:
        features.append(("sum heads row", way))
    if all(m.kind == "participants" and m.side == "right" for m in parts):
        features += (("sum of people", way), ("sum of people", alike))
    if head.key and all(m.key == head.key for m in parts):
        features += (("parallel sum", way), ("parallel sum", head.key), ("parallel ratio", alike))
    if all(m.summed for m in parts):
        features.append(("parts of told",))
    if parts[-1].sentence == head.sentence:
        _in_row(candidate, rivals, way, alike, features)
    between = scan.text[head.end : parts[-1].start]
    features.append(("sum far" if len(between) > 150 else "sum near" if len(between) < 60 else "sum mid",))
    features += [("between", word) for word in _BETWEEN if word in between]


def _in_row(candidate: Candidate, rivals: Rivals, way: str, alike: str, features: list[Feature]) -> None:
    """Add how the parts of one sentence follow each other, and whether they are all there are."""
    parts = candidate.parts
    pairs = rivals.pairs[parts[0].sentence]
    first, last = parts[0].place, parts[-1].place
    if len(parts) == 2 and last == first + 1 and pairs[first].elliptic:
        features.append(("elliptic sum",))
    if all(pairs[m.place - 1].listed for m in parts[1:]):
        features += (("listed sum", way), ("listed ratio", alike))
        if (first and pairs[first - 1].listed) or (last < len(pairs) and pairs[last].listed):
            features.append(("longer list", way))
    if candidate.how == "sum noun, pair":
        features.append(("pair of", _DIGITS[min(len(pairs) + 1, 5)]))


def _value(mention: Mention) -> int:
    return mention.value


def _against(candidate: Candidate, rivals: Rivals, features: list[Feature]) -> None:
    """Add what the told sizes say of a worked-out one."""
    head, value = candidate.head, candidate.value
    most = max(rivals.counts, default=0)
    if most > value:
        features.append(("derived less than told",))
        above = [m for m in rivals.people if m.value > value and m.sentence <= head.sentence]
        if above:
            nearest = min(above, key=_value)
            features.append(("derived under", nearest.role, ratio(nearest.value, value)))
    if value in rivals.known:
        features.append(("derived is told",))
    if most > head.value and any(m.value > head.value and m.sentence < head.sentence for m in rivals.people):
        features.append(("derived told before",))
    if not rivals.people:
        features.append(("derived no people",))
    if value in rivals.counts:
        features.append(("derived is told people",))

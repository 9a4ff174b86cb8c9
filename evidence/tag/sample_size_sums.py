"""The features of a size that is worked out: how, of which parts, and what the told sizes say of it. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from evidence.tag.sample_size_arms import Candidate
from evidence.tag.sample_size_candidates import Mention
from evidence.tag.sample_size_rivals import Rivals, magnitude, ratio
from evidence.tag.sample_size_scan import Scan
from evidence.tag.text import Section

_BETWEEN: Final = (" of ", " and ", " or ", " vs", " versus ", ";")
_DIGITS: Final = tuple(str(n) for n in range(10))

Feature = tuple[str, ...]


def parts_features(scan: Scan, candidate: Candidate, rivals: Rivals) -> list[Feature]:
    """The features of a worked-out size."""
    how, head = candidate.how, candidate.head
    way = how.partition(",")[0]
    sentence = scan.sentences[head.sentence]
    kinds = scan.cues(head.sentence).kinds
    section = sentence.section.value
    place = "title" if sentence.section is Section.TITLE else _DIGITS[min(int(sentence.place * 5), 4)]
    features: list[Feature] = [
        ("how", how),
        ("how", how, section),
        ("derived section", section),
        ("parts", _DIGITS[min(len(candidate.parts), 5)]),
        ("derived place", place),
        ("derived size", magnitude(candidate.value)),
    ]
    features += [("derived with", kind) for kind in kinds]
    features += [("way with", way, kind) for kind in kinds]
    features += [("part unit", unit) for unit in sorted({m.kind for m in candidate.parts})]
    if any(m.percent is not None for m in candidate.parts):
        features.append(("part percent",))
    if len(candidate.parts) > 1:
        _joined(scan, candidate, rivals, features)
    if sum(cue.kind == "studies" for cue in scan.cues(head.sentence).units) == len(candidate.parts):
        features.append(("each of studies", way))
    _against(candidate, rivals, features)
    return features


def _joined(scan: Scan, candidate: Candidate, rivals: Rivals, features: list[Feature]) -> None:
    """Add how the parts stand to each other."""
    parts = candidate.parts
    way = candidate.how.partition(",")[0]
    values = [m.value for m in parts]
    features.append(("sum arms", "".join(sorted(m.arm for m in parts[:4])), way))
    features.append(("sum ratio", ratio(min(values), max(values)), candidate.how))
    for first, second in pairwise(parts):
        features.append(("sum roles", first.role, second.role))
        features.append(("sum joint", rivals.joint(first, second)))
    if len(parts) == 2:
        if rivals.elliptic(parts[0], parts[1]):
            features.append(("elliptic sum",))
        same = "one role" if parts[0].role == parts[1].role else "two roles"
        features.append(("twins", way, ratio(min(values), max(values)), parts[0].arm + parts[1].arm, same))
    between = scan.text[parts[0].end : parts[-1].start]
    features.append(("sum far" if len(between) > 150 else "sum near" if len(between) < 60 else "sum mid",))
    features += [("between", word) for word in _BETWEEN if word in between]


def _value(mention: Mention) -> int:
    return mention.value


def _against(candidate: Candidate, rivals: Rivals, features: list[Feature]) -> None:
    """Add what the told sizes say of a worked-out one."""
    head = candidate.head
    if any(m.value > candidate.value for m in rivals.people):
        features.append(("derived less than told",))
    above = [m for m in rivals.people if m.value > candidate.value and m.sentence <= head.sentence]
    if above:
        nearest = min(above, key=_value)
        features.append(("derived under", nearest.role, ratio(nearest.value, candidate.value)))
    if candidate.value in rivals.known:
        features.append(("derived is told",))
    if any(m.value > head.value and m.sentence < head.sentence for m in rivals.people):
        features.append(("derived told before",))
    if not rivals.people:
        features.append(("derived no people",))
    if any(m.value == candidate.value for m in rivals.people):
        features.append(("derived is told people",))

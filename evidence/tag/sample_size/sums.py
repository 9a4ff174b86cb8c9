"""What is known of a size that is worked out, weighed: how, of which parts, and what the told sizes say of it. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.rivals import Rivals, magnitude, ratio, shares_noun
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.weights import DIGITS, Weights

_BETWEEN: Final = (
    " of ", " and ", " or ", " vs", " versus ", ";", " compared ", "contrast", "match", " that of ", " those of ",
)  # fmt: skip
_COMPARED: Final = (
    "control", "healthy", "normal", "without", "match", "who had not", "the same", "compared", "compari", "volunteers",
    " other",
)  # fmt: skip
_BEHIND: Final = 80  # characters in which the last group is told
_JUST: Final = 1.2
_HARDLY_MORE: Final = 1.02


def parts_score(scan: Scan, candidate: Candidate, rivals: Rivals, w: Weights, groups: str) -> int:
    """The score of a worked-out size; `groups` is what the groups of a study of its design are."""
    how, head, parts = candidate.how, candidate.head, candidate.parts
    way = how.partition(",")[0]
    units, _, kinds, _ = head.cues
    score = (
        w.how.get(how, 0)
        + w.parts.get(DIGITS[min(len(parts), 5)], 0)
        + w.derived_size.get(magnitude(candidate.value), 0)
    )
    for kind in kinds:
        score += w.derived_with.get(kind, 0)
    for unit in {m.kind for m in parts}:
        score += w.part_unit.get(unit, 0)
    if any(m.percent is not None for m in parts):
        score += w.flags.get("part percent", 0)
    if len(parts) > 1:
        score += _joined(scan, candidate, rivals, way, w)
    if sum([cue.kind == "studies" for cue in units]) == len(parts):
        score += w.each_of_studies.get(way, 0)
    return score + _against(candidate, rivals, w) + w.sum_design.get((groups, way), 0)


def _joined(scan: Scan, candidate: Candidate, rivals: Rivals, way: str, w: Weights) -> int:
    """How the parts stand to each other."""
    parts = candidate.parts
    head = parts[0]
    values = [m.value for m in parts]
    most = max(values)
    alike = ratio(min(values), most)
    score = (
        w.sum_arms.get(("".join(sorted([m.arm for m in parts[:4]])), way), 0)
        + w.sum_ratio.get((alike, candidate.how), 0)
        + w.sum_head_role.get((head.role, way), 0)
        + w.sum_bigger.get((DIGITS[min(rivals.bigger(most), 3)], way), 0)
    )
    for first, second in pairwise(parts):
        score += w.sum_roles.get((first.role, second.role), 0)
    if head is rivals.first:
        score += w.sum_first_person.get(way, 0)
    if not head.place:
        score += w.sum_heads_row.get(way, 0)
    if all(m.kind == "participants" and m.side == "right" for m in parts):
        score += w.sum_of_people.get(way, 0) + w.sum_of_people.get(alike, 0)
    key = head.key
    if key and all(m.key == key for m in parts):
        score += w.parallel_sum.get(way, 0) + w.parallel_sum.get(key, 0) + w.parallel_ratio.get(alike, 0)
        if not rivals.bigger(most):
            score += w.parallel_sum.get(("alone", head.role), 0)  # no larger group is told
    if all(m.summed for m in parts):
        score += w.flags.get("parts of told", 0)
    if parts[-1].sentence == head.sentence:
        score += _in_row(candidate, rivals, way, alike, w)
    return score + _words(scan, head, parts[-1], way, w)


def _words(scan: Scan, first: Mention, last: Mention, way: str, w: Weights) -> int:
    """What stands between the first part and the last, and who the last are said to be."""
    between = scan.text[first.end : last.start]
    score = w.flags.get("sum far" if len(between) > 150 else "sum near" if len(between) < 60 else "sum mid", 0)
    for word in _BETWEEN:
        if word in between:
            score += w.between.get(word, 0)
    behind = scan.text[last.end : min(scan.span(last.sentence)[1], last.end + _BEHIND)]
    for word in _COMPARED:
        if word in behind:
            score += w.sum_behind.get((word, way), 0)
    return score


def _in_row(candidate: Candidate, rivals: Rivals, way: str, alike: str, w: Weights) -> int:
    """How the parts of one sentence follow each other, and whether they are all there are."""
    parts = candidate.parts
    pairs = rivals.pairs[parts[0].sentence]
    first, last = parts[0].place, parts[-1].place
    score = 0
    if len(parts) == 2 and last == first + 1 and pairs[first].elliptic:
        score += w.flags.get("elliptic sum", 0)
    if len(parts) == 2 and last == first + 1 and pairs[first].at_once:
        score += w.flags.get("sum at once", 0)
    if len(parts) == 2 and last == first + 1 and shares_noun(*parts, pairs[first]):
        score += w.flags.get("sum of shared noun", 0)
    if all(pairs[m.place - 1].listed for m in parts[1:]):
        score += w.listed_sum.get(way, 0) + w.listed_ratio.get(alike, 0)
        if (first and pairs[first - 1].listed) or (last < len(pairs) and pairs[last].listed):
            score += w.longer_list.get(way, 0)
    if candidate.how == "sum noun, pair":
        score += w.pair_of.get(DIGITS[min(len(pairs) + 1, 5)], 0)
    return score


def _value(mention: Mention) -> int:
    return mention.value


def _against(candidate: Candidate, rivals: Rivals, w: Weights) -> int:
    """What the told sizes say of a worked-out one."""
    head, value, flag = candidate.head, candidate.value, w.flags.get
    most = rivals.counts[-1] if rivals.counts else 0
    score = 0
    if most > value:
        score += flag("derived less than told", 0)
        above = [m for m in rivals.people if m.value > value and m.sentence <= head.sentence]
        if above:
            nearest = min(above, key=_value)
            if nearest.value <= _JUST * value and nearest.start < head.start and nearest.side == "right":
                score += flag("derived just under told", 0)  # those of whom the arms lack a few
            score += w.derived_under.get((nearest.role, ratio(nearest.value, value)), 0)
    if value in rivals.known:
        score += flag("derived is told", 0)
    elif any(m.value < value <= _HARDLY_MORE * m.value + 1 for m in rivals.people if m.sentence <= head.sentence):
        score += flag("derived just over told", 0)  # who counts amiss: 66 patients, 45 and 22 of them
    if most > head.value and any(m.value > head.value and m.sentence < head.sentence for m in rivals.people):
        score += flag("derived told before", 0)
    if not rivals.people:
        score += flag("derived no people", 0)
    if head.value in rivals.repeated and any(
        m.value == head.value and m.sentence < head.sentence for m in rivals.people
    ):
        score += flag("derived head told before", 0)
    if value in rivals.counts:
        score += flag("derived is told people", 0)
    return score

"""What is known of a candidate, weighed: its words, its sentence, its rivals. Pure.

`weigh` adds up what the tables of `Weights` have for each thing known; see evidence.tag.sample_size.weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.forms import Percent
from evidence.tag.sample_size.rivals import Rivals, magnitude
from evidence.tag.sample_size.scan import TEXT_WORDS, Scan
from evidence.tag.sample_size.sums import parts_score
from evidence.tag.sample_size.weights import DIGITS, Key, Weights
from evidence.tag.text import Section

_AFTER: Final = re.compile(r"\s*([a-z]+|[^a-z\s])")
# Words next to a number that say something whatever the topic is.
_TOLD: Final = frozenset(
    "of in the and all other remaining these our only total for to from with were was are had who at both another "
    "among by between first about approximately over each on into than or one two three including included enrolled "
    "randomized randomised received underwent completed studied treated evaluated analyzed screened eligible vs versus "
    "patients subjects participants women men children adults healthy control controls out per as is a an that which "
    "while whereas after data when this additional new further until could did do does have has recruited "
    "consecutive postmenopausal premenopausal volunteers more last final first least elsewhere "
    "( ) , ; : . / = % [ ] + &".split()
)
_FEW: Final = 2  # sentences
# Designs by what their groups are: sums of a study that compares groups are its size more often than those of a trial.
_GROUPS: Final = {
    "case-control": "groups",
    "historically-controlled": "groups",
    "non-randomised-controlled": "groups",
    "cross-sectional": "perhaps",
    "cohort": "cohort",
    "rct": "arms",
    "quasi-randomised": "arms",
}
_TITLE: Final = Section.TITLE  # to look a member up in its class costs more than the question


def weigh(
    scan: Scan, candidates: list[Candidate], rivals: Rivals, weights: Weights, design: str = "none"
) -> Iterator[int]:
    """The score of each candidate, in their order; the last is that of answering nothing.

    `design` is the code that was read before: a review or a protocol has nothing to count, a case report its one case.
    """
    of_design = design if len(scan.sentences) > _FEW else "none"  # so little text shows no design
    groups = _GROUPS.get(of_design, "other")
    shares = [(m.value, m.percent) for m in rivals.found if m.percent][:10]
    for candidate in candidates:
        if candidate.how == "told":
            mention = candidate.parts[0]
            score = _own(scan, mention, weights) + _near(mention, weights) + rivals.told(mention, weights)
            if mention.role == "planned" and of_design == "protocol":
                score += weights.flags.get("planned in protocol", 0)
        elif candidate.how == "case":
            score = _case(candidate, rivals, len(candidates), weights) + weights.case_design.get(of_design, 0)
        else:
            score = parts_score(scan, candidate, rivals, weights, groups)
        if shares:
            score += weights.shares.get(_supported(candidate, shares), 0)
        yield score
    yield _nothing(scan, rivals, weights) + weights.nothing_design.get(of_design, 0)


def _supported(candidate: Candidate, shares: list[tuple[int, Percent]]) -> Key:
    """How many counts with a percentage are that percentage of the value."""
    value = candidate.value
    fits = 0
    for count, (percent, half_step) in shares:
        fits += count < value and abs(100 * count / value - percent) <= 1.02 * half_step
    return ("told" if candidate.how == "told" else "derived", DIGITS[min(fits, 3)])


def _own(scan: Scan, mention: Mention, w: Weights) -> int:
    """What the number itself, its noun, its place and the words that touch it say."""
    start, side = mention.start, mention.side
    sentence, begin = scan.sentences[mention.sentence], scan.starts[mention.sentence]
    left = mention.before or "^"
    if not left.isalpha():
        left = left[-1]
    after = mention.number.after
    if len(after) > 1:
        right = after[1:]
    else:
        found = _AFTER.match(scan.text, mention.end)
        right = found[1] if found else "$"
    fifth = int(sentence.place * 5)
    place = "title" if sentence.section is _TITLE else DIGITS[fifth if fifth < 4 else 4]
    gap = mention.gap
    score = (
        w.form.get(mention.form, 0)
        + w.unit.get((mention.kind, side), 0)
        + w.place.get(place, 0)
        + w.left.get(left if left in _TOLD else "digit" if left.isdigit() else "other", 0)
        + w.right.get(right if right in _TOLD else "digit" if right.isdigit() else "other", 0)
        + w.size.get(magnitude(mention.value), 0)
        + w.gap.get((DIGITS[gap if gap < 5 else 5], side), 0)
    )
    if mention.percent is not None:
        score += w.percent.get(mention.form, 0)
    if start == begin:
        score += w.flags.get("opens", 0)
    if start - begin < 40:
        score += w.flags.get("early", 0)
    return score


_TELLING: Final = frozenset(["other", "screened", "excluded", "planned", "total", "subgroup"])


def _near(mention: Mention, w: Weights) -> int:
    """What the cues round a mention say: those of the sentence, the next one, the three before and how far off."""
    _, cues, kinds, _ = mention.cues
    score = 0
    for kind in kinds & _TELLING:
        score += w.with_.get(kind, 0)
    split = after = mention.split
    while after < len(cues) and cues[after][0] < mention.end:
        after += 1
    if after < len(cues):
        score += w.first.get(cues[after][2], 0)
    if not split:
        return score
    score += w.last.get(cues[split - 1][2], 0)
    seen: list[Key] = []
    start = mention.start
    for _, end, kind in reversed(cues[split - 3 if split > 3 else 0 : split]):
        key = (_reach(start - end), kind)
        if key not in seen:
            seen.append(key)
            score += w.prev.get(key, 0)
    return score


def _reach(distance: int) -> str:
    return "0" if distance < 12 else "1" if distance < 35 else "2" if distance < 70 else "3"


_TITLE_WORDS: Final = (
    "review", "meta-analy", "case", "protocol", "rats", "mice", "vitro", "perspective", "?", "trial", "study",
)  # fmt: skip


def _case(candidate: Candidate, rivals: Rivals, rivals_in_all: int, w: Weights) -> int:
    """What speaks for a report of one patient."""
    title = rivals.scan.sentences[0].folded
    largest = max((m.value for m in rivals.people if m.side == "right"), default=0)
    score = (
        w.flags.get("case", 0)
        + w.case_people.get(DIGITS[min(len(rivals.people), 3)], 0)
        + w.case_rivals.get(DIGITS[min(rivals_in_all, 4)], 0)
        + w.case_largest.get(magnitude(largest), 0)
    )
    for sign in candidate.signs:
        score += w.case_sign.get(sign, 0)
    for word in _TITLE_WORDS:
        if word in title:
            score += w.case_title.get(word, 0)
    return score


def _nothing(scan: Scan, rivals: Rivals, w: Weights) -> int:
    """What speaks for a record that states no size; a lone sentence has less to say than an abstract."""
    extent = DIGITS[min(len(scan.sentences), 3)]
    score = (
        w.nothing.get(extent, 0)
        + w.nothing_people.get(DIGITS[min(len(rivals.people), 4)], 0)
        + w.nothing_told.get(DIGITS[min(len(rivals.found), 4)], 0)
        + w.nothing_best.get(rivals.best_role(), 0)
        + w.nothing_best.get((rivals.best, extent), 0)
    )
    if rivals.people:
        shared = "all" if all(m.percent for m in rivals.people) else "not all"
        score += w.nothing_shares.get((shared, extent), 0)
    told: set[str] = set()
    for mention in rivals.found[:10]:
        told |= mention.cues.kinds
    for kind in told & _TELLING:
        score += w.nothing_with.get((kind, extent), 0)
    title = scan.sentences[0].folded if scan.sentences else ""
    for word in _TITLE_WORDS:
        if word in title:
            score += w.nothing_title.get(word, 0)
    for word in scan.words & TEXT_WORDS:
        score += w.nothing_text.get(word, 0)
    return score

"""What is known of a candidate as named features, each present or absent: its words, its sentence, its rivals. Pure.

A feature is a tuple of short strings, the template first: `("role", "randomised", "noun")`. The weights know it as
`role|randomised|noun`. Nothing of an abstract's wording is in a name but the closed lists of this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ahocorasick_rs import AhoCorasick

from evidence.tag.sample_size_candidates import Candidate, Mention
from evidence.tag.sample_size_rivals import Rivals, magnitude
from evidence.tag.sample_size_scan import Scan
from evidence.tag.sample_size_sums import parts_features
from evidence.tag.text import Section

Feature = tuple[str, ...]

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
_DIGITS: Final = tuple(str(n) for n in range(10))


def describe(scan: Scan, candidates: list[Candidate], rivals: Rivals) -> Iterator[list[Feature]]:
    """The features of each candidate, in their order; the last list is that of answering nothing.

    One list at a time, so that it can be weighed and dropped: hundreds of small tuples at once keep the collector busy.
    """
    shares = [(m.value, m.percent) for m in rivals.found if m.percent][:10]
    for candidate in candidates:
        if candidate.how == "told":
            mention = candidate.head
            features = _own(scan, mention)
            _near(scan, mention, features)
            rivals.told(mention, features)
        elif candidate.how == "case":
            features = _case(candidate, rivals, len(candidates))
        else:
            features = parts_features(scan, candidate, rivals)
        if shares:
            features.append(_supported(candidate, shares))
        yield features
    yield _nothing(scan, rivals)


def _supported(candidate: Candidate, shares: list[tuple[int, float]]) -> Feature:
    """How many counts with a percentage are that percentage of the value."""
    value = candidate.value
    fits = 0
    for count, percent in shares:
        slack = 0.5 if percent == int(percent) else 0.051
        fits += count < value and abs(100 * count / value - percent) <= slack
    return ("shares", "told" if candidate.how == "told" else "derived", _DIGITS[min(fits, 3)])


def _own(scan: Scan, mention: Mention) -> list[Feature]:
    text, sentence = scan.text, scan.sentences[mention.sentence]
    begin = scan.starts[mention.sentence]
    before = text[max(begin, mention.start - 20) : mention.start].rsplit(maxsplit=1)
    left = before[-1] if before else "^"
    if not left.isalpha():
        left = left[-1]
    after = _AFTER.match(text, mention.end)
    right = after[1] if after else "$"
    kind, form = mention.kind, mention.form
    place = "title" if sentence.section is Section.TITLE else _DIGITS[min(int(sentence.place * 5), 4)]
    features: list[Feature] = [
        ("form", form),
        ("unit", kind, mention.side),
        ("place", place),
        ("left", left if left in _TOLD else "digit" if left.isdigit() else "other"),
        ("right", right if right in _TOLD else "digit" if right.isdigit() else "other"),
        ("size", magnitude(mention.value)),
        ("gap", _DIGITS[min(mention.gap, 5)], mention.side),
    ]
    if mention.percent is not None:
        features.append(("percent", form))
    if mention.start == begin:
        features.append(("opens",))
    if mention.start - begin < 40:
        features.append(("early",))
    return features


_TELLING: Final = frozenset(["other", "screened", "excluded", "planned", "total", "subgroup"])


def _near(scan: Scan, mention: Mention, features: list[Feature]) -> None:
    """The cue classes round a mention: those of the sentence, the next one, the three before and how far off."""
    _, cues, kinds, _ = scan.cues(mention.sentence)
    features += [("with", kind) for kind in kinds if kind in _TELLING]
    split = after = mention.split
    while after < len(cues) and cues[after].start < mention.end:
        after += 1
    if after < len(cues):
        features.append(("first", cues[after].kind))
    if not split:
        return
    features.append(("last", cues[split - 1].kind))
    seen: dict[Feature, None] = {}
    for cue in reversed(cues[max(0, split - 3) : split]):
        seen["prev", _reach(mention.start - cue.end), cue.kind] = None
    features += seen


def _reach(distance: int) -> str:
    return "0" if distance < 12 else "1" if distance < 35 else "2" if distance < 70 else "3"


_TITLE_WORDS: Final = (
    "review", "meta-analy", "case", "protocol", "rats", "mice", "vitro", "perspective", "?", "trial", "study",
)  # fmt: skip
_TEXT_WORDS: Final = ("review", "case report", "meta-analy", "in vitro", " rats", " mice")  # none overlaps another
_FIND_TEXT_WORD: Final = AhoCorasick(_TEXT_WORDS)


def _case(candidate: Candidate, rivals: Rivals, rivals_in_all: int) -> list[Feature]:
    """The features of a report of one patient."""
    title = rivals.scan.sentences[0].folded
    features: list[Feature] = [
        ("case",),
        ("case people", _DIGITS[min(len(rivals.people), 3)]),
        ("case rivals", _DIGITS[min(rivals_in_all, 4)]),
        ("case largest", magnitude(max((m.value for m in rivals.people if m.side == "right"), default=0))),
    ]
    features += [("case sign", sign) for sign in candidate.signs]
    features += [("case title", word) for word in _TITLE_WORDS if word in title]
    return features


def _nothing(scan: Scan, rivals: Rivals) -> list[Feature]:
    """The features of a record that states no size; a lone sentence has less to say than an abstract."""
    extent = _DIGITS[min(len(scan.sentences), 3)]
    features: list[Feature] = [
        ("nothing", extent),
        ("nothing people", _DIGITS[min(len(rivals.people), 4)]),
        ("nothing told", _DIGITS[min(len(rivals.found), 4)]),
        ("nothing best", rivals.best_role()),
        ("nothing best", rivals.best, extent),
    ]
    if rivals.people:
        features.append(("nothing shares", "all" if all(m.percent for m in rivals.people) else "not all", extent))
    counting = {m.sentence for m in rivals.found[:10]}
    telling = {kind for sentence in counting for kind in scan.cues(sentence).kinds if kind in _TELLING}
    features += [("nothing with", kind, extent) for kind in sorted(telling)]
    title = scan.sentences[0].folded if scan.sentences else ""
    features += [("nothing title", word) for word in _TITLE_WORDS if word in title]
    told = {index for index, _, _ in _FIND_TEXT_WORD.find_matches_as_indexes(scan.text)}
    features += [("nothing text", _TEXT_WORDS[index]) for index in sorted(told)]
    return features

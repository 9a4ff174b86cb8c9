"""What is looked at to tell how sure a follow-up is: names of features, for learned weights. Pure.

Left and right words come from closed lists of prepositions and verbs that say what a length is a length of; no text of
a corpus is among them.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from evidence.tag.design.ranker import HUNCH, SURE
from evidence.tag.durations.shape import IS_ADJECTIVE
from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.rank import Weighed
from evidence.tag.follow_up.rules import Claim
from evidence.tag.text import Section
from evidence.values import Design

_GROUPS: Final = {
    "rct": "trial", "quasi-randomised": "trial", "non-randomised-controlled": "trial", "single-arm": "trial",
    "historically-controlled": "cohort", "cohort": "cohort", "case-control": "cohort", "case-report": "case",
    "case-series": "case", "cross-sectional": "once", "diagnostic-accuracy": "once", "economic": "other",
    "qualitative": "once", "protocol": "plan", "animal": "animal", "in-vitro": "lab", "in-silico": "lab",
    "narrative-review": "paper", "commentary": "paper",
}  # fmt: skip
_STRONG: Final = frozenset(
    ["stated", "observed", "visit", "results_at", "trial_length", "visits_added", "periods_added"]
)
_BEFORE: Final = frozenset(
    "at after for over during within by of in the until to first and than was were between from through every".split()
)
_BEHIND: Final = frozenset(
    "of after later post follow-up following and in to for or period periods versus vs than before treatment trial "
    "study with on the as were was thereafter there from".split()
)
_BOUNDS: Final = (1.5, 8.0, 29.0, 95.0, 370.0, 1900.0)
_SIZES: Final = ("day", "week", "month", "quarter", "year", "years", "decade")


def group_of(design: Design | None) -> str:
    """The kind of study, as far as it tells what a length of time is likely to be."""
    return _GROUPS.get(design.code, "other") if design is not None else "none"


def describe(weighed: list[Weighed], design: Design | None, design_is: float) -> list[str]:
    """The features of the best of a record's follow-ups, how it stands to the others, and the kind of study.

    A record whose design is no more than a guess is an odd one, and what is read off it is right less often.
    """
    one, days = weighed[0], weighed[0].days
    others = [other.days for other in weighed[1:]]
    near = 0.05 * days
    alike = len([other for other in others if -near <= other - days <= near])
    longest = max(others, default=0.0)
    features = about(one, group_of(design))
    tier = features[0]
    features += [
        f"longest {tier}" if days >= 0.95 * longest else f"longer {tier}",
        f"again {min(alike, 2)} {tier}",
        f"count {min(len(weighed), 4)}",
    ]
    if longest > 1.05 * days:
        features.append("rival")
    if design_is < SURE:
        odd = "guessed" if design_is < HUNCH else "unsure"
        features += [odd, f"{odd} {tier}"]
    return features


def about(one: Weighed, group: str) -> list[str]:
    """The features that a candidate has by itself; the first is its tier, the second its rule."""
    what = one.what
    rule = what.rule.removeprefix("follow_up.")
    tier = "told" if rule in _STRONG else rule
    mention = one.mention
    size = _SIZES[bisect_right(_BOUNDS, one.days)]
    section = mention.sentence.section
    features = [
        tier,
        f"rule {rule}",
        f"{rule} {what.statistic}",
        f"{group} {tier}",
        f"{size} {tier}",
        f"{section} {tier}",
    ]
    if section is Section.NONE:
        features.append(f"place {int(4 * mention.sentence.place)} {tier}")
    if isinstance(what, Claim):
        features += _around(mention, tier)
    return features


def _around(mention: Mention, tier: str) -> list[str]:
    """How a length is written, and the words beside it."""
    left, right = mention.left[-90:], mention.right
    words = left.rsplit(None, 1)
    before = words[-1].strip("(,;:") if words else ""
    after = right.split(None, 1)[0].strip("-),;:.") if right.strip() else ""
    features = [
        f"shape {mention.duration.shape} {tier}",
        f"left {before if before in _BEFORE else 'other' if before else 'start'} {tier}",
        f"right {after if after in _BEHIND else 'other' if after else 'end'} {tier}",
    ]
    if mention.duration.shape is IS_ADJECTIVE and right[:1] == ")":
        features.append(f"bracket {tier}")
    return features

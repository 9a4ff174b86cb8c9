"""Which statistic of a follow-up the words beside a length name: median, mean, minimum, maximum, range. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import IS_RANGE
from evidence.tag.follow_up.cues import Mention

OF_SUMMARY: Final = {"average": "mean", "total": "fixed", "overall": "fixed"}
"""What words for a statistic mean that are not its name."""


def statistic_of(mention: Mention, gap: str, *, ahead: bool) -> str | None:
    """Median, mean, minimum, maximum as the words between and just round the length say; None where they don't."""
    said = mention.duration.statistic
    if said:
        return said
    right = "" if mention.right.lstrip().startswith(("(", "[")) else mention.right
    if ahead:  # what comes after the cue is told of something else
        right = right[: len(gap)] + _ELSE.split(right[len(gap) : len(gap) + 12], maxsplit=1)[0]
        return named_by(mention, f"{mention.left[-45:]} | {right}")
    named = _NAMED_BEHIND.match(right)
    left = mention.left[-(len(gap) + _reach(mention, gap)) :]
    return named_by(mention, f"{left} | {named[0] if named else ''}")


def named_by(mention: Mention, near: str) -> str | None:
    """The statistic that words near a length name, or the length itself."""
    near = f"{near} {mention.wording}"
    for statistic, words in _STATISTIC_WORDS:
        if words.search(near):
            return statistic
    return "range" if mention.duration.shape is IS_RANGE else None


_ELSE: Final = re.compile(r"[;,.()]| and ")
# A statistic that is named behind its length: "for 12 months on average", not "for 12 months and mean weight fell".
_NAMED_BEHIND: Final = re.compile(
    r",? (?:on (?:average|median)|or (?:more|longer))\b|,? (?:median|mean|average|minimum|maximum)(?=[.,;)]|$)"
    r"| ?(?:\u00b1|\+/-)"
)
_FOLLOWED: Final = ("followed", "followed up", "followed-up", "followedup", "observed for", "monitored", "tracked")


def _reach(mention: Mention, gap: str) -> int:
    """How many characters before the cue may name a statistic: few before a verb, whose subject is people."""
    verb = mention.left[: len(mention.left) - len(gap)].endswith(_FOLLOWED) and not gap.startswith((" was", " were"))
    return len("up ") if verb else 30


_STATISTIC_WORDS: Final = (
    ("median", re.compile(r"\bmedian\b|\bm ?\(q1, ?q3")),
    ("mean", re.compile(r"\b(?:mean|average|averag\w+|on average)\b|\u00b1|\+/-")),
    (
        "minimum",
        re.compile(
            r"\b(?:at least|minimum|minimal|shortest|"
            r"more than|in excess of|exceed\w*|longer than|or more|or longer)\b|[>\u2265]"
        ),
    ),
    ("maximum", re.compile(r"\b(?:up to|maximum|maximal|longest|as long as|up until)\b[^|]{0,25}\|")),
)

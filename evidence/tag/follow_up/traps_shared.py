"""The trap of each length, its own or that of its neighbour in an enumeration: "14 months versus 18 months". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.pluperfect import had_passed
from evidence.tag.follow_up.traps import trap


def traps_of(mentions: list[Mention]) -> list[str | None]:
    """The trap of each length, its own or that of its neighbour in an enumeration."""
    traps = [trap(mention) for mention in mentions]
    for n, (last, mention) in enumerate(pairwise(mentions)):
        if traps[n] and traps[n + 1] is None and _is_other_arm(last, mention, traps[n]):
            traps[n + 1] = traps[n]
    for why, is_one in _BACKWARDS:
        for n, (last, mention) in enumerate(pairwise(mentions)) if why in traps else ():
            if traps[n + 1] == why and last.sentence is mention.sentence and is_one(last, mention):
                traps[n] = why if _AND.fullmatch(mention.left) else traps[n]
    return traps


# The traps that are told behind the last length of an enumeration, and when they are those of the one before as well.
_BACKWARDS: Final[tuple[tuple[str, Callable[[Mention, Mention], bool]], ...]] = (
    ("horizon", lambda last, _: not last.has("follow")),
    ("past", lambda _, mention: had_passed(mention)),
)
_AND: Final = re.compile(r"'?[ -]?(?: ?\([^)]{0,40}\))?,? ?(?:and|or) ")
_AT_LAST: Final = re.compile(
    r",? (?:and|versus|vs) (?:was )?at (?:the )?(?:last|latest|final|most recent) follow-?[ ]?up,?(?: was)? "
)
_VERSUS: Final = re.compile(
    r"^, $|\bto $|\b(?:versus|vs?\.?|compared (?:with|to)|and|or|in|for|than|range|ranging|iqr|ci)\b"
)


def _is_other_arm(last: Mention, mention: Mention, why: str | None) -> bool:
    """Whether a length is the other arm of the outcome before it: "survival was 14 months versus 18 months".

    What was done for a while after something "a year ago" lies before the study too.
    """
    if why == "age" and _AT_LAST.fullmatch(mention.left):
        return last.sentence is mention.sentence  # "age at diagnosis was 4 years and at last follow-up 12 years"
    if why == "past" and last.right.startswith(" ago"):
        return last.sentence is mention.sentence
    return (
        why in {"outcome", "measure", "event", "age", "gestation"}
        and last.sentence is mention.sentence
        and last.duration.unit == mention.duration.unit
        and (_AND.fullmatch(mention.left) if why in {"age", "gestation"} else _VERSUS.search(mention.left)) is not None
        and not mention.has("follow")
    )

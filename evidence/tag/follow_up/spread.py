"""What the two lengths beside a follow-up are: shortest and longest, quartiles, or an interval of confidence. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention
from evidence.tag.holding import holds
from evidence.values import Spread

_QUARTILES: Final = ("iqr", "quartile", "q1", "25th")
_CONFIDENCE: Final = ("% ci", "(ci", "[ci", ", ci", "confidence interval")
# "The median (IQR) follow-up was 34 (25-56) months": what the bracket behind the number holds is said before it.
_SAID_BEFORE: Final = re.compile(
    r"\b(?:median|mean|average)[ ,]{1,2}[(\[]?(?:(?P<quartiles>iqr|inter-?quartile range|q1-q3|q1, q3|quartiles)"
    r"|(?P<confidence>(?:95% ?)?(?:ci|confidence interval))|range|min-max)[)\]]?[^.;()\[\]]{0,60}$"
)
_RANGE: Final = ("rang", "min", "max")
_UNNAMED: Final = re.compile(r"[(\[]\d")
_REACH: Final = 100  # characters before a length in which that is said


def spread_of(mention: Mention) -> Spread | None:
    """One of `SPREADS` for a length with two others beside it; None where they stand in a bracket without a word."""
    folded, one = mention.folded, mention.duration
    own = folded[one.start : one.end]
    if holds(own, _QUARTILES):
        return "IQR"
    if holds(own, _CONFIDENCE):
        return "CI"
    if holds(own, _RANGE) or not _UNNAMED.search(own):
        return "range"
    said = _SAID_BEFORE.search(folded, max(0, one.start - _REACH), one.start)
    return said and ("IQR" if said["quartiles"] else "CI" if said["confidence"] else "range")

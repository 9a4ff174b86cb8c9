"""Lengths told of how a patient came, as case reports open: what they are of lies before the study. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention

# "A woman presented with pain five years after mastectomy", "she complained of headache for five years".
_CAME: Final = re.compile(
    r"\b(?:man|woman|boy|girl|child|infant|patient|lady|gentleman|he|she)\b[^.;]{0,40}"
    r"\b(?:presented|was admitted|was referred|complained|consulted)\b[^.;]{0,120}$"
)
_COMPLAINED: Final = re.compile(
    r"\b(?:complained of|complaining of|complaints of|suffered from|suffering from|admitted to|troubled by|noticed"
    r"|presented with|history of|presented because of)\b"
    r"(?:(?! (?:ate|took|received|given|treated)\b)[^.;]){0,90} for (?:about |over |almost |some |at least )?$"
)
_WITH_LONG: Final = re.compile(
    r"\b(?:man|woman|male|female|boy|girl|patient|lady|gentleman)\b(?: aged \d+(?: years)?)?,? (?:with|on|taking) "
    r"(?:(?!treated)[^.;,]){3,60} for $"
)
_HAD_LONG: Final = re.compile(
    r" (?:an?|this|the) [^.;]{0,40}(?:man|woman|boy|girl|patient|child) had (?:been|had|noticed)\b"
)
_TOLD_BEFORE: Final = 240  # characters that the longest of the patterns of coming takes at most
_OPENING: Final = 0.4  # of a text, in which a case report tells how its patient came


def is_of_coming(mention: Mention) -> bool:
    """Whether a length is told of how a patient came, as case reports open: after what, with what for long."""
    if mention.sentence.place > _OPENING or mention.has("follow"):
        return False
    if mention.left.endswith("for "):
        before = mention.left_within(_TOLD_BEFORE)
        return bool(_COMPLAINED.search(before) or _WITH_LONG.search(before) or _HAD_LONG.match(mention.right))
    return (
        mention.right.startswith((" after ", " following "))
        and _CAME.search(mention.left_within(_TOLD_BEFORE)) is not None
    )

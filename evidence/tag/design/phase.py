"""The phase of drug testing that a trial is of: named in the text, else by PubMed's indexing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evidence.records import Quote
from evidence.tag.design.cues import Cue
from evidence.tag.design.signs import ALL, Signs

_PHASE: Final = re.compile(
    r"phases?[ -]?([0-4]|iv|i{1,3}|one|two|three|four)[ab]?"
    r"(?:(?: ?[-/,] ?| and | or | to )(?:phase )?([0-4]|iv|i{1,3})[ab]?\b"
    r"(?![- ]?(?:arm|week|month|day|year|hour|cent(?:er|re)|period|way|group)))?"
)
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "one": "1", "two": "2", "three": "3", "four": "4"}
# After a phase that is a part of the study, of an illness or of a programme.
_PART_BEHIND: Final = re.compile(
    r"\)? (?:of (?:the |this |our |an? )?(?:study|trial|project|rehab\w*|cardiac)|days|weeks|hours|months)\b"
)
# The phases of a washout or of a breath out are no trial's: "the slope of phase III", "the phase II slope".
_SLOPE_BEFORE: Final = re.compile(
    r"\b(?:slopes?|plateaus?|volumes?|end) (?:of|in|for) (?:the |alveolar |normali[sz]ed )?$"
)
_SLOPE_BEHIND: Final = re.compile(
    r"\)? (?:slopes?|plateaus?|volumes?|dead space|of (?:the )?(?:washout|expiration|capno\w+))\b"
)


def trial_phases(signs: Signs, zones: str = ALL) -> Iterator[Cue]:
    """The words that name a phase of testing, not of a washout; those of the first zone first."""
    for zone in zones:
        for cue in signs.each("phase", zone):
            text = signs.text_of(cue)
            before = text[max(0, cue.start - 40) : cue.start]
            if not _SLOPE_BEFORE.search(before) and not _SLOPE_BEHIND.match(text, cue.end):
                yield cue


def phase(signs: Signs) -> tuple[str, Cue | Quote] | None:
    """The phase, "2" or "1/2", with its words; None where none is named, or only a part of the study."""
    cue = next(trial_phases(signs), None) or _open_phase(signs)
    if cue is None:
        return _indexed(signs)
    text = signs.text_of(cue)
    if _PART_BEHIND.match(text[cue.end : cue.end + 30]):
        return None
    parts = _PHASE.search(text, cue.start, cue.end + 12)
    if not parts:
        return None
    first, second = (_ROMAN.get(part, part) if part else None for part in parts.groups())
    words = cue._replace(start=parts.start(), end=parts.end())
    return (f"{first}/{second}" if second and first and second > first else first or ""), words


def _open_phase(signs: Signs) -> Cue | None:
    """The phase of "an open phase II trial", whose words are told as an open one."""
    for cue in signs.each("blind_open", ALL):
        text = signs.text_of(cue)
        if text.endswith(" phase", 0, cue.end) and (found := _PHASE.match(text, cue.end - len("phase"))):
            return cue._replace(start=found.start(), end=found.end())
    return None


def _indexed(signs: Signs) -> tuple[str, Quote] | None:
    for passage in signs.document.named("publication_type"):
        if passage.text.startswith("Clinical Trial, Phase "):
            value = _ROMAN.get(passage.text.rpartition(" ")[2].lower())
            return (value, Quote.whole(passage)) if value else None
    return None

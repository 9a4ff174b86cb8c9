"""How many have to be treated so that one is helped or harmed: a rate, and nobody's sample. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.scan import NEEDED, Scan

_GAIN: Final = (
    r"(?:prevent|avert|avoid|save|gain|achieve|obtain|produce|detect|cure|benefit|help|yield|find|identify|harm|cause)"
)
_DEED: Final = (
    r"(?:treat|screen|vaccinat|immuni[sz]|operat|test|investigat|supplement|follow|giv|scan|examin|randomi[sz]|invit)"
)
_BEFORE: Final = re.compile(
    r"\b(?:for|in|of) every (?:additional |extra )?$"
    r"|\b(?:numbers? (?:of [a-z]+ )?(?:needed|need) to [a-z]+|nn[thsv])\b[^.;\n]{0,60}$"
)
_BY_TREATING: Final = re.compile(
    rf"\b(?:{_DEED}(?:e?ing|ment of|ation of)|screening of|giving the drug to) (?:about |approximately |some )?$"
)
_PREVENTS: Final = re.compile(
    rf"[^.;\n\d]{{0,70}}?\b(?:(?:would|could|will|to|may) )?{_GAIN}(?:s|ed|d)? (?:one|1|a|an)\b"
)
_TO_BE_TREATED: Final = re.compile(
    r"(?: [a-z-]+){0,4}? (?:(?:(?:would|will) )?(?:need|have)|needed|had|must)(?: to)?"
    rf"(?: have)?(?: be(?:en)?)? {_DEED}[a-z]*\b[^.;\n]{{0,70}}? (?:to|before|for) (?:{_GAIN}|one|1)\b"
)
_REACH: Final = 110  # characters before a number


def not_to_help_one(scan: Scan, found: list[Mention]) -> list[Mention]:
    """The mentions without those of a number needed to treat: "for every 20 vaccinated", "25 to prevent one"."""
    if scan.words.isdisjoint(NEEDED):
        return found
    near = {n for n in {m.sentence for m in found} if holds(scan.text[slice(*scan.span(n))], NEEDED)}
    return [m for m in found if m.sentence not in near or not _is_needed(scan, m)] if near else found


def _is_needed(scan: Scan, mention: Mention) -> bool:
    """Whether so many are needed, by what stands before or behind the number."""
    text, start = scan.text, mention.start
    begin, end = scan.reach_left(mention.sentence, start, _REACH), scan.span(mention.sentence)[1]
    if _BEFORE.search(text, begin, start) or _TO_BE_TREATED.match(text, mention.end, end):
        return True
    return _BY_TREATING.search(text, begin, start) is not None and _PREVENTS.match(text, mention.end, end) is not None

"""What is the range, mean or median of sizes, or a rate, counts nobody: "sample sizes ranged from 12 to 860". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.scan import RATES, SPREAD, Scan

_NUMBER: Final = r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_SPREAD: Final = re.compile(
    r"\b(?:sample|study|group|trial|cohort|class) sizes? (?:ranged|ranging|varied|varying) (?:from|between) $"
    rf"|\b(?:rang(?:ed|ing)|var(?:ied|ying)) (?:in size )?(?:from |between )?(?:{_NUMBER} (?:[a-z]+ )?(?:to|and|-) )?$"
    r"|\b(?:median|mean|average|typical) (?:sample|study|group|trial|cohort) size (?:was|of|being) $"
    rf"|\bsizes? (?:was|were|of|between|from) (?:between |from )?{_NUMBER} (?:to|and|-) $"
    r"|\b(?:median|mean|average) number of [a-z]+(?: (?!and\b)[a-z-]+){0,3} (?:was|being) $"
    rf"|\b(?:enrolled|included|recruited|had|with|of) between (?:{_NUMBER} and )?$"
    rf"|\b(?:median|mean|average) of $"
    rf"|\bgroups(?: of|,? each (?:of|with)| with) (?:between |about )?{_NUMBER} ?(?:to|and|or|-) ?$"
)
_GROUPS_OF: Final = re.compile(r"\bgroups(?: of|,? each (?:of|with)| with) (?:between |about )?$")
_TO: Final = re.compile(rf" ?(?:to|and|or|-) ?{_NUMBER}\b(?! groups)")
_LAST: Final = frozenset(
    "from between to and of with or was were being enrolled included recruited had"
    " ranged ranging varied varying".split()
)
_REACH: Final = 60


def not_spread(scan: Scan, found: list[Mention]) -> list[Mention]:
    """The mentions without those that tell how sizes are spread."""
    text = scan.text
    may = [m for m in found if _may_be(m)]
    if not may or scan.words.isdisjoint(SPREAD):
        return found
    spread = [m for m in may if _is_spread(text, scan.starts[m.sentence], m)]
    return [m for m in found if m not in spread] if spread else found


# "15 to 20 movements per minute", "40 calls an hour".
_A_MINUTE: Final = re.compile(
    r"(?: ?(?:to|and|or|-) ?\d+)?(?: [a-z-]+){1,3}? ?(?:per (?:second|minute|min|hour)\b|/ ?min\b"
    r"|an? (?:minute|hour)(?=[.,;)]| (?:in|on|during|after|before|and|while|for)\b))"
)


def not_rates(scan: Scan, found: list[Mention]) -> list[Mention]:
    """The mentions without those of what happens so often a second, minute or hour."""
    if scan.words.isdisjoint(RATES):
        return found
    return [m for m in found if m.form == "n=" or not _A_MINUTE.match(scan.text, m.end)]


def _may_be(mention: Mention) -> bool:
    """Whether the word before a number is one with which the patterns end."""
    return mention.before in _LAST or mention.before.endswith("-")


def _is_spread(text: str, begin: int, mention: Mention) -> bool:
    begin = max(begin, mention.start - _REACH)
    if _SPREAD.search(text, begin, mention.start):
        return True
    return _GROUPS_OF.search(text, begin, mention.start) is not None and _TO.match(text, mention.end) is not None

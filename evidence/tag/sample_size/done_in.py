"""Those who came give way to those in whom the thing that the paper is of was done: "of 300 seen, it was done in 18".

Only what the title names counts as that thing: "of 300 patients, amputation was done in 18" tells an outcome. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import LIVING, Mention
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan
from evidence.tag.text import Section

_DONE_IN: Final = re.compile(
    r"(?:[,;] |\b(?:when|where|of whom) )(?P<what>(?:[a-z-]+ ){1,6})(?:was|were) (?:[a-z]+ly )?"
    r"(?:done|performed|carried out|undertaken|attempted|given|used|applied|possible|feasible)"
    r" (?:in|for|on|to) (?:only )?$"
)
_HAD: Final = re.compile(
    r" (?:of (?:them|these) |patients |cases )?(?:underwent|received|were treated with) (?P<what>[^.;,]{4,60})"
)
_OPENS: Final = re.compile(r"(?:^|[\n.:;,(] ?)(?:of|among|out of)(?: the| a total of)? $")
_IN: Final = frozenset(["randomised", "allocated", "treated", "enrolled", "planned"])  # roles of those in the study
_WORD: Final = re.compile(r"[a-z]{6,}")
_STEM: Final = 6  # letters, by which "transplantation" and "transplanted" are alike
_REACH: Final = 30  # characters before a number that may open its sentence
_DEED: Final = 90  # characters before a number, in which it is told what was done
_LEAST: Final = 2


def is_done_in(scan: Scan, mention: Mention) -> bool:
    """Whether a number is that of those in whom the thing that the title names was done."""
    told = _DONE_IN.search(scan.left_of(mention.sentence, mention.start, _DEED))
    return told is not None and _is_of_title(scan, told["what"])


def done_in(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """In how many of those who are told first the thing that the title names was done; None where nothing says so."""
    some = rivals.after(source)
    if some is None or 2 * some.value >= source.value or some.value < _LEAST:
        return None
    if source.value in rivals.repeated or source.value - some.value in rivals.known:
        return None  # arms, or those who are spoken of all along
    if source.kind not in LIVING or not _OPENS.search(scan.left_of(source.sentence, source.start, _REACH)):
        return None
    if is_done_in(scan, some):
        return some.value
    if source.role in _IN or not scan.text.endswith(", ", 0, some.start):
        return None
    told = _HAD.match(scan.text, some.end)
    return some.value if told and _is_of_title(scan, told["what"]) else None


def _is_of_title(scan: Scan, what: str) -> bool:
    """Whether the title names a thing, by a word of it."""
    first = scan.sentences[0]
    if first.section is not Section.TITLE:
        return False
    return any(word[:_STEM] in first.folded for word in _WORD.findall(what) if not word.startswith("patien"))

"""One group gives way to the sum with the one beside it whose noun is told but once, or is of other studies. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import Mention, Ranked
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan

_KIND: Final = r"(?!(?:were|was|had|of|who|with|and|or|to)\b)[a-z][a-z-]*"
_ONE_NOUN: Final = re.compile(rf" {_KIND}(?: {_KIND})?(?: (?:and|or|versus|vs\.?)|-,) ")
_SLASH: Final = re.compile(rf" {_KIND} ?/ ?")
_SLASH_ENDS: Final = re.compile(rf" {_KIND}\)")
_STUDIES: Final = re.compile(
    r"(?:trials|studies|cohorts|rcts) \((?:n ?= ?)?$|(?:trials|studies|cohorts|rcts) (?:with|of|including) $"
)
_AND_STUDIES: Final = re.compile(
    r"(?: [a-z]+)?\)?,? and (?:an? |the )?[a-z0-9-]{1,12} (?:[a-z-]+ ){1,3}(?:trials|studies|cohorts|series) "
    r"(?:\((?:n ?= ?)?|(?:with|of|including) )"
)
_REACH: Final = 40


def with_its_noun(scan: Scan, source: Mention, best: Ranked, rivals: Rivals) -> int | None:
    """The sum of two groups of which the source is one: "250 urban and 250 rural nurses", "(41 active/39 control)"."""
    if source.form not in ("bare", "noun") or source.percent is not None:
        return None
    for _, candidate in best[1:]:
        if candidate.how != "sum noun" or len(candidate.parts) != 2:
            continue
        first, second = candidate.parts
        if source.value not in (first.value, second.value) or source.sentence != first.sentence:
            continue
        if (rivals.counts and rivals.counts[-1] > candidate.value) or first.percent or second.percent:
            continue
        if _are_one_list(scan.text, first, second):
            return candidate.value
    return None


def _are_one_list(text: str, first: Mention, second: Mention) -> bool:
    """Whether nothing but the kinds of both stand between two counts, or they are of two kinds of studies."""
    if text[first.start - 1] == "(" and _SLASH.fullmatch(text, first.end, second.start):
        return _SLASH_ENDS.match(text, second.end) is not None
    named = second.is_of_living
    if named and first.kind == "none" and _ONE_NOUN.fullmatch(text, first.end, second.start):
        return True
    if not named or first.side != "right" or first.noun is None:
        return False
    of_studies = _STUDIES.search(text, max(0, first.start - _REACH), first.start)
    return of_studies is not None and _AND_STUDIES.fullmatch(text, first.noun.end, second.start) is not None

"""Cases of the literature, those of a pilot and those reported before are no sample where this study's are told. Pure.

A review of published cases has no others, so theirs stay: a number goes only where another is plainly the authors' own.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.other_studies import has_own
from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.scan import BEFORE_NOW, Scan

_LITERATURE: Final = r"(?:in|from|of) the (?:[a-z-]+ ){0,2}?literature\b"
_PUBLISHED: Final = re.compile(
    rf"(?: (?!we\b|our\b)[a-z-]+){{0,5}}? (?:{_LITERATURE}"
    r"|(?:have|had|has) been (?:reported|described|published|documented|recorded)\b)"
    rf"| (?:published|reported) (?:cases|patients|reports|controls)\b"
)
_OURS: Final = re.compile(
    r"\b(?:we (?:add|report|describe|present|saw|observed|treated|encountered|studied|compared|examined|measured"
    r"|now report)"
    r"|our(?: own)?"
    r"|(?:report|description|presentation) (?:of|on))(?: (?:on|here|another|a further|the))?(?: [a-z-]+)? $"
)
_ARE_TOLD: Final = re.compile(r"(?: [a-z-]+){0,4}? (?:are|is|were) (?:described|reported|presented)\b(?! in the lit)")
_WE_ADD: Final = re.compile(
    r"\bwe (?:now )?(?:add|report|describe|present)\b|\bour (?:own )?(?:[a-z]+ )?(?:cases?|patients?)\b"
)
_REVIEWED: Final = re.compile(
    r"\band (?:we )?(?:also )?(?:a )?(?:review|reviewed|summari[sz]ed?|discuss)(?: of)?"
    r"(?: the| all| another| a further)? $|\bwith $"
)
_PILOT: Final = re.compile(
    r"(\b(?:after|following|builds? on|building on|based on) )?(?:\b(?:an?|our|the) )?(?:[a-z]+ )?\bpilot"
    r"(?: study| trial| phase)? (?:in|with|of|on|among|including)(?: (?:the|another))? $"
)
_MAIN: Final = re.compile(
    r"\b(?:main|definitive|full-?scale|full|present) (?:trial|study)\b|\b(?:trial|study) proper\b"
)
_BEFORE: Final = re.compile(
    r"\bwe (?:had (?:previously |earlier |already )?|have (?:previously|earlier|already) |(?:previously|earlier) )"
    r"(?:found|shown|showed|reported|described|studied|published|demonstrated|observed|treated)\b"
    r"|\bin (?:an earlier|a previous|our earlier|our previous) (?:paper|study|report|survey|trial)\b"
)
_NOW: Final = re.compile(
    r"\b(?:present|current|this) (?:study|paper|report|survey|trial)\b|\b(?:we now|now we|here|herein)\b"
)
_DONE: Final = ("randomised", "enrolled", "planned")
_REACH: Final = 60


def of_now(scan: Scan, found: list[Mention]) -> list[Mention]:
    """The mentions without those of the literature, of a pilot and of what the authors reported before."""
    text = scan.text
    if scan.words.isdisjoint(BEFORE_NOW):
        return found
    earlier: list[Mention] = []
    for mention in found:
        if mention in earlier:
            continue
        if "pilot" in text and _is_of_pilot(scan, mention):
            earlier.append(mention)
        elif _is_earlier(scan, mention):
            begin, end = scan.span(mention.sentence)
            whole = not has_own(text, begin, end) and not _ARE_TOLD.search(text, begin, mention.start)
            earlier += [m for m in found if m is mention or (whole and m.sentence == mention.sentence)]
    if not earlier:
        return found
    rest = [m for m in found if m not in earlier]
    return rest if any(_is_own(scan, m) for m in rest) else found


def _is_earlier(scan: Scan, mention: Mention) -> bool:
    text = scan.text
    begin, end = scan.span(mention.sentence)
    if _PUBLISHED.match(text, mention.end, end):
        if _REVIEWED.search(text, max(begin, mention.start - _REACH), mention.start):
            return True
        return not has_own(text, begin, mention.start) or _WE_ADD.search(text, mention.end, end) is not None
    before = _BEFORE.search(text, begin, mention.start)
    return before is not None and not _NOW.search(text, before.end(), mention.start)


def _is_of_pilot(scan: Scan, mention: Mention) -> bool:
    """Whether a mention is of a pilot that came before the study: "after a pilot study in 12 men"."""
    begin = scan.starts[mention.sentence]
    told = _PILOT.search(scan.text, max(begin, mention.start - _REACH), mention.start)
    return told is not None and (told[1] is not None or _MAIN.search(scan.text) is not None)


def _is_own(scan: Scan, mention: Mention) -> bool:
    """Whether a mention is plainly of this study: "we saw three children", "90 were randomised", "to include 240"."""
    text = scan.text
    begin, end = scan.span(mention.sentence)
    if _OURS.search(text, max(begin, mention.start - _REACH), mention.start):
        return True
    if mention.value > 1 and not mention.cues.kinds.isdisjoint(_DONE):
        return not _PUBLISHED.match(text, mention.end, end)
    if mention.is_of_living and _NOW.search(text, begin, end):
        return True
    return _ARE_TOLD.match(text, mention.end, end) is not None

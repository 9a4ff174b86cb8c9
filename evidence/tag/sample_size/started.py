"""Those who completed a study give way to those who started it: "of 72 patients, 62 completed the trial". Pure.

A survey is not meant: of those who were sent a form, the ones who completed it are its sample.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import COMPLETED, Scan

_COURSE: Final = (
    r"(?:study|trial|treatment|therapy|programme|program|protocol|course|intervention|regimen|training|follow-?up"
    r"|experiment|crossover|sessions|visits|phases|periods|arms)"
)
_COMPLETED: Final = re.compile(
    r"(?: (?!who|that|with|had)[a-z-]+){0,3}?(?: \([^()]{1,60}\))?(?: (?:of (?:whom|them|these)|then|also|had|have))?"
    r" (?:completed|finished|concluded)(?: (?:it|treatment|therapy|training|follow-?up|both [a-z]+|all [a-z]+"
    rf"|(?:the|their|this|our|a|an) (?:[a-z\d-]+ ){{0,3}}?{_COURSE}))?"
    r"(?=[.,;)\n]| (?:and|but|with|without|while|in|at|out|as|per|after|of)\b)"
)
_EVALUABLE: Final = re.compile(r" (?:were|was|are) (?:evaluable|assessable)\b")
_STARTED: Final = (
    r"(?:started|began|begun|entered|commenced|initiated|embarked|were (?:enrolled|recruited|randomi[sz]ed|included))"
)
_WHO_STARTED: Final = re.compile(
    rf"(?: (?!who|of)[a-z-]+){{0,3}}?(?: \([^()]{{1,60}}\))?(?: who)?(?: had)? {_STARTED}\b"
)
_OF: Final = re.compile(
    r"(?:^|[\n.:;,(] ?)(?:out of|of|among|from)(?: the| all| a total of| all the| our)?(?: original)? $"
)
_OUT_OF: Final = re.compile(r"\bout of(?: the| all)?(?: original)? $")
_PART_OF: Final = re.compile(r"(?: [a-z-]+)? (?:out )?of(?: the| all)?(?: original)? ")
_DONE_BY: Final = re.compile(
    rf"\b{_COURSE}[^.;\d]{{0,20}} (?:was|were|had been) (?:completed|finished)[^.;\d]{{0,12}} by $"
)
_RATE: Final = re.compile(r"\b(?:(?:completion|retention) rate|drop-?out|attrition|withdrawal)\b[^.;\n]{0,30}\($")
_ASKED: Final = re.compile(
    r"\b(?:invited|approached|screened|eligible|contacted|asked|mailed|assessed|referred|registered|sent|surveyed"
    r"|questionnaires?|surveys?|interviews?|forms?)\b"
)
_DROPPED: Final = re.compile(
    r"[^.;\d]{0,30} (?:dropped out|withdrew|were lost(?: to follow-?up)?|discontinued|left the study),? leaving $"
)
_REACH: Final = 90  # characters before a number
_FEWER: Final = 4  # times as many started, at most


def starters(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """How many started what those of the source completed; None where nothing says so."""
    row, place = rivals.rows[source.sentence], source.place
    if len(row) < 2 or scan.words.isdisjoint(COMPLETED):
        return None
    before = [m for m in row[:place] if _is_more(m, source)]
    after = [m for m in row[place + 1 :] if _is_more(m, source)]
    if before and before[-1] is row[place - 1] and _DROPPED.fullmatch(scan.text, before[-1].end, source.start):
        return before[-1].value
    told = _COMPLETED.match(scan.text, source.end)
    if told:
        return next((m.value for m in reversed(before) if _is_whole(scan, m, source)), None) or next(
            (m.value for m in after if _OUT_OF.search(scan.text, told.end() - 1, m.start)), None
        )
    return after[0].value if after and _is_part(scan, source, after[0]) else None


def _is_part(scan: Scan, source: Mention, whole: Mention) -> bool:
    """Whether those of the source are some of the next count, of which they are said to have completed it."""
    text = scan.text
    if text[source.end : whole.start] in ("/", " / "):
        completed = text.startswith(")", whole.end) and _COMPLETED.match(text, whole.end + 1)
        return bool(completed) or _of_rate(scan, source)
    if not _PART_OF.fullmatch(text, source.end, whole.start):
        return False
    started = _WHO_STARTED.match(text, whole.end)
    if started and _EVALUABLE.match(text, started.end()):
        return True
    return is_done_by(scan, source) or _of_rate(scan, source)


def is_done_by(scan: Scan, part: Mention) -> bool:
    """Whether a course, and no form, is said to have been completed by those counted."""
    if not scan.text.endswith("by ", 0, part.start):
        return False
    begin = scan.reach_left(part.sentence, part.start, _REACH)
    return _DONE_BY.search(scan.text, begin, part.start) is not None


def _is_more(mention: Mention, source: Mention) -> bool:
    return source.value < mention.value <= _FEWER * source.value and mention.percent is None


def _is_whole(scan: Scan, mention: Mention, source: Mention) -> bool:
    """Whether those who started are counted: "of the 72 patients", "72 patients started treatment"."""
    text = scan.text
    begin = max(0, scan.starts[mention.sentence] - 1, mention.start - _REACH)
    if not (_OF.search(text, begin, mention.start) or _WHO_STARTED.match(text, mention.end)):
        return False
    return _ASKED.search(text, begin, source.start) is None


def _of_rate(scan: Scan, part: Mention) -> bool:
    """Whether a part is told behind a rate of completion: "the drop-out rate was 14% (10/72)"."""
    if not scan.text.endswith("(", 0, part.start):
        return False
    begin = scan.reach_left(part.sentence, part.start, _REACH)
    return _RATE.search(scan.text, begin, part.start) is not None

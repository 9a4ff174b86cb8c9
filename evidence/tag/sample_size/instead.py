"""A told number gives way to the one beside it that says so: wanted and had, screened to enrol, born to. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.holding import holds
from evidence.tag.sample_size.candidates import LIVING, Mention, Ranked
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.steps import first_time
from evidence.tag.sample_size.wanted import is_needed_of
from evidence.tag.sample_size.wholes import is_one_whole

_TO_SCREEN: Final = re.compile(r"\bscreen (?:about |some |around |up to |at least |approximately |a total of )?$")
_TO_ENROL: Final = re.compile(
    r" to (?:enrol|enroll|include|recruit|randomi[sz]e|find|obtain|identify) (?:about |some |a total of )?$"
)
_SO_FAR: Final = re.compile(
    r"(?: [a-z-]+)? (?:have|has|had) (?:already |so far )?(?:been )?(?:included|recruited|enrolled|randomi[sz]ed)\b"
    r"(?: so far| to date| already| until now| thus far)?"
)
_PLANS: Final = re.compile(
    r"\b(?:will|(?:plan|aim|intend|hope|expect|target|propose)s? to|planned to|target of|aim of)\b"
)
BORN_TO: Final = (" born to ", " born to the ", " delivered by ", " born of ")
_REACH: Final = 60


def beside(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """The number beside the source that is the size by the words between the two; None where no words say so."""
    row, place = rivals.rows[source.sentence], source.place
    before, after = rivals.before(source), rivals.after(source)
    text = scan.text
    if text.endswith(BORN_TO, 0, source.start):  # "80 infants born to 74 mothers were randomised"
        infants = [m for m in row[:place] if m.kind in LIVING and m.side == "right"]
        return infants[-1].value if infants else None
    first = first_time(text, row, place) if before else None
    if first:
        return first.value
    if before and before.value > source.value and _is_so_far(text, source) and _is_planned(text, before):
        return before.value
    return _behind(text, source, after, row) if after and after.percent is None else None


_TO_COME: Final = re.compile(
    r"(?: [a-z-]+)? (?:will|have to|has to|are to|must|should|were to) (?:therefore |thus |finally )?be"
    r" (?:recruited|enrolled|included|randomi[sz]ed|entered)\b"
)
_RAISED: Final = 1.6  # times; more is not asked for to make up for losses


def raised(scan: Scan, best: Ranked, rivals: Rivals) -> int | None:
    """All who are to be taken in, where so many for each arm are told: "102 per arm; 240 will be recruited"."""
    head, value = best[0][1].head, best[0][1].value
    for mention in rivals.rows[head.sentence][head.place + 1 :]:
        end = mention.stop
        if value < mention.value <= _RAISED * value and _TO_COME.match(scan.text, end, end + _REACH):
            return mention.value
    return None


def _behind(text: str, source: Mention, after: Mention, row: list[Mention]) -> int | None:
    """The same of the number behind the source."""
    wholes = [m for m in row if m.form == "of"]
    if source.form in ("over", "bare") and len(wholes) > 1 and is_one_whole(text, wholes, row):
        return wholes[0].value
    left = text[max(0, source.start - _REACH) : source.start]
    if _TO_SCREEN.search(left) and _TO_ENROL.search(text[source.end : after.start]):
        return after.value
    if is_needed_of(text, source, after) and not _is_so_far(text, after):
        return after.value
    return None


def _is_planned(text: str, mention: Mention) -> bool:
    """Whether so many are to come: "we plan to randomise 240"."""
    return mention.role == "planned" or _PLANS.search(text, max(0, mention.start - _REACH), mention.start) is not None


def _is_so_far(text: str, mention: Mention) -> bool:
    """Whether so many have come as yet, of more who will: "61 have been included so far"."""
    end = mention.stop
    told = _SO_FAR.match(text, end, end + 90)
    return told is not None and holds(told[0], _AS_YET)


_AS_YET: Final = ("so far", "to date", "already", "until now", "thus far")

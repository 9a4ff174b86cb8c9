"""How many were reached or taken in of those wanted, and whose eyes or stays were counted. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.sample_size.candidates import Mention
from evidence.tag.sample_size.parent import OF_ALL
from evidence.tag.sample_size.replies import asks, has_answered, is_rate_of, is_response
from evidence.tag.sample_size.rivals import Rivals
from evidence.tag.sample_size.said import LINE, behind
from evidence.tag.sample_size.scan import Scan
from evidence.tag.sample_size.started import is_done_by

_REACHED: Final = re.compile(
    r"\b(?:traced|located|reached|followed up|examined|interviewed|recruited|enrolled|included|randomi[sz]ed"
    r"|(?:answered|returned|completed)\b[^.;:]{0,50} by) $"
)
_WANTED: Final = re.compile(r"\b(?:planned|intended|targeted|anticipated|expected|projected) $")
_INVITED: Final = re.compile(
    r" (?:invited|eligible|approached|contacted|potential|planned|intended|listed|registered|employed)\b"
)
_AGREED: Final = re.compile(
    r"\b(?:took part|participated|agreed|consented|replied|responded|answered|enrolled|recruited|filled in)\b"
)
# "60 of 75 (80%) patients agreed": no "of 75 patients who agreed".
_DID_AGREE: Final = re.compile(
    r"(?: \([^()]{1,16}\))?(?: (?!who|that|which|had|with|in)[a-z-]+){0,3}? (?:then )?(?:agreed|consented|accepted"
    r"|took part|participated)\b(?! that)"
)
# "Sixteen of twenty volunteers who were screened took the drug"; of those screened, some may "have" something as well.
_WHO_WERE: Final = re.compile(
    r"(?: [a-z-]+){0,3} who (?:were|had been) (?:screened|invited|approached|contacted|asked|listed)"
    r" (?:took|received|underwent|entered|agreed|completed|participated|answered|replied|came|consented)\b"
)
_SHARE_OF: Final = re.compile(r"\((\d{1,3}(?:\.\d)?) ?(?:%|percent|per cent) of (?:the |all )?$")
_LISTED: Final = re.compile(
    r"(?: [a-z]+)? (?:listed|eligible|invited|approached|asked|registered|contacted|employed)\b"
)
_ANSWERED: Final = re.compile(
    r"[^().;]{0,30}\),? (?:filled|answered|replied|responded|returned|took part|participated"
    r"|were (?:examined|interviewed|included|enrolled|studied))\b"
)
_WERE_TAKEN: Final = re.compile(
    r"(?<!who )(?<!that )\b(?:were|was) (?:then |subsequently |finally )?"
    r"(?:randomly assigned|randomi[sz]ed|enrolled|recruited|included(?! in the))\b"
    r"|(?<!who )(?<!that )\bmet (?:the |all |our )?(?:[a-z]+ )?criteria\b(?! (?:for|of)\b)"
)
_HAD_BEEN: Final = re.compile(r" (?:randomi[sz]ed|enrolled|recruited|included)\b")
PLAN: Final = re.compile(r"\b(?:planned|intended|target|targeted|calculated|anticipated)\b")
_PLANNED: Final = re.compile(r" (?:[a-z]+ ){0,2}(?:were|was|had been) (?:planned|intended|targeted|anticipated)\b")
DONE: Final = ("randomised", "enrolled")
"""What happened to those who were taken in."""
_TAKES_IN: Final = re.compile(
    r"\b(?:we|were|was|only|had been) (?:finally |eventually |only )?"
    r"(?:recruited|enrolled|randomi[sz]ed|included)\b(?! to (?:the|a)\b)"
)
_PARTS: Final = frozenset(["eyes", "limbs", "sites"])
_STAYS: Final = ("admissions", "hospitali", "episodes", "pregnancies", "discharges", "attendances", "injuries")


def owners(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """The people whose eyes, limbs or stays were counted: "53 eyes of 28 patients", "90 admissions of 61 men"."""
    if source.side != "right" or source.noun is None:
        return None
    if source.kind not in _PARTS and not scan.text.startswith(_STAYS, source.noun.start):
        return None
    for mention in rivals.rows[source.sentence][source.place + 1 :]:
        if mention.kind == "participants" and mention.side == "right" and mention.value <= source.value:
            left = scan.text[max(0, mention.start - 8) : mention.start]
            return mention.value if left.endswith((" of ", " from ", " in ", " for ", " by ", "(")) else None
    return None


def reached(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """The numerator of "we traced 112 of the 140 children", "28 of the planned 60": those reached of those wanted."""
    part = rivals.before(source)
    if part is None or part.value >= source.value:
        return None
    if (is_response(scan, part) and _is_of_survey(scan, source)) or _is_share(scan, part, source):
        return part.value
    told = behind(scan, source, rivals.after(source))
    if _WHO_WERE.match(told) and scan.text[part.end : source.start] in OF_ALL:
        return part.value
    return part.value if part.form == "over" and _is_reached(scan, part, source, told) else None


def _is_reached(scan: Scan, part: Mention, source: Mention, told: str) -> bool:
    """Whether a numerator counts those who were taken in; `told` is what is said of its whole."""
    if _WANTED.search(scan.text, part.end, source.start):
        return True
    if (_INVITED.match(told) and _AGREED.search(told)) or (_WERE_TAKEN.search(told) and not _HAD_BEEN.match(told)):
        return True
    if has_answered(scan, told) or _DID_AGREE.match(told):
        return True
    if is_rate_of(scan, part):
        return True
    left = _REACHED.search(scan.text, max(0, part.start - 60), part.start)
    return left is not None and not is_done_by(scan, part)


def _is_of_survey(scan: Scan, source: Mention) -> bool:
    """Whether people were asked for answers, who respond as tumours do: "a response rate of 62% from 1,200 nurses"."""
    return asks(scan) or scan.text.endswith(" from ", 0, source.start)


def _is_share(scan: Scan, part: Mention, source: Mention) -> bool:
    """Whether those taken in are told with their share of all: "412 nurses (92% of 448 listed) filled in a form"."""
    text, start = scan.text, source.start
    if not text.endswith((" of ", " the ", " all "), 0, start):
        return False
    share = _SHARE_OF.search(text, max(part.end, start - 24), start)
    if share is None or abs(100 * part.value / source.value - float(share[1])) > 1:
        return False
    return _LISTED.match(text, source.end) is not None or _ANSWERED.match(text, source.end) is not None


def recruited_instead(scan: Scan, source: Mention, rivals: Rivals) -> int | None:
    """How many were taken in where more were wanted: "the target was 200; we recruited 90". A protocol has none yet."""
    begin = scan.reach_left(source.sentence, source.start, LINE)
    if (
        source.role != "planned"
        or "will" in scan.text
        or not (PLAN.search(scan.text, begin, source.start) or _PLANNED.match(scan.text, source.end))
    ):
        return None
    for mention in rivals.found:
        done = mention.role in DONE and mention.value < source.value and mention.start > source.end
        if done and (mention.side == "right" or mention.form == "bare") and mention.form != "of":
            left = scan.text[max(0, mention.start - LINE) : mention.start]
            if mention.percent is None and _TAKES_IN.search(left + "|" + behind(scan, mention, None, LINE)):
                return mention.value
    return None

"""Lengths of time that lie before the study: histories, what had been taken, what is asked of those who enter. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations import Shape
from evidence.tag.follow_up_cues import Mention

_PAST: Final = re.compile(r"\b(?:previous|past|last|final|preceding|prior)[ -]$")
_AFTER_PAST: Final = re.compile(
    r"'?,?(?: period)? (?:ago|before|earlier|prior|previously|preceding|preoperatively|history|since|lead-time"
    r"|of (?:diabetes|disease|illness|age|symptoms|experience|education|abstinence|onset|life|stable|previous|prior"
    r"|practice|service|schooling|employment|clinical practice|training experience|professional)|in practice"
    r"|post-?residency"
    r"|from (?:diagnosis|onset)|after (?:a |an |the |their |his |her )?(?:[\w-]+ ){0,3}?(?:diagnosis|onset)|pre-\w+)\b"
)
_WITHIN: Final = re.compile(
    r" (?:of|after|following|from) (?:the |their )?(?:complet|diagnos|onset|symptom|initial|last|final|first|birth|"
    r"admission|arrival|hospitali)"
)
_HURT: Final = re.compile(
    r" (?:after|following|post-?) ?(?:a |an |the |their )?(?:[\w-]+ ){0,4}?(?:strokes?|injury|injuries|trauma|"
    r"infarction|"
    r"onset|tbi|concussion|diagnosis|poststroke)\b"
)
_OPERATION: Final = re.compile(
    r" (?:prior to|before|preceding) (?:the |their |elective |planned |definitive |scheduled )*(?:[\w-]+ ){0,2}?"
    r"(?:surgery|operation|procedure|resection|transplantation|delivery|biopsy|surgical)\b"
)
_AT_LEAST: Final = re.compile(
    r"(?:\bat least|\bmore than|\bgreater than|\bminimum of|\blonger than|[>\u2265]=?|\bor=)[ ]?(?:the |a )?$"
)
_ENTRY: Final = re.compile(
    r"'? (?:with (?:inadequate|insufficient|poor)|(?:and )?(?:who )?(?:were|was) (?:not "
    r"(?:adequately|sufficiently|controlled)"
    r"|inadequately |randomi|eligible|enrolled|stratified|included|switched)|or (?:more|"
    r"longer))"
)
_HAD_BEEN: Final = re.compile(r"\b(?:had|have|has) (?:been|received|taken|used|had|suffered)\b[^.;]{0,40}\bfor $")


def past(mention: Mention) -> str | None:
    """What of a length lies before the study: a history, a habit, a condition of entry; None where it lies in it."""
    left = mention.left
    gap = mention.before("history", 45)
    seen = (mention.has("visit") and left.endswith("up to ")) or mention.near_to("follow", 70, 0)
    listed = seen or (mention.duration.shape in {Shape.LIST, Shape.LABELS} and left.endswith("at "))
    if gap is not None and (
        listed or ";" in gap or any(mention.before(k, len(gap)) is not None for k in ("follow", "treat"))
    ):
        gap = None
    if (
        gap is not None
        or _PAST.search(left[-12:])
        or _LIVED.search(left[-60:])
        or (_AFTER_PAST.match(mention.right) and not seen and not _is_before_operation(mention))
        or (left.endswith(("within ", "within the first ", "in the first ")) and mention.has("history"))
        or (
            _HAD_BEEN.search(left[-60:])
            and not mention.near_to("follow", 60, 60)
            and not mention.near_to("observe", 60, 0)
        )
    ):
        return "past"
    return "condition of entry" if _is_entry(mention) else None


_LIVED: Final = re.compile(
    r"\b(?:in practice|practi[sc]ing|practi[sc]ed|worked|employed|smoked|lived|married|in post)\b[^.;]{0,30}\bfor "
    r"(?:over |about |at least |more than )?$"
    r"|\b(?:diabetes|disease|illness|symptoms|pain|complaints?|epilepsy)\b[^.;]{0,25}\b(?:lasted|existed|been present)"
    r" (?:for )?(?:\w+ )?$"
)


def _is_before_operation(mention: Mention) -> bool:
    """Whether a treatment goes on until an operation: "assigned to the drug for 4 weeks prior to surgery"."""
    return (
        mention.left.endswith("for ")
        and _OPERATION.match(mention.right) is not None
        and mention.near_to("treat", 70, 0)
        and not _HAD_BEEN.search(mention.left[-60:])
    )


_DOSED: Final = re.compile(
    r"\b(?:received|receive|were given|was given|administered|treated with)\b(?!.*\b(?:had|have|has|who|"
    r"stable)\b).*\bfor "
)


def _is_entry(mention: Mention) -> bool:
    """Whether a length is asked of those who come in: "for at least 3 months", "within 6 weeks of diagnosis"."""
    if mention.left.endswith("within ") and _WITHIN.match(mention.right):
        return True
    if _HURT.match(mention.right) and _AT_LEAST.search(mention.left[-18:]) and not mention.has("follow"):
        return True
    least = _AT_LEAST.search(mention.left[-18:]) and not mention.right.startswith((" after", " following", " post"))
    if least and _DOSED.search(mention.left):
        return False
    if least and not mention.near_to("follow", 60, 60) and not mention.near_to("observe", 40, 30):
        return True
    return _ENTRY.match(mention.right) is not None and not mention.has("follow")

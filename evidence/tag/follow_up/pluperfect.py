"""What had gone on before the study, told with "had": illness, habits, treatment that had failed. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import LONG_UNITS
from evidence.tag.follow_up.cues import Mention

_SO_LONG: Final = (
    r"(?:an? )?(?:about |over |almost |nearly |some )?(?:(?:overall )?(?:mean|median|average)"
    r"(?: time| period| duration)?(?: of)? )?$"
)
# How they were, however short: "had been ill for a mean of 3 weeks", "the disorder had existed for 5 years".
_HAD_BEEN_SO: Final = re.compile(
    r"\bhad (?:all |each |already )?(?:existed|suffered|complained|waited|had (?!no\b)|been (?!(?:\w+ly )?(?:treated"
    r"|given|followed|observed|monitored|studied|administered|exposed|fed|randomi\w+|enrol\w+"
    r"|in (?:the|this) (?:study|trial)|on|using|taking|maintained|kept|stored|implanted|in (?:place|situ)"
    r"|\w*transplanted|operated|well"
    rf"|\w*-?free|stable|asymptomatic|in (?:\w+ )?remission|no)\b))[^.;,]{{0,40}} for {_SO_LONG}"
)
# What they did, for so long that it was before: "had used opioids for a median of 5 years".
_HAD_DONE_SO: Final = re.compile(
    r"\bhad (?:all |each |already |previously )?(?:used|smoked|trained|practi[sc]ed|worked|lived|drunk|abused"
    r"|experienced|undergone|tried|been (?:on|using|taking|dependent|addicted)\b"
    rf"(?! (?:the )?(?:study|trial|active|protocol)))[^.;,]{{0,40}} for {_SO_LONG}"
)
_BEFORE_ENTRY: Final = re.compile(
    r"\b(?:before|prior to) (?:the |their |study )?(?:entry|enroll?ment|study|trial|inclusion|surgery|operation"
    rf"|randomi[sz]ation|admission|referral),? [^.;]{{0,30}}\bhad\b[^.;,]{{0,50}} for {_SO_LONG}"
)
_HAD_FAILED: Final = re.compile(
    r"\bhad (?:all |each |not |never )?(?:(?<!who had not )responded to|failed(?: to respond to)?|resisted"
    r"|(?<!who had not )improved (?:after|with|on)|been (?:refractory|resistant|unresponsive) to) (?:a mean of )?$"
)
# "Six months of conservative treatment had failed", "physiotherapy for 6 months had brought no relief".
_HAD_NOT_HELPED: Final = re.compile(
    r"(?: of (?:[\w-]+ ){1,5}| )had (?:all |each )?(?:failed|not helped|brought (?:no|little)|given no|produced no"
    r"|been (?:tried|unsuccessful|ineffective|of no|without|in vain))\b"
)
_BACK_FOR: Final = re.compile(
    r"\b(?:previous|prior|earlier|former) (?:[\w-]+ ){1,3}had (?:lasted|gone on|been given|continued) (?:for )?"
    rf"{_SO_LONG}|\b(?:dated|dating|reached|went|going) back (?:for |over )?{_SO_LONG}"
)
# What had gone on when the study was on its way is no history: "when the rats had been on the diet for a year".
_WHEN: Final = re.compile(r"\b(?:after|once|when|until|till|by the time|that|which|(?:at|by) the (?:end|time))\b")
_CUT_OFF: Final = re.compile(
    r"\b(?:cut-?off|last (?:visit|contact|report)|time of (?:\w+ )?(?:analysis|report|writing))\b"
)


# "Four years (case 2) had passed after each accident": how late they came. Since an operation it is a follow-up.
_HAD_PASSED: Final = re.compile(
    r"(?: ?\([^()]{1,30}\))? (?:had|have|has) (?:already )?(?:passed|elapsed|gone by) (?:since|after|from|between) "
    r"(?:the |their |her |his |each |an? )?(?:[\w-]+ ){0,2}?(?:accidents?|injur(?:y|ies)|trauma|onset|diagnos[ie]s"
    r"|illness|symptoms?|infarctions?|strokes?|fall|bite|exposure|infection|menopause|event"
    r"|first (?:attack|symptoms?|episode))\b"
)


def had_passed(mention: Mention) -> bool:
    """Whether so much time had gone by since people fell ill or were hurt."""
    return (" passed " in mention.right or " elapsed " in mention.right or " gone by " in mention.right) and (
        _HAD_PASSED.match(mention.right) is not None
    )


def had_gone_on(mention: Mention) -> bool:
    """Whether a length is what had gone on before the study, in a clause that tells it with "had"."""
    left = mention.left
    if " back " in left and _BACK_FOR.search(left):
        return True
    if " had " in mention.right and _HAD_NOT_HELPED.match(mention.right):
        return True
    if had_passed(mention):
        return True
    if "had " not in left or mention.near_to("follow", 60, 60) or mention.near_to("observe", 60, 0):
        return False
    if (
        _BACK_FOR.search(left)
        or _BEFORE_ENTRY.search(left)
        or (mention.right.startswith(" of ") and _HAD_FAILED.search(left))
    ):
        return True
    found = _HAD_BEEN_SO.search(left)
    if found is None and mention.duration.unit in LONG_UNITS:
        found = _HAD_DONE_SO.search(left)
    return found is not None and not _WHEN.search(left, 0, found.start()) and not _CUT_OFF.search(mention.near)

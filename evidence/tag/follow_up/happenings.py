"""Lengths of time that tell how long something took, waited or went on, not how long anybody was seen. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import IS_ORDINAL
from evidence.tag.follow_up.cues import Mention
from evidence.tag.text import Section

_FILL: Final = (
    r"(?:about |around |only |a |the |first |mean of |median of |an average of |on average |next |nearly |almost )*"
)
# What comes about once: "wounds closed within 6 weeks"; at a visit they "had closed at 6 weeks".
_CAME_ABOUT: Final = re.compile(
    r"\b(?:closed|healed|subsided|walked|removed|withdrawn|taken out|resumed|left (?:the )?hospital|"
    r"(?<!were )recovered|"
    r"engrafted|extubated|weaned|mobili[sz]ed|regained|went home|reached|discharged|relapse came|started|"
    r"lost)\b(?: [\w-]+){0,3}?,? "
    rf"(?:within|in|after|on|by|until|for) {_FILL}$"
    rf"|\b(?:died|fell ill)\b(?: [\w-]+){{0,3}}? (?:on|within|after) {_FILL}$"  # "by 2 years" is survival at that time
    rf"|\b(?:returned|recurred|reappeared) on {_FILL}$"  # not "after": whoever returns after a month is seen then
)
_WENT_ON: Final = re.compile(
    r"\b(?:(?:stayed|remained|left|kept) (?:in place|in situ|open|patent|indwelling)"
    r"|(?<!effect )(?<!effects )(?<!improvement )(?<!benefit )(?<!benefits )"
    r"(?<!relief )(?<!gains )(?<!protection )persisted|wore off|outlasted)"
    rf"(?: [\w-]+){{0,2}}? (?:for|after|until|over) {_FILL}$"
)
_MOST: Final = re.compile(
    r"\b(?:most|half|all|majority|\d+%?) (?:of )?(?:the )?(?:[\w-]+ ){1,4}?(?:occurred|appeared|developed|"
    r"happened|arose|"
    rf"came) (?:within|in|after|during|by) {_FILL}$"
)
_TOOK: Final = re.compile(rf"\b(?:took|takes|required|needed) (?:between |up to |from )?{_FILL}$")
_OF_THE_STUDY: Final = re.compile(
    r"\b(?:treatment|therapy|intervention|course|program(?:me)?|study|trial|training|patients|participants|"
    r"subjects|women|"
    r"men|who|they|volunteers|children|and|then)\b(?: [\w-]+){0,3}? (?:took|takes|required|needed) "
)
_WAITED: Final = re.compile(
    r"\b(?:waiting (?:time|list|period)|sick leave|turnaround|door-to-\w+|lag|inclusion period)\b[^.;]{0,40}$"
    r"|\b(?:recruitment|enroll?ment|accrual|data collection)(?! (?:to|and|until|at|through)\b)[^.;,]{0,40}"
    r" (?:for|over|was|were|took|lasted|of|within|during|in)[ ](?:[\w-]+ ){0,2}$"
)
_QUIT: Final = re.compile(
    r"\b(?:patients?|subjects?|participants?|women|men|children|volunteers?|responders?|one|two|three|four|he|she)"
    r"(?: \([^)]{0,20}\))? (?:discontinued|withdrew|dropped out|stopped|quit|left (?:the )?(?:study"
    r"|trial))\b[^.;]{0,30}? (?:after|at|within|by|on) "
    rf"{_FILL}$"
)
_OF_ONE: Final = re.compile(
    r"\b(?:one|another|a single)(?: of (?:the|these|our|them|\d+|\w+))? (?:patients?|woman|women|man|men|child|"
    r"children|subjects?|participants?|cases?|recipients?|soldiers?|boys?|girls?"
    r"|infants?)\b[^;]{0,60}\b(?:after|at|within|in) $"
)
_DOES: Final = re.compile(  # what is so in general, told in the present
    rf"\b(?:dies?|relapses?|recurs?|develops?|occurs?|heals?) (?:within|in|after|by) {_FILL}$"
)
_GREW: Final = re.compile(
    r"\b(?:had |has |have )?(?:grown|grew|worsened|lost weight|progressed)\b[^.;]{0,20}\b(?:over|for|during) $"
)
_YEARS_BEFORE: Final = re.compile(r"\b(?:19|20)\d\d[,;]? \(?(?:a|an|i\.e\.,? a|over a|during a) $")
_OURS: Final = re.compile(
    r" (?:our|the|this|one) (?:\w+ )?(?:centre|center|hospital|unit|department|institution|clinic|group|team|"
    r"registry)\b"
)
_OF_MATERIAL: Final = re.compile(
    r" (?:after|of|following|from) (?:the |their |its )?(?:harvest|collection|apheresis|thaw|processing|"
    r"slaughter|excision|"
    r"explant|procurement|retrieval|refrigerat|storage)"
)
_KEPT: Final = re.compile(
    r"\b(?:it|they|samples?|plasma|serum|solutions?|reagents?) (?:was|were|is|are) stable for $"
    r"|\b(?:storage|stored|frozen|refrigerated|archived|banked|cryopreserved)(?: of [\w-]+| at [^.;,]{2,20})?,? \(?"
    r"(?:for |up to |over |of |at least |at most |(?:less|more|longer) than |or "
    r"|an? (?:mean|median|average) of |[<>=\u2264\u2265] ?)*$"
)
# What a regimen after an operation allowed at which time: "weight bearing was allowed at 6 weeks".
_BEARING: Final = re.compile(
    r"\b(?:weight-?[ ]?bearing|mobili[sz]ation|sports?|sporting activit\w+|physiotherapy)\b[^.;,]{0,20}"
    r"\b(?:allowed|permitted|begun|started|commenced|initiated|encouraged|delayed|restricted|avoided"
    r"|achieved|reached) (?:only )?(?:at|after|until|for) $"
    r"|\b(?:sutures|stitches|staples|drains?|hardware|metalwork|pins|wires|stents?|casts?|splints?)"
    r" (?:was|were) removed (?:at|after|within) $"
    r"|\bunion (?:was|were) (?:achieved|obtained) after $|\breturn to (?:work|sports?|play) was (?:at|after) $"
)
# "Kept for up to 10 years at -80 degrees"
_KEPT_COLD: Final = re.compile(
    r" (?:at|in) (?:(?:minus |about |[-<+\u2264])? ?\d+ ?(?:\u00b0|\u00ba|deg|c\b)|liquid nitrogen|room temperature"
    r"|the (?:freezer|refrigerator|fridge)|formalin|a (?:freezer|refrigerator))"
)
_SINCE_ONSET: Final = re.compile(r" of (?:the |its |their )?(?:discontinu|stopping|cessation|exposure)")
_OF_EACH_OTHER: Final = re.compile(r" of (?:one another|each other)\b")
_SERVICE: Final = re.compile(
    r"(?: of|') (?:an?|the|our) (?:[\w-]+ ){0,4}?"
    r"(?:regist|programme|program\b|service|clinic|unit\b|practice|cent(?:re|er))"
)
_STABLE: Final = re.compile(r"\b(?:patients|subjects|participants|those|adults|women|men) (?:who were )?stable for $")


def happening(mention: Mention) -> str | None:
    """What went on for a length of time, or until it was over; None where it may be one of observation."""
    left, right = mention.left, mention.right
    if mention.duration.shape is IS_ORDINAL and left.endswith(("in their ", "in his ", "in her ")):
        return "name"
    if right.startswith(" to live") or (left.endswith("stable for ") and _STABLE.search(left[-50:])):
        return "condition of entry"
    if why := _of_things(mention):
        return why
    kinds = mention.kinds
    if "follow" in kinds and mention.before("follow", 70) is not None:
        return None
    if (left.endswith("over ") and _OURS.match(right)) or (
        left.endswith((" a ", " an ", "(a ", "(an ")) and _YEARS_BEFORE.search(left[-24:])
    ):
        return "recruitment"
    befell_one = (
        "visit" not in kinds and left.endswith((" after ", " at ", " within ", " in ")) and _OF_ONE.search(left)
    )
    may = "took " in left or "needed " in left or "door-to" in left or _is_told_before(mention)
    return "event" if befell_one or (may and _is_event(left)) else None


_KEPT_FOR: Final = (
    " for ", "storage ", "stored ", "frozen ", "up to ", " over ", " of ", "(", "=", "= ", "<", "< ", ">", "> ",
    "\u2264", "\u2264 ", "\u2265", "\u2265 ", " than ", " least ", " most ",
)  # fmt: skip


def _of_things(mention: Mention) -> str | None:
    """What a length is of a thing and of nobody: of a sample that was kept, an exposure that ended, a service."""
    left, right = mention.left, mention.right
    if _OF_MATERIAL.match(right) or _KEPT_COLD.match(right) or (left.endswith(_KEPT_FOR) and _KEPT.search(left[-40:])):
        return "assay"
    if left.endswith(("in place for ", "in situ for ")):
        return "event"
    if left.endswith((" at ", " after ", " until ", " for ")) and _BEARING.search(left):
        return "event"
    if (left.endswith("within ") and _SINCE_ONSET.match(right)) or _OF_EACH_OTHER.match(right):
        return "event"
    return "recruitment" if mention.sentence.section is Section.TITLE and _is_of_service(mention) else None


def _is_of_service(mention: Mention) -> bool:
    """Whether a title tells how long something has been done: "ten years of a register", "the first 5 years in"."""
    left, right = mention.left.rstrip(), mention.right
    if left.endswith("the first"):
        return not right.startswith((" of life", " after", " of follow", " post", " following"))
    return left[-1:] in _TITLE_OPENS and _SERVICE.match(right) is not None


_TITLE_OPENS: Final = ("", ":", ".", ";", "-")
_KINDS: Final = frozenset(["happen", "call", "befell"])


def _is_told_before(mention: Mention) -> bool:
    """Whether the words before a length have one of what can happen; without it no pattern can match."""
    if not _KINDS & mention.kinds:
        return False
    start = mention.duration.start
    low = start - len(mention.left)
    return any([kind in _KINDS and low <= at < start for kind, at, _ in mention.cues])  # noqa: C419 - a list takes half the time


def _is_event(left: str) -> bool:
    """Whether the words before a length say that something came about, took so long or went on for so long."""
    if (
        _CAME_ABOUT.search(left)
        or _WENT_ON.search(left)
        or _WAITED.search(left)
        or _GREW.search(left)
        or _MOST.search(left)
        or _QUIT.search(left)
        or _DOES.search(left)
    ):
        return True
    return _TOOK.search(left) is not None and _OF_THE_STUDY.search(left) is None

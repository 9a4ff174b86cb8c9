"""Times after which all were seen again, were alive still, or had been under observation. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import IS_RANGE, LISTED, LONG_UNITS
from evidence.tag.follow_up.cues import Mention

_SEEN: Final = (
    r"(?:seen|examined|re-?examined|reviewed|traced|recalled|interviewed|assessed|re-?assessed|evaluated|re-?evaluated"
    r"|contacted|questioned|re-?studied|visited|re-?tested)"
)
# "Forty were examined after at least two years"; who "had been seen after" it is seldom all.
_AFTER_LEAST: Final = re.compile(
    rf"(?<!had been )(?<!been )\b{_SEEN}(?: again)?(?: [\w-]+){{0,3}}?"
    r" (?:after|at) (?:at least|more than|over|no less than|not less than|a minimum of) $"
    r"|(?<!who )(?<!that )\b(?:were|was) (?:all )?(?:seen|reviewed|observed|watched) for"
    r" (?:at least|more than|over) $"
    r"|\b(?:clinical|subsequent|benign|uneventful) (?:course|behaviou?r|outcome) (?:for|over) (?:at least|more than) $"
)
_LEASTS: Final = ("at least ", "more than ", "over ", "less than ", "minimum of ")
# "Of 80 patients reviewed 2 to 14 years later", "four survive after 3 to 9 years", "observed from 1 to 9 years".
_AT_RANGE: Final = re.compile(
    rf"\b(?:{_SEEN}(?: again)?|results|outcomes?)(?: [\w-]+){{0,3}}?(?P<after> (?:after|at))? $"
)
_ALIVE_AT: Final = re.compile(
    r"(?<!who )(?<!that )\b(?:(?:are|is|were|was|remain|remained|still) (?:all )?(?:alive|living|well"
    r"|free of (?:[\w-]+ ){0,2}[\w-]+|disease-free|without (?:evidence of )?(?:recurrence|relapse|disease|symptoms)"
    r"|in (?:complete )?remission)"
    r"(?: and (?:well|free of [\w-]+|disease-free))?|survive"
    r"|(?:are|is) (?:alive|living) with [\w -]{2,40}"
    r"|has (?:had )?no (?:recurrence|relapse|symptoms|complaints))(?P<after>,? (?:after|at|for))? $"
)
# "He is without recurrence 26 months on"; those "who were alive five years after diagnosis" had only then come in.
_IS_ALIVE: Final = re.compile(
    r"(?<!who )(?<!that )(?<!which )\b(?:(?:is|are|remains?) (?:now |still )?(?:all )?(?:alive|living|well|symptom-free"
    r"|disease-free|in (?:complete )?remission|(?:free of|without) (?:(?:evidence|signs) of )?[\w-]+)"
    r"(?: and (?:well|free of [\w-]+|disease-free))?|has (?:had )?no (?:recurrence|relapse|symptoms|complaints))"
    r"(?: (?:at|after|now))? $"
)
_ON: Final = re.compile(r" (?:on|later|after|since)\b(?! (?:diagnosis|onset|entry))")
_OBSERVED_FROM: Final = re.compile(r"\b(?:observed|watched|monitored|under observation) (?:from|for|between) $")
_LATER: Final = re.compile(
    r"'? (?:later|afterwards|after|following|post|from (?:graft|transplant|surgery|operation|treatment))\b"
    r"(?! (?:symptom|onset|diagnos|birth|the onset))"
)
# "At a median of 31 months (17-52) 15 patients are alive", "relapse-free survival is 91% at a median of 7 years".
_OPENS_AT: Final = re.compile(
    r"(?:results?:? |conclusions?:? )?(?:at|after) an? (median|mean|average)(?: time| interval| period)?(?: of)? "
)
_WHO: Final = re.compile(
    r"(?: ?[(\[][^()\[\]]{1,60}[)\]])?,? (?!of\b|after the (?:last|end)|from (?:diagnosis|onset|the onset)\b)"
    r"[^.;]{0,60}?"
    r"\b(?:alive|died|dead|living|survive|survived|patients|women|men|children|hips|knees|eyes|grafts|implants|none|all"
    r"|were well)\b"
)
_ALIVE_ON_AVERAGE: Final = re.compile(
    r"\b(?:(?:alive|living|well|disease-free|in (?:complete )?remission)\b[^.;,]{0,30}"
    r"|survival (?:is|was) [^.;,]{1,20}) (?:at|after|for|with) an? (median|mean|average) of $"
)
# "Median time under observation was 33 months", "a median time in the register of 7 years".
_UNDER: Final = re.compile(
    r"\b(mean|median|average|medians|total) (?:time|period|duration|interval|length|stay)? ?(?:under|in|on|of)"
    r" (?:the |this |our )?(?:observation|surveillance|follow-?[ ]?up|study|register|registry|cohort|monitoring"
    r"|review)\b"
    r"(?! (?:of |was |were )?(?:treat|therap|drug|medic))(?:(?! months| years)[^.;,]){0,40}?"
    r" (?:was|were|is|of|averaged|being) $"
)
# "At the last control (median 21 months)", "contact took place at a median of 4 years".
_AT_LAST: Final = re.compile(
    r"\b(?:last|latest|final|most recent|closing) (?:clinic |office |outpatient |clinical )?"
    r"(?:control|contact|interview|review|examination|assessment|evaluation|visit|observation|report|news)"
    r"(?: \((?:(mean|median|average)(?:,| of)? )?"
    r"|,? (?:took place |was |made )?(?:at|after) an? (mean|median|average)(?: of)? )$"
    r"|\b(?:contact|review|re-?examination) took place (?:at|after) an? (mean|median|average)(?: of)? $"
)
# "The three have been seen for 14, 19 and 23 months".
_SEEN_FOR: Final = re.compile(
    r"(?<!who )(?<!that )\b(?:has|have) (?:now |so far |all )?been (?:seen|followed|observed|watched|under observation)"
    r" for(?: up to)? $"
)
# "Every survivor was traced, the shortest interval being five years".
_SHORTEST: Final = re.compile(
    r"\b(?:followed|traced|seen|examined|reviewed|observed|re-?examined)\b[^.;]{0,60}"
    r"\b(?:shortest|minimum|least) (?:interval|period|time|observation|follow-?up) (?:being|was|of) $"
)
# "Data after the start of treatment for a maximum of 1 year were recorded".
_DATA_FOR: Final = re.compile(
    r"\b(?:data|records|claims|events|results)\b[^.;]{0,60} for (?:(?:up to|at least)|an? (?:maximum|minimum) of) $"
)
_WERE_KEPT: Final = re.compile(
    r"(?: [\w-]+){0,5}? (?:were|was)"
    r" (?:recorded|collected|extracted|obtained|analy[sz]ed|retrieved|available|included)\b"
)
_SUMMED_UP: Final = (
    "median ",
    "mean ",
    "average ",
    "of ",
    "was ",
    "were ",
    "is ",
    "averaged ",
    "being ",
    "(",
    "median, ",
    "mean, ",
)
_FOR_MOST: Final = ("for up to ", "for at least ", "maximum of ", "minimum of ")
_BEING: Final = ("being ", "was ", "of ")
_BACK: Final = 110  # characters that the patterns above take


def seen_late(mention: Mention) -> str | None:
    """The statistic of a time after which people were seen again or alive; None where a length is none."""
    left = mention.left
    if mention.duration.unit not in LONG_UNITS:
        return None
    if limit := _limit(mention):
        return limit
    if mention.duration.shape is IS_RANGE and _is_range(mention):
        return mention.duration.statistic or "range"
    if left.endswith(_SUMMED_UP) and (averaged := _averaged(mention)):
        return averaged
    return "fixed" if _ON.match(mention.right) and _IS_ALIVE.search(left) else None


def _limit(mention: Mention) -> str | None:
    """The statistic of the least or the most time for which all were seen, or data were kept."""
    left = mention.left
    if left.endswith(_FOR_MOST) and _WERE_KEPT.match(mention.right) and _DATA_FOR.search(left):
        return "maximum" if left.endswith(("up to ", "maximum of ")) else "minimum"
    if left.endswith(_LEASTS) and _AFTER_LEAST.search(left) and not mention.right.startswith(" of "):
        return "minimum"
    if left.endswith(" for ") and _SEEN_FOR.search(left):
        return "maximum" if mention.duration.shape in LISTED else "fixed"
    return "minimum" if left.endswith(_BEING) and _SHORTEST.search(left) else None


def _is_range(mention: Mention) -> bool:
    """Whether a range is one of times at which they were seen: "reviewed 2 to 14 years later", "alive at 3-9 years"."""
    left = mention.left
    if _OBSERVED_FROM.search(left):
        return True
    found = _AT_RANGE.search(left) or _ALIVE_AT.search(left)
    return found is not None and (found["after"] is not None or _LATER.match(mention.right) is not None)


def _averaged(mention: Mention) -> str | None:
    """The statistic of a mean or median of the times at which all were seen or alive."""
    left = mention.left
    found = _OPENS_AT.fullmatch(left)
    if found and not _WHO.match(mention.right):
        return None
    found = found or _ALIVE_ON_AVERAGE.search(left) or _UNDER.search(left) or _AT_LAST.search(left)
    if found is None:
        return None
    alone = "range" if mention.duration.shape is IS_RANGE else "last-visit"  # "at the last visit (30 months)"
    said = next((word for word in found.groups() if word), alone)
    return {"average": "mean", "medians": "median", "total": "fixed"}.get(said, said)

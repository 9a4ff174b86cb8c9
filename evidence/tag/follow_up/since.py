"""Time since an operation, or from the first look to the last: how long those who are seen now were watched. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.seen_late import seen_late

_DONE: Final = (
    r"(?:operation|surgery|procedure|transplant\w*|[\w-]*graft\w*|shortening|lengthening|repair|implant\w*|irradiation"
    r"|radiotherapy|diversion|fusion|bypass|replacement|fixation|emboli[sz]ation"
    r"|[a-z]{3,}(?:ectomy|plasty|otomy|ostomy|desis))"
)
_AVERAGED: Final = r"(?:was|were|averaged|spanned|ranged from)(?: an? (?:median|mean|average) of)? $"
_AGO: Final = re.compile(
    rf"\b(?:interval|time|period) (?:from|since|between) (?:the |their )?(?:(?!to |and )[\w-]+ ){{0,2}}?{_DONE}"
    rf"(?: \([^()]{{1,20}}\))?(?: (?:to|at|and) (?:the |this )?(?:last |latest |final )?"
    rf"(?:review|examination|follow-up|survey|interview|assessment|visit|contact))?"
    rf" {_AVERAGED}"
)
_LEAST: Final = 28.0  # days: less is when something happened
# "Now, eleven years since the first graft, she is at work".
_SINCE_DONE: Final = re.compile(rf" since (?:the |her |his |their |this )?(?:first |last |initial )?{_DONE}")
_NOW: Final = ("now, ", "now ", "today, ")
_FIRST_TO_LAST: Final = re.compile(
    rf"\binterval (?:between|from) (?:the )?first (?:and|to) (?:the )?last (?:[\w-]+ )?{_AVERAGED}"
)
_PASSED: Final = re.compile(
    r"(?: ?\([^()]{1,30}\))? (?:had|has|have) (?:passed|elapsed|gone by) since (?:the |their )?(?:[\w-]+ ){0,2}?"
    + _DONE
)


# "412 person-years (mean 5.7 years)", "of 412 patient-years, with a mean of 5.7 years per patient".
_YEARS: Final = r"\b(?:person|patient|participant|subject|wom[ae]n|child)s?'?[ -]years\b"
_IN_ALL: Final = re.compile(
    rf"{_YEARS}(?: (?:of|at) [a-z -]{{4,20}})?"
    r"(?: (?:was|were) \w+)?(?:,? (?:or|i\.e\.|that is),?|,? with|,? for| \(|, | or)(?: on)?(?: ?an?)? "
    r"?(mean|median|average)(?: of|,)? $"
)
# "Over 5,206 person-years (17.7 years a head)".
_A_HEAD: Final = re.compile(r" (?:a|per) (?:head|person|patient|subject|participant|man|woman|child)\b")
_YEARS_OPEN: Final = re.compile(rf"{_YEARS} \($")
# "Observed from entry until 31 December 2015 (mean, 6.1 years)".
_UNTIL: Final = re.compile(
    r"\b(?:followed|observed|monitored|traced|tracked|follow-?up|ascertained|checked)\b[^.;()]{0,60}"
    r"\b(?:until|through|to|till) "
    r"[^.;()]{0,40}\b(?:19|20)\d\d(?: \(|, (?:for )?an? )(mean|median|average)(?: of|,)? $"
)
_AVERAGES: Final = tuple(f"{word}{end}" for word in ("mean", "median", "average") for end in (" ", ", ", " of "))
_BACK: Final = 150  # characters that the patterns above can take


def _of_all(mention: Mention) -> str | None:
    """The statistic of a time in which all were seen, by their years or the date of the end that it stands behind."""
    if mention.left.endswith("years (") and _A_HEAD.match(mention.right) and _YEARS_OPEN.search(mention.left):
        return "mean"
    if not mention.left.endswith(_AVERAGES):
        return None
    before = mention.left_within(_BACK)
    found = ("years" in before and _IN_ALL.search(before)) or _UNTIL.search(before)
    return found[1].replace("average", "mean") if found else None


# "Since the tablets were begun a year ago she has had no attack", "removed two years ago, and he has been well since".
_SINCE_THEN: Final = re.compile(
    r"(?:^|[,;:] )since (?!(?:the |his |her |their )?(?:onset|diagnosis|illness|birth))[^.;]{3,70}$"
    r"|\b(?:was|were) (?:started|put|placed|begun|commenced) on [^.;]{2,50}$"
    r"|\b(?:underwent|(?:was|were) (?:operated|treated|transplanted|implanted|excised|removed|resected|shunted))\b"
    r"[^.;]{0,50}$"
)
_AGO_AND_WELL: Final = re.compile(
    r" ago,? [^.;]{0,50}?\b(?:has|have) (?:now |since )?(?:been (?:\w+ly )?(?:well|free|in|without|asymptomatic|symptom"
    r"|stable|no)|had (?:no|neither)|not (?:had|recurred|relapsed)|remained|stayed|experienced no|never)\b"
)
_EVER_SINCE: Final = re.compile(r" since(?: then)?(?:[.,;]|$)")


def _is_well_since(mention: Mention) -> bool:
    """Whether somebody has been well since what was done so long ago."""
    if not mention.right.startswith(" ago") or not _AGO_AND_WELL.match(mention.right):
        return False
    return (_SINCE_THEN.search(mention.left) or _EVER_SINCE.search(mention.right)) is not None


def since(mention: Mention) -> str | None:
    """The statistic of a time since an operation or between the first look and the last; None where it is neither."""
    if of_all := _of_all(mention) or seen_late(mention):
        return of_all
    if _is_well_since(mention):
        return "fixed"
    left, right = mention.left, mention.right
    told = "interval" in left or " since " in left or "time from" in left or "time between" in left
    passed = (
        " since " in right
        and not left.endswith(" whom ")
        and (_PASSED.match(right) or (left.endswith(_NOW) and _SINCE_DONE.match(right)))
    )
    if not passed and not (told and (_AGO.search(left) or _FIRST_TO_LAST.search(left))):
        return None
    if not passed and mention.duration.days < _LEAST:
        return None  # "44 bled late; the average time from the operation was 8 days"
    if "median" in left:
        return "median"
    averaged = "mean" in left or "average" in left or right.startswith((" (sd", " \u00b1", " +/-"))
    return "mean" if averaged else "fixed"

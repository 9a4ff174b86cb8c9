"""Periods in which the participants came in, which are no follow-up: calendar years, operations of a decade. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.worked_over import was_worked_over
from evidence.tag.months import MONTHS, SHORT_MONTHS

_ENROL: Final = re.compile(
    r"\b(?:recruited|included|identified|recruitment|enrol\w*|admissions?|admitted|presenting|"
    r"presentations?|screened|referr\w+|accru\w+|"
    rf"consecutive\w*|reviewed|experience|records of|between (?:{'|'.join(MONTHS)}|\d{{4}}))\b"
)
_WITHIN_PERIOD: Final = re.compile(
    r"\b(?:over|during|within|in)(?: (?:a|an|the|our|this|period of))*(?: period of)? ?$"
)
_IN_YEARS: Final = re.compile(
    r"'?[ -](?:time )?(?:period|span|interval),? ?[(,]?(?:from |between )?(?:\w+ )?(?:19|20)\d\d\b"
)
_PEOPLE: Final = re.compile(
    r"'?[ -](?:study |time |review )?(?:period|span|interval),? (?:\([^)]{0,40}\),? |from [^,]{0,40}, )?"
    r"(?:(?:a total of|there were|we|all|in all|overall),? )?(?:\d|(?:[\w-]+ ){0,4}?(?:patients|cases|operations|"
    r"procedures|women|men|children|infants|eyes|knees|hips|deliveries|births|transplants|treated|operated|"
    r"performed)\b)"
)
_WERE_PLACED: Final = re.compile(
    r"\b(?:placed|performed|implanted|operated|underwent|seen|admitted|done|inserted|carried out|diagnosed|referred|"
    r"collected|encountered|identified|transplanted|removed)\b[^.;]{0,40}\b(?:over|during|within|in) an? $"
)
_CAME: Final = re.compile(
    r"\b(?:underwent|operated|diagnosed|performed|seen|attended|registered|were treated|was treated|had|"
    r"received|we treated|occurred|undergoing|reviewed|delivered)\b"
)


_DATED: Final = re.compile(
    rf"'?,? ?[(,]?(?:from |between |since )?(?:the )?(?:{'|'.join(SHORT_MONTHS)})[a-z]* (?:\d{{1,2}},? )?"
    r"(?:19|20)\d\d\b|'?,? ?\((?:19|20)\d\d ?(?:-|to) ?(?:19|20)?\d\d\b"
    r"|'? \((?:19|20)\d\d\)|'? from (?:19|20)\d\d\b|'? (?:19|20)\d\d ?(?:-|to) ?(?:19|20)?\d\d\b"
)
# "Two 12-month periods (March 2001 to February 2002 and ...)": stretches of a calendar that are compared.
_OF_CALENDAR: Final = re.compile(
    r"'?[ -](?:[\w-]+ ){0,2}?periods(?:,? (?:one |the first |immediately )?(?:before|preceding|prior to)[^();.]{0,40})?"
    r"[ ,:;(-]{0,3}(?:(?:from|between|in|during|of|i\.e\.) )?"
    rf"(?:the )?(?:\d{{1,2}} )?(?:(?:{'|'.join(SHORT_MONTHS)})[a-z]*"
    rf"(?: ?(?:-|to|through|until) ?(?:\d{{1,2}} )?(?:{'|'.join(SHORT_MONTHS)})[a-z]*)? )?"
    r"(?:\d{1,2},? )?(?:19|20)\d\d\b"
)
_OF_THIS: Final = (" study", " trial", " treatment", " intervention", " program", " double-blind", " open-label")
_BEFORE_PERIOD: Final = (
    "a ",
    "an ",
    "the ",
    "our ",
    "this ",
    "of ",
    "over ",
    "during ",
    "within ",
    "in ",
    "over",
    "in",
)
_NO_TREATMENT: Final = frozenset(["period", "phase", "course"])


# "Admitted over ten weeks", "who attended our clinic over four years", "diagnosed here in the course of 12 years".
_CAME_OVER: Final = re.compile(
    r"\b(?:admitted|presented|presenting|encountered|transferred|referred"
    r"|attend(?:ed|ing) (?:our|the|a|this|one) (?:[\w-]+ ){0,3}?"
    r"(?:clinic|hospital|unit|department|centre|center|service)"
    r"|(?:diagnosed|seen|treated|operated on) (?:at|in|by) (?:our|one|this|a single) (?:[\w-]+ ){0,2}?\w+)\b"
    r"(?: [^.;,]{1,40})? (?:over|in the course of)(?: the| some| about| a period of)? $"
)
_WE_MET: Final = re.compile(
    r",? (?:we|our (?:unit|clinic|hospital|department)) (?:have |had )?"
    r"(?:encountered|met|saw|seen|admitted|operated|diagnosed|approached|screened|invited)\b"
)
# "39 were randomised over 21 months", "reports filed in 14 hospitals over two years".
_PLACED_OVER: Final = re.compile(
    r"\b(?:were|was) randomi[sz]ed (?:over|in|during|within) $"
    r"|\b(?:targets?|goal|aim|plan)\b[^.;]{0,40} \d+ (?:[\w-]+ ){1,2}(?:in|within|over) $"
    r"|\b(?:filed|published|born|notified) (?:in|at|to) [^.;,]{1,40} (?:over|during|in|within)(?: the)? $"
    r"|\b(?:patients|cases|women|men|children|infants)\b[^.;]{0,40} (?:treated|admitted|operated on|seen|born) in the "
    r"(?:following|next|preceding|previous) $"
)
_OPENS: Final = re.compile(r"(?:^|: )(?:in|over|during|within)(?: an?)? $")
_WERE_ELIGIBLE: Final = re.compile(
    r"(?:[ -](?:time )?period)?,? [\w,]+ (?:[\w-]+ ){1,3}?(?:were|was) "
    r"(?:eligible|screened|randomi[sz]ed|recruited|referred|approached|invited|asked(?! to (?!take part|join"
    r"|participate))|born)\b"
    r"|,? \d+ (?:[\w-]+ ){1,2}(?:entered|joined)\b"
)
# "Over 5 years, 74 patients underwent surgery in the town": those who came in that time.
_WERE_TREATED: Final = re.compile(
    r",? (?:a total of )?[\w,]+ (?:[\w-]+ ){0,3}?"
    r"(?:patients|women|men|children|infants|cases|procedures|operations|transplants|transplantations)"
    r" (?:received a total|underwent|presented|(?:were|was) (?:treated|operated|seen|admitted|identified|performed"
    r"|carried out|done|managed|transplanted))\b"
)
# "All patients who had undergone the operation within a 7-year period".
_WHO_HAD_IT: Final = re.compile(
    r"\b(?:patients|women|men|children|infants|people|persons|adults|cases|those) (?:who|that)(?: had| have| were)?"
    r" (?:undergone|underwent|had|received|operated|treated|admitted|seen)\b[^.;,]{0,80}"
    r" (?:within|over|during|in) an? $"
)
# "1,248 patients with fractures during a 7-year period", "isolates over a 3-year period": no verb says what was done.
_NO_VERB: Final = (
    r"(?:(?!(?:were|was|had|have|received|underwent|followed|treated|took|monitored|survived|seen)\b)[\w-]+ )"
)
_HAVING_IT: Final = re.compile(
    rf"\b(?:patients|cases|women|men|children|infants|adults) with {_NO_VERB}{{1,8}}(?:over|during|within|in) an? $"
    rf"|\b(?:isolates|strains|specimens|admissions|discharges|deliveries|autopsies) {_NO_VERB}{{0,6}}"
    r"(?:over|during|within|in) an? $"
)
_CAME_WITH_IT: Final = re.compile(f"{_WHO_HAD_IT.pattern}|{_HAVING_IT.pattern}")
# How the words before such a period end, each of the patterns and "in the ensuing": without it none needs a try.
_OVER: Final = (
    *(f"{over}{more} " for over in ("over", "in the course of") for more in ("", " some", " about", " a period of")),
    *("in ", "during ", "within ", "over the ", "in the ", "during the ", "within the ", "in the course of the "),
    *("over a ", "during a ", "in a ", "within a ", "over an ", "in an "),
    *("following ", "next ", "preceding ", "previous ", "ensuing "),
)
_WHO: Final = 140  # characters that this takes
_LONG: Final = 360.0  # days: in a shorter period people may as well be treated as come in
_PERIODS: Final = ("-period", " period", "-span", " span")
_OF_WATCHING: Final = (" of surveillance", " of observation", " of monitoring")
_OPENING: Final = 30  # characters that may stand before the length with which a sentence opens


def _treated(mention: Mention) -> bool:
    """Whether a word of treatment stands shortly before the length; "over a period of" is none."""
    start = mention.duration.start
    return any(
        cue.kind == "treat"
        and start - 40 <= cue.end <= start
        and mention.folded[cue.start : cue.end] not in _NO_TREATMENT
        for cue in mention.cues
    )


def _came_over(mention: Mention) -> bool:
    """Whether patients came for so long: "admitted over ten weeks", "over 11 years we encountered fourteen".

    Or were looked for: "in 10 months 74 women were eligible", "all consecutive operations in the ensuing 12 months".
    """
    left = mention.left
    if len(left) < _OPENING and left.count(" ") < 4 and _WE_MET.match(mention.right):
        return True
    if not left.endswith(_OVER):
        return False
    if _CAME_OVER.search(left):
        return True
    of_years = mention.duration.days >= _LONG and mention.right.startswith(_PERIODS)
    if of_years and _CAME_WITH_IT.search(mention.left_within(_WHO)):
        return True
    if _OPENS.search(left) and (
        _WERE_ELIGIBLE.match(mention.right) or (mention.duration.unit == "years" and _WERE_TREATED.match(mention.right))
    ):
        return True
    return _PLACED_OVER.search(left) is not None or (left.endswith("in the ensuing ") and "consecutive" in left)


_COMES_AFTER: Final = ("following ", "next ", "subsequent ", "ensuing ", "the ")


def _comes_after(mention: Mention) -> bool:
    """Whether a length is one of surveillance or the year that follows something, in which nobody was recruited."""
    later = mention.wording.startswith(_COMES_AFTER) or mention.right.startswith(_OF_WATCHING)
    return later and "recruited" not in mention.near and "enrolled" not in mention.near


def is_recruitment(mention: Mention) -> bool:
    """Whether a period is the one in which patients came in: "admitted during a 7-month period"."""
    watched = mention.has("follow") or _comes_after(mention)
    if mention.duration.unit not in {"weeks", "months", "years"} or watched:
        return False
    if mention.right.startswith((" of recruitment", " of enrol", " of accrual")):
        return True
    if _DATED.match(mention.right) or ("periods" in mention.right and _OF_CALENDAR.match(mention.right)):
        return not _treated(mention)
    if _came_over(mention) or was_worked_over(mention):
        return True
    left, right = mention.left, mention.right
    if (
        mention.duration.unit == "weeks"
        or not left.endswith(_BEFORE_PERIOD)
        or not _WITHIN_PERIOD.search(left[-30:])
        or right.startswith(_OF_THIS)
    ):
        return False
    return not _treated(mention) and (
        (_WERE_PLACED.search(left) is not None and right.startswith(("-period", " period")))
        or _IN_YEARS.match(right) is not None
        or (_PEOPLE.match(right) is not None and _CAME.search(mention.near) is not None)
        or _ENROL.search(mention.near) is not None
    )

"""Time away from work or in hospital, incubation, years gained, rates a year, the training of staff. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import LISTED
from evidence.tag.follow_up.cues import Mention
from evidence.tag.holding import holds

_SO_LONG: Final = r"(?:an? )?(?:(?:mean|median|average|total)(?: of)? |about |up to |at least |over |only )?$"
_AWAY: Final = re.compile(
    r"\b(?:was|were|been|stayed|remained|lay|spent) (?:off (?:work|school|duty|sick)|in (?:a )?hospital"
    r"|on sick[ -]leave"
    rf"|absent(?: from (?:work|school))?|bedridden|unable to (?:work|walk))(?: [\w-]+){{0,2}}? for {_SO_LONG}"
)
_BACK: Final = re.compile(
    r"\b(?:half|most|all|many|the majority|\d+%?)(?: [\w-]+){0,4} (?<!had )(?:returned to (?:\w+ )?(?:work|school"
    r"|sports?|play|duty|activit\w+)|resumed (?:work|sports?|school)|went back to (?:work|school)) (?:in|within|after)"
    rf"(?: a| the first)? {_SO_LONG}"
    r"|\b(?:was|were) back (?:at|in|to) (?:work|school) (?:in|within|after) $"
)
_INCUBATED: Final = re.compile(
    r"\b(?:incubation|latent|latency|prodromal|infectious|window|generation) (?:period|time|interval)s?"
    rf"(?: (?:of|for|in) [^.;,]{{2,30}}?)? (?:is|was|were|of|lasts|lasted|ranged|ranges"
    rf"|being)\b[^.;]{{0,20}}?{_SO_LONG}"
)
_GAINED: Final = re.compile(
    r"\b(?:life[ -]years?|life expectancy|qalys?|quality-adjusted life[ -]years?)\b[^.;]{0,40} "
    rf"(?:to|was|were|is|of|by) {_SO_LONG}"
)
# "Events occurred after 5, 14 and 20 weeks": when something befell one after the other.
_CAME_AT: Final = re.compile(
    r"\b(?:events?|deaths?|relapses?|recurrences?|failures?|revisions?|fractures?|infections?|strokes?|ruptures?"
    r"|thrombos[ei]s|seizures?|attacks?|metastas[ei]s|complications?) (?:had )?(?:occurred|appeared|developed"
    r"|happened|came|arose),? (?:at|after|in) $"
)
_FIRST_CAME: Final = re.compile(
    r"\bthe first (?:[\w-]+ )?(?:event|death|relapse|recurrence|attack|seizure|failure|case|episode)s? "
    r"(?:came|occurred|appeared|developed|happened|was seen) (?:after|at|within) $"
)
_SHARES: Final = re.compile(r",? (?:in|were|was) [^.;]{0,20}%|,? respectively|,? after|,? post|,? follow|,? later")


def away(mention: Mention) -> str | None:
    """That a length is a time they were away, or until something came, or what was gained; None where it is not."""
    left = mention.left
    if left.endswith(("for ", "of ", "about ", "up to ", "least ", "over ", "only ")) and _AWAY.search(left):
        return "event"
    if ("returned to" in left or "resumed" in left or "back " in left) and _BACK.search(left):
        return "event"
    if (" period" in left or " time" in left or " interval" in left) and _INCUBATED.search(left):
        return "measure"
    if ("life" in left or "qaly" in left) and _GAINED.search(left):
        return "outcome"
    if left.endswith(("after ", "at ", "within ")) and " first " in left[-60:] and _FIRST_CAME.search(left):
        return "event"
    listed = mention.duration.shape in LISTED and left.endswith(("at ", "after ", "in "))
    return "event" if listed and _CAME_AT.search(left) and not _SHARES.match(mention.right) else None


_A_YEAR: Final = frozenset(["a year", "one year", "1 year", "1-year", "one-year", "a month", "one month"])
_NEEDED: Final = re.compile(
    r"\b(?:numbers? needed to (?:treat|harm|screen)|nn[th]|need(?:ed|s)? (?:to be treated|to treat|to be screened"
    r"|treatment))\b[^.;]{0,30}? (?:for|over) $"
)
_TO_PREVENT: Final = (" to prevent ", " to avoid ", " to save ")
_ARE_SEEN: Final = re.compile(
    r"\b(?:cases|patients|people|deaths|births|operations|procedures|admissions|persons|women|men"
    r"|children)\b[^.;]{0,30}? "
    r"(?:(?:are|is) (?:\w+ )?(?:seen|diagnosed|reported|treated|admitted|affected|done|performed|registered|notified)"
    r"|occur|die|present)(?: [^.;,]{2,30})? (?:over|in|during|within) $"
)
# Those who treat or measure, never those who take part; nurses and teachers may be either.
_STAFF: Final = (
    r"(?:staff|therapists?|interviewers?|assessors?|raters?|observers?|counsell?ors?|facilitators?|instructors?|coaches"
    r"|tutors|health workers?|field ?workers?|research assistants?|surgeons|midwives|(?:the|these|our) (?:nurses"
    r"|teachers|doctors|physicians))"
)
_TRAINED: Final = re.compile(
    rf"\b{_STAFF}(?: who [^.;,]{{2,30}})? (?:was|were|had been|are|received|had|underwent) (?:first |all |\w+ly )?"
    r"(?:trained|instructed|taught|schooled|training)(?: [^.;,]{2,30})? (?:for|over|during|in) $"
)
_HAD: Final = ("had ", "received ", "underwent ", "given ", "completed ")
_OF_TRAINING: Final = re.compile(r"'?[ -](?:of |')?(?:[\w-]+ ){0,2}?(?:training|instruction|course|supervision)\b")
_STAFF_HAD: Final = re.compile(
    rf"\b{_STAFF}(?: who [^.;,]{{2,30}})? (?:had been |were |was )?(?:had|received|underwent|given|completed) $"
)
_WHILE: Final = ("for ", "over ", "during ", "in ", "within ")


# "Which comes to $4,000 over one year": sums that were worked out for a time, not counted in it.
_WORKED_OUT: Final = re.compile(
    r"\b(?:translat(?:es?|ed|ing) (?:in)?to|(?:amount|equat|com)(?:s|es|ed|ing)? to|extrapolat\w+|project(?:ed|ion)\w*"
    r"|would (?:save|cost|amount|mean|result)|could (?:save|be saved)|saves|savings? (?:of|would))\b[^;]{0,60}"
    r"(?:[$\u20ac\u00a3\u00a5]|\b(?:us|usd|euros?|dollars?|pounds?|costs?|savings?)\b)[^;]{0,40}"
    r"\b(?:over|in|within|during|for)(?: the| a| an)?(?: first| next| following)? $"
)
_IN_TIME: Final = (
    "over ", "in ", "within ", "during ", "for ", " the ", " a ", " an ", "first ", "next ", "following ",
)  # fmt: skip
_MONEY: Final = ("$", "\u20ac", "\u00a3", "\u00a5", "dollar", "euro", "pound", "cost", "saving")


def per_year(mention: Mention) -> str | None:
    """What a time is by which cases are counted or sums worked out, or for which staff were trained; else None."""
    left = mention.left
    if left.endswith(_IN_TIME) and holds(left, _MONEY) and _WORKED_OUT.search(left):
        return "rate"
    if not left.endswith(_WHILE):
        return "preparation" if _is_of_staff(mention) else None
    if mention.wording in _A_YEAR and (_ARE_SEEN.search(left) or _is_needed(mention)):
        return "rate"
    if left.endswith(_OVER_SO_LONG) and _is_of_helpers(mention):
        return "preparation"
    return "preparation" if ("train" in left or "ed " in left or "taught" in left) and _TRAINED.search(left) else None


_OVER_SO_LONG: Final = ("trained for ", "trained over ", "trained during ", "trained in ")
_HELPERS: Final = re.compile(
    r"\b(nurses|teachers|doctors|physicians|volunteers|pharmacists) (?:was|were|had been) trained \w+ $"
)
_HELPED: Final = re.compile(r"patients|clients|residents|children|women|\bmen\b|people|pupils", re.IGNORECASE)


def _is_of_helpers(mention: Mention) -> bool:
    """Whether those were trained who treat others, whom a text names this once: "nurses were trained over 4 weeks"."""
    found = _HELPERS.search(mention.left)
    told = mention.sentence.passage.text
    return found is not None and told.lower().count(found[1]) == 1 and _HELPED.search(told) is not None


def _is_needed(mention: Mention) -> bool:
    """Whether so many have to be treated for so long to prevent one event."""
    if mention.right.startswith(_TO_PREVENT) and mention.left.endswith((" to be treated for ", " to take it for ")):
        return True
    return _NEEDED.search(mention.left) is not None


def _is_of_staff(mention: Mention) -> bool:
    """Whether it was those who treat who had so much training: "the therapists received 4 months of training"."""
    left = mention.left
    return left.endswith(_HAD) and _OF_TRAINING.match(mention.right) is not None and _STAFF_HAD.search(left) is not None

"""Whether what is told behind a treatment or trial went on from it: followed after it, seen later, extended. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.rules import Claim

MORE: Final = re.compile(r"\b(?:a further|an additional|another|an extra|a subsequent) $")
TREATED: Final = frozenset(["follow_up.treated", "follow_up.trial_length"])


def went_on(first: Claim, other: Claim, gap: str) -> bool:
    """Whether the second length went on from the first, with `gap` between them."""
    seen_on = _are_followed_on(first, other, gap) or _are_seen_again(first, other, gap)
    return seen_on or _is_extended(first, other, gap)


_SEEN_AGAIN: Final = re.compile(
    r".*\b(?:with (?:a|one) (?:final |last |follow-?up |further ){1,2}(?:visit|assessment|examination|evaluation)"
    r"|(?:seen|re-?examined|re-?assessed|re-?evaluated|reviewed|re-?tested|assessed) (?:again )?)(?: at)? ?$"
)
_LATER: Final = re.compile(
    r"'? (?:later\b|after (?:the )?(?:last dose|end|treatment|therapy|cessation|completion|withdrawal|stopping))"
)


_AND_FOLLOWED: Final = re.compile(
    r".*(?:\b(?:and|then)|;)(?: (?:all|the|patients|they|women|men|children|participants|subjects)){0,2}"
    r"(?: (?:was|were|then|subsequently)){0,2} "
    r"(?:followed(?:[ -]up)?|observed|monitored) for(?: a further)? "
    r"| of (?:[\w-]+ ){0,3}(?:treatment|therapy|training),? (?:the )?(?:follow-?up|observation) "
    r"(?:was|continued|went on|lasted|was continued) (?:for )?"
)
_AFTER_IT: Final = re.compile(
    r"'? (?:(?:after|following) (?:the )?(?:treatment|therapy)\b|thereafter\b|afterwards\b|longer\b"
    r"|without (?:any |further |the )?(?:treatment|therapy|drugs?|medication)\b|off (?:treatment|therapy|drugs?)\b)"
)


_STOPPED: Final = re.compile(r"\b(?:discontinued|stopped|withdrawn|ended|completed) after $")


def _are_followed_on(first: Claim, other: Claim, gap: str) -> bool:
    """Whether those treated so long were followed after it: "treated for 6 months and followed for 12 thereafter"."""
    after = first.mention.left.endswith("after ") and (gap.startswith(" of ") or _STOPPED.search(first.mention.left))
    after = bool(after)
    if (first.rule not in TREATED and not after) or not _AFTER_IT.match(other.mention.right):
        return False
    return _AND_FOLLOWED.fullmatch(gap) is not None


def _are_seen_again(first: Claim, other: Claim, gap: str) -> bool:
    """Whether those treated so long were seen so much later: "treated for 24 weeks and re-examined 12 weeks later".

    A treatment of some days is no part worth adding to a year.
    """
    if first.rule not in TREATED or 4 * first.mention.duration.days < other.mention.duration.days:
        return False
    return _LATER.match(other.mention.right) is not None and _SEEN_AGAIN.match(gap) is not None


# "A three-year trial was extended by two years".
_EXTENDED_BY: Final = re.compile(
    r"(?:(?:'?[ -](?:of )?| )\w+){1,8},? (?:was|were|has been|had been|and) (?:then |later |subsequently )?"
    r"(?:extended|prolonged) (?:by|for) (?:another |a further |an additional )?"
    r"|,? (?:with|and|plus) (?:an? )?(?:[\w-]+ ){0,2}extension (?:phase |period )?of (?:another |a further )?"
)
_AFTER_THE: Final = re.compile(
    r"(?: of (?:[\w-]+ ){0,3}?(?:treatment|therapy|observation))? (?:after|following|beyond) (?:the|an?|this|our)"
    r"(?: initial| original| first| preceding| randomi[sz]ed| double-blind)* "
)


def _is_extended(first: Claim, other: Claim, gap: str) -> bool:
    """Whether a study went on, "extended by two years", "for a further 2 years after the 3-year core study"."""
    if first.rule not in TREATED and first.rule != "follow_up.observed":
        return False
    if ("extended" in gap or "prolonged" in gap or "extension" in gap) and _EXTENDED_BY.fullmatch(gap):
        return True
    more = MORE.search(first.mention.left[-30:]) and other.rule == "follow_up.trial_length"
    return bool(more) and _AFTER_THE.fullmatch(gap) is not None

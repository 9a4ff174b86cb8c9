"""Follow-ups that are told with whose they are: "median follow-up of the 83 was 5 years". Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.statistic import OF_SUMMARY, named_by

_OF_WHOM: Final = re.compile(
    r"\b(?:(median|mean|average|total|overall|maximum|minimum) )?follow-?[ ]?up(?: time| duration| period)? "
    r"(?:for|of|in|among|from|across|following|after|since|at|until|till|to|through|beyond)"
    r" (?:(?! months| years)[^.;:,]){1,80}? (?:was|were|is|being|averaged) $"
)
# "With a median follow-up since the last dose of 27 months", "median observation beyond day 90 was 14 months".
_SINCE_WHAT: Final = re.compile(
    r"\b(?P<statistic>median|mean|average|minimum|maximum) (?:follow-?[ ]?up|observation)(?: time| duration| period)? "
    r"(?:since|after|from|beyond|following) (?!(?:patients|those|the)\b)(?:(?! months| years)[^.;:,]){1,40}?"
    r" (?:of|was) $"
)
_IN_BRACKET: Final = ("(median ", "(median, ", "(mean ", "(mean, ")
_BEFORE_BRACKET: Final = re.compile(r"\bfollow-?[ ]?up [^.;:()]{1,90} \((median|mean),? $")
_PEOPLE_AGED: Final = re.compile(r"(?:men|patients|children|adults|subjects|people|persons) \([a-z]+,? $")
_WHOM_FOLLOWED: Final = re.compile(
    r"\b(?:we|were|was) (?:[a-z]+ly |then |also |all )?followed(?:[ -]up)? (?!by\b|the (?:guid|proto|recom|meth))"
    r"(?:(?!(?:treat|receiv|given|tak|took|had|been|lived|living|suffer|us(?:ed|ing)|exposed|smoked|worked|after|until"
    r"|before|since|who|that|which)[a-z]* )[a-z0-9(),=/%'-]+ ){1,22}?"
    r"(?P<gap>for (?:(?:about|approximately|an?|the|mean|median|average|of"
    r"|up|to|at|least|more|than|further|another|over|next|first|following|subsequent) ){0,5})$"
)
_WHOM: Final = 200  # characters in which it is told who was followed


def whom_followed(mention: Mention) -> str | None:
    """The statistic of a follow-up that is told behind whom: "we followed 953 users and 180 others for 30 days"."""
    start = mention.duration.start
    if " for " not in mention.left or " followed" not in mention.folded:
        return None
    told = _WHOM_FOLLOWED.search(mention.folded, max(0, start - _WHOM), start)
    return (named_by(mention, f"{told['gap']}|") or "fixed") if told else None


def of_whom(mention: Mention) -> str | None:
    """The statistic of a follow-up that is told with whose it is: "median follow-up of the 83 was 5 years".

    Or behind that, in a bracket: "the longest follow-up of any trial of the drug (median, 56 months)".
    """
    if mention.left.endswith(_IN_BRACKET) and mention.right.startswith(")"):
        start = mention.duration.start
        behind = _BEFORE_BRACKET.search(mention.folded, max(0, start - 130), start)
        aged = mention.duration.unit == "years" and _PEOPLE_AGED.search(mention.left) is not None
        return behind[1] if behind and not aged else None
    if not mention.left.endswith((" was ", " were ", " is ", " being ", " averaged ", " of ")):
        return None
    start = mention.duration.start
    if since_what := _SINCE_WHAT.search(mention.folded, max(0, start - 110), start):
        return OF_SUMMARY.get(since_what["statistic"], since_what["statistic"])
    found = _OF_WHOM.search(mention.folded, max(0, start - 130), start)
    return _summary(mention, found[1]) if found else None


def _summary(mention: Mention, said: str | None) -> str:
    """The statistic that was said before "follow-up", else the one that is told at the length."""
    if said:
        return OF_SUMMARY.get(said, said)
    if behind := _BEHIND.match(mention.right):
        return "median" if behind["median"] else "mean"
    return "mean" if mention.left.endswith(" averaged ") else "fixed"


_BEHIND: Final = re.compile(r" (?:on|in) (?:the )?(?:(?P<median>median)|mean|average)\b")

"""Sessions of a day that lie days or weeks apart, where nothing else is stated. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.forms import number
from evidence.tag.follow_up.cues import Mention
from evidence.tag.follow_up.rules import Claim
from evidence.tag.follow_up.sums import Sum
from evidence.tag.rule import rule

_SESSIONS: Final = re.compile(
    r"\b(?:sessions?|(?:test(?:ing)?|study) days|visits|occasions|doses|dosing days|administrations|"
    r"experiments?|conditions|scans|infusions|crossover|cross-over|(?:test|study|experimental|laboratory) nights"
    r"|shifts)\b"
)
_GIVEN: Final = re.compile(r"\b(?:treatments|injections)\b")  # a dose is often two of them some hours apart
_APART: Final = re.compile(r"'?(?: or (?:more|longer))?[ -]?(?:apart|(?:wash-?out|interval|intervals)\b)")
_SEPARATED: Final = re.compile(
    r"\b(?:separated|spaced|apart)(?: from each other)?(?: by)?(?: (?:at least|minimally|"
    r"approximately|about|a minimum of|an interval of|one|intervals of|more than|an?)"
    r"){0,3} ?[\u2265>]? ?$"
)


_DOSES_SPACED: Final = re.compile(
    r"(?<!two )(?<!single )\b(?:doses|injections|infusions) (?:were|are) (?:given )?spaced(?: by)? $"
)
# One thing and then another, each once: "the drug and placebo with 1-week intervals", "placebo followed by the drug".
_IN_TURN: Final = re.compile(
    r"\b(?:and (?:a )?placebo|placebo and [\w-]+(?: [\w-]+)?) with (?:an? )?(?:at least )?$|\bfollowed by [^.;]{3,60}$"
)


@rule("follow_up.sessions_apart")
def sessions_apart(mentions: list[Mention], claims: list[Claim]) -> Sum | None:
    """Single-day sessions that lie days or weeks apart, where nothing else is stated: at least that long.

    Three sessions have two such intervals between them.

    Takes: Each volunteer took part in two sessions separated by at least 2 weeks, one with each drug.
    Leaves: Each volunteer took the drug at intervals of 2 weeks.
    """
    if claims:
        return None
    for mention in mentions:
        apart = _SEPARATED.search(mention.left[-60:]) or _APART.match(mention.right)
        at = mention.left.endswith("at ") and mention.right.startswith(("-interval", " interval"))
        if at and not _HOW_MANY.search(mention.near):
            continue  # doses at 4-week intervals
        if not apart or mention.duration.days < 2 or _DOSES_SPACED.search(mention.left):
            continue
        given = mention.duration.days >= 7 and _GIVEN.search(mention.near)
        if given or _SESSIONS.search(mention.near) or _IN_TURN.search(mention.left):
            return _all_apart(mention)
    return None


_HOW_MANY: Final = re.compile(
    r"\b(three|four|five|six|[3-6]) (?!weeks|days|months|hours)(?:[\w-]+ ){0,2}?(?:sessions|visits|occasions|"
    r"test(?:ing)? days|experiments|infusions|nights|shifts|dosing days|study days|scans|"
    r"treatments|injections)\b"
)


def _all_apart(mention: Mention) -> Sum:
    """The interval as often as there are any between the sessions: once, where their number is not told."""
    found = _HOW_MANY.search(mention.near)
    if not found:
        return Sum((mention,), "follow_up.sessions_apart", "minimum")
    times, counted = int(number(found[1])) - 1, mention.quote_near(found)
    return Sum((mention,), "follow_up.sessions_apart", "minimum", times=times, counted=counted)

"""Which of a record's follow-ups counts: what is said of it first, then where, then the longer. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from evidence.tag.durations.shape import IS_RANGE, LISTED
from evidence.tag.follow_up.between_dates import between_dates, periods_in
from evidence.tag.follow_up.crossover import courses_added, crossover
from evidence.tag.follow_up.cues import OF_OTHERS, Mention
from evidence.tag.follow_up.elsewhere import OWN, elsewhere
from evidence.tag.follow_up.lengths import READERS, is_first
from evidence.tag.follow_up.periods_added import periods_added
from evidence.tag.follow_up.rules import Claim
from evidence.tag.follow_up.sessions_apart import sessions_apart
from evidence.tag.follow_up.sums import Sum
from evidence.tag.follow_up.tiers import (
    ADDED,
    ALL_VISITS,
    ANY_STATED,
    DATED,
    LEAST,
    OPENING,
    OTHERS,
    OUTDONE,
    POINT,
    RECORDED,
    RETURN,
    SEEN,
    STATED,
    TAIL,
)
from evidence.tag.follow_up.traps_shared import traps_of
from evidence.tag.follow_up.visits_added import visits_added
from evidence.tag.text import Document, Section

# What each statistic of a stated follow-up is worth beside another: whole period, median, mean, then its ends.
_STATISTIC: Final = {
    "fixed": 6.0, "median": 5.0, "mean": 4.0, "range": 3.0, "maximum": 3.0, "minimum": 2.0,
}  # fmt: skip
_TIER: Final = {
    "follow_up.stated": STATED, "follow_up.observed": STATED, "follow_up.visit": SEEN, "follow_up.results_at": SEEN,
    "follow_up.trial_length": SEEN, "follow_up.treated": POINT, "follow_up.time_point": POINT,
}  # fmt: skip


@dataclass(slots=True, eq=False)  # not frozen, which would make each cost several times as much
class Weighed:
    """A claim or a sum with its weight: (tier, statistic, days), compared in this order."""

    what: Claim | Sum
    weight: tuple[float, float, float]

    @property
    def rule(self) -> str:
        """The rule that it was read by."""
        return self.what.rule

    @property
    def mention(self) -> Mention:
        """The length itself, the first one of a sum."""
        return self.what.mention if isinstance(self.what, Claim) else self.what.parts[0]

    @property
    def days(self) -> float:
        """Its length."""
        return days_of(self.what)


def days_of(what: Claim | Sum) -> float:
    """How many days a claim or a sum tells of."""
    return what.mention.duration.days if isinstance(what, Claim) else what.days


def claims_of_each(told: Sequence[list[Mention]]) -> list[list[Claim]]:
    """What the first rule that knows says of each length of each record; traps and others' studies say nothing.

    All records go one step on before any goes two: see `tagger.read_many`.
    """
    own = [own_of(mentions) for mentions in told]
    traps = [traps_of(mentions) for mentions in own]
    return [_claims(mentions, whys) for mentions, whys in zip(own, traps, strict=True)]


def own_of(mentions: list[Mention]) -> list[Mention]:
    """The lengths that are not told of other people's studies."""
    others: dict[int, bool] = {}
    for mention in mentions:
        if id(mention.sentence) not in others:
            others[id(mention.sentence)] = elsewhere(mention.sentence)
    return [mention for mention in mentions if not others[id(mention.sentence)]]


def _claims(mentions: list[Mention], traps: list[str | None]) -> list[Claim]:
    """What is said of each length that is no trap."""
    found: list[Claim] = []
    for mention, why in zip(mentions, traps, strict=True):
        claim = None if why else _said_of(mention)
        if not why and found:
            claim = _summary_of(found[-1], mention) or claim
            if claim and _is_of_range(found[-1], mention):
                found.pop()
        if claim:
            found.append(claim)
    return found


def _said_of(mention: Mention) -> Claim | None:
    """What the first reader that knows says of a length."""
    for reader in READERS:
        if claim := reader(mention):
            return claim
    return None


_BESIDE: Final = 14  # characters that fit between a range and its mean, " (average of "
_SUMMARY: Final = re.compile(
    r"[ ,;()]*(?:with |and )?(?:an? |the )?(?:overall )?(mean|median|averag(?:ing|ed|e))(?: follow-?up| duration|"
    r" time)?(?: of|:|,| was| being)? ?$"
)


def _summary_of(last: Claim, mention: Mention) -> Claim | None:
    """The mean beside the range of a follow-up: "ranged from 7 to 118 months with an average of 39".

    A mean that is told right behind a range, "seen again after 1 to 8 years (mean 3.9)", is of what the range is.
    """
    if last.mention.sentence is not mention.sentence:
        if not _NEXT_SENTENCE.fullmatch(mention.left) or last.mention.duration.shape is not IS_RANGE:
            return None
    elif _is_of_range(last, mention):
        return Claim(mention, last.rule, str(mention.duration.statistic))
    if last.rule != "follow_up.stated":
        return None
    said = _SUMMARY.fullmatch(mention.left) if mention.order == last.mention.order + 1 else None
    if not said:
        other = _AND_OTHER.fullmatch(mention.left) and last.statistic in {"median", "mean"}
        return Claim(mention, last.rule, last.statistic) if other else None
    return Claim(_with_range(last.mention, mention), last.rule, "median" if said[1] == "median" else "mean")


# "Median clinical follow-up was 24 months and radiological follow-up 18 months".
_AND_OTHER: Final = re.compile(
    r",? (?:and|with)(?: an?| the)? (?:(?!total|overall)[\w-]+ ){1,2}follow-?[ ]?up(?: was| of)? "
)
_NEXT_SENTENCE: Final = re.compile(r"(?:the )?(?:mean|median|average) (?:was|being|:) ")


def _with_range(last: Mention, mention: Mention) -> Mention:
    """A mean with the range that is told before it."""
    beside, one = last.duration, mention.duration
    if beside.shape is not IS_RANGE or beside.unit != one.unit or one.low is not None:
        return mention
    if beside.low is None or beside.high is None or not beside.low <= one.value <= beside.high:
        return mention
    return replace(mention, duration=replace(one, low=beside.low, high=beside.high))


def _is_of_range(last: Claim, mention: Mention) -> bool:
    """Whether a length is the mean or median that stands right behind a range, which it takes along."""
    told = mention.duration.statistic is not None and last.mention.duration.shape is IS_RANGE
    return told and mention.order == last.mention.order + 1 and len(mention.left) < _BESIDE


def ranked(document: Document, mentions: list[Mention], claims: list[Claim]) -> list[Weighed]:
    """Claims and sums of one record, best first."""
    weighed = [Weighed(claim, _weight(claim, claims)) for claim in claims]
    weighed += [Weighed(one, _weight_of_sum(one, claims)) for one in sums_of(document, mentions, claims)]
    weighed.sort(key=lambda one: one.weight, reverse=True)
    return _first_told(weighed) if len(weighed) > 1 else weighed


def _first_told(weighed: list[Weighed]) -> list[Weighed]:
    """The best first told of: one time told in two units ("12 weeks", later "3 months") is the one told first."""
    best = weighed[0]
    if not isinstance(best.what, Claim):
        return weighed
    first, order = 0, best.what.mention.order
    for n, other in enumerate(weighed[1:], 1):
        if other.weight[:2] != best.weight[:2] or other.days < 0.9 * best.days:
            break
        mention = other.what.mention if isinstance(other.what, Claim) else None
        if mention and mention.order < order and mention.duration.unit != best.what.mention.duration.unit:
            first, order = n, mention.order
    return [weighed[first], *weighed[:first], *weighed[first + 1 :]]


def sums_of(document: Document, mentions: list[Mention], claims: list[Claim]) -> list[Sum]:
    """The sum that a record's lengths allow: the first of the rules that finds one."""
    found = None
    if mentions:
        found = visits_added(mentions) or crossover(document, mentions, claims)
        found = found or periods_added(claims) or courses_added(mentions, claims) or sessions_apart(mentions, claims)
    dated = [one for told in periods_in(document) if (one := between_dates(told))]
    return [found, *dated] if found else dated


def _weight(claim: Claim, claims: list[Claim]) -> tuple[float, float, float]:
    tier, days = _TIER[claim.rule], claim.mention.duration.days
    section = claim.mention.sentence.section
    if section is Section.BACKGROUND and any(other.mention.sentence.section is not section for other in claims):
        return (tier - OTHERS, 0.0, days)
    if section is Section.NONE and claim.mention.sentence.place < 0.15 and OWN.search(claim.mention.near) is None:
        tier -= OPENING
    if tier >= ANY_STATED:
        if claim.mention.duration.unit == "hours" and _is_recording(claim, claims):
            return (RECORDED, 0.0, days)
        if _is_measured_so_long(claim, claims):
            return (RECORDED, 0.0, days)
        if claim.statistic == "fixed" and _outlasted(claim, claims):
            return (TAIL, 0.0, days)
        by_arm = claim.mention.duration.shape in LISTED or _OF_ARM.match(claim.mention.right) is not None
        return (tier, _STATISTIC.get(claim.statistic, 1.0) - 0.5 * by_arm, days)
    if claim.rule == "follow_up.results_at" and section is not Section.TITLE and "report" not in claim.mention.near:
        tier = POINT  # "in the 2-year analysis": one time among others
    if claim.rule == "follow_up.treated" and _IN_EXTENSION.search(claim.mention.left):
        tier = SEEN
    return (_tier_of_point(claim, claims, tier) if claim.rule == "follow_up.time_point" else tier, 0.0, days)


def _is_recording(claim: Claim, claims: list[Claim]) -> bool:
    """Whether hours are those of one recording among several: "recorded for 8 hours at entry and after 1 year"."""
    sentence = claim.mention.sentence
    return any(other.mention.sentence is sentence and other.mention.duration.days >= _A_WEEK for other in claims)


def _is_measured_so_long(claim: Claim, claims: list[Claim]) -> bool:
    """Whether days are those that a device was worn, in a study of a year: "activity was monitored for 10 days"."""
    mention = claim.mention
    short = claim.statistic == "fixed" and mention.duration.days <= 2 * _A_WEEK and "monitored" in mention.left
    if claim.rule != "follow_up.observed" or not short:
        return False
    return any(other.mention.duration.days > 8 * mention.duration.days and _is_own(other) for other in claims)


def _is_own(claim: Claim) -> bool:
    """Whether a claim stands where a record tells what was done and found."""
    return claim.mention.sentence.section not in OF_OTHERS


# "Patients had been treated in the extension for up to 4 years": longer than the trial that it extends.
_IN_EXTENSION: Final = re.compile(r"\bin the (?:[\w-]+ )?extension[^.;,]{0,20} for (?:up to |at least )?$")
_A_WEEK: Final = 7.0
_OF_ARM: Final = re.compile(
    r" (?:in|for) (?:the )?(?!whole|entire|total|both|all|each|study)(?:[\w-]+ ){0,2}?(?:group|arm)\b"
)


def _tier_of_point(claim: Claim, claims: list[Claim], tier: float) -> float:
    """What a time at which people were seen is worth, `tier` by the place of its sentence."""
    mention = claim.mention
    if "baseline" in mention.left[-24:] and mention.duration.shape in LISTED and tier > OUTDONE:
        return SEEN  # "measured at baseline, week 8 and week 12"
    if mention.sentence.section in (Section.CONCLUSIONS, Section.OBJECTIVE) or is_first(mention):
        return LEAST  # of the first year nothing says whether there were more
    on_average = claim.statistic == "mean" and mention.left.endswith(("after ", "at "))
    if on_average or any(other.rule == "follow_up.visit" for other in claims) or _is_after_end(mention):
        return tier + RETURN  # "at follow-up" never hides a later visit
    return tier


# "Before training, at its end and after 30 days": seen once more when the treatment was over.
_AFTER_END: Final = re.compile(
    r"\b(?:at (?:the )?(?:end|completion|conclusion|cessation) of (?:the |their )?(?:[\w-]+ ){0,2}?"
    r"(?:treatment|therapy|training|intervention|program(?:me)?|course|sessions|exercises?)|at (?:its|the) end"
    r"|(?:immediately|just|right|directly|shortly) (?:after|following|post)(?:-| (?:the )?)(?:[\w-]+ ){0,2}?"
    r"(?:treatment|therapy|training|intervention|program(?:me)?|course|sessions|exercises?)|at post-?test)"
    r"(?: \([^()]{1,30}\))?,? and (?:again )?(?:at|after) (?:an? )?(?:further )?$"
)


def _is_after_end(mention: Mention) -> bool:
    """Whether a time is one after the end of a treatment, at which people were seen too."""
    return mention.left.endswith(_POINT_ENDS) and _AFTER_END.search(mention.left) is not None


_POINT_ENDS: Final = (" after ", " at ", " after a ", " further ")
_ROUGH: Final = frozenset(["range", "maximum"])


def _outlasted(claim: Claim, claims: list[Claim]) -> bool:
    """Whether a follow-up is only the tail of a longer trial: "a 52-week trial ... a 2-week follow-up"."""
    days = claim.mention.duration.days
    return any(
        (other.rule == "follow_up.visit" and other.mention.duration.days > 2 * days)
        or (other.rule == "follow_up.trial_length" and other.mention.duration.days > 1.5 * days)
        or (other.statistic in _ROUGH and _TIER[other.rule] >= ANY_STATED and other.mention.duration.days > 2 * days)
        for other in claims
    )


def _weight_of_sum(one: Sum, claims: list[Claim]) -> tuple[float, float, float]:
    """A sum outweighs what it is made of, not a longer or a summarised follow-up that stands beside it."""
    days = one.days
    if one.rule == "follow_up.visits_added":
        return (ALL_VISITS, 0.0, days)
    if one.rule == "follow_up.sessions_apart":
        return (RECORDED, 0.0, days)
    if one.rule == "follow_up.between_dates":
        return (DATED, 0.0, days)
    parts = {id(part) for part in one.parts}
    others = [claim for claim in claims if id(claim.mention) not in parts]
    watched = any(id(claim.mention) in parts and _TIER[claim.rule] >= ANY_STATED for claim in claims)
    if any(_beats(claim, days) for claim in others if not watched or _TIER[claim.rule] >= SEEN):
        return (OUTDONE, 0.0, days)
    return (ADDED, 0.0, days)


def _beats(claim: Claim, days: float) -> bool:
    """Whether a claim beside a sum of `days` counts more than the sum."""
    if claim.mention.sentence.section is Section.BACKGROUND:
        return False
    if _TIER[claim.rule] >= ANY_STATED:
        return claim.statistic in {"median", "mean"} or claim.mention.duration.days * 1.05 >= days
    return claim.mention.duration.days > 1.05 * days and claim.mention.sentence.section is not Section.CONCLUSIONS

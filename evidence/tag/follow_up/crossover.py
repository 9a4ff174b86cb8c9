"""Crossovers: periods times their length plus wash-out. Pure."""

from __future__ import annotations

import re
from typing import Final

from evidence.tag.durations.shape import ALONE, Shape
from evidence.tag.follow_up.cues import OF_OTHERS, Mention
from evidence.tag.follow_up.rules import Claim
from evidence.tag.follow_up.sums import Sum
from evidence.tag.rule import rule
from evidence.tag.text import Document

_CROSSED: Final = re.compile(
    r"\b(?:cross(?:ed)?[ -]?over|switched to|two-period|change-?over|"
    r"(?:opposite|alternat\w+|other) (?:treatment|therapy|"
    r"medication|drug|regimen|arm|sequence|intervention|diet)|latin[ -]square|separated "
    r"by (?:[\w-]+ ){1,5}?wash-?out|wash-?out (?:periods? )?(?:in )?between"
    r"|in (?:a )?(?:random|randomi[sz]ed|balanced|counterbalanced) (?:order|sequence)"
    r"|(?:sequence|order)(?: of which)? (?:being|was|had been) (?:by )?(?:random|balanced|drawn|determined|decided"
    r"|settled)"
    r"|in an? (?:order|sequence) (?:determined|decided|chosen|drawn|set) by"
    r"|or vice versa"
    r"|half (?:of )?(?:the )?(?:\w+ )?(?:beginning|starting) with)\b"
)
_AGAIN: Final = re.compile(r"\b(?:another|further|second|additional|other|subsequent|next)(?: \w+)? ?$")
_EACH_RIGHT: Final = re.compile(
    r"'? ?(?:,? each\b|of each\b|(?:on|with|of|for|in|per|to) each\b|(?:(?:treatment|"
    r"intervention|diet\w*|study|dosing|crossover|feeding|supplementation|test) )?(?:periods|"
    r"phases|arms|interventions|treatments|diets|regimens)\b|per (?:treatment|period|phase|arm)|(?:on|"
    r"with) (?:both|either))"
)
_EACH_LEFT: Final = re.compile(
    r"\b(?:each|both)(?: \w+){0,3}?(?: for| lasted| lasting| was| of)?(?: a)? ?$|\bperiods?(?: "
    r"of| lasting| lasted| were| each)+ $|\btwice for $"
    r"|\beach (?:took|received|had|ate|drank|used|was given) [\w -]{3,40} and [\w -]{3,40} for $"
)
_COUNT: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8} | {str(n): n for n in range(2, 9)}
_PERIODS: Final = re.compile(
    r"\b(two|three|four|five|2|3|4)[ -](?!week|day|month|year|wk|mo\b|yr)(?:[\w-]+[ -]){0,3}?(?:periods?|"
    r"phases|way|sequences? "
    r"crossover|arm crossover|treatment periods|treatments|diets|interventions|regimens)"
    r"\b"
)
_SQUARE: Final = re.compile(r"\b([2-8]) ?(?:x|\u00d7|by) ?\1 (?:[\w-]+ ){0,3}?latin[ -]square")
_THREE: Final = re.compile(  # "the pill, the spray and placebo for one week each"
    r"\b(?:received|given|took|had|used)()(?: [\w-]+){1,4},(?: [\w-]+){1,5},? and(?: [\w-]+){1,3},?(?= for )"
)
_WASH: Final = re.compile(
    r"^[ ,-]*(?:\w+[ ,-]+){0,4}?wash-?(?:ed )?-?out|^ (?:of )?wash-?out"
    r"|^ (?:off|without)(?: all)? (?:treatment|medication|drug|therapy|either)s?\b|^ off in between\b"
    r"|^[ -](?:interval|gap|pause|break|rest)s? (?:in )?between\b|^ (?:in )?between(?:[.,;:]|$)"
    r"|^[ ,-]*(?:[\w.-]+ ){1,6}(?:lay|lying|coming|left|in) between\b(?! (?:\d|day|week|month|group|visit|measure))"
    r"|^ being left between\b|^[ -](?:drug|treatment|medication)-free (?:interval|period|pause|gap)\b"
    r"|^ apart(?=,? in )"
)
_WASH_LEFT: Final = re.compile(
    r"wash(?:ed)?(?:[ -]?out)?(?: \w+){0,2}(?: of| for| was| lasting| lasted)* ?(?:at least )?$"
    r"|\bwith an? (?:interval|gap|pause|break|rest) of $"
    r"|\b(?:periods?|phases?|treatments?|diets?|blocks?|arms?) (?:were|was|are|being)?,? ?(?:separated|parted) by"
    r"(?: (?:at least|a minimum of|an interval of))? $|\border,? (?:and )?separated by(?: (?:at least|a minimum of))? $"
)
_MAY_BE_WASHED: Final = ("separated by ", "parted by ", "at least ", "minimum of ", "interval of ")


@rule("follow_up.crossover")
def crossover(document: Document, mentions: list[Mention], claims: list[Claim]) -> Sum | None:
    """A crossover's periods and the wash-out between them, where the whole is not stated.

    Takes: In this crossover study each drug was given for 6 weeks, with a 2-week washout between the periods.
    Leaves: In this 14-week crossover study each drug was given in turn.
    """
    if any(claim.rule in {"follow_up.stated", "follow_up.observed"} for claim in claims):
        return None
    periods = [claim.mention for claim in claims if claim.rule in _GIVEN and _is_period(claim)]
    found = next(
        (one for n, period in enumerate(periods) if (one := _in_turn(mentions, periods[n + 1 :], period))), None
    )
    if found and any(_CROSSED.search(sentence.folded) for sentence in document.sentences):
        return found
    return None if found else _twice(document, periods) or _around_wash_out(mentions)


def _around_wash_out(mentions: list[Mention]) -> Sum | None:
    """Two equal lengths with nothing but a wash-out between them: "(8 weeks, 2-week wash-out, 8 weeks)"."""
    for first, wash, last in zip(mentions, mentions[1:], mentions[2:], strict=False):
        if "wash" in wash.right[:12] and _same(first, last) and first.sentence is last.sentence:
            between = first.folded[first.duration.end : last.duration.start]
            lone = wash.duration.shape in ALONE and first.duration.shape in ALONE
            if lone and len(between) < 50 and _WASH.match(wash.right):
                return Sum((first, wash, last), "follow_up.crossover")
    return None


_TWO_PERIODS: Final = re.compile(
    r"\b(?:each|both|second|2nd) (?:treatment |study |intervention |crossover |dosing |test )?(?:periods?|"
    r"phases?|arms?)\b"
)
_PERIOD: Final = re.compile(r"'?[ -](?:[\w-]+ ){0,2}?(?:periods?|phases?)\b")


def _twice(document: Document, periods: list[Mention]) -> Sum | None:
    """A period that is called one in a crossover whose second or each period is spoken of elsewhere."""
    one = next((period for period in periods if _PERIOD.match(period.right)), None)
    if one is None or not any("cross" in sentence.folded for sentence in document.sentences):
        return None
    if any(_TWO_PERIODS.search(sentence.folded) for sentence in document.sentences):
        return Sum((one,), "follow_up.crossover", times=2)
    return None


_GIVEN: Final = frozenset(["follow_up.treated", "follow_up.time_point", "follow_up.trial_length"])


def _in_turn(mentions: list[Mention], later: list[Mention], period: Mention) -> Sum | None:
    """A period that comes again: another as long after it, or one for each treatment."""
    again = next((other for other in later[:9] if _same(other, period) and _is_again(other, period)), None)
    if again:
        return Sum((period, *_wash_out(mentions, period), again), "follow_up.crossover")
    if _is_each(period.right) or _is_of_each(period.left):
        return _in_all(period, _wash_out(mentions, period))
    wash = _wash_out(mentions, period)
    if wash and wash[0].order == period.order + 1:
        third = next((other for other in later[:9] if other.order == wash[0].order + 1 and _same(other, period)), None)
        if third and third.sentence is period.sentence:
            return Sum((period, *wash, third), "follow_up.crossover")
        return _in_all(period, wash)  # a wash-out stands between two periods, told once
    return None


def _is_each(right: str) -> bool:
    """Whether the words behind a period say that it is one of several; the longest form has some 40 characters."""
    near = right[:48]
    may = "each" in near or "per " in near or "both" in near or "either" in near or "periods" in near
    may = may or "phases" in near or "arms" in near or "interventions" in near or "treatments" in near
    may = may or "diets" in near or "regimens" in near
    return may and _EACH_RIGHT.match(right) is not None


def _is_of_each(near: str) -> bool:
    """Whether the words before a period say that it is one of several."""
    may = "each" in near or "both" in near or "period" in near or "twice" in near
    return may and _EACH_LEFT.search(near) is not None


_SWITCHED: Final = re.compile(
    r"\b(?:switched|crossed(?: over)?|opposite|alternate) (?:\w+ ){0,5}?(?:for|during|over) $"
)


def _is_again(other: Mention, period: Mention) -> bool:
    """Whether a length is told to come again: "for another 8 weeks", "were switched to the other drug for 8 weeks".

    Or told next to the first one: "a pump for 3 months and injections for 3 months".
    """
    if _AGAIN.search(other.left[-25:]) is not None or _SWITCHED.search(other.left) is not None:
        return True
    beside = other.order == period.order + 1 and other.sentence is period.sentence
    return beside and _AND_FOR.fullmatch(other.folded, period.duration.end, other.duration.start) is not None


_AND_FOR: Final = re.compile(
    r",? (?:and|then|and then)(?: [\w:.-]+){1,5} (?:for|during|over) | (?:with|on|of)(?: [\w-]+){1,4} and (?:then )?"
)


def _is_period(claim: Claim) -> bool:
    mention = claim.mention
    return mention.duration.shape in ALONE and mention.sentence.section not in OF_OTHERS


def _same(one: Mention, other: Mention) -> bool:
    return one.duration.days == other.duration.days


def _in_all(period: Mention, wash: tuple[Mention, ...]) -> Sum:
    """The period as often as is said round it, else twice, with a wash-out between each two."""
    found = _SQUARE.search(period.near) or _PERIODS.search(period.near)
    found = found or _THREE.search(period.near)
    times = _COUNT.get(found[1] or "three", 2) if found else 2
    counted = period.quote_near(found) if found else None
    return Sum((period, *wash * (times - 1)), "follow_up.crossover", times=times, counted=counted)


def _wash_out(mentions: list[Mention], period: Mention) -> tuple[Mention, ...]:
    """The wash-out that comes after the first period."""
    for mention in mentions:
        may = mention.order > period.order and (
            "wash" in mention.right
            or "wash" in mention.left
            or mention.right.startswith((" off ", " without "))
            or (mention.order == period.order + 1 and mention.sentence is period.sentence and _is_pause(mention))
            or (mention.sentence is period.sentence and (mention.has("interval") or " between" in mention.right))
            or " between" in mention.right
            or mention.right.startswith(" apart")
            or mention.left.endswith(_MAY_BE_WASHED)
        )
        if (
            may
            and mention.duration.shape in ALONE
            and (_WASH.match(mention.right) or _WASH_LEFT.search(mention.left[-40:]) or _is_pause(mention))
        ):
            return (mention,)
    return ()


def _is_pause(mention: Mention) -> bool:
    """Whether a length is that of the interval between two periods: "each for four weeks, with a one-week interval"."""
    if mention.left.endswith(("periods, separated by ", "periods separated by ")):
        return True
    return mention.left.endswith(_WITH_A) and _INTERVAL.match(mention.right) is not None


_WITH_A: Final = ("with a ", "with an ", "after a ", "after an ")
_INTERVAL: Final = re.compile(r"(?:'s)?[ -](?:interval|gap|pause|break|rest)\b")
_REPEATED: Final = re.compile(
    r"\b(?<!up to )(?<!maximum of )(two|three|four|five|six|eight|2|3|4|6|8)"
    r"(?: (?:consecutive|repeated|successive|separate|sequential|identical|equal))? $"
)
_COURSES: Final = re.compile(
    r"'?[ -](?:[\w-]+ ){0,2}?(?:courses|cycles|periods|phases|programs|programmes|blocks|treatments|interventions)\b"
)


@rule("follow_up.courses_added")
def courses_added(mentions: list[Mention], claims: list[Claim]) -> Sum | None:
    """Courses of equal length, one after the other: as often as they are told to come, and what lies between them.

    Takes: The women were given two 9-week courses of treatment.
    Leaves: The women were given a 9-week course in two wards.
    """
    for claim in claims:
        mention = claim.mention
        if mention.duration.shape is not Shape.ADJECTIVE or claim.rule not in _GIVEN or not _is_period(claim):
            continue
        told = _REPEATED.search(mention.left[-40:])
        if told and _COURSES.match(mention.right):
            times = _COUNT[told[1]]
            apart = _separation(mentions, mention)
            statistic = "treatment" if claim.rule == "follow_up.treated" and not apart else "fixed"
            return Sum((mention, *apart * (times - 1)), "follow_up.courses_added", statistic, times=times)
    return None


def _separation(mentions: list[Mention], course: Mention) -> tuple[Mention, ...]:
    """What courses are separated by: "two 16-week courses separated by a minimum of 6 weeks"."""
    for mention in mentions:
        beside = mention.order == course.order + 1 and mention.sentence is course.sentence
        if beside and mention.duration.shape in ALONE and _COURSES_APART.search(mention.left):
            return (mention,)
    return ()


_COURSES_APART: Final = re.compile(
    r"\b(?:courses|cycles|periods|phases|programs|programmes|blocks|treatments|interventions),?"
    r" (?:which were |were )?(?:separated|parted) by(?: (?:at least|an?|a minimum of|an interval of|about))? $"
)

"""A treatment and what comes after it that are added up: an extension, a second treatment, a follow-up. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from evidence.tag.durations.shape import ALONE
from evidence.tag.follow_up.cues import OF_OTHERS, Mention
from evidence.tag.follow_up.rules import Claim
from evidence.tag.follow_up.sums import Sum
from evidence.tag.follow_up.went_on import MORE, TREATED, went_on
from evidence.tag.rule import rule

_JOINED: Final = re.compile(
    r"(?:\bfollowed by\b|\bthen\b|\bplus\b|\bthereafter\b|\bsubsequent(?:ly)?\b|\bwith "
    r"(?:a|an|open-label|optional|subsequent)\b|\band (?:a|an)\b|\band $|\bbefore (?:a|an)\b|\bwith $|"
    r"\bpreceded\b|\benter(?:ed)?\b)"
)
_EXTENDED: Final = re.compile(
    r"'?[ -](?:[\w/-]+[ -]){0,3}?(?:extension|continuation|maintenance|follow-?up|taper(?:ing)?)\b"
)
_AFTER_END: Final = re.compile(
    r"(?:'?[ -]follow-?[ ]?up)?'? (?:after|following|post)[ -](?:the )?(?:(?:end|cessation|completion|discontinuation|"
    r"conclusion|termination|stopping) (?:of )?(?:the )?)(?:\w+[ -]){0,2}?(?:treatment|"
    r"therapy|intervention|study drug|medication|drug|supplementation|training|program)"
    r"|'? (?:after|following) (?:its|their) (?:end|completion|cessation|discontinuation)\b"
    r"|[ -]follow-?[ ]?up (?:after|following) (?:the )?(?:treatment|therapy|intervention|training|supplementation)"
    r"|'? post-?(?:treatment|therapy|intervention)\b|'? off[ -]treatment"
)
_AFTER_STOP: Final = re.compile(
    r"'? (?:after|following|past) (?:(?:stopping|ending|finishing|completing)(?: (?:the|this|their)"
    r"(?: [\w-]+)? (?:treatment|therapy|intervention|training|course|drugs?|programmes?|program|diet|feeding"
    r"|exercises?))?"
    r"|(?:the )?(?:end|completion|cessation|discontinuation|withdrawal)"
    r"(?: of (?:the )?(?:[\w-]+ )?(?:treatment|therapy|intervention|training|course|drugs?|programme|program|diet"
    r"|feeding|exercises?))?|the (?:last|final) (?:dose|session|injection|application|treatment))"
    r"(?=[ ,.;:]|$)"
)
_UP_AFTER: Final = re.compile(r"[ -]follow-?up (?:after|following) (?:a|an|the|completion of(?: a| the)?) ")
_SINCE_END: Final = re.compile(
    r"'? (?:after|following|post) (?:the )?(?:end|completion|completing|finishing|cessation|stopping|discontinuation"
    r"|conclusion)"
    r"(?: of)?(?: an?| the)? "
)
_DURING: Final = frozenset(
    ["follow_up.stated", "follow_up.treated", "follow_up.trial_length", "follow_up.observed", "follow_up.time_point"]
)


@rule("follow_up.periods_added")
def periods_added(claims: list[Claim]) -> Sum | None:
    """A treatment and what comes after it in the same sentence: an extension, a second treatment, a follow-up.

    Takes: A 12-week double-blind period was followed by a 40-week extension in all.
    Leaves: A 4-week run-in was followed by 40 weeks of treatment.
    """
    parts: list[Claim] = []
    for first, other in pairwise(claims):
        if _follows_on(first, other):
            parts = [*(parts or [first]), other]
        elif parts:
            break
    parts = parts or _further(claims)
    if not parts:
        return None
    only_treated = all(claim.rule == "follow_up.treated" for claim in parts)
    return Sum(
        tuple(claim.mention for claim in parts), "follow_up.periods_added", "treatment" if only_treated else "fixed"
    )


def _is_span(claim: Claim) -> bool:
    """Whether something went on for a length: "over six weeks", not "at six weeks"."""
    one = claim.mention
    told = one.left.endswith(_GOING_ON) and not one.left.endswith(("for over ", "than "))
    return claim.rule == "follow_up.time_point" and claim.statistic == "fixed" and told and one.duration.days < _A_YEAR


_GOING_ON: Final = ("for ", "over ", "during ", "throughout ")
_A_YEAR: Final = 366


def _is_after_stop(claim: Claim) -> bool:
    """Whether a time is one that was told from the end of a treatment on, weeks later: no wash-out of some days."""
    late = claim.rule == "follow_up.time_point" and claim.mention.duration.days >= _WEEKS_LATER
    return late and _AFTER_STOP.match(claim.mention.right) is not None


_WEEKS_LATER: Final = 21


# How long a treatment took: "post-intervention (6 weeks), and after an additional 6-week follow-up".
_AT_END: Final = ("post-intervention (", "post-treatment (", "posttreatment (", "postintervention (", "post-test (")


def _further(claims: list[Claim]) -> list[Claim]:
    """A follow-up that is told to be additional, or a time after the end, and the treatment told before it."""
    for n, other in enumerate(claims):
        more = other.rule == "follow_up.stated" and MORE.search(other.mention.left[-30:])
        if not more and not _is_after_stop(other):
            continue
        for first in reversed(claims[:n]):
            over = first.rule in TREATED or _is_span(first) or (more and first.mention.left.endswith(_AT_END))
            if over and _addable(first.mention) and (more or _addable(other.mention)):
                return [first, other]
    return []


def _follows_on(first: Claim, other: Claim) -> bool:
    """Whether a length begins where the one before it in the sentence ends."""
    one, two = first.mention, other.mention
    if one.sentence is not two.sentence or two.order - one.order > 1:
        return False
    if first.rule not in _DURING and not (first.rule == "follow_up.visit" and one.left.endswith("after ")):
        return False
    if not _addable(one) or not _addable(two):
        return False
    gap = one.folded[one.duration.end : two.duration.start]
    if len(gap) > 90 or " then randomi" in gap:
        return False  # what went before the allocation is no part of the study's length
    return went_on(first, other, gap) or _is_next_phase(first, gap) or _follows(first, other, gap)


def _addable(mention: Mention) -> bool:
    """Whether a length can be part of a sum: one fixed length, in what this study did."""
    return (
        mention.duration.shape in ALONE
        and mention.duration.low is None
        and mention.sentence.section not in OF_OTHERS
        and not mention.left.endswith((">", "> ", "\u2265", "\u2265 ", "at least "))
    )


def _follows(first: Claim, other: Claim, gap: str) -> bool:
    """Whether the second length begins where the first one ends."""
    told = first.rule == "follow_up.stated"
    if _SINCE_END.fullmatch(gap):
        return other.rule == "follow_up.treated" != first.rule
    more = " more " in other.mention.wording and " or more " not in other.mention.wording  # "two more years"
    if (more or MORE.search(other.mention.left[-30:])) and not told:
        after = first.mention.left.endswith(("after ", "after a ", "after an ", "after the "))
        return other.rule in {"follow_up.stated", "follow_up.observed"} or (after and other.rule in _DURING)
    if first.rule == "follow_up.time_point" and ("followed by" not in gap or first.mention.left.endswith("after ")):
        return False
    if _AFTER_END.match(other.mention.right) or _is_titrated(other, gap):
        return True
    if told:
        return _UP_AFTER.fullmatch(gap) is not None and other.rule in {"follow_up.trial_length", "follow_up.treated"}
    return _JOINED.search(gap) is not None and _is_joined(other, gap)


# "Raised over the first 10 weeks, with a subsequent observation period of 20 weeks".
_FIRST_PHASE: Final = ("over the first ", "during the first ", "for the first ", "in the first ")
_THEN_PHASE: Final = re.compile(
    r",? (?:(?:and|with|followed by|then) )?(?:an?|the)? ?(?:subsequent|following|ensuing|further|remaining)"
    r" (?:[\w-]+ ){0,3}(?:period|phase|stage) (?:of|lasting|was|for) "
)


def _is_next_phase(first: Claim, gap: str) -> bool:
    """Whether a length is the first phase of a treatment, "over the first 10 weeks", and another one comes next."""
    over = first.rule in {"follow_up.time_point", "follow_up.treated"} and first.mention.left.endswith(_FIRST_PHASE)
    return over and _THEN_PHASE.fullmatch(gap) is not None


_TITRATION: Final = re.compile(
    r"'?[ -](?:of |dose[ -]|drug[ -]|forced[ -]|open-label )*(?:titration|escalation|induction)\b"
)
_MAINTENANCE: Final = re.compile(
    r"'?[ -](?:of |fixed-dose |stable |double-blind |open-label )*(?:maintenance|continuation)\b"
)


def _is_titrated(other: Claim, gap: str) -> bool:
    """Whether a dose is raised for a while and then kept: "6 weeks titration, 12 weeks maintenance"."""
    return (
        ("maintenance" in other.mention.right or "continuation" in other.mention.right)
        and _TITRATION.match(gap) is not None
        and _MAINTENANCE.match(other.mention.right) is not None
    )


_OFF_TREATMENT: Final = re.compile(r"'? (?:without (?:any )?|off )(?:treatment|therapy|drugs?|medication)\b")


def _is_joined(other: Claim, gap: str) -> bool:
    """Whether what is joined on ("followed by", "with an") is a period of its own."""
    extended = _EXTENDED.match(other.mention.right) is not None
    if "followed by" in gap or "then" in gap:
        extended = extended or _OFF_TREATMENT.match(other.mention.right) is not None
        return extended or other.rule in _PERIODS
    return extended and other.rule != "follow_up.visit"


_PERIODS: Final = frozenset(["follow_up.treated", "follow_up.trial_length", "follow_up.stated", "follow_up.observed"])

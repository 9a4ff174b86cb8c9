"""Follow-ups that are added up: visits in two stretches, periods one after the other, crossover. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from evidence.findings import Finding
from evidence.records import Quote
from evidence.tag.durations.shape import ALONE
from evidence.tag.follow_up.cues import OF_OTHERS, Mention
from evidence.tag.follow_up.rules import Claim
from evidence.tag.follow_up.went_on import MORE, TREATED, went_on
from evidence.tag.rule import rule
from evidence.values import DAYS_PER, Field, FollowUp, plain

_ORDER: Final = ("years", "months", "weeks", "days", "hours")


@dataclass(frozen=True, slots=True)
class Sum:
    """Lengths that follow each other, as a rule adds them up; `times` is how often the first one counts.

    `counted` quotes the words that say how often. `told` is the arithmetic of a length that was worked out otherwise.
    """

    parts: tuple[Mention, ...]
    rule: str
    statistic: str = "fixed"
    times: int = 1
    counted: Quote | None = None
    told: str | None = None

    @property
    def unit(self) -> str:
        """The smallest unit of the parts: 1 year and 6 months are added up in months."""
        return max((part.duration.unit for part in self.parts), key=_ORDER.index)

    @property
    def value(self) -> float:
        """The total in `unit`."""
        values = self._values()
        return round(sum(values) + (self.times - 1) * values[0], 2)

    @property
    def days(self) -> float:
        """The total in days."""
        return self.value * DAYS_PER[self.unit]

    @property
    def working(self) -> str:
        """The arithmetic: "3 + 33 = 36 months", "2 x 6 + 1 = 13 weeks"."""
        if self.told:
            return self.told
        first, *rest = map(plain, self._values())
        if self.times > 1:
            first = f"{self.times} x {first}"
        return f"{' + '.join([first, *rest])} = {plain(self.value)} {self.unit}"

    def _values(self) -> list[float]:
        return [round(part.duration.days / DAYS_PER[self.unit], 2) for part in self.parts]

    def finding(self, pmid: int, confidence: float) -> Finding:
        """The derived value, one quote a part, the arithmetic as `working`."""
        parts = dict.fromkeys(self.parts)  # a wash-out counts after each period, and is quoted once
        quotes = tuple(part.sentence.quote(part.duration.start, part.duration.figure_end) for part in parts)
        if self.counted:
            ahead = self.counted.start < quotes[0].start
            quotes = (self.counted, *quotes) if ahead else (*quotes, self.counted)
        derived = self.told is not None or len(self.parts) * self.times > 1
        value = FollowUp(self.value, self.unit, self.statistic, derived=derived)
        return Finding(pmid, Field.FOLLOW_UP, value, quotes, self.rule, confidence, self.working if derived else None)


_FIRST: Final = ("first ", "initial ", "first the ", "initial the ")
_NEXT: Final = re.compile(r"\b(?:next|following|subsequent|further|additional|another|remainder of the)(?: \w+)? $")
_SEEN: Final = re.compile(
    r"\b(?:every|monthly|weekly|annually|yearly|quarterly|intervals?|visits?|seen|biweekly|daily|once|twice|times) ?\b"
)
_OFTEN: Final = (
    r"(?:every (?:other |[\w-]+ )?(?:days?|weeks?|months?|years?)|monthly|weekly|quarterly|yearly|annually|biweekly"
    r"|six-monthly|half-yearly|at (?:[\w-]+ ){1,2}intervals)"
)
_OFTEN_FOR: Final = re.compile(rf"\b{_OFTEN} (?:for|during|over|in) (?:the )?$")
_OFTEN_LONG: Final = 60  # characters that "every 3 months for the" has at most
_THEN_OFTEN_FOR: Final = re.compile(
    rf"[ ,;]*(?:and )?(?:then|thereafter|afterwards|subsequently|after that),? {_OFTEN} for (?:the )?$"
    rf"|,? and {_OFTEN} for (?:another |a further )$"
)
_GIVEN: Final = re.compile(
    r"\b(?:mg|mcg|\u00b5g|tablets?|pills?|doses?|given|administered|received|got|took|injections?|infusions?|cycles?)\b"
)


@rule("follow_up.visits_added")
def visits_added(mentions: list[Mention]) -> Sum | None:
    """Visits in two stretches, the first and the next, are added.

    Takes: Patients were followed monthly for the first 6 months and then every 3 months for the next 18 months.
    Leaves: The tablets were given for the first 5 days and the capsules for the remaining 5 days.
    """
    for n, first in enumerate(mentions):
        other = _visited_next(first, mentions[n + 1 : n + 6])
        if other and (first.has("follow") or not _GIVEN.search(first.near)):
            return Sum((first, other), "follow_up.visits_added")
    return None


def _visited_next(first: Mention, others: list[Mention]) -> Mention | None:
    """The stretch of visits that follows a first one; `others` are the next lengths of time."""
    for other in others[:2]:
        if _is_then(first, other):
            return other
    if not first.left.endswith(_FIRST):
        return None
    for other in others:
        if other.sentence is not first.sentence:
            break
        if _NEXT.search(other.left[-30:]) and _SEEN.search(first.near):
            return other
    return None


_AND_OFTEN_FOR: Final = re.compile(rf",? and {_OFTEN} for $")  # "and every 6 months for 3 more years"
_FOR: Final = (" for ", " for the ", " for another ", " for a further ")


def _is_then(first: Mention, other: Mention) -> bool:
    """Whether one stretch begins where another ends: "monthly for 3 months and then every 3 months for 33 months"."""
    if other.sentence is not first.sentence or not other.left.endswith(_FOR):
        return False
    start = first.duration.start
    before = first.folded[max(0, start - _OFTEN_LONG) : start]
    between = first.folded[first.duration.end : other.duration.start]
    then = _THEN_OFTEN_FOR.match(between) or (" more " in other.wording and _AND_OFTEN_FOR.match(between))
    return bool(then) and _OFTEN_FOR.search(before) is not None


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
    return went_on(first, other, gap) or _follows(first, other, gap)


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

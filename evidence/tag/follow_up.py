"""The follow-up of one record: all lengths of time, what each is said to be, and the one that counts. Pure."""

from __future__ import annotations

from typing import Final

from evidence.findings import Finding, Reading
from evidence.tag.follow_up_cues import Mention, mentions_in
from evidence.tag.follow_up_rules import READERS, Claim
from evidence.tag.follow_up_sums import Sum, sums_of
from evidence.tag.follow_up_traps import trap
from evidence.tag.text import Document, Section
from evidence.values import Design, Field, FollowUp

NO_FOLLOW_UP: Final = frozenset(["synthesis", "publication"])
_PRECISION: Final = {
    "follow_up.stated": 0.95, "follow_up.visit": 0.9, "follow_up.observed": 0.9, "follow_up.results_at": 0.9, "follow_up.trial_length": 0.95,
    "follow_up.treated": 0.9, "follow_up.time_point": 0.85,
}  # fmt: skip


def read(document: Document, *, design: Design | None, rules_only: bool = False) -> Reading:
    """All follow-ups that one record states, best first.

    Args:
        document: the record's passages.
        design: the design chosen for it, None where none was; reviews and commentaries have no follow-up.
        rules_only: leave the learned weights out.
    """
    mentions = mentions_in(document)
    claims = claims_of(mentions)
    sums = sums_of(mentions, claims)
    candidates = ranked(document.pmid, claims, sums)
    if design is not None and (
        design.parent in NO_FOLLOW_UP or design.code in {"in-vitro", "in-silico", "cross-sectional"}
    ):
        return Reading(Field.FOLLOW_UP, candidates, "not applicable")
    if candidates:
        return Reading(Field.FOLLOW_UP, candidates)
    return Reading(Field.FOLLOW_UP, (), "not stated" if document.has_abstract else "no abstract")


def claims_of(mentions: list[Mention]) -> list[Claim]:
    """What the first rule that knows says of each length; traps say nothing."""
    found = []
    for mention in mentions:
        if trap(mention):
            continue
        claim = next((claim for reader in READERS if (claim := reader(mention))), None)
        if claim:
            found.append(claim)
    return found


_WHOLE: Final = {"fixed": 6, "median": 5, "mean": 4, "range": 3, "maximum": 3, "minimum": 2}


def _weight(claim: Claim) -> tuple[float, ...]:
    """What makes one claim better than another: what is said, where, and then the longer."""
    section = claim.mention.sentence.section
    days = claim.mention.duration.days
    early = section is Section.BACKGROUND
    if claim.rule in {"follow_up.stated", "follow_up.observed"} and not early:
        return (3, _WHOLE.get(claim.statistic, 1), days)
    if claim.rule in {"follow_up.visit", "follow_up.results_at", "follow_up.trial_length"} and not early:
        return (2, 0, days)
    if claim.rule in {"follow_up.treated"} and not early:
        return (1, 0, days)
    return (1 if not early and section not in {Section.CONCLUSIONS, Section.OBJECTIVE} else 0, 0, days)


def ranked(pmid: int, claims: list[Claim], sums: list[Sum]) -> tuple[Finding, ...]:
    """The findings, best first, each value once."""
    found = [one.finding(pmid, 0.9) for one in sums]
    for claim in sorted(claims, key=_weight, reverse=True):
        found.append(_finding(pmid, claim))
    seen: set[str] = set()
    kept = []
    for finding in found:
        if str(finding.value) not in seen:
            seen.add(str(finding.value))
            kept.append(finding)
    return tuple(kept)


def _finding(pmid: int, claim: Claim) -> Finding:
    one = claim.mention.duration
    value = FollowUp(one.value, one.unit, claim.statistic, one.low, one.high)
    quote = claim.mention.sentence.quote(one.start, one.end)
    return Finding(pmid, Field.FOLLOW_UP, value, (quote,), claim.rule, _PRECISION[claim.rule])

"""What was weighed for and against the choice that a tagger made: the heaviest first. Pure.

The store keeps what was read, not what was weighed; who asks has the record weighed once more, with the weights of
today. Where these would choose otherwise, the choice is of an earlier version, and nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from evidence.findings import Finding, Reason
from evidence.records import Passage
from evidence.tag.because.designs import of_design
from evidence.tag.because.lengths import of_length
from evidence.tag.because.sizes import of_size
from evidence.tag.design import reading as design_reading
from evidence.tag.follow_up import reading as follow_up_reading
from evidence.tag.rule import RULES
from evidence.tag.sample_size.counts import Counts, count
from evidence.tag.tagger import design_of
from evidence.tag.text import Document
from evidence.values import Field, FollowUp

_A_DAY: Final = 1.0  # of difference is rounding
_LEAST: Final = 0.1  # of the logit; less is no news


def reasons(pmid: int, passages: Iterable[Passage], finding: Finding) -> tuple[Reason, ...]:
    """What speaks for a finding (above 0) and against it, the heaviest first; () for one that no weight speaks of.

    Weights are in units of a logit: one more makes the odds 2.7 times as good.

    Args:
        pmid: of the record.
        passages: its text, as it was read.
        finding: the choice.
    """
    if finding.rule not in RULES:
        return ()  # a person's own rule, as sure as the person says
    document = Document(pmid, passages)
    found = [one for one in _summed(_of(document, count(document), finding)) if abs(one.weight) >= _LEAST]
    return tuple(sorted(found, key=lambda one: -abs(one.weight)))


def _summed(each: Iterable[Reason]) -> Iterator[Reason]:
    """Those that are told in the same words as one: features that say nothing by themselves share a phrase."""
    told: dict[str, float] = {}
    for what, weight in each:
        told[what] = told.get(what, 0.0) + weight
    yield from (Reason(what, weight) for what, weight in told.items())


def _of(document: Document, counts: Counts, finding: Finding) -> Iterator[Reason]:
    if finding.field is Field.DESIGN:
        yield from of_design(document, counts, finding)
        return
    design, design_is = design_of(design_reading.read(document, counts))
    if finding.field is Field.SAMPLE_SIZE:
        yield from of_size(counts, finding, design.code if design else "none")
        return
    weighed = follow_up_reading.weigh(document)
    if weighed and isinstance(finding.value, FollowUp) and abs(weighed[0].days - finding.value.days) < _A_DAY:
        yield from of_length(weighed, design, design_is)

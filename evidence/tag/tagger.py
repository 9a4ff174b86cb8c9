"""One record's passages through the three taggers, in the order in which they need each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.findings import Reading
from evidence.records import Passage
from evidence.tag.design import reading as design
from evidence.tag.design.publication import LETTERS
from evidence.tag.follow_up import reading as follow_up
from evidence.tag.own_rules import OwnRule, with_own
from evidence.tag.sample_size import reading as sample_size
from evidence.tag.sample_size.counts import count_each
from evidence.tag.text import Document
from evidence.values import Design

Tags = tuple[Reading, Reading, Reading]


def read(pmid: int, passages: Iterable[Passage], *, rules_only: bool = False, own: Sequence[OwnRule] = ()) -> Tags:
    """Design, sample size and follow-up of one record, each with all its candidates.

    What is counted comes first, since the design is read from that too (one patient is a case report); then the design,
    since a review counts participants of its studies and a cross-sectional study has no follow-up.

    Args:
        pmid: goes into the findings; 0 where the text has none.
        passages: as stored; quotes are slices of them.
        rules_only: leave the learned weights out and rank by rule precision alone.
        own: a person's own rules, beside the shipped ones.
    """
    return read_many([(pmid, passages)], rules_only=rules_only, own=own)[0]


def read_many(
    articles: Iterable[tuple[int, Iterable[Passage]]], *, rules_only: bool = False, own: Sequence[OwnRule] = ()
) -> list[Tags]:
    """What `read` gives of each of some records; a sixth faster for some dozens together.

    One tagger goes through all of them before the next one does, and through its first step with all of them before it
    takes its second, so that what a step needs, its vocabulary first of all, stays in the processor's cache.
    """
    documents = [Document(pmid, passages) for pmid, passages in articles]
    counts = count_each(documents)
    shown = design.read_each(documents, counts, rules_only=rules_only)
    designs = [with_own(reading, own, d) for reading, d in zip(shown, documents, strict=True)]
    known = list(map(design_of, designs))
    counted = sample_size.read_each(documents, counts, known, rules_only=rules_only)
    sizes = [with_own(reading, own, d) for reading, d in zip(counted, documents, strict=True)]
    lengths = follow_up.weigh_each(documents)
    follow_ups = [
        with_own(follow_up.settled(d, weighed, design=code, design_is=sure, rules_only=rules_only), own, d)
        for d, weighed, (code, sure) in zip(documents, lengths, known, strict=True)
    ]
    return list(zip(designs, sizes, follow_ups, strict=True))


def design_of(reading: Reading) -> tuple[Design | None, float]:
    """The design that a reading chose, and how sure it is: wholly, of a comment that says of itself that it is one."""
    chosen = reading.chosen
    if not chosen or not isinstance(chosen.value, Design):
        return None, 0.0
    says_so = chosen.value.code == "commentary" and chosen.rule in LETTERS
    return chosen.value, 1.0 if says_so else chosen.confidence

"""One record's passages through the three taggers, in the order in which they need each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.findings import Reading
from evidence.records import Passage
from evidence.tag import design, follow_up, sample_size
from evidence.tag.own_rules import OwnRule, with_own
from evidence.tag.text import Document
from evidence.values import Design


def read(
    pmid: int, passages: Iterable[Passage], *, rules_only: bool = False, own: Sequence[OwnRule] = ()
) -> tuple[Reading, Reading, Reading]:
    """Design, sample size and follow-up of one record, each with all its candidates.

    The design comes first: a review counts participants of its studies, a cross-sectional study has no follow-up.

    Args:
        pmid: goes into the findings; 0 where the text has none.
        passages: as stored; quotes are slices of them.
        rules_only: leave the learned weights out and rank by rule precision alone.
        own: a person's own rules, beside the shipped ones.
    """
    document = Document(pmid, passages)
    designs = with_own(design.read(document, rules_only=rules_only), own, document)
    chosen = designs.chosen
    value = chosen.value if chosen and isinstance(chosen.value, Design) else None
    return (
        designs,
        with_own(sample_size.read(document, design=value, rules_only=rules_only), own, document),
        with_own(follow_up.read(document, design=value, rules_only=rules_only), own, document),
    )

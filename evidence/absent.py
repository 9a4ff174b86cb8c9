"""What a table says where there is no value, and which values studies of a design can't have. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evidence.findings import Correction, Fact
from evidence.values import Design, Field

NOT_REPORTED: Final = "NR"
NOT_APPLICABLE: Final = "NA"
NO_ABSTRACT: Final = "no abstract"
"""Where there was a title only to read: NR would say of the paper what nobody has looked for in it."""

NEVER: Final[Mapping[Field, frozenset[str]]] = {
    Field.DESIGN: frozenset(),
    Field.SAMPLE_SIZE: frozenset(["narrative-review", "guideline", "commentary", "notice", "in-vitro", "in-silico"]),
    Field.FOLLOW_UP: frozenset([
        "meta-analysis", "systematic-review", "narrative-review", "guideline", "commentary", "notice", "in-vitro",
        "in-silico", "cross-sectional",
    ]),
}  # fmt: skip
"""By field the designs that never have such a value, be there an abstract or not (README, "What the tags mean")."""


def nothing(facts: Mapping[Field, Fact], field: Field) -> str:
    """What a table says where a field has no value: NA where the design that counts can't have one, else NR.

    A person's word on the field goes before that; the machine's "not applicable" was said of its own design. Where
    the machine had no abstract to read, NR would say of the paper what nobody has looked for in it.
    """
    fact, design = facts[field], facts[Field.DESIGN]
    can_not = fact.abstained == "not applicable"
    if isinstance(design.value, Design) and not isinstance(fact.source, Correction):
        can_not = design.value.code in NEVER[field] or (can_not and not isinstance(design.source, Correction))
    unread = NO_ABSTRACT if fact.abstained == NO_ABSTRACT else NOT_REPORTED
    return NOT_APPLICABLE if can_not else unread

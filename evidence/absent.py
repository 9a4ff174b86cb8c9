"""Which values studies of a design can't have, so that a table says NA of them and not NR. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evidence.values import Field

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

"""What the columns of the three tags begin with in the table facts, said once. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evidence.values import Field

PREFIX: Final[Mapping[Field, str]] = {Field.DESIGN: "design", Field.SAMPLE_SIZE: "n", Field.FOLLOW_UP: "follow_up"}
"""The value itself stands in a column of this name, what goes with it in those that begin with it: `n_confidence`."""

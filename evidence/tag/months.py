"""The names of the months, by which dates are told. Touches nothing."""

from __future__ import annotations

from typing import Final

MONTHS: Final = "january february march april may june july august september october november december".split()
SHORT_MONTHS: Final = [month[:3] for month in MONTHS]
MONTH_WORDS: Final = tuple(dict.fromkeys([*MONTHS, *SHORT_MONTHS, "sept"]))
"""All of these, each once."""

"""The one number of which counts are the percentages that stand beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from evidence.tag.sample_size.candidates import Candidate, Mention

REST: Final = ("other", "remaining")
"""Before a count: they are the rest of a whole that was told elsewhere."""


def from_shares(found: list[Mention]) -> Iterator[Candidate]:
    """Counts with percentages: the one number of which nine are 60.0 % and three 20.0 %."""
    shares = [m for m in found if m.percent and m.form != "of" and m.value * 100 / m.percent >= m.value][:8]
    if not shares or (len(shares) == 1 and shares[0].before in REST):
        return
    for parts in [shares] if len(shares) == 1 else [shares, shares[:2], shares[:1]]:
        low = max(_least(m) for m in parts)
        high = min(_most(m) for m in parts)
        if low <= high <= 100_000:
            if high - low > 2:  # a rounded percentage of few people: any of several wholes
                return
            exact = "one" if low == high else "few"
            value = _nearest(parts, low, high)
            told = ", ".join(f"{m.value} is {m.percent:g} %" for m in parts)
            yield Candidate(value, f"share {min(len(parts), 3)} {exact}", tuple(parts), f"{told} of {value}")
            return


def _half_step(mention: Mention) -> float:
    """Half of the last digit that the percentage is told with."""
    told = f"{mention.percent:g}"
    return 0.05 if "." in told else 0.5


def _least(mention: Mention) -> int:
    return ceil(100 * mention.value / ((mention.percent or 1) + _half_step(mention)) - 1e-9)


def _most(mention: Mention) -> int:
    return floor(100 * mention.value / max((mention.percent or 1) - _half_step(mention), 0.01) + 1e-9)


def _nearest(parts: list[Mention], low: int, high: int) -> int:
    guess = round(sum(100 * m.value / (m.percent or 1) for m in parts) / len(parts))
    return min(max(guess, low), high)

"""The one number of which counts are the percentages that stand beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Final, NamedTuple

from evidence.tag.sample_size.candidates import Candidate, Mention
from evidence.tag.sample_size.forms import Percent

REST: Final = ("other", "remaining")
"""Before a count: they are the rest of a whole that was told elsewhere."""


def from_shares(found: list[Mention]) -> Iterator[Candidate]:
    """Counts with percentages: the one number of which nine are 60.0 % and three 20.0 %."""
    shares = [_Share(m, m.percent) for m in found if m.percent and m.form != "of" and m.percent.value <= 100][:8]
    if not shares or (len(shares) == 1 and shares[0].counted.before in REST):
        return
    for parts in [shares] if len(shares) == 1 else [shares, shares[:2], shares[:1]]:
        low = max(part.least for part in parts)
        high = min(part.most for part in parts)
        if low <= high <= 100_000:
            if high - low > 2:  # a rounded percentage of few people: any of several wholes
                return
            exact = "one" if low == high else "few"
            value = min(max(round(sum(part.whole for part in parts) / len(parts)), low), high)
            told = ", ".join(f"{part.counted.value} is {part.percent.value:g} %" for part in parts)
            counts = tuple(part.counted for part in parts)
            yield Candidate(value, f"share {min(len(parts), 3)} {exact}", counts, f"{told} of {value}")
            return


class _Share(NamedTuple):
    """A count and the percentage that it is of a whole, told to within half a step."""

    counted: Mention
    percent: Percent

    @property
    def whole(self) -> float:
        """What the count would be this percentage of, were it not rounded."""
        return 100 * self.counted.value / self.percent.value

    @property
    def least(self) -> int:
        """The smallest whole of which the count rounds to its percentage."""
        return ceil(100 * self.counted.value / (self.percent.value + self.percent.half_step) - 1e-9)

    @property
    def most(self) -> int:
        """The largest."""
        return floor(100 * self.counted.value / max(self.percent.value - self.percent.half_step, 0.01) + 1e-9)

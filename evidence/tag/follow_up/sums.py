"""A follow-up that is worked out of several lengths, or of what is told otherwise, with its arithmetic. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from evidence.findings import Finding
from evidence.records import Quote
from evidence.tag.follow_up.cues import Mention
from evidence.values import DAYS_PER, Field, FollowUp, plain

_ORDER: Final = ("years", "months", "weeks", "days", "hours")


@dataclass(frozen=True, slots=True)
class Sum:
    """Lengths that follow each other, as a rule adds them up; `times` is how often the first one counts.

    `counted` quotes the words that say how often. `told` is the arithmetic of a length that was worked out otherwise.
    """

    parts: tuple[Mention, ...]
    rule: str
    statistic: str = "fixed"
    times: int = 1
    counted: Quote | None = None
    told: str | None = None

    @property
    def unit(self) -> str:
        """The smallest unit of the parts: 1 year and 6 months are added up in months."""
        return max((part.duration.unit for part in self.parts), key=_ORDER.index)

    @property
    def value(self) -> float:
        """The total in `unit`."""
        values = self._values()
        return round(sum(values) + (self.times - 1) * values[0], 2)

    @property
    def days(self) -> float:
        """The total in days."""
        return self.value * DAYS_PER[self.unit]

    @property
    def working(self) -> str:
        """The arithmetic: "3 + 33 = 36 months", "2 x 6 + 1 = 13 weeks"."""
        if self.told:
            return self.told
        first, *rest = map(plain, self._values())
        if self.times > 1:
            first = f"{self.times} x {first}"
        return f"{' + '.join([first, *rest])} = {plain(self.value)} {self.unit}"

    def _values(self) -> list[float]:
        return [round(part.duration.days / DAYS_PER[self.unit], 2) for part in self.parts]

    def finding(self, pmid: int, confidence: float) -> Finding:
        """The derived value, one quote a part, the arithmetic as `working`."""
        parts = dict.fromkeys(self.parts)  # a wash-out counts after each period, and is quoted once
        quotes = tuple(part.sentence.quote(part.duration.start, part.duration.figure_end) for part in parts)
        if self.counted:
            ahead = self.counted.start < quotes[0].start
            quotes = (self.counted, *quotes) if ahead else (*quotes, self.counted)
        derived = self.told is not None or len(self.parts) * self.times > 1
        value = FollowUp(self.value, self.unit, self.statistic, derived=derived)
        return Finding(pmid, Field.FOLLOW_UP, value, quotes, self.rule, confidence, self.working if derived else None)

"""What is read from a record and what a person says of it; `choose` settles which counts. Touches nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from evidence.alike import agree, as_read, says_no_more
from evidence.records import Passage, Quote
from evidence.retained import with_machine
from evidence.values import Design, Field, FollowUp, SampleSize, Value

__all__ = [
    "ABSTENTIONS", "LONGEST_WORDS", "Attribute", "Correction", "Design", "Digest", "Fact", "Field", "Finding",
    "FollowUp", "Reading", "SampleSize", "Seen", "Silence", "Value", "Verdict", "choose", "digest_of",
]  # fmt: skip

ABSTENTIONS = ("not stated", "conflicting", "not applicable", "no abstract")

LONGEST_WORDS = 10_000
"""How many characters a person may use to say why: more than anybody needs, and what every reader of CSV takes."""

Digest = str
"""sha256 (hex, first 16 digits) of the passages that a person or a tagger saw; see `digest_of`."""


class Finding(NamedTuple):
    """One candidate that a rule read from a record, with the words it was read from.

    `confidence` is the measured share of right values among those that scored like it on the development corpora
    (0-1). `working` is the arithmetic of a derived value ("3 + 33 = 36 months"), one quote for each part.
    """

    pmid: int
    field: Field
    value: Value
    quotes: tuple[Quote, ...]
    rule: str
    confidence: float
    working: str | None = None


class Reading(NamedTuple):
    """All that the tagger of one field says of one record.

    `candidates` come best first; the first is the machine's choice unless `abstained` gives a reason for none.
    `conflicts` are those candidates that contradict the choice (PubMed's indexing against the text).
    """

    field: Field
    candidates: tuple[Finding, ...] = ()
    abstained: str | None = None  # one of ABSTENTIONS
    conflicts: tuple[Finding, ...] = ()

    @property
    def chosen(self) -> Finding | None:
        """The machine's choice, None where it abstained."""
        return None if self.abstained else self.candidates[0]


class Reason(NamedTuple):
    """One thing that was weighed: what it is, and its weight for (above 0) or against a choice, in units of a logit."""

    what: str
    weight: float


class Attribute(NamedTuple):
    """An attribute of a design with the words that it was read from, or with `because`, which says why it has none."""

    name: str
    value: str
    quotes: tuple[Quote, ...]
    because: str | None = None


class Seen(NamedTuple):
    """Words that could have been a value and were passed over, and why, in words for people."""

    quote: Quote
    why: str


class Silence(NamedTuple):
    """Why a tagger gives no value, in words for people, and what it saw and passed over, in the order of the text.

    `why` is None where the rules of today would give a value: the reading is of earlier ones. `others` are the numbers
    that count nobody: measures, ages, dates, shares.
    """

    why: str | None
    seen: tuple[Seen, ...] = ()
    others: tuple[Seen, ...] = ()


class Verdict(StrEnum):
    """What a person may say: another value, that there is none, that the machine is right, or nothing any more.

    There is none where the paper reports none (NR), and where none can exist (NA): the follow-up of a review. Who
    agrees that there is none says which of the two, so that the words alone tell what was confirmed.
    """

    VALUE = "value"
    NOT_REPORTED = "not reported"
    NOT_APPLICABLE = "not applicable"
    CONFIRMED = "confirmed"
    CONFIRMED_NOT_REPORTED = "confirmed not reported"
    CONFIRMED_NOT_APPLICABLE = "confirmed not applicable"
    WITHDRAWN = "withdrawn"

    @property
    def is_yes(self) -> bool:
        """Whether it says that what stood is right."""
        return self in _YES

    @property
    def plainly(self) -> Verdict:
        """What is said of the paper, agreed or not: of a confirmed `not reported` that it is not reported."""
        return _YES.get(self, self)


_YES: Final = {
    Verdict.CONFIRMED: Verdict.CONFIRMED,
    Verdict.CONFIRMED_NOT_REPORTED: Verdict.NOT_REPORTED,
    Verdict.CONFIRMED_NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on one field of one record; kept for ever, the latest counts.

    `value` is the value meant: the corrected one, or the one that was confirmed; None otherwise.
    `seen` is the digest of the text that the person saw; when the text changes the correction is stale, not gone. It is
    "" where nobody knows (a table written by hand, before its record was stored), and then nothing is said of it.
    """

    pmid: int
    field: Field
    verdict: Verdict
    value: Value | None
    reason: str
    by: str
    at: datetime
    seen: Digest

    @property
    def takes_back(self) -> bool:
        """Whether it withdraws what its person said."""
        return self.verdict is Verdict.WITHDRAWN

    def says_as(self, other: Correction, /) -> bool:
        """Whether both say the same of the paper, as far as both state it."""
        if self.value is None or other.value is None:
            return self.value is other.value and self.verdict.plainly is other.verdict.plainly
        return agree(self.value, other.value)


@dataclass(frozen=True, slots=True)
class Fact:
    """What counts for one field of one record: a person's word where there is one, else the machine's choice.

    `machine` is the machine's own choice, also where a correction overrides it; `machine_abstained` its own reason for
    none, None too where it was never asked.
    """

    field: Field
    value: Value | None
    source: Finding | Correction | None = None
    stale: bool = False
    abstained: str | None = None
    machine: Finding | None = None
    conflicts: tuple[Finding, ...] = ()
    machine_abstained: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether a person's own words, which were no yes, say just what the machine has: that is a yes, too."""
        said = self.source
        if not isinstance(said, Correction) or said.verdict.is_yes:
            return False
        if said.value is None:
            none = "not stated" if self.machine_abstained == "conflicting" else self.machine_abstained
            return self.machine is None and none == _NONE.get(said.verdict, "")
        return self.machine is not None and says_no_more(said.value, self.machine.value)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person said that what stood was right, a value or that there is none, or gave the very same."""
        return isinstance(self.source, Correction) and (self.source.verdict.is_yes or self.agrees)

    @property
    def is_corrected(self) -> bool:
        """Whether a person gave another value than the machine, or said that there is none where it has one.

        Also where another person confirmed it since: it is confirmed then, and still not what the machine reads.
        """
        if not isinstance(self.source, Correction) or self.agrees:
            return False
        if not self.is_confirmed:
            return True
        if self.value is None:
            return self.machine is not None
        return not as_read(self.value, self.machine.value if self.machine else None)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words behind the value: the machine's quotes where it has the value that counts, in whose words ever."""
        return self._of_machine.quotes if self._of_machine else ()

    @property
    def working(self) -> str | None:
        """The arithmetic behind the value, where the machine's value is the one that counts."""
        return self._of_machine.working if self._of_machine else None

    @property
    def _of_machine(self) -> Finding | None:
        """The machine's finding where it has the value that counts: the same, or the same in a person's words."""
        return self.machine if self.machine and (self.machine.value == self.value or self.agrees) else None


_NONE: Final = {Verdict.NOT_REPORTED: "not stated", Verdict.NOT_APPLICABLE: "not applicable"}
"""The reasons for no value, as the taggers word them, by what a person says."""


def choose(reading: Reading, correction: Correction | None = None, text: Digest = "") -> Fact:
    """Settle one field: the latest correction unless withdrawn, else the machine's best candidate, else nothing.

    A corrected value keeps what the machine read beside it and the person did not speak of: see `retained`.

    Args:
        reading: what the tagger says.
        correction: the latest correction of this field, if any.
        text: the digest of the record's text today; another than the correction saw makes it stale.
    """
    machine = reading.chosen
    if correction is None or correction.verdict is Verdict.WITHDRAWN:
        value = machine.value if machine else None
        return Fact(
            reading.field, value, machine, False, reading.abstained, machine, reading.conflicts, reading.abstained
        )
    said = correction.value
    if said is not None and correction.verdict is Verdict.VALUE:
        said = with_machine(said, machine.value if machine else None)
    return Fact(
        reading.field,
        said,
        correction,
        stale=bool(correction.seen) and correction.seen != text,
        abstained=_NONE.get(correction.verdict.plainly),
        machine=machine,
        conflicts=reading.conflicts,
        machine_abstained=reading.abstained,
    )


def digest_of(passages: tuple[Passage, ...]) -> Digest:
    """The digest of what a reader sees: names, labels and texts of the passages, in order."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(f"{passage.name}\0{passage.label or ''}\0{passage.text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]

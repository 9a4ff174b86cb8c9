"""What was weighed for and against a sample size, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.findings import Finding, Reason
from evidence.tag.because.size_words import words
from evidence.tag.sample_size.candidates import Candidate
from evidence.tag.sample_size.counts import Counts
from evidence.tag.sample_size.noted import features_of
from evidence.tag.sample_size.ranker import model
from evidence.tag.sample_size.weights import NAMES, Feature, Table, spoken
from evidence.values import SampleSize


def of_size(counts: Counts, finding: Finding, design: str) -> Iterator[Reason]:
    """What the weights say of a size's candidate; nothing for a size that no candidate has, such as a person's rule's.

    Args:
        counts: of the record.
        finding: the size as it was read.
        design: the code that it was read with, "none" where none was.
    """
    described = features_of(counts.scan, counts.candidates, counts.rivals, design)
    place = _candidate(counts.candidates, finding)
    for feature in described[place] if place is not None else ():
        if weight := _weight(feature):
            yield Reason(words(feature), weight)


def _candidate(candidates: list[Candidate], finding: Finding) -> int | None:
    """The place of the candidate that became a finding: of that value, and by that way."""
    value = finding.value
    if not isinstance(value, SampleSize):
        return None
    alike = [n for n, one in enumerate(candidates) if one.value == value.value]
    return next((n for n in alike if (candidates[n].how not in ("told", "case")) == value.derived), None)


def _weight(feature: Feature) -> float:
    """What a feature adds, in units of the logit."""
    name, *rest = feature
    table = _table(name if rest else "flags")
    key = tuple(rest) if len(rest) > 1 else rest[0] if rest else name
    return table.get(key, 0) / 100


def _table(told: str) -> Table:
    weights = model().weights
    found: Table = getattr(weights, next(name for name in NAMES if spoken(name) == told))
    return found

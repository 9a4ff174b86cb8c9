"""What was weighed for and against a sample size, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evidence.findings import Finding, Reason
from evidence.tag.sample_size.candidates import Candidate
from evidence.tag.sample_size.counts import Counts
from evidence.tag.sample_size.noted import features_of
from evidence.tag.sample_size.ranker import model
from evidence.tag.sample_size.weights import NAMES, Feature, Table, spoken
from evidence.values import SampleSize

_FLAGS: Final = {
    "case": "a report of one patient",
    "early": "near the beginning of its sentence",
    "first person": "the first count of people",
    "less than before": "less than a number before it",
    "less than next": "less than the number behind it",
    "more than last": "more than the number before it",
    "noun shared": "shares its noun with the number beside it",
    "not more than last": "not more than the number before it",
    "opens": "its sentence opens with it",
    "part of told": "a part of a total that is told",
    "planned in protocol": "planned, in a protocol",
    "repeated": "told again elsewhere",
    "twin": "there is another group of that size",
    "derived is told": "the sum is told as well",
    "derived is told people": "the sum is told as well, of people",
    "derived less than told": "the sum is less than a number of people that is told",
    "derived told before": "a larger number of people is told before its parts",
}
# What a table's keys stand for; {0} is the key's first part. Tables that are not here speak of the number's neighbours.
_TOLD: Final = {
    "adds up": "{0} numbers beside it come to it",
    "between": "between its parts stands “{0}”",
    "bigger": "counts of people that are larger: {0}",
    "case sign": "the sign of a case: {0}",
    "derived size": "a sum of up to {0}",
    "derived with": "in the sentence of the sum a word of those {0}",
    "elliptic": "written like the number {0} it",
    "first": "behind it a word of those {0}",
    "flow part": "of those {0}, those {1}",
    "form": "written as {0}",
    "gap": "words between it and its noun: {0}",
    "how": "worked out as {0}",
    "last": "before it a word of those {0}",
    "left": "the word before it: {0}",
    "part as": "of those told before, those {0}",
    "part unit": "its parts are {0}",
    "parts": "parts: {0}",
    "listed sum": "its parts stand in one list",
    "parallel sum": "its parts are told alike",
    "percent": "a percentage stands beside it",
    "place": "where it stands: {0}",
    "prev": "not far before it a word of those {1}",
    "right": "the word behind it: {0}",
    "role": "said of those counted: {0}",
    "share of": "a share of those {0}",
    "shares": "percentages in the text that are shares of it: {1}",
    "sign": "told of {0} group",
    "size": "a number of up to {0}",
    "sum arms": "its parts are written as arms ({0})",
    "sum behind": "behind a part stands “{0}”",
    "sum bigger": "counts of people that are larger than the sum: {0}",
    "sum design": "a sum in a study of such groups: {0}",
    "sum first person": "the first count of people is one of its parts",
    "sum head role": "said of the first part: {0}",
    "sum heads row": "its parts are the first counts of their sentence",
    "sum of people": "its parts are told as people",
    "sum ratio": "how alike its parts are: {0}",
    "sum roles": "said of its parts: {0}, {1}",
    "unit": "its noun: {0}, {1}",
    "whole of": "a part of it follows, those {0}",
    "with": "in its sentence a word of those {0}",
}
_PLACES: Final = {"0": "at the beginning", "1": "early", "2": "in the middle", "3": "late", "4": "at the end"}


def of_size(counts: Counts, finding: Finding, design: str) -> Iterator[Reason]:
    """What the weights say of a size's candidate; nothing for a size that no candidate has, such as a person's rule's.

    Args:
        counts: of the record.
        finding: the size as it was read.
        design: the code that it was read with, "none" where none was.
    """
    described = features_of(counts.scan, counts.candidates, counts.rivals, design)
    place = _candidate(counts.candidates, finding)
    if place is not None:
        for feature in described[place]:
            weight = _weight(feature)
            if weight:
                yield Reason(_words(feature), weight)


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


def _words(feature: Feature) -> str:
    name, *rest = feature
    if not rest:
        return _FLAGS.get(name, name)
    if name == "place":
        rest = [_PLACES.get(rest[0], f"in the {rest[0]}")]
    told = _TOLD.get(name)
    return told.format(*rest) if told else f"{name}: {', '.join(part.strip() for part in rest)}"

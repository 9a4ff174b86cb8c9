"""The taggers against a person's labels: precision, recall, abstention, confusion, calibration, misses. Pure.

Definitions, for one field over the labelled records: a record *states* a value where its label has one, and is
*answered* where the tagger gives one. Precision is right / answered, recall right / stated, abstention the share of
records without a value that the tagger leaves unanswered, and `right` the share of all that are right either way. Where
both a value and no answer are right (`60|none`), recall and abstention leave the record out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from evidence.alike import same, written_so
from evidence.findings import Finding, Reading
from evidence.labels import Labelled
from evidence.records import Quote
from evidence.values import Design, Field, Value

SURE: Final = 0.95
"""The confidence from which an answer counts as sure."""


class Outcome(StrEnum):
    """How one answer compares with its label."""

    RIGHT = "right"
    WRONG = "wrong"  # another value than the label's
    MISSED = "missed"  # no answer where a value is stated
    INVENTED = "invented"  # an answer where none is stated
    SILENT = "rightly silent"


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer beside its label."""

    key: str
    field: Field
    accept: tuple[Value | None, ...]
    chosen: Finding | None
    abstained: str | None
    outcome: Outcome

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words that the answer was read from."""
        return self.chosen.quotes if self.chosen else ()

    @property
    def labels(self) -> tuple[str, ...]:
        """What is right, as a person reads it: "none" where no answer is right too; empty where only that is."""
        return tuple(str(value or "none") for value in self.accept)

    @property
    def is_stated(self) -> bool:
        """Whether only a value is right."""
        return bool(self.accept) and None not in self.accept

    @property
    def is_right(self) -> bool:
        """Whether the answer, or its absence, is what the label says."""
        return self.outcome in {Outcome.RIGHT, Outcome.SILENT}


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far confidence can be trusted, over the answers that were given.

    `error` is the expected calibration error over ten bins of equal width: the mean distance, weighted by the answers
    in a bin, between their mean confidence and the share that was right. `sure` is the share right among the `n_sure`
    answers with a confidence of at least 0.95, None where there are none. `said` is the mean confidence of the `n`
    answers, `right` the share of them that were right.
    """

    n: int
    said: float
    right: float
    error: float
    sure: float | None
    n_sure: int


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one field; shares are None where nothing is to be shared."""

    field: Field
    records: int
    stated: int
    answered: int
    right_values: int
    precision: float | None
    recall: float | None
    abstention: float | None
    right: float | None
    calibration: Calibration | None
    confusion: Mapping[tuple[str, str], int]  # (label, answer), each short; only for designs and reasons


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that was judged; `absent` are labelled records whose text the caller hasn't got."""

    judged: tuple[Judged, ...]
    absent: tuple[str, ...] = ()

    @property
    def scores(self) -> tuple[Score, ...]:
        """One score for each field that has labels, in the order of the fields."""
        by_field = {field: [one for one in self.judged if one.field is field] for field in Field}
        return tuple(score(field, rows) for field, rows in by_field.items() if rows)

    @property
    def misses(self) -> tuple[Judged, ...]:
        """The answers that were not right, in the order of the labels."""
        return tuple(one for one in self.judged if not one.is_right)


def evaluate(pairs: Iterable[tuple[Labelled, Sequence[Reading]]], absent: Iterable[str] = ()) -> Evaluation:
    """Hold readings against labels.

    Args:
        pairs: what a record really states, and what the taggers say of its text.
        absent: the keys of labelled records whose text the caller hasn't got.
    """
    judged: list[Judged] = []
    for label, readings in pairs:
        said = {reading.field: reading for reading in readings}
        judged += [judge(label.key, accept, said[field]) for field, accept in label.accept.items() if field in said]
    return Evaluation(tuple(judged), tuple(absent))


def judge(key: str, accept: tuple[Value | None, ...], reading: Reading) -> Judged:
    """One reading beside the values that are right, none if none is stated; None among them: no answer is right too."""
    chosen = reading.chosen
    if chosen is None:
        outcome = Outcome.SILENT if not accept or None in accept else Outcome.MISSED
    elif not accept:
        outcome = Outcome.INVENTED
    else:
        outcome = Outcome.RIGHT if any(_is_right(chosen.value, value) for value in accept if value) else Outcome.WRONG
    return Judged(key, reading.field, accept, chosen, reading.abstained, outcome)


def _is_right(said: Value, label: Value) -> bool:
    """Whether an answer is what a label says, which may be as tables write it: of 5 days they say 0.2 months."""
    return same(said, label) or written_so(said, label)


def score(field: Field, judged: Sequence[Judged]) -> Score:
    """The figures of one field."""
    stated = [one for one in judged if one.is_stated]
    unstated = [one for one in judged if not one.accept]
    answered = [one for one in judged if one.chosen]
    right = sum(one.outcome is Outcome.RIGHT for one in judged)
    return Score(
        field=field,
        records=len(judged),
        stated=len(stated),
        answered=len(answered),
        right_values=right,
        precision=_share(right, len(answered)),
        recall=_share(sum(one.is_right for one in stated), len(stated)),
        abstention=_share(sum(one.is_right for one in unstated), len(unstated)),
        right=_share(sum(one.is_right for one in judged), len(judged)),
        calibration=calibration([(one.chosen.confidence, one.is_right) for one in judged if one.chosen]),
        confusion=confusion(judged),
    )


def calibration(pairs: Sequence[tuple[float, bool]]) -> Calibration | None:
    """The calibration of (confidence, was right) pairs; None where there are none."""
    if not pairs:
        return None
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in pairs:
        bins.setdefault(min(int(10 * confidence), 9), []).append((confidence, right))
    error = sum(abs(sum(c for c, _ in one) - sum(r for _, r in one)) for one in bins.values()) / len(pairs)
    sure = [right for confidence, right in pairs if confidence >= SURE]
    n = len(pairs)
    said, right_ones = sum(confidence for confidence, _ in pairs) / n, sum(is_right for _, is_right in pairs) / n
    return Calibration(n, said, right_ones, error, _share(sum(sure), len(sure)), len(sure))


def confusion(judged: Iterable[Judged]) -> dict[tuple[str, str], int]:
    """How often which label met which answer: design codes by name, other values as `value` or `none`.

    Of several right values the label is the one that was answered, else the first.
    """
    pairs = Counter(
        (_name(_met(one), ""), _name(one.chosen.value if one.chosen else None, one.outcome)) for one in judged
    )
    return dict(sorted(pairs.items()))


def _met(one: Judged) -> Value | None:
    """The right value that an answer is held against."""
    if one.outcome is Outcome.SILENT:
        return None
    values = [value for value in one.accept if value]
    met = (value for value in values if one.chosen and _is_right(one.chosen.value, value))
    return next(met, values[0] if values else None)


def _name(value: Value | None, outcome: str) -> str:
    """What a value is called in the confusion table."""
    if value is None:
        return "none"
    if isinstance(value, Design):
        return value.code
    return "other value" if outcome == Outcome.WRONG else "value"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as JSON: `scores`, `misses` with label, answer, rule, confidence and quotes, and `absent` keys."""
    return {
        "scores": [_score_to_json(one) for one in evaluation.scores],
        "misses": [_miss_to_json(one) for one in evaluation.misses],
        "absent": list(evaluation.absent),
    }


def _score_to_json(one: Score) -> dict[str, Any]:
    sure = one.calibration
    return {
        "field": one.field.value, "records": one.records, "stated": one.stated, "answered": one.answered,
        "right_values": one.right_values, "precision": one.precision, "recall": one.recall,
        "abstention": one.abstention, "right": one.right,
        "mean_confidence": sure.said if sure else None, "calibration_error": sure.error if sure else None,
        "precision_when_sure": sure.sure if sure else None, "sure": sure.n_sure if sure else 0,
        "confusion": [{"label": label, "answer": answer, "records": n} for (label, answer), n in one.confusion.items()],
    }  # fmt: skip


def _miss_to_json(one: Judged) -> dict[str, Any]:
    return {
        "id": one.key, "field": one.field.value, "outcome": one.outcome.value,
        "label": list(one.labels),
        "answer": str(one.chosen.value) if one.chosen else None,
        "rule": one.chosen.rule if one.chosen else None,
        "confidence": one.chosen.confidence if one.chosen else None,
        "abstained": one.abstained, "quotes": [quote.text for quote in one.quotes],
    }  # fmt: skip

"""The JSON form of facts, quotes and conflicts, keys as in the line that `evidence tag -` prints. Touches nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from evidence.findings import Fact, Finding
from evidence.read_from import sentence_of
from evidence.records import Passage, Quote
from evidence.values import Field, FollowUp, Value, value_to_json

Quoting = Callable[[Quote], dict[str, Any]]
"""How a quote is written: bare, or with its sentence."""

_NOTHING: dict[Field, dict[str, Any]] = {
    Field.DESIGN: {"value": None, "attributes": {}},
    Field.SAMPLE_SIZE: {"value": None, "unit": None, "role": None, "arms": [], "studies": None, "derived": False},
    Field.FOLLOW_UP: {
        "value": None, "unit": None, "days": None, "months": None, "statistic": None, "low": None, "high": None,
        "spread": None, "derived": False,
    },
}  # fmt: skip


def quote_to_json(quote: Quote) -> dict[str, Any]:
    """A quote with its offsets."""
    return {"passage": quote.passage, "start": quote.start, "end": quote.end, "text": quote.text}


def with_sentence(passages: Iterable[Passage]) -> Quoting:
    """Quotes with the `sentence` that each stands in, for whoever has the passages and does not read a line of tags."""
    stored = tuple(passages)
    return lambda quote: quote_to_json(quote) | {"sentence": sentence_of(quote, stored)}


def fact_to_json(fact: Fact, quoting: Quoting = quote_to_json) -> dict[str, Any]:
    """The object of one field in the answer; a value of null has a reason in `abstained`."""
    value = dict(_NOTHING[fact.field]) if fact.value is None else value_to_json(fact.value)
    machine = fact.machine if fact.machine is not None and fact.source is fact.machine else None
    data = value | {
        "rule": machine.rule if machine else None,
        "confidence": machine.confidence if machine else None,
        "quotes": list(map(quoting, fact.quotes)),
    }
    if fact.field is Field.DESIGN:
        data["conflicts"] = [conflict_to_json(conflict, quoting) for conflict in fact.conflicts]
    if machine and machine.working:
        data["working"] = machine.working
    return data | {"abstained": fact.abstained}


def fact_in_full(fact: Fact, passages: Iterable[Passage]) -> dict[str, Any]:
    """The same for whoever asks the store: each quote with its sentence, and a length of hours that is no 0.

    `days` and `months` are the numbers that tables have. A line of tags keeps to one decimal, as it is defined.
    """
    return fact_to_json(fact, with_sentence(passages)) | lengths_of(fact.value)


def lengths_of(value: Value | None) -> dict[str, Any]:
    """Of a follow-up its `days` and `months` as tables have them; {} of anything else."""
    return {"days": value.exact_days, "months": value.exact_months} if isinstance(value, FollowUp) else {}


def conflict_to_json(finding: Finding, quoting: Quoting = quote_to_json) -> dict[str, Any]:
    """A candidate that contradicts the choice, short."""
    return {
        "value": str(finding.value), "rule": finding.rule, "confidence": finding.confidence,
        "quotes": list(map(quoting, finding.quotes)),
    }  # fmt: skip

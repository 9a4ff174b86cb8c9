"""The JSON lines of `evidence tag -`: an article in, its three tags out. Pure."""

from __future__ import annotations

import json
from typing import Any

from evidence.errors import BadInput
from evidence.findings import Fact, Finding, Reading, choose
from evidence.records import Passage, Quote
from evidence.tag.tagger import read
from evidence.values import Field, value_to_json

_NOTHING: dict[Field, dict[str, Any]] = {
    Field.DESIGN: {"value": None, "attributes": {}},
    Field.SAMPLE_SIZE: {"value": None, "unit": None, "role": None, "arms": [], "studies": None, "derived": False},
    Field.FOLLOW_UP: {
        "value": None, "unit": None, "days": None, "months": None, "statistic": None, "low": None, "high": None,
        "derived": False,
    },
}  # fmt: skip


def tag_line(line: str, *, rules_only: bool = False) -> str:
    """Tag one article given as a JSON object `{id, title, abstract, publication_types, mesh}`; the answer has its id.

    Raises:
        BadInput: the line is no JSON object, or a key has the wrong type.
    """
    article = _article(line)
    readings = read(0, _passages(article), rules_only=rules_only)
    answer = {"id": article.get("id")} | {r.field.value: fact_to_json(choose(r)) for r in readings}
    return json.dumps(answer, ensure_ascii=False)


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """The object of one field in the answer; a value of null has a reason in `abstained`."""
    value = dict(_NOTHING[fact.field]) if fact.value is None else value_to_json(fact.value)
    machine = fact.machine if fact.machine is not None and fact.source is fact.machine else None
    data = value | {
        "rule": machine.rule if machine else None,
        "confidence": machine.confidence if machine else None,
        "quotes": [quote_to_json(quote) for quote in fact.quotes],
    }
    if fact.field is Field.DESIGN:
        data["conflicts"] = [conflict_to_json(conflict) for conflict in fact.conflicts]
    if machine and machine.working:
        data["working"] = machine.working
    return data | {"abstained": fact.abstained}


def quote_to_json(quote: Quote) -> dict[str, Any]:
    """A quote with its offsets."""
    return {"passage": quote.passage, "start": quote.start, "end": quote.end, "text": quote.text}


def conflict_to_json(finding: Finding) -> dict[str, Any]:
    """A candidate that contradicts the choice, short."""
    return {
        "value": str(finding.value), "rule": finding.rule, "confidence": finding.confidence,
        "quotes": [quote_to_json(quote) for quote in finding.quotes],
    }  # fmt: skip


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """A reading without corrections."""
    return fact_to_json(choose(reading))


def _article(line: str) -> dict[str, Any]:
    try:
        article = json.loads(line)
    except ValueError as error:
        raise BadInput(f"not a JSON line: {error}", "write one object a line: {id, title, abstract, …}") from None
    if not isinstance(article, dict):
        raise BadInput(f"not a JSON object: {line[:60]!r}", "write one object a line: {id, title, abstract, …}")
    return article


def _passages(article: dict[str, Any]) -> list[Passage]:
    """The article's texts as passages, untouched: quotes are slices of what came in."""
    abstract = article.get("abstract") or []
    sections = [{"label": None, "text": abstract}] if isinstance(abstract, str) else abstract
    passages = [Passage("title", None, _text(article, "title"))] if article.get("title") else []
    for number, section in enumerate(sections):
        if not isinstance(section, dict) or not isinstance(section.get("text"), str):
            raise BadInput("a section of `abstract` has no text", "give a string, or a list of {label, text}")
        passages.append(Passage(f"abstract.{number}", section.get("label"), section["text"], section.get("category")))
    for key, name in (("publication_types", "publication_type"), ("mesh", "mesh"), ("keywords", "keyword")):
        values = article.get(key) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise BadInput(f"`{key}` is no list of strings", 'give a list such as ["Humans"]')
        passages += [Passage(f"{name}.{number}", None, value) for number, value in enumerate(values)]
    return passages


def _text(article: dict[str, Any], key: str) -> str:
    value = article[key]
    if not isinstance(value, str):
        raise BadInput(f"`{key}` is no string", "give it as text")
    return value

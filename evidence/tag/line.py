"""The JSON lines of `evidence tag -`: an article in, its three tags out. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from evidence.errors import BadInput
from evidence.findings import choose
from evidence.records import Passage
from evidence.tag.own_rules import OwnRule
from evidence.tag.tagger import read
from evidence.wire import fact_to_json


def tag_line(line: str, *, rules_only: bool = False, own: Sequence[OwnRule] = ()) -> str:
    """Tag one article given as a JSON object `{id, title, abstract, publication_types, mesh}`; the answer has its id.

    Raises:
        BadInput: the line is no JSON object, or a key has the wrong type.
    """
    article = _article(line)
    readings = read(0, passages_of(article), rules_only=rules_only, own=own)
    answer = {"id": article.get("id")} | {r.field.value: fact_to_json(choose(r)) for r in readings}
    return json.dumps(answer, ensure_ascii=False)


def _article(line: str) -> dict[str, Any]:
    try:
        article = json.loads(line)
    except ValueError as error:
        raise BadInput(f"not a JSON line: {error}", "write one object a line: {id, title, abstract, …}") from None
    if not isinstance(article, dict):
        raise BadInput(f"not a JSON object: {line[:60]!r}", "write one object a line: {id, title, abstract, …}")
    return article


def passages_of(article: Mapping[str, Any]) -> list[Passage]:
    """The article's texts as passages, untouched: quotes are slices of what came in.

    Raises:
        BadInput: a key has the wrong type.
    """
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


def _text(article: Mapping[str, Any], key: str) -> str:
    value = article[key]
    if not isinstance(value, str):
        raise BadInput(f"`{key}` is no string", "give it as text")
    return value

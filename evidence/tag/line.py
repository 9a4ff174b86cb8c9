"""The JSON lines of `evidence tag -`: an article in, its three tags out. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from evidence.disarm import quiet_json
from evidence.errors import BadInput
from evidence.findings import Reading, choose
from evidence.records import Passage
from evidence.wire import fact_to_json


class Article(NamedTuple):
    """One article as a line gave it: its `id`, whatever JSON value that is, and its passages."""

    id: Any
    passages: list[Passage]


def article_of(line: str) -> Article:
    """The article of a line.

    Raises:
        BadInput: the line is no JSON object, a key has the wrong type, or a text has half of a character.
    """
    told = _object(line)
    try:
        json.dumps(told.get("id"), allow_nan=False)
    except ValueError:
        raise BadInput("`id` is no JSON number", "give it as text") from None
    passages = passages_of(told)
    if "\\u" in line:  # only an escape can bring one in
        _whole_characters(passages)
    return Article(told.get("id"), passages)


def answer_of(article: Article, readings: Iterable[Reading]) -> str:
    """The line that answers an article."""
    answer = {"id": article.id} | {r.field.value: fact_to_json(choose(r)) for r in readings}
    return quiet_json(json.dumps(answer, ensure_ascii=False))


def _whole_characters(passages: Iterable[Passage]) -> None:
    try:
        for passage in passages:
            passage.text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput("half of a character (a lone surrogate)", "save it as UTF-8") from None


def _object(line: str) -> dict[str, Any]:
    try:
        article = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"not a JSON line: {error}", "write one object a line: {id, title, abstract, …}") from None
    if not isinstance(article, dict):
        raise BadInput(f"not a JSON object: {line[:60]!r}", "write one object a line: {id, title, abstract, …}")
    return article


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def passages_of(article: Mapping[str, Any]) -> list[Passage]:
    """The article's texts as passages, untouched: quotes are slices of what came in.

    Raises:
        BadInput: a key has the wrong type.
    """
    title = _text(article, "title")
    passages = [Passage("title", None, title)] if title else []
    for number, section in enumerate(_sections(article.get("abstract"))):
        if not isinstance(section, dict) or not isinstance(section.get("text"), str):
            raise BadInput("a section of `abstract` has no text", "give a string, or a list of {label, text}")
        label, category = _text(section, "label"), _text(section, "category")
        passages.append(Passage(f"abstract.{number}", label, section["text"], category))
    for key, name in (("publication_types", "publication_type"), ("mesh", "mesh"), ("keywords", "keyword")):
        values = [] if article.get(key) is None else article[key]
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise BadInput(f"`{key}` is no list of strings", 'give a list such as ["Humans"]')
        passages += [Passage(f"{name}.{number}", None, value) for number, value in enumerate(values)]
    return passages


def _sections(abstract: object) -> list[Any]:
    if abstract is None or abstract == "":
        return []
    if isinstance(abstract, str):
        return [{"text": abstract}]
    if not isinstance(abstract, list):
        raise BadInput("`abstract` is no text", "give a string, or a list of {label, text}")
    return abstract


def _text(article: Mapping[str, Any], key: str) -> str | None:
    value = article.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"`{key}` is no string", "give it as text")
    return value

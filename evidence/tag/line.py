"""The JSON lines of `evidence tag -`: an article in, its three tags out. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from evidence.errors import BadInput
from evidence.findings import Finding, Reading, choose
from evidence.records import Passage, Quote
from evidence.sanitize import quiet_json
from evidence.spaces import Places, closed, places_of
from evidence.strict_json import from_json
from evidence.tag.misspelt import known_keys
from evidence.wire import fact_to_json

_KEYS = ("id", "title", "abstract", "publication_types", "mesh", "keywords")
_SECTION_KEYS = ("label", "text", "category")


class Article(NamedTuple):
    """One article of a line: its `id`, whatever JSON value that is, its passages in plain spaces, and the way back."""

    id: Any
    passages: list[Passage]
    places: Mapping[str, Places]


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
        whole_characters(passages)
    return Article(told.get("id"), *spaced(passages))


def answer_of(article: Article, readings: Iterable[Reading]) -> str:
    """The line that answers an article."""
    facts = {r.field.value: fact_to_json(choose(as_it_came(r, article.places))) for r in readings}
    return quiet_json(json.dumps({"id": article.id} | facts, ensure_ascii=False))


def spaced(passages: Iterable[Passage]) -> tuple[list[Passage], dict[str, Places]]:
    """The passages with each run of white space as one space, as the files of PubMed are read, and the way back.

    A value must not depend on where a line was wrapped, nor on whether a text was cut into words ("( n = 30 )"). What
    has plain spaces only is not copied.
    """
    plain, places = [], {}
    for passage in passages:
        text = closed(passage.text)
        if text == passage.text:
            plain.append(passage)
            continue
        plain.append(replace(passage, text=text))
        places[passage.name] = places_of(passage.text, text)
    return plain, places


def as_it_came(reading: Reading, places: Mapping[str, Places]) -> Reading:
    """A reading of spaced passages with its quotes verbatim in the texts as they came."""
    if not places:
        return reading
    candidates, conflicts = ([_came(one, places) for one in some] for some in (reading.candidates, reading.conflicts))
    return reading._replace(candidates=tuple(candidates), conflicts=tuple(conflicts))


def _came(finding: Finding, places: Mapping[str, Places]) -> Finding:
    return finding._replace(quotes=tuple(_quote(quote, places.get(quote.passage)) for quote in finding.quotes))


def _quote(quote: Quote, places: Places | None) -> Quote:
    if places is None:
        return quote
    start, end = places.span(quote.start, quote.end)
    return Quote(quote.passage, start, end, places.text[start:end])


def whole_characters(passages: Iterable[Passage]) -> None:
    """Refuse half of a character, which no quote could show.

    Raises:
        BadInput: a text or a label has one.
    """
    try:
        for passage in passages:
            f"{passage.text}{passage.label or ''}{passage.category or ''}".encode()
    except UnicodeEncodeError:
        raise BadInput("half of a character (a lone surrogate)", r"remove or mend the \ud… escape") from None


def _object(line: str) -> dict[str, Any]:
    try:
        article = from_json(line)
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
    known_keys(article, _KEYS)
    title = _text(article, "title")
    passages = [Passage("title", None, title)] if title else []
    for number, section in enumerate(_sections(article.get("abstract"))):
        if isinstance(section, dict):
            known_keys(section, _SECTION_KEYS)
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

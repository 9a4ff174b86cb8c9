"""A topic: what to search for, its table's columns, the words that name its populations and cells. Reads TOML only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from evidence.errors import BadInput
from evidence.folding import fold
from evidence.records import Passage, Quote

DEFAULT: Final = "bone-marrow-diabetes"
_KEYS: Final = {"name", "title", "description", "search", "table", "vocabulary", "abbreviations"}


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the vocabulary that a record's text bears, with the words that show it."""

    name: str
    quote: Quote


@dataclass(frozen=True)
class Topic:
    """A search strategy with the columns and words of its evidence table.

    `vocabulary` maps a kind ("population", "cell_type", "route", …) to names and the terms that show each; a term is
    a word or phrase, matched without case at word boundaries, `*` at its end makes it a prefix. A name that ends in "?"
    is a last resort: it is shown, without the mark, only where no other name of its kind holds.
    """

    name: str
    title: str
    query: str
    description: str = ""
    columns: tuple[str, ...] = ()
    vocabulary: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def terms(self, kind: str, passages: tuple[Passage, ...]) -> tuple[Term, ...]:
        """The names of one kind that the passages bear, each once, in the order of the vocabulary.

        Title and abstract are asked first; MeSH and keywords only where they are silent, since indexing also names
        what a paper merely mentions.
        """
        patterns = _patterns(tuple((name, words) for name, words in self.vocabulary.get(kind, {}).items()))
        for prefixes in (("title", "abstract"), ("keyword", "mesh")):
            found = [
                term
                for name, pattern in patterns
                if (term := _first(name, pattern, (p for p in passages if p.name.startswith(prefixes)))) is not None
            ]
            if found:
                sure = tuple(term for term in found if not term.name.endswith("?"))
                return sure or (Term(found[0].name.removesuffix("?"), found[0].quote),)
        return ()


def _first(name: str, pattern: re.Pattern[str], passages: Iterable[Passage]) -> Term | None:
    for passage in passages:
        if found := pattern.search(fold(passage.text)):
            start, end = found.span()
            return Term(name, Quote(passage.name, start, end, passage.text[start:end]))
    return None


@cache
def _patterns(names: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile("|".join(_pattern(word) for word in words))) for name, words in names)


def _pattern(term: str) -> str:
    """A term as a pattern on folded text: word boundaries round it, hyphen or space between its words."""
    prefix = term.endswith("*")
    words = re.split(r"[ -]+", fold(term.rstrip("*")))
    return r"(?<!\w)" + r"[ -]+".join(map(re.escape, words)) + ("" if prefix else r"(?!\w)")


def shipped() -> tuple[str, ...]:
    """The names of the topics that the program ships."""
    folder = resources.files("evidence.data") / "topics"
    return tuple(sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml")))


def load(name_or_path: str | Path) -> Topic:
    """A shipped topic by its name, or one's own from a TOML file.

    Raises:
        BadInput: there is none, or the file is not a topic; the message says which key is wrong.
    """
    if str(name_or_path) in shipped():
        text = (resources.files("evidence.data") / "topics" / f"{name_or_path}.toml").read_text("utf-8")
        return _topic(text, str(name_or_path))
    path = Path(name_or_path)
    if not path.is_file():
        raise BadInput(f"no topic {str(name_or_path)!r}", f"name a TOML file or one of: {', '.join(shipped())}")
    try:
        return _topic(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"topic {path} can't be read: {error}", "give a UTF-8 TOML file") from None


def _topic(text: str, where: str) -> Topic:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"topic {where} is no TOML: {error}", "mend that line") from None
    if unknown := sorted(set(data) - _KEYS):
        raise BadInput(f"topic {where}: no key {unknown[0]!r}", "keys are " + ", ".join(sorted(_KEYS)))
    name, title = (_string(data, key, where) for key in ("name", "title"))
    query = _string(_table(data, "search", where), "query", where)
    columns = _table(data, "table", where).get("columns", [])
    if not isinstance(columns, list) or not all(isinstance(column, str) for column in columns):
        raise BadInput(f"topic {where}: table.columns is no list of names", 'write columns = ["study", "design"]')
    abbreviations = _table(data, "abbreviations", where)
    return Topic(
        name=name,
        title=title,
        query=" ".join(query.split()),
        description=str(data.get("description", "")),
        columns=tuple(columns),
        vocabulary={kind: _words(names, kind, where) for kind, names in _table(data, "vocabulary", where).items()},
        abbreviations={key: str(value) for key, value in abbreviations.items()},
    )


def _table(data: dict[str, Any], key: str, where: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise BadInput(f"topic {where}: {key} is no table", f"write [{key}] and its keys below it")
    return value


def _string(data: dict[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"topic {where}: {key!r} is missing or no text", f'write {key} = "…"')
    return value


def _words(names: object, kind: str, where: str) -> dict[str, tuple[str, ...]]:
    """The names of one kind with their terms."""
    if not isinstance(names, dict):
        raise BadInput(f"topic {where}: vocabulary.{kind} is no table", 'write "T1D" = ["type 1 diabetes"] below it')
    for name, words in names.items():
        if (
            not isinstance(words, list)
            or not words
            or not all(isinstance(word, str) and word.strip("* ") for word in words)
        ):
            raise BadInput(f"topic {where}: vocabulary.{kind}.{name} is no list of terms", 'write ["term", "prefix*"]')
    return {name: tuple(words) for name, words in names.items()}

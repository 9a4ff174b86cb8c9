"""A topic: what to search for, its table's columns, the words that name its populations and cells. Reads TOML only."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from evidence.errors import BadInput
from evidence.folding import fold
from evidence.places import is_file
from evidence.records import Passage, Quote

DEFAULT: Final = "bone-marrow-diabetes"
OF_TOPICS: Final = ("population", "cell_type", "route", "outcome")
"""The groups of words that every table has a column for; it says NR where no topic, or another one, is in use."""
_GROUP: Final = re.compile(r"[A-Za-z][A-Za-z_-]*")  # as search fields are written, for a group becomes one
_KEYS: Final = {"name", "title", "description", "search", "table", "vocabulary", "abbreviations"}


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the vocabulary that a record's text bears, with the words that show it."""

    name: str
    quote: Quote


@dataclass(frozen=True)
class Topic:
    """A search strategy with the columns and words of its evidence table.

    `description` says in a sentence or two what the topic takes in; `evidence status` shows it.
    `vocabulary` maps a kind ("population", "cell_type", "route", …) to names and the terms that show each; a term is
    a word or phrase, matched without case at word boundaries, `*` at its end makes it a prefix. A name that ends in "?"
    is a last resort: it is shown, without the mark, only where no other name of its kind holds. "BM cells?BM-" gives
    way to the names that begin with BM- alone: bone marrow cells, where it is not said which.

    `toml` is the whole text that it was read from, `source` the file that held it, "" for a shipped topic.
    """

    name: str
    title: str
    query: str
    description: str = ""
    columns: tuple[str, ...] = ()
    vocabulary: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    toml: str = field(default="", repr=False)
    source: str = ""

    def terms(self, kind: str, passages: tuple[Passage, ...]) -> tuple[Term, ...]:
        """The names of one kind that the passages bear, each once, in the order of the vocabulary.

        Title and abstract are asked first; MeSH and keywords only where they are silent, since indexing also names
        what a paper merely mentions.
        """
        finder = _finder(tuple(self.vocabulary.get(kind, {}).items()))
        for prefixes in (("title", "abstract"), ("keyword", "mesh")):
            if found := finder.first_of_each(p for p in passages if p.name.startswith(prefixes)):
                return _shown(found)
        return ()


NONE: Final = Topic(name="", title="Evidence table", query="")
"""Of a store whose topic nobody named: the columns that every table has, a title that says nothing, no words."""


def label_of(name: str) -> str:
    """A name of the vocabulary as it is shown: without its mark of a last resort."""
    return name.partition("?")[0]


def gives_way_to(name: str) -> str | None:
    """How the names begin before which a name gives way: "" is all, None where it never does."""
    _, mark, others = name.partition("?")
    return others if mark else None


def _shown(found: tuple[Term, ...]) -> tuple[Term, ...]:
    """The names that hold, without the vague ones where one holds that says it; the first of the last resorts else."""
    sure = tuple(Term(label_of(term.name), term.quote) for term in found if _holds(term, found))
    return sure or (Term(label_of(found[0].name), found[0].quote),)


def _holds(term: Term, found: tuple[Term, ...]) -> bool:
    others = gives_way_to(term.name)
    return others is None or (others != "" and not any(one.name.startswith(others) for one in found if one != term))


class _Finder:
    """The terms of one kind in one pass over a text; hyphens count as spaces, and a word must end where a term does."""

    def __init__(self, names: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        from ahocorasick_rs import AhoCorasick

        terms = [(place, term) for place, (_, words) in enumerate(names) for term in words]
        self._names = [name for name, _ in names]
        self._name_of = [place for place, _ in terms]
        self._is_prefix = [term.endswith("*") for _, term in terms]
        self._words = AhoCorasick([_plain(term.rstrip("*").strip()) for _, term in terms])

    def first_of_each(self, passages: Iterable[Passage]) -> tuple[Term, ...]:
        """The first place of each name that the passages bear, in the order of the vocabulary."""
        places: dict[int, Quote] = {}
        for passage in passages:
            text = _plain(passage.text)
            for term, start, end in sorted(self._words.find_matches_as_indexes(text, overlapping=True), key=_by_place):
                name = self._name_of[term]
                if name not in places and _is_whole(text, start, end, prefix=self._is_prefix[term]):
                    places[name] = Quote(passage.name, start, end, passage.text[start:end])
        return tuple(Term(self._names[name], places[name]) for name in sorted(places))


def _by_place(match: tuple[int, int, int]) -> tuple[int, int]:
    """Where a match begins, the longer of two first."""
    return match[1], -match[2]


def _plain(text: str) -> str:
    return fold(text).replace("-", " ")


def _is_whole(text: str, start: int, end: int, *, prefix: bool) -> bool:
    """Whether a match stands at word boundaries; the end of a prefix may lie inside a word."""
    begins = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")
    return begins and (prefix or end == len(text) or not (text[end].isalnum() or text[end] == "_"))


@cache
def _finder(names: tuple[tuple[str, tuple[str, ...]], ...]) -> _Finder:
    return _Finder(names)


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
        return read(text, str(name_or_path))
    path = Path(name_or_path)
    if not is_file(path):
        raise BadInput(f"no topic {str(name_or_path)!r}", f"name a TOML file or one of: {', '.join(shipped())}")
    try:
        return read(path.read_text("utf-8-sig"), str(path), source=str(path.absolute()))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"topic {path} can't be read: {error}", "give a UTF-8 TOML file") from None


def read(text: str, where: str, *, source: str = "") -> Topic:
    """The topic that a TOML text holds; `where` is what a message calls it, `source` the file that it came from.

    Raises:
        BadInput: it is no topic; the message says which key is wrong.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number or a list beyond measure
        raise BadInput(f"topic {where} is no TOML: {error}", "mend that line") from None
    if unknown := sorted(set(data) - _KEYS):
        raise BadInput(f"topic {where}: no key {unknown[0]!r}", "keys are " + ", ".join(sorted(_KEYS)))
    name, title = (_string(data, key, where) for key in ("name", "title"))
    query = _string(_table(data, "search", where), "query", where)
    columns = _table(data, "table", where).get("columns", [])
    if not isinstance(columns, list) or not all(isinstance(column, str) for column in columns):
        raise BadInput(f"topic {where}: table.columns is no list of names", 'write columns = ["study", "design"]')
    abbreviations = _table(data, "abbreviations", where)
    topic = Topic(
        name=name,
        title=title,
        query=" ".join(query.split()),
        description=str(data.get("description", "")),
        columns=tuple(columns),
        vocabulary={kind: _words(names, kind, where) for kind, names in _table(data, "vocabulary", where).items()},
        abbreviations={key: str(value) for key, value in abbreviations.items()},
        toml=text,
        source=source,
    )
    _check_groups(topic, where)
    _check_columns(topic, where)
    return topic


def _check_groups(topic: Topic, where: str) -> None:
    """A group of words is a column and a search field: its name must be one, and mean nothing else."""
    # Here and below, not above: columns and search fields are made of topics, and need not be loaded for a name.
    from evidence.store.query_fields import find_field
    from evidence.tables.columns import COLUMNS

    alike = {re.sub("[_-]", "", kind.lower()): kind for kind in topic.vocabulary}
    for kind in topic.vocabulary:
        if not _GROUP.fullmatch(kind):
            raise BadInput(
                f"topic {where}: vocabulary.{kind!r} is no name for a group of words",
                "write letters, - and _, as in [vocabulary.cell_type]: it is a column and a search field",
            )
        if (other := alike[re.sub("[_-]", "", kind.lower())]) != kind:
            raise BadInput(f"topic {where}: vocabulary.{kind} and vocabulary.{other} read alike", "make one of them")
        if find_field(kind) or (kind in COLUMNS and kind not in OF_TOPICS):
            raise BadInput(
                f"topic {where}: vocabulary.{kind} would be a column and a search field, and {kind!r} is one already",
                f"name the group otherwise: [vocabulary.own_{kind}]",
            )


def _check_columns(topic: Topic, where: str) -> None:
    from evidence.tables.columns import columns_of

    known = columns_of(topic)
    for name in topic.columns:
        if name not in known:
            near = get_close_matches(name.lower(), known, n=3) or ["study", "design", "n", "follow_up"]
            raise BadInput(
                f"topic {where}: no column {name!r} in table.columns",
                f"did you mean {' or '.join(near)}? Each [vocabulary.…] of the topic is a column too"
                f" ({', '.join(topic.vocabulary) or 'it has none'})",
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

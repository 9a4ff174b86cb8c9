"""A person's own labels: what each record really states, from the rows of a file. Reads the stream it is given.

A row has a `pmid` (or `id`) and any of `design`, `sample_size` (or `n`), `follow_up`, each as a person types a value:
`rct`, `118`, `24 eyes`, `36 months`. `none` says that none is stated, as do NR and NA; an empty cell, or null, says
nothing. `|` parts values that are all right: `60|none` means that 60 is right, and no answer as well. In JSON lines a
value may also be a number, an object with `value` (and `unit`, and other right sizes under `also`) as in data/gold, or
a list of those, in which null is `none`. A row with an `abstract` brings its own text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TextIO

from evidence.errors import BadInput
from evidence.label_rows import LISTS, Form, label_rows
from evidence.progress import Notice, unheard
from evidence.shown import shown
from evidence.tag.line import Article, passages_of, spaced, whole_characters
from evidence.tag.misspelt import known_keys
from evidence.typed import parse_value
from evidence.values import Field, Value, plain, says_none

_KEYS: Final = tuple(field.value for field in Field)
_TEXTS: Final = ("title", "abstract", *LISTS)
_LONGEST: Final = 80  # characters of a value; a cell that is longer holds something else


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a person says of one record: for each field judged the values that are right, none if none is stated.

    A None among the values says that no answer is as right. `article` is the text where the line brings it (`abstract`,
    with `title` and indexing if they are there), so that no store is needed.
    """

    key: str
    accept: Mapping[Field, tuple[Value | None, ...]]
    article: Article | None = None


def read_labels(stream: TextIO, form: Form, name: str, notice: Notice = unheard) -> Iterator[Labelled]:
    """The labels of a file, in its order.

    Args:
        stream: the open file; a table with `newline=""`.
        form: how it is written.
        name: what to call the file in an error.
        notice: told where two columns tell two lengths of one record, see `label_rows`.

    Raises:
        BadInput: a line without `pmid` or `id`, a value that is none, or a text that is none; the message names the
            line.
    """
    for where, row in label_rows(stream, form, name, notice):
        try:
            yield _labelled(row)
        except BadInput as error:
            raise BadInput(f"{where}: {error.what}", error.todo) from None


def _labelled(row: Mapping[str, Any]) -> Labelled:
    known_keys(row, _KEYS)
    key = _key(row)
    accept = {field: _values(field, row[field.value]) for field in Field if row.get(field.value) not in (None, "")}
    return Labelled(key, accept, _article(key, row))


def _key(row: Mapping[str, Any]) -> str:
    key = row.get("pmid") or row.get("id")
    if isinstance(key, str):
        key = " ".join(key.split())  # one line, where it is listed
    if not key and key is not False:
        raise BadInput("no pmid", "give each record its `pmid`, or an `id`")
    if isinstance(key, bool) or not isinstance(key, int | str | float) or (isinstance(key, float) and key % 1):
        raise BadInput(f"no pmid {shown(str(key))}", "write a number or a text")
    return plain(key) if isinstance(key, float) else str(key)


def _article(key: str, row: Mapping[str, Any]) -> Article | None:
    """The text that a row brings, made plain as `evidence tag -` makes it."""
    passages = passages_of({name: row[name] for name in row if name in _TEXTS or name not in _KEYS})
    if not row.get("abstract"):
        return None
    whole_characters(passages)
    return Article(key, *spaced(passages))


def _values(field: Field, told: Any) -> tuple[Value | None, ...]:
    """All that one cell accepts; an empty tuple where it says that none is stated."""
    if told == []:
        raise BadInput(f"an empty list as {field.value}", "write none where none is stated")
    found = [value for one in (told if isinstance(told, list) else [told]) for value in _each(field, one)]
    return tuple(found) if any(found) else ()


def _each(field: Field, one: Any) -> Iterator[Value | None]:
    """The values of one element: a text with `|` may hold several, an object with `also` too."""
    if not isinstance(one, dict):
        yield from (_value(field, part) for part in _text(field, one).split("|"))
        return
    if "value" not in one:
        shown = ", ".join(map(str, one))[:_LONGEST]
        raise BadInput(f"{field.value} is an object without `value` ({shown})", 'write {"value": …}, or none')
    unit = _unit(field, one)
    for value in (one["value"], *_also(field, one)):
        text = _text(field, value)
        is_plain = field is not Field.FOLLOW_UP and unit in {"", "participants"}
        yield _value(field, text if is_plain or says_none(text) else f"{text} {unit}")


def _unit(field: Field, one: Mapping[str, Any]) -> str:
    unit = one.get("unit")
    if not isinstance(unit, str | None):
        raise BadInput(f"`unit` of {field.value} is no text", 'write one such as "eyes", or leave it out')
    return unit or ""


def _also(field: Field, one: Mapping[str, Any]) -> list[Any]:
    also = one.get("also", [])
    if not isinstance(also, list):
        raise BadInput(f"`also` of {field.value} is no list", "write a list such as [58, 60]")
    return also


def _text(field: Field, one: Any) -> str:
    """A text, a number or null as a person types it."""
    if one is None:
        return "none"
    if isinstance(one, bool) or not isinstance(one, int | float | str):
        raise BadInput(f"no {field.value} {shown(str(one))}", "write a number or a text, or none")
    return plain(one) if isinstance(one, float) else str(one)


def _value(field: Field, text: str) -> Value | None:
    """A typed value; None for one that says that nothing is stated, or a design that is none of the codes."""
    text = text.strip()
    if says_none(text):
        return None
    if len(text) > _LONGEST:
        raise BadInput(f"no {field.value} {shown(text)}", "write the value alone")
    try:
        return parse_value(field, text)
    except BadInput as error:
        raise BadInput(error.what, f"{error.todo}; or none") from None

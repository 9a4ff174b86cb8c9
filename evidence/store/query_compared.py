"""Comparisons that are words to the search language: `followup >12 months`, `n=30`, and what was meant by them. Pure.

They stay words. Who pastes a title looks for that title, though it say "tumour size > 2 cm" or "follow-up >10 years";
but nobody sees from what is found that a number was no limit, so that whoever asks is told what to type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from evidence.errors import BadInput
from evidence.store.query import parse
from evidence.store.query_fields import Kind, Own, SearchField, find_field
from evidence.store.query_tree import Query, Term, cleaned
from evidence.store.query_values import OPERATOR
from evidence.values import UNIT_WORD

# A field's name of a word or two, what compares, a value; not behind a colon, where it is read as meant.
_COMPARED: Final = re.compile(
    rf"(?<![\w:.-])(?:(?P<first>[A-Za-z]+) )?(?P<name>[A-Za-z][A-Za-z_-]*)\s*(?P<operator>{OPERATOR})\s*"
    rf'(?P<value>[^\s()"<>=]+)(?P<unit> (?:min(?:ute)?s?|{UNIT_WORD})(?=[\s)"]|$))?',
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')
_CHOSEN: Final = (Kind.NUMBER, Kind.LENGTH, Kind.CODE, Kind.LABEL)  # of whose fields a comparison is no usual wording
_OF_ANYTHING: Final = re.compile("size\\b", re.IGNORECASE)  # n by another name, but of a tumour as well


class Compared(NamedTuple):
    """One comparison: as it was typed, the field that it names, and the query that it would be."""

    typed: str
    field: SearchField
    meant: Query


def comparisons(text: str, own: Own = ()) -> Iterator[Compared]:
    """All of a query's, also those in quotation marks and those that are hardly meant so."""
    for found in _COMPARED.finditer(cleaned(text)):
        for name, start in ((f"{found['first']}_{found['name']}", found.start()), (found["name"], found.start("name"))):
            if (field := find_field(name, own)) and field.kind is not Kind.TEXT:
                unit = found["unit"] or "" if field.kind is Kind.LENGTH else ""
                operator = found["operator"].replace("=", "", found["operator"] == "=")
                if meant := _query(f"{field.name}:{operator}{found['value']}{unit}", own):
                    yield Compared(found.string[start : found.end("value") + len(unit)], field, meant)
                break


def taken_for_words(text: str, own: Own = ()) -> str | None:
    """One line where comparisons of a query are words, whatever those find, with what to type for them; None else.

    What is in quotation marks is meant to be words, unless it is no more than the comparison or what stands behind the
    name: these are a shell's marks (`n "> 100"`).
    """
    bare = _QUOTED.sub(lambda quoted: quoted[1] if _is_comparison(quoted[1], own) else '""', cleaned(text))
    told = [one for one in comparisons(bare, own) if one.field.kind in _CHOSEN and not _OF_ANYTHING.match(one.typed)]
    return said_of(told) if told else None


def said_of(found: Sequence[Compared]) -> str:
    """The line about comparisons that were read as words."""
    typed, meant = " and ".join(one.typed for one in found), " ".join(str(one.meant) for one in found)
    return f"{typed} {'was' if len(found) == 1 else 'were'} read as words; did you mean {meant}?"


def _is_comparison(phrase: str, own: Own) -> bool:
    return bool(re.match(OPERATOR, phrase)) or any(one.typed == phrase.strip() for one in comparisons(phrase, own))


def _query(text: str, own: Own) -> Query | None:
    try:
        query = parse(text, own)
    except BadInput:
        return None
    return None if isinstance(query, Term) else query

"""What a shell took the quotation marks of, as a phrase again. Touches nothing."""

from __future__ import annotations

import re
from typing import Final

_FIELD: Final = re.compile(r"(-?(?:[A-Za-z][A-Za-z_-]*:)?)(?=\S)")  # what stands before a value, a bare word too
_SPACED: Final = re.compile(r"^(-?[A-Za-z][A-Za-z_-]*:)\s+(?=[<>=≥≤])")  # "n: > 50" compares as "n:>50" does
# What only a query has: brackets, quotation marks and operators, another field further on, a word that must not be.
_QUERY: Final = re.compile(r'[()"\[\]]|(?<!\S)(?:AND|OR|NOT)(?!\S)|\s-?[A-Za-z][A-Za-z_-]*:(?=\S)|\s-(?=\S)')


def phrase(argument: str, *, alone: bool = False) -> str:
    """An argument as it was typed before the shell took its quotation marks: plain words with spaces are a phrase.

    Not so where it is `alone`: many quote the whole query for the shell. As the value of a field (`mesh:"Bone Marrow"`)
    they always are, where the field takes one (`design:"single arm"`, not `design:rct foot`). What holds more of the
    language than that is a query of its own.
    """
    argument = _closed(argument)
    front = _FIELD.match(argument)
    if not front or (alone and ":" not in front[1]) or " " not in argument or _QUERY.search(argument):
        return argument
    written = f'{front[1]}"{argument[front.end() :]}"'
    if ":" not in front[1] or _reads(written) or _is_no_value(front[1], argument.partition(" ")[0]):
        return written
    return argument


def _closed(argument: str) -> str:
    """A comparison whose field's colon has a space behind it, without the space."""
    if not (found := _SPACED.match(argument)):
        return argument
    from evidence.store.query_fields import find_field

    return found[1] + argument[found.end() :] if find_field(found[1].strip("-:")) else argument


def _is_no_value(front: str, part: str) -> bool:
    """Whether the first word is no value either, so that an error is to name the whole: `design:"pilot study"`."""
    from evidence.store.query_fields import find_field

    return find_field(front.strip("-:")) is not None and not _reads(part)  # a topic's fields know their names of words


def _reads(text: str) -> bool:
    from evidence.errors import BadInput
    from evidence.store.query import parse

    try:
        parse(text)
    except BadInput:
        return False
    return True

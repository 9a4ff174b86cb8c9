"""What a shell took the quotation marks of: a phrase again, and a word on it where its words alone find other records.

Touches the tracker given, and stderr.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from evidence.cli.screen import say

if TYPE_CHECKING:
    from evidence.tracker import Tracker

_FIELD: Final = re.compile(r"(-?(?:[A-Za-z][A-Za-z_-]*:)?)(?=\S)")
_NAMES_FIELD: Final = re.compile(r"-?[A-Za-z][A-Za-z_-]*:\S")
# What only a query has: brackets, quotation marks and operators, another field further on, a word that must not be.
_QUERY: Final = re.compile(r'[()"\[\]]|(?<!\S)(?:AND|OR|NOT)(?!\S)|\s-?[A-Za-z][A-Za-z_-]*:(?=\S)|\s-(?=\S)')


def phrase(argument: str, *, alone: bool = False) -> str:
    """An argument as it was typed before the shell took its quotation marks: plain words with spaces are a phrase.

    Not so where it is `alone`: many quote the whole query for the shell. As the value of a field (`mesh:"Bone Marrow"`)
    they always are, where the field takes one (`design:"single arm"`, not `design:rct foot`). What holds more of the
    language than that is a query of its own.
    """
    if alone and not _NAMES_FIELD.match(argument):
        return argument
    if " " not in argument or _QUERY.search(argument) or not (front := _FIELD.match(argument)):
        return argument
    written = f'{front[1]}"{argument[front.end() :]}"'
    return written if ":" not in front[1] or _reads(written) else argument


def _reads(text: str) -> bool:
    from evidence.errors import BadInput
    from evidence.store.query import parse

    try:
        parse(text)
    except BadInput:
        return False
    return True


def say_other_reading(tracker: Tracker, text: str, words: str, *, quiet: bool) -> None:
    """How many a query finds, and how many with the words of its phrases instead, where that is not as many.

    Raises:
        BadInput: the query can't be read.
    """
    if quiet or text == words or (found := tracker.count(text)) == (more := tracker.count(words)):
        return
    say(f"{text} finds {found:,}: an argument of several words is a phrase here; {words} finds {more:,}")

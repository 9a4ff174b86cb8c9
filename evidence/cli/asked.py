"""The query that was typed, and a word on stderr where it may be read otherwise than was meant.

Touches the tracker given, and stderr.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from evidence.cli.arguments import typed, unmarked
from evidence.cli.screen import say
from evidence.design_names import no_attribute
from evidence.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.tracker import Tracker

_DESIGN: Final = re.compile(r'\bdesign:("[^"]*"|\S+)', re.IGNORECASE)


def asked(tracker: Tracker, arguments: tuple[str, ...], *, quiet: bool) -> str:
    """The query of a command line's arguments, as one text.

    Raises:
        BadInput: the query can't be read.
    """
    text = typed(arguments)
    if not quiet:
        _say_no_option(arguments)
        _say_other_words(tracker, text, typed(arguments, phrases=False))
        for told in filter(None, map(tracker.read_apart, map(unmarked, arguments))):
            say(told)
        for value in _DESIGN.findall(text):
            if word := no_attribute(value.strip('"')):
                say(f"{word!r} is not looked for: tags have no such attribute; it may be a word of the text")
    say_doubt(tracker, text, quiet=quiet)
    return text


def say_doubt(tracker: Tracker, query: str, *, quiet: bool) -> None:
    """That a part of a query is read otherwise than was probably meant, where it looks so.

    Raises:
        BadInput: the query can't be read.
    """
    if doubt := tracker.doubt(query):
        say(doubt, quiet=quiet)


def why_nothing(tracker: Tracker, query: str) -> str | None:
    """Why a query finds nothing, as far as that can be told: an empty store, or what was nearly meant.

    Not what `say_doubt` has said of it already.
    """
    if not tracker.count(""):
        return "the store is empty, `evidence pull` fills it"
    why = tracker.hint(query)
    return why if why != tracker.doubt(query) else None


def say_kept(place: Path | str, nothing: str, why: str | None, *, quiet: bool) -> None:
    """That what lies at a place was not replaced by nothing; also to who wants no notes, or they would take it for new.

    Args:
        place: what was to be written.
        nothing: what there is none of: "0 rows".
        why: see `why_nothing`; a note.
        quiet: no notes.
    """
    say(f"{nothing}: {place} is left as it was (to have an empty one, delete it first)")
    if why:
        say(why, quiet=quiet)


def _say_no_option(arguments: tuple[str, ...]) -> None:
    """That `-n3`, which other programs take for a number of rows, is a word to leave out here."""
    for word in map(unmarked, arguments):
        if rows := re.fullmatch(r"-n(\d+)", word):
            say(f"{word} leaves out records with the word {word[1:]}; for {rows[1]} rows write -k {rows[1]}")


def _say_other_words(tracker: Tracker, text: str, words: str) -> None:
    """How many a query finds, and how many with the words of its phrases instead, where those are more."""
    if text == words:
        return
    try:
        more = tracker.count(words)
    except BadInput:  # `design:prospective cohort` is one value or none
        return
    if more > (found := tracker.count(text)):
        say(f"{text} finds {found:,}: an argument of several words is a phrase here; {words} finds {more:,}")

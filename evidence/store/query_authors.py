"""A name of an author among the words of a query that finds nothing: "Hu J, 2012". Counts by what it is given.

Words are looked for in title, abstract, keywords and headings; who wrote a study is a field, `author:`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from evidence.store.query_tree import And, Bound, Query, Term, Within, all_of

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_INITIALS: Final = re.compile(r"[^\W\d_]{1,3}")
_MARKS: Final = ",;."


def hint(query: Query, count: Callable[[Query], int]) -> str | None:
    """What to write where a word is an author's name and no text has it; None where none is.

    Args:
        query: one that finds nothing.
        count: how many records a query finds.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    for place, part in enumerate(parts):
        if _is_word(part) and not count(part) and (author := _author(parts[place : place + 2], count)):
            author_term, taken = author
            others = (*parts[:place], *parts[place + taken :])
            meant = all_of((author_term, *map(_as_year, others)))
            shown = meant if others and count(meant) else author_term
            return f"no text has {part}, and an author is called so; did you mean {shown}?"
    return None


def _author(words: tuple[Query, ...], count: Callable[[Query], int]) -> tuple[Term, int] | None:
    """The author whom the first word names, with the initials behind it where they fit, and how many words that is."""
    return next((one for one in _names(words) if count(one[0])), None)


def _names(words: tuple[Query, ...]) -> Iterator[tuple[Term, int]]:
    first, *behind = (_text(word) for word in words)
    if behind and _INITIALS.fullmatch(behind[0]):
        yield Term(f"{first} {behind[0]}".lower(), field="author"), 2
    yield Term(first.lower(), field="author"), 1


def _is_word(part: Query) -> bool:
    return isinstance(part, Term) and not part.field and not part.prefix and bool(_text(part))


def _text(part: Query) -> str:
    return part.text.strip(_MARKS) if isinstance(part, Term) and not part.field and not part.prefix else ""


def _as_year(part: Query) -> Query:
    """A word that is a year, as the year of publication; any other part as it is."""
    text = _text(part)
    return Within("year", Bound(float(text)), Bound(float(text))) if _YEAR.fullmatch(text) else part

"""The sides of an OR that stands in no brackets, and what hangs on one of them only. Touches nothing.

AND binds tighter than OR, so that in `heart OR stroke year:2020` the year holds for `stroke` alone: rarely what was
meant, and nothing in the answer shows it.
"""

from __future__ import annotations

import re
from typing import Final

from evidence.errors import BadInput
from evidence.store.query import parse
from evidence.store.query_fields import Own
from evidence.store.query_tree import And, Code, Not, Or, Query, Term, Within, all_of, any_of, cleaned

_MARKS: Final = re.compile(r'"(?:[^"]|"")*"|[()]|(?:(?<=[\s)"])|^)OR(?=[\s("]|$)')
# Fields of words that choose among records as a code does; those of the text itself say what a record is about.
_CHOOSING: Final = ("author", "journal", "pt", "excluded")


def sides(text: str) -> list[str]:
    """What stands on the sides of each OR outside brackets and quotes; the text itself where there is none.

    Brackets or quotes that don't match are left to the parser, which says what is wrong: they give one side.
    """
    line = cleaned(text)
    cuts, depth, last = list[str](), 0, 0
    for found in _MARKS.finditer(line):
        depth += (found[0] == "(") - (found[0] == ")")
        if depth < 0:
            return [line]
        if found[0] == "OR" and not depth:
            cuts.append(line[last : found.start()].strip())
            last = found.end()
    whole = [*cuts, line[last:].strip()]
    return whole if not depth and all(whole) and _MARKS.sub("", line).count('"') == 0 else [line]


def hanging(text: str, own: Own = ()) -> str | None:
    """One line where a filter or a NOT holds for one side of an OR only, with what was probably meant; else None.

    Brackets around that side say that it is meant so, and so do filters on several sides.

    Raises:
        BadInput: the query can't be read.
    """
    texts = sides(text)
    if len(texts) < 2:
        return _small(text)
    try:
        read = [parse(side, own) for side in texts]
    except BadInput:
        return None  # of words that are none by themselves; the whole is read, or its error told, elsewhere
    filtered = [place for place, side in enumerate(read) if any(map(_chooses, _parts(side)))]
    if len(filtered) == len(read) and (more := _one_more(read)):
        return more
    if len(filtered) != 1 or re.fullmatch(r"\(.*\)", texts[filtered[0]]):
        return None
    parts = _parts(read[filtered[0]])
    filters = [part for part in parts if _chooses(part)]
    rest = [part for part in parts if not _chooses(part)]
    if not rest:
        return None  # a filter that is a choice by itself: `marrow OR design:rct`
    read[filtered[0]] = all_of(rest)
    held = all_of(filters)
    return _told(held, all_of(rest), "what stands on the other side of OR", "both", any_of(read))


def _one_more(read: list[Query]) -> str | None:
    """One line where all sides filter by one field, and one by another too: `year:2020 OR year:2021 design:rct`."""
    fields = [[_field(part) for part in _parts(side)] for side in read]
    common = next(iter(names[0] for names in fields if len(names) == 1), None)
    longer = [place for place, names in enumerate(fields) if len(names) > 1]
    if not common or len(longer) != 1 or any(names.count(common) != 1 for names in fields):
        return None
    parts = _parts(read[longer[0]])
    of_all = [part for part in parts if _field(part) != common]
    if not all(map(_chooses, of_all)):
        return None
    own = next(part for part in parts if _field(part) == common)
    held, others = all_of(of_all), [side for side in read if side is not read[longer[0]]]
    sides_meant = [own if side is read[longer[0]] else side for side in read]
    return _told(held, own, str(any_of(others)), "all", any_of(sides_meant))


def _told(held: Query, side: Query, others: str, how_many: str, choice: Query) -> str:
    return f"{held} holds for {side} only, and not for {others}; for {how_many} write {all_of([choice, held])}"


def _field(part: Query) -> str:
    return part.field if isinstance(part, Code | Within) else ""


_SMALL: Final = re.compile(r'"(?:[^"]|"")*"|(?<=[\w)*] )(or)(?= [\w(])')


def _small(text: str) -> str | None:
    """One line where OR is written in small letters, which makes it a word; None where it is not."""
    if any(one[1] for one in _SMALL.finditer(text)):
        return "or in small letters is a word like any other; for a choice write OR"
    return None


def _parts(query: Query) -> tuple[Query, ...]:
    return query.parts if isinstance(query, And) else (query,)


def _chooses(part: Query) -> bool:
    """Whether a part of a query is a filter rather than what is looked for."""
    match part:
        case Code() | Within() | Not():
            return True
        case Term():
            return part.field in _CHOOSING
        case Or(parts):
            return all(map(_chooses, parts))
        case _:
            return False

"""Which column is meant by its name, by the head that tables show, or by what else people call it. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from evidence.errors import BadInput
from evidence.tables.entry import Column

_ALSO: Final = {
    "months": "follow_up", "days": "follow_up_days", "sample size": "n", "cell": "cell_type", "reference": "study",
    "nct": "registry_number", "sure": "confidence",
    **{f"sample size {what}": f"n_{what}" for what in ("unit", "role", "confidence", "source", "abstained")},
}  # fmt: skip
"""What the screen, the search language and people call a column besides."""
_GROUPS: Final = (
    "the usual ones are study, design, n, arms, population, cell_type, route, outcome, follow_up, follow_up_stated, "
    "status, confidence, pmid, doi, title, year, journal; "
    "design_, n_ and follow_up_ go with quote, confidence, source, working, said_by, said_on, because; "
)


def column_called(name: str, known: Mapping[str, Column]) -> Column:
    """The column that a name or a head means, whatever its case, spaces and marks ("Least sure", "follow-up").

    Raises:
        BadInput: there is no such column; the message names the nearest.
    """
    called = {_bare(word): column for word, column in _called(known)}
    if column := called.get(_bare(name)):
        return column
    near = dict.fromkeys(called[word].name for word in get_close_matches(_bare(name), called, n=3, cutoff=0.7))
    said = " or ".join(f"{one} ({known[one].head})" if _bare(one) != _bare(known[one].head) else one for one in near)
    hint = f"did you mean {said}? A head that a table shows is a name too; " if near else _GROUPS
    raise BadInput(f"no column {name!r}", f"{hint}`evidence export --columns all` writes every one")


def _called(known: Mapping[str, Column]) -> Iterator[tuple[str, Column]]:
    """All that columns are called: what else first, then heads, then names, of which the last one counts."""
    yield from ((word, known[name]) for word, name in _ALSO.items())
    yield from ((column.head, column) for column in known.values())
    yield from known.items()


def _bare(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))

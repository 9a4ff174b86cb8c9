"""Keys of JSON objects that are nearly a known one: what stands under them would be passed over in silence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from evidence.errors import BadInput

_LONGEST: Final = 40  # letters; no misspelling of a known key is longer
_SHORTEST: Final = 4  # a known key that is shorter is near too many words: `id` and `aid`
_LONG: Final = 8  # from so many letters on, two slips are still the same word: "abtsrat"


def known_keys(told: Iterable[str], known: tuple[str, ...]) -> None:
    """Refuse a key that is a known one in another spelling ("Abstract", "mesh_", "abstrct", "titel").

    Other keys (journal, year, doi) pass, and so does a misspelt one beside the right one.

    Raises:
        BadInput: there is such a key; the message names both.
    """
    for key in told:
        if key not in known and (meant := _meant(key, known)) and meant not in told:
            raise BadInput(f"no key {key[:60]!r}", f"call it {meant!r}")


@lru_cache(maxsize=1024)  # the same keys stand in a million lines
def _meant(key: str, known: tuple[str, ...]) -> str | None:
    """The known key that a key is meant to be; None for another word."""
    bare = _bare(key[: 2 * _LONGEST])
    by_bare = {_bare(one): one for one in known}
    if bare in by_bare or len(bare) > _LONGEST:
        return by_bare.get(bare)
    near = (one for name, one in by_bare.items() if len(name) >= _SHORTEST and _is_near(bare, name))
    return next(near, None)


def _bare(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.lower()).rstrip("s")


def _is_near(key: str, name: str) -> bool:
    """Whether a slip of the hand parts two words: a letter too many, missing, wrong or changed with its neighbour.

    Two slips in a long word.
    """
    slips = 2 if len(name) >= _LONG else 1
    if abs(len(key) - len(name)) > slips:
        return False
    before: list[int] = []
    row = list(range(len(name) + 1))
    for i, letter in enumerate(key, 1):
        last, row = row, [i]
        for j, other in enumerate(name, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == name[j - 2] and key[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1] <= slips

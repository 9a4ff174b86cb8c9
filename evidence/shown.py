"""What was given, as a line for people repeats it: no more of it than tells which it was. Touches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_MOST: Final = 80  # characters


def shown(given: object) -> str:
    """A text in quotation marks, anything else as Python writes it; the beginning and "…" of what is long."""
    if isinstance(given, str):
        return repr(given) if len(given) <= _MOST else f"{given[:_MOST]!r}…"
    written = repr(given)
    return written if len(written) <= _MOST else f"{written[:_MOST]}…"


def first_of(given: Sequence[object], most: int, between: str = ", ") -> str:
    """The first so many of a list, and "…" where there are more."""
    return between.join(map(str, given[:most])) + (" …" if len(given) > most else "")

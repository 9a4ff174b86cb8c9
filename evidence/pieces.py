"""A text cut into pieces by the stretches of it that bear a mark. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

Span = tuple[int, int, str]
"""Start and end of a stretch, and the letter that it is marked with."""
Piece = tuple[str, str]
"""Words, and the letters that mark them: "" for none, "dn" for two."""


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The text whole, in order, each piece with the letters of the spans that cover it; spans may overlap."""
    within = [(max(start, 0), min(end, len(text)), letter) for start, end, letter in spans]
    cuts = sorted({0, len(text), *(place for start, end, _ in within if start < end for place in (start, end))})
    found: list[Piece] = []
    for start, end in pairwise(cuts):
        letters = "".join(sorted({letter for begin, stop, letter in within if begin <= start and end <= stop}))
        if found and found[-1][1] == letters:
            found[-1] = (found[-1][0] + text[start:end], letters)
        else:
            found.append((text[start:end], letters))
    return found

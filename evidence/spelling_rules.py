"""Which spellings mean one word, as `data/vocabulary/spelling.toml` states it. Reads that file.

The rules are text, so that the search and a page's script can both go by them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SpellingRules:
    r"""`words` are patterns, each with what is written in its place (a group as \1); the rest is as in the file."""

    words: tuple[tuple[str, str], ...]
    keep: tuple[str, ...]
    compounds: tuple[tuple[str, str], ...]
    prefixes: tuple[str, ...]
    solid: tuple[str, ...]


@cache
def spelling_rules() -> SpellingRules:
    """The rules of the vocabulary, each pair both ways."""
    data = tomllib.loads((files("evidence.data") / "vocabulary" / "spelling.toml").read_text("utf-8"))
    words = [rule for pair in data["starts"] for rule in _both_ways(pair, "^{}")]
    words += [rule for pair in data["ends"] for rule in _both_ways(pair, "{}$")]
    pairs = (compound.split(" ") for compound in data["compounds"])
    return SpellingRules(
        words=tuple(words),
        keep=tuple(data["keep"]),
        compounds=tuple((first, second) for first, second in pairs),
        prefixes=tuple(data["prefixes"]),
        solid=tuple(data["solid"]),
    )


def _both_ways(pair: list[str], place: str) -> Iterator[tuple[str, str]]:
    for pattern, other in (pair, pair[::-1]):
        plain = re.sub(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)", "", other)  # what is only looked at is not written
        yield place.format(pattern), re.sub(r"\([^)]*\)", r"\\1", plain)

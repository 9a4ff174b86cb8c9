"""How a name is folded for searching, on both sides of a comparison, and what text can be stored. Touches nothing."""

from __future__ import annotations

import unicodedata

from evidence.records import Author


def fold_name(text: str) -> str:
    """Lower case without accents, one space between words: "Müller-Lyer  A" is "muller-lyer a"."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return " ".join(text.lower().split())


def storable(text: str) -> bool:
    """False for a text with half a character (a lone surrogate), which no file in UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def author_key(author: Author) -> str:
    """What the column authors.folded holds: the folded "last-name initials suffix", or the collective's name."""
    return fold_name(author.name)

"""How a name is folded for searching, on both sides of a comparison, and what text can be stored. Touches nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from evidence.errors import BadInput
from evidence.findings import LONGEST_WORDS
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


def check_said(pmid: int, words: Mapping[str, str]) -> None:
    """Refuse what can't be kept of what a person said of a record; `words` are its texts by what they are called.

    Raises:
        BadInput: no PMID, a broken character in what was typed (a shell gives one for bytes that are no UTF-8), or too
            long a text: all that is kept can be exported and imported again.
    """
    if not 0 < pmid < 2**63:
        raise BadInput(f"{pmid} is no PMID", "give a whole number above 0")
    for what, text in words.items():
        if not storable(text):
            raise BadInput(f"the {what} {text!r} has a broken character", "type it again, in UTF-8")
        if len(text) > LONGEST_WORDS:
            raise BadInput(f"the {what} has {len(text):,} characters", f"say it in at most {LONGEST_WORDS:,}")


def author_key(author: Author) -> str:
    """What the column authors.folded holds: the folded "last-name initials suffix", or the collective's name."""
    return fold_name(author.name)

"""The word of the store that a misspelt one is nearest to. Reads the index of the given database, writes nothing.

The index holds stems, so the nearest stem is looked for first, among those that begin with the same two letters (a walk
through a three-hundredth of the index), and then the word in the texts that have it.
"""

from __future__ import annotations

import re
import sqlite3
from difflib import SequenceMatcher
from typing import Final

from evidence.store.names import fold_name
from evidence.store.search_text import stemmed
from evidence.store.spelling import tokens

_SHORTEST: Final = 4
_SHORT: Final = 4  # in a word no longer one letter is too much of it, but for one that is to be double: "cels"
_NEAR: Final = 0.8
_NEAR_STEM: Final = 0.7
_NEAR_WHOLE: Final = 0.88
_STEMS: Final = 8
_TEXTS: Final = 20
_VOCABULARY: Final = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, records_fts, row)"


def nearest(connection: sqlite3.Connection, word: str) -> str | None:
    """The nearest word, None where the word is there itself or none is near."""
    typed = tokens(word)
    if len(typed) != 1 or len(typed[0]) < _SHORTEST or not typed[0].isalpha():
        return None
    stem = stemmed((typed[0],))[0]
    try:
        connection.execute(_VOCABULARY)
        rows = connection.execute(
            "SELECT term, doc FROM temp.vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
            (stem[:2], stem[0] + chr(ord(stem[1]) + 1), len(stem) - 2, len(stem) + 2),
        ).fetchall()
    except sqlite3.OperationalError:  # a store that can only be read takes no table, not even for a moment
        return None
    near = sorted(((_likeness(stem, term), doc, term) for term, doc in rows), reverse=True)[:_STEMS]
    if any(stem == term for _, _, term in near):
        return None
    # A stem may lose an ending that its misspelt word keeps (random, randmiz): then the whole words are compared.
    likely = [(_whole(connection, typed[0], term), ratio, doc) for ratio, doc, term in near if ratio >= _NEAR_STEM]
    words = [
        (_likeness(typed[0], whole), doc, whole)
        for whole, ratio, doc in likely
        if whole
        if _likeness(typed[0], whole) >= _NEAR_WHOLE or (ratio >= _NEAR and len(typed[0]) > _SHORT)
        if len(typed[0]) > _SHORT or _undoubled(typed[0]) == _undoubled(whole)
    ]
    return max(words)[2] if words else None


def nearest_author(connection: sqlite3.Connection, name: str) -> str | None:
    """The surname that is nearest to a typed one, in small letters without accents; None where none is near."""
    typed = fold_name(name.replace(",", " ")).split()
    if not typed or len(typed[0]) < _SHORTEST + 1 or not typed[0].isalpha():
        return None
    surname, start = typed[0], typed[0][:2]
    sql = "SELECT DISTINCT folded FROM authors WHERE folded >= ? AND folded < ?"
    known: set[str] = {folded.partition(" ")[0] for (folded,) in connection.execute(sql, (start, start + "\U0010ffff"))}
    near = [(ratio, one) for one in sorted(known) if (ratio := _likeness(surname, one)) >= _NEAR]
    if not near or surname in known:
        return None
    return max(near)[1]


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def _whole(connection: sqlite3.Connection, typed: str, stem: str) -> str | None:
    """The word of the texts that has this stem; of several the one most like what was typed."""
    sql = f"SELECT title, abstract, keywords, mesh FROM records_fts WHERE records_fts MATCH ? LIMIT {_TEXTS}"  # noqa: S608 - a number of ours
    texts = connection.execute(sql, (f'"{stem}"',)).fetchall()
    words = sorted({word for row in texts for text in row for word in tokens(text or "") if word[:2] == stem[:2]})
    alike = [word for word, its_stem in zip(words, stemmed(tuple(words)), strict=True) if its_stem == stem]
    return max(alike, key=lambda word: _likeness(typed, word), default=None)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

"""The word of the store that a misspelt one is nearest to. Reads the index of the given database, writes nothing.

The index holds stems, so the nearest stem is looked for first, among those that begin with the same two letters (a walk
through a three-hundredth of the index), and then the word in the texts that have it.
"""

from __future__ import annotations

import sqlite3
from difflib import SequenceMatcher
from typing import Final

from evidence.store.search_text import stemmed
from evidence.store.spelling import tokens

_SHORTEST: Final = 5  # in a shorter word one letter is too much of it
_NEAR: Final = 0.8
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
    near = [(_likeness(stem, term), doc, term) for term, doc in rows]
    near = [one for one in near if one[0] >= _NEAR]
    if not near or stem in {term for _, _, term in near}:
        return None
    return _whole(connection, typed[0], max(near)[2])


def _whole(connection: sqlite3.Connection, typed: str, stem: str) -> str | None:
    """The word of the texts that has this stem; of several the one most like what was typed."""
    sql = f"SELECT title, abstract, keywords, mesh FROM records_fts WHERE records_fts MATCH ? LIMIT {_TEXTS}"  # noqa: S608 - a number of ours
    texts = connection.execute(sql, (f'"{stem}"',)).fetchall()
    words = sorted({word for row in texts for text in row for word in tokens(text or "") if word[:2] == stem[:2]})
    alike = [word for word, its_stem in zip(words, stemmed(tuple(words)), strict=True) if its_stem == stem]
    return max(alike, key=lambda word: _likeness(typed, word), default=None)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

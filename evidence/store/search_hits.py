"""What of a hit is shown: title and best stretch of text, the words found marked. Reads the database."""
# ruff: noqa: S608 - SQL is made here of our own names; what was typed is a parameter

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Final

from evidence.store.query_tree import Term
from evidence.store.search_text import shown_by

# Neither can be in a text that came as XML, and the store's readers drop them from all others.
_OPEN: Final = "\x02"
_CLOSE: Final = "\x03"
_SNIPPED: Final = (1, 3, 2)
"""Columns that a snippet may come from, the best first: abstract, MeSH, keywords; the title is shown anyway."""
_WORDS: Final = 32
"""Length of a snippet, in words."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the stretches of it that were found, as (start, end) in characters, in order."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()

    def shown(self, opening: str, closing: str) -> str:
        """The text with the marks written in, such as "[" and "]"."""
        parts, last = [], 0
        for start, end in self.marks:
            parts += [self.text[last:start], opening, self.text[start:end], closing]
            last = end
        return "".join([*parts, self.text[last:]])


def marked_texts(
    connection: Connection, pmids: Sequence[int], terms: Sequence[Term]
) -> dict[int, tuple[Marked, Marked | None]]:
    """Title and snippet by PMID; where nothing was looked for in the text (or it is not in it) nothing is marked."""
    listed = json.dumps(list(pmids))
    plain = connection.execute(
        "SELECT pmid, title FROM records WHERE pmid IN (SELECT value FROM json_each(?))", (listed,)
    )
    found: dict[int, tuple[Marked, Marked | None]] = {pmid: (Marked(title), None) for pmid, title in plain}
    match = shown_by(terms)
    if match and pmids:
        # The index gathers the words of a prefix anew for each PMID that it is asked for: then walk all hits once.
        walk = f"+rowid IN (SELECT value FROM json_each(:pmids)) AND rowid BETWEEN {min(pmids)} AND {max(pmids)}"
        rows = walk if any(term.prefix for term in terms) else "rowid IN (SELECT value FROM json_each(:pmids))"
        snippets = ", ".join(f"snippet(records_fts, {column}, :open, :close, '…', {_WORDS})" for column in _SNIPPED)
        sql = f"""
            SELECT rowid, highlight(records_fts, 0, :open, :close), {snippets}
            FROM records_fts WHERE records_fts MATCH :match AND {rows}"""
        given = {"open": _OPEN, "close": _CLOSE, "match": match, "pmids": listed}
        for pmid, title, *texts in connection.execute(sql, given):
            snippet = next((text for text in texts if text and _OPEN in text), None)
            found[pmid] = (_marked(title), _marked(snippet) if snippet else None)
    return found


def _marked(text: str) -> Marked:
    parts = text.replace("\n", " ").split(_OPEN)
    plain, marks = parts[0], []
    for part in parts[1:]:
        words, _, rest = part.partition(_CLOSE)
        marks.append((len(plain), len(plain) + len(words)))
        plain += words + rest
    return Marked(plain, tuple(marks))

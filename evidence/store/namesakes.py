"""Which records of a table have one first author and one year, and the letter that tells each of them. Reads only."""

from __future__ import annotations

import json
from collections.abc import Sequence
from sqlite3 import Connection
from typing import Final

from evidence.naming import first_words, shown_title

# As `tables.entry.study` names a row. All in SQLite, so that of a large table only the namesakes are held.
_NAMESAKES: Final = """
WITH named AS (
    SELECT r.pmid, coalesce(r.year, 0) AS year, coalesce(
        nullif(a.collective, ''),
        nullif(trim(coalesce(a.last_name, '') || ' ' || coalesce(a.initials, '') || ' ' || coalesce(a.suffix, '')), ''),
        title_words(r.title, r.vernacular_title)
    ) AS name
    FROM json_each(?) listed CROSS JOIN records r ON r.pmid = listed.value
    LEFT JOIN authors a ON a.pmid = r.pmid AND a.position = (
        SELECT position FROM authors b
        WHERE b.pmid = r.pmid AND coalesce(b.collective, b.last_name, b.initials, '') <> ''
        ORDER BY coalesce(b.collective, '') <> '', position LIMIT 1
    )
), placed AS (
    SELECT pmid, row_number() OVER (PARTITION BY trim(name), year ORDER BY pmid) AS place,
        count(*) OVER (PARTITION BY trim(name), year) AS many
    FROM named
)
SELECT pmid, place FROM placed WHERE many > 1"""


def letters(connection: Connection, pmids: Sequence[int]) -> dict[int, str]:
    """A letter by PMID for each record that another of these is called like: a for the lowest PMID, aa after z."""
    if len(pmids) < 2:
        return {}
    connection.create_function("title_words", 2, _title_words, deterministic=True)
    found = connection.execute(_NAMESAKES, (json.dumps(list(pmids)),))
    return {pmid: _letter(place) for pmid, place in found}


def _title_words(title: str | None, vernacular: str | None) -> str:
    return first_words(shown_title(title or "", vernacular))


def _letter(place: int) -> str:
    """As spreadsheets count columns: 1 is a, 26 z, 27 aa."""
    text = ""
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("a") + rest) + text
    return text

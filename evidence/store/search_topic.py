"""Which records' columns show a name of the topic. Reads the database that it is given.

By `Topic.terms`, which fills the columns, over the same passages: the text index has no word for "only where the text
is silent" or for a last resort, and its stems would find more than the table shows. So the texts are read, once for a
group of words (some 2 s where there are 30,000 records), and what was found is kept until somebody writes to the store.
"""
# ruff: noqa: S608 - SQL is made here of our own names; what was typed is a parameter

from __future__ import annotations

import json
from collections import defaultdict
from itertools import groupby
from sqlite3 import Connection
from typing import Final

from evidence.chunks import chunks
from evidence.records import Passage
from evidence.store.query_tree import Code
from evidence.store.search_codes import LISTED, Condition
from evidence.topics import Topic

_PASSAGES: Final = """
SELECT pmid, name, label, text FROM passages
WHERE pmid IN (SELECT value FROM json_each(?)) ORDER BY pmid"""


class Shown:
    """The records by what a topic's columns show of them; without a topic there are no such columns."""

    def __init__(self, connection: Connection, topic: Topic | None) -> None:
        self._connection = connection
        self._topic = topic
        self._found: dict[str, dict[str, list[int]]] = {}
        self._as_of: tuple[int, int] | None = None

    def condition(self, code: Code) -> Condition | None:
        """What a record must be for its column to show this name, or any (`has:`); None where no column is meant."""
        groups = self._topic.vocabulary if self._topic else {}
        if code.field in groups:
            pmids = self._by_label(code.field).get(code.value, [])
        elif code.field == "has" and code.value in groups:
            pmids = [pmid for found in self._by_label(code.value).values() for pmid in found]
        else:
            return None
        return Condition(f"{LISTED} IN (SELECT value FROM json_each(?))", (json.dumps(pmids),))

    def _by_label(self, kind: str) -> dict[str, list[int]]:
        as_of = self._connection.total_changes, self._connection.execute("PRAGMA data_version").fetchone()[0]
        if as_of != self._as_of:  # this or another program has written since
            self._found, self._as_of = {}, as_of
        if kind not in self._found:
            self._found[kind] = self._read(kind)
        return self._found[kind]

    def _read(self, kind: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        pmids = [pmid for (pmid,) in self._connection.execute("SELECT pmid FROM records")]
        for chunk in chunks(pmids):
            rows = self._connection.execute(_PASSAGES, (json.dumps(chunk),))
            for pmid, passages in groupby(rows, key=lambda row: int(row[0])):
                texts = tuple(Passage(name, label, text) for _, name, label, text in passages)
                for term in self._topic.terms(kind, texts) if self._topic else ():
                    found[term.name].append(pmid)
        return found

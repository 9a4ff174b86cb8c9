"""Find records by a query: plan it, count exactly, rank, page, mark the words. Reads the database, writes nothing.

Ranking. `bm25` reads every hit's word positions, which takes 0.4-1.2 s for a common word among a million records. So:
- up to `EXACT` hits the order is bm25 over title, abstract, keywords and MeSH, weighted by `WEIGHTS`;
- above, bm25 orders the newest `EXACT` hits and the newest `STRONGEST` of those with all words in title and MeSH;
  behind them come the rest, newest first. The total is exact always.
Ties go to the higher PMID. A query without words is ordered by PMID, the highest first. One store, one order.
"""
# ruff: noqa: S608 - SQL is made here of our own names; what was typed is a parameter

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from evidence.chunks import chunks
from evidence.design_names import design_code
from evidence.folding import fold
from evidence.store.query import parse
from evidence.store.query_authors import hint as author_hint
from evidence.store.query_hints import hint
from evidence.store.query_ids import with_id
from evidence.store.query_topic import fields_of
from evidence.store.query_topic import hint as label_hint
from evidence.store.query_tree import And, Code, Query, Term, leaves, positive_terms
from evidence.store.search_codes import LISTED, PMID, Condition
from evidence.store.search_hits import Marked, marked_texts
from evidence.store.search_near import nearest, nearest_author
from evidence.store.search_order import ORDERS, order_by
from evidence.store.search_screening import REASON, reasons_given
from evidence.store.search_sql import condition, mentions
from evidence.store.search_text import COLUMNS, STRONG, shown_by, split
from evidence.store.search_topic import Shown
from evidence.store.spelling import tokens
from evidence.topics import Topic

__all__ = ["EXACT", "ORDERS", "Hit", "Hits", "Marked", "Search"]

EXACT: Final = 30_000
"""Up to this many hits the ranking is exactly bm25's; above, so many of the newest are ranked by it."""

STRONGEST: Final = 10_000
"""Above, so many more are ranked by it: of all words in title or MeSH, the newest."""

WEIGHTS: Final = "10.0, 1.0, 4.0, 6.0"
"""What a word counts in title, abstract, keywords, MeSH."""

_BY_RELEVANCE: Final = (None, "relevance", "-relevance")
_WITHOUT_WORDS: Final = {"relevance": "pmid", "-relevance": "-pmid"}
_Row = tuple[int, float | None]  # PMID and score


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found. `score` is bm25's, higher is better, None where the order is another or nothing was weighed."""

    pmid: int
    score: float | None
    title: Marked
    snippet: Marked | None


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of what was found, of `total` records in all."""

    total: int
    rows: list[Hit]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A query as SQL: `source` is FROM … WHERE …, `pmid` the column of the PMID in it."""

    source: str
    parameters: tuple[Any, ...]
    pmid: str
    match: str | None  # all hits match it, so bm25 can be had from the same rows
    weighed: str | None  # where `match` is None: what bm25 may weigh in a hit, if it is in it
    bare: bool = False  # nothing but `match`


class Search:
    """Search a store; `db` is its database, `topic` brings fields of its own. Queries are texts or parsed.

    Raises (all methods):
        BadInput: the query can't be read, or there is no such order.
    """

    def __init__(self, db: Database, topic: Topic | None = None) -> None:
        self._connection = db.conn
        self._shown = Shown(db.conn, topic)
        self.own = fields_of(topic)

    def run(self, query: Query | str, *, sort: str | None = None, limit: int = 20, offset: int = 0) -> Hits:
        """One page.

        Args:
            query: as typed, or parsed.
            sort: a name of `ORDERS`, a minus in front turns it round; None is relevance.
            limit: rows a page.
            offset: rows to pass over.
        """
        tree = parse(query, self.own) if isinstance(query, str) else query
        total, rows = self._page(self._plan(tree), sort, limit, offset)
        return Hits(total, self._hits(tree, rows))

    def pages(self, query: Query | str, *, sort: str | None = None) -> Iterator[list[Hit]]:
        """All that a query finds in the order of `run`, some at a time: only PMID and score of the rest are kept."""
        tree = parse(query, self.own) if isinstance(query, str) else query
        for rows in chunks(self._page(self._plan(tree), sort, -1, 0)[1]):
            yield self._hits(tree, rows)

    def _hits(self, tree: Query, rows: Sequence[_Row]) -> list[Hit]:
        marked = marked_texts(self._connection, [pmid for pmid, _ in rows], list(positive_terms(tree)))
        return [Hit(pmid, score, *marked[pmid]) for pmid, score in rows]

    def count(self, query: Query | str) -> int:
        """How many records a query finds."""
        return self._count(self._plan(parse(query, self.own) if isinstance(query, str) else query))

    def pmids(self, query: Query | str = "", *, sort: str | None = None) -> Iterator[int]:
        """All PMIDs that a query finds, a stream: in ascending order, or that of `sort`."""
        plan = self._plan(parse(query, self.own) if isinstance(query, str) else query)
        if sort in {"relevance", "-relevance"}:
            if plan.match or plan.weighed:
                yield from (pmid for pmid, _ in self._page(plan, sort, -1, 0)[1])
                return
            sort = _WITHOUT_WORDS[sort]  # which may be every record of a large store, and need not be gathered first
        order = order_by(sort or "-pmid", plan.pmid)
        sql = f"SELECT {plan.pmid} {_joining(plan.source, order)} ORDER BY {order}"
        yield from (pmid for (pmid,) in self._connection.execute(sql, plan.parameters))

    def hint(self, text: str) -> str | None:
        """What was probably meant by a query that finds nothing; None where nothing looks wrong."""
        query = parse(text, self.own)
        if told := hint(text, query, self.own):
            return told
        failing = [part for part in query.parts if not self.count(part)] if isinstance(query, And) else []
        words = [part for part in failing if isinstance(part, Term) and not part.field]
        told = label_hint(query, self.own)
        if told and (not failing or any(fold(word.text) in fold(told.partition(" is ")[0]) for word in words)):
            return told
        if told := author_hint(query, self.count):
            return told
        for term in leaves(query):
            if not isinstance(term, Term) or term.prefix or self.count(term):
                continue
            if term.field == REASON:
                given = reasons_given(self._connection)
                return f"no record is excluded for that reason; reasons given: {given or 'none yet'}"
            design = design_code(term.text) if not term.field else None
            if near := Code("design", design) if design else self._near(term):
                return f"no record has {term}; did you mean {near}?"
        return f"no record has {failing[0]}, whatever else is asked for" if failing else None

    def _near(self, term: Term) -> Term | None:
        """The word, phrase or author that a misspelt one is nearest to, which finds something; None where none is."""
        if term.field == "author":
            near = nearest_author(self._connection, term.text)
            return Term(near, field="author") if near else None
        if term.field not in COLUMNS:
            return None
        words = tokens(term.text)
        meant = Term(" ".join(nearest(self._connection, word) or word for word in words), field=term.field)
        return meant if meant.text != " ".join(words) and self.count(meant) else None

    def _count(self, plan: _Plan) -> int:
        sql = f"SELECT count(*) {plan.source}"
        return int(self._connection.execute(sql, plan.parameters).fetchone()[0])

    def _page(self, plan: _Plan, sort: str | None, limit: int, offset: int) -> tuple[int, list[_Row]]:
        """The total, and `limit` rows (all where it is negative)."""
        if sort in _BY_RELEVANCE and (plan.match or plan.weighed):
            wanted = offset + limit if limit >= 0 and sort != "-relevance" else None
            total, rows = self._ranked(plan, wanted)
            rows = rows[::-1] if sort == "-relevance" else rows
            return total, rows[offset : offset + limit if limit >= 0 else None]
        if sort in _BY_RELEVANCE:  # no words to weigh
            sort = _WITHOUT_WORDS[sort or "relevance"]
        order = order_by(str(sort), plan.pmid)
        sql = f"SELECT {plan.pmid} {_joining(plan.source, order)} ORDER BY {order} LIMIT ? OFFSET ?"
        rows = [(pmid, None) for (pmid,) in self._connection.execute(sql, (*plan.parameters, limit, offset))]
        return self._count(plan), rows

    # Ranking

    def _ranked(self, plan: _Plan, wanted: int | None) -> tuple[int, list[_Row]]:
        """The total, and the first `wanted` hits (None is all), best first."""
        weighed, low, rows = self._weigh_newest(plan, wanted)
        if weighed <= EXACT:
            return weighed, rows
        total = self._count(plan)
        if plan.match:
            strong = self._newest(self._strong(plan, plan.match), STRONGEST)
            rows = _best_first(rows + self._weighed(plan.match, [pmid for pmid in strong if pmid < low]))
        if wanted is None or wanted > len(rows):
            taken = {pmid for pmid, _ in rows}
            newest = self._newest(plan, total if wanted is None else wanted)
            rows += [(pmid, None) for pmid in newest if pmid not in taken]
        return total, rows[:wanted]

    def _weigh_newest(self, plan: _Plan, wanted: int | None) -> tuple[int, int, list[_Row]]:
        """Of the newest hits, one more than `EXACT` at most: how many, the lowest PMID, the first `wanted` by bm25."""
        if not plan.match:
            newest = self._newest(plan, EXACT + 1)
            rows = self._weighed(plan.weighed or "", newest)
            return len(newest), newest[-1] if newest else 0, rows[:wanted]
        if plan.bare:
            return self._weigh_bare(plan, wanted)
        sql = f"""
            SELECT pmid, score, count(*) OVER (), min(pmid) OVER () FROM (
                SELECT {plan.pmid} AS pmid, -bm25(records_fts, {WEIGHTS}) AS score {plan.source}
                ORDER BY {plan.pmid} DESC LIMIT {EXACT + 1}
            ) ORDER BY score DESC, pmid DESC LIMIT ?"""
        most = -1 if wanted is None else max(wanted, 1)
        found = self._connection.execute(sql, (*plan.parameters, most)).fetchall()
        rows = [(pmid, score) for pmid, score, _, _ in found]
        return (found[0][2], found[0][3], rows[:wanted]) if found else (0, 0, [])

    def _weigh_bare(self, plan: _Plan, wanted: int | None) -> tuple[int, int, list[_Row]]:
        """As `_weigh_newest`; without filters it is faster to find out first how far back the newest hits go."""
        back = f"SELECT {plan.pmid} {plan.source} ORDER BY {plan.pmid} DESC LIMIT 1 OFFSET {EXACT}"
        edge = self._connection.execute(back, plan.parameters).fetchone()
        low = edge[0] if edge else 0
        sql = f"""
            SELECT {plan.pmid}, -bm25(records_fts, {WEIGHTS}) AS score {plan.source} AND {plan.pmid} >= ?
            ORDER BY score DESC, {plan.pmid} DESC LIMIT ?"""
        most = -1 if wanted is None else wanted
        rows = self._connection.execute(sql, (*plan.parameters, low, most)).fetchall()
        return EXACT + 1 if edge else self._count(plan), low, rows

    def _newest(self, plan: _Plan, most: int) -> list[int]:
        sql = f"SELECT {plan.pmid} {plan.source} ORDER BY {plan.pmid} DESC LIMIT ?"
        return [pmid for (pmid,) in self._connection.execute(sql, (*plan.parameters, most))]

    def _strong(self, plan: _Plan, match: str) -> _Plan:
        """The plan of those hits whose words all stand in title or MeSH."""
        strong = f"({STRONG} : {match})"
        if " NOT " in match:  # what must not be in the text at all is then looked for in these columns alone
            strong = f"({strong} AND {match})"
        narrowed = tuple(strong if one == match else one for one in plan.parameters)
        return _Plan(plan.source, narrowed, plan.pmid, match, None)

    def _weighed(self, match: str, candidates: list[int]) -> list[_Row]:
        """Candidates by their bm25, those without one behind; ties by PMID, the highest first."""
        if not candidates:
            return []
        # The plus keeps SQLite from asking the index for one PMID at a time.
        sql = f"""
            SELECT rowid, -bm25(records_fts, {WEIGHTS}) FROM records_fts
            WHERE records_fts MATCH ? AND rowid >= ? AND rowid <= ? AND +rowid IN (SELECT value FROM json_each(?))"""
        parameters = (match, min(candidates), max(candidates), json.dumps(candidates))
        scores = dict(self._connection.execute(sql, parameters))
        return _best_first([(pmid, scores.get(pmid)) for pmid in candidates])

    # Planning

    def _plan(self, query: Query) -> _Plan:
        query = with_id(query)
        match, rest = split(query.parts if isinstance(query, And) else (query,))
        conditions = [condition(part, self._connection, self._shown) for part in rest]
        if not mentions(query, "deleted") and self._some_deleted():
            conditions.append(Condition(f"{LISTED} NOT IN (SELECT pmid FROM tombstones)"))
        weighed = shown_by(positive_terms(query)) if match is None else None
        return _plan(match, conditions, weighed)

    def _some_deleted(self) -> bool:
        return self._connection.execute("SELECT 1 FROM tombstones LIMIT 1").fetchone() is not None


def _best_first(rows: list[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0.0), -row[0]))


def _plan(match: str | None, conditions: Sequence[Condition], weighed: str | None) -> _Plan:
    pmid = "records_fts.rowid" if match else "r.pmid"
    where = " AND ".join(one.sql for one in conditions).replace(PMID, pmid)
    where = where.replace(LISTED, "+" + pmid if match else pmid)
    parameters = tuple(parameter for one in conditions for parameter in one.parameters)
    if match:
        where = "records_fts MATCH ?" + (f" AND {where}" if where else "")
        parameters = (match, *parameters)
    source = f"FROM {'records_fts' if match else 'facets r'}" + (f" WHERE {where}" if where else "")
    return _Plan(_joining(source, where), parameters, pmid, match, weighed, bare=match is not None and not conditions)


def _joining(source: str, uses: str) -> str:
    """The source with the tables that an expression uses, joined in this order so that SQLite walks the hits once."""
    start, where, conditions = source.partition(" WHERE ")
    if re.search(r"\br\.", uses) and not re.search(r"\br\b", start):
        start += " CROSS JOIN facets r ON r.pmid = records_fts.rowid"
    if re.search(r"\bf\.", uses) and not re.search(r"\bf\b", start):
        start += f" LEFT JOIN facts f ON f.pmid = {'r.pmid' if 'facets r' in start else 'records_fts.rowid'}"
    return start + where + conditions

"""What the ledger knows: how far queries were followed, what became of pulls. Reads the database it is given, only."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, Final

from sqlite_utils import Database

from evidence.pubmed.account import ADDED, Counts, Failure, PullReport
from evidence.store.damage import pmids_in

COLUMNS: Final = tuple(one.name for one in fields(Counts))
"""What became of the records asked for, as columns of batches and pulls."""
SEARCHED: Final = f"NOT EXISTS (SELECT 1 FROM batches b WHERE b.pull = pulls.id AND b.reason = '{ADDED}')"  # noqa: S608 - our own word
"""Which of the pulls asked what a search finds; the others fetched single articles that somebody named."""


class Accounts:
    """The pulls of one database, for one source of records."""

    def __init__(self, db: Database, source: str = "pubmed") -> None:
        self._db = db
        self._source = source

    def watermark(self, query: str) -> date | None:
        """The day (UTC) up to which the query was followed; None when it was never pulled whole."""
        row = self._row("SELECT watermark FROM searches WHERE query = ? AND source = ?", query, self._source)
        return date.fromisoformat(row[0]) if row and row[0] else None

    def members(self, query: str) -> frozenset[int]:
        """The PMIDs that the query found when last asked."""
        return self._hits(query, "dropped IS NULL")

    def owed(self, query: str) -> frozenset[int]:
        """Those of them that failed, to be asked for again."""
        return self._hits(query, "dropped IS NULL AND owed")

    def dropped(self, query: str) -> frozenset[int]:
        """Records that the query found once and does not find any more."""
        return self._hits(query, "dropped IS NOT NULL")

    def _hits(self, query: str, which: str) -> frozenset[int]:
        sql = (
            f"SELECT pmid FROM hits WHERE search = (SELECT id FROM searches WHERE query = ? AND source = ?) AND {which}"  # noqa: S608 - our own words
        )
        return frozenset(pmid for (pmid,) in self._rows(sql, query, self._source))

    def report(self, pull: int) -> PullReport:
        """The account of one pull, finished or not."""
        sql = 'SELECT query, count, found, translation, since, "limit", source, started_at FROM pulls WHERE id = ?'
        nothing = ("", 0, 0, "", None, None, "", None)
        query, count, found, translation, since, limit, source, begun = self._row(sql, pull) or nothing
        failures = self._rows(
            "SELECT pmid, reason, records FROM outcomes WHERE pull = ? AND outcome = 'failed' ORDER BY pmid", pull
        )
        warnings = self._rows("SELECT kind, text FROM pull_warnings WHERE pull = ? ORDER BY position", pull)
        return PullReport(
            query=query,
            count=count,
            found=found,
            counts=self._sum(pull),
            pull=pull,
            day=date.fromisoformat(begun[:10]) if begun else None,
            translation=translation,
            warnings=tuple((kind, text) for kind, text in warnings),
            failures=tuple(Failure(*row) for row in failures),
            dropped=self._dropped_in(pull),
            deleted_pmids=self._with(pull, "deleted"),
            asked=sum(
                len(pmids_in(asked)) for (asked,) in self._rows("SELECT asked FROM batches WHERE pull = ?", pull)
            ),
            since=date.fromisoformat(since) if since else None,
            limit=limit,
            watermark=Accounts(self._db, source).watermark(query),
            source=source,
            new_pmids=self._with(pull, "new"),
            changed_pmids=self._with(pull, "changed"),
        )

    def pulls(self) -> tuple[PullReport, ...]:
        """All pulls that were ended, oldest first."""
        rows = self._rows("SELECT id FROM pulls WHERE finished_at IS NOT NULL ORDER BY id")
        return tuple(self.report(number) for (number,) in rows)

    def searched(self) -> tuple[PullReport, ...]:
        """Those of `pulls` that asked a search; single articles that were added came from none."""
        added = {number for (number,) in self._rows(f"SELECT id FROM pulls WHERE NOT ({SEARCHED})")}  # noqa: S608 - our own words
        return tuple(pull for pull in self.pulls() if pull.pull not in added)

    def added(self) -> frozenset[int]:
        """The PMIDs that somebody added one by one, whatever became of them."""
        rows = self._rows("SELECT asked FROM batches WHERE reason = ?", ADDED)
        return frozenset(pmid for (asked,) in rows for pmid in pmids_in(asked))

    def _dropped_in(self, pull: int) -> tuple[int, ...]:
        gone = "SELECT pmid FROM outcomes WHERE pull = ? AND outcome = 'deleted'"
        sql = f"SELECT pmid FROM hits WHERE dropped = ? AND pmid NOT IN ({gone}) ORDER BY pmid"  # noqa: S608 - our words
        return tuple(pmid for (pmid,) in self._rows(sql, pull, pull))

    def _with(self, pull: int, outcome: str) -> tuple[int, ...]:
        rows = self._rows("SELECT pmid FROM outcomes WHERE pull = ? AND outcome = ? ORDER BY pmid", pull, outcome)
        return tuple(pmid for (pmid,) in rows)

    def _sum(self, pull: int) -> Counts:
        sums = ", ".join(f"coalesce(sum({name}), 0)" for name in COLUMNS)
        row = self._row(f"SELECT {sums} FROM batches WHERE pull = ?", pull) or ()  # noqa: S608 - our own names
        unasked = self._row("SELECT unasked FROM pulls WHERE id = ?", pull) or (0,)
        unlisted = self._row(
            "SELECT coalesce(sum(records), 0) FROM outcomes WHERE pull = ? AND pmid IS NULL", pull
        ) or (0,)
        return Counts(*row) + Counts(unchanged=unasked[0], failed=unlisted[0])

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.conn.execute(sql, values).fetchall()

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._rows(sql, *values)), None)

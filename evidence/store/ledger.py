"""The ledger of pulls: what was asked, the bytes that came, what became of each record. Touches the database given.

Nothing here begins or ends a transaction: the caller holds one, so that a batch's records and its line in the ledger
are stored together or not at all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final

from sqlite_utils import Database

from evidence.pubmed.account import Ask, Counts, Failure, Pending, Plan, PullReport
from evidence.store.ledger_tables import LEDGER
from evidence.store.script import run_script

_COUNTED: Final = {
    "new": "new",
    "changed": "changed",
    "unchanged": "unchanged",
    "kept": "unchanged",
    "book": "books",
    "deleted": "deleted",
    "failed": "failed",
}
_COLUMNS: Final = ("new", "changed", "unchanged", "books", "deleted", "failed")
_CODEC: Final = "zstd"


def create_ledger(db: Database) -> None:
    """Migration 2: pulls, their batches and answers, and how far each query has been followed."""
    run_script(db, LEDGER)


class Ledger:
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

    def unfinished(self, query: str, since: date | None, limit: int | None) -> int | None:
        """The pull that was begun for the same query and options, and not ended."""
        row = self._row(
            'SELECT id FROM pulls WHERE query = ? AND source = ? AND since IS ? AND "limit" IS ?'
            " AND finished_at IS NULL ORDER BY id DESC",
            query,
            self._source,
            since.isoformat() if since else None,
            limit,
        )
        return row[0] if row else None

    def begin(self, plan: Plan, now: datetime, size: int) -> int:
        """Write a plan down, in batches of `size` PMIDs; the number of the pull."""
        self._run("INSERT INTO searches (query, source) VALUES (?, ?) ON CONFLICT DO NOTHING", plan.query, self._source)
        number = self._run(
            'INSERT INTO pulls (search, query, source, since, "limit", through, translation, started_at, count, found,'
            " unasked) VALUES ((SELECT id FROM searches WHERE query = ? AND source = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            plan.query,
            self._source,
            plan.query,
            self._source,
            plan.since.isoformat() if plan.since else None,
            plan.limit,
            plan.through.isoformat() if plan.through else None,
            plan.translation,
            _stamp(now),
            plan.count,
            plan.found,
            plan.unasked,
        )
        for position, (kind, text) in enumerate(plan.warnings):
            self._run("INSERT INTO pull_warnings VALUES (?, ?, ?, ?)", number, position, kind, text)
        for position, ask in enumerate(_batches(plan.asks, size)):
            sql = "INSERT INTO batches (pull, position, reason, asked, state) VALUES (?, ?, ?, ?, 'planned')"
            self._run(sql, number, position, ask.reason, json.dumps(ask.pmids))
        self._fail(number, plan.unlisted)
        return number

    def pending(self, pull: int) -> Iterator[Pending]:
        """The batches that are not stored yet, in order; the answers of those that were fetched already."""
        sql = (
            "SELECT position, reason, asked, state, gone, failures FROM batches WHERE pull = ? AND state <> 'stored'"
            " ORDER BY position"
        )
        for position, reason, asked, state, gone, failures in self._rows(sql, pull):
            yield Pending(
                position,
                Ask(tuple(json.loads(asked)), reason),
                tuple(self._bodies(pull, position)),
                tuple(json.loads(gone or "[]")),
                tuple(Failure(pmid, why) for pmid, why in json.loads(failures or "[]")),
                fetched=state == "fetched",
            )

    def _bodies(self, pull: int, batch: int) -> Iterator[bytes]:
        import zstandard

        sql = "SELECT size, data FROM bodies WHERE pull = ? AND batch = ? ORDER BY position"
        for size, data in self._rows(sql, pull, batch):
            yield zstandard.decompress(data, max_output_size=size)

    def keep(self, pull: int, batch: Pending) -> None:
        """Keep what PubMed answered to a batch, before anybody reads it."""
        import zstandard

        for position, body in enumerate(batch.bodies):
            data = zstandard.compress(body, 3)
            digest = sha256(body).hexdigest()
            sql = "INSERT INTO bodies VALUES (?, ?, ?, ?, ?, ?, ?)"
            self._run(sql, pull, batch.position, position, digest, len(body), _CODEC, data)
        self._run(
            "UPDATE batches SET state = 'fetched', gone = ?, failures = ? WHERE pull = ? AND position = ?",
            json.dumps(batch.gone),
            json.dumps([(failure.pmid, failure.reason) for failure in batch.failures]),
            pull,
            batch.position,
        )

    def settle(self, pull: int, batch: Pending, outcomes: Mapping[int, str], failures: Sequence[Failure]) -> None:
        """Write down what became of each PMID of a batch, and let go of its bytes unless some could not be read."""
        counts = Counter(_COUNTED[outcome] for outcome in outcomes.values())
        sets = ", ".join(f"{name} = ?" for name in _COLUMNS)
        values = [counts[name] for name in _COLUMNS]
        sql = f"UPDATE batches SET state = 'stored', {sets} WHERE pull = ? AND position = ?"  # noqa: S608 - our own names
        self._run(sql, *values, pull, batch.position)
        told = [(pull, pmid, what) for pmid, what in outcomes.items() if what in ("new", "changed", "deleted")]
        self._db.conn.executemany("INSERT INTO outcomes (pull, pmid, outcome) VALUES (?, ?, ?)", told)
        self._fail(pull, failures)
        if not counts["failed"]:
            self._run("UPDATE bodies SET data = NULL WHERE pull = ? AND batch = ?", pull, batch.position)

    def _fail(self, pull: int, failures: Iterable[Failure]) -> None:
        sql = "INSERT INTO outcomes (pull, pmid, outcome, reason, records) VALUES (?, ?, 'failed', ?, ?)"
        for failure in failures:
            self._run(sql, pull, failure.pmid, failure.reason, failure.records)

    def finish(self, pull: int, now: datetime) -> None:
        """End a pull, in the transaction of its last batch: members, dropped records, counts and watermark move."""
        batches = list(self._rows("SELECT reason, asked FROM batches WHERE pull = ?", pull))
        (search,) = self._row("SELECT search FROM pulls WHERE id = ?", pull) or (0,)
        failed = {
            pmid for (pmid,) in self._rows("SELECT pmid FROM outcomes WHERE pull = ? AND outcome = 'failed'", pull)
        }
        for reason, asked in batches:
            self._move(search, pull, json.loads(asked), failed, dropped=reason == "dropped")
        dropped = len(self._dropped_in(pull))
        counts = self._sum(pull)
        sets = ", ".join(f"{name} = ?" for name in _COLUMNS)
        sql = f"UPDATE pulls SET finished_at = ?, dropped = ?, {sets} WHERE id = ?"  # noqa: S608 - our own names
        self._run(sql, _stamp(now), dropped, *(getattr(counts, name) for name in _COLUMNS), pull)
        through = "SELECT through FROM pulls WHERE id = ?"
        self._run(f"UPDATE searches SET watermark = coalesce(({through}), watermark) WHERE id = ?", pull, search)  # noqa: S608 - our own words

    def _move(self, search: int, pull: int, pmids: Sequence[int], failed: set[int], *, dropped: bool) -> None:
        if dropped:
            sql = "UPDATE hits SET dropped = ? WHERE search = ? AND pmid = ?"
            self._db.conn.executemany(sql, [(pull, search, pmid) for pmid in pmids if pmid not in failed])
            return
        sql = (
            "INSERT INTO hits (search, pmid, first, owed) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (search, pmid) DO UPDATE SET owed = excluded.owed, dropped = NULL"
        )
        self._db.conn.executemany(sql, [(search, pmid, pull, int(pmid in failed)) for pmid in pmids])

    def _sum(self, pull: int) -> Counts:
        sums = ", ".join(f"coalesce(sum({name}), 0)" for name in _COLUMNS)
        row = self._row(f"SELECT {sums} FROM batches WHERE pull = ?", pull) or ()  # noqa: S608 - our own names
        unasked = self._row("SELECT unasked FROM pulls WHERE id = ?", pull) or (0,)
        unlisted = self._row(
            "SELECT coalesce(sum(records), 0) FROM outcomes WHERE pull = ? AND pmid IS NULL", pull
        ) or (0,)
        return Counts(*row) + Counts(unchanged=unasked[0], failed=unlisted[0])

    def report(self, pull: int) -> PullReport:
        """The account of one pull, finished or not."""
        sql = 'SELECT query, count, found, translation, since, "limit", source FROM pulls WHERE id = ?'
        query, count, found, translation, since, limit, source = self._row(sql, pull) or ("", 0, 0, "", None, None, "")
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
            translation=translation,
            warnings=tuple((kind, text) for kind, text in warnings),
            failures=tuple(Failure(*row) for row in failures),
            dropped=self._dropped_in(pull),
            deleted_pmids=self._with(pull, "deleted"),
            asked=sum(
                len(json.loads(asked)) for (asked,) in self._rows("SELECT asked FROM batches WHERE pull = ?", pull)
            ),
            since=date.fromisoformat(since) if since else None,
            limit=limit,
            watermark=Ledger(self._db, source).watermark(query),
            source=source,
            new_pmids=self._with(pull, "new"),
            changed_pmids=self._with(pull, "changed"),
        )

    def pulls(self) -> tuple[PullReport, ...]:
        """All pulls that were ended, oldest first."""
        rows = self._rows("SELECT id FROM pulls WHERE finished_at IS NOT NULL ORDER BY id")
        return tuple(self.report(number) for (number,) in rows)

    def _dropped_in(self, pull: int) -> tuple[int, ...]:
        gone = "SELECT pmid FROM outcomes WHERE pull = ? AND outcome = 'deleted'"
        sql = f"SELECT pmid FROM hits WHERE dropped = ? AND pmid NOT IN ({gone}) ORDER BY pmid"  # noqa: S608 - our words
        return tuple(pmid for (pmid,) in self._rows(sql, pull, pull))

    def _with(self, pull: int, outcome: str) -> tuple[int, ...]:
        rows = self._rows("SELECT pmid FROM outcomes WHERE pull = ? AND outcome = ? ORDER BY pmid", pull, outcome)
        return tuple(pmid for (pmid,) in rows)

    def _run(self, sql: str, *values: object) -> int:
        return self._db.conn.execute(sql, values).lastrowid or 0

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.conn.execute(sql, values).fetchall()

    def _row(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._rows(sql, *values)), None)


def _batches(asks: Iterable[Ask], size: int) -> Iterator[Ask]:
    for ask in asks:
        for start in range(0, len(ask.pmids), size):
            yield replace(ask, pmids=ask.pmids[start : start + size])


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")

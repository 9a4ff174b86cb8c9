"""The ledger of pulls: what was asked, the bytes that came, what became of each record. Touches the database given.

Nothing here begins or ends a transaction: the caller holds one, so that a batch's records and its line in the ledger
are stored together or not at all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from sqlite_utils import Database

from evidence.pubmed.account import Ask, Failure, Pending, Plan
from evidence.store import raw
from evidence.store.accounts import COLUMNS, Accounts
from evidence.store.damage import FAULTS, ledger_damaged, pmids_in, rows_in
from evidence.store.ledger_tables import LEDGER
from evidence.store.moments import utc_seconds
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


def create_ledger(db: Database) -> None:
    """Migration 2: pulls, their batches and answers, and how far each query has been followed."""
    run_script(db, LEDGER)


class Ledger(Accounts):
    """The pulls of one database, for one source of records; reads them too (`Accounts`)."""

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
            utc_seconds(now),
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
                Ask(tuple(pmids_in(asked)), reason),
                tuple(self._bodies(pull, position)),
                tuple(pmids_in(gone)),
                _failures(failures),
                fetched=state == "fetched",
            )

    def _bodies(self, pull: int, batch: int) -> Iterator[bytes]:
        sql = "SELECT codec, data, size FROM bodies WHERE pull = ? AND batch = ? ORDER BY position"
        for codec, data, size in self._rows(sql, pull, batch):
            try:
                yield raw.unpacked(codec, data, size)
            except ValueError as error:
                raise ledger_damaged(error) from None

    def keep(self, pull: int, batch: Pending) -> None:
        """Keep what PubMed answered to a batch, before anybody reads it."""
        packed = raw.packer()
        for position, body in enumerate(batch.bodies):
            sql = "INSERT INTO bodies VALUES (?, ?, ?, ?, ?, ?, ?)"
            kept = (raw.hash_of(body), len(body), raw.CODEC, packed(body))
            self._run(sql, pull, batch.position, position, *kept)
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
        sets = ", ".join(f"{name} = ?" for name in COLUMNS)
        values = [counts[name] for name in COLUMNS]
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
        failed, gone = (set(self._with(pull, outcome)) for outcome in ("failed", "deleted"))
        for reason, asked in batches:
            pmids = set(pmids_in(asked))
            # What PubMed lists and does not have is no member: should it come to be, it is new.
            self._leave(search, pull, pmids - failed if reason == "dropped" else pmids & gone)
            if reason != "dropped":
                self._join(search, pull, pmids - gone, failed)
        dropped = len(self._dropped_in(pull))
        counts = self._sum(pull)
        sets = ", ".join(f"{name} = ?" for name in COLUMNS)
        sql = f"UPDATE pulls SET finished_at = ?, dropped = ?, {sets} WHERE id = ?"  # noqa: S608 - our own names
        self._run(sql, utc_seconds(now), dropped, *(getattr(counts, name) for name in COLUMNS), pull)
        through = "SELECT through FROM pulls WHERE id = ?"
        self._run(f"UPDATE searches SET watermark = coalesce(({through}), watermark) WHERE id = ?", pull, search)  # noqa: S608 - our own words

    def _leave(self, search: int, pull: int, pmids: Iterable[int]) -> None:
        sql = "UPDATE hits SET dropped = ? WHERE search = ? AND pmid = ?"
        self._db.conn.executemany(sql, [(pull, search, pmid) for pmid in sorted(pmids)])

    def _join(self, search: int, pull: int, pmids: Iterable[int], failed: set[int]) -> None:
        sql = (
            "INSERT INTO hits (search, pmid, first, owed) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (search, pmid) DO UPDATE SET owed = excluded.owed, dropped = NULL"
        )
        self._db.conn.executemany(sql, [(search, pmid, pull, int(pmid in failed)) for pmid in sorted(pmids)])

    def _run(self, sql: str, *values: object) -> int:
        return self._db.conn.execute(sql, values).lastrowid or 0


def _failures(text: str | None) -> tuple[Failure, ...]:
    try:
        return tuple(Failure(pmid, why) for pmid, why in rows_in(text))
    except FAULTS as error:
        raise ledger_damaged(error) from None


def _batches(asks: Iterable[Ask], size: int) -> Iterator[Ask]:
    for ask in asks:
        for start in range(0, len(ask.pmids), size):
            yield replace(ask, pmids=ask.pmids[start : start + size])

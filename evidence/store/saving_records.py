"""Put records into the tables: decide which count, write only what changed. Touches only the database it is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlite_utils import Database

from evidence.chunks import chunks
from evidence.errors import BadInput
from evidence.pubmed.items import Parsed
from evidence.records import Record, Source
from evidence.store import deletions, facts, nlm_files, raw, tags, text_index
from evidence.store.changes import log_retagging
from evidence.store.damage import Damaged
from evidence.store.precedence import stands
from evidence.store.reading import OF_THESE, digests, load, these
from evidence.store.rows import CHILDREN, CONTENT, DERIVED, Rows, names, rows_of


class Outcome(StrEnum):
    """What became of something that was given to the store.

    KEPT: what is stored is later, or as late and no less full, and stays (`evidence.store.precedence`).
    """

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class _Stored:
    content_hash: str
    text_digest: str
    revision: int


@dataclass(frozen=True, slots=True)
class _Change:
    rows: Rows
    item: Parsed
    before: _Stored | None

    @property
    def differs(self) -> bool:
        """Whether another text is stored."""
        return self.before is not None and self.before.content_hash != self.rows.content_hash

    @property
    def outcome(self) -> Outcome:
        """What becomes of it where it stands over what is stored."""
        if self.before is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.differs else Outcome.UNCHANGED


_COLUMNS: Final = ("pmid", *CONTENT, *DERIVED, "content_hash", "text_digest")
_RECORD: Final = (
    f"INSERT INTO records ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) "  # noqa: S608 - our own names
    f"ON CONFLICT (pmid) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS[1:])}"
)
_CHILD: Final = tuple(
    f"INSERT INTO {table} (pmid, position, {names(columns)}) VALUES ({', '.join('?' * (len(columns) + 2))})"  # noqa: S608 - our own names
    for table, columns in CHILDREN.items()
)
_STORED: Final = f"""
SELECT pmid, source, content_hash, text_digest,
    coalesce((SELECT max(revision) FROM revisions WHERE revisions.pmid = records.pmid), 0)
FROM records WHERE pmid {OF_THESE}"""  # noqa: S608 - our own names
_REVISION: Final = """
INSERT INTO revisions (pmid, revision, version, source, revised, content_hash, text_digest, raw_hash, stored_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def put(
    db: Database,
    items: Iterable[Parsed],
    *,
    at: str | None,
    forced: bool = False,
    in_turn: bool = False,
    serial: int | None = None,
    bared: set[int] | None = None,
) -> dict[int, Outcome]:
    """Store records; of several with one PMID the one that stands over the others (`evidence.store.precedence`).

    Args:
        db: inside a transaction.
        items: records with the bytes they came as (`b""` where there are none).
        at: when, for the list of revisions.
        forced: let a changed text win whatever its standing (`rebuild` does).
        in_turn: PubMed itself says that these come after what is stored, and in this order.
        serial: the place of NLM's file that has them in the order of its files, None where it is another file.
        bared: takes the PMIDs whose stored text had an abstract and gives way to one that has none.

    Raises:
        BadInput: a record that can't be stored; the message names it.
    """
    best: dict[int, Parsed] = {}
    for item in items:
        rival = best.get(item.record.pmid)
        if rival is None or stands(item.record, rival.record, at, in_turn=in_turn):
            best[item.record.pmid] = item
    outcomes: dict[int, Outcome] = {}
    for pmids in chunks(sorted(best)):
        these_items = [best[pmid] for pmid in pmids]
        gone = _put_chunk(db, these_items, outcomes, at, forced=forced, in_turn=in_turn, serial=serial)
        if bared is not None:
            bared |= gone
        if not forced:
            _mind_deletions(db, these_items, outcomes, serial, at)
            _note_file(db, pmids, outcomes, serial)
    return outcomes


def _stored(db: Database, pmids: Sequence[int]) -> dict[int, _Stored]:
    stored = {}
    for pmid, source, content_hash, digest, revision in db.conn.execute(_STORED, these(pmids)):
        try:
            Source(source)
        except ValueError as error:
            raise Damaged(pmid, "its record", error) from None
        stored[pmid] = _Stored(content_hash, digest, revision)
    return stored


_HELD: Final = f"""
SELECT pmid, r.content_hash, v.raw_hash FROM records r LEFT JOIN revisions v USING (pmid)
WHERE pmid {OF_THESE} AND coalesce(revision = (SELECT max(revision) FROM revisions WHERE pmid = r.pmid), 1)"""  # noqa: S608 - our own names


def is_any_other(db: Database, items: Sequence[Parsed]) -> bool:
    """Whether one of some items is not what is stored; most that are have the very bytes, which is quickly seen."""
    rows = db.conn.execute(_HELD, these(item.record.pmid for item in items))
    held = {pmid: (content, name) for pmid, content, name in rows}
    return any(_is_other(item, *held.get(item.record.pmid, (None, None))) for item in items)


def _is_other(item: Parsed, content: str | None, raw_name: str | None) -> bool:
    if item.raw and raw.hash_of(item.raw) == raw_name:
        return False
    try:
        return rows_of(item.record).content_hash != content
    except BadInput:  # it can't be stored, and `put` says so
        return False


def _put_chunk(
    db: Database,
    items: Sequence[Parsed],
    outcomes: dict[int, Outcome],
    at: str | None,
    *,
    forced: bool,
    in_turn: bool,
    serial: int | None,
) -> set[int]:
    """Put one chunk; the PMIDs that lose their abstract by it."""
    before = _stored(db, [item.record.pmid for item in items])
    changes = [_Change(rows_of(item.record), item, before.get(item.record.pmid)) for item in items]
    differing = [] if forced else [each for each in changes if each.differs]
    stored = load(db, [each.rows.pmid for each in differing])
    poorer = _poorer(db, differing, stored, at, in_turn=in_turn, serial=serial)
    for each in changes:
        outcomes[each.rows.pmid] = Outcome.KEPT if each.rows.pmid in poorer else each.outcome
    changes = [each for each in changes if outcomes[each.rows.pmid] in {Outcome.NEW, Outcome.CHANGED}]
    if changes:
        _write(db, changes, at)
    records = {each.rows.pmid: each.item.record for each in changes}
    return {pmid for pmid, old in stored.items() if old.abstract and pmid in records and not records[pmid].abstract}


def _mind_deletions(
    db: Database, items: Sequence[Parsed], outcomes: Mapping[int, Outcome], serial: int | None, at: str | None
) -> None:
    """Of what PubMed deleted, mark what came late, and take the mark from what it has again.

    What came late is deleted from `at` on, so that `changes` tells it with the record that is new.
    """
    noted = deletions.noted(db, [item.record.pmid for item in items])
    back = []
    for record in (item.record for item in items if item.record.pmid in noted):
        outcome, deletion = outcomes[record.pmid], noted[record.pmid]
        if deletion.is_over(record, serial, differs=outcome is Outcome.CHANGED):
            back.append(record.pmid)
        elif outcome is Outcome.NEW:
            _mark(db, record.pmid, at=at)
    if back:
        mark_restored(db, back)


def _note_file(db: Database, pmids: Sequence[int], outcomes: Mapping[int, Outcome], serial: int | None) -> None:
    changed = [pmid for pmid in pmids if outcomes[pmid] is Outcome.CHANGED]
    kept = {pmid for pmid in pmids if outcomes[pmid] is Outcome.KEPT}
    nlm_files.note(db, pmids, serial, changed=changed, kept=kept)


def _poorer(
    db: Database,
    changes: Sequence[_Change],
    stored: Mapping[int, Record],
    at: str | None,
    *,
    in_turn: bool,
    serial: int | None,
) -> set[int]:
    """The PMIDs of those texts that don't stand over what is stored."""
    pmids = [change.rows.pmid for change in changes]
    seen = _seen(db, pmids)
    sent = nlm_files.sent(db, pmids) if serial is not None else {}
    poorer = set()
    for change in changes:
        pmid = change.rows.pmid
        later = sent[pmid].is_before(serial) if pmid in sent else None
        turn, before = in_turn, change.rows.content_hash in seen[pmid]
        if later is not None:  # the numbers of two files say the order, whatever came here first
            turn, before = True, not later
        if not stands(change.item.record, stored[pmid], at, in_turn=turn, seen=before):
            poorer.add(pmid)
    return poorer


def _seen(db: Database, pmids: Sequence[int]) -> dict[int, set[str]]:
    """The contents that each of these records has had."""
    seen: dict[int, set[str]] = defaultdict(set)
    query = f"SELECT pmid, content_hash FROM revisions WHERE pmid {OF_THESE}"  # noqa: S608 - our own names
    for pmid, content_hash in db.conn.execute(query, these(pmids)):
        seen[pmid].add(content_hash)
    return seen


def _write(db: Database, changes: Sequence[_Change], at: str | None) -> None:
    overwritten = [change.rows.pmid for change in changes if change.before]
    if overwritten:
        _clear(db, overwritten)
    rows = [change.rows for change in changes]
    _write_rows(db, rows)
    text_index.add(db, [r.pmid for r in rows])
    _keep_revisions(db, changes, at)
    _mind_tags(db, changes)


def _write_rows(db: Database, rows: Sequence[Rows]) -> None:
    db.conn.executemany(_RECORD, [(r.pmid, *r.content, *r.derived, r.content_hash, r.text_digest) for r in rows])
    for number, statement in enumerate(_CHILD):
        db.conn.executemany(
            statement, ((r.pmid, place, *child) for r in rows for place, child in enumerate(r.children[number]))
        )


def rewrite(db: Database, records: Iterable[Record]) -> None:
    """Write the rows of records again, which are damaged; not their index, which `rebuild` makes anew."""
    rows = [rows_of(record) for record in records]
    _clear_rows(db, [row.pmid for row in rows])
    _write_rows(db, rows)


def _clear(db: Database, pmids: Sequence[int]) -> None:
    text_index.take_out(db, pmids)
    _clear_rows(db, pmids)


def _clear_rows(db: Database, pmids: Sequence[int]) -> None:
    wanted = these(pmids)
    for table in CHILDREN:
        db.conn.execute(f"DELETE FROM {table} WHERE pmid {OF_THESE}", wanted)  # noqa: S608 - our own names


def _keep_revisions(db: Database, changes: Sequence[_Change], at: str | None) -> None:
    named = [(change, raw.hash_of(change.item.raw) if change.item.raw else None) for change in changes]
    raw.keep(db, ((name, change.item.raw) for change, name in named if name))
    db.conn.executemany(_REVISION, [_revision(change, name, at) for change, name in named])


def _revision(change: _Change, name: str | None, at: str | None) -> tuple[Any, ...]:
    record, rows = change.item.record, change.rows
    number = change.before.revision + 1 if change.before else 1
    return (
        rows.pmid, number, record.version, record.source.value, record.revised, rows.content_hash, rows.text_digest,
        name, at,
    )  # fmt: skip


def _mind_tags(db: Database, changes: Sequence[_Change]) -> None:
    """Forget what was read from a text that is no more; a person's word on it stays, and is shown as stale."""
    unread = [c.rows.pmid for c in changes if c.before and c.before.text_digest != c.rows.text_digest]
    if unread:
        tags.forget(db, unread)
        facts.forget(db, unread)
    fresh = [c.rows.pmid for c in changes if c.before is None]
    facts.refresh(db, facts.known(db, unread + fresh))


def put_readings(db: Database, tagged: Sequence[tags.Tagged], *, at: str | None) -> dict[int, Outcome]:
    """Put readings, one chunk; `Store.put_all_readings` says what it returns and raises."""
    pmids = [one.pmid for one in tagged]
    today, before = digests(db, pmids), tags.load(db, pmids)
    outcomes: dict[int, Outcome] = {}
    fresh: dict[int, tags.Tagged] = {}
    for one in tagged:
        old = before.get(one.pmid, {})
        if one.text != today[one.pmid]:
            outcomes[one.pmid] = Outcome.KEPT
        elif all(old.get(reading.field) == reading for reading in one.readings):
            outcomes[one.pmid] = Outcome.UNCHANGED
        else:
            outcomes[one.pmid] = Outcome.CHANGED if old else Outcome.NEW
            fresh[one.pmid] = one
            log_retagging(db, one.pmid, old, one.readings, at)
    tags.write(db, list(fresh.values()))
    now = {pmid: before.get(pmid, {}) | {r.field: r for r in one.readings} for pmid, one in fresh.items()}
    facts.refresh(db, list(fresh), now)
    return outcomes


def mark_deleted(
    db: Database, pmids: Iterable[int], *, at: str | None, serial: int | None = None, unknown: bool = False
) -> dict[int, Outcome]:
    """Mark records as deleted, and with `unknown` note it of those not stored too; DELETED or UNCHANGED by PMID.

    Those that a later file of NLM's has stay: PubMed had them again.
    """
    asked = list(pmids)
    back = nlm_files.sent_after(db, asked, serial)
    gone = [pmid for pmid in asked if pmid not in back]
    deletions.note(db, gone if unknown else list(_stored(db, gone)), serial=serial, at=at)
    outcomes = dict.fromkeys(asked, Outcome.UNCHANGED)
    return outcomes | {pmid: Outcome.DELETED for pmid in gone if _mark(db, pmid, at=at)}


def _mark(db: Database, pmid: int, *, at: str | None) -> bool:
    """Mark a record as deleted; False where it is not stored, or marked already."""
    fresh = db.conn.execute("UPDATE records SET deleted = 1 WHERE pmid = ? AND NOT deleted", (pmid,)).rowcount > 0
    if fresh:
        db.conn.execute("INSERT INTO tombstones (pmid, deleted_at) VALUES (?, ?)", (pmid, at))
    return fresh


def mark_restored(db: Database, pmids: Sequence[int]) -> None:
    """Take the mark away."""
    wanted = these(pmids)
    db.conn.execute(f"UPDATE records SET deleted = 0 WHERE pmid {OF_THESE}", wanted)  # noqa: S608 - our own names
    db.conn.execute(f"DELETE FROM tombstones WHERE pmid {OF_THESE}", wanted)  # noqa: S608 - our own names
    deletions.forget(db, list(pmids))

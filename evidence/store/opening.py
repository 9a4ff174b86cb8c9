"""Open the file of a store and say plainly why it can't be. Touches the disk at the path it is given."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from evidence.errors import BadInput, EvidenceError
from evidence.places import SQLITE, may_be_read
from evidence.store.schema import APPLICATION_ID, MIGRATIONS, migrate, version_of

_TODO_OTHER: Final = "name the file of a store with --db, or a new one"
_TODO_DAMAGED: Final = "restore a copy, or pull into a new file"
_TODO_EMPTY: Final = "restore a copy, or fill it with `evidence pull` or `evidence import`"
# What SQLite says, without a code of its own, of bytes that no program of ours wrote: cells that are no text, and a
# version of the schema that is older than its tables.
_SIGNS_OF_DAMAGE: Final = ("Could not decode to UTF-8", "malformed JSON", " already exists")


def connect(path: Path, *, create: bool, read_only: bool, patience: float) -> Database:
    """A connection to a store with the newest schema; the file is made, or brought up to date, where that is allowed.

    Args:
        path: the file.
        create: make it where it is missing.
        read_only: change nothing, not even the schema.
        patience: seconds to wait for another program that is writing.

    Raises:
        BadInput: it can't be opened, or is no store of ours; nothing was changed.
    """
    _look(path, create=create and not read_only)
    # Someone else's store, or one on a locked disk, can still be read; who tries to write is told so then.
    read_only = read_only or (path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)))
    with ExitStack() as undo:
        with plainly(path):
            connection = _connection(path, read_only=read_only, patience=patience)
            undo.callback(connection.close)  # once it is said what is wrong: closing may take away the log beside it
            _set_up(connection, read_only=read_only)
            db = Database(connection)
            _prepare(db, path, read_only=read_only, patience=patience)
        undo.pop_all()
    return db


def _look(path: Path, *, create: bool) -> None:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            # Never opened: a pipe would wait for ever, and SQLite writes a journal beside a device.
            what = "a folder" if stat.S_ISDIR(mode) else "no file"
            raise BadInput(f"{path} is {what}, not a database", _TODO_OTHER)
        with path.open("rb") as stream:
            start = stream.read(len(SQLITE))
    except FileNotFoundError:
        if not create:
            raise BadInput(f"there is no store at {path}", "make one with `evidence pull` or `evidence demo`") from None
        if not path.parent.is_dir():
            raise BadInput(f"there is no folder {path.parent}", "make it first") from None
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        why = error.strerror if isinstance(error, OSError) else error
        raise BadInput(f"{path} can't be opened ({why})", _TODO_OTHER) from None
    else:
        _look_into(path, start, create=create)


def _look_into(path: Path, start: bytes, *, create: bool) -> None:
    """Refuse what is no store; an empty file is one only to who fills it, or what was lost would read as no records."""
    if start and start != SQLITE:
        raise BadInput(f"{path} is no database", _TODO_OTHER)
    if not start and _log_of(path):
        # SQLite would take the log for a stranger's, and remove it: all that is left of the store that stood here.
        raise BadInput(f"{path} is empty, though {path.name}-wal beside it is not", _todo_damaged(path))
    if not start and not create:
        raise BadInput(f"{path} is empty, not a store", _TODO_EMPTY)


def _log_of(path: Path) -> bool:
    """Whether a write-ahead log lies beside the file, left by a program that was killed or still runs."""
    log = path.with_name(path.name + "-wal")
    return may_be_read(log) and log.stat().st_size > 0


def _todo_damaged(path: Path) -> str:
    """What to do about a damaged file; a log that is left would be written into the copy that is put in its place."""
    if not _log_of(path):
        return _TODO_DAMAGED
    return f"move {path.name}, {path.name}-wal and {path.name}-shm away together, then {_TODO_DAMAGED}"


def _connection(path: Path, *, read_only: bool, patience: float) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + (_reader(path) if read_only else "")
    # isolation_level None: transactions begin where `Store.transaction` says, not where the sqlite3 module guesses.
    return sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None, cached_statements=256)


def _set_up(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """How this program works with a file. Already the size of the cache reads it, which fails where it is damaged."""
    connection.execute("PRAGMA foreign_keys = on")
    connection.execute("PRAGMA cache_size = -32768")  # KiB
    if read_only:
        connection.execute("PRAGMA query_only = on")


def _reader(path: Path) -> str:
    """How to open for reading: readers of a write-ahead log need a file beside it, which a locked folder forbids."""
    alone = not may_be_read(path.with_name(path.name + "-wal")) and not os.access(path.parent, os.W_OK)
    return "?mode=ro&immutable=1" if alone else "?mode=ro"


def _prepare(db: Database, path: Path, *, read_only: bool, patience: float) -> None:
    version, known = _checked(db, path), len(MIGRATIONS)
    if version < known and read_only:
        raise BadInput(
            f"{path} has the older schema {version}, this version of Evidence reads {known}",
            "bring it up to date with `evidence status`, which may write to it",
        )
    if not read_only:
        _write_ahead(db.conn, patience)
        db.conn.execute("PRAGMA synchronous = normal")
    if version < known:
        with immediately(db):
            _check(db, path, version_of(db))  # another program may have been quicker
            migrate(db)


def _checked(db: Database, path: Path) -> int:
    """The version of the schema, once it is known to be ours; all is read at one moment, while others may write."""
    db.conn.execute("BEGIN")
    try:
        version = version_of(db)
        _check(db, path, version)
    finally:
        if db.conn.in_transaction:  # a damaged file has ended it already
            db.conn.execute("ROLLBACK")
    return version


def _write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Turn the write-ahead log on; where another program is making the same file SQLite does not wait, so this does."""
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = wal")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_MOMENT)
        else:
            return


_MOMENT: Final = 0.05  # seconds


def _check(db: Database, path: Path, version: int) -> None:
    application = int(db.conn.execute("PRAGMA application_id").fetchone()[0])
    tables = db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (version or application or tables):
        raise BadInput(f"{path} is a database of another program", _TODO_OTHER)
    if version > len(MIGRATIONS):
        raise BadInput(
            f"{path} was made by a newer version of Evidence (schema {version}; this one knows {len(MIGRATIONS)})",
            "update with `pip install -U evidence-tracker`",
        )


@contextmanager
def immediately(db: Database) -> Iterator[None]:
    """A transaction that takes the right to write at once, so that it can't fail half way for want of it."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:  # some errors, a full disk among them, have rolled back already
            db.conn.execute("ROLLBACK")
        raise


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file (not of our SQL) into one clear line.

    Raises:
        EvidenceError: the file is locked, damaged, not writable, or the disk is full.
    """
    try:
        yield
    except UnicodeDecodeError:  # names of tables that are no text any more
        raise BadInput(f"{path} is damaged", _todo_damaged(path)) from None
    except sqlite3.Error as error:
        if (plain := _plain(path, getattr(error, "sqlite_errorcode", 0) & 0xFF, str(error))) is None:
            raise
        raise plain from error


def _plain(path: Path, code: int, said: str) -> EvidenceError | None:
    if code in {0, sqlite3.SQLITE_ERROR} and any(sign in said for sign in _SIGNS_OF_DAMAGE):
        code = sqlite3.SQLITE_CORRUPT
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BadInput(f"{path} is in use by another program", "wait until that has finished, then run this again")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return _barred(path, code, said)
        case sqlite3.SQLITE_NOTADB:
            return BadInput(f"{path} is no database", _TODO_OTHER)
        case sqlite3.SQLITE_CORRUPT:
            return BadInput(f"{path} is damaged ({said})", _todo_damaged(path))
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return EvidenceError(f"{path} can't be written ({said})", "make room on the disk; nothing is half stored")
    return None


def _barred(path: Path, code: int, said: str) -> BadInput:
    if code == sqlite3.SQLITE_CANTOPEN and _log_of(path):
        # A copy on a disk for reading only: without its log it would show what was before.
        what = f"{path} can't be read where it lies: its last changes are in {path.name}-wal ({said})"
        return BadInput(what, "copy both to a folder that you may write to")
    return BadInput(f"{path} can't be written ({said})", "check the rights on the file and its folder")

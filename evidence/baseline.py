"""Folders of baseline and update files into the store: checked, in number order, on from where it stopped.

Touches the files and the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence.errors import BadInput, NotPubMed
from evidence.intake import Note, Tag, take_in
from evidence.progress import Notice, unheard
from evidence.pubmed.bulk import BulkFile, bulk_files, in_order, only
from evidence.pubmed.files import read_file
from evidence.store.imports import Account, Imports
from evidence.store.store import Store
from evidence.tally import Tally


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file of the folder: what became of its records (so far, until `ended`), or why it could not be read.

    `known` says that it had been taken in before, to its end, and was left out.
    """

    path: Path
    tally: Tally
    ended: bool = False
    known: bool = False
    error: BadInput | None = None


def load_folder(
    store: Store, folder: Path, tag: Tag, *, now: datetime, query: str = "", notice: Notice = unheard
) -> Iterator[Loaded]:
    """Take in all files of a folder; see `load_files`.

    Raises:
        BadInput: there is no such file in the folder, or the query can't be read.
    """
    yield from load_files(store, bulk_files(folder), tag, now=now, query=query, notice=notice)


def load_files(
    store: Store, files: Iterable[BulkFile], tag: Tag, *, now: datetime, query: str = "", notice: Notice = unheard,
    note: Note = lambda _: None,
) -> Iterator[Loaded]:  # fmt: skip
    """Take in files of one folder or several, in number order; yields after each batch, when it is safe on disk.

    A file that is damaged does not stop the others. Once a file is taken in, all that follow it are again, done or not:
    what they delete must come after what it brings. (Revisions may come in any order: the store compares them.)

    Args:
        store: where to.
        files: in any order.
        tag: tags a batch of records.
        now: with a zone.
        query: in PubMed's syntax; only records that match it, as it can be read here, are stored ("" for all).
        notice: told what `read_file` doubts.
        note: told the tally inside the transaction of each batch.

    Raises:
        BadInput: the query can't be read.
    """
    only((), query or "all")  # a query that can't be read is said before an hour's work
    fresh = False
    for file in in_order(files):
        for loaded in _load(store, file, tag, now=now, query=query, fresh=fresh, notice=notice, note=note):
            yield loaded
            fresh = fresh or not loaded.known


def _load(
    store: Store, file: BulkFile, tag: Tag, *, now: datetime, query: str, fresh: bool,
    notice: Notice, note: Note,
) -> Iterator[Loaded]:  # fmt: skip
    tally, account, imports = Tally(), Account(store.db, file.path.name, query, now), Imports(store.db)
    try:
        md5 = file.check()
        if not fresh and imports.is_done(md5, query):
            yield Loaded(file.path, tally, ended=True, known=True)
            return
        items = read_file(file.path, notice=notice)
        notes = account.note, note
        for tally in take_in(store, items, tag, at=now, query=query, notes=notes, in_turn=True, serial=file.serial):
            yield Loaded(file.path, tally)
    except BadInput as error:
        if not isinstance(error, NotPubMed):
            with store.transaction():
                account.broken(error.what)
        yield Loaded(file.path, tally, ended=True, error=error)
        return
    if not tally.failures:
        with store.transaction():
            imports.done(file.path.name, md5, query, now=now)
    yield Loaded(file.path, tally, ended=True)

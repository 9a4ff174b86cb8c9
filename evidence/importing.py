"""Files and folders of PubMed records into a store; one that can't be read stops no other. Touches disk and store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from evidence.baseline import load_folder
from evidence.errors import BadInput
from evidence.intake import Tag, take_in
from evidence.places import is_folder, may_be_read
from evidence.progress import Progress
from evidence.pubmed.files import read_file
from evidence.store.imports import Account
from evidence.store.store import Store
from evidence.tally import Tally

Answers = dict[str, Tally | BadInput]
"""By file: what became of its records, or why it could not be read at all."""


def import_files(
    store: Store,
    paths: Sequence[Path | Literal["-"]] | Sequence[Path],
    tag: Tag,
    *,
    now: datetime,
    query: str,
    progress: Progress,
) -> Answers:
    """Take in files, "-" for stdin, and folders of baseline and update files; `query` keeps only what it finds."""
    answers: Answers = {}
    for number, path in enumerate(paths):
        progress("files", number, len(paths))
        try:
            if path != "-" and is_folder(path):
                answers |= _folder(store, path, tag, now, query, progress)
            else:
                answers[str(path)] = _file(store, path, tag, now, query, progress)
        except BadInput as error:
            answers[str(path)] = error
    progress("files", len(paths), len(paths))
    return answers


def _file(store: Store, path: Path | Literal["-"], tag: Tag, now: datetime, query: str, progress: Progress) -> Tally:
    tally, account = Tally(), Account(store.db, str(path), query, now)
    try:
        for tally in take_in(store, read_file(path), tag, at=now, query=query, note=account.note):
            progress("records", tally.stored, None)
    except BadInput as error:
        if path == "-" or may_be_read(path):  # what is not there is a name mistyped, and no file that could not be read
            with store.transaction():
                account.broken(error.what)
        raise
    return tally


def _folder(store: Store, folder: Path, tag: Tag, now: datetime, query: str, progress: Progress) -> Answers:
    answers: Answers = {}
    for loaded in load_folder(store, folder, tag, now=now, query=query):
        loaded.tally.known = loaded.known
        answers[str(loaded.path)] = loaded.error or loaded.tally
        progress(loaded.path.name, loaded.tally.stored, None)
    return answers

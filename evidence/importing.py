"""Files and folders of PubMed records into a store; one that can't be read stops no other. Touches disk and store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from evidence.baseline import load_folder
from evidence.errors import BadInput
from evidence.intake import Tag, take_in
from evidence.places import is_folder
from evidence.progress import Progress
from evidence.pubmed.bulk import only
from evidence.pubmed.files import read_file
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
    items = only(read_file(path), query) if query else read_file(path)
    tally = Tally()
    for tally in take_in(store, items, tag, at=now):
        progress("records", tally.stored, None)
    return tally


def _folder(store: Store, folder: Path, tag: Tag, now: datetime, query: str, progress: Progress) -> Answers:
    answers: Answers = {}
    for loaded in load_folder(store, folder, tag, now=now, query=query):
        loaded.tally.known = loaded.known
        answers[str(loaded.path)] = loaded.tally
        progress(loaded.path.name, loaded.tally.stored, None)
    return answers

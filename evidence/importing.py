"""Files and folders of PubMed records into a store; one that can't be read stops no other. Touches disk and store."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from evidence.baseline import load_folder
from evidence.errors import BadInput, NotPubMed
from evidence.intake import Tag, take_in
from evidence.places import is_file, is_folder, may_be_read
from evidence.progress import Notice, Progress, unheard
from evidence.pubmed.bulk import holds_bulk, is_bulk
from evidence.pubmed.files import read_file
from evidence.store.imports import Account
from evidence.store.store import Store
from evidence.tally import Tally
from evidence.values import counted

_ENDINGS: Final = (".xml", ".xml.gz", ".nbib", ".nbib.gz", ".medline", ".medline.gz")
"""What files of records end in; MEDLINE text as .txt is told from other texts by its first lines."""
_MEDLINE: Final = re.compile(rb"^PMID {0,2}- ?\d", re.MULTILINE)
_HEAD: Final = 4096
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
    notice: Notice = unheard,
) -> Answers:
    """Take in files, "-" for stdin, and folders with all that is in them; `query` keeps only what it finds.

    `notice` is told how many files of a folder look like nothing that can be read, that a file may be cut off, and that
    its letters may be others.
    """
    answers: Answers = {}
    for number, path in enumerate(paths):
        progress("files", number, len(paths))
        try:
            if path != "-" and is_folder(path):
                answers |= _folder(store, path, tag, now, query, progress, notice)
            else:
                answers[str(path)] = _file(store, path, tag, now, query, progress, notice)
        except BadInput as error:
            answers[str(path)] = error
    progress("files", len(paths), len(paths))
    _tell_of_unended(answers, notice)
    return answers


def _tell_of_unended(answers: Answers, notice: Notice) -> None:
    unended = [(name, told.unended) for name, told in answers.items() if isinstance(told, Tally) and told.unended]
    if unended:
        name, pmid = unended[0]
        others = f"; so may {len(unended) - 1:,} more" if len(unended) > 1 else ""
        notice(f"{name} may be cut off, in PMID {pmid}: its last line has no line end{others}")


def _file(
    store: Store, path: Path | Literal["-"], tag: Tag, now: datetime, query: str, progress: Progress, notice: Notice
) -> Tally:
    tally, account = Tally(), Account(store.db, str(path), query, now)
    try:
        for tally in take_in(store, read_file(path, notice=notice), tag, at=now, query=query, note=account.note):
            progress("records", tally.stored, None)
    except BadInput as error:
        # What is not there is a name mistyped, and what is no PubMed file at all was never one of the review's.
        if not isinstance(error, NotPubMed) and (path == "-" or may_be_read(path)):
            with store.transaction():
                account.broken(error.what)
        raise
    return tally


def _folder(
    store: Store, folder: Path, tag: Tag, now: datetime, query: str, progress: Progress, notice: Notice
) -> Answers:
    """A folder and those in it: baseline and update files in their own way, of the rest what may hold records."""
    answers: Answers = {}
    left: list[Path] = []
    for each, names in _walked(folder):
        if holds_bulk(each):
            answers |= _bulk(store, each, tag, now, query, progress, notice)
        for path in (each / name for name in names if not is_bulk(Path(name))):
            if not _may_hold_records(path):
                left.append(path)
                continue
            try:
                answers[str(path)] = _file(store, path, tag, now, query, progress, notice)
            except BadInput as error:
                answers[str(path)] = error
    if not answers:
        what = f"{folder} and the folders in it hold no PubMed XML (.xml, .xml.gz) and no MEDLINE text (.nbib, .txt)"
        raise BadInput(what, "name the folder that does, or the files")
    if left:
        do, first = ("does", "") if len(left) == 1 else ("do", "the first is ")
        notice(f"{folder}: {counted(len(left), 'files')} left out that {do} not look like records "
               f"({first}{left[0].name}); to read one anyway, name it")  # fmt: skip
    return answers


def _walked(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Each folder with its files, in the order of names; what begins with a dot is a program's own."""

    def refuse(error: OSError) -> None:
        raise BadInput(f"{error.filename} can't be read ({error.strerror})", "check its permissions")

    for each, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield Path(each), sorted(name for name in names if not name.startswith("."))


def _may_hold_records(path: Path) -> bool:
    name = path.name.lower()
    if not is_file(path) or not name.endswith((*_ENDINGS, ".txt")):
        return False
    if name.endswith(_ENDINGS):
        return True
    with path.open("rb") as stream:
        return bool(_MEDLINE.search(stream.read(_HEAD)))


def _bulk(
    store: Store, folder: Path, tag: Tag, now: datetime, query: str, progress: Progress, notice: Notice
) -> Answers:
    answers: Answers = {}
    for loaded in load_folder(store, folder, tag, now=now, query=query, notice=notice):
        loaded.tally.known = loaded.known
        answers[str(loaded.path)] = loaded.error or loaded.tally
        progress(loaded.path.name, loaded.tally.stored, None)
    return answers

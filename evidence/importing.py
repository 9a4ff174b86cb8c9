"""Files and folders of PubMed records into a store; one that can't be read stops no other. Touches disk and store."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from evidence.baseline import load_files
from evidence.errors import BadInput, NotPubMed
from evidence.intake import Intake, take_in
from evidence.places import is_file, is_folder, may_be_read
from evidence.progress import Notice, Progress
from evidence.pubmed.bulk import BulkFile, bulk_files, holds_bulk, is_bulk, serial_of
from evidence.pubmed.files import read_file
from evidence.store.imports import Account
from evidence.tally import Tally
from evidence.values import counted

_ENDINGS: Final = (".xml", ".xml.gz", ".nbib", ".nbib.gz", ".medline", ".medline.gz")
"""What files of records end in; MEDLINE text as .txt is told from other texts by its first lines."""
_MEDLINE: Final = re.compile(rb"^PMID {0,2}- ?\d", re.MULTILINE)
_HEAD: Final = 4096
Answers = dict[str, Tally | BadInput]
"""By file: what became of its records, or why it could not be read at all."""


def import_files(
    intake: Intake, paths: Sequence[Path | Literal["-"]] | Sequence[Path], *, progress: Progress
) -> Answers:
    """Take in files, "-" for stdin, and folders with all that is in them.

    Baseline and update files come first, of all folders together: NLM keeps one row of them in two folders. A file that
    is named twice, in whatever words, or beside the folder that holds it, is read once: its account is what it brought.
    The run's `notice` is told how many files of a folder look like nothing that can be read, that a file may be cut
    off, and that its letters may be others.
    """
    bulk, answers = _bulk_below(paths)
    if bulk:
        answers |= _bulk(intake, bulk, progress)
    read = set(map(_place, answers))
    for number, path in enumerate(paths):
        progress("files", number, len(paths))
        try:
            if _place(path) in read:
                continue
            if path != "-" and is_folder(path):
                answers |= _folder(intake, path, progress, read)
            else:
                read.add(_place(path))
                answers[str(path)] = _file(intake, path, progress)
        except BadInput as error:
            answers[str(path)] = error
    progress("files", len(paths), len(paths))
    _tell_of_unended(answers, intake.notice)
    return answers


def _place(path: Path | str) -> str:
    """What is the same of `a.xml`, `../here/a.xml` and its whole path, and of no link to it; stdin is "-"."""
    return "-" if str(path) == "-" else os.path.abspath(path)  # noqa: PTH100 - which follows no link


def _tell_of_unended(answers: Answers, notice: Notice) -> None:
    unended = [(name, told.unended) for name, told in answers.items() if isinstance(told, Tally) and told.unended]
    if unended:
        name, pmid = unended[0]
        others = f"; so may {len(unended) - 1:,} more" if len(unended) > 1 else ""
        notice(f"{name} may be cut off, in PMID {pmid}: its last line has no line end{others}")


def _file(intake: Intake, path: Path | Literal["-"], progress: Progress) -> Tally:
    store = intake.store
    tally, account = Tally(), Account(store.db, str(path), intake.query, intake.now)
    try:
        items, serial = read_file(path, notice=intake.notice), serial_of(Path(path))
        for tally in take_in(intake, items, account.note, serial=serial):
            progress("records", tally.stored, None)
    except BadInput as error:
        # What is not there is a name mistyped, and what is no PubMed file at all was never one of the review's.
        if not isinstance(error, NotPubMed) and (path == "-" or may_be_read(path)):
            with store.transaction():
                account.broken(error.what)
        raise
    return tally


def _bulk_below(paths: Sequence[Path | Literal["-"]] | Sequence[Path]) -> tuple[dict[Path, BulkFile], Answers]:
    """The baseline and update files in all folders, each once; and by folder why one can't be looked into."""
    files: dict[Path, BulkFile] = {}
    refused: Answers = {}
    for path in paths:
        try:
            if path != "-" and is_folder(path):
                held = [each for each, _ in _walked(path) if holds_bulk(each)]
                files |= {file.path: file for each in held for file in bulk_files(each)}
        except BadInput as error:
            refused[str(path)] = error
    return files, refused


def _folder(intake: Intake, folder: Path, progress: Progress, read: set[str]) -> Answers:
    """A folder and those in it: what may hold records, but for baseline and update files, and what is read already.

    What it reads is put to `read`, by its `_place`.
    """
    answers: Answers = {}
    left: list[Path] = []
    others = False
    for each, names in _walked(folder):
        others = others or holds_bulk(each)
        for path in (each / name for name in names if not is_bulk(Path(name))):
            if _place(path) in read:
                others = True
                continue
            if not _may_hold_records(path):
                left.append(path)
                continue
            read.add(_place(path))
            try:
                answers[str(path)] = _file(intake, path, progress)
            except BadInput as error:
                answers[str(path)] = error
    if not answers and not others:
        what = f"{folder} and the folders in it hold no PubMed XML (.xml, .xml.gz) and no MEDLINE text (.nbib, .txt)"
        raise BadInput(what, "name the folder that does, or the files")
    if left:
        do, first = ("does", "") if len(left) == 1 else ("do", "the first is ")
        intake.notice(f"{folder}: {counted(len(left), 'files')} left out that {do} not look like records "
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
    try:
        with path.open("rb") as stream:
            return bool(_MEDLINE.search(stream.read(_HEAD)))
    except OSError:
        return True  # nobody knows; whoever opens it says why not


def _bulk(intake: Intake, files: dict[Path, BulkFile], progress: Progress) -> Answers:
    answers: Answers = {}
    for loaded in load_files(intake, files.values()):
        loaded.tally.known = loaded.known
        answers[str(loaded.path)] = loaded.error or loaded.tally
        progress(loaded.path.name, loaded.tally.stored, None)
    return answers

"""Files that are whole or not there: written beside their place, then renamed. Touches the disk."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from evidence.errors import BadInput
from evidence.places import SQLITE, may_be_read

_BESIDE_A_STORE: Final = ("-wal", "-shm", "-journal", ".lock")  # what lies beside one while it is in use


@contextmanager
def whole_file(path: Path | str) -> Iterator[BinaryIO]:
    """A binary stream whose content becomes the file `path` when the block ends well; "-" is stdout.

    Whatever goes wrong inside the block, the file of before stays as it was and no half of a new one is left. Folders
    on the way to it are made where they are missing.

    Raises:
        BadInput: the place can't be written, or a store is there.
    """
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(path)
    with _plainly(path):
        if path.is_dir():
            raise BadInput(f"{path} is a folder", "name a file in it")
        mode = path.stat().st_mode if path.exists() else None
        if mode is None or stat.S_ISREG(mode):
            target = _resolved(path)  # so that a link stays a link
            _spare_stores(path, target)
            with _made(target.parent), _beside(target, mode) as stream:
                yield stream
        else:  # a device or a pipe is written to; a rename would put a plain file in its place
            with path.open("wb") as stream:
                yield stream


def holds_something(path: Path | str) -> bool:
    """Whether a file with something in it lies at `path`, which writing there would replace; "-" is stdout.

    A store is none: `whole_file` refuses to replace it.
    """
    try:
        there = Path(path)
        return str(path) != "-" and there.is_file() and there.stat().st_size > 0 and not _is_store(there)
    except (OSError, ValueError):  # whoever writes there says what is wrong with it
        return False


def _spare_stores(path: Path, real: Path) -> None:
    """Refuse a path that leads to a store (`real`, by whatever link), or to a file that SQLite keeps beside one.

    It goes by what the file holds, not by which store is open, so that no caller can forget to say so.
    """
    owners = [Path(str(real)[: -len(end)]) for end in _BESIDE_A_STORE if real.name.lower().endswith(end)]
    if any(_is_store(owner) for owner in (real, *owners)):
        raise BadInput(f"{path}: that is the store itself", "choose another file")


def _is_store(path: Path) -> bool:
    if not path.is_file():  # also where nothing is there; a pipe would be waited for
        return False
    with path.open("rb") as stream:
        return stream.read(len(SQLITE)) == SQLITE


@contextmanager
def _beside(path: Path, mode: int | None) -> Iterator[BinaryIO]:
    """A stream into a new file beside `path` that takes its place, with the rights of before, when all went well."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def whole_folder(folder: Path, *, last: str) -> Iterator[Path]:
    """A new folder whose files become those of `folder` when the block ends well; others there are left alone.

    Whatever goes wrong inside the block, the files of before stay as they were, and what was not there is not made.

    Args:
        folder: made, with its parents, where it is missing.
        last: the file that takes its place after all others, since it leads to them.

    Raises:
        BadInput: the place can't be written, or a store is there.
    """
    # within the folder and not beside it: only there is it sure to lie on the same disk
    with (
        _made(folder),
        _plainly(folder),
        tempfile.TemporaryDirectory(prefix=".", suffix=".tmp", dir=folder) as name,
    ):
        with _called(folder, Path(name)):
            yield Path(name)
        _settle(Path(name), folder, last)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """A folder that is made, with its parents, and is gone again where it was missing and the block goes wrong.

    Raises:
        BadInput: it can't be made.
    """
    missing = [each for each in (folder, *folder.parents) if not may_be_read(each)]
    try:
        made_folder(folder)
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):  # not made, or not empty
                each.rmdir()
        raise


@contextmanager
def _called(folder: Path, draft: Path) -> Iterator[None]:
    """Errors about files of a draft name the place that these were meant for."""
    try:
        yield
    except BadInput as error:
        raise BadInput(error.what.replace(str(draft), str(folder)), error.todo) from None


def _settle(draft: Path, folder: Path, last: str) -> None:
    """Put all files of a draft in their places; each place is looked at before one file is moved."""
    names = sorted(path.relative_to(draft) for path in draft.rglob("*") if path.is_file())
    names.sort(key=lambda name: name == Path(last))
    places = [(draft / name, _place_of(folder / name)) for name in names]
    for beside, target in places:
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)


def _place_of(path: Path) -> Path:
    """Where a file is to lie, by whatever link; its folder is made.

    Raises:
        BadInput: something else is there.
    """
    made_folder(path.parent)
    target = _resolved(path)
    if target.exists() and not target.is_file():
        raise BadInput(f"{path} is no file", "choose another folder")
    _spare_stores(path, target)
    return target


def _resolved(path: Path) -> Path:
    """Where links lead; those that lead in a ring are a fault of the disk as any other."""
    ring = OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    try:
        target = path.resolve()
    except RuntimeError:
        raise ring from None
    if target.is_symlink():  # since Python 3.13 a ring is no error any more, and a link is left where it closes
        raise ring
    return target


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    """What the disk says of a file, in one line."""
    try:
        yield
    except OSError as error:
        raise BadInput(f"{path} can't be written: {error.strerror or error}", "choose another place") from None


def made_folder(path: Path) -> Path:
    """The folder, made with its parents where it is missing.

    Raises:
        BadInput: it can't be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{path} can't be made: {error.strerror}", "choose another place") from None
    return path


@contextmanager
def text_of(stream: BinaryIO) -> Iterator[TextIO]:
    """A UTF-8 text stream over a binary one, which stays open."""
    text = io.TextIOWrapper(stream, "utf-8", newline="")
    try:
        yield text
    finally:
        text.flush()
        text.detach()


@contextmanager
def read_text(path: Path | str) -> Iterator[TextIO]:
    """A UTF-8 text file to read; "-" is stdin; a byte-order mark is passed over.

    Raises:
        BadInput: it can't be opened, or is not UTF-8.
    """
    try:
        if str(path) == "-":
            # the bytes, so that it is read as a file is: as UTF-8 whatever the locale, with a mark or without
            text = io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", newline="")
            try:
                yield text
            finally:
                text.detach()  # else it would close stdin with itself
        else:
            with Path(path).open(encoding="utf-8-sig", newline="") as stream:
                yield stream
    except UnicodeDecodeError:
        if _is_packed(path):
            raise BadInput(f"{path} is a workbook or packed, and no text", "save it as CSV (UTF-8)") from None
        raise BadInput(f"{path} is not UTF-8 text", "save it as UTF-8") from None
    except OSError as error:
        raise BadInput(f"{path} can't be read: {error.strerror}", "check the name") from None


def _is_packed(path: Path | str) -> bool:
    """Whether a file begins as XLSX and other archives do, old workbooks, or gzip."""
    if str(path) == "-":
        return False
    with Path(path).open("rb") as stream:
        return stream.read(4).startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"))


def _umask() -> int:
    """The process's umask; mkstemp ignores it, and a table for colleagues should not be private."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""What stands at a path, whatever the path: Path's own questions raise for a name too long. Reads the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from evidence.errors import BadInput

SQLITE: Final = b"SQLite format 3\0"
"""How every file of SQLite begins."""


def is_there(path: Path) -> bool:
    """Whether something stands at a path.

    Raises:
        BadInput: nothing can: the name is too long, links lead in a ring, a folder may not be looked into.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        why = error.strerror if isinstance(error, OSError) else error
        raise BadInput(f"{path} can't be opened ({why})", "choose another place") from None
    return True


def may_be_read(path: Path) -> bool:
    """Whether something stands at a path; False where nothing can."""
    try:
        return is_there(path)
    except BadInput:
        return False


def is_file(path: Path) -> bool:
    """Whether a file stands at a path; False where nothing can."""
    return may_be_read(path) and path.is_file()


def is_folder(path: Path) -> bool:
    """Whether a folder stands at a path; False where nothing can."""
    return may_be_read(path) and path.is_dir()


def here() -> Path:
    """The working folder.

    Raises:
        BadInput: it is gone.
    """
    try:
        return Path.cwd()
    except OSError:
        raise BadInput("the folder that you are in is gone", "change to one that is there") from None

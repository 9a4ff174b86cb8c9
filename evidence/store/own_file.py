"""Whether the file of an open store is still the one at its path. Touches the disk at the path it is given.

Who removes the file, or puts another in its place (a copy that is restored, a folder that is synchronised), takes it
from no program that has it open: that one writes on, without any error, into a file that nobody will find.
"""

from __future__ import annotations

from pathlib import Path

from evidence.errors import EvidenceError


class OwnFile:
    """The file at a path, as it was when this was made; of none nothing is said."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._where = path.absolute()  # the working folder may be another one later
        self._file = self._found()

    def check(self) -> None:
        """See that it is the same one.

        Raises:
            EvidenceError: it is gone, or another.
        """
        if self._file and (now := self._found()) != self._file:
            what = "was removed" if now is None else "was put in the place of another"
            raise EvidenceError(
                f"{self._path} {what} while it was at work; what this run has written since is lost",
                "let no other program move it meanwhile, and run this again",
            )

    def _found(self) -> tuple[int, int] | None:
        """Which file it is, by the numbers that the system gives it."""
        try:
            found = self._where.stat()
        except (OSError, ValueError):
            return None
        return found.st_dev, found.st_ino

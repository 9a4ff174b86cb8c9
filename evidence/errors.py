"""The errors a person can do something about; each says what happened and what to do. Touches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class EvidenceError(Exception):
    """A failure that is the world's, not a bug: printed as one line on stderr, never as a traceback.

    Args:
        what: what happened, with the id of the thing (a PMID, a file, a field).
        todo: what the person can do next, as an imperative; may be empty.
    """

    status: ClassVar[int] = 1  # the exit status that `evidence` ends with

    def __init__(self, what: str, todo: str = "") -> None:
        self.what = what
        self.todo = todo
        super().__init__(f"{what}: {todo}" if todo else what)


class CheckFailed(EvidenceError):  # noqa: N818 - reads as the sentence it prints
    """A check (`verify`, `doctor`) found something wrong."""

    status = 1


class NoSuchRecord(EvidenceError):  # noqa: N818 - as above
    """The store holds no record with this id."""

    status = 3


class BadInput(EvidenceError):  # noqa: N818 - as above
    """A file, a query or a value that can't be read; nothing was changed."""

    status = 4


class NotPubMed(BadInput):
    """A file that holds no records of PubMed and never did: no file of a review that could not be read."""


class Unreachable(EvidenceError):  # noqa: N818 - as above
    """PubMed (or another service) can't be reached or refuses to answer."""

    status = 5


class PartlyDone(EvidenceError):  # noqa: N818 - as above
    """Some of the work is done and kept; the rest is listed."""

    status = 6


def either(names: Sequence[str]) -> str:
    """Names of which an error's reader is to take one: "a, b or c"."""
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)

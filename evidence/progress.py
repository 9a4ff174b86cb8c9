"""How long work tells where it is, and what it has to say on the way. Touches nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Told how far a long piece of work is: what, how many done, of how many (None where unknown)."""

    def __call__(self, what: str, done: int, total: int | None) -> None:
        """Take note."""


def silent(what: str, done: int, total: int | None) -> None:
    """Progress for nobody."""


Notice = Callable[[str], None]
"""Told a line for people: that we wait, that we try again."""


def unheard(line: str) -> None:
    """A notice for nobody."""

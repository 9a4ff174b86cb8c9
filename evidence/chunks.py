"""Many items, some at a time. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")

CHUNK: Final = 500
"""Records a query: enough that its cost is spread, few enough that memory stays small."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter; no more of them is taken than the list in hand."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk

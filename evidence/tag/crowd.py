"""Many records through the taggers, on one process or several, always in the order given. Starts worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain, islice
from types import TracebackType
from typing import Self, TypeVar

from evidence.errors import BadInput
from evidence.records import Passage
from evidence.tag.line import tag_line
from evidence.tag.own_rules import OwnRule
from evidence.tag.tagger import Tags, read_many

T = TypeVar("T")
U = TypeVar("U")


def _answer(numbered: tuple[int, bytes], *, rules_only: bool, own: Sequence[OwnRule]) -> str | BadInput:
    """The answer to a line, or what is wrong with it: one bad line must not cost the answers to the others."""
    number, line = numbered
    try:
        return tag_line(line.decode("utf-8-sig"), rules_only=rules_only, own=own)
    except UnicodeDecodeError:
        return BadInput(f"line {number}: not UTF-8 text", "save it as UTF-8")
    except UnicodeEncodeError:
        return BadInput(f"line {number}: half of a character (a lone surrogate)", "save it as UTF-8")
    except RecursionError:
        return BadInput(f"line {number}: nested too deeply", "write one object a line: {id, title, abstract, …}")
    except BadInput as error:
        return BadInput(f"line {number}: {error.what}", error.todo)


def _cut(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter."""
    stream = iter(items)
    while some := list(islice(stream, size)):
        yield some


class Crowd:
    """The taggers on `processes` processes; use it as a context manager. The number never changes an answer."""

    def __init__(
        self, processes: int = 1, *, rules_only: bool = False, own: Sequence[OwnRule] = (), chunk: int = 64
    ) -> None:
        self._pool = ProcessPoolExecutor(processes) if processes > 1 else None
        self._rules_only, self._own = rules_only, tuple(own)
        self._chunk = chunk
        self._ahead = 4 * processes  # how many chunks of the input are read before the first answer is taken

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def read(self, articles: Iterable[tuple[int, Sequence[Passage]]]) -> Iterator[Tags]:
        """The readings of each article (PMID, passages), in order."""
        some = partial(read_many, rules_only=self._rules_only, own=self._own)
        return chain.from_iterable(self._map(some, _cut(articles, self._chunk), size=1))

    def lines(self, lines: Iterable[bytes]) -> Iterator[str | BadInput]:
        """The answer to each JSON line that is not blank, in order; for a line that is no article the error itself."""
        numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
        return self._map(partial(_answer, rules_only=self._rules_only, own=self._own), numbered, size=self._chunk)

    def _map(self, function: Callable[[T], U], items: Iterable[T], *, size: int) -> Iterator[U]:
        """`function` of each item in order; `size` items are sent to a process together."""
        if self._pool is None:
            yield from map(function, items)
            return
        for some in _cut(items, self._ahead * size):
            yield from self._pool.map(function, some, chunksize=size)

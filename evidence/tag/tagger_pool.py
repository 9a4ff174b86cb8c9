"""Many records through the taggers, on one process or several, always in the order given. Starts worker processes."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, count
from multiprocessing import parent_process
from types import TracebackType
from typing import Final, Self, TypeVar

from evidence.chunks import chunks
from evidence.errors import BadInput, EvidenceError
from evidence.gc_tuning import fewer_collections
from evidence.records import Passage
from evidence.tag.line import Article, answer_of, article_of
from evidence.tag.own_rules import OwnRule
from evidence.tag.tagger import Tags, read_many

T = TypeVar("T")
U = TypeVar("U")

TOGETHER: Final = 128  # records that the taggers read at once: half of them takes a twentieth more time, four 1.5 times


Numbered = tuple[int, bytes]


def _article(number: int, line: bytes) -> Article | BadInput:
    """The article of a line, or what is wrong with it: one bad line must not cost the answers to the others."""
    try:
        return article_of(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return BadInput(f"line {number}: not UTF-8 text", "save it as UTF-8")
    except RecursionError:
        return BadInput(f"line {number}: nested too deeply", "write one object a line: {id, title, abstract, …}")
    except BadInput as error:
        return BadInput(f"line {number}: {error.what}", error.todo)


def _answers(lines: Sequence[Numbered], *, rules_only: bool, own: Sequence[OwnRule]) -> list[str | BadInput]:
    """The answers to some lines, which the taggers read together."""
    articles = [_article(*line) for line in lines]
    good = [(0, article.passages) for article in articles if isinstance(article, Article)]
    tags = iter(_together(good, rules_only=rules_only, own=own))
    return [answer_of(article, next(tags)) if isinstance(article, Article) else article for article in articles]


def _together(
    articles: Iterable[tuple[int, Sequence[Passage]]], *, rules_only: bool, own: Sequence[OwnRule]
) -> list[Tags]:
    """The readings of some articles: what is kept of some dozens until all are read holds no cycles to look for."""
    with fewer_collections():
        return read_many(articles, rules_only=rules_only, own=own)


def _work_for_another() -> None:
    """Begin a worker: it leaves Ctrl-C to the process that it works for, and ends when that is gone, however it went.

    A worker waits for work, and would for ever: the others hold the same pipe open.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_other, daemon=True).start()


def _end_with_the_other() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)


class TaggerPool:
    """The taggers on `processes` processes; use it as a context manager. The number never changes an answer."""

    def __init__(
        self, processes: int = 1, *, rules_only: bool = False, own: Sequence[OwnRule] = (), chunk: int = TOGETHER
    ) -> None:
        self._pool = ProcessPoolExecutor(processes, initializer=_work_for_another) if processes > 1 else None
        self._rules_only, self._own = rules_only, tuple(own)
        self._chunk = chunk
        self._ahead = 4 * processes  # how many chunks are read before the first answer is taken

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def load(self) -> None:
        """Read what the taggers know (words, weights), half a second, which the first article would wait for.

        Processes that are begun later have it too, where the system makes them as copies of this one.
        """
        _together([(0, ())], rules_only=self._rules_only, own=self._own)

    def read(self, articles: Iterable[tuple[int, Sequence[Passage]]]) -> Iterator[Tags]:
        """The readings of each article (PMID, passages), in order."""
        some = partial(_together, rules_only=self._rules_only, own=self._own)
        return chain.from_iterable(self._map(some, chunks(articles, self._chunk)))

    def lines(self, batches: Iterable[Iterable[bytes]]) -> Iterator[str | BadInput]:
        """The answer to each JSON line that is not blank, in order; for a line that is no article the error itself.

        Lines are given in batches, those that are there together, so that an answer waits for no line still to come
        (on one process: several read ahead).
        """
        numbers = count(1)
        numbered = ([(next(numbers), line) for line in batch] for batch in batches)
        answers = partial(_answers, rules_only=self._rules_only, own=self._own)
        pieces = (some for batch in numbered for some in chunks([one for one in batch if one[1].strip()], self._chunk))
        return chain.from_iterable(self._map(answers, pieces))

    def _map(self, function: Callable[[T], U], items: Iterable[T]) -> Iterator[U]:
        """`function` of each item in order; each item is sent to a process by itself.

        Raises:
            EvidenceError: one of the processes is gone.
        """
        if self._pool is None:
            yield from map(function, items)
            return
        try:
            for some in chunks(items, self._ahead):
                yield from self._pool.map(function, some)
        except BrokenProcessPool:  # mostly by the system, for want of memory
            raise EvidenceError("a tagging process was killed", "try fewer --processes") from None

"""One pace for all processes of an account on this machine. Touches a small file under a lock, and the clock given.

NCBI allows 3 requests a second from one address, 10 with a key, and counts them wherever they come from. So the turn to
ask is held from before the request until its answer begins, and the file remembers when the last ones were sent
and answered: a request is sent only when the one `rate` turns earlier was answered more than a second ago. No window of
a second can then hold more than `rate` requests, however the machine delays a process in between.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from evidence.errors import BadInput, Unreachable
from evidence.progress import Notice, unheard

_SECOND = 1.01  # and a hundredth, as the clocks of machines are slewed
_UNTOLD = 5.0  # seconds of waiting that nobody needs to be told of
_FARTHEST = 900.0  # seconds; a date further ahead in the file is a clock that was set back, not a request to wait


class Pace(Protocol):
    """When a request may be sent."""

    def turn(self) -> contextlib.AbstractContextManager[None]:
        """Wait for a turn and hold it until the answer begins."""

    def hold(self, seconds: float) -> None:
        """Nobody on this machine asks for so long: the server said Retry-After."""


class Unpaced:
    """No pause at all: for servers that are ours (the demo, the tests)."""

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """At once."""
        yield

    def hold(self, seconds: float) -> None:
        """Nobody else to tell."""


class Pacing:
    """At most `rate` requests in any second over all processes that use the same `path`.

    Args:
        path: the file that the processes share.
        rate: requests a second.
        patience: seconds to wait for the turn of others before giving up.
        clock: seconds since the epoch, the same for all processes.
        sleep: how to wait.
        notice: told of a long wait, which an earlier run may have been bidden.
    """

    def __init__(
        self,
        path: Path,
        rate: int = 3,
        *,
        patience: float = 900.0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        notice: Notice = unheard,
    ) -> None:
        self.path = path
        self.rate = rate
        self.gap = 1.11 / rate  # seconds between two; Biopython waits 0.37 as 1/3 still met the limit
        self.patience = patience
        self._clock = clock
        self._sleep = sleep
        self._notice = notice

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the machine's one turn: wait for the pace, then let the caller send and see the answer begin.

        Raises:
            Unreachable: when another process holds the turn for longer than `patience`.
            BadInput: the file can't be used.
        """
        with self._locked():
            turns, until = self._read()
            pause = self._ready(turns, until) - self._clock()
            if pause > _UNTOLD:
                self._notice(f"waiting {pause:.0f} s, as the service asked of this machine")
            if pause > 0:
                self._sleep(pause)
            sent = self._clock()
            self._write([*turns, (sent, sent)], until)  # first, so that a request whose sender is killed still counts
            try:
                yield
            finally:
                self._write([*turns, (sent, self._clock())], until)

    def _ready(self, turns: list[tuple[float, float]], until: float) -> float:
        """The earliest time for the next request, from the (sent, answered) times of the last ones."""
        ready = until
        if turns:
            ready = max(ready, turns[-1][0] + self.gap)
        if len(turns) >= self.rate:
            ready = max(ready, turns[-self.rate][1] + _SECOND)
        return ready

    def hold(self, seconds: float) -> None:
        """Keep every process of this machine quiet for `seconds`."""
        with self._locked():
            turns, until = self._read()
            self._write(turns, max(until, self._clock() + min(seconds, _FARTHEST)))

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        import filelock

        lock = filelock.FileLock(f"{self.path}.lock", timeout=self.patience)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except filelock.Timeout:
            raise Unreachable(
                f"another process has kept PubMed's turn for {self.patience:.0f} s",
                f"end it, or remove {self.path}.lock",
            ) from None
        except OSError as error:
            raise self._unusable(error) from None
        try:
            yield
        finally:
            lock.release()

    def _read(self) -> tuple[list[tuple[float, float]], float]:
        """The last (sent, answered) times, and until when to be quiet; a file that can't be read is an empty one."""
        try:
            data = json.loads(self.path.read_text(encoding="ascii"))
            turns, until = [(float(sent), float(seen)) for sent, seen in data["turns"]], float(data["until"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
            return [], 0.0
        now = self._clock()
        return [turn for turn in turns if turn[0] <= turn[1] <= now], until if until <= now + _FARTHEST else 0.0

    def _write(self, turns: list[tuple[float, float]], until: float) -> None:
        try:
            self.path.write_text(json.dumps({"turns": turns[-self.rate :], "until": until}), encoding="ascii")
        except OSError as error:
            raise self._unusable(error) from None

    def _unusable(self, error: OSError) -> BadInput:
        return BadInput(
            f"{self.path}, which keeps the pace of requests, can't be used ({error.strerror or error})",
            "remove it and its .lock, or set XDG_CACHE_HOME to a folder that you may write to",
        )


def shared_path(base: str) -> Path:
    """The pace file of one service: in the account's cache folder, or the temporary one where that can't be written."""
    name = f"pace-{hashlib.sha256(base.encode()).hexdigest()[:12]}"
    return (_cache() or Path(tempfile.gettempdir()) / f"evidence-{_user()}") / name


def _cache() -> Path | None:
    """The account's cache folder, None where there is none to write to."""
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evidence"
        cache.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # the latter: a container's account has no home
        return None
    return cache if os.access(cache, os.W_OK) else None


def _user() -> str:
    """The account's name, its number where it has none: a container may run as any."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # by the version and the system
        return str(os.getuid() if hasattr(os, "getuid") else 0)

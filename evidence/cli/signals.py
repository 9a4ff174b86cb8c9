"""A run that is told to end (SIGTERM, SIGHUP) ends as an interrupted one does. Touches this process's signals."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_SIGNALS: Final = ("SIGTERM", "SIGHUP")  # by name: Windows has no SIGHUP


class Ended(BaseException):
    """Somebody told the program to end; like KeyboardInterrupt no error, so that nothing takes it for one.

    Attributes:
        status: what a shell shows of a program that this signal ended: 128 and its number, 143 for SIGTERM.
    """

    def __init__(self, number: int) -> None:
        self.status = 128 + number
        super().__init__(number)


@contextmanager
def endable() -> Iterator[None]:
    """Within the block a signal to end raises `Ended`, so that what is begun is undone or finished on the way out.

    Raises:
        Ended: once; a second signal (`timeout` sends two) does not stop the tidying up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set signals
        return
    wanted = [signal.Signals[name] for name in _SIGNALS if name in signal.Signals.__members__]
    before = {one: signal.getsignal(one) for one in wanted}
    process = os.getpid()

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        if os.getpid() != process:  # a worker that was just begun has nothing to tidy up
            os._exit(128 + number)
        for one in ours:
            signal.signal(one, signal.SIG_IGN)
        raise Ended(number)

    # What is ignored stays so: `nohup` asks for that.
    ours = [one for one in wanted if before[one] is signal.SIG_DFL]
    for one in ours:
        signal.signal(one, end)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, before[one])

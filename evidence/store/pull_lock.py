"""One pull or rebuild at a time on one store, over all processes. Touches a lock file beside the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.errors import BadInput, EvidenceError


@contextmanager
def alone(path: Path, *, notice: Callable[[str], None] = lambda _: None, patience: float = -1.0) -> Iterator[None]:
    """Hold the right to pull into the store at `path`, or to make it anew; wait for who else does, and say so.

    The lock goes with the process, however it ends: a killed pull holds nothing up.

    Args:
        path: the store's file.
        notice: told in one line that we wait.
        patience: seconds to wait; negative for as long as it takes.

    Raises:
        EvidenceError: the other pull did not end in time. BadInput: no lock file can be made there.
    """
    import filelock

    lock = filelock.FileLock(f"{path.resolve()}.lock", thread_local=False)
    try:
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            notice(f"another pull or rebuild is at work on {path}; waiting for it to end")
            lock.acquire(timeout=patience)
    except filelock.Timeout:
        raise EvidenceError(
            f"another pull or rebuild is at work on {path}", "run this again when it has ended"
        ) from None
    except OSError as error:
        raise BadInput(
            f"{path}.lock can't be made ({error.strerror})", "choose a folder that you may write to"
        ) from None
    try:
        yield
    finally:
        lock.release()

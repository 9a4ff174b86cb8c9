"""The command line: parse arguments, call the tracker, print. No logic. `main` is the script `evidence`."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence

# What the disk or the terminal behind stdout may say; anything else of this kind is a bug.
_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is the documented one (0 done … 6 partly done, 130 interrupted, 143 ended)."""
    try:
        from evidence.cli.app import PipeClosed
        from evidence.cli.signals import Ended, endable
    except KeyboardInterrupt:
        _tell("interrupted")
        return 130
    _open_streams()
    try:
        with endable():
            status = _run(argv)
            sys.stdout.flush()
    except Ended as ended:
        _tell(_stopped("told to end", ended))
        return ended.status
    except (BrokenPipeError, PipeClosed):
        _give_up_stdout()  # the reader went away (`| head`): not an error
        return 0
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        _give_up_stdout()
        _tell(f"the output can't be written ({error.strerror}): make room, or choose another place")
        return 1
    return status


def _run(argv: Sequence[str] | None) -> int:
    import click

    from evidence.cli.app import app
    from evidence.errors import EvidenceError

    try:
        status = app.main(list(argv) if argv is not None else None, prog_name="evidence", standalone_mode=False)
    except click.ClickException as error:
        from evidence.cli.usage import told

        _tell(told(error))
        return error.exit_code
    except EvidenceError as error:
        _tell(str(error))
        return error.status
    except (KeyboardInterrupt, click.Abort) as stopped:
        _tell(_stopped("interrupted", stopped.__cause__ or stopped))
        return 130
    return status if isinstance(status, int) else 0


def _stopped(how: str, why: BaseException) -> str:
    """How a run ended before its time, and what became of its work, as the verb has noted on what stopped it."""
    return "; ".join([how, *getattr(why, "__notes__", [])])


def _tell(what: str) -> None:
    from evidence.sanitize import visible

    line = visible(" ".join(what.splitlines()))  # a file name may hold a line end
    print(f"evidence: {line}", file=sys.stderr)  # noqa: T201 - rich is not loaded for one line


def _open_streams() -> None:
    """Streams that can take whatever comes: closed ones lead nowhere, a pipe is UTF-8, a terminal shows what it can."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # `>&-`; a database must not get the number of a standard stream either
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for the whole run
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _give_up_stdout() -> None:
    """Lead stdout nowhere: Python would try to write the rest at exit, and complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The command line: parse arguments, call the tracker, print. No logic. `main` is the script `evidence`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is the documented one (CLI: 0 done … 6 partly done, 130 interrupted)."""
    import click

    from evidence.cli.app import PipeClosed, app
    from evidence.disarm import plain_text
    from evidence.errors import EvidenceError

    try:
        status = app.main(list(argv) if argv is not None else None, prog_name="evidence", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except EvidenceError as error:
        print(f"evidence: {plain_text(str(error))}", file=sys.stderr)  # noqa: T201 - rich is not loaded for one line
        return error.status
    except (KeyboardInterrupt, click.Abort):
        print("evidence: interrupted; what was done is kept", file=sys.stderr)  # noqa: T201 - as above
        return 130
    except PipeClosed:
        # The reader went away (`| head`): not an error. Python would complain again at exit, so give it a sink.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0

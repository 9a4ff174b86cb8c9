"""The command as a user runs it: a process of its own, its status, what it printed. Runs `evidence`."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from ready import Ready

READY = Ready()
RECORDS = Path(str(resources.files("evidence.data") / "starter" / "starter.xml"))


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    stdout: str
    stderr: str


def run(*words: str, cwd: Path, stdin: str = "", **environment: str) -> Done:
    """Run `evidence WORDS` in a folder, with no settings but those given."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("EVIDENCE_", "NCBI_"))}
    whole = clean | {"PYTHONIOENCODING": "utf-8"} | environment
    if hasattr(os, "fork") and all(key.startswith(("EVIDENCE_", "NCBI_")) for key in environment):
        return Done(*READY.run(words, cwd, stdin, whole))
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import sys; from evidence.cli import main; sys.exit(main())", *words],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=whole,
        check=False,
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)

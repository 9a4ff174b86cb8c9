"""The command as a person runs it, killed while it waits for PubMed: run again, its export has the very same bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from articles import articles

from evidence.pubmed.loopback import Loopback, Request
from evidence.pubmed.speech import Said

COMMAND = [sys.executable, "-c", "import sys; from evidence.cli import main; sys.exit(main())"]
QUERY = "marrow AND diabetes"
RECORDS = 500  # a search and three batches


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with Loopback(articles(*range(1001, 1001 + RECORDS))) as server:
        yield server


def environment(server: Loopback, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "EVIDENCE_EUTILS_URL": server.url,
        "EVIDENCE_DB": str(folder / "evidence.db"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "NCBI_API_KEY": "0123456789abcdef",
    }


def evidence(server: Loopback, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(server, folder),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def exported(server: Loopback, folder: Path) -> str:
    done = evidence(server, folder, "export", "-o", "-", "--format", "csv")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def clean(server: Loopback, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The export after a pull that nobody kills."""
    folder = tmp_path_factory.mktemp("clean")
    done = evidence(server, folder, "pull", "-q", QUERY)
    assert done.returncode == 0, done.stderr
    return exported(server, folder)


@pytest.mark.parametrize("request_number", [1, 2, 3, 4])
def test_killed_at_any_request_and_run_again(request_number: int, server: Loopback, clean: str, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [*COMMAND, "pull", "-q", QUERY],
        env=environment(server, tmp_path),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    before = len(server.requests)

    def kill(request: Request, said: Said) -> Said:
        if request.number - before == request_number:
            os.kill(child.pid, signal.SIGKILL)
        return said

    server.spoil = kill
    assert child.wait(timeout=120) == -signal.SIGKILL
    server.spoil = None
    again = evidence(server, tmp_path, "pull", "-q", QUERY)
    assert again.returncode == 0, again.stderr
    assert f"found {RECORDS} =" in again.stderr
    assert exported(server, tmp_path) == clean


def test_the_second_pull_says_that_nothing_is_new_and_no_output_shows_the_key(
    server: Loopback, clean: str, tmp_path: Path
) -> None:
    assert clean.count("\n") >= RECORDS
    first, second = (evidence(server, tmp_path, "pull", "-q", QUERY) for _ in range(2))
    assert "0 new + 0 changed + 500 unchanged" in second.stderr
    assert "0123456789abcdef" not in first.stdout + first.stderr + second.stdout + second.stderr

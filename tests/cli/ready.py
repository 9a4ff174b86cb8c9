"""A process that has `evidence` loaded and forks for each command: most of what a command takes is imports. Forks.

The command is as much a process of its own as one that is started anew: its folder, environment and files are its own,
and it ends as Python ends. Tests that need other settings of the interpreter start it anew, see `running`.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

# Waits for requests; of each it forks one that runs the command and one that waits for it. Loads what verbs load late.
_SERVER = """
import importlib, io, json, os, pkgutil, signal, socket, sys
import evidence.cli, evidence.tracker
for room in ("cli", "store", "tables", "tag", "pubmed", "report"):
    package = importlib.import_module(f"evidence.{room}")
    for module in pkgutil.walk_packages(package.__path__, f"evidence.{room}."):
        if module.name not in {"evidence.report.drawing", "evidence.report.plots"}:
            importlib.import_module(module.name)
import gc, rich.progress, rich.table, rich.tree
from evidence.records import Passage
from evidence.tag.tagger import read
read(0, [Passage("abstract.0", None, "We randomised 40 cooks for 2 years.")])  # its tables are built once
gc.collect()
gc.freeze()
server = socket.socket(fileno=int(sys.argv[1]))
while True:
    data, files, _, _ = socket.recv_fds(server, 1 << 20, 4)
    if not data:
        os._exit(0)
    waits = os.fork()
    if waits:
        for file in files:
            os.close(file)
        os.waitpid(waits, 0)
        continue
    if os.fork():
        os._exit(0)
    runs = os.fork()
    if runs:
        os.write(files[3], f"{runs}\\n".encode())
        _, status = os.waitpid(runs, 0)
        os.write(files[3], f"{os.waitstatus_to_exitcode(status)}\\n".encode())
        os._exit(0)
    break
told = json.loads(data)
os.setsid()
for place in range(3):
    os.dup2(files[place], place)
for file in (*files, server.fileno()):
    os.close(file)
server.detach()
os.chdir(told["cwd"])
os.environ.clear()
os.environ.update(told["environment"])
sys.argv = ["-c", *told["words"]]
def stream(place, mode, errors):
    raw = open(place, mode + "b", closefd=False)
    return io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=place == 2)
sys.stdin, sys.stdout = stream(0, "r", "strict"), stream(1, "w", "strict")
sys.stderr = stream(2, "w", "backslashreplace")
sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
sys.exit(evidence.cli.main())
"""
_LONGEST = 120  # seconds


class Ready:
    """The process, started with the first command; one for each worker of the tests."""

    def __init__(self) -> None:
        self._server: socket.socket | None = None

    def _started(self) -> socket.socket:
        if self._server is None:
            ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            clean = {key: value for key, value in os.environ.items() if not key.startswith(("EVIDENCE_", "NCBI_"))}
            process = subprocess.Popen(
                [sys.executable, "-W", "error", "-c", _SERVER, str(its.fileno())],
                pass_fds=[its.fileno()], env=clean | {"PYTHONIOENCODING": "utf-8"}, stdin=subprocess.DEVNULL,
            )  # fmt: skip
            its.close()
            self._server = ours
            atexit.register(process.wait)  # the last registered is called first: it ends when the socket is closed
            atexit.register(ours.close)
        return self._server

    def run(self, words: Sequence[str], cwd: Path, stdin: str, environment: Mapping[str, str]) -> tuple[int, str, str]:
        """Status, stdout and stderr of a command."""
        told = {"words": list(words), "cwd": str(cwd), "environment": dict(environment)}
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin.encode())
            given.seek(0)
            ended, tells = os.pipe()
            try:
                files = [given.fileno(), out.fileno(), err.fileno(), tells]
                socket.send_fds(self._started(), [json.dumps(told).encode()], files)
                os.close(tells)
                status = _status(ended, words)
            finally:
                os.close(ended)
            said = []
            for file in (out, err):
                file.seek(0)
                said.append(file.read().decode().replace("\r\n", "\n").replace("\r", "\n"))  # as `text=True` does
        return status, said[0], said[1]


def _status(ended: int, words: Sequence[str]) -> int:
    """How the command ended, once it did."""
    data, pid = b"", 0
    while data.count(b"\n") < 2:
        if not select.select([ended], [], [], _LONGEST)[0]:
            if pid:
                os.kill(pid, signal.SIGKILL)
            raise subprocess.TimeoutExpired(list(words), _LONGEST)
        more = os.read(ended, 64)
        assert more, "the process that forks is gone"
        data += more
        pid = int(data.split(b"\n")[0]) if b"\n" in data else 0
    return int(data.split(b"\n")[1])

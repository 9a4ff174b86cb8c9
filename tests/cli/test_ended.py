"""A run that is told to end leaves nothing half written and nobody at work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.cli.signals import Ended, endable
from evidence.writing import whole_file, whole_folder

COMMAND = [sys.executable, "-c", "import sys; from evidence.cli import main; sys.exit(main())"]
LINE = json.dumps({"id": 1, "abstract": "Sixty adults were randomised."}) + "\n"
SENT = signal.SIGTERM, signal.SIGHUP


@pytest.fixture(autouse=True)
def _heeded() -> Iterator[None]:
    """The signals as a terminal leaves them, whoever runs the tests: nohup ignores one, a shell's "&" another."""
    before = {sent: signal.getsignal(sent) for sent in (*SENT, signal.SIGINT)}
    for sent in SENT:
        signal.signal(sent, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for sent, handler in before.items():
        signal.signal(sent, handler)


def told(sent: signal.Signals) -> None:
    os.kill(os.getpid(), sent)
    time.sleep(10)


def half_a_file(path: Path, sent: signal.Signals) -> None:
    with endable(), whole_file(path) as stream:
        stream.write(b"half")
        told(sent)


def half_a_folder(path: Path, sent: signal.Signals) -> None:
    with endable(), whole_folder(path, last="x") as folder:
        (folder / "x").write_text("half")
        told(sent)


@pytest.mark.parametrize("sent", SENT)
def test_what_is_begun_is_undone_and_the_signals_are_as_before(tmp_path: Path, sent: signal.Signals) -> None:
    (tmp_path / "t.csv").write_text("old")
    before = signal.getsignal(sent)
    with pytest.raises(Ended) as ended:
        half_a_file(tmp_path / "t.csv", sent)
    assert ended.value.status == 128 + sent
    with pytest.raises(Ended):
        half_a_folder(tmp_path / "a" / "b", sent)
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
    assert (tmp_path / "t.csv").read_text() == "old"
    assert signal.getsignal(sent) is before


def told_twice(tidied: list[int]) -> None:
    with endable():
        try:
            told(signal.SIGTERM)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            tidied.append(1)


def test_a_second_signal_does_not_stop_the_tidying_up() -> None:
    tidied: list[int] = []
    with pytest.raises(Ended):
        told_twice(tidied)
    assert tidied


def test_what_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    try:
        with endable():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_thread_that_may_set_no_signals_runs_all_the_same() -> None:
    done: list[int] = []

    def run() -> None:
        with endable():
            done.append(1)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to see children in")
@pytest.mark.parametrize("sent", [*SENT, signal.SIGINT, signal.SIGKILL])
def test_the_workers_are_gone_with_the_one_they_work_for(tmp_path: Path, sent: signal.Signals) -> None:
    start = [*COMMAND, "tag", "-", "--processes", "2"]
    pipe = subprocess.PIPE
    with subprocess.Popen(start, stdin=pipe, stdout=pipe, stderr=pipe, cwd=tmp_path) as asked:
        assert asked.stdin
        assert asked.stdout
        asked.stdin.write(LINE.encode() * 2000)
        asked.stdin.flush()
        asked.stdout.readline()
        assert len(children(asked.pid)) == 2
        asked.send_signal(sent)
        errors = asked.communicate(timeout=60)[1].decode()  # it ends when the last that holds the pipe is gone
    assert asked.returncode == {signal.SIGKILL: -signal.SIGKILL}.get(sent, 128 + sent)
    assert errors.strip().count("\n") == 0, errors


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("export", "-o", "t.csv"), "nothing was changed"),
        (("report", "-o", "r"), "nothing was changed"),
        (("demo", "d"), "what was done is kept"),
    ],
)
@pytest.mark.parametrize("stop", [KeyboardInterrupt(), Ended(signal.SIGTERM)])
def test_it_says_what_became_of_the_work(
    stored: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], says: str, stop: BaseException,
) -> None:  # fmt: skip
    """A table or a page is whole or not there; what a pull has stored stays."""
    from evidence.cli import main
    from evidence.tracker import Tracker

    def stopped(*_: object, **__: object) -> None:
        raise type(stop)(*stop.args)

    monkeypatch.chdir(stored)
    for name in ("export", "report", "pull"):
        monkeypatch.setattr(Tracker, name, stopped)
    assert main(words) == (130 if isinstance(stop, KeyboardInterrupt) else 143)
    assert capsys.readouterr().err.strip().endswith(f"; {says}")
    assert not (stored / "t.csv").exists()
    assert not (stored / "r").exists()


def test_interrupted_while_it_loads_it_says_so_in_one_line(tmp_path: Path) -> None:
    code = """
import sys

class Finder:
    def find_spec(self, name, path, target=None):
        if name == "click":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Finder())
from evidence.cli import main
sys.exit(main(["status"]))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "evidence: interrupted\n")

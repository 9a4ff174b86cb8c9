"""Screening one record after another: at a real terminal, blind, each answer kept at once; and each key by itself."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import run
from test_hostile import HOSTILE, article

from evidence.cli.one_by_one import PROMPT, Desk
from evidence.errors import EvidenceError
from evidence.screening import Decision, Stage
from evidence.tracker import Tracker

SEED = "22814142"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANN = ("--by", "Ann")


class Terminal:
    """`evidence WORDS` with a terminal in front of it, as a person has."""

    def __init__(self, *words: str, cwd: Path) -> None:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("EVIDENCE_", "NCBI_"))}
        script = "import sys; from evidence.cli import main; sys.exit(main())"
        self.ours, its = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", script, *words], cwd=cwd, stdin=its, stdout=its, stderr=its,
            env=clean | {"TERM": "dumb", "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}, start_new_session=True,
        )  # fmt: skip
        os.close(its)
        self.seen = ""

    def until(self, text: str) -> str:
        """What is shown up to some text."""
        limit = time.monotonic() + 60
        while text not in self.seen:
            assert time.monotonic() < limit, self.seen
            self._read()
        shown, _, self.seen = self.seen.partition(text)
        return shown

    def _read(self) -> bool:
        assert select.select([self.ours], [], [], 60)[0], f"silent for a minute: {self.seen}"
        try:
            data = os.read(self.ours, 1 << 16)
        except OSError:  # the other end is closed
            return False
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def types(self, line: str) -> None:
        """A line, or a key that is none."""
        os.write(self.ours, line.encode())

    def interrupts(self) -> None:
        """Press Ctrl-C, and again where nothing comes of it, as people do.

        One that comes when the question is there, and the program not yet asleep over it, is noted with the next key.
        """
        self.process.send_signal(signal.SIGINT)
        while not select.select([self.ours], [], [], 10)[0]:
            self.process.send_signal(signal.SIGINT)

    def ends(self) -> tuple[int, str]:
        """The status, and what was shown last."""
        while self._read():
            pass
        return self.process.wait(60), self.seen

    def close(self) -> None:
        """Let go of the terminal."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.ours)


def ids(folder: Path, query: str) -> list[str]:
    return run("search", query, "--ids", cwd=folder).stdout.split()


def test_a_person_at_a_terminal_screens_and_goes_on_the_next_time(stored: Path) -> None:
    first, second, third = ids(stored, "design:rct")[:3]
    run("exclude", first, "--because", "wrong population", "--by", "Bob", cwd=stored)
    with closing(Terminal("screen", "design:rct", *ANN, cwd=stored)) as shown:
        page = shown.until(PROMPT)
        assert f"PMID {first} " in page
        assert "0 included, 0 excluded" in page
        assert re.search("Design RCT · n .* · follow-up ", page)
        assert "«" in page, "the quotes are marked, in brackets where there is no colour"
        assert "Bob" not in page
        assert "excluded:" not in page
        shown.types("i\n")
        assert f"PMID {second} " in shown.until(PROMPT)
        assert ids(stored, "is:disputed") == [first], "kept at once"
        shown.types("e\n")
        assert "1 wrong population" in shown.until("why (number, or in your own words; nothing goes back): ")
        shown.types("1\n")
        page = shown.until(PROMPT)
        assert f"PMID {third} " in page
        assert "1 included, 1 excluded" in page
        shown.types("q\n")
        status, last = shown.ends()
    left = len(ids(stored, "design:rct")) - 2
    assert (status, last.splitlines()[-1]) == (
        0,
        f"1 included, 1 excluded, {left} left for Ann: all that was said is kept",
    )
    assert ids(stored, "excluded:population") == [second]
    with closing(Terminal("screen", "design:rct", *ANN, cwd=stored)) as shown:
        page = shown.until(PROMPT)
        assert f"PMID {third} " in page
        assert f"1 of {left} " in page


@pytest.mark.parametrize("how", ["interrupted", "end of input"])
def test_whoever_just_leaves_has_kept_what_was_said(stored: Path, how: str) -> None:
    with closing(Terminal("screen", *ANN, cwd=stored)) as shown:
        shown.until(PROMPT)
        shown.types("i\n")
        shown.until(PROMPT)
        if how == "interrupted":
            shown.interrupts()
        else:
            shown.types("\x04")
        status, last = shown.ends()
    assert status == 0
    assert "1 included, 0 excluded, 75 left for Ann: all that was said is kept" in last
    assert "Traceback" not in last
    assert len(ids(stored, "is:included")) == 1


def test_the_second_stage_has_what_the_first_let_in(stored: Path) -> None:
    run("include", SEED, *ANN, cwd=stored)
    with closing(Terminal("screen", "--full-text", *ANN, cwd=stored)) as shown:
        page = shown.until(PROMPT)
        assert f"PMID {SEED} " in page
        assert "1 of 1 " in page
        assert "at full text, Ann" in page
        shown.types("i\n")
        assert shown.ends()[0] == 0
    assert run("show", SEED, cwd=stored).stdout.count("(Ann, ") == 2
    with closing(Terminal("screen", "--full-text", *ANN, cwd=stored)) as shown:
        assert "nothing is left for Ann at full text, of what was included by title and abstract" in shown.ends()[1]
    with closing(Terminal("screen", "zzyzx", *ANN, cwd=stored)) as shown:
        assert shown.ends() == (0, "0 records found\n")


def test_where_nobody_sits_at_a_terminal_it_says_what_to_do(stored: Path) -> None:
    done = run("screen", cwd=stored, stdin="i\n")
    assert (done.status, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "`evidence include` and `evidence exclude` take ids from a pipe" in done.stderr
    assert ids(stored, "-is:unscreened") == []


def test_nothing_that_is_shown_commands_the_terminal(tmp_path: Path) -> None:
    records = "".join(article(number, words) for number, words in enumerate(HOSTILE, 1))
    (tmp_path / "h.xml").write_text(f"<PubmedArticleSet>{records}</PubmedArticleSet>", "utf-8")
    run("import", "h.xml", cwd=tmp_path)
    run("exclude", "1", "--because", "[red]\x1b[2J\u202e", "--by", "Bob", cwd=tmp_path)
    with closing(Terminal("screen", "--by", "Ann\x1b[2J[/]", cwd=tmp_path)) as shown:
        page = ""
        for _ in HOSTILE:
            page += shown.until(PROMPT)
            shown.types("e\n")
            page += shown.until("nothing goes back): ")
            shown.types("\n")
            page += shown.until(PROMPT)
            shown.types("l\n")
        page += shown.ends()[1]
    assert "[red]x[/red]" in page
    printed = set(page) - set("\n\t\r")
    assert not [hex(ord(c)) for c in printed if unicodedata.category(c) == "Cc" or c in "\u202e\u061c"]


# Each key by itself


@pytest.fixture
def tracker(stored: Path) -> Iterator[Tracker]:
    with Tracker.open(stored / "evidence.db") as opened:
        yield opened


def sitting(tracker: Tracker, *lines: str, pmids: tuple[int, ...] = (22814142, 33198815, 20488328)) -> Desk:
    """A sitting in which a person types these lines, and then goes."""
    typed = iter(lines)

    def ask(prompt: str) -> str:
        del prompt
        if (line := next(typed, None)) is None:
            raise EOFError
        return line

    desk = Desk(tracker, pmids, Stage.ABSTRACT, "Ann", ask=ask, now=lambda: NOON)
    desk.sit()
    assert next(typed, None) is None, "it asked for all of them"
    return desk


def said(tracker: Tracker) -> list[tuple[int, str]]:
    return [(word.pmid, str(word)) for word in tracker.screening.said()]


def test_who_goes_back_may_say_otherwise(tracker: Tracker, capsys: pytest.CaptureFixture[str]) -> None:
    desk = sitting(tracker, "e", "in rats", "b", "i", "I", "LATER")
    assert said(tracker) == [(22814142, "excluded: in rats"), (22814142, "included"), (33198815, "included")]
    assert desk.counts == {Decision.INCLUDED: 2, Decision.EXCLUDED: 0}
    assert desk.told == "2 included, 0 excluded, 1 left"
    assert "you said: excluded: in rats" in capsys.readouterr().out


def test_what_is_put_off_is_left(tracker: Tracker) -> None:
    assert sitting(tracker, "l", "later", "i").told == "1 included, 0 excluded, 2 left"
    assert said(tracker) == [(20488328, "included")]


def test_keys_that_mean_nothing_are_asked_for_again(tracker: Tracker, capsys: pytest.CaptureFixture[str]) -> None:
    sitting(tracker, "", "x", "b", "y\x1b[2J", "i", "quit")
    shown = capsys.readouterr().out
    assert shown.count("type one of i, e, l, b, q") == 3
    assert "this is the first" in shown
    assert "\x1b" not in shown
    assert said(tracker) == [(22814142, "included")]


def test_a_reason_is_a_number_or_words_and_none_goes_back(tracker: Tracker, capsys: pytest.CaptureFixture[str]) -> None:
    tracker.screening.judge(["20488328"], Decision.EXCLUDED, reason="no controls", by="Bob", at=NOON)
    sitting(tracker, "e", "", "e", "7", "0", " 1 ", "e", " in  rats ", "q")
    assert said(tracker)[1:] == [(22814142, "excluded: no controls"), (33198815, "excluded: in rats")]
    assert "there is no reason 7" in capsys.readouterr().out


def test_what_can_not_be_kept_is_told_and_asked_again(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sitting(tracker, "e", "x" * 10_001, "i", "q")
    assert "not kept: the reason has 10,001 characters" in capsys.readouterr().out
    assert said(tracker) == [(22814142, "included")]

    def locked(*_: object, **__: object) -> None:
        raise EvidenceError("another program is writing")

    monkeypatch.setattr(tracker.screening, "judge", locked)
    assert sitting(tracker, "i", "q").told == "0 included, 0 excluded, 3 left"

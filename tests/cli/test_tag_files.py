"""`evidence tag FILE`: lines of a file as of stdin, packed or not; what is damaged or a bomb ends in one line."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from running import run

ARTICLES = [{"id": n, "title": "A trial", "abstract": f"{60 + n} patients were randomised."} for n in range(40)]
LINES = "".join(json.dumps(article) + "\n" for article in ARTICLES)


def put(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return name


def test_a_file_is_answered_as_stdin_is_packed_or_not(tmp_path: Path) -> None:
    expected = run("tag", "-", cwd=tmp_path, stdin=LINES)
    assert (expected.status, expected.stderr, len(expected.stdout.splitlines())) == (0, "", len(ARTICLES))
    packed = gzip.compress(LINES[:300].encode()) + gzip.compress(LINES[300:].encode())  # as `cat` joins two
    for name in (put(tmp_path, "a.jsonl", LINES.encode()), put(tmp_path, "a.gz", packed)):
        assert run("tag", name, cwd=tmp_path) == expected
    assert not (tmp_path / "evidence.db").exists()


@pytest.mark.parametrize("end", [-30, -5])
def test_a_file_that_is_cut_off_answers_whole_lines_and_says_so(tmp_path: Path, end: int) -> None:
    noise = random.Random(1).randbytes(400_000).hex()  # noqa: S311 - more than one read, and what does not shrink
    packed = gzip.compress((LINES + json.dumps({"id": "long", "title": noise}) + "\n" + LINES).encode())
    done = run("tag", put(tmp_path, "a.gz", packed[:end]), cwd=tmp_path)
    assert done.status == 4
    assert done.stderr.startswith("evidence: a.gz can't be read to its end: its gzip packing is cut off: get it again")
    assert done.stderr.count("\n") == 1
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers[39]["sample_size"]["value"] == 99


def test_damage_and_bombs_are_told_in_one_line(tmp_path: Path) -> None:
    damaged = bytearray(gzip.compress(LINES.encode()))
    damaged[-6] ^= 1
    bomb = gzip.compress((LINES + " " * (64 << 20)).encode())
    for name, data, words in (("a.gz", bytes(damaged), "is damaged"), ("b.gz", bomb, "refused as a gzip bomb")):
        done = run("tag", put(tmp_path, name, data), cwd=tmp_path)
        assert (done.status, done.stderr.count("\n")) == (4, 1)
        assert f"evidence: {name} can't be read to its end" in done.stderr
        assert words in done.stderr
        assert (name == "a.gz") == ("what was answered may be wrong" in done.stderr)


@pytest.mark.parametrize(("name", "words"), [("none.jsonl", "does not exist"), (".", "is a folder")])
def test_what_is_no_file_is_told(tmp_path: Path, name: str, words: str) -> None:
    done = run("tag", name, cwd=tmp_path)
    assert (done.status, words in done.stderr) == (4, True)


def test_all_and_a_file_are_not_both_meant(tmp_path: Path) -> None:
    assert run("tag", "--all", put(tmp_path, "a.jsonl", b"{}"), cwd=tmp_path).status == 2

"""Whatever is wrong with what a person gives: one clear line on stderr, the documented status, nothing lost."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from running import RECORDS, run

ENTITY_BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>&c;</ArticleTitle></Article>
</MedlineCitation></PubmedArticle></PubmedArticleSet>"""

FILES: dict[str, bytes] = {
    "binary.xml": bytes(range(256)) * 8,
    "empty.xml": b"",
    "bomb.xml": ENTITY_BOMB,
    "blocked.xml": b"<!DOCTYPE html><html><head><title>WWW Error Blocked Diagnostic</title></head></html>",
    "cut.xml.gz": gzip.compress(RECORDS.read_bytes())[:40],
    "words.txt": b"Dear colleague, here are the papers.\n",
}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    done = run("import", name, cwd=tmp_path)
    assert done.status in {4, 6}
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.startswith("evidence: ")]) == 1


@pytest.mark.parametrize(("name", "status"), [("missing.xml", 4), (".", 4)])
def test_a_missing_file_and_a_folder(tmp_path: Path, name: str, status: int) -> None:
    done = run("import", name, cwd=tmp_path)
    assert done.status == status
    assert len(done.stderr.splitlines()) == 1
    assert name == "." or not list(tmp_path.iterdir())


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_bytes(b"")
    done = run("import", "empty.xml", str(RECORDS), cwd=tmp_path)
    assert done.status == 6
    assert run("search", "--count", cwd=tmp_path).stdout.strip() != "0"


def a_text(path: Path) -> None:
    path.write_text("not a database")


def a_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [a_text, a_folder])
@pytest.mark.parametrize("verb", [("search",), ("status",), ("import", str(RECORDS)), ("export", "-o", "t.csv")])
def test_a_database_that_is_none(tmp_path: Path, make: Callable[[Path], None], verb: tuple[str, ...]) -> None:
    make(tmp_path / "x.db")
    done = run("--db", "x.db", *verb, cwd=tmp_path)
    assert done.status == 4
    assert len(done.stderr.splitlines()) == 1
    assert "x.db" in done.stderr


def test_no_database_yet_says_how_to_get_one(tmp_path: Path) -> None:
    done = run("search", "diabetes", cwd=tmp_path)
    assert (done.status, len(done.stderr.splitlines())) == (4, 1)
    assert not (tmp_path / "evidence.db").exists()


@pytest.mark.parametrize("place", ["evidence.db/t.csv", "."])
def test_an_unwritable_output(stored: Path, place: str) -> None:
    done = run("export", "-o", place, "--format", "csv", cwd=stored)
    assert (done.status, len(done.stderr.splitlines())) == (4, 1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("search", "desgin:rct"), "design"),
        (("search", "n:many"), "n:"),
        (("search", "--sort", "beauty"), "year"),
        (("search", "(open"), "("),
        (("export", "-o", "t.xyz"), "csv"),
        (("export", "-o", "t.csv", "--columns", "studdy"), "study"),
        (("correct", "1", "n", "many", "--because", "x"), "whole number"),
        (("correct", "1", "n", "0", "--because", "x"), "size of 0"),
        (("show", "notanid"), "PMID"),
    ],
)
def test_what_is_typed_wrong_is_told_with_what_is_right(stored: Path, words: tuple[str, ...], says: str) -> None:
    done = run(*words, cwd=stored)
    assert done.status == 4
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


@pytest.mark.parametrize("words", [("show", "999999999"), ("why", "999999999", "n"), ("show", "10.1000/none")])
def test_a_record_that_there_is_not(stored: Path, words: tuple[str, ...]) -> None:
    done = run(*words, cwd=stored)
    assert (done.status, done.stderr.count("\n")) == (3, 1)


@pytest.mark.parametrize("words", [(), ("serch",), ("search", "--wrong"), ("tag",), ("why", "1"), ("why", "1", "age")])
def test_wrong_usage(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run(*words, cwd=tmp_path).status == 2


LONG = "a" * 300


@pytest.mark.parametrize(
    "words",
    [
        ["export", "-o", LONG + ".csv"], ["corrections", "export", LONG], ["corrections", "import", LONG],
        ["import", LONG], ["import", str(RECORDS), "--topic", LONG], ["pull", "--topic", LONG],
        ["evaluate", "labels.jsonl", "--db", LONG], ["pull", "--dry-run", "--db", LONG], ["search", "--db", LONG],
        ["export", "-o", "loop.csv"], ["import", "loop.csv"], ["pull", "--dry-run", "--db", "loop.csv"],
        ["corrections", "export", "loop.csv"],
    ],
)  # fmt: skip
def test_a_name_too_long_and_a_ring_of_links(stored: Path, words: list[str]) -> None:
    (stored / "loop.csv").symlink_to("loop.csv")
    (stored / "labels.jsonl").touch()
    done = run(*words, cwd=stored)
    assert done.status == 4, done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_doctor_says_of_a_name_too_long_that_it_cannot_be(tmp_path: Path) -> None:
    done = run("--db", LONG, "doctor", cwd=tmp_path)
    assert done.status == 1
    assert "BAD   database" in done.stdout
    assert len(done.stderr.splitlines()) == 1


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    code = "import os, sys; os.rmdir(os.getcwd()); from evidence.cli import main; sys.exit(main(['status']))"
    (tmp_path / "gone").mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path / "gone", capture_output=True, text=True, check=False
    )
    assert done.returncode == 4, done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["c.csv", "c.jsonl"])
def test_corrections_that_are_no_text_are_not_the_fault_of_the_store(stored: Path, name: str) -> None:
    (stored / name).write_bytes(b"pmid,field\n\xff\xfe\n")
    done = run("corrections", "import", name, cwd=stored)
    assert (done.status, done.stderr) == (4, f"evidence: {name} is not UTF-8 text: save it as UTF-8\n")


@pytest.mark.parametrize("name", ["c.xlsx", "c.txt", "c.tsv", "c.json"])
@pytest.mark.parametrize("what", ["export", "import"])
def test_corrections_are_not_written_under_the_name_of_something_else(stored: Path, what: str, name: str) -> None:
    (stored / name).write_text("old")
    done = run("corrections", what, name, cwd=stored)
    assert (done.status, (stored / name).read_text()) == (4, "old")
    assert done.stderr == f"evidence: {name}: corrections are CSV or JSON lines: let its name end in .csv or .jsonl\n"


def test_no_store_is_made_for_corrections_that_are_not_there(tmp_path: Path) -> None:
    assert run("corrections", "import", "none.csv", cwd=tmp_path).status == 4
    assert not list(tmp_path.iterdir())


def test_a_byte_order_mark_before_toml_is_passed_over(stored: Path) -> None:
    topic = (RECORDS.parent.parent / "topics" / "bone-marrow-diabetes.toml").read_text("utf-8")
    (stored / "mine.toml").write_text(topic, "utf-8-sig")  # as Notepad does
    (stored / "evidence.toml").write_text('by = "A. Reader"\n', "utf-8-sig")
    done = run("import", str(RECORDS), "--topic", "mine.toml", cwd=stored)
    assert done.status == 0, done.stderr
    assert run("search", "--count", cwd=stored).stderr == ""

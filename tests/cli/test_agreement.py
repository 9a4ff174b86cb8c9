"""A yes in all its forms: `confirm` of a value, of none, of all; and a correction that says what the machine has."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import run

SEED = "22814142"  # non-randomised-controlled, 118 enrolled, 36 months
REVIEW, SILENT = "33198815", "20488328"  # no follow-up can be, none is stated
ANN = ("--by", "Ann")


def told(folder: Path) -> tuple[int, int, int]:
    """How many values people corrected, confirmed, and differ on, by `status`."""
    counts = json.loads(run("status", "--json", cwd=folder).stdout)
    return counts["corrected"], counts["confirmed"], counts["disputed"]


@pytest.mark.parametrize(
    ("pmid", "word", "shown", "verdict"),
    [
        (REVIEW, "not applicable", "NA", "confirmed not applicable"),
        (SILENT, "not stated", "NR", "confirmed not reported"),
    ],
)
def test_nothing_is_confirmed_as_a_value_is(stored: Path, pmid: str, word: str, shown: str, verdict: str) -> None:
    done = run("confirm", pmid, "follow_up", *ANN, cwd=stored)
    assert (done.status, done.stdout, done.stderr) == (0, f"{pmid}\tfollow_up\t{word}\n", "")
    assert told(stored) == (0, 1, 0)
    row = run("search", f"pmid:{pmid}", "--columns", "follow_up,status", "--tsv", cwd=stored).stdout.splitlines()[1]
    assert row.startswith(f"{shown}\t")
    assert row.endswith("follow-up confirmed")
    assert run("search", f"followup:{shown}", "is:confirmed", "--ids", cwd=stored).stdout.split() == [pmid]
    assert f"Ann: {verdict}" in run("why", pmid, "follow_up", cwd=stored).stdout
    assert run("verify", cwd=stored).status == 0


@pytest.mark.parametrize("name", ["said.csv", "said.jsonl"])
def test_what_was_confirmed_of_nothing_goes_to_colleagues_and_back(stored: Path, tmp_path: Path, name: str) -> None:
    run("confirm", REVIEW, "follow_up", *ANN, cwd=stored)
    run("confirm", SILENT, "follow_up", *ANN, cwd=stored)
    assert run("corrections", "export", name, cwd=stored).status == 0
    there = str(tmp_path / "other.db")
    assert "2 corrections taken in" in run("--db", there, "corrections", "import", name, cwd=stored).stderr
    assert run("--db", there, "corrections", "export", f"back-{name}", cwd=stored).status == 0
    assert (stored / f"back-{name}").read_bytes() == (stored / name).read_bytes()


def test_a_table_by_hand_confirms_nothing_too(stored: Path) -> None:
    rows = f"{REVIEW},follow_up,confirmed,NA,Ann,\n{SILENT},follow_up,confirmed,NR,Ann,\n"
    (stored / "mine.csv").write_text("pmid,field,verdict,value,by,because\n" + rows)
    assert run("corrections", "import", "mine.csv", cwd=stored).status == 0
    assert told(stored) == (0, 2, 0)


def test_who_says_that_there_is_none_and_who_confirms_it_agree(stored: Path) -> None:
    run("correct", SILENT, "follow_up", "none", "--because", "read", "--by", "Bob", cwd=stored)
    run("confirm", SILENT, "follow_up", *ANN, cwd=stored)
    assert told(stored) == (0, 1, 0)
    run("correct", SILENT, "follow_up", "2y", "--because", "page 3", "--by", "Bob", cwd=stored)
    assert told(stored) == (1, 0, 1)
    assert "Ann: not reported; Bob: 2 years" in run("why", SILENT, "follow_up", cwd=stored, COLUMNS="200").stdout


def test_where_nobody_has_read_anything_there_is_nothing_to_confirm(stored: Path) -> None:
    with closing(sqlite3.connect(stored / "evidence.db")) as connection:
        connection.execute("DELETE FROM findings WHERE pmid = ?", (SEED,))
        connection.execute("DELETE FROM readings WHERE pmid = ?", (SEED,))
        connection.commit()
    done = run("confirm", SEED, "n", *ANN, cwd=stored)
    assert (done.status, done.stderr.count("\n")) == (4, 1)
    assert "was not read for its sample_size yet" in done.stderr
    done = run("confirm", SEED, "all", *ANN, cwd=stored)
    assert (done.status, done.stdout) == (4, "")
    assert f"nothing of {SEED} was confirmed" in done.stderr


def test_a_title_alone_says_nothing_of_the_paper_that_could_be_right(stored: Path) -> None:
    record = "PMID- 5\nTI  - A trial of walking in 12 people.\nDP  - 2001\nAU  - Ito K\n"
    (stored / "title.nbib").write_text(record)
    assert run("import", "title.nbib", cwd=stored).status == 0
    done = run("confirm", "5", "follow_up", *ANN, cwd=stored)
    assert (done.status, done.stdout) == (4, "")
    assert "evidence correct 5 follow_up VALUE" in done.stderr
    run("confirm", "5", "all", *ANN, cwd=stored)
    assert "follow-up confirmed" not in run("show", "5", cwd=stored).stdout


def test_all_confirms_what_is_nobodys_word_yet(stored: Path) -> None:
    run("correct", SEED, "n", "117", "--because", "one withdrew", "--by", "Bob", cwd=stored)
    done = run("confirm", SEED, "all", *ANN, cwd=stored)
    assert [line.split("\t")[1] for line in done.stdout.splitlines()] == ["design", "follow_up"]
    assert done.stderr == "sample_size: left as it is, 117 is the word of Bob\n"
    assert told(stored) == (1, 2, 0)
    again = run("confirm", SEED, "all", *ANN, cwd=stored)
    assert (again.status, again.stdout, again.stderr.count("\n")) == (0, "", 3)
    assert told(stored) == (1, 2, 0)


def test_several_fields_are_confirmed_together_or_not_at_all(stored: Path) -> None:
    assert run("confirm", SEED, "design", "follow-up", "design", *ANN, cwd=stored).stdout.count("\n") == 2
    assert told(stored) == (0, 2, 0)
    with closing(sqlite3.connect(stored / "evidence.db")) as connection:
        connection.execute("DELETE FROM readings WHERE pmid = ? AND field = 'follow_up'", (SILENT,))
        connection.commit()
    assert run("confirm", SILENT, "design", "follow_up", *ANN, cwd=stored).status == 4
    assert told(stored) == (0, 2, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [("design", "non-randomised-controlled"), ("n", "118"), ("n", "118 enrolled"), ("follow_up", "3 years")],
)
def test_a_correction_that_says_what_the_machine_has_is_a_yes(stored: Path, field: str, value: str) -> None:
    done = run("correct", SEED, field, value, "--because", "page 4", *ANN, cwd=stored)
    assert done.stderr == "the machine reads the same: it counts as confirmed, with your reason\n"
    assert told(stored) == (0, 1, 0)
    table = run("export", f"pmid:{SEED}", "-o", "-", "--format", "csv", "--columns", "all", cwd=stored).stdout
    _, cells = csv.reader(table.splitlines())
    assert "confirmed by Ann" in cells
    assert "page 4" in cells
    assert not any("corrected" in cell for cell in cells)


@pytest.mark.parametrize(("field", "value"), [("design", "rct"), ("n", "118 randomised"), ("follow_up", "35 months")])
def test_a_correction_that_says_another_thing_is_one(stored: Path, field: str, value: str) -> None:
    assert run("correct", SEED, field, value, "--because", "page 4", *ANN, cwd=stored).stderr == ""
    assert told(stored) == (1, 0, 0)


def test_an_import_tells_how_many_agree(stored: Path) -> None:
    rows = f"{SEED},n,118,Ann,page 1\n{SEED},design,rct,Ann,page 1\n{REVIEW},follow_up,NA,Ann,a review\n5,n,3,Ann,x\n"
    (stored / "mine.csv").write_text("pmid,field,value,by,because\n" + rows)
    done = run("corrections", "import", "mine.csv", cwd=stored)
    assert "the machine reads the same, so they count as confirmed: 2\n" in done.stderr
    assert told(stored) == (1, 2, 0)
    assert "so they count" not in run("corrections", "import", "mine.csv", cwd=stored).stderr

"""What is typed amiss is told in one line that says what to write; what can be meant only one way simply works."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run

from evidence.cli.app import ABOUT, VERBS


@pytest.mark.parametrize("option", ["-k 3", "-k3", "-k=3", "--limit 3", "--limit=3", "-k 03"])
def test_how_many_may_be_written_in_each_way(starter: Path, option: str) -> None:
    done = run("search", *option.split(), "design:rct", "--ids", cwd=starter)
    assert (done.status, len(done.stdout.split())) == (0, 3)


def test_all_of_them_may_be_asked_for(starter: Path) -> None:
    count = int(run("search", "--count", cwd=starter).stdout)
    for option in ("-k all", "-k=ALL", "--limit=all"):
        assert len(run("search", *option.split(), "--ids", cwd=starter).stdout.split()) == count


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("search -k", "-k says how many, and here it does not: write -k 50, or -k all"),
        ("search -k=", "-k '' can't be read: write -k 50, or -k all"),
        ("search -k=few", "-k 'few' can't be read: write -k 50, or -k all"),
        ("search -k -3", "-k '-3' can't be read: write -k 50"),
        ("search --limit=0", "-k '0' can't be read: write -k 50"),
        ("pull --limit x", "--limit 'x' can't be read: write a whole number above 0"),
        ("tag --all --processes 99", "--processes '99' can't be read: write a whole number from 1 to 64"),
        ("search -K 3", "No such option '-K'. Did you mean '-k'?"),
        ("search --jsno", "Did you mean one of: '--json'"),
        ("serach foot", "no verb 'serach'; did you mean `evidence search`?: `evidence -h` lists all"),
        ("find foot", "did you mean `evidence search`?"),
        ("zzz", "no verb 'zzz': `evidence -h` lists all"),
        ("why 22814142 folow_up", "no field 'folow_up'; did you mean follow_up?: write design, n or follow_up"),
        ("confirm 22814142 population", "no field 'population': write design, n, follow_up or all"),
        ("why 22814142", "`evidence why` lacks {design|n|follow_up}: write evidence why 22814142 follow_up"),
        ("show", "`evidence show` lacks IDS: write evidence show 22814142"),
        (
            "correct 22814142 n 118",
            "`evidence correct` lacks --because: write evidence correct 22814142 n 118 --because",
        ),
        ("export", "`evidence export` lacks -o or --output: write evidence export -o table.xlsx"),
        ("rules foot", "Got unexpected extra argument (foot) (`evidence rules -h` has examples)"),
    ],
)
def test_what_can_not_be_meant_is_told_in_one_line(starter: Path, words: str, says: str) -> None:
    done = run(*words.split(), cwd=starter)
    assert (done.status, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("evidence: ")
    assert says in done.stderr


def test_help_is_a_verb_too(tmp_path: Path) -> None:
    for words, other in ((("help",), ("--help",)), (("help", "search"), ("search", "--help"))):
        asked, plainly = run(*words, cwd=tmp_path), run(*other, cwd=tmp_path)
        assert (asked.status, asked.stdout) == (0, plainly.stdout)
        assert asked.stdout.startswith("Usage: evidence")


def test_the_list_of_verbs_is_whole_in_a_narrow_window(tmp_path: Path) -> None:
    told = run("--help", cwd=tmp_path, COLUMNS="80").stdout
    listed = told.partition("Verbs (")[2].splitlines()[1:]
    assert [line.split()[0] for line in listed] == list(VERBS)
    assert set(ABOUT) == set(VERBS)
    assert not any("..." in line for line in listed)
    assert all(line.endswith(".") and len(line) <= 80 for line in listed)


def test_a_value_behind_an_equals_sign_is_the_value_alone(stored: Path) -> None:
    assert run("export", "design:rct", "-o=table.csv", cwd=stored).status == 0
    assert (stored / "table.csv").exists()
    assert "the query of -q is empty" in run("pull", "-q=", cwd=stored).stderr


def test_a_word_that_looks_like_another_programs_option_is_told(starter: Path) -> None:
    done = run("search", "-n3", "--count", cwd=starter)
    assert "-n3 leaves out records with the word n3; for 3 rows write -k 3" in done.stderr
    assert not run("search", "-n3", "--count", "--quiet", cwd=starter).stderr

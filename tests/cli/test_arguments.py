"""What people type after a verb is taken for what they meant, or refused in one line that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run


@pytest.mark.parametrize("words", ["design:rct -otable.csv", "-otable.csv design:rct", "design:rct -o=table.csv"])
def test_a_file_may_be_glued_to_its_option(stored: Path, words: str) -> None:
    done = run("export", *words.split(), cwd=stored)
    assert done.status == 0, done.stderr
    count = run("search", "--count", "design:rct", cwd=stored).stdout.strip()
    assert done.stderr == f"{count} rows written to table.csv\n"
    assert (stored / "table.csv").exists()


@pytest.mark.parametrize("option", ["-o table.csv", "--output table.csv", "--output=table.csv"])
def test_beside_the_option_such_a_word_is_negated(stored: Path, option: str) -> None:
    done = run("export", "-outcome", *option.split(), cwd=stored)
    count = run("search", "--count", "-outcome", cwd=stored).stdout.strip()
    assert done.stderr == f"{count} rows written to table.csv\n"


def test_without_it_two_such_words_are_two_negated_ones(stored: Path) -> None:
    done = run("export", "-outcome", "-oedema", cwd=stored)
    assert (done.status, list(stored.glob("*edema"))) == (2, [])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ["export", "design:rct", "-o", "q.csv", "-k", "3"],
            "'-k'. -k is an option of `evidence search`. To leave out",
        ),
        (["export", "design:rct", "-o", "q.csv", "-c", "study"], "'-c'. Did you mean '--columns'?"),
        (["export", "design:rct", "-o", "q.csv", "-f", "tsv"], "'-f'. Did you mean '--format' or '--for-excel'?"),
        (["search", "design:rct", "-n", "3"], "'-n'. Did you mean '-k'?"),
        (["search", "design:rct", "-o", "q.csv"], "'-o'. -o is an option of `evidence export`"),
        (["report", "-o", "r", "-5"], "'-5'. To leave out a word of one letter or digit, quote it twice: '-\"5\"'"),
        (["studies", "-é"], "quote it twice: '-\"é\"'"),
    ],
)
def test_one_letter_behind_a_hyphen_is_an_option_or_a_mistake(stored: Path, words: list[str], says: str) -> None:
    (stored / "q.csv").write_text("old")
    done = run(*words, cwd=stored)
    assert (done.status, done.stdout) == (2, "")
    assert f"No such option {says}" in done.stderr or says in done.stderr
    assert (stored / "q.csv").read_text() == "old"
    assert not (stored / "r").exists()


def test_more_letters_or_one_in_quotation_marks_are_words_to_leave_out(stored: Path) -> None:
    total = int(run("search", "--count", cwd=stored).stdout)
    for word in ("-mice", "-T1", '-"5"', "-p<0.05"):
        done = run("search", "--count", word, cwd=stored)
        assert (done.status, done.stderr) == (0, "")
        found = int(run("search", "--count", word.removeprefix("-"), cwd=stored).stdout)
        assert int(done.stdout) == total - found, word


@pytest.mark.parametrize("words", [["33198815,22814142"], ["33198815", "22814142"]])
def test_several_ids_are_shown_with_a_blank_line_between(stored: Path, words: list[str]) -> None:
    one, other = (run("show", pmid, cwd=stored).stdout for pmid in ("33198815", "22814142"))
    assert run("show", *words, cwd=stored).stdout == f"{one}\n{other}"
    assert run("show", "-", cwd=stored, stdin="\n".join(words)).stdout == f"{one}\n{other}"
    assert run("search", "33198815,22814142", "--ids", cwd=stored).stdout.split() == ["33198815", "22814142"]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["search", "bone", "--save", "list"], 4, "keep it by another name"),
        (["search", "bone", "--save", ""], 4, "no name for a search"),
        (["search", "bone", "--saved", ""], 4, "no saved search ''"),
        (["pull", "-q", " "], 4, "the query of -q is empty"),
        (["pull", "--topic", ""], 4, "no topic ''"),
    ],
)
def test_what_is_empty_or_means_something_else_is_refused(
    stored: Path, words: list[str], status: int, says: str
) -> None:
    done = run(*words, cwd=stored)
    assert (done.status, done.stdout) == (status, "")
    assert says in done.stderr


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["import", "n\udcff.xml"], r"n\xff.xml does not exist"),
        (["--db", "n\udcff.db", "search"], r"no store at n\xff.db"),
        (["export", "-o", "evidence.db/\udcff.csv"], "evidence.db can't be made"),
        (["export", "-o", "evidence.db/\udcff/t.csv"], r"evidence.db/\xff can't be made"),
        (["import", "n\x1b[31m\u202e.xml"], r"n\x1b[31m\u202e.xml does not exist"),
        (["verify", "x\u202e\udcff"], r"x\u202e\xff"),
    ],
)
def test_a_name_that_may_not_be_printed_is_shown(stored: Path, words: list[str], shown: str) -> None:
    done = run(*words, cwd=stored)
    assert done.status in {2, 4}
    assert shown in done.stderr

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
        (["export", "-o", "none/\udcff.csv"], r"none/\xff.csv can't be written"),
        (["import", "n\x1b[31m\u202e.xml"], r"n\x1b[31m\u202e.xml does not exist"),
        (["verify", "x\u202e\udcff"], r"x\u202e\xff"),
    ],
)
def test_a_name_that_may_not_be_printed_is_shown(stored: Path, words: list[str], shown: str) -> None:
    done = run(*words, cwd=stored)
    assert done.status in {2, 4}
    assert shown in done.stderr

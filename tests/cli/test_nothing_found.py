"""What finds nothing replaces nothing, and says what was nearly meant; where no file was, an empty one is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run

NEAR = "no record has diabtes; did you mean diabetes?\n"


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv", "refs.ris"])
def test_an_export_of_nothing_leaves_the_file_of_before(stored: Path, name: str) -> None:
    assert run("export", "-o", name, cwd=stored).status == 0
    before = (stored / name).read_bytes()
    done = run("export", "diabtes", "-o", name, cwd=stored)
    assert (done.status, (stored / name).read_bytes()) == (0, before)
    assert done.stderr == f"0 rows: {name} is left as it was (to have an empty one, delete it first)\n{NEAR}"
    quiet = run("export", "diabtes", "-o", name, "--quiet", cwd=stored)
    assert quiet.stderr.startswith(f"0 rows: {name} is left"), "or a script would take it for the answer"


def test_where_there_was_none_it_is_written(stored: Path) -> None:
    (stored / "empty.csv").touch()
    for name in ("new.csv", "empty.csv"):
        done = run("export", "diabtes", "-o", name, cwd=stored)
        assert (done.status, done.stderr) == (0, f"0 rows written to {name}\n{NEAR}")
        assert (stored / name).read_text().count("\n") == 1
    assert run("export", "diabtes", "-o", "-", "--format", "csv", cwd=stored).stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["-o", "table.csv", "--columns", "age"], "no column 'age'"),
        (["-o", "table.csv", "--sort", "age"], "age"),
        (["-o", "evidence.db", "--format", "csv"], "that is the store itself"),
    ],
)
def test_what_is_wrong_is_said_all_the_same(stored: Path, words: list[str], says: str) -> None:
    (stored / "table.csv").write_text("old")
    done = run("export", "diabtes", *words, cwd=stored)
    assert (done.status, done.stdout) == (4, "")
    assert says in done.stderr


def test_a_report_of_nothing_leaves_the_report_of_before(stored: Path) -> None:
    assert run("report", "-o", "report", cwd=stored).status == 0
    before = (stored / "report" / "index.html").read_bytes()
    done = run("report", "diabtes", "-o", "report", cwd=stored)
    assert (done.status, (stored / "report" / "index.html").read_bytes()) == (0, before)
    assert done.stderr.startswith("0 records: report/index.html is left as it was")
    assert done.stderr.endswith(NEAR)
    done = run("report", "diabtes", "-o", "new", cwd=stored)
    assert done.stderr == f"open new/index.html\nit has 0 records: {NEAR}"


def test_no_corrections_replace_none(stored: Path) -> None:
    (stored / "c.csv").write_text("old")
    done = run("corrections", "export", "c.csv", cwd=stored)
    assert (done.status, (stored / "c.csv").read_text()) == (0, "old")
    assert done.stderr == "0 corrections: c.csv is left as it was (to have an empty one, delete it first)\n"


def test_a_design_that_is_no_word_of_any_text_is_named(stored: Path) -> None:
    assert run("search", "rct", "--count", cwd=stored).stderr == "no record has rct; did you mean design:rct?\n"
    assert (
        run("search", "cells", "RCTs", "--count", cwd=stored).stderr == "no record has RCTs; did you mean design:rct?\n"
    )


def test_an_empty_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").touch()
    run("corrections", "import", "none.jsonl", cwd=tmp_path)
    for words in (["search", "foot"], ["search", "--count"], ["export", "-o", "t.csv"]):
        assert "the store is empty, `evidence pull` fills it\n" in run(*words, cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Hu J", 'author:"hu j"'),
        ("hu 2012", "author:hu year:2012"),
        ("Hu J, 2012", 'author:"hu j" year:2012'),
        ("Hu", "author:hu"),
        ("Hu design:non-randomised-controlled", "author:hu design:non-randomised-controlled"),
        ("hu zzzz", "author:hu"),
    ],
)
def test_an_author_among_the_words_is_named(stored: Path, query: str, meant: str) -> None:
    done = run("search", query, "--ids", cwd=stored)
    assert (done.status, done.stdout) == (0, "")
    assert done.stderr.endswith(f", and an author is called so; did you mean {meant}?\n")
    assert "22814142" in run("search", meant, "--ids", cwd=stored).stdout


def test_a_field_with_accents_is_named(stored: Path) -> None:
    assert run("search", "désign:rct", cwd=stored).stderr.endswith("did you mean design:rct?\n")
    assert "did you mean" not in run("search", "désire:rct", cwd=stored).stderr


def test_status_does_not_deny_the_abstracts_that_a_search_finds(stored: Path) -> None:
    told = run("status", cwd=stored).stdout
    assert "with an abstract" not in told
    assert "published abstract" in told


def test_a_name_that_says_another_format_is_told(stored: Path) -> None:
    done = run("export", "-o", "table.csv", "--format", "xlsx", cwd=stored)
    assert done.status == 0
    assert done.stderr.endswith(
        "table.csv is xlsx, whatever its ending says; name it otherwise, or leave --format out\n"
    )
    for name, form in (("r.csv", "rayyan"), ("c.json", "csl"), ("t.txt", "csv"), ("t.tex", "latex")):
        assert "whatever" not in run("export", "-o", name, "--format", form, cwd=stored).stderr


@pytest.mark.parametrize(
    "words",
    [
        ["22814142 33198815"], ["22814142", "33198815"], ["22814142;33198815"], ["22814142 OR 33198815"],
        ["pmid:22814142 pmid:33198815"], ["22814142, 33198815"], ["22814142,33198815"],
        [" OR ".join(map(str, range(22814142, 22815642))) + " OR 33198815"],
    ],
)  # fmt: skip
def test_a_list_of_pmids_finds_all_of_them(starter: Path, words: list[str]) -> None:
    done = run("search", *words, "--ids", "--sort", "pmid", cwd=starter)
    assert {"22814142", "33198815"} <= set(done.stdout.split())


def test_a_bare_number_of_a_trial_finds_its_records(starter: Path) -> None:
    found = run("search", "nct:NCT02302599", "--ids", cwd=starter).stdout
    assert found
    assert run("search", "nct02302599", "--ids", cwd=starter).stdout == found
    assert len(run("search", "NCT02302599 22814142", "--ids", cwd=starter).stdout.split()) == 2
    many = " OR ".join(f"NCT{number:08}" for number in range(1000))
    assert "1,000 ids in a query" in run("search", many, "--ids", cwd=starter).stderr


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("author:bhansalli", "author:bhansali"), ("author:Bhansalli A", "author:bhansali"), ("randmized", "randomized"),
        ('"stem cels"', '"stem cells"'), ("stem cels", "cells"), ("title:diabetis", "title:diabet"),
    ],
)  # fmt: skip
def test_a_misspelt_word_author_or_phrase_is_told_the_nearest(starter: Path, query: str, meant: str) -> None:
    done = run("search", query, "--count", cwd=starter)
    assert done.stdout == "0\n"
    assert f"did you mean {meant}" in done.stderr


def test_a_comma_is_a_choice_of_words_too(starter: Path) -> None:
    def pmids(query: str) -> list[str]:
        return run("search", query, "--ids", "--sort", "pmid", cwd=starter).stdout.split()

    assert pmids("author:bhansali,hu") == pmids("author:bhansali OR author:hu") != []
    assert pmids("author:hu,j") == pmids('author:"Hu, J"') == pmids('author:"hu j"') != []


def test_how_a_value_of_several_words_is_read_is_told_where_it_is_not_one(starter: Path) -> None:
    done = run("search", "population:diabetes mellitus", "--count", cwd=starter)
    assert "is read as population:diabetes, and anywhere in the text mellitus" in done.stderr
    assert run("search", "population:diabetes", "mellitus", "--count", cwd=starter).stderr == ""
    assert run("search", "population:type 2 diabetes", "--count", cwd=starter).stderr == ""


def test_a_field_whose_name_was_parted_is_told(starter: Path) -> None:
    for words in (["cell type:BM-MSC"], ["cell", "type:BM-MSC"]):
        done = run("search", *words, "--count", cwd=starter)
        assert (done.stdout, "did you mean cell_type:BM-MSC?" in done.stderr) == ("0\n", True)


def test_a_stream_has_no_ending(starter: Path) -> None:
    done = run("export", "-o", "-", cwd=starter)
    assert done.status == 4
    assert "stdout has no ending that names a format: give --format" in done.stderr


def test_a_comparison_that_was_read_as_words_is_told_once_whatever_is_found(stored: Path) -> None:
    told = "n >20 was read as words; did you mean n:>20?\n"
    for words in (["n", ">20"], ["n >20"], ["zebras", "n >20"]):
        assert run("search", *words, "--count", cwd=stored).stderr.count(told) == 1
    assert run("search", "n", ">20", "--count", "--quiet", cwd=stored).stderr == ""
    assert run("export", "n", ">20", "-o", "table.csv", cwd=stored).stderr.startswith(told)
    assert f"note: {told}" in run("search", "n >20", "--explain", cwd=stored).stdout
    done = run("search", "n: > 20", "design:rct", "--count", cwd=stored)
    assert (done.stdout, done.stderr) == (run("search", "n:>20", "design:rct", "--count", cwd=stored).stdout, "")

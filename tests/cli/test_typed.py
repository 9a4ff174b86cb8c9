"""A query is put together again from the words that the shell left of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from running import run

from evidence.cli.arguments import typed
from evidence.tables.columns import pick
from evidence.tracker import Tracker

HEADS = {"design": "Design", "n": "Sample size", "follow-up": "Follow-up"}


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ((), ""),
        (("foot", "design:rct"), "foot design:rct"),
        (("bone marrow", "foot"), '"bone marrow" foot'),
        (("foot", "mesh:Bone Marrow Transplantation"), 'foot mesh:"Bone Marrow Transplantation"'),
        (("foot", "-author:hu j"), 'foot -author:"hu j"'),
        (("foot", "Stem cells: a review"), 'foot "Stem cells: a review"'),
        (("foot", "(a OR b)"), "foot (a OR b)"),
        (('foot "bone marrow"',), 'foot "bone marrow"'),
        (("bone marrow",), "bone marrow"),  # many quote the whole query for the shell
        (("mesh:Bone Marrow",), 'mesh:"Bone Marrow"'),
        (("-bone marrow", "foot"), '-"bone marrow" foot'),
        (("design:single arm",), 'design:"single arm"'),
        (("design:pilot study",), 'design:"pilot study"'),  # which is none, and the error names all of it
        (("followup:>=12 months",), 'followup:">=12 months"'),
        (("followup: > 12 months", "foot"), 'followup:"> 12 months" foot'),
        (("Note: > 50 cells", "foot"), '"Note: > 50 cells" foot'),
        # A query of its own, alone as beside others.
        (("design:rct n:>=50",), "design:rct n:>=50"),
        (("design:rct foot",), "design:rct foot"),
        (("bone marrow design:rct", "year:2010.."), "bone marrow design:rct year:2010.."),
        (("bone -mice",), "bone -mice"),
        (("bone marrow[tiab]",), "bone marrow[tiab]"),
        (("bone AND marrow", "foot"), "bone AND marrow foot"),
        (("heart OR stroke",), "heart OR stroke"),
        (("https://pubmed.ncbi.nlm.nih.gov/33198815/",), "https://pubmed.ncbi.nlm.nih.gov/33198815/"),
    ],
)
def test_what_the_shell_unquoted_is_quoted_again(words: tuple[str, ...], query: str) -> None:
    assert typed(words) == query


def test_where_a_filter_changes_what_words_mean_that_is_told(starter: Path) -> None:
    def search(*words: str) -> tuple[int, str]:
        done = run("search", *words, "--count", cwd=starter)
        return int(done.stdout), done.stderr.strip()

    words, silent = search("cell therapy")
    assert (words, silent) == search("cell", "therapy")
    assert silent == ""
    phrase, told = search("cell therapy", "year:1900..")
    assert 0 < phrase < words
    assert told == (
        f'"cell therapy" year:1900.. finds {phrase}: an argument of several words is a phrase here; '
        f"cell therapy year:1900.. finds {words}"
    )
    assert search('"cell therapy"') == (phrase, "")
    assert not run("search", "cell therapy", "year:1900..", "--ids", "--quiet", cwd=starter).stderr


@pytest.mark.parametrize("verb", [("export", "-o", "-", "--format", "csv"), ("studies",), ("report", "-o")])
def test_each_verb_with_a_query_tells_of_the_other_reading(
    starter: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    folder = (str(tmp_path / "page"),) if verb[0] == "report" else ()
    done = run(*verb, *folder, "cell therapy", "year:1900..", cwd=starter)
    assert done.status == 0
    assert "is a phrase here; cell therapy year:1900.. finds" in done.stderr


@pytest.mark.parametrize("form", [(), ("--ids",), ("--count",), ("--json",)])
def test_a_near_miss_gets_one_line_on_stderr(starter: Path, form: tuple[str, ...]) -> None:
    done = run("search", "design:rct", "mesenchimal", *form, cwd=starter)
    assert (done.status, done.stderr.splitlines()[-1:]) == (0, ["no record has mesenchimal; did you mean mesenchymal?"])
    assert not run("search", "mesenchimal", "--quiet", *form, cwd=starter).stderr


def test_a_bare_id_finds_its_record(starter: Path) -> None:
    for id_ in ("33198815", "10.1186/s13287-020-01996-X", "https://pubmed.ncbi.nlm.nih.gov/33198815/"):
        assert run("search", id_, "--ids", cwd=starter).stdout.split() == ["33198815"]
        assert "Kassem" in run("show", id_, cwd=starter).stdout


def test_a_search_by_confidence_shows_what_is_doubtful(starter: Path) -> None:
    with Tracker.open(starter / "evidence.db", create=False) as tracker:
        assert "doubtful" not in tracker.columns_for("design:rct")
        names = tracker.columns_for("foot confidence:<0.8")
        assert names[names.index("follow_up") + 1] == "doubtful"
        (column,) = pick(["doubtful"])
        for entry in tracker.entries("confidence:<0.8"):
            tag, _, sure = column.read(entry).text.partition(" ")
            assert tag in {"design", "n", "follow-up"}
            assert int(sure.removesuffix("%")) <= 80


def test_a_pipe_and_a_file_show_how_sure_each_value_is(starter: Path, tmp_path: Path) -> None:
    file = tmp_path / "doubtful.csv"
    assert run("export", "confidence:<0.8", "-o", str(file), cwd=starter).status == 0
    for text, mark in (
        (run("search", "confidence:<0.8", cwd=starter).stdout, "\t"),
        (run("search", "confidence:<0.8", "--csv", cwd=starter).stdout, ","),
        (file.read_text("utf-8"), ","),
    ):
        rows = list(csv.DictReader(text.splitlines(), delimiter=mark))
        assert rows
        for row in rows:
            sure = {tag: row[f"{head}: confidence"] for tag, head in HEADS.items() if row[f"{head}: confidence"]}
            least = min(sure, key=lambda tag: float(sure[tag]))
            assert float(sure[least]) <= 0.8
            assert row["Least sure"] == f"{least} {float(sure[least]):.0%}"
    assert "Least sure" not in run("search", "design:rct", cwd=starter).stdout


def test_a_length_is_no_bare_number_without_what_it_is(starter: Path) -> None:
    rows = list(csv.DictReader(run("search", "--csv", cwd=starter).stdout.splitlines()))
    told = {row["PMID"]: (row["Follow-up (months)"], row["Follow-up: statistic"]) for row in rows}
    assert (told["22419704"], told["26859103"]) == (("54", "range"), ("34", "median"))
    shown = run("export", "pmid:22419704,26859103", "-o", "-", "--format", "md", cwd=starter).stdout
    assert "| 54 max |" in shown
    assert "| 34 median |" in shown


def test_namesakes_are_told_apart_in_every_form(starter: Path, tmp_path: Path) -> None:
    pair = "pmid:23561959,25364680"
    both = {"Bhansali A, 2014a", "Bhansali A, 2014b"}
    assert {line.split("\t")[0] for line in run("search", pair, cwd=starter).stdout.splitlines()[1:]} == both
    found = json.loads(run("search", pair, "--json", cwd=starter).stdout)
    assert {one["study"]: one["pmid"] for one in found} == dict(zip(sorted(both), (23561959, 25364680), strict=True))
    for form in ("csv", "md", "html", "json"):
        text = run("export", pair, "-o", "-", "--format", form, cwd=starter).stdout
        assert all(name in text for name in both), form
    run("report", pair, "-o", str(tmp_path / "page"), cwd=starter)
    for place in ("index.html", "table.csv", "records/0000.js"):
        assert all(name in (tmp_path / "page" / place).read_text("utf-8") for name in both), place
    alone = run("search", "pmid:23561959", "-k", "5", cwd=starter)
    assert "2014a" not in alone.stdout + alone.stderr  # it needs none
    assert "told apart among these rows, by PMID" in run("search", pair, "-k", "5", cwd=starter).stderr


@pytest.mark.parametrize(
    ("word", "query"),
    [
        ("design:prospective cohort", "design:cohort time_perspective:prospective"),
        ("design:randomised controlled trial", "design:rct"),
        ("author:Hu J", 'author:"Hu J"'),
        ("author:Hu, J", 'author:"Hu, J"'),
    ],
)
def test_a_value_of_several_words_is_found_without_scolding(starter: Path, word: str, query: str) -> None:
    done, plainly = run("search", word, "--ids", cwd=starter), run("search", query, "--ids", cwd=starter)
    assert (done.status, done.stdout) == (0, plainly.stdout)
    assert "finds" not in done.stderr


def test_a_word_of_a_design_that_nothing_keeps_is_told(stored: Path) -> None:
    done = run("search", "design:cluster randomised trial", "--count", cwd=stored)
    assert done.stdout == run("search", "design:rct", "--count", cwd=stored).stdout
    assert "'cluster' is not looked for" in done.stderr
    pmid = run("search", "design:rct", "--ids", cwd=stored).stdout.split()[0]
    done = run("correct", pmid, "design", "cluster-randomised trial", "--because", "title", "--by", "a", cwd=stored)
    assert (done.status, "'cluster' is not kept" in done.stderr) == (0, True)

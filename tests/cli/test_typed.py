"""A query is put together again from the words that the shell left of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import run

from evidence.cli.arguments import typed
from evidence.tables.columns import pick
from evidence.tracker import Tracker


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
        (("followup:>=12 months",), 'followup:">=12 months"'),
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

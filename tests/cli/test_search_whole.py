"""What a search hands to another program is whole; what is cut says so; an argument with an OR is one group."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from running import run

from evidence.cli.arguments import together, typed

QUERY = "design:interventional"


@pytest.fixture(scope="module")
def count(starter: Path) -> int:
    found = int(run("search", QUERY, "--count", cwd=starter).stdout)
    assert found > 20
    return found


def test_every_form_for_a_program_is_whole(starter: Path, count: int) -> None:
    ids = run("search", QUERY, "--ids", cwd=starter)
    assert (ids.status, ids.stderr) == (0, "")
    pmids = ids.stdout.split()
    assert len(pmids) == len(set(pmids)) == count
    listed = json.loads(run("search", QUERY, "--json", cwd=starter).stdout)
    lines = [json.loads(line) for line in run("search", QUERY, "--nl", cwd=starter).stdout.splitlines()]
    assert [one["pmid"] for one in listed] == [one["pmid"] for one in lines] == list(map(int, pmids))
    for form, delimiter in (("--csv", ","), ("--tsv", "\t")):
        rows = list(csv.reader(io.StringIO(run("search", QUERY, form, cwd=starter).stdout), delimiter=delimiter))
        assert len(rows) == count + 1
    assert len(run("search", QUERY, cwd=starter).stdout.splitlines()) == count + 1
    assert run("search", QUERY, "--snippets", cwd=starter).stdout.count("PMID") == count


def test_the_whole_stands_in_the_order_of_a_page(starter: Path) -> None:
    for options in ([], ["--sort", "n"], ["--sort", "-relevance"], ["--sort", "pmid"]):
        whole = run("search", "marrow", "--ids", *options, cwd=starter).stdout.split()
        page = run("search", "marrow", "--ids", "-k", "9", *options, cwd=starter).stdout.split()
        assert whole[:9] == page


def test_json_is_written_as_it_was(starter: Path) -> None:
    for query in (QUERY, "zzzqqq"):
        done = run("search", query, "--json", cwd=starter)
        assert done.stdout == json.dumps(json.loads(done.stdout), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("form", ["--ids", "--csv", "--tsv", "--json", "--nl", "--snippets"])
def test_what_is_cut_says_so(starter: Path, count: int, form: str) -> None:
    done = run("search", QUERY, form, "-k", "3", cwd=starter)
    assert done.stderr == f"3 of {count} shown, the highest PMIDs; -k {count} for all\n"
    assert run("search", QUERY, form, "-k", "3", "--quiet", cwd=starter).stderr == ""
    assert run("search", QUERY, form, "-k", str(count), cwd=starter).stderr == ""


def test_which_are_shown(starter: Path) -> None:
    assert " shown, the best; -k " in run("search", "marrow", "-k", "2", cwd=starter).stderr
    assert " shown, the first by n; -k " in run("search", "marrow", "-k", "2", "--sort", "n", cwd=starter).stderr


def test_a_wrong_order_is_said_before_anything_is_printed(starter: Path) -> None:
    for form in ("--csv", "--json", "--ids", "--snippets", "--nl"):
        done = run("search", "marrow", form, "--sort", "colour", cwd=starter)
        assert (done.status, done.stdout) == (4, "")


def test_at_a_terminal_twenty_are_shown(starter: Path, count: int) -> None:
    above, below = pty.openpty()
    command = "import sys; from evidence.cli import main; sys.exit(main())"
    done = subprocess.Popen(
        [sys.executable, "-c", command, "search", QUERY, "--columns", "pmid"],
        cwd=starter, stdout=below, stderr=subprocess.PIPE, env=os.environ | {"EVIDENCE_DB": "evidence.db"},
    )  # fmt: skip
    os.close(below)
    shown = b""
    while True:
        try:
            piece = os.read(above, 1 << 16)
        except OSError:  # how a pty says that it is at its end
            break
        if not piece:
            break
        shown += piece
    os.close(above)
    told = done.communicate()[1].decode()
    assert f"20 of {count} shown, " in told
    assert len(set(re.findall(r"gov/(\d+)/", shown.decode()))) == 20


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (('mesenchymal OR "stem cell"', "year:2010..2020", "-mice"),
         '(mesenchymal OR "stem cell") year:2010..2020 -mice'),
        (("a OR b",), "a OR b"),
        (("a", "OR", "b", "year:2020"), "a OR b year:2020"),
        (("(a OR b)", "c"), "(a OR b) c"),
        (("title:(a OR b)", "c"), "title:(a OR b) c"),
        (("a OR b", "OR", "c d"), '(a OR b) OR "c d"'),
    ],
)  # fmt: skip
def test_an_argument_with_an_or_is_one_group(words: tuple[str, ...], query: str) -> None:
    assert typed(words) == query


def test_a_kept_query_and_more_hold_together() -> None:
    assert together("(foot)", "a OR b") == "(foot) (a OR b)"
    assert together("", "a b") == "a b"


def test_a_doubtful_or_is_told_and_is_no_error(starter: Path) -> None:
    for verb in (["search"], ["search", "--count"], ["studies"], ["export", "-o", "-", "--format", "csv"]):
        done = run(*verb, 'mesenchymal OR "stem cell" year:2010..2020', cwd=starter)
        assert done.status == 0
        assert 'for both write (mesenchymal OR "stem cell") year:2010..2020\n' in done.stderr
    explained = run("search", "--explain", 'mesenchymal OR "stem cell" year:2010..2020', cwd=starter).stdout
    assert explained.splitlines()[-1].startswith("note: year:2010..2020 holds for ")
    quiet = run("search", "--ids", "--quiet", 'mesenchymal OR "stem cell" year:2010..2020', cwd=starter)
    assert quiet.stderr == ""


def test_a_search_by_n_says_how_many_count_no_people(stored: Path) -> None:
    query = ("pmid:22814142,20488328", "n:>=50")
    assert "unit:participants" not in run("search", *query, cwd=stored).stderr
    run("correct", "22814142", "n", "82 limbs", "--because", "page 2", "--by", "A. Reader", cwd=stored)
    found = run("search", *query, "--ids", cwd=stored)
    assert "22814142" in found.stdout
    assert (
        found.stderr
        == "n: 1 of these counts limbs, eyes, animals or the like; add unit:participants for people alone\n"
    )
    people = run("search", *query, "unit:participants", "--ids", cwd=stored)
    assert ("22814142" in people.stdout, people.stderr) == (False, "")
    assert "unit:participants" not in run("search", "pmid:22814142", "-n:>90", cwd=stored).stderr
    assert "unit:participants" in run("search", "--fields", cwd=stored).stdout

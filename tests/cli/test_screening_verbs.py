"""Screening at the command line: said, found, taken back, left out of what is published, and counted."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from running import run

SEED, REVIEW, SILENT = "22814142", "33198815", "20488328"
ANN, BOB, CLEO = ("--by", "Ann"), ("--by", "Bob"), ("--by", "Cleo")
WHY = ("--because", "wrong population")


def ids(folder: Path, *query: str) -> list[str]:
    return sorted(run("search", *query, "--ids", cwd=folder).stdout.split())


def test_each_record_is_told_by_what_counts_now(stored: Path) -> None:
    done = run("exclude", SEED, SILENT, *WHY, *ANN, cwd=stored)
    lines = f"{SEED}\texcluded: wrong population\n{SILENT}\texcluded: wrong population\n"
    assert (done.status, done.stdout, done.stderr) == (0, lines, "")
    done = run("include", "10.1507/endocrj.ej12-0092", *BOB, cwd=stored)
    assert done.stdout == f"{SEED}\tdisputed: Ann: excluded (wrong population); Bob: included\n"
    assert run("include", SEED, *CLEO, cwd=stored).stdout == f"{SEED}\tincluded\n"
    assert ids(stored, "is:included") == [SEED]
    assert ids(stored, "is:excluded") == ids(stored, "excluded:population") == [SILENT]
    done = run("exclude", SEED, "--because", "no controls", "--full-text", *ANN, cwd=stored)
    assert done.stdout == f"{SEED}\texcluded: no controls\n"
    done = run("include", SEED, *BOB, cwd=stored)
    assert done.stdout == f"{SEED}\texcluded: no controls\n"
    assert done.stderr == "somebody has read the full text, and their word counts over this one\n"


def test_ids_come_from_another_command_and_of_them_all_or_none(stored: Path) -> None:
    found = run("search", "design:rct", "--ids", cwd=stored).stdout
    done = run("exclude", "-", *WHY, *ANN, cwd=stored, stdin=found)
    assert len(done.stdout.splitlines()) == len(found.split()) > 5
    done = run("include", SEED, "99", *ANN, cwd=stored)
    assert (done.status, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert ids(stored, "is:included") == []
    done = run("include", "-", *ANN, cwd=stored, stdin="\n")
    assert (done.status, done.stderr) == (0, "no ids were given: nothing was changed\n")


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("exclude", SEED), 2, "`evidence exclude` lacks --because"),
        (("exclude", SEED, "--because", " "), 4, "to exclude a record needs a reason"),
        (("include", SEED, "--by", " "), 4, "a decision needs a name"),
        (("include", "marrow"), 4, "neither a PMID nor a DOI"),
        (("include",), 2, "`evidence include` lacks IDS"),
        (("withdraw", SEED, "screenign"), 2, "did you mean screening?"),
    ],
)
def test_what_can_not_be_said_is_one_line(stored: Path, words: tuple[str, ...], status: int, says: str) -> None:
    done = run(*words, cwd=stored)
    assert (done.status, done.stdout, done.stderr.count("\n")) == (status, "", 1)
    assert says in done.stderr
    assert ids(stored, "-is:unscreened") == []


def test_only_ones_own_word_is_taken_back(stored: Path) -> None:
    run("exclude", SEED, *WHY, *ANN, cwd=stored)
    run("include", SEED, *BOB, cwd=stored)
    done = run("withdraw", SEED, "screening", *CLEO, cwd=stored)
    assert "nothing to take back: no word of Cleo stood by title and abstract" in done.stderr
    done = run("withdraw", SEED, "Screening-full-text", *ANN, cwd=stored)
    assert "no word of Ann stood at full text" in done.stderr
    assert "said besides, and stands: excluded: wrong population, by Ann by title and abstract" in done.stderr
    done = run("withdraw", SEED, "screening", *ANN, cwd=stored)
    assert done.stdout == f"{SEED}\tincluded\n"
    assert re.match("taken back, and kept on record: excluded: wrong population, by Ann on", done.stderr)
    assert run("withdraw", SEED, "screening", *BOB, cwd=stored).stdout == f"{SEED}\tnot screened\n"


def test_a_record_shows_who_said_what(stored: Path) -> None:
    run("exclude", SEED, *WHY, *ANN, cwd=stored)
    run("include", SEED, *BOB, cwd=stored)
    page = run("show", SEED, cwd=stored, COLUMNS="200").stdout
    assert "screening disputed" in page
    assert "Screening   excluded: wrong population  (Ann, by title and abstract, " in page
    said = json.loads(run("show", SEED, "--json", cwd=stored).stdout)["screening"]
    assert (said["state"], said["stage"]) == ("disputed", "abstract")
    assert [(word["by"], word["verdict"], word["reason"]) for word in said["words"]] == [
        ("Ann", "excluded", "wrong population"), ("Bob", "included", ""),
    ]  # fmt: skip
    assert "screening" not in json.loads(run("show", REVIEW, "--json", cwd=stored).stdout)
    row = run("search", SEED, "--columns", "screening,status", "--tsv", cwd=stored).stdout.splitlines()[1]
    assert row.startswith("disputed: Ann: excluded (wrong population); Bob: included\tscreening disputed")


FORMS = ("csv", "tsv", "md", "html", "latex", "jsonl", "ris", "bibtex", "nbib", "csl", "rayyan")


def test_what_is_published_lacks_what_was_excluded(stored: Path) -> None:
    before = {form: run("export", "-o", "-", "--format", form, cwd=stored).stdout for form in FORMS}
    run("exclude", SILENT, *WHY, *ANN, cwd=stored)
    note = "1 record left out that people excluded (--with-excluded)\n"
    for form in FORMS:
        done = run("export", "-o", "-", "--format", form, cwd=stored)
        assert done.stderr == note, form
        assert len(done.stdout) < len(before[form]), form
        assert SILENT in before[form] or form in {"latex", "bibtex"}
        assert SILENT not in done.stdout, form
    for words in (("is:excluded",), ('excluded:"wrong population"',), ("--with-excluded",), ("-is:unscreened",)):
        done = run("export", *words, "-o", "-", "--format", "csv", cwd=stored)
        assert SILENT in done.stdout, words
        assert not done.stderr
    assert SILENT in ids(stored), "a search still finds all"
    assert SILENT not in run("export", SILENT, SEED, "-o", "-", "--format", "csv", cwd=stored).stdout
    (stored / "t.csv").write_text("mine")
    done = run("export", f"pmid:{SILENT}", "-o", "t.csv", cwd=stored)
    assert (done.status, (stored / "t.csv").read_text()) == (0, "mine")
    assert "t.csv is left as it was" in done.stderr
    assert "and 1 left out that people excluded" in run("export", "-o", "-", "--format", "md", cwd=stored).stdout


def test_where_all_was_taken_back_tables_are_as_they_were(stored: Path) -> None:
    """Also the JSON line, to the last byte."""
    forms = ("csv", "jsonl")
    before = [run("export", "-o", "-", "--format", form, cwd=stored).stdout for form in forms]
    run("exclude", SILENT, *WHY, *ANN, cwd=stored)
    run("include", SEED, *ANN, "--full-text", cwd=stored)
    assert [run("export", "-o", "-", "--format", form, cwd=stored).stdout for form in forms] != before
    run("withdraw", SILENT, "screening", *ANN, cwd=stored)
    run("withdraw", SEED, "screening_full_text", *ANN, cwd=stored)
    assert [run("export", "-o", "-", "--format", form, cwd=stored).stdout for form in forms] == before


def test_a_store_that_nobody_has_screened_says_nothing_of_it(stored: Path) -> None:
    assert "screening" not in json.loads(run("status", "--json", cwd=stored).stdout)
    assert "Screening" not in run("status", cwd=stored).stdout
    header = next(
        csv.reader(io.StringIO(run("export", "-o", "-", "--format", "csv", "--columns", "all", cwd=stored).stdout))
    )
    assert "Screening" not in header
    assert all("screening" not in json.loads(line) for line in run("search", "--nl", cwd=stored).stdout.splitlines())
    run("include", SEED, *ANN, cwd=stored)
    told = run("export", "-o", "-", "--format", "csv", "--columns", "all", cwd=stored).stdout
    assert [name for name in next(csv.reader(io.StringIO(told))) if name not in header] == ["Screening"]


def in_words(folder: Path) -> str:
    page = (folder / "report" / "index.html").read_text("utf-8")
    return re.sub("<[^>]*>", " ", page.partition("The flow in words")[2].partition("</details>")[0])


def test_the_report_counts_what_people_decided(stored: Path) -> None:
    rcts = ids(stored, "design:rct")
    run("exclude", *rcts[:3], *WHY, *ANN, cwd=stored)
    run("include", *rcts[3:9], *ANN, cwd=stored)
    run("exclude", rcts[8], "--because", "other", *BOB, cwd=stored)
    run("exclude", rcts[3], "--because", "No controls", "--full-text", *ANN, cwd=stored)
    run("exclude", rcts[4], "--because", "Not retrieved", "--full-text", *ANN, cwd=stored)
    run("include", rcts[5], "--full-text", *ANN, cwd=stored)
    done = run("report", "design:rct", "-o", "report", cwd=stored)
    assert done.stderr.startswith("5 records left out that people excluded (--with-excluded)\n")
    words = in_words(stored)
    left = len(rcts) - 9
    for line in (
        f"Records screened by people (n = 9); not screened yet (n = {left})",
        "Records excluded (n = 3) people differ, not decided yet (n = 1)",
        "Reports sought for retrieval (n = 5); full text not judged yet (n = 2) → Reports not retrieved (n = 1)",
        "Reports assessed for eligibility (n = 2) → Reports excluded (n = 1): No controls (n = 1)",
        "Records included by people (n = 3); of them by title and abstract, full text not judged yet (n = 2)",
        f"Records in this table (n = {len(rcts) - 5}); of them included by people (n = 3);",
        f"people differ, not decided yet (n = 1); not screened yet (n = {left})",
    ):  # fmt: skip
        assert line in words, line
    assert "not recorded" not in words
    assert "nobody has screened" not in words
    run("report", "is:included", "-o", "report", cwd=stored)
    words = in_words(stored)
    assert "Not selected by this report's search (n = 0)" in words.replace("&#x27;", "'").replace("&#39;", "'")
    assert "Records excluded (n = 3)" in words
    assert "Records in this table (n = 3); of them included by people (n = 3)" in words


def test_status_says_how_far_people_are_and_how_far_they_agree(stored: Path) -> None:
    rcts = ids(stored, "design:rct")[:4]
    run("include", *rcts[:3], *ANN, cwd=stored)
    run("exclude", rcts[3], *WHY, *ANN, cwd=stored)
    run("include", *rcts[:2], *BOB, cwd=stored)
    run("exclude", *rcts[2:], *WHY, *BOB, cwd=stored)
    told = json.loads(run("status", "--json", cwd=stored).stdout)
    said = told["screening"]
    left = told["records"] - 4
    assert {key: said[key] for key in ("screened", "included", "excluded", "disputed", "left")} == {
        "screened": 4, "included": 2, "excluded": 1, "disputed": 1, "left": left,
    }  # fmt: skip
    assert said["people"] == [
        {"by": "Ann", "judged": 4, "included": 3, "excluded": 1},
        {"by": "Bob", "judged": 4, "included": 2, "excluded": 2},
    ]
    assert said["pairs"] == [
        {"by": ["Ann", "Bob"], "stage": "abstract", "both": 4, "agreed": 3, "agreement": 0.75, "kappa": 0.5}
    ]
    page = run("status", cwd=stored, COLUMNS="200").stdout
    assert f"Screening 4 records: included 2, excluded 1, disputed 1, left {left}\n" in page
    assert "  Ann: 4 judged, 3 included, 1 excluded\n" in page
    assert "  Ann and Bob, abstract: 4 judged by both, 75% agreed, Cohen's kappa 0.50\n" in page


def test_status_says_where_kappa_is_no_number(stored: Path) -> None:
    for who in (ANN, BOB):
        run("include", SEED, *who, cwd=stored)
    assert "Cohen's kappa undefined (one verdict throughout)" in run("status", cwd=stored, COLUMNS="200").stdout


def test_hostile_words_command_no_terminal_and_no_page(stored: Path) -> None:
    hostile = "\x1b[2J<script>alert(1)</script>[red]=1+1\u202e"
    run("exclude", SEED, "--because", hostile, "--by", hostile, "--full-text", cwd=stored)
    for words in (
        ("show", SEED),
        ("status",),
        ("search", SEED, "--tsv", "--columns", "screening"),
        ("status", "--json"),
    ):
        done = run(*words, cwd=stored)
        assert done.status == 0
        assert not set("\x1b\u202e") & set(done.stdout + done.stderr), words
    assert run("report", "-o", "report", cwd=stored).status == 0
    page = (stored / "report" / "index.html").read_text("utf-8")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("name", ["said.csv", "said.jsonl"])
def test_decisions_go_to_a_colleague_and_back(stored: Path, tmp_path: Path, name: str) -> None:
    run("correct", SEED, "n", "117", "--because", "one withdrew", *ANN, cwd=stored)
    run("exclude", SEED, SILENT, "--because", "=1+1, \x1b[2J wrong population", *ANN, cwd=stored)
    run("include", SEED, "--full-text", *BOB, cwd=stored)
    run("withdraw", SILENT, "screening", *ANN, cwd=stored)
    done = run("corrections", "export", name, cwd=stored)
    assert done.stderr == f"5 corrections written to {name}\n"
    there = ("--db", str(tmp_path / "other.db"))
    assert (
        "5 corrections taken in, 0 were there already" in run(*there, "corrections", "import", name, cwd=stored).stderr
    )
    done = run(*there, "corrections", "import", name, cwd=stored)
    assert "0 corrections taken in, 5 were there already" in done.stderr
    run(*there, "corrections", "export", f"back-{name}", cwd=stored)
    assert (stored / f"back-{name}").read_bytes() == (stored / name).read_bytes()
    assert b"\x1b" not in (stored / name).read_bytes()
    done = run("corrections", "import", name, cwd=stored)
    assert "0 corrections taken in, 5 were there already" in done.stderr


def test_a_colleague_who_differs_is_told(stored: Path) -> None:
    run("exclude", SEED, SILENT, *WHY, *ANN, cwd=stored)
    rows = (
        "pmid,field,value,by,because",
        f"{SEED},screening,Include,Bob,",
        f"{SILENT},screening full text,excluded,Bob,in rats",
        "99,screening,included,Bob,",
    )
    (stored / "bob.csv").write_text("\n".join(rows))
    told = run("corrections", "import", "bob.csv", cwd=stored).stderr.splitlines()
    assert told[0] == "3 corrections taken in, 0 were there already"
    assert told[1].startswith("of records not in the store: 1, of a record that is not here")
    assert re.fullmatch(
        f"differs: PMID {SEED}, screening: Ann said excluded: wrong population on [-0-9]+, Bob said included on"
        " [-0-9]+; neither counts until it is settled",
        told[2],
    )
    assert told[3].startswith("disputed in screening, in this file: 1; ")
    assert "`evidence search 'status:\"screening disputed\"'` finds all" in told[3]
    assert len(told) == 4
    assert ids(stored, "is:disputed") == [SEED]
    assert ids(stored, "excluded:rats") == [SILENT]
    again = run("corrections", "import", "bob.csv", cwd=stored).stderr
    assert again.startswith("0 corrections taken in, 3 were there already"), "who names no time says nothing new"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("screening,maybe,Bob,why", "'maybe' is no such value"),
        ("screening,excluded,Bob,", "'' is no reason"),
        ("screening,included,,", "'' is no name"),
        ("screening,,Bob,why", "'' is no such value"),
    ],
)
def test_of_a_file_with_a_decision_that_is_none_nothing_is_taken_in(stored: Path, row: str, says: str) -> None:
    (stored / "bob.csv").write_text(f"pmid,field,value,by,because\n{SILENT},screening,included,Bob,\n{SEED},{row}\n")
    done = run("corrections", "import", "bob.csv", cwd=stored)
    assert (done.status, done.stderr.count("\n")) == (4, 1)
    assert "bob.csv, line 3: no decision of screening (" in done.stderr
    assert says in done.stderr
    assert ids(stored, "-is:unscreened") == []


@pytest.mark.parametrize(
    "odd",
    [
        {"value": 5},
        {"value": None},
        {"verdict": "confirmed"},
        {"verdict": "withdrawn"},
        {"by": 1},
        {"at": "soon"},
        {"pmid": True},
        {"reason": ["x"]},
    ],
)
def test_an_odd_line_of_json_is_one_line(stored: Path, odd: dict[str, object]) -> None:
    good = {"pmid": 5, "field": "screening", "verdict": "value", "value": "excluded", "reason": "r", "by": "b",
            "at": "2026-01-01", "seen": ""}  # fmt: skip
    done = run("corrections", "import", "-", cwd=stored, stdin=json.dumps(good | odd))
    assert (done.status, done.stderr.count("\n")) == (4, 1), done.stderr
    assert run("corrections", "import", "-", cwd=stored, stdin=json.dumps(good)).status == 0


def test_labels_for_evaluate_are_of_values_alone(stored: Path) -> None:
    run("correct", SEED, "n", "117", "--because", "one withdrew", *ANN, cwd=stored)
    run("corrections", "export", "before.csv", cwd=stored)
    run("exclude", SEED, *WHY, *ANN, cwd=stored)
    run("corrections", "export", "after.csv", cwd=stored)
    before, after = (run("evaluate", name, "--json", cwd=stored).stdout for name in ("before.csv", "after.csv"))
    assert before.replace("before.csv", "after.csv") == after


def test_a_reason_that_nobody_gave_is_answered_with_those_that_were(stored: Path) -> None:
    nothing = run("search", 'excluded:"wrong populaton"', cwd=stored)
    assert nothing.stderr.endswith("no record is excluded for that reason; reasons given: none yet\n")
    first, *others = ids(stored, "design:rct")[:8]
    run("exclude", *others[:2], "--because", "wrong population", *ANN, cwd=stored)
    run("exclude", first, "--because", "in \x1b[31mrats " + "very " * 40, *ANN, cwd=stored)
    told = run("search", 'excluded:"wrong populaton"', cwd=stored).stderr
    assert '; reasons given: "wrong population", "in ' in told
    assert "\x1b" not in told
    assert len(told) < 300

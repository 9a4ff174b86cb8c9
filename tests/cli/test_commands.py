"""The command line as a clinician runs it, from the first command to the table in the manuscript."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from running import RECORDS, run

SEED = "22814142"


def test_demo_does_the_whole_job(tmp_path: Path) -> None:
    done = run("demo", "out", cwd=tmp_path)
    assert done.status == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter="\t"))
    seed = next(row for row in rows if row["PMID"] == SEED)
    assert (seed["Study"], seed["Design"], seed["n"], seed["Follow-up (months)"], seed["Cell type"]) == (
        "Hu J, 2012", "Non-randomised controlled", "118", "36", "BM-MNC",
    )  # fmt: skip
    assert all("summary, not the published abstract" in row["Status"] for row in rows)
    for name in ("evidence.db", "table.xlsx", "table.csv", "report/index.html"):
        assert (tmp_path / "out" / name).stat().st_size > 1000


def test_the_demo_says_who_served_it_and_where_it_writes(tmp_path: Path) -> None:
    for words in (("demo", "out", "--db", "mine.db"), ("--db", "mine.db", "demo", "out")):
        told = run(*words, cwd=tmp_path).stderr
        assert "served from this computer: the starter set" in told
        assert "PubMed searched" not in told
        assert "mine.db was left alone" in told
    assert not (tmp_path / "mine.db").exists()
    assert "left alone" not in run("demo", "out", cwd=tmp_path).stderr
    assert "PubMed searched" not in run("--db", "out/evidence.db", "status", cwd=tmp_path).stdout
    assert "As PubMed understood it" not in (tmp_path / "out" / "report" / "index.html").read_text("utf-8")


def test_the_second_demo_changes_nothing(tmp_path: Path) -> None:
    first = run("demo", "out", cwd=tmp_path)
    second = run("demo", "out", cwd=tmp_path)
    assert " 0 new + 0 changed" in second.stderr
    assert first.stdout == second.stdout
    assert "another was there" not in second.stderr


def test_a_demo_keeps_a_table_that_was_worked_in(tmp_path: Path) -> None:
    run("demo", "out", cwd=tmp_path)
    table = tmp_path / "out" / "table.csv"
    made = table.read_bytes()
    for number, words in ((1, "mine"), (2, "mine too")):
        table.write_text(words)
        kept = tmp_path / "out" / f"table-before-{number}.csv"
        done = run("demo", "out", cwd=tmp_path)
        assert f"wrote out/table.csv; another was there, kept as out/{kept.name}\n" in done.stderr
        assert (kept.read_text(), table.read_bytes()) == (words, made)


def test_a_second_import_changes_nothing_and_says_so(stored: Path) -> None:
    done = run("import", str(RECORDS), cwd=stored)
    assert done.status == 0
    assert "nothing changed" in done.stderr


@pytest.mark.parametrize(
    ("form", "parsed"), [("--json", json.loads), ("--nl", lambda text: list(map(json.loads, text.splitlines())))]
)
def test_search_as_json(starter: Path, form: str, parsed: object) -> None:
    done = run("search", "design:rct", form, "-k", "100", cwd=starter)
    entries = parsed(done.stdout)  # type: ignore[operator]
    assert entries
    assert {entry["design"]["value"] for entry in entries} == {"rct"}
    assert all(quote["text"] for entry in entries for quote in entry["design"]["quotes"])


def test_search_counts_ids_and_tables_agree(starter: Path) -> None:
    count = int(run("search", "n:>=30", "--count", cwd=starter).stdout)
    ids = run("search", "n:>=30", "--ids", "-k", "1000", cwd=starter).stdout.split()
    table = run("search", "n:>=30", "--csv", "-k", "1000", cwd=starter).stdout
    assert count == len(ids) == len(list(csv.DictReader(io.StringIO(table)))) > 5


def test_ids_flow_through_a_pipe(starter: Path) -> None:
    ids = run("search", "author:hu", "--ids", cwd=starter).stdout
    shown = run("show", "-", "--json", cwd=starter, stdin=ids)
    assert [str(json.loads(line)["pmid"]) for line in shown.stdout.splitlines()] == ids.split()


def test_show_marks_the_quotes(starter: Path) -> None:
    shown = run("show", SEED, cwd=starter).stdout
    assert "«33 months»" in " ".join(shown.split())
    assert run("show", "10.1507/endocrj.ej12-0092", cwd=starter).stdout == shown


def test_why_prints_arithmetic_and_quotes(starter: Path) -> None:
    told = run("why", SEED, "follow_up", cwd=starter).stdout
    assert "3 + 33 = 36 months" in " ".join(told.split())


def test_why_prints_the_words_of_each_attribute(starter: Path) -> None:
    told = " ".join(run("why", "22284892", "design", cwd=starter).stdout.replace("│", " ").split())
    assert "masking: open “without blinding” abstract.0 " in told
    assert "species: human follows from the design" in told
    attributes = json.loads(run("why", "22284892", "design", "--json", cwd=starter).stdout)["attributes"]
    assert all(one["quotes"] or one["because"] for one in attributes)
    assert json.loads(run("why", "22284892", "n", "--json", cwd=starter).stdout)["attributes"] == []


def test_why_prints_what_was_weighed_and_that_a_rule_was_never_measured(starter: Path) -> None:
    told = " ".join(run("why", SEED, "n", cwd=starter).stdout.split())
    assert "+1.02 said of those it counts: being enrolled" in told
    tree = run("why", SEED, "follow_up", cwd=starter).stdout.replace("│", " ")
    assert "not chosen in the corpora" in " ".join(tree.split())
    weighed = json.loads(run("why", SEED, "n", "--json", cwd=starter).stdout)["weighed"]
    assert weighed[0] == {"what": "said of those it counts: being enrolled", "weight": 1.02}


def test_a_persons_word_counts_and_survives_everything(stored: Path) -> None:
    said = run("correct", SEED, "n", "117", "--because", "one withdrew", "--by", "A. Reader", cwd=stored)
    assert said.status == 0, said.stderr
    run("import", str(RECORDS), cwd=stored)
    assert run("tag", "--all", cwd=stored).status == 0
    assert run("rebuild", cwd=stored).status == 0
    shown = json.loads(run("show", SEED, "--json", cwd=stored).stdout)
    assert shown["sample_size"]["value"] == 117
    assert shown["sample_size"]["correction"]["by"] == "A. Reader"
    assert run("search", "is:corrected", "--ids", cwd=stored).stdout.split() == [SEED]
    assert run("withdraw", SEED, "n", "--by", "A. Reader", cwd=stored).status == 0
    assert json.loads(run("show", SEED, "--json", cwd=stored).stdout)["sample_size"]["value"] == 118


@pytest.mark.parametrize("name", ["corrections.csv", "corrections.jsonl"])
def test_corrections_travel_in_files(stored: Path, starter: Path, tmp_path: Path, name: str) -> None:
    del tmp_path
    run("correct", SEED, "n", "none", "--because", "=cmd|'/c calc'!A0", "--by", "A. Reader", cwd=stored)
    run("confirm", SEED, "follow_up", "--by", "A. Reader", cwd=stored)
    assert run("corrections", "export", name, cwd=stored).status == 0
    other = stored / "other"
    other.mkdir()
    (other / "evidence.db").write_bytes((starter / "evidence.db").read_bytes())
    taken = run("corrections", "import", f"../{name}", cwd=other)
    assert "2 corrections taken in, 0 were there" in taken.stderr
    assert "0 corrections taken in, 2 were there" in run("corrections", "import", f"../{name}", cwd=other).stderr
    run("corrections", "export", name, cwd=other)
    assert (other / name).read_bytes() == (stored / name).read_bytes()


def test_corrections_on_stdin_may_begin_with_a_byte_order_mark(stored: Path) -> None:
    run("confirm", SEED, "follow_up", "--by", "A. Reader", cwd=stored)
    lines = run("corrections", "export", "-", cwd=stored).stdout
    done = run("corrections", "import", "-", cwd=stored, stdin="\ufeff" + lines)
    assert (done.status, done.stderr) == (0, "0 corrections taken in, 1 was there already\n")


def test_a_wrong_correction_file_changes_nothing(stored: Path) -> None:
    (stored / "bad.jsonl").write_text('{"pmid": 1}\n')
    done = run("corrections", "import", "bad.jsonl", cwd=stored)
    assert (done.status, done.stderr.count("\n")) == (4, 1)
    assert "line 1" in done.stderr


@pytest.mark.parametrize("words", ["export --format csv -o", "corrections export"])
@pytest.mark.parametrize("name", ["evidence.db", "link.csv", "evidence.db-wal", "evidence.db.lock"])
def test_no_export_replaces_the_store(stored: Path, words: str, name: str) -> None:
    (stored / "link.csv").symlink_to("evidence.db")
    done = run(*words.split(), name, cwd=stored)
    what = "that is the store itself: choose another file"
    if words == "corrections export" and name != "link.csv":
        what = "corrections are CSV or JSON lines: let its name end in .csv or .jsonl"
    assert (done.status, done.stderr) == (4, f"evidence: {name}: {what}\n")
    assert run("verify", cwd=stored).status == 0


@pytest.mark.parametrize("form", ["csv", "tsv", "md", "html", "json", "jsonl", "xlsx"])
def test_the_same_store_exports_the_same_bytes(stored: Path, form: str) -> None:
    for name in ("a", "b"):
        done = run("export", "design:interventional", "-o", f"{name}.{form}", cwd=stored)
        assert done.status == 0, done.stderr
    assert (stored / f"a.{form}").read_bytes() == (stored / f"b.{form}").read_bytes()


def test_an_export_goes_by_any_order_of_the_search(starter: Path) -> None:
    def rows(*words: str) -> list[str]:
        done = run("export", "-o", "-", "--format", "tsv", "--columns", "pmid", *words, cwd=starter)
        assert done.status == 0, done.stderr
        return done.stdout.split()[1:]

    searched = run("search", "diabetes", "--ids", "-k", "99", "--sort", "-year", cwd=starter).stdout.split()
    assert rows("diabetes", "--sort", "-year") == searched
    assert rows("diabetes") == rows("diabetes", "--sort", "design") != searched
    wrong = run("export", "-o", "-", "--format", "tsv", "--sort", "size", cwd=starter)
    assert (wrong.status, wrong.stdout) == (4, "")
    assert "can't sort by 'size'" in wrong.stderr


def test_export_to_a_pipe(starter: Path) -> None:
    done = run("export", "author:hu", "-o", "-", "--format", "csv", "--columns", "study,n,n_quote", cwd=starter)
    head, *rows = csv.reader(io.StringIO(done.stdout))
    assert head == ["Study", "n", "Sample size: quote"]
    assert ["Hu J, 2012", "118"] in [row[:2] for row in rows]


def test_tag_lines_without_a_database(tmp_path: Path) -> None:
    article = {"id": "x", "title": "A trial", "abstract": "Sixty patients were randomised and followed for 2 years."}
    done = run("tag", "-", cwd=tmp_path, stdin=json.dumps(article) + "\n")
    answer = json.loads(done.stdout)
    assert list(answer) == ["id", "design", "sample_size", "follow_up"]
    assert (answer["design"]["value"], answer["sample_size"]["value"]) == ("rct", 60)
    assert (answer["follow_up"]["value"], answer["follow_up"]["days"]) == (2, 730.5)
    for field in ("design", "sample_size", "follow_up"):
        for quote in answer[field]["quotes"]:
            text = article["title"] if quote["passage"] == "title" else article["abstract"]
            assert text[quote["start"] : quote["end"]] == quote["text"]
    assert not list(tmp_path.iterdir())


def test_tagging_is_the_same_on_any_number_of_processes(tmp_path: Path) -> None:
    articles = [
        {"id": n, "title": "", "abstract": f"In all {n + 20} patients were enrolled and followed for {n + 1} months."}
        for n in range(150)
    ]
    lines = "".join(json.dumps(article) + "\n" for article in articles)
    one = run("tag", "-", cwd=tmp_path, stdin=lines, PYTHONHASHSEED="1")
    four = run("tag", "-", "--processes", "4", cwd=tmp_path, stdin=lines, PYTHONHASHSEED="2")
    assert one.stdout == four.stdout
    assert len(one.stdout.splitlines()) == 150


def test_verify_finds_a_quote_that_is_not_verbatim(stored: Path) -> None:
    assert run("verify", cwd=stored).status == 0
    database = sqlite3.connect(stored / "evidence.db")
    database.execute("UPDATE findings SET quotes = replace(quotes, '33 months', '34 months')")
    database.commit()
    database.close()
    done = run("verify", cwd=stored)
    assert done.status == 1
    assert SEED in done.stdout


def test_verify_says_of_how_many_there_is_nothing_to_check(stored: Path) -> None:
    with closing(sqlite3.connect(stored / "evidence.db")) as database, database:
        for table in ("findings", "readings", "facts"):
            database.execute(f"DELETE FROM {table} WHERE pmid IN (22814142, 33198815)")  # noqa: S608 - our own names
    done = run("verify", cwd=stored)
    assert (done.status, done.stdout) == (0, "")
    first, second = done.stderr.splitlines()
    assert first == "2 records are not tagged, and have nothing to check: `evidence tag --all` tags them"
    assert second.startswith("all holds: ")
    run("tag", "--all", cwd=stored)
    assert run("verify", cwd=stored).stderr.startswith("all holds: ")


def test_status_and_doctor(starter: Path) -> None:
    counts = json.loads(run("status", "--json", cwd=starter).stdout)
    assert counts["records"] == counts["tagged"] == sum(counts["designs"].values())
    assert "records" in run("status", cwd=starter).stdout
    assert run("doctor", cwd=starter).status == 0


def test_every_verb_has_help_with_an_example(tmp_path: Path) -> None:
    listed = run("--help", cwd=tmp_path).stdout
    from evidence.cli.app import VERBS

    for verb in VERBS:
        assert f"  {verb} " in listed
        helped = run(verb, "--help", cwd=tmp_path)
        assert helped.status == 0
        assert f"evidence {verb}" in helped.stdout.partition("\n\n")[2], verb


def test_a_closed_pipe_ends_quietly(starter: Path) -> None:
    import subprocess
    import sys

    script = "import sys; from evidence.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", script, "export", "-o", "-", "--format", "jsonl"],
        cwd=starter, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_evaluate_labels_that_bring_their_texts_without_a_store(tmp_path: Path) -> None:
    label = {"id": "a", "abstract": "Sixty patients were randomised.", "sample_size": 60, "design": "cohort"}
    (tmp_path / "labels.jsonl").write_text(json.dumps(label))
    done = run("evaluate", "labels.jsonl", "--json", cwd=tmp_path)
    assert (done.status, done.stderr) == (0, "")
    assert [score["right"] for score in json.loads(done.stdout)["scores"]] == [0.0, 1.0]
    (tmp_path / "labels.jsonl").write_text('{"pmid": 1, "sample_size": 60}')
    done = run("evaluate", "labels.jsonl", cwd=tmp_path)
    assert (done.status, done.stderr.count("\n")) == (4, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["labels.jsonl"]


@pytest.mark.parametrize(("name", "text"), [("l.jsonl", ""), ("l.csv", "pmid,design\n"), ("l.csv", "pmid,note\n1,x\n")])
def test_evaluate_nothing_is_bad_input(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    done = run("evaluate", name, cwd=tmp_path)
    assert (done.status, done.stdout, done.stderr.count("\n")) == (4, "", 1)
    assert "no labels" in done.stderr


def test_evaluate_with_labels_of_ones_own(starter: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text(f"pmid,design,sample_size,follow_up\n{SEED},non-randomised-controlled,118,36 months\n1,rct,,\n")
    done = run("evaluate", str(labels), "--json", cwd=starter)
    assert done.status == 0, done.stderr
    scores = {score["field"]: score for score in json.loads(done.stdout)["scores"]}
    assert {field: score["right"] for field, score in scores.items()} == dict.fromkeys(scores, 1.0)
    assert len(scores) == 3
    assert done.stderr.startswith("1 of 2 labelled records judged; not in ")
    labels.write_text(f"pmid,sample_size\n{SEED},117\n")
    told = run("evaluate", str(labels), "--misses", cwd=starter).stdout
    assert "labelled 117, read 118" in told
    labels.write_text(f"pmid,sample_size\n{SEED},many\n")
    assert run("evaluate", str(labels), cwd=starter).status == 4


def test_changes_lists_what_is_new(starter: Path) -> None:
    lines = run("changes", "--since", "2020-01-01", cwd=starter).stdout.splitlines()
    assert any(line.startswith(f"new\t{SEED}\t") for line in lines)
    assert run("changes", "--since", "2999-01-01", cwd=starter).stdout == ""


def test_explain_says_how_a_query_was_read(tmp_path: Path) -> None:
    told = run("search", "--explain", "tumour n:>=50", cwd=tmp_path).stdout
    assert "tumor" in told
    assert "50 or more" in told


def test_rules_are_listed_with_their_examples(tmp_path: Path) -> None:
    rules = [json.loads(line) for line in run("rules", "--json", cwd=tmp_path).stdout.splitlines()]
    assert {rule["field"] for rule in rules} == {"design", "sample_size", "follow_up"}
    assert all(rule["takes"] and rule["leaves"] for rule in rules)


def test_a_word_with_a_hyphen_is_not(starter: Path) -> None:
    everything = int(run("search", "randomised", "--count", cwd=starter).stdout)
    without = int(run("search", "randomised", "-kidney", "--count", cwd=starter).stdout)
    with_it = int(run("search", "randomised", "kidney", "--count", cwd=starter).stdout)
    assert without + with_it == everything
    assert with_it > 0
    assert len(run("search", "-k", "3", "--ids", "-kidney", cwd=starter).stdout.split()) == 3


def test_searches_are_kept_by_name(stored: Path) -> None:
    assert run("search", "diabetic foot", "--save", "foot", "--count", cwd=stored).status == 0
    assert "foot\t" in run("search", "--saved", "list", cwd=stored).stdout
    kept = int(run("search", "--saved", "foot", "--count", cwd=stored).stdout)
    assert kept == int(run("search", "diabetic foot", "--count", cwd=stored).stdout) > 0
    assert int(run("search", "--saved", "foot", "year:2015..", "--count", cwd=stored).stdout) < kept
    assert run("search", "--saved", "feet", cwd=stored).status == 4
    told = run("search", "--explain", "--saved", "foot", "year:2015..", cwd=stored).stdout
    assert "diabetic foot" in told.replace('"', "")
    assert "2015" in told


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (["--explain", "--saved", "nosuch"], 4, "no saved search 'nosuch'"),
        (["--explain", "foot", "--save", "feet"], 2, "--explain only prints how the query is understood"),
        (["--explain", "foot", "--sort", "zzz"], 4, "can't sort by 'zzz'"),
        (["--count", "foot", "--sort", "zzz"], 4, "can't sort by 'zzz'"),
        (["--count", "foot", "--columns", "zzz"], 4, "no column 'zzz'"),
        (["foot", "--save", "feet", "--columns", "zzz"], 4, "no column 'zzz'"),
        (["--saved", "list", "--sort", "zzz"], 4, "can't sort by 'zzz'"),
    ],
)
def test_an_option_is_looked_at_also_where_the_answer_needs_none(
    stored: Path, options: list[str], status: int, told: str
) -> None:
    done = run("search", *options, cwd=stored)
    assert (done.status, done.stdout) == (status, "")
    assert told in done.stderr
    assert run("search", "--saved", "list", cwd=stored).stdout == ""  # nothing was kept


def test_snippets_mark_what_was_found(starter: Path) -> None:
    assert "«kidney»" in run("search", "kidney", "--snippets", cwd=starter).stdout.lower()


def test_a_shell_completes_verbs_fields_and_values(tmp_path: Path) -> None:
    assert "_EVIDENCE_COMPLETE" in run("completion", "zsh", cwd=tmp_path).stdout
    for typed, found in (
        ("evidence sea", "search"),
        ("evidence search des", "design:"),
        ("evidence search design:rc", "design:rct"),
        ("evidence search followup:N", "followup:NA"),
        ("evidence search --sort y", "year"),
        ("evidence search --columns study,n_sai", "study,n_said_on"),
        ("evidence export --format xl", "xlsx"),
        ("evidence why 22814142 f", "follow_up"),
        ("evidence pull --topic bone", "bone-marrow-diabetes"),
        ("evidence import --topic bone", "bone-marrow-diabetes"),
        ("evidence import --topic my", "file"),  # the shell itself looks for those
        ("evidence search --saved l", "list"),
    ):
        words = typed.split()
        done = run(
            cwd=tmp_path, _EVIDENCE_COMPLETE="zsh_complete", COMP_WORDS=typed, COMP_CWORD=str(len(words) - 1)
        )  # fmt: skip
        assert found in done.stdout.replace("\\:", ":").split()


def test_a_shell_completes_the_kept_searches_of_the_store_that_is_named(
    stored: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run("search", "design:rct", "--save", "foot-trials", "--count", cwd=stored)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for folder, words, found in (
        (stored, ["search", "--saved", "foo"], True),
        (elsewhere, ["search", "--saved", "foo"], False),
        (elsewhere, ["search", "--db", str(stored / "evidence.db"), "--saved", "foo"], True),
    ):
        typed = ["evidence", *words]
        done = run(
            cwd=folder, _EVIDENCE_COMPLETE="zsh_complete", COMP_WORDS=" ".join(typed), COMP_CWORD=str(len(typed) - 1)
        )  # fmt: skip
        assert ("foot-trials" in done.stdout.split(), done.stderr) == (found, "")
    assert not list(elsewhere.iterdir())

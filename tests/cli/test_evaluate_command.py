"""`evidence evaluate` as a stranger runs it: every form of labels, and one clear line for whatever is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import Done, run

WRAPPED = "METHODS: In this trial, 118 patients\n      were randomised\tto either arm."


def evaluated(done: Done) -> dict[str, Any]:
    assert (done.status, done.stderr) == (0, "")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_two_lines_with_one_id_are_judged_by_their_own_texts(tmp_path: Path) -> None:
    lines = [{"id": "a", "abstract": f"{n} patients were randomised.", "n": n} for n in (60, 70)]
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, lines)))
    told = evaluated(run("evaluate", "labels.jsonl", "--json", cwd=tmp_path))
    assert [(one["records"], one["right_values"]) for one in told["scores"]] == [(2, 2)]


def test_a_wrapped_text_is_read_as_tag_reads_it(tmp_path: Path) -> None:
    line = {"id": "a", "abstract": WRAPPED, "sample_size": 117}
    told = evaluated(run("evaluate", "-", "--json", cwd=tmp_path, stdin=json.dumps(line)))
    answer = json.loads(run("tag", "-", cwd=tmp_path, stdin=json.dumps(line)).stdout)
    (miss,) = told["misses"]
    assert miss["answer"] == str(answer["sample_size"]["value"]) == "118"
    assert miss["quotes"] == [quote["text"] for quote in answer["sample_size"]["quotes"]]
    assert all(quote in WRAPPED for quote in miss["quotes"])


def test_misses_name_the_label_that_takes_no_answer_too(tmp_path: Path) -> None:
    text = 'id\tn\tabstract\na\t60|none\t"118 patients were randomised."\n'
    (tmp_path / "labels.tsv").write_text(text)
    done = run("evaluate", "labels.tsv", "--misses", cwd=tmp_path)
    assert "labelled 60 | none, read 118" in done.stdout
    assert (done.status, done.stderr) == (0, "")


SHORT = ("45 minutes", "6 hours", "2 days", "5 days", "7 days", "2 weeks", "5 weeks", "12 months")
HEAD = b"id,n,abstract\n"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("l.csv", b"", "no labels"),
        ("l.jsonl", b"\n\n", "no labels"),
        ("l.csv", b"n,abstract\n60,x\n", "no labels in the columns"),
        ("l.csv", HEAD + b'1,60,"open\n2,60,x\n', "line 3: no CSV"),
        ("l.csv", HEAD + b"1,60,60 patients, in all\n", "line 2: more cells than columns"),
        ("l.csv", HEAD + b"\xe9,60,x\n", "l.csv is not UTF-8 text"),
        ("l.xlsx", b"PK\x03\x04\x14\x00\xff", "l.xlsx is a workbook or packed, and no text: save it as CSV (UTF-8)"),
        ("l.csv", (HEAD + b"1,60,x\n").decode().encode("utf-16"), "l.csv is not UTF-8 text"),
        ("l.csv", HEAD + b"1,60," + b"x" * 200_000, "line 2: no CSV (field larger"),
        ("l.csv", b"\x00" * 1000, "no labels"),
        ("l.txt", HEAD + b"1,60,x\n", "a table is a file called .csv or .tsv"),
        ("l.json", b'[\n{"id": 1}\n]', "line 1: not JSON"),
        ("l.json", b'[{"id": 1, "n": 6}]', "line 1: not an object"),
        ("l.jsonl", b'{"id": 1, "n": 6, "abstract": {"text": "x"}}', "l.jsonl, line 1: `abstract` is no text"),
        ("l.jsonl", b'{"id": 1, "n": 6, "abstract": ["x"]}', "l.jsonl, line 1: a section of `abstract` has no text"),
        ("l.jsonl", b'{"id": 1, "n": 6, "abstract": "x", "mesh": 5}', "l.jsonl, line 1: `mesh` is no list"),
        ("l.jsonl", b'{"id": 1, "n": {"valu": 60}, "abstract": "x"}', "l.jsonl, line 1: sample_size is an object"),
        ("l.jsonl", b'{"id": "' + b"9" * 30 + b'", "n": 6}', "of 1 labelled record none is in the store"),
        ("l.jsonl", '{"id": "²", "n": 6}'.encode(), "of 1 labelled record none is in the store"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = run("evaluate", name, cwd=tmp_path)
    assert (done.status, done.stdout, done.stderr.count("\n")) == (4, "", 1)
    assert says in done.stderr
    assert len(done.stderr) < 1_000


@pytest.mark.parametrize("text", ["id,n\n1,60\n", "\ufeffid,n\n1,60\n"])
def test_a_table_on_stdin_is_told_apart(tmp_path: Path, text: str) -> None:
    done = run("evaluate", "-", cwd=tmp_path, stdin=text)
    assert (done.status, done.stderr.count("\n")) == (4, 1)
    assert "stdin, line 1: not JSON" in done.stderr
    assert "a table is a file called .csv or .tsv" in done.stderr


def test_a_folder_or_a_missing_file_is_one_line(tmp_path: Path) -> None:
    for name in (".", "missing.csv"):
        done = run("evaluate", name, cwd=tmp_path)
        assert (done.status, done.stderr.count("\n")) == (4, 1)


def test_labels_of_records_that_are_not_there_are_told_with_the_reason(starter: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("pmid,n\n22814142,118\n7,30\n", encoding="utf-8")
    done = run("evaluate", str(labels), cwd=starter)
    assert done.status == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("1 of 2 labelled records judged; not in ")
    assert line.endswith(": 7")


@pytest.mark.parametrize("name", ["said.csv", "said.jsonl"])
def test_exported_corrections_are_labels(stored: Path, name: str) -> None:
    """Of each value the word that counts: not what was withdrawn, nor what another person said before."""
    by = ("--because", "so", "--by")
    run("correct", "22814142", "n", "117", *by, "A", cwd=stored)
    run("correct", "22814142", "n", "118", *by, "B", cwd=stored)
    run("correct", "22814142", "follow_up", "none", *by, "A", cwd=stored)
    run("confirm", "33198815", "design", "--by", "A", cwd=stored)
    run("correct", "33198815", "n", "5", *by, "A", cwd=stored)
    run("withdraw", "33198815", "n", "--by", "A", cwd=stored)
    run("corrections", "export", name, cwd=stored)
    told = evaluated(run("evaluate", name, "--json", cwd=stored))
    scores = {one["field"]: (one["records"], one["stated"], one["right"]) for one in told["scores"]}
    assert scores == {"design": (1, 1, 1.0), "sample_size": (1, 1, 1.0), "follow_up": (1, 0, 0.0)}
    assert [(miss["id"], miss["field"], miss["label"]) for miss in told["misses"]] == [("22814142", "follow_up", [])]


def test_a_wrong_line_among_corrections_is_named(stored: Path) -> None:
    (stored / "said.csv").write_text("pmid,field,verdict,value\n1,n,maybe,\n", encoding="utf-8")
    done = run("evaluate", "said.csv", cwd=stored)
    assert (done.status, done.stderr.startswith("evidence: said.csv, line 2: no correction")) == (4, True)


@pytest.mark.parametrize("columns", [(), ("--columns", "pmid,design,n,follow_up")])
def test_a_table_that_was_exported_and_not_edited_has_no_miss(tmp_path: Path, columns: tuple[str, ...]) -> None:
    """Its months are to a tenth, which is much of a length of days."""
    texts = [f"Forty bakers were randomised and followed up for {length}." for length in SHORT]
    records = [f"PMID- {90 + place}\nTI  - Rest.\nAB  - {text}\n" for place, text in enumerate(texts)]
    (tmp_path / "rest.nbib").write_text("\n".join(records), encoding="utf-8")
    assert run("import", "rest.nbib", cwd=tmp_path).status == 0
    assert run("export", "-o", "table.csv", *columns, cwd=tmp_path).status == 0
    told = evaluated(run("evaluate", "table.csv", "--json", cwd=tmp_path))
    assert [(one["stated"], one["right"]) for one in told["scores"]] == [(len(SHORT), 1.0)] * 3

"""Attackers, careless users, full disks: one clear line and the documented status, no traceback, nothing lost."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from running import run

from evidence.errors import BadInput, EvidenceError
from evidence.findings import Correction
from evidence.store.store import Store
from evidence.tables.correction_files import read
from evidence.tagging import Tagging, arriving, tag_lines
from evidence.writing import whole_file

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "[red]x[/red]", "[/]", "[link=file:///etc]x",
    '=HYPERLINK("x")', "\u202egnp.exe", "\x85a\x9b31mb\x9d0;c\x9c\u061c", "\u2028x",
    r"\input{x} $ % & _", "]]>", "W" * 3000,
)  # fmt: skip


def article(pmid: int, words: str) -> str:
    """An invented record with the same words at every place."""
    x, label = escape(words), escape(words, {'"': "&quot;"})
    return f"""<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID><Article
PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><PubDate><Year>2012</Year></PubDate></JournalIssue>
<Title>{x}</Title></Journal><ArticleTitle>{x}</ArticleTitle><Abstract><AbstractText Label="{label}">{x}
In all 118 patients were randomised {x} and followed for 36 months.</AbstractText></Abstract><AuthorList><Author>
<LastName>{x}</LastName></Author><Author><CollectiveName>{x}</CollectiveName></Author></AuthorList><PublicationTypeList>
<PublicationType UI="">{x}</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle>"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    records = "".join(article(number, words) for number, words in enumerate(HOSTILE, 1))
    (folder / "h.xml").write_text(f"<PubmedArticleSet>{records}</PubmedArticleSet>", "utf-8")
    done = run("import", "h.xml", cwd=folder)
    assert done.status == 0, done.stderr
    return folder


VERBS = (
    ["search", "-k", "50"], ["search", "--json"], ["search", "--csv"], ["show", *map(str, range(1, len(HOSTILE) + 1))],
    ["show", "8", "--json"], ["why", "8", "n"], ["why", "8", "n", "--json"], ["studies", "--all"],
    ["changes"], ["status"],
)  # fmt: skip


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_nothing_that_is_printed_commands_a_terminal(hostile: Path, words: list[str]) -> None:
    done = run(*words, cwd=hostile)
    assert done.status == 0, done.stderr
    printed = set(done.stdout + done.stderr) - set("\n\t")
    assert not [hex(ord(c)) for c in printed if unicodedata.category(c) == "Cc" or c in "\u202e\u061c"]


def test_json_loses_nothing_by_that(hostile: Path) -> None:
    (shown,) = map(json.loads, run("show", "8", "--json", cwd=hostile).stdout.splitlines())
    assert "\x9b31mb\x9d0;c\x9c\u061c" in next(p["text"] for p in shown["passages"] if p["name"] == "title")


def test_one_bad_line_costs_no_answer_to_the_others(tmp_path: Path) -> None:
    good = json.dumps({"id": 1, "title": "A trial", "abstract": "60 patients were randomised."})
    done = run("tag", "-", cwd=tmp_path, stdin=f"\ufeff{good}\n\n{{bad\n{good}\n")
    assert (done.status, len(done.stdout.splitlines()), done.stderr.count("\n")) == (4, 2, 1)
    assert "line 3" in done.stderr


BAD_LINES = (
    b"[]", b"null", b"{", b"\0", b'{"title": 5}', b'{"abstract": 5}', b'{"abstract": true}', b'{"abstract": ["x"]}',
    b'{"abstract": [{"label": 5, "text": "x"}]}', b'{"abstract": [{"category": 5, "text": "x"}]}',
    b'{"mesh": "Humans"}', b'{"mesh": [null]}', b'{"id": NaN}', b'{"id": 1e999}', b'{"title": "caf\xe9"}',
    b'{"title": "60 \\udfff patients"}', b'{"abstract": [{"label": "\\ud800", "text": "x"}]}',
    b'{"Abstract": "x"}', b'{"publicationTypes": []}', b'{"abstract": [{"Label": "x", "text": "x"}]}',
    b"[" * 100_000, b'{"a":' * 100_000,
)  # fmt: skip


def test_a_line_that_is_no_article_is_told_by_its_number() -> None:
    for number, answer in enumerate(tag_lines([BAD_LINES], Tagging()), 1):
        assert isinstance(answer, BadInput), BAD_LINES[number - 1]
        assert answer.what.startswith(f"line {number}: ")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("{\n", "evidence: no line was tagged; line 1: "),
        ("{}\n{\n", "evidence: 1 line was tagged; line 2: "),
        ("{}\n{}\n{\n{\n", "evidence: 2 lines were tagged, 2 were not; line 3: "),
    ],
)
def test_the_last_line_counts_in_good_grammar(tmp_path: Path, lines: str, says: str) -> None:
    assert run("tag", "-", cwd=tmp_path, stdin=lines).stderr.splitlines()[-1].startswith(says)


@pytest.mark.parametrize("size", [1, 7, 1 << 18])
def test_lines_are_whole_however_they_arrive(size: int) -> None:
    text = b'{"id": 1}\n\n{"id": "caf\xc3\xa9"}\r\n{"id": 3}'
    lines = [line for batch in arriving(io.BytesIO(text).read, size) for line in batch]
    assert lines == text.split(b"\n")


def test_an_answer_waits_for_no_line_still_to_come(tmp_path: Path) -> None:
    start = [sys.executable, "-c", "from evidence.cli import main; main()", "tag", "-"]
    with subprocess.Popen(start, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as asked:
        assert asked.stdin
        assert asked.stdout
        for number in range(3):
            asked.stdin.write(b'{"id": %d, "abstract": "60 patients were randomised."}\n' % number)
            asked.stdin.flush()
            assert json.loads(asked.stdout.readline())["id"] == number


def test_a_bad_line_is_told_by_its_number_in_any_batch() -> None:
    answers = list(tag_lines([[b"{}", b""], [b"{}", b"{"]], Tagging()))
    assert [str(answer)[:8] for answer in answers if isinstance(answer, BadInput)] == ["line 4: "]
    assert len(answers) == 3


def test_a_line_with_odd_but_good_keys_is_tagged() -> None:
    lines = [b"{}", b'{"abstract": null, "mesh": null, "title": null}', b'{"abstract": []}', b'{"id": "\\ud800"}']
    answers = list(tag_lines([lines], Tagging()))
    assert all(isinstance(answer, str) and answer.isascii() for answer in answers)


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(pipe) as stream:
        stream.write(b"rows")
    assert (os.read(reader, 10), stat.S_ISFIFO(pipe.stat().st_mode)) == (b"rows", True)
    os.close(reader)
    with pytest.raises(BadInput, match="not a database"):
        Store.open(pipe, create=True)  # and does not wait for ever


def test_a_link_and_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("old")
    (tmp_path / "t.csv").chmod(0o600)
    (tmp_path / "link.csv").symlink_to("t.csv")
    with whole_file(tmp_path / "link.csv") as stream:
        stream.write(b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert ((tmp_path / "t.csv").read_text(), stat.S_IMODE((tmp_path / "t.csv").stat().st_mode)) == ("new", 0o600)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", ["search", "search --json", "status", "--version", "export -o - --format xlsx"])
def test_a_full_disk_behind_stdout_is_one_line(hostile: Path, words: str) -> None:
    script = "import sys; from evidence.cli import main; sys.exit(main())"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", script, *words.split()],
            cwd=hostile,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1), done.stderr


def test_closed_streams_and_a_poor_locale_do_no_harm(hostile: Path) -> None:
    script = f"{sys.executable} -c 'import sys; from evidence.cli import main; sys.exit(main())'"
    closed = subprocess.run(f"{script} search >&- 2>&- <&-", shell=True, cwd=hostile, check=False)  # noqa: S602 - a shell closes streams
    assert closed.returncode == 0
    poor = run("search", "--json", cwd=hostile, LC_ALL="C", PYTHONIOENCODING="ascii")
    assert poor.status == 0
    assert json.loads(poor.stdout)


def test_a_store_that_may_only_be_read_is_read(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, whom no right stops
    with Store.open(hostile / "evidence.db", create=True) as store:
        assert store.counts()["records"] == len(HOSTILE)
        with pytest.raises(BadInput, match="can't be written"):
            store.delete([1])


def test_a_damaged_store_is_one_line(hostile: Path, tmp_path: Path) -> None:
    data = bytearray((hostile / "evidence.db").read_bytes())
    data[8192:] = b"\xab" * (len(data) - 8192)
    (tmp_path / "evidence.db").write_bytes(data)
    done = run("search", "patients", cwd=tmp_path)
    assert (done.status, done.stderr.count("\n")) == (4, 1), done.stderr


NO_TEXT = "UPDATE records SET title = CAST(x'41ff42' AS TEXT)"
TOO_OLD = "PRAGMA user_version = 4"  # than its tables


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (NO_TEXT, "search"), (NO_TEXT, "export -o t.csv"), (NO_TEXT, "show 1"), (TOO_OLD, "search"),
        (TOO_OLD, "doctor"),
    ],
)  # fmt: skip
def test_what_no_program_of_ours_wrote_is_one_line(hostile: Path, tmp_path: Path, damage: str, words: str) -> None:
    shutil.copy(hostile / "evidence.db", tmp_path / "evidence.db")
    with closing(sqlite3.connect(tmp_path / "evidence.db")) as db, db:
        db.execute(damage)
    done = run(*words.split(), cwd=tmp_path)
    assert "Traceback" not in done.stderr
    assert done.status in {1, 4}
    assert "is damaged" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("search -k 99999999999999999999999", 2),
        ("correct 1 n 999999999999999999999 --because x --by y", 4),
        ("correct 1 follow_up 999999999999999999999y --because x --by y", 4),
        ("--db " + "x" * 300 + " search", 4),
    ],
)
def test_numbers_and_names_beyond_measure(hostile: Path, words: str, status: int) -> None:
    done = run(*words.split(), cwd=hostile)
    assert done.status == status
    assert "Traceback" not in done.stderr


GOOD = {"pmid": 1, "field": "design", "verdict": "value", "value": {"value": "rct"}, "reason": "r", "by": "b",
        "at": "2020-01-01", "seen": "x"}  # fmt: skip


SIZE = {"value": 5, "unit": "eyes", "role": "total", "arms": [2, 3], "studies": None, "derived": False}
LENGTH = {"value": 1.5, "unit": "years", "statistic": "mean", "low": 1, "high": None, "derived": False}
ODD_SIZES: tuple[dict[str, object], ...] = (
    {"value": 0}, {"value": True}, {"value": 5.0}, {"value": "5"}, {"value": 10**9}, {"unit": "\n"},
    {"unit": "x" * 201},
    {"unit": None}, {"unit": ""}, {"role": "x"}, {"role": []}, {"arms": "23"}, {"arms": [True]}, {"arms": [-1]},
    {"arms": {}}, {"arms": None}, {"arms": [[1]]}, {"studies": 1.5}, {"studies": True}, {"derived": 1},
)  # fmt: skip
ODD_LENGTHS: tuple[dict[str, object], ...] = (
    {"value": 0}, {"value": -1}, {"value": True}, {"value": float("nan")}, {"value": float("inf")},
    {"value": 10**400}, {"value": "1"}, {"unit": "fortnights"}, {"unit": {}}, {"statistic": "modal"},
    {"statistic": None}, {"low": 3, "high": 2}, {"low": float("-inf")}, {"high": "2"}, {"low": False},
)  # fmt: skip
NOW = datetime(2020, 1, 1, tzinfo=UTC)


def taken(line: str, form: str = "jsonl") -> Correction:
    """The correction of one line; as CSV, the cells that an honest writer would have made of it."""
    if form == "jsonl":
        return next(read(io.StringIO(line), "jsonl", "c", now=NOW))
    data = {key: value if isinstance(value, str) else json.dumps(value) for key, value in json.loads(line).items()}
    rows = io.StringIO()
    table = csv.DictWriter(rows, list(data))
    table.writeheader()
    table.writerow(data)
    rows.seek(0)
    return next(read(rows, "csv", "c", now=NOW))


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize(
    "good",
    [
        {}, {"at": "2020-01-01T23:00:00+00:00"}, {"at": "2020-01-02T10:00:00+14:00"},
        {"value": {"value": "rct", "attributes": {"masking": "double", "phase": "2/3"}}},
        {"field": "sample_size", "value": SIZE},
        {"field": "sample_size", "value": SIZE | {"unit": "mother-child pairs"}},
        {"field": "follow_up", "value": LENGTH}, {"field": "follow_up", "value": LENGTH | {"low": 1.5, "high": 1.5}},
        {"field": "follow_up", "verdict": "confirmed", "value": LENGTH, "reason": ""},
    ],
)  # fmt: skip
def test_a_correction_that_is_one(good: dict[str, object], form: str) -> None:
    assert taken(json.dumps(GOOD | good), form).pmid == 1


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize(
    "odd",
    [
        {"value": None}, {"value": {"value": ["rct"]}}, {"value": {"value": "rct", "attributes": "x"}},
        {"value": "rctt"}, {"value": {"value": "trial"}}, {"value": {"value": "rct", "attributes": None}},
        {"value": {"value": "rct", "attributes": {"colour": "red"}}}, {"value": {"value": "rct", "attributes": ["x"]}},
        {"value": {"value": "rct", "attributes": {"masking": 5}}},
        {"value": {"value": "rct", "attributes": {"masking": "\udc00"}}},
        {"pmid": 1e400}, {"pmid": True}, {"pmid": 1.0}, {"pmid": 0}, {"pmid": -1}, {"pmid": 2**63}, {"pmid": "\u0661"},
        {"pmid": None}, {"pmid": 10**4000}, {"verdict": "maybe"}, {"verdict": "withdrawn"}, {"verdict": "not reported"},
        {"at": 5}, {"at": "0001-01-01T00:00:00+14:00"}, {"at": "9999-12-31T23:59:59-14:00"}, {"at": "2020-01-03"},
        {"at": "2099-01-01"}, {"at": "soon"}, {"reason": ""}, {"reason": "  "}, {"by": ""}, {"reason": "\ud800"},
        {"by": "\udfff"}, {"seen": "\ud800"}, {"field": "age"},
        {"reason": "x" * 10_001},
        *({"field": "sample_size", "value": SIZE | wrong} for wrong in ODD_SIZES),
        *({"field": "follow_up", "value": LENGTH | wrong} for wrong in ODD_LENGTHS),
        {"field": "follow_up"}, {"field": "sample_size"},
    ],
)  # fmt: skip
def test_a_correction_that_is_none(odd: dict[str, object], form: str) -> None:
    with pytest.raises(BadInput, match=r"c, line [12]: ") as caught:
        taken(json.dumps(GOOD | odd), form)
    assert "\n" not in str(caught.value)
    str(caught.value).encode()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_correction_that_lacks_something(form: str) -> None:
    for key in ("pmid", "field", "value", "reason", "by"):  # without the others it is one that a person typed
        with pytest.raises(BadInput, match=r"c, line [12]: "):
            taken(json.dumps({name: value for name, value in GOOD.items() if name != key}), form)


def test_a_bad_correction_leaves_the_good_ones_before_it_out_too(hostile: Path) -> None:
    lines = json.dumps(GOOD | {"reason": "first"}) + "\n" + json.dumps(GOOD | {"pmid": True}) + "\n"
    done = run("corrections", "import", "-", cwd=hostile, stdin=lines)
    assert (done.status, done.stderr.count("\n")) == (4, 1)
    assert "line 2: no correction (True is no PMID)" in done.stderr
    assert run("corrections", "export", "-", cwd=hostile).stdout == ""


def test_corrections_that_no_parser_takes() -> None:
    with pytest.raises(BadInput):
        next(read(io.StringIO("[" * 100_000), "jsonl", "c", now=NOW))
    with pytest.raises(BadInput):
        next(read(io.StringIO("pmid,field\n1," + "x" * 200_000), "csv", "c", now=NOW))
    with pytest.raises(BadInput, match="line 2: no design") as caught:
        next(read(io.StringIO("pmid,field,value,by,because\n1,design," + "[" * 100_000 + ",b,r"), "csv", "c", now=NOW))
    assert len(str(caught.value)) < 1000


def test_the_database_is_untouched_by_all_this(hostile: Path) -> None:
    with sqlite3.connect(hostile / "evidence.db") as database:
        assert database.execute("SELECT count(*) FROM records").fetchone() == (len(HOSTILE),)
    database.close()
    assert run("verify", cwd=hostile).status == 0


@pytest.mark.parametrize("verb", [(), ("search",), ("demo",)])
def test_help_keeps_its_examples_on_lines_of_their_own(tmp_path: Path, verb: tuple[str, ...]) -> None:
    told = run(*verb, "-h", cwd=tmp_path).stdout
    assert "\\b" not in told
    assert re.search(r"^ +(Begin with: +)?evidence \w+", told, re.MULTILINE)
    assert run(*verb, "--version", cwd=tmp_path).stdout.startswith("evidence ")


def test_an_option_beats_the_environment_beats_the_file_beats_the_default(hostile: Path, tmp_path: Path) -> None:
    (tmp_path / "evidence.toml").write_text('db = "from-file.db"')
    there = str(hostile / "evidence.db")
    assert "from-file.db" in run("search", "--count", cwd=tmp_path).stderr
    assert "from-environment.db" in run("search", "--count", cwd=tmp_path, EVIDENCE_DB="from-environment.db").stderr
    for words in (("--db", there, "search", "--count"), ("search", "--count", "--db", there)):
        assert run(*words, cwd=tmp_path, EVIDENCE_DB="from-environment.db").stdout.strip() == str(len(HOSTILE))


def test_a_tagging_process_that_is_killed_is_told_in_one_line() -> None:
    line = b'{"id": "1", "title": "A trial", "abstract": "60 patients were randomised."}'
    before = set(multiprocessing.active_children())

    def batches() -> Iterator[list[bytes]]:
        yield from [[line]] * 8  # as many as are read ahead
        for process in set(multiprocessing.active_children()) - before:
            process.kill()
        yield from [[line]] * 8

    with pytest.raises(EvidenceError, match=r"a tagging process was killed: try fewer --processes"):
        list(tag_lines(batches(), Tagging(processes=2)))

"""Every format: the same bytes each time, no "None", nothing that a spreadsheet or a page would act on."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tabled import EVERY, bare, ordinary, speaking, summary, written

from evidence.errors import BadInput
from evidence.findings import Correction, Verdict
from evidence.sanitize import plain_text
from evidence.screening import Decision, Screening, Stage, screened
from evidence.tables.columns import COLUMNS
from evidence.tables.delimited import tsv_rows
from evidence.tables.entry import Cell
from evidence.tables.formats import format_of, names
from evidence.values import Field

FORMULA = st.builds(
    lambda space, sign, rest: space + sign + rest, st.text(" \t\n", max_size=2), st.sampled_from("=+-@"), st.text()
)
ALL = [ordinary(), bare(), summary()]


@pytest.mark.parametrize("name", names())
def test_the_same_entries_give_the_same_bytes(name: str) -> None:
    once = written(name, ALL, EVERY)
    assert once
    assert written(name, ALL, EVERY) == once


@pytest.mark.parametrize("name", [name for name in names() if name not in {"xlsx", "docx"}])
def test_no_format_says_none_for_nothing(name: str) -> None:
    text = written(name, ALL, EVERY).decode()
    assert "None" not in text
    assert "22814142" in text


@pytest.mark.parametrize("name", names())
def test_a_table_without_rows_is_one(name: str) -> None:
    # References of nothing are nothing; a table still has its head, a document its frame.
    empty = {"ris", "bibtex", "nbib", "jsonl"}
    assert bool(written(name, []).strip()) is (name not in empty)


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.tex", "latex"), ("a.bib", "bibtex"), ("a.ris", "ris"), ("a.nbib", "nbib"), ("a.docx", "docx"),
     ("a.JSONL", "jsonl"), ("a.markdown", "md"), ("a.htm", "html")],
)  # fmt: skip
def test_an_ending_names_its_format(file: str, name: str) -> None:
    assert format_of(file, None) == name


def test_an_ending_that_names_none_is_refused_with_the_list() -> None:
    with pytest.raises(BadInput, match="rayyan"):
        format_of("table.pdf", None)


@given(FORMULA)
def test_no_cell_of_csv_tsv_or_rayyan_is_a_formula(text: str) -> None:
    for name, dialect in (("csv", "excel"), ("rayyan", "excel")):
        rows = list(csv.reader(io.StringIO(written(name, [speaking(text)], EVERY).decode(), newline=""), dialect))
        assert len(rows) == 2
        for row in rows:
            assert len(row) > 5
            assert not [cell for cell in row if cell.lstrip()[:1] in set("=+-@") - {""} and not is_number(cell)]
    lines = written("tsv", [speaking(text)], EVERY).decode().split("\n")
    assert len(lines) > 2
    for line in lines:
        assert not [
            cell for cell in line.split("\t") if cell.lstrip()[:1] in set("=+-@") - {""} and not is_number(cell)
        ]


def is_number(text: str) -> bool:
    return text.removeprefix("-").removeprefix("+").replace(".", "", 1).isdigit()


@given(st.text())
@settings(max_examples=50)
def test_whatever_a_record_says_csv_keeps_one_row_and_no_control_character(text: str) -> None:
    rows = list(csv.reader(io.StringIO(written("csv", [speaking(text), ordinary()], EVERY).decode(), newline="")))
    assert [len(row) for row in rows] == [len(EVERY)] * 3
    assert all(plain_text(cell) == cell for row in rows for cell in row)


@given(st.text())
@settings(max_examples=50)
def test_whatever_a_record_says_tsv_keeps_one_line_a_record(text: str) -> None:
    lines = written("tsv", [speaking(text), ordinary()], EVERY).decode().split("\n")
    assert [line.count("\t") for line in lines] == [len(EVERY) - 1] * 3 + [0]


def test_a_cell_of_tsv_that_holds_marks_or_tabs_is_one_cell_and_not_quoted() -> None:
    out = io.StringIO()
    tsv_rows([COLUMNS["title"], COLUMNS["year"]], [[Cell('"a"\tb\n c'), Cell("2020")]], out)
    assert out.getvalue().splitlines()[1:] == ['"a" b c\t2020']


class Elements(HTMLParser):
    """The elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102 - html.parser's own
        self.seen |= {tag} | {f"@{name}" for name, _ in attrs}


def test_hostile_text_adds_nothing_to_a_page() -> None:
    ordinarily, hostile = Elements(), Elements()
    ordinarily.feed(written("html", [ordinary()], EVERY).decode())
    hostile.feed(written("html", [speaking('<script>x</script>"><img onerror=x>')], EVERY).decode())
    assert {"table", "td"} <= hostile.seen <= ordinarily.seen


def test_json_holds_to_its_published_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((resources.files("evidence.data") / "report" / "evidence-table.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    judge.validate(json.loads(written("json", ALL)))
    line = judge.evolve(schema={"$ref": "#/$defs/entry", "$defs": schema["$defs"]})
    for text in written("jsonl", ALL).decode().splitlines():
        line.validate(json.loads(text))
    said = ordinary().facts[Field.DESIGN].source
    assert isinstance(said, Correction)
    other = replace(said, verdict=Verdict.NOT_APPLICABLE, value=None, by="Bob")
    (entry,) = written("jsonl", [replace(ordinary(), disputed={Field.DESIGN: (said, other)})]).decode().splitlines()
    line.validate(json.loads(entry))
    assert [word["by"] for word in json.loads(entry)["design"]["disputed"]] == ["Ada", "Bob"]
    decided = Screening(2, Stage.FULL_TEXT, Decision.EXCLUDED, "in rats", "Ann", said.at)
    (entry,) = written("jsonl", [replace(ordinary(), screening=screened([decided]))]).decode().splitlines()
    line.validate(json.loads(entry))
    assert json.loads(entry)["screening"]["words"][0]["reason"] == "in rats"
    table = json.loads(written("json", ALL))
    judge.validate(table | {"provenance": table["provenance"] | {"excluded": 1}})
    wrong = json.loads(written("json", ALL))
    wrong["entries"][0]["sample_size"]["value"] = "118"
    assert not judge.is_valid(wrong)


@pytest.mark.parametrize("first", ["[", "*"])
def test_a_row_of_latex_begins_with_nothing_that_the_row_before_would_take(first: str) -> None:
    page = written("latex", [speaking("x"), speaking(f"{first}18F]FDG uptake")], ("title", "year")).decode()
    assert f"\\\\\n{{{first}}}18F]FDG uptake & " in page


@pytest.mark.parametrize("name", ["md", "csv", "latex"])
def test_a_small_table_looks_as_it_was_approved(name: str) -> None:
    """To approve a new look, write the bytes to the file and read them."""
    golden = Path(__file__).parent.parent / "golden" / f"table.{name}"
    assert written(name, [ordinary(), bare()]).decode() == golden.read_text("utf-8")

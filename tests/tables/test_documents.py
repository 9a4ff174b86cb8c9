"""XLSX by openpyxl, DOCX by python-docx, both by LibreOffice where it is installed."""

from __future__ import annotations

import io
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tabled import EVERY, TOPIC, bare, ordinary, speaking, summary, table, written

from evidence.findings import Fact, Finding
from evidence.tables.entry import Entry
from evidence.values import Field, FollowUp, SampleSize

COLUMNS = ("study", "design", "n", "follow_up", "status", "pmid", "doi")
ALL = [ordinary(), bare(), summary()]


def book(*arguments: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", *arguments)))  # type: ignore[arg-type]


def test_the_workbook_has_numbers_links_filters_and_a_frozen_head() -> None:
    sheet = book(ALL, COLUMNS)["Evidence table"]
    head, first, second, _ = sheet.iter_rows()
    assert [cell.value for cell in head] == [column.head for column in table([], COLUMNS).columns]
    assert [cell.value for cell in first] == [
        "Müller J, 2012", "Non-randomised controlled", 118, 36, "design corrected", 22814142, "10.1000/foot_(12)<1>",
    ]  # fmt: skip
    assert first[5].hyperlink.target == "https://pubmed.ncbi.nlm.nih.gov/22814142/"
    assert [second[2].value, second[3].value] == ["NR", "NR"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:G4"
    assert sheet.column_dimensions["A"].width > 10


def test_the_workbook_prints_landscape_with_its_head_on_each_page_and_long_dois_whole() -> None:
    doi = "10.7326/0003-4819-153-10-201011160-00007"
    made = book([ordinary(ids=(("doi", doi),)), bare()], COLUMNS)
    for sheet in made:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
    assert made["Evidence table"].column_dimensions["G"].width > len(doi)
    assert made["Quotes"]["A2"].alignment.horizontal == "right"


def test_heads_of_numbers_are_set_right_as_their_numbers_are() -> None:
    page = written("html", ALL, COLUMNS).decode()
    heads = [head for head in page.split("<th ")[1:] if head.startswith('scope="col" class="number"')]
    assert [head.partition(">")[2].partition("<")[0] for head in heads] == ["n", "Follow-up (months)", "PMID"]


def test_minutes_are_a_number_in_the_workbook_that_reads_as_less_than_a_tenth_and_as_stated_in_print() -> None:
    short = Fact(Field.FOLLOW_UP, FollowUp(0.5, "hours"))
    entry = Entry(ordinary().record, {**ordinary().facts, Field.FOLLOW_UP: short})
    cell = book([entry], ("study", "follow_up"))["Evidence table"]["B2"]
    assert (cell.value, cell.number_format) == (0.00068, '[<0.05]"<0.1";General')
    assert '<td class="number">30 minutes</td>' in written("html", [entry], ("study", "follow_up")).decode()


def test_the_workbook_has_its_quotes_its_dictionary_and_its_origin() -> None:
    made = book(ALL, COLUMNS)
    assert made.sheetnames == ["Evidence table", "Quotes", "Data dictionary", "About"]
    quotes = [[cell.value for cell in row] for row in made["Quotes"].iter_rows(min_row=2)]
    assert [(row[2], row[7], row[8], row[10]) for row in quotes] == [
        ("design", "", "", ""), ("sample_size", "118 patients", "We enrolled 118 patients by preference.", 0.9),
        ("follow_up", "36 months", "Insulin needs fell over 36 months.", 0.9),
    ]  # fmt: skip
    about = {row[0].value: row[1].value for row in made["About"].iter_rows(min_row=2)}
    assert (about["Search"], about["Rows"], about["Store as of"]) == ("design:rct", 3, "2026-03-01")
    names = {row[0].value for row in made["Data dictionary"].iter_rows(min_row=2)}
    assert set(COLUMNS) <= names


def test_the_workbook_says_who_gave_a_value_and_why() -> None:
    heads, first, *_ = [[cell.value for cell in row] for row in book([ordinary()], COLUMNS)["Quotes"].iter_rows()]
    told = {head: value for head, value in zip(heads, first, strict=True) if value}
    assert told == {
        "PMID": 22814142, "Study": "Müller J, 2012", "Field": "design", "Value": "non-randomised-controlled",
        "Rule or person": "corrected by Ada", "Because": "patients chose", "Said on": "2026-02-01",
    }  # fmt: skip


def doubted() -> Entry:
    """A trial of whose n the machine is not sure."""
    read = ordinary().facts[Field.SAMPLE_SIZE]
    assert isinstance(read.source, Finding)
    unsure = replace(read, source=read.source._replace(confidence=0.6))
    return Entry(ordinary().record, {**ordinary().facts, Field.SAMPLE_SIZE: unsure}, TOPIC)


def test_a_value_to_read_first_is_shaded_and_the_row_says_why() -> None:
    made = book([doubted(), ordinary()], ("study", "n", "follow_up", "check"))
    _, first, second = made["Evidence table"].iter_rows()
    assert [cell.fill.fgColor.rgb for cell in first] == ["00000000", "FFFFF1C2", "00000000", "00000000"]
    assert [first[1].value, first[3].value, first[1].comment] == [118, "n 60% sure", None]
    assert {cell.fill.fgColor.rgb for cell in second} == {"00000000"}
    told = [[cell.value for cell in row] for row in made["Data dictionary"].iter_rows()][-1]
    assert told == ["", "shaded cell", "read this value first; the column Check says why"]


def test_where_no_column_says_why_a_note_does() -> None:
    made = book([doubted()], ("study", "n"))
    note = made["Evidence table"]["B2"].comment
    assert note is not None
    assert note.text == "n 60% sure"
    assert made["Evidence table"]["A2"].comment is None


def test_arms_are_broken_between_their_numbers_only() -> None:
    sized = Fact(Field.SAMPLE_SIZE, SampleSize(3849, arms=(1277, 1277, 1282)))
    entry = Entry(ordinary().record, {**ordinary().facts, Field.SAMPLE_SIZE: sized}, TOPIC)
    made = docx.Document(io.BytesIO(written("docx", [entry], ("study", "n"))))
    assert made.tables[0].rows[1].cells[1].text == "3849 (1277/\u200b1277/\u200b1282; sum 3836) ?"


@given(st.sampled_from("=+-@\t").flatmap(lambda sign: st.text().map(lambda rest: sign + rest)))
@settings(max_examples=25)
def test_no_cell_of_the_workbook_is_a_formula(text: str) -> None:
    for sheet in book([speaking(text)], EVERY):
        assert sheet["A1"].value
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_document_is_landscape_with_caption_head_that_repeats_and_footnotes() -> None:
    made = docx.Document(io.BytesIO(written("docx", ALL, COLUMNS)))
    page = made.sections[0]
    assert (page.page_width or 0) > (page.page_height or 0) > 0
    assert made.paragraphs[0].text.startswith("Table 1. Bone-marrow-derived")
    assert made.paragraphs[0].style is not None
    assert made.paragraphs[0].style.name == "Caption"
    (grid,) = made.tables
    assert [cell.text for cell in grid.rows[0].cells] == [column.head for column in table([], COLUMNS).columns]
    assert "w:tblHeader" in grid.rows[0]._tr.xml
    assert [cell.text for cell in grid.rows[1].cells[:4]] == [
        "Müller J, 2012", "Non-randomised controlled", "118 (56/\u200b62)", "36",
    ]  # fmt: skip
    assert [cell.text for cell in grid.rows[2].cells[:4]] == ["No author, no year", "NR", "NR", "NR"]
    assert "NR: not reported" in made.paragraphs[-2].text
    assert "store of 2026-03-01" in made.paragraphs[-1].text


def test_arms_that_have_a_column_are_not_told_twice() -> None:
    made = docx.Document(io.BytesIO(written("docx", ALL, ("n", "arms"))))
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["118", "56/\u200b62"]


@given(st.text())
@settings(max_examples=25)
def test_whatever_a_record_says_the_document_opens(text: str) -> None:
    made = docx.Document(io.BytesIO(written("docx", [speaking(text)], EVERY)))
    assert len(made.tables[0].rows) == 2


@pytest.mark.parametrize(("name", "part"), [("xlsx", "scalc"), ("docx", "swriter")])
def test_libreoffice_opens_it(name: str, part: str, tmp_path: Path) -> None:
    office = which("soffice")
    if office is None or not Path(office).resolve().with_name(part).exists():  # its parts are installed one by one
        if os.environ.get("EVIDENCE_REQUIRE_OFFICE"):
            pytest.fail(f"no {part} of LibreOffice, and EVIDENCE_REQUIRE_OFFICE is set")
        pytest.skip(f"no {part} of LibreOffice: the file is not opened by it")
    (tmp_path / f"table.{name}").write_bytes(written(name, ALL, COLUMNS))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, f"table.{name}"], cwd=tmp_path, check=True, capture_output=True, timeout=180)
    assert (tmp_path / "table.pdf").read_bytes().startswith(b"%PDF")

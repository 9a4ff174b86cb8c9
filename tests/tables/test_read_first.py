"""What a reader needs beside a value: its sentence with the words marked, and a sign where it should be read first."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import docx
import pytest
from tabled import TOPIC, bare, ordinary, table, written

from evidence.findings import Finding
from evidence.in_words import described
from evidence.records import Passage, Quote
from evidence.tables.entry import Cell, Column, Entry
from evidence.tables.first_look import marked
from evidence.tables.markdown import write_markdown
from evidence.tables.table import READ_FIRST
from evidence.values import Field, FollowUp

QUOTED = ("study", "n", "n_quote")
DOUBTED = ("study", "n", "follow_up")


def three_arms(text: str = "We fed 15 men, 15 women & 16 <b>boys</b>. All ate.", *, sure: float = 0.9) -> Entry:
    """A trial whose n is read from three places of one sentence."""
    entry = ordinary()
    read = entry.facts[Field.SAMPLE_SIZE]
    assert isinstance(read.source, Finding)
    quotes = tuple(
        Quote("abstract.0", text.index(words), text.index(words) + len(words), words)
        for words in ("15 men", "15 women", "16 <b>")
    )
    source = read.source._replace(quotes=quotes, confidence=sure)
    record = replace(entry.record, abstract=(Passage("abstract.0", None, text), *entry.record.abstract[1:]))
    facts = {**entry.facts, Field.SAMPLE_SIZE: replace(read, source=source, machine=source)}
    return Entry(record, facts, TOPIC)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("csv", '"We fed 15 men, 15 women & 16 <b>boys</b>."'),
        ("tsv", "\tWe fed 15 men, 15 women & 16 <b>boys</b>.\n"),
        (
            "html",
            "<td>We fed <mark>15 men</mark>, <mark>15 women</mark> &amp; <mark>16 &lt;b&gt;</mark>boys&lt;/b&gt;.<",
        ),
        ("md", r"| We fed **15 men**, **15 women** \& 16 \<b\>boys\</b\>. |"),
        ("latex", r"& We fed \textbf{15 men}, \textbf{15 women} \& \textbf{16 \textless{}b\textgreater{}}boys"),
    ],
)
def test_the_quote_column_gives_the_sentence_once_with_the_words_marked(name: str, words: str) -> None:
    assert words in written(name, [three_arms()], QUOTED).decode()


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("ate in 40 men.Then: we", "40 men.", "ate in 40 men.Then: we"),
        ("a(n = 15) of", "(n = 15)", r"a\(n = 15\) of"),
        ("see (n = 15).", "(n = 15)", r"see **\(n = 15\)**."),
        ("in 40 men.", "40 men.", "in **40 men.**"),
        ("a 12-month-old", "12-month", "a **12-month**-old"),
    ],
)
def test_markdown_has_no_asterisks_that_would_be_read_as_such(text: str, words: str, told: str) -> None:
    """Between a letter and a bracket they make nothing bold (CommonMark, 6.2), and stand there as two asterisks."""
    start = text.index(words)
    made = replace(
        table([three_arms()], QUOTED), columns=(_as_it_is(Cell(text, marks=((start, start + len(words)),))),)
    )
    stream = io.StringIO()
    write_markdown(made, stream)
    assert f"| {told} |" in stream.getvalue()


def _as_it_is(cell: Cell) -> Column:
    return Column("quote", "Quote", "a sentence", lambda _: cell)


def test_a_document_has_the_words_in_bold() -> None:
    made = docx.Document(io.BytesIO(written("docx", [three_arms()], QUOTED)))
    (paragraph,) = made.tables[0].rows[1].cells[2].paragraphs
    assert paragraph.text == "We fed 15 men, 15 women & 16 <b>boys</b>."
    assert [run.text for run in paragraph.runs if run.bold] == ["15 men", "15 women", "16 <b>"]


def test_json_has_the_sentence_beside_the_words() -> None:
    entry = json.loads(written("jsonl", [three_arms()], QUOTED))
    quotes = entry["sample_size"]["quotes"]
    assert [quote["text"] for quote in quotes] == ["15 men", "15 women", "16 <b>"]
    assert {quote["sentence"] for quote in quotes} == {"We fed 15 men, 15 women & 16 <b>boys</b>."}


def test_hours_are_one_number_of_months_in_every_file_and_hours_for_people() -> None:
    day = ordinary().facts[Field.FOLLOW_UP]
    entry = Entry(ordinary().record, {**ordinary().facts, Field.FOLLOW_UP: replace(day, value=FollowUp(24, "hours"))})
    told = json.loads(written("jsonl", [entry]))["follow_up"]
    assert (told["days"], told["months"]) == (1.0, 0.03285)
    assert ",0.03285\n" in written("csv", [entry], ("study", "follow_up")).decode()
    assert "| 24 hours |" in written("md", [entry], ("study", "follow_up")).decode()
    assert described(FollowUp(24, "hours")) == "24 hours (fixed)"


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("html", '<td class="number doubt">118 (56/62) <abbr title="n 60% sure">?</abbr></td>'),
        ("md", r"| 118 \(56/62\) ? | 36 |"),
        ("latex", r"& 118 (56/62)~\textbf{?} & 36 \\"),
    ],
)
def test_a_value_to_read_first_has_a_sign_and_the_table_says_what_it_means(name: str, sign: str) -> None:
    doubted = written(name, [three_arms(sure=0.6)], DOUBTED).decode()
    assert sign in doubted
    assert "read the sentence of this value first" in doubted
    assert "read the sentence" not in written(name, [three_arms(), bare()], DOUBTED).decode()


def test_in_a_document_the_sign_stands_beside_the_shade() -> None:
    made = docx.Document(io.BytesIO(written("docx", [three_arms(sure=0.6)], DOUBTED)))
    cells = made.tables[0].rows[1].cells
    assert [cell.text for cell in cells[1:]] == ["118 (56/\u200b62) ?", "36"]
    assert ["w:shd" in cell._tc.xml for cell in cells] == [False, True, False]
    assert made.paragraphs[-2].text == READ_FIRST


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_files_for_programs_bear_no_sign(name: str) -> None:
    assert b"?" not in written(name, [three_arms(sure=0.6)], DOUBTED)


def test_what_is_marked_is_what_the_workbook_shades() -> None:
    entry = three_arms(sure=0.6)
    made = table([], ("study", "design", "n", "arms", "follow_up", "n_quote"))
    cells = zip(made.columns, made.cells(entry), strict=True)
    assert {column.name: cell.doubts for column, cell in cells if cell.doubts} == {
        name: marked(entry, name) for name in ("n", "arms")
    }

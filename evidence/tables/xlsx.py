"""XLSX through XlsxWriter: the table, quotes, data dictionary and origin. Touches the stream given."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from math import ceil
from textwrap import wrap
from typing import TYPE_CHECKING, BinaryIO, Final

from evidence.disputes import word_of
from evidence.findings import Correction, Fact
from evidence.read_from import sentence_of
from evidence.sanitize import plain_text
from evidence.tables.columns import source_name
from evidence.tables.entry import Cell, Column, Entry, study
from evidence.tables.table import READ_BY, Table
from evidence.values import LEAST, Field

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST: Final = 32_767  # characters that a cell of Excel holds
_LONGEST_LINK: Final = 2_000  # Excel's limits: of a link, and of links in a sheet (65,530)
_MOST_LINKS: Final = 65_000
_LINE, _TALLEST = 15, 409  # points: a line, and the tallest row of Excel
_QUOTE_HEADS: Final = (
    "PMID",
    "Study",
    "Field",
    "Value",
    "Passage",
    "Start",
    "End",
    "Quote",
    "Sentence",
    "Rule or person",
    "Confidence",
    "Because",
    "Said on",
)
_QUOTE_WIDTHS: Final = (11, 18, 12, 24, 12, 6, 6, 26, 80, 34, 11, 40, 12)
_QUOTE_NUMBERS: Final = (0, 5, 6, 10)  # places of those that are set right
_A4: Final = 9  # XlsxWriter's number of it
_SHADE: Final = "#FFF1C2"  # light, so that black letters stay easy to read
_WIDEST: Final = 60  # letters that a column grows to for one long word: a DOI has no place to break


def write_xlsx(table: Table, stream: BinaryIO) -> None:
    """Write a workbook of four sheets; numbers are numbers, and no text is ever a formula.

    The file's dates are the store's date, so that the same store gives the same bytes.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    as_of = table.provenance.as_of
    created = datetime.fromisoformat(as_of).replace(tzinfo=None) if as_of else datetime(2000, 1, 1, tzinfo=UTC)
    book.set_properties({"title": table.caption, "created": created.replace(tzinfo=None), "author": "Evidence"})
    _Sheets(book, table).write()
    book.close()


def _height(texts: Iterable[tuple[str, int]]) -> float:
    """The height that wrapped texts need in columns so wide; LibreOffice and viewers don't work it out themselves."""
    lines = max(
        (sum(ceil(len(word) / max(width, 1)) for word in _chunks(text, width)) for text, width in texts), default=1
    )
    return min(_LINE * max(lines, 1), _TALLEST)


def _chunks(text: str, width: int) -> list[str]:
    return wrap(text, max(width, 1), break_long_words=False, break_on_hyphens=False) or [""]


def _grounds(entry: Entry, fact: Fact) -> Iterator[tuple[str | float, ...]]:
    """The rows of one value in the sheet of quotes: a person's word with its reason and day, then the quotes."""
    head: tuple[str | int, ...] = (entry.record.pmid, study(entry), fact.field.value)
    if isinstance(said := fact.source, Correction):
        yield (
            *head, word_of(said), "", "", "", "", "", source_name(fact), "", said.reason, f"{said.at:%Y-%m-%d}",
        )  # fmt: skip
    source, passages = fact.machine, entry.record.passages if fact.quotes else ()
    for quote in fact.quotes:
        yield (
            *head, str(fact.value), quote.passage, quote.start, quote.end, quote.text, sentence_of(quote, passages),
            source.rule if source else "", source.confidence if source else "", "", "",
        )  # fmt: skip


def _looks(book: Workbook) -> dict[tuple[str, str, bool], Format]:
    """The formats of cells by side, by kind, and by whether they are shaded: those to read first.

    A "brief" number is one to sort by which reads as print has it: a length of minutes is no 0, nobody reads 2E-05.
    """
    sides: dict[str, dict[str, object]] = {"left": {"text_wrap": True}, "right": {"align": "right", "indent": 1}}
    kinds: dict[str, dict[str, object]] = {
        "": {}, "link": {"font_color": "#1155AA", "underline": 1}, "brief": {"num_format": '[<0.05]"<0.1";General'},
    }  # fmt: skip
    return {
        (side, kind, shaded): book.add_format(
            {"valign": "top"} | sides[side] | kinds[kind] | ({"bg_color": _SHADE} if shaded else {})
        )
        for side in sides
        for kind in kinds
        for shaded in (False, True)
    }


class _Sheets:
    """The four sheets of one workbook, filled in one pass over the entries."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self.table = table
        self.told = any(column.name == "check" for column in table.columns)
        self.links = 0
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EEF4"}
        )
        self.head_right = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bottom": 1,
                "bg_color": "#E8EEF4",
                "align": "right",
                "indent": 1,
            }
        )
        self.looks = _looks(book)
        self.studies = book.add_worksheet("Evidence table")
        self.quotes = book.add_worksheet("Quotes")
        self.dictionary = book.add_worksheet("Data dictionary")
        self.about = book.add_worksheet("About")

    def write(self) -> None:
        columns = self.table.columns
        right = {place for place, column in enumerate(columns) if column.numeric}
        self._start(self.studies, [column.head for column in columns], [column.width for column in columns], right)
        self._start(self.quotes, list(_QUOTE_HEADS), list(_QUOTE_WIDTHS), _QUOTE_NUMBERS)
        longest = [0] * len(columns)
        last_quote = rows = 0
        for rows, entry in enumerate(self.table.entries, 1):
            cells = self.table.cells(entry)
            self.studies.set_row(rows, _height((c.text, column.width) for c, column in self._with_columns(cells)))
            for place, (cell, column) in enumerate(self._with_columns(cells)):
                longest[place] = max([longest[place], *map(len, cell.text.split())])
                self._cell(rows, place, cell, numeric=column.numeric)
            for field in Field:
                for row in _grounds(entry, entry.facts[field]):
                    last_quote += 1
                    self.quotes.set_row(
                        last_quote, _height((str(text), width) for text, width in zip(row, _QUOTE_WIDTHS, strict=True))
                    )
                    for place, value in enumerate(row):
                        self._value(self.quotes, last_quote, place, value)
        for place, column in enumerate(columns):
            self.studies.set_column(place, place, max(column.width, min(longest[place] + 2, _WIDEST)))
        self.studies.autofilter(0, 0, max(rows, 1), len(self.table.columns) - 1)
        self.quotes.autofilter(0, 0, max(last_quote, 1), len(_QUOTE_HEADS) - 1)
        self._dictionary()
        self._about(rows)

    def _with_columns(self, cells: list[Cell]) -> Iterator[tuple[Cell, Column]]:
        return zip(cells, self.table.columns, strict=True)

    def _start(self, sheet: Worksheet, heads: list[str], widths: list[int], right: Collection[int] = ()) -> None:
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, _height(zip(heads, widths, strict=True)))
        for place, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, head, self.head_right if place in right else self.head)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)

    def _cell(self, row: int, place: int, cell: Cell, *, numeric: bool) -> None:
        """One cell of the table, shaded where it should be read first; a note says why where no column does."""
        sheet, doubts = self.studies, cell.doubts
        if doubts and not self.told:
            sheet.write_comment(row, place, plain_text("; ".join(doubts)), {"author": "Evidence"})
        linked = bool(cell.link) and len(cell.link or "") < _LONGEST_LINK and self.links < _MOST_LINKS
        self.links += linked
        look = self.looks["right" if numeric else "left", "link" if linked else "", bool(doubts)]
        if linked:
            sheet.write_url(row, place, str(cell.link), look, plain_text(cell.text))
        if cell.number is not None and cell.text.replace(".", "").isdigit():
            brief = self.looks["right", "brief", bool(doubts)]
            sheet.write_number(row, place, cell.number, brief if 0 < cell.number < LEAST else look)
        elif not linked:
            sheet.write_string(row, place, plain_text(cell.text)[:_LONGEST], look)

    def _value(self, sheet: Worksheet, row: int, place: int, value: str | float) -> None:
        if isinstance(value, str):
            sheet.write_string(row, place, plain_text(value)[:_LONGEST], self.looks["left", "", False])
        else:
            sheet.write_number(row, place, value, self.looks["right", "", False])

    def _dictionary(self) -> None:
        self._start(self.dictionary, ["Column", "Head", "Meaning"], [22, 24, 80])
        lines = [(column.name, column.head, column.about) for column in self.table.columns]
        lines += [("", short, words) for short, words in self.table.abbreviations]
        why = "the column Check" if self.told else "its note"
        lines.append(("", "shaded cell", f"read this value first; {why} says why"))
        for row, line in enumerate(lines, 1):
            for place, text in enumerate(line):
                self._value(self.dictionary, row, place, text)

    def _about(self, rows: int) -> None:
        made = self.table.provenance
        self._start(self.about, ["What", "Value"], [24, 80])
        lines: list[tuple[str, str | int]] = [
            ("Caption", self.table.caption), ("Search", made.query or "everything"), ("Rows", rows),
            ("Records in the store", made.records), ("Store as of", made.as_of), ("Evidence", made.version),
            ("Read by", READ_BY),
        ]  # fmt: skip
        if made.excluded:
            lines.insert(3, ("Left out, excluded by people", made.excluded))
        for row, (what, value) in enumerate(lines, 1):
            self._value(self.about, row, 0, what)
            self._value(self.about, row, 1, value)

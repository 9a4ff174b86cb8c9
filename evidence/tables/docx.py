"""DOCX through python-docx: a landscape table with caption and footnotes for a manuscript. Touches the stream given.

Rows are written as XML at once: python-docx's own way to fill a cell looks through the whole table for each of them.
Links are fields and not relations, of which Word wants each one named in another part of the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from evidence.sanitize import plain_text
from evidence.tables.entry import Cell
from evidence.tables.table import TO_READ, Table

if TYPE_CHECKING:
    from docx.document import Document

_SPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold
_LETTERS: Final = 15  # half points: 7.5 points, as journals set large tables
_LEAST: Final = 11  # of a column's width, so that a PMID and "118 (56/62)" stay on a line
_MARGINS: Final = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
_BETWEEN_ARMS: Final = re.compile(r"(?<=\d)/(?=\d)")  # the only place where "1277/1277/1282" may be broken
_BLUE: Final = "0B5CAD"
_SHADE: Final = "FFF1C2"  # of what should be read first; the sign beside it says the same


def write_docx(table: Table, stream: BinaryIO) -> None:
    """Write a document; its dates are the store's date, so that the same store gives the same bytes."""
    import docx

    document = docx.Document()
    _set_up(document, table)
    document.add_paragraph(f"Table 1. {plain_text(table.caption)}", style="Caption")
    _add_table(document, table)
    for note in filter(None, table.footnotes):
        paragraph = document.add_paragraph()
        paragraph.add_run(plain_text(note)).font.size = docx.shared.Pt(8)
    made = io.BytesIO()
    document.save(made)
    _without_clock(made, stream)


def _set_up(document: Document, table: Table) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, RGBColor

    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(1.8)
    document.styles["Caption"].font.color.rgb = RGBColor(0, 0, 0)
    about, as_of = document.core_properties, table.provenance.as_of
    about.title, about.author, about.comments = plain_text(table.caption)[:255], "Evidence", ""
    about.created = about.modified = datetime.fromisoformat(as_of) if as_of else datetime(2000, 1, 1)  # noqa: DTZ001 - Word's dates have no zone
    about.last_modified_by = "Evidence"


def _add_table(document: Document, table: Table) -> None:
    from docx.oxml import parse_xml
    from docx.shared import Cm

    columns = table.columns
    grid = document.add_table(rows=1, cols=len(columns))
    grid.autofit = False
    whole = sum(max(column.width, _LEAST) for column in columns)
    widths = [int(Cm(26) * max(column.width, _LEAST) / whole / 635) for column in columns]  # twentieths of a point
    body = grid._tbl  # noqa: SLF001 - the XML of the table; see the module's first lines
    for place, column in enumerate(body.tblGrid.gridCol_lst):
        column.w = widths[place] * 635
    body.tblPr.append(parse_xml(f"<w:tblCellMar {_SPACE}>{_MARGINS}</w:tblCellMar>"))
    body.remove(body.tr_lst[0])
    right = [column.numeric for column in columns]
    body.append(parse_xml(_row([Cell(column.head) for column in columns], widths, right, head=True)))
    for entry in table.entries:
        body.append(parse_xml(_row(table.cells(entry), widths, right)))


def _row(cells: list[Cell], widths: list[int], right: list[bool], *, head: bool = False) -> str:
    """A row that stays on one page; a head stands on every page."""
    kind = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
    each = zip(cells, widths, right, strict=True)
    inner = "".join(_cell(cell, width, right=numeric, head=head) for cell, width, numeric in each)
    return f"<w:tr {_SPACE}><w:trPr>{kind}</w:trPr>{inner}</w:tr>"


def _cell(cell: Cell, width: int, *, right: bool, head: bool) -> str:
    line = (
        '<w:top w:val="single" w:sz="12" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:color="000000"/>'
        if head
        else '<w:bottom w:val="single" w:sz="4" w:color="BBBBBB"/>'
    )
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if cell.doubts else ""
    align = '<w:jc w:val="right"/>' if right else ""
    link = cell.link if cell.link and cell.link.startswith("https://") else None
    text = [(_BETWEEN_ARMS.sub("/\u200b", words), mark) for words, mark in cell.pieces]
    text += [(f" {TO_READ}", TO_READ)] if cell.doubts else []
    run = "".join(_run(words, bold=head or bool(mark), colour=_BLUE if link else "") for words, mark in text)
    if link:
        run = f'<w:fldSimple w:instr="{escape(f"HYPERLINK {_quoted(link)}")}">{run}</w:fldSimple>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{line}</w:tcBorders>{shade}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>{align}</w:pPr>{run}</w:p>'
        "</w:tc>"
    )


def _run(text: str, *, bold: bool, colour: str) -> str:
    look = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    return (
        f'<w:r><w:rPr>{look}<w:sz w:val="{_LETTERS}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(plain_text(text), quote=False)}</w:t></w:r>'
    )


def _quoted(link: str) -> str:
    return '"' + plain_text(link).replace("\\", "%5C").replace('"', "%22") + '"'


def _without_clock(made: io.BytesIO, stream: BinaryIO) -> None:
    """Copy the file with every part dated alike: python-docx puts the time of day into it."""
    target: Any = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            kept = zipfile.ZipInfo(part.filename, _EPOCH)
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, old.read(part))
    stream.write(target.getvalue())

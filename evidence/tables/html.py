"""A plain HTML table, one file that opens from disk. Touches the stream that it is given."""

from __future__ import annotations

from html import escape
from typing import Final, TextIO

from evidence.sanitize import plain_text
from evidence.tables.entry import Cell
from evidence.tables.table import TO_READ, Table

_HEAD: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 90rem; }}
table {{ border-collapse: collapse; width: 100%; }}
caption {{ text-align: left; font-weight: 600; padding: .5rem 0; }}
th, td {{ padding: .3rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; }}
th {{ border-bottom: 2px solid #888; position: sticky; top: 0; background: Canvas; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
td:not(.number) a {{ overflow-wrap: anywhere; }}
.doubt {{ background: #ffd24d40; }}
abbr {{ font-weight: 700; text-decoration: none; }}
mark {{ background: #9fd0ff80; color: inherit; border-bottom: 1px solid; }}
footer {{ font-size: .85em; margin-top: 1rem; }}
@media print {{
  @page {{ size: A4 landscape; margin: 10mm; }}
  body {{ font-size: 8pt; margin: 0; padding: 0; max-width: none; }}
  th, td {{ padding: .7mm 1.2mm; line-height: 1.25; }}
  th {{ position: static; }}
  tr {{ break-inside: avoid; }}
}}
</style></head><body>
<table><caption>{title}</caption><thead><tr>"""
_RIGHT: Final = ' class="number"'


def write_html(table: Table, stream: TextIO) -> None:
    """Write one page; all text is escaped, links go to PubMed and doi.org only."""
    stream.write(_HEAD.format(title=_text(table.caption)))
    stream.writelines(
        f'<th scope="col"{_RIGHT if column.numeric else ""}>{_text(column.head)}</th>' for column in table.columns
    )
    stream.write("</tr></thead>\n<tbody>\n")
    stream.writelines(
        "<tr>"
        + "".join(
            _cell(cell, numeric=column.numeric) for cell, column in zip(table.cells(entry), table.columns, strict=True)
        )
        + "</tr>\n"
        for entry in table.entries
    )
    stream.write("</tbody></table>\n<footer>")
    stream.writelines(f"<p>{_text(note)}</p>" for note in table.footnotes if note)
    stream.write("</footer></body></html>\n")


def _text(text: str) -> str:
    return escape(plain_text(text))


def _cell(cell: Cell, *, numeric: bool) -> str:
    text = "".join(f"<mark>{_text(words)}</mark>" if mark else _text(words) for words, mark in cell.pieces)
    if cell.link and cell.link.startswith("https://"):
        text = f'<a href="{escape(cell.link)}" rel="noreferrer">{text}</a>'
    if cell.doubts:
        text += f' <abbr title="{_text("; ".join(cell.doubts))}">{TO_READ}</abbr>'
    kinds = " ".join(filter(None, ("number" if numeric else "", "doubt" if cell.doubts else "")))
    return f'<td class="{kinds}">{text}</td>' if kinds else f"<td>{text}</td>"

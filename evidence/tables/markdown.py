"""A Markdown table with caption and footnotes. Touches the stream that it is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TextIO

from evidence.pieces import Piece
from evidence.sanitize import plain_text
from evidence.tables.entry import Cell
from evidence.tables.table import TO_READ, Table

# What Markdown or the HTML inside it would act on.
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$])")
_WHITE: Final = re.compile(r"\s+")


def write_markdown(table: Table, stream: TextIO) -> None:
    """Write a pipe table (GitHub's dialect); numbers are set right."""
    stream.write(f"**{escape(table.caption)}**\n\n")
    stream.write("| " + " | ".join(escape(column.head) for column in table.columns) + " |\n")
    stream.write("|" + "|".join("---:" if column.numeric else "---" for column in table.columns) + "|\n")
    stream.writelines("| " + " | ".join(map(_cell, table.cells(entry))) + " |\n" for entry in table.entries)
    stream.write("\n" + "  \n".join(escape(note) for note in table.footnotes if note) + "\n")


def escape(text: str) -> str:
    """Text with Markdown's and HTML's own characters disarmed, on one line."""
    return _inner(text).strip()


def _inner(text: str) -> str:
    """A piece of such a text, whose ends are kept."""
    return _MARKUP.sub(r"\\\1", _WHITE.sub(" ", plain_text(text)))


def _cell(cell: Cell) -> str:
    """A cell; the words that a value was read from are bold, and what should be read first has its sign."""
    if cell.link and not set(cell.link) & set("<> |\n"):
        return f"[{escape(cell.printed)}](<{cell.link}>)"
    text = _with_marks(cell.pieces).strip()
    return f"{text} {TO_READ}" if cell.doubts else text


def _with_marks(parts: Sequence[Piece]) -> str:
    """The pieces in a row, the marked ones bold, but for those that would stand there with their asterisks."""
    text = ""
    for number, (words, mark) in enumerate(parts):
        before, after = (parts[at][0] if 0 <= at < len(parts) else "" for at in (number - 1, number + 1))
        bold = mark and _opens(before[-1:], words[:1]) and _opens(after[:1], words[-1:])
        text += f"**{_inner(words)}**" if bold else _inner(words)
    return text


def _opens(outside: str, inside: str) -> bool:
    """Whether asterisks between two letters, "" for the end of the text, act on the inner one (CommonMark, 6.2)."""
    if not inside or inside.isspace():
        return False
    return inside.isalnum() or not outside.isalnum()

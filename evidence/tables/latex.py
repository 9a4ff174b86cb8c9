"""A LaTeX table (longtable, booktabs) to be put into a manuscript by input. Touches the stream that it is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from evidence.tables.entry import Cell, Column
from evidence.tables.latex_text import latex, latex_piece, latex_url
from evidence.tables.table import TO_READ, Table

_HEAD: Final = r"""% Needs \usepackage[T1]{fontenc} and \usepackage{array,booktabs,hyperref,longtable,pdflscape}
\begin{landscape}
\footnotesize
\setlength{\tabcolsep}{4pt}
"""


def write_latex(table: Table, stream: TextIO) -> None:
    """Write a landscape longtable with caption, a head that repeats, and the footnotes below."""
    columns = table.columns
    heads = " & ".join(rf"\textbf{{{latex(column.head)}}}" for column in columns)
    stream.write(_HEAD)
    stream.write(f"\\begin{{longtable}}{{{_layout(columns)}}}\n\\caption{{{latex(table.caption)}}}\\\\\n")
    stream.write(f"\\toprule\n{heads} \\\\\n\\midrule\n\\endfirsthead\n")
    stream.write(f"\\toprule\n{heads} \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endlastfoot\n")
    stream.writelines(f"{_row(table.cells(entry))} \\\\\n" for entry in table.entries)
    stream.write("\\end{longtable}\n")
    stream.writelines(f"\\noindent {latex(note)}\\par\n" for note in table.footnotes if note)
    stream.write("\\end{landscape}\n")


def _layout(columns: tuple[Column, ...]) -> str:
    """Widths as shares of the line, as the columns want them."""
    whole = sum(column.width for column in columns) or 1
    share = [0.94 * column.width / whole for column in columns]
    return "".join(
        rf">{{\raggedright\arraybackslash}}p{{\dimexpr {part:.3f}\linewidth-2\tabcolsep\relax}}" for part in share
    )


def _row(cells: Iterable[Cell]) -> str:
    r"""The cells of a row; the \\ that ends the row before takes a "[" or "*" behind it for its own argument."""
    text = " & ".join(map(_cell, cells))
    return f"{{{text[0]}}}{text[1:]}" if text.startswith(("[", "*")) else text


def _cell(cell: Cell) -> str:
    each = ((latex_piece(words), mark) for words, mark in cell.pieces)
    text = "".join(rf"\textbf{{{words}}}" if mark else words for words, mark in each).strip()
    if cell.doubts:
        text = rf"{text}~\textbf{{{TO_READ}}}"
    if cell.link and cell.link.startswith("https://"):
        return rf"\href{{{latex_url(cell.link)}}}{{{text}}}"
    return text

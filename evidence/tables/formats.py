"""The formats of an evidence table by name, and which one a file name means. Touches the stream that it is given."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO, Final, TextIO

from evidence.errors import BadInput
from evidence.tables.bibtex import write_bibtex
from evidence.tables.csl import write_csl
from evidence.tables.delimited import write_csv, write_tsv
from evidence.tables.docx import write_docx
from evidence.tables.html import write_html
from evidence.tables.json_lines import write_json, write_jsonl
from evidence.tables.latex import write_latex
from evidence.tables.markdown import write_markdown
from evidence.tables.nbib import write_nbib
from evidence.tables.rayyan import write_rayyan
from evidence.tables.ris import write_ris
from evidence.tables.table import Table
from evidence.tables.xlsx import write_xlsx

TEXT: Final[dict[str, Callable[[Table, TextIO], None]]] = {
    "csv": write_csv,
    "tsv": write_tsv,
    "md": write_markdown,
    "html": write_html,
    "latex": write_latex,
    "json": write_json,
    "jsonl": write_jsonl,
    "ris": write_ris,
    "bibtex": write_bibtex,
    "nbib": write_nbib,
    "csl": write_csl,
    "rayyan": write_rayyan,
}
BINARY: Final[dict[str, Callable[[Table, BinaryIO], None]]] = {"xlsx": write_xlsx, "docx": write_docx}
FOR_PROGRAMS: Final = frozenset(["csv", "tsv", "xlsx"])
"""The formats whose cells are sorted and reckoned with: a length is a bare number there."""
_SUFFIXES: Final = {"markdown": "md", "ndjson": "jsonl", "tab": "tsv", "htm": "html", "tex": "latex", "bib": "bibtex"}
_WRITTEN_AS: Final = {"rayyan": "csv", "csl": "json"}  # what else a format is


def names() -> tuple[str, ...]:
    """All formats."""
    return (*TEXT, *BINARY)


def format_of(file_name: str, asked: str | None) -> str:
    """The format asked for, else the one that the file's ending means.

    Raises:
        BadInput: there is no such format.
    """
    wanted = (asked or PurePath(file_name).suffix.removeprefix(".")).lower()
    wanted = _SUFFIXES.get(wanted, wanted)
    if wanted not in names():
        unnamed = "stdout has no" if file_name == "-" else f"{file_name!r} has no"
        what = f"no format {wanted!r}" if wanted else f"{unnamed} ending that names a format"
        raise BadInput(what, f"give --format, one of {', '.join(names())}")
    return wanted


def misnamed(file_name: str, name: str) -> str | None:
    """One line where a file's ending means another format than the one written to it, which programs go by."""
    ending = PurePath(file_name).suffix.removeprefix(".").lower()
    means = _SUFFIXES.get(ending, ending)
    if means not in names() or means in (name, _WRITTEN_AS.get(name)):
        return None
    return f"{file_name} is {name}, whatever its ending says; name it otherwise, or leave --format out"


def write(table: Table, name: str, stream: BinaryIO, *, for_excel: bool = False) -> None:
    """Write a table in the format `name` to a binary stream; text is UTF-8, `for_excel` marks CSV as such."""
    if name in BINARY:
        whole = io.BytesIO()  # a zip written to a pipe has other bytes, and complains where the reader has gone
        BINARY[name](table, whole)
        stream.write(whole.getvalue())
        return
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=False)
    try:
        if for_excel and name == "csv":
            write_csv(table, text, for_excel=True)
        else:
            TEXT[name](table, text)
    finally:
        text.flush()
        text.detach()

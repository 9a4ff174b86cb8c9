"""Text from outside made safe for spreadsheets and files. Touches nothing."""

from __future__ import annotations

import json
import re
from typing import Final

# What a spreadsheet may read as a formula or a command (OWASP, "CSV injection"), also behind white space.
_FORMULA: Final = re.compile(r"\s*[=+\-@\t\r]")
_ARMED: Final = re.compile("'*" + _FORMULA.pattern)  # with or without apostrophes before it already
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
# C0 and C1 controls but tab and newline, bidirectional marks and overrides, lone surrogates, what XML 1.0 forbids.
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def plain_text(text: str) -> str:
    """Text without control characters and direction overrides; what a terminal, a cell and an XML file can hold."""
    return _CONTROL.sub("", text)


def visible(text: str) -> str:
    r"""Text for a message, with what `plain_text` leaves out as an escape, so that a name can be told from another.

    A byte of a name that is no UTF-8, half a character to Python, is shown as that byte: \xff.
    """
    return _CONTROL.sub(lambda found: _escaped(ord(found[0])), text)


def _escaped(code: int) -> str:
    code = code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else code
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def no_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what could be one; numbers stay."""
    text = plain_text(text)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def quiet_json(text: str) -> str:
    """JSON text with control characters and lone surrogates as escapes: the same data, inert at a terminal."""
    return _CONTROL.sub(lambda found: "\\" + f"u{ord(found[0]):04x}", text)


def to_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula and no terminal for a command; `from_cell` gives it back whole.

    What holds a control character becomes a JSON string, and what could be a formula gets an apostrophe. So does what
    looks as if that had been done to it already; all other text stays as it is, also where it begins with a quote.
    """
    if _needs_quotes(text):
        text = quiet_json(json.dumps(text, ensure_ascii=False))
    return f"'{text}" if _ARMED.match(text) else text


def from_cell(cell: str) -> str:
    """The text that `to_cell` was given."""
    if cell.startswith("'") and _ARMED.match(cell[1:]):
        cell = cell[1:]
    text = _unquoted(cell)
    return cell if text is None or not _needs_quotes(text) else text


def _needs_quotes(text: str) -> bool:
    """Whether a cell can't hold the text as it is, or would be read back as another one."""
    if _CONTROL.search(text):
        return True
    inner = _unquoted(text)
    return inner is not None and _needs_quotes(inner)  # ends: each text is shorter than the one that it is quoted in


def _unquoted(cell: str) -> str | None:
    """The text of a JSON string; None where it is none."""
    if not cell.startswith('"'):
        return None
    try:
        return str(json.loads(cell))
    except ValueError:
        return None

"""Text from outside made safe for spreadsheets and files. Touches nothing."""

from __future__ import annotations

import re
from typing import Final

# What a spreadsheet may read as a formula or a command (OWASP, "CSV injection"), also behind white space.
_FORMULA: Final = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
# C0 and C1 controls but tab and newline, bidirectional marks and overrides, lone surrogates, what XML 1.0 forbids.
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def plain_text(text: str) -> str:
    """Text without control characters and direction overrides; what a terminal, a cell and an XML file can hold."""
    return _CONTROL.sub("", text)


def no_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what could be one; numbers stay."""
    text = plain_text(text)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def quiet_json(text: str) -> str:
    """JSON text with control characters and lone surrogates as escapes: the same data, inert at a terminal."""
    return _CONTROL.sub(lambda found: "\\" + f"u{ord(found[0]):04x}", text)

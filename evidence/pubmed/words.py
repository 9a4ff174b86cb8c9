"""The text of an XML element or a MEDLINE line as records hold it: markup gone, white space normalised. Pure."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

_ODD: Final = "\n\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# NBSP and thin spaces stay: "n = 445" must quote as it was printed, and taggers fold them.
_RUN: Final = re.compile(f"[{_ODD} ]+")
_SHORT: Final = 80


def normal(text: str) -> str:
    """Each run of spaces, tabs and newlines as one space, the ends stripped."""
    if len(text) <= _SHORT and text.isascii():  # in ASCII, `split` means the same; fifty short texts a record
        return " ".join(text.split())
    if "  " in text or any(odd in text for odd in _ODD):
        return _RUN.sub(" ", text).strip(" ")
    return text.strip(" ")  # the common long text: a dozen quick searches cost a tenth of one with a pattern


def words(element: Element | None) -> str:
    """All text in an element, that of its inline markup and MathML too; "" where there is none.

    `.text` alone would stop at the first <i> or <sup> (155 of 1,404 real abstracts have one).
    """
    if element is None:
        return ""
    if len(element):
        return normal("".join(element.itertext()))
    return normal(element.text) if element.text else ""


def maybe(element: Element | None) -> str | None:
    """As `words`, None where there is none."""
    return words(element) or None


def whole_number(text: str | None) -> int | None:
    """A positive number of up to nine digits, such as a PMID; None for anything else."""
    text = (text or "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0:
        return int(text)
    return None

"""The text of an XML element or a MEDLINE line as records hold it: markup gone, white space normalised. Pure."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

# NBSP and thin spaces stay: "n = 445" must quote as it was printed, and taggers fold them.
_RUN: Final = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029 ]+")


def normal(text: str) -> str:
    """Each run of spaces, tabs and newlines as one space, the ends stripped."""
    if text.isascii() and text.isprintable():  # the common case, three times as fast
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    return _RUN.sub(" ", text).strip(" ")


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

"""The text of an XML element or a MEDLINE line as records hold it: markup gone, white space normalised. Pure."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from evidence.spaces import normal

__all__ = ["maybe", "normal", "whole_number", "words"]


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

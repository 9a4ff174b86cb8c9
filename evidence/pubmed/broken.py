"""Counts, ids, JSON and XML of a service's answer, or ValueError: what any stranger may send. Pure: bytes in.

Python reads more than a service ever says: `int` takes "1_0", True, 1.9 and Arabic digits, and the readers of JSON and
XML raise RecursionError and LookupError for what is nested too deeply or names an encoding that there is not.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_LONGEST_COUNT: Final = 8  # digits; PubMed has 40 million records, and who says more would have us ask for ever
_LONGEST_PMID: Final = 9


def count_of(said: object) -> int:
    """A count as JSON or XML says it.

    Raises:
        ValueError: it is none.
    """
    return _digits(said, _LONGEST_COUNT)


def pmid_of(said: object) -> int:
    """A PMID as JSON or XML says it.

    Raises:
        ValueError: it is none.
    """
    if not (pmid := _digits(said, _LONGEST_PMID)):
        raise ValueError("0 is no PMID")
    return pmid


def _digits(said: object, longest: int) -> int:
    if isinstance(said, int) and not isinstance(said, bool) and 0 <= said < 10**longest:
        return said
    text = said.strip() if isinstance(said, str) else ""
    if not (text.isascii() and text.isdecimal() and len(text) <= longest):
        raise ValueError("no number that a service says")
    return int(text)


def json_of(body: bytes) -> Any:
    """A JSON text, with the raw line ends inside strings that NCBI's holds: only the lax reader takes those.

    Raises:
        ValueError: it is none, or one that is nested beyond measure.
    """
    try:
        return json.loads(body.decode("utf-8", "replace"), strict=False)
    except RecursionError:
        raise ValueError("nested too deeply") from None


@contextmanager
def reading_xml() -> Iterator[None]:
    """ValueError for all that the reader of XML may raise: for a text that breaks off, for an encoding unheard of."""
    try:
        yield
    except (ET.ParseError, LookupError, RecursionError) as error:
        raise ValueError(str(error)) from None

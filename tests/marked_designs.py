"""The marked sentences of tests/cases/design.txt, as tests and training read them. Reads that file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evidence.records import Passage

CASES = Path(__file__).parent / "cases" / "design.txt"


def marked_designs() -> Iterator[tuple[int, str, str]]:
    """Number of the line, code (or "-", or "not CODE") and text with its « » of each, in order."""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            code, _, text = line.partition("|")
            yield number, code.strip(), text.strip()


def passages_of(text: str) -> list[Passage]:
    """The passages of `title // abstract // types // mesh`, or of an abstract alone; « » are left out."""
    parts = [part.strip() for part in text.replace("«", "").replace("»", "").split("//")]
    title, abstract, types, mesh = ("", *parts, "", "")[:4] if len(parts) == 1 else (*parts, "", "")[:4]
    passages = [Passage("title", None, title)] if title else []
    passages += [Passage("abstract.0", None, abstract)] if abstract else []
    for name, listed in (("publication_type", types), ("mesh", mesh)):
        names = [one.strip() for one in listed.split(";") if one.strip()]
        passages += [Passage(f"{name}.{n}", None, one) for n, one in enumerate(names)]
    return passages

"""Evidence: PubMed in, checkable evidence tables out. This is a tutorial that runs (tests/test_tutorial.py).

Make a store; without `create` a name that is no store's is an error. The starter set stands in for PubMed here:

>>> import tempfile, evidence
>>> from pathlib import Path
>>> folder = Path(tempfile.mkdtemp())
>>> tracker = evidence.open(folder / "evidence.db", create=True)
>>> from evidence.demo import starter_files
>>> from datetime import UTC, datetime
>>> now = datetime(2026, 11, 22, tzinfo=UTC)
>>> answers = tracker.import_files(starter_files(), now=now)

Every record is tagged as it comes in. Each value has the words that it was read from:

>>> seed = tracker.entry("22814142")
>>> print(seed.design, "|", seed.size, "|", seed.follow_up)
non-randomised-controlled | 118 | 36 months
>>> for field, fact in seed.facts.items():
...     assert all(quote.text in passage.text for quote in fact.quotes
...                for passage in seed.record.passages if passage.name == quote.passage)

Search as people type, or stream all that a query finds:

>>> found = tracker.search("design:rct n:>=100", sort="n")
>>> found.total >= 1
True
>>> designs = {entry.design.parent for entry in tracker.entries("design:interventional")}
>>> designs
{'interventional'}

A person's word counts over the machine's, and what the machine read stays in sight:

>>> from evidence.values import Field
>>> fact = tracker.correct("22814142", Field.SAMPLE_SIZE, "117", reason="one withdrew", by="A. Reader", at=now)
>>> print(fact.value, "over", fact.machine.value)
117 over 118
>>> print(tracker.withdraw("22814142", Field.SAMPLE_SIZE, by="A. Reader", at=now).value)
118

Export an evidence table in any format that `evidence.tables.formats` knows:

>>> with (folder / "table.xlsx").open("wb") as stream:
...     rows = tracker.export(stream, "xlsx", "design:interventional")
>>> rows > 10
True
>>> tracker.store.close()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.findings import Correction, Fact, Finding
    from evidence.records import Record
    from evidence.tagging import Tagging
    from evidence.tracker import Tracker

__all__ = ["Correction", "Fact", "Finding", "Record", "Tracker", "open"]

_HOMES = {
    "Correction": "findings",
    "Fact": "findings",
    "Finding": "findings",
    "Record": "records",
    "Tracker": "tracker",
}


def open(  # noqa: A001 - as dbm.open, gzip.open: the module opens what it is about
    path: Path | str, *, create: bool = False, topic: str | None = None, tagging: Tagging | None = None
) -> Tracker:
    """Open a store as a `Tracker`.

    Args:
        path: the file.
        create: make it where there is none; else a mistyped name would be an empty store, and every answer nothing.
        topic: a shipped topic or a TOML file; None is the one that the store was filled with, else none at all.
        tagging: how to tag, and with how many processes.

    Raises:
        BadInput: there is no store (and `create` is not set), or the file is none, or the topic can't be read.
    """
    from evidence.tracker import Tracker

    return Tracker.open(path, create=create, topic=topic, tagging=tagging)


def __getattr__(name: str) -> Any:
    """The handful of names, loaded when they are asked for: `import evidence` costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"evidence.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'evidence' has no attribute {name!r}")

"""Writes the .json beside each golden file anew: what the readers make of it now. Look at the difference afterwards.

python tests/golden/regenerate.py
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evidence.pubmed.files import read_file
from evidence.pubmed.items import Deleted, Item, Parsed

HERE = Path(__file__).parent


def inputs() -> list[Path]:
    """The golden inputs, by name."""
    return sorted([*HERE.glob("*.xml"), *HERE.glob("*.nbib")])


def without_blanks(value: Any) -> Any:
    """The value with empty fields left out, so that a pair shows what is there."""
    if isinstance(value, dict):
        kept = {name: without_blanks(part) for name, part in value.items()}
        return {name: part for name, part in kept.items() if part not in (None, "", [], {}, False)}
    if isinstance(value, list | tuple):
        return [without_blanks(part) for part in value]
    return value


def as_json(item: Item) -> dict[str, Any]:
    """An item as the JSON of a golden pair; the raw bytes are checked elsewhere."""
    if isinstance(item, Parsed):
        return {"parsed": without_blanks(asdict(item.record))}
    if isinstance(item, Deleted):
        return {"deleted": list(item.pmids)}
    return {"unreadable": item.reason, "pmid": item.pmid, "where": item.where.removeprefix(str(HERE) + "/")}


def results(path: Path) -> Iterator[dict[str, Any]]:
    """What the readers make of one golden input."""
    return (as_json(item) for item in read_file(path))


if __name__ == "__main__":
    for source in inputs():
        text = json.dumps(list(results(source)), indent=1, ensure_ascii=False)
        source.with_suffix(source.suffix + ".json").write_text(text + "\n", encoding="utf-8")

"""Whole records, input and result side by side in tests/golden; tests/golden/regenerate.py writes the results."""

from __future__ import annotations

import importlib.util
import io
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from evidence.pubmed.files import read_file, read_raw, read_stream
from evidence.pubmed.items import Parsed

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
INPUTS = sorted([*GOLDEN.glob("*.xml"), *GOLDEN.glob("*.nbib")])


def regenerate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regenerate", GOLDEN / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def golden(path: Path) -> list[dict[str, Any]]:
    """What the .json beside a golden file says of it, an entry an item."""
    items: list[dict[str, Any]] = json.loads(path.with_suffix(path.suffix + ".json").read_text(encoding="utf-8"))
    return items


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_each_golden_file_reads_as_its_json_says(path: Path) -> None:
    assert list(regenerate().results(path)) == golden(path)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_the_raw_bytes_stand_in_the_file_and_give_the_same_record(path: Path) -> None:
    whole = path.read_bytes()
    parsed = [item for item in read_file(path) if isinstance(item, Parsed)]
    assert len(parsed) == sum("parsed" in item for item in golden(path)) > 0
    for item in parsed:
        assert item.raw in whole
        assert read_raw(item.raw) == item.record


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_how_the_bytes_arrive_changes_nothing(path: Path, size: int) -> None:
    class Dribble(io.BytesIO):
        def read(self, wanted: int | None = -1, /) -> bytes:
            return super().read(min(size, wanted or size) if wanted and wanted > 0 else size)

    whole = list(read_stream(io.BytesIO(path.read_bytes()), name="same"))
    assert len(whole) == len(golden(path)) > 0
    assert list(read_stream(Dribble(path.read_bytes()), name="same")) == whole

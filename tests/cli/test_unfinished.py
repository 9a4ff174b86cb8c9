"""A rebuild that was broken off is told by every verb until one ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import run

from evidence.store.renewals import REBUILD, begin, step
from evidence.store.store import Store

HOW_FAR = "30 of 76 records, up to PMID 19000000"
SAID = f"`evidence rebuild` has not ended ({HOW_FAR}): unless it is at work now, run it again"


@pytest.fixture
def broken_off(stored: Path) -> Path:
    """The starter set, made anew for a part."""
    with Store.open(stored / "evidence.db") as store, store.transaction():
        begin(store.db, REBUILD, None, 76)
        step(store.db, REBUILD, 19000000, 30)
    return stored


def test_it_is_told_until_a_rebuild_ends(broken_off: Path) -> None:
    for words in (["search", "design:rct"], ["export", "-o", "-", "--format", "csv"], ["verify"]):
        done = run(*words, cwd=broken_off)
        assert (done.status, done.stderr.splitlines()[0]) == (0, SAID)
    assert run("search", "design:rct", "--quiet", cwd=broken_off).stderr == ""
    (left,) = json.loads(run("status", "--json", cwd=broken_off).stdout)["unfinished"]
    assert left == {"verb": "rebuild", "begun_at": None, "through": 19000000, "done": 30, "total": 76}
    assert SAID in run("doctor", cwd=broken_off).stdout
    assert run("rebuild", cwd=broken_off).stderr == "76 records read again\n"
    assert json.loads(run("status", "--json", cwd=broken_off).stdout)["unfinished"] == []
    assert SAID not in run("verify", cwd=broken_off).stderr

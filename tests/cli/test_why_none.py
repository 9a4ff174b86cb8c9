"""`why` where there is no value: what was seen and passed over is listed, as the losers are for a value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import run

NBIB = """PMID- 7
TI  - Gout at our clinic
AB  - METHODS: Adults with gout of at least two years were seen at our clinic;
      their mean age was 61 years. RESULTS: Uric acid fell in most. Pain was
      asked for every two weeks.
PT  - Journal Article
"""


@pytest.fixture
def gout(tmp_path: Path) -> Path:
    """The folder of a store with one record that states neither size nor follow-up."""
    (tmp_path / "gout.nbib").write_text(NBIB, "utf-8")
    assert run("import", "gout.nbib", cwd=tmp_path).status == 0
    return tmp_path


def why(folder: Path, field: str) -> str:
    done = run("why", "7", field, cwd=folder, COLUMNS="200")
    assert done.status == 0, done.stderr
    return done.stdout


def test_the_times_that_were_passed_over_are_listed(gout: Path) -> None:
    told = why(gout, "follow_up")
    assert "Follow-up   not stated" in told
    assert "why none: of no length of time is it said that people were followed so long" in told
    branch = told[told.index("seen and passed over") :]
    for words in ("“two years”  a condition of entry", "“61 years”  an age  abstract.", "“two weeks”  an interval"):
        assert words in branch


def test_the_numbers_that_count_nobody_are_named(gout: Path) -> None:
    told = why(gout, "n")
    assert "why none: no number is said to count those who were studied" in told
    branch = told[told.index("seen and passed over") :]
    assert "“two years”  a condition of entry  abstract." in branch
    assert "“61 years”  an age  abstract." in branch


def test_it_stays_in_sight_under_a_person_s_word(gout: Path) -> None:
    said = ("--because", "page 3", "--by", "A. Reader")
    assert run("correct", "7", "follow_up", "three years", *said, cwd=gout).stdout.endswith(
        "\t3 years (36 months; fixed)\n"
    )
    told = why(gout, "follow_up")
    assert told.index("the machine read nothing: not stated") < told.index("why none: ") < told.index("“61 years”")


def test_json_has_it_beside_the_keys_that_were_there(gout: Path) -> None:
    told = json.loads(run("why", "7", "follow_up", "--json", cwd=gout).stdout)
    assert told["fact"]["abstained"] == "not stated"
    assert told["candidates"] == []
    assert told["why_none"].startswith("of no length of time")
    assert [one["text"] for one in told["passed_over"]] == ["two years", "61 years", "two weeks"]
    assert set(told["passed_over"][0]) == {"passage", "start", "end", "text", "why"}
    of_size = json.loads(run("why", "7", "n", "--json", cwd=gout).stdout)
    assert of_size["other_numbers"] == len(of_size["numbers_of_nobody"]) >= 2
    assert set(of_size["numbers_of_nobody"][0]) == {"passage", "start", "end", "text", "why"}


def test_a_value_has_no_such_part(stored: Path) -> None:
    told = json.loads(run("why", "22814142", "n", "--json", cwd=stored).stdout)
    assert (told["why_none"], told["passed_over"], told["other_numbers"]) == (None, [], 0)
    assert "passed over" not in run("why", "22814142", "n", cwd=stored).stdout


@pytest.mark.parametrize("field", ["design", "n", "follow_up"])
def test_where_there_is_no_abstract_it_says_so(tmp_path: Path, field: str) -> None:
    (tmp_path / "title.nbib").write_text("PMID- 7\nTI  - Gout at our clinic\nPT  - Journal Article\n", "utf-8")
    assert run("import", "title.nbib", cwd=tmp_path).status == 0
    assert "why none: there is no abstract to read, and the title does not say it" in why(tmp_path, field)
    assert "7,no abstract" in run("search", "gout", "--csv", "--columns", "pmid,status", cwd=tmp_path).stdout

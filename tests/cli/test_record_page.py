"""One record as a person reads it: its reference without empty parts, its quotes marked wherever they stand."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.cli.record_page import print_record
from evidence.findings import Fact, Finding
from evidence.records import Author, Journal, PartialDate, Quote, Record
from evidence.tables.entry import Entry
from evidence.values import Design, Field


def entry(title: str, quoted: str, **changes: Any) -> Entry:
    """A trial that says so in its title."""
    start = title.index(quoted)
    quote = Quote("title", start, start + len(quoted), quoted)
    finding = Finding(7, Field.DESIGN, Design("rct"), (quote,), "design.randomised_trial", 0.9)
    nothing = {field: Fact(field, None, abstained="not stated") for field in Field}
    facts = nothing | {Field.DESIGN: Fact(Field.DESIGN, finding.value, finding, machine=finding)}
    return Entry(Record(7, title=title, **changes), facts)


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Marrow for feet: a randomised trial.", "Marrow for feet: a «randomised trial»."),
        ("[Marrow for feet: a randomised trial].", "Marrow for feet: a «randomised trial»"),
        ("Randomised trial", "«Randomised trial»"),
    ],
)
def test_a_quote_in_the_title_is_marked_there(capsys: pytest.CaptureFixture[str], title: str, printed: str) -> None:
    print_record(entry(title, printed.partition("«")[2].partition("»")[0]))
    assert capsys.readouterr().out.splitlines()[0] == printed


def test_a_reference_has_no_empty_parts(capsys: pytest.CaptureFixture[str]) -> None:
    bare = entry("A randomised trial", "randomised trial", authors=(Author("Qin", initials="HL"),))
    print_record(bare)
    assert capsys.readouterr().out.splitlines()[1] == "Qin HL, no year · PMID 7"
    full = entry(
        "A randomised trial", "randomised trial", authors=(Author("Qin", initials="HL"),), ids=(("doi", "10.1/a"),),
        journal=Journal("J Feet", iso_abbreviation="J Feet"), published=PartialDate(2016),
    )  # fmt: skip
    print_record(full)
    assert capsys.readouterr().out.splitlines()[1] == "Qin HL, 2016 · J Feet · PMID 7 · doi 10.1/a"

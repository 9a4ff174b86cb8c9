"""The searches as a review publishes them: whole, with what the source made of them, and harmless as markup."""

from __future__ import annotations

from dataclasses import replace

from reported import HOSTILE, flow

from evidence.report.flow import Asked, Flow, Searched
from evidence.report.strategy import strategy


def with_search(*asked: Asked, query: str = "marrow[tiab]", source: str = "pubmed", pulls: int = 2) -> Flow:
    return replace(flow(3), searches=(Searched(source, query, 3, pulls, "2026-03-01", "2026-03-01", 1_234, asked),))


def test_a_store_that_pulled_nothing_has_no_such_part() -> None:
    assert strategy(flow(3)) == ""


def test_the_search_stands_whole_as_written_and_as_understood() -> None:
    long = " OR ".join(f"word{n}[tiab]" for n in range(400))
    said = strategy(with_search(Asked("2026-01-01", f"({long})"), query=long))
    assert "PubMed: asked 2 times, last on 2026-03-01 (UTC); it counted 1,234 records." in said
    assert f"As written:</p><pre>{long}</pre>" in said
    assert f"As PubMed understood it since 2026-01-01:</p><pre>({long})</pre>" in said


def test_warnings_limits_and_another_translation_are_told() -> None:
    said = strategy(
        with_search(
            Asked("2026-01-01", "one[All Fields]", (("PhraseNotFound", "zzyzx"),)),
            Asked("2026-03-01", "two[All Fields]", (), "the newest 20 of them"),
            source="europepmc",
        )
    )
    assert "Europe PMC warned since 2026-01-01:</p><ul><li>PhraseNotFound: zzyzx</li></ul>" in said
    assert said.index("one[All Fields]") < said.index("two[All Fields]")
    assert "Limited since 2026-03-01 to records the newest 20 of them." in said


def test_articles_that_were_added_one_by_one_are_no_searches() -> None:
    made = with_search(Asked("2026-01-01", "marrow[Title/Abstract]"))
    said = strategy(replace(made, added=(5, 77)))
    assert "Added one by one, by PMID or DOI: 2 records.</strong></p><pre>5, 77</pre>" in said
    assert said.count("As written:") == 1


def test_what_a_server_says_is_no_markup() -> None:
    said = strategy(with_search(Asked("", HOSTILE, ((HOSTILE, HOSTILE),)), query=HOSTILE, source=HOSTILE, pulls=1))
    assert "<script" not in said
    assert "<img" not in said
    assert "asked once, on" in said

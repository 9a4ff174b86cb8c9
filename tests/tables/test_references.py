"""References, each read again by a library that is not ours: nothing lost, nothing invented."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tabled import bare, ordinary, record, speaking, summary, written

from evidence.findings import Fact
from evidence.pubmed.nbib import read_medline
from evidence.tables.entry import Entry
from evidence.tables.reference import SUMMARY_MARK, reference
from evidence.values import Field, FollowUp

ABSTRACT = "METHODS: We enrolled 118 patients by preference. RESULTS: Insulin needs fell over 36 months."
NOTE = "design: non-randomised-controlled; n: 118; follow-up: 36 months"
ALL = [ordinary(), bare(), summary()]
DOI = "10.1000/foot_(12)<1>"
# What a person may type into a title: letters, marks, the characters that formats act on; no control characters.
PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Zs"], include_characters=" "))


def test_ris_is_read_by_rispy() -> None:
    rispy = pytest.importorskip("rispy")
    first, second, third = rispy.loads(written("ris", ALL).decode())
    assert first["type_of_reference"] == "JOUR"
    assert first["title"] == record().title
    assert first["authors"] == ["Müller, Jörg", "de la Cruz, Ana, Jr", "The Marrow and Islet Group"]
    assert (first["year"], first["volume"], first["number"]) == ("2012", "59", "2")
    assert (first["start_page"], first["end_page"]) == ("11", "9")
    assert first["journal_name"] == "The Journal of Feet"
    assert (first["doi"], first["accession_number"], first["custom2"]) == (DOI, "22814142", "PMC123")
    assert first["abstract"] == ABSTRACT
    assert first["keywords"] == ["bone marrow", "cell therapy"]
    assert first["notes"] == [NOTE, "design corrected"]
    assert first["urls"] == ["https://pubmed.ncbi.nlm.nih.gov/22814142/"]
    assert second["accession_number"] == "2"
    assert third["abstract"] == SUMMARY_MARK + ABSTRACT


def unescaped(text: str) -> str:
    """What our LaTeX escapes mean, by a table of the test's own."""
    words = {
        "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
        "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|", "textquotedbl": '"',
    }  # fmt: skip
    return re.sub(r"\\(?:([a-z]+)\{\}|(.))", lambda found: words[found[1]] if found[1] else found[2], text)


def bibtex(entries: list[Any]) -> Any:
    library = pytest.importorskip("bibtexparser").parse_string(written("bibtex", entries).decode())
    assert library.failed_blocks == []
    return library.entries


def test_bibtex_is_read_by_bibtexparser() -> None:
    first, second, third = bibtex(ALL)
    assert (first.key, first.entry_type) == ("Muller2012-22814142", "article")
    assert unescaped(first["title"].removeprefix("{").removesuffix("}")) == record().title
    assert first["author"] == "Müller, Jörg and de la Cruz, Jr, Ana and {The Marrow and Islet Group}"
    assert (first["year"], first["month"], first["volume"], first["number"]) == ("2012", "7", "59", "2")
    assert (first["pages"], first["journal"]) == ("11--9", "The Journal of Feet")
    assert (unescaped(first["doi"]), first["pmid"], first["pmcid"]) == (DOI, "22814142", "PMC123")
    assert (first["abstract"], first["annote"]) == (ABSTRACT, f"{NOTE}. design corrected")
    assert second.key == "Anon-2"
    assert third["abstract"].startswith(SUMMARY_MARK)


@given(PRINTABLE)
@settings(max_examples=60)
def test_whatever_a_title_says_bibtex_gives_it_back(text: str) -> None:
    (entry,) = bibtex([speaking(text)])
    said = " ".join(text.split())
    title = entry.fields_dict["title"].value if "title" in entry.fields_dict else ""
    assert unescaped(title.removeprefix("{").removesuffix("}")) == said


@given(PRINTABLE)
@settings(max_examples=60)
def test_whatever_a_title_says_ris_gives_it_back(text: str) -> None:
    rispy = pytest.importorskip("rispy")
    (entry,) = rispy.loads(written("ris", [speaking(text)]).decode())
    assert entry.get("title", "") == " ".join(text.split())


def test_nbib_is_read_by_bio_medline() -> None:
    from Bio import Medline

    parse: Any = Medline.parse
    first, _, _ = parse(io.StringIO(written("nbib", ALL).decode()))
    assert (first["PMID"], first["TI"], first["AB"]) == ("22814142", record().title, ABSTRACT)
    assert first["FAU"] == ["Müller, Jörg", "de la Cruz, Ana, Jr"]
    assert first["AU"] == ["Müller J", "de la Cruz A Jr"]
    assert first["CN"] == ["The Marrow and Islet Group"]
    assert (first["TA"], first["JT"], first["VI"], first["IP"], first["PG"]) == (
        "J Feet", "The Journal of Feet", "59", "2", "11-9",
    )  # fmt: skip
    assert (first["DP"], first["LID"], first["PMC"]) == ("2012 Jul 13", f"{DOI} [doi]", "PMC123")
    assert first["SI"] == ["ClinicalTrials.gov/NCT01234567"]
    assert first["OT"] == ["bone marrow", "cell therapy"]


def test_nbib_comes_back_through_import() -> None:
    items = list(read_medline(io.BytesIO(written("nbib", ALL)), name="t.nbib"))
    again = items[0].record  # type: ignore[union-attr]  # an Unreadable would fail right here
    first = ordinary().record
    assert (again.pmid, again.title, again.doi, again.year) == (first.pmid, first.title, first.doi, first.year)
    assert [author.name for author in again.authors] == [author.name for author in first.authors]
    assert len(items) == 3


def test_csl_json_has_csls_names_and_no_gaps() -> None:
    first, second, third = json.loads(written("csl", ALL))
    assert first["author"] == [
        {"family": "Müller", "given": "Jörg"}, {"family": "de la Cruz", "given": "Ana", "suffix": "Jr"},
        {"literal": "The Marrow and Islet Group"},
    ]  # fmt: skip
    assert first["issued"] == {"date-parts": [[2012, 7, 13]]}
    assert (first["type"], first["container-title"], first["page"], first["DOI"], first["PMID"]) == (
        "article-journal", "The Journal of Feet", "11-9", DOI, "22814142",
    )  # fmt: skip
    assert set(second) == {"id", "type", "PMID", "URL", "note"}
    assert third["abstract"].startswith(SUMMARY_MARK)


def test_rayyan_has_a_row_a_record_with_what_was_read() -> None:
    first, second, _ = csv.DictReader(io.StringIO(written("rayyan", ALL).decode(), newline=""))
    assert (first["title"], first["abstract"]) == (record().title, ABSTRACT)
    assert first["authors"] == "Müller, Jörg and de la Cruz, Jr, Ana and The Marrow and Islet Group"
    assert (first["year"], first["month"], first["day"]) == ("2012", "7", "13")
    assert (first["notes"], first["pubmed_id"], first["doi"]) == (f"{NOTE}. design corrected", "22814142", DOI)
    assert second["title"] == ""


def test_a_follow_up_of_minutes_is_written_as_such() -> None:
    short = Fact(Field.FOLLOW_UP, FollowUp(0.5, "hours"))
    entry = Entry(ordinary().record, {**ordinary().facts, Field.FOLLOW_UP: short})
    assert reference(entry).notes[0].endswith("follow-up: 30 minutes")

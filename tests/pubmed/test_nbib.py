"""MEDLINE text on single shapes: continuation lines, bad separators, marks and encodings, and what its limits are."""

from __future__ import annotations

import io

import pytest

from evidence.pubmed.items import Item, Parsed, Unreadable
from evidence.pubmed.nbib import parse_medline_record, read_medline
from evidence.records import SUMMARY_NOTICE, Record, Source


def read(data: bytes) -> list[Item]:
    return list(read_medline(io.BytesIO(data), name="a.nbib"))


def record(lines: str) -> Record:
    (item,) = read(f"PMID- 1\n{lines}\n".encode())
    assert isinstance(item, Parsed), item
    assert parse_medline_record(item.raw) == item.record
    return item.record


def pmids(items: list[Item]) -> list[int]:
    return [item.record.pmid for item in items if isinstance(item, Parsed)]


def test_a_continued_list_field_is_one_item() -> None:
    """Bio.Medline 1.88 makes two of it, the second with the PMID that the first needs."""
    (link,) = record("ROF - A long citation that is folded before its number. PMID:\n      77").links
    assert (link.kind, link.pmid, link.citation) == (
        "RetractionOf",
        77,
        "A long citation that is folded before its number.",
    )


def test_a_link_without_a_number_keeps_its_words() -> None:
    (link,) = record("EIN - J Invent. 2001;1:1").links
    assert (link.kind, link.pmid, link.citation) == ("ErratumIn", None, "J Invent. 2001;1:1")


def test_the_affiliation_stays_with_its_author() -> None:
    found = record(
        "FAU - One, Ann\nAU  - One A\nAD  - Here,\n      and there.\nFAU - Two, Bo\nAU  - Two B\nAD  - Elsewhere."
    )
    assert [(a.name, a.affiliations) for a in found.authors] == [
        ("One A", ("Here, and there.",)),
        ("Two B", ("Elsewhere.",)),
    ]


def test_several_issns_and_ids_on_lines_of_one_tag_are_told_apart() -> None:
    found = record("IS  - 1111-2222 (Electronic)\nIS  - 3333-4444 (Linking)\nLID - 10.9999/a b [doi]\nLID - S1 [pii]\nAID - 10.9999/c [doi]")  # fmt: skip  # noqa: E501 - one record
    assert found.journal.issn == "1111-2222"
    assert found.ids == (("pii", "S1"), ("doi", "10.9999/c"))  # no DOI has a space


def test_mesh_headings_keep_their_qualifiers_and_stars() -> None:
    (heading,) = record("MH  - Diabetes Mellitus, Type 2/drug\n      therapy/*surgery").mesh
    assert heading.descriptor.name == "Diabetes Mellitus, Type 2"
    assert [(q.name, q.major) for q in heading.qualifiers] == [("drug therapy", False), ("surgery", True)]


def test_a_text_line_that_lost_its_indent_is_not_lost() -> None:
    assert record("AB  - First line\nand the second.\nDP  - 2001").abstract[0].text == "First line and the second."


def test_a_line_that_is_no_field_does_not_spoil_the_pmid() -> None:
    assert record("SO  no hyphen here\nTI  - T.").title == "T."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_line_ends_marks_and_encodings(end: str, mark: str, encoding: str) -> None:
    text = mark if encoding == "utf-8" else ""
    text += end.join(["PMID- 1", "TI  - \u00e9\u2265", "      2.", "", "PMID- 2", "TI  - Two.", ""])
    items = read(text.encode(encoding))
    assert pmids(items) == [1, 2]
    assert isinstance(items[0], Parsed)
    assert items[0].record.title == "\u00e9\u2265 2."


def test_windows_1252_is_read_where_utf_8_fails() -> None:
    (item,) = read("PMID- 1\nTI  - Caf\xe9 \u2013 a title.\n".encode("cp1252"))
    assert isinstance(item, Parsed)
    assert item.record.title == "Caf\xe9 \u2013 a title."
    assert parse_medline_record(item.raw) == item.record


def test_records_without_a_blank_line_between_them_are_parted() -> None:
    assert pmids(read(b"PMID- 1\nTI  - One.\nPMID- 2\nTI  - Two.\n")) == [1, 2]


def test_records_that_end_with_their_pmid_are_parted() -> None:
    items = read(b"TI  - One.\nAU  - A A\nPMID- 1\nTI  - Two.\nPMID- 2\n")
    assert [(i.record.pmid, i.record.title) for i in items if isinstance(i, Parsed)] == [(1, "One."), (2, "Two.")]


def test_a_blank_line_of_six_spaces_belongs_to_the_field() -> None:
    assert record("AB  - One.\n      \n      Two.").abstract[0].text == "One. Two."


def test_a_record_without_a_pmid_is_said_with_its_line() -> None:
    first, second = read(b"TI  - One.\n\nPMID- 2\n")
    assert isinstance(first, Unreadable)
    assert first.where == "a.nbib, record 1 at line 1"
    assert isinstance(second, Parsed)


def test_text_before_the_first_record_is_said() -> None:
    first, second = read(b"Search results of a day\n\nPMID- 2\n")
    assert isinstance(first, Unreadable)
    assert pmids([second]) == [2]


def test_words_right_before_a_record_are_no_part_of_it() -> None:
    (item,) = read(b"<pre>\nPMID- 1\nTI  - T.\n")
    assert isinstance(item, Parsed)
    assert item.raw == b"PMID- 1\nTI  - T.\n"


@pytest.mark.parametrize(
    ("lines", "name", "initials", "suffix"),
    [
        ("FAU - Doe, John A Jr\nAU  - Doe JA Jr", "Doe JA Jr", "JA", "Jr"),
        ("FAU - Rao, Ch Sreenivas\nAU  - Rao ChS", "Rao ChS", "ChS", None),
        ("FAU - van der Berg, Li\nAU  - van der Berg L", "van der Berg L", "L", None),
        ("AU  - van der Berg L 3rd", "van der Berg L 3rd", "L", "3rd"),
        ("FAU - Mononym\nAU  - Mononym", "Mononym", None, None),
    ],
)
def test_names_come_apart_as_in_xml(lines: str, name: str, initials: str | None, suffix: str | None) -> None:
    (author,) = record(lines).authors
    assert (author.name, author.initials, author.suffix) == (name, initials, suffix)


def test_a_retraction_notice_is_not_retracted_and_the_paper_is() -> None:
    assert not record("PT  - Retraction of Publication\nROF - J. PMID: 5").is_retracted
    assert record("PT  - Retracted Publication").is_retracted
    assert record("RIN - J. PMID: 5").is_retracted


def test_the_abstract_is_one_passage_whatever_its_headings() -> None:
    """The limit that matters most: sections are only in XML, so XML outranks this source."""
    found = record("AB  - METHODS: a. RESULTS: b.")
    assert [(p.label, p.category) for p in found.abstract] == [(None, None)]
    assert found.source is Source.MEDLINE_TEXT
    assert Source.MEDLINE_TEXT.rank < Source.PUBMED_XML.rank


def test_our_own_summary_is_marked_as_such() -> None:
    assert record(f"CI  - {SUMMARY_NOTICE}").source is Source.STARTER

"""Files and folders into the store: what is taken, what is left alone, what is said of what can't be read."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "pubmed"))
from articles import article_xml

from evidence.errors import BadInput
from evidence.findings import Reading
from evidence.importing import import_files
from evidence.intake import Intake
from evidence.progress import silent
from evidence.records import Record
from evidence.store.imports import imported_files
from evidence.store.store import Store
from evidence.tally import Tally

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def untagged(records: Sequence[Record]) -> Iterator[tuple[Reading, ...]]:
    return (() for _ in records)


def taken(folder: Path, *paths: Path) -> tuple[dict[str, Tally | BadInput], list[int]]:
    """By file below `folder` what became of it, and the PMIDs that the store then has."""
    with Store.open(folder.parent / "evidence.db", create=True) as store:
        answers = import_files(Intake(store, untagged, NOW), paths or (folder,), progress=silent)
        found = sorted(record.pmid for record in store.records())
    return {str(Path(path).relative_to(folder)): answer for path, answer in answers.items()}, found


def whole(*pmids: int) -> bytes:
    return b"<PubmedArticleSet>" + b"".join(map(article_xml, pmids)) + b"</PubmedArticleSet>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Downloads as people keep them: in folders, beside other things."""
    place = tmp_path / "downloads"
    (place / "2024" / "march").mkdir(parents=True)
    (place / ".cache").mkdir()
    (place / "one.xml").write_bytes(whole(1))
    (place / "2024" / "two.XML.gz").write_bytes(gzip.compress(whole(2)))
    (place / "2024" / "march" / "three.xml").write_bytes(whole(3))
    (place / "2024" / "pubmed-set.txt").write_bytes(b"PMID- 4\nTI  - Marrow\nDP  - 2020\n")
    (place / "notes.txt").write_text("PMID to look up: 22814142", encoding="utf-8")
    (place / "table.csv").write_text("pmid\n1\n", encoding="utf-8")
    (place / ".cache" / "five.xml").write_bytes(whole(5))
    (place / "link").symlink_to(place)
    return place


def test_a_folder_is_walked_and_what_holds_no_records_is_left_alone(folder: Path) -> None:
    answers, pmids = taken(folder)
    assert pmids == [1, 2, 3, 4]
    assert list(answers) == ["one.xml", "2024/pubmed-set.txt", "2024/two.XML.gz", "2024/march/three.xml"]


def test_baseline_files_below_a_folder_go_their_own_way(folder: Path) -> None:
    place = folder / "baseline"
    place.mkdir()
    (place / "pubmed26n0001.xml").write_bytes(whole(7))
    (place / "README.xml").write_bytes(b"<no/>")
    (place / "other.xml").write_bytes(whole(8))
    assert taken(folder)[1] == [1, 2, 3, 4, 7, 8]
    answers, _ = taken(folder)
    told = answers["baseline/pubmed26n0001.xml"]
    assert isinstance(told, Tally)
    assert told.known


def test_a_file_that_is_none_stops_no_other_and_is_said(folder: Path) -> None:
    (folder / "broken.xml").write_bytes(b"no records")
    answers, pmids = taken(folder)
    assert pmids == [1, 2, 3, 4]
    assert "neither PubMed XML nor MEDLINE text" in str(answers["broken.xml"])


def test_a_damaged_baseline_file_is_said_and_stops_no_other(tmp_path: Path) -> None:
    place = tmp_path / "baseline"
    place.mkdir()
    (place / "pubmed26n0001.xml").write_bytes(whole(1))
    (place / "pubmed26n0001.xml.md5").write_text("MD5(pubmed26n0001.xml)= " + "0" * 32)
    (place / "pubmed26n0002.xml").write_bytes(whole(2))
    answers, pmids = taken(place)
    assert pmids == [2]
    assert "is damaged" in str(answers["pubmed26n0001.xml"])


def test_what_is_named_twice_is_read_once_and_its_account_is_what_it_brought(folder: Path) -> None:
    """Else the second reading's takes its place: "unchanged", of what is new."""
    one = folder / "one.xml"
    answers, pmids = taken(folder, one, folder, one, folder)
    assert pmids == [1, 2, 3, 4]
    assert [told.outcomes["new"] for told in answers.values() if isinstance(told, Tally)] == [1, 1, 1, 1]
    alone = folder / "2024" / "march"
    assert list(taken(folder, alone / "three.xml", alone)[0]) == ["2024/march/three.xml"]


@pytest.mark.parametrize("folder_first", [True, False])
def test_a_whole_path_and_one_from_here_are_one_file(
    folder: Path, folder_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it counts as two files in a review's first box, and its records as duplicates."""
    monkeypatch.chdir(folder)
    march = Path("2024") / "march"
    paths = [march, folder / march / "three.xml", Path("2024") / ".." / march / "three.xml"]
    with Store.open(folder.parent / "evidence.db", create=True) as store:
        import_files(Intake(store, untagged, NOW), paths if folder_first else paths[::-1], progress=silent)
        assert [(file.read, file.new) for file in imported_files(store.db)] == [(1, 1)]


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
@pytest.mark.parametrize("content", [whole(9), gzip.compress(whole(9))[:40]])
def test_a_name_that_is_no_text_stops_nothing(folder: Path, content: bytes) -> None:
    """Unpacked from a zip of another time: its letters are no UTF-8."""
    (folder / os.fsdecode(b"b\xe4d\x1b[31m.xml")).write_bytes(content)
    answers, pmids = taken(folder)
    assert set(pmids) - {9} == {1, 2, 3, 4}
    assert len(answers) == 5
    with Store.open(folder.parent / "evidence.db") as store:
        assert any(file.name.endswith("b\\xe4d\\x1b[31m.xml") for file in imported_files(store.db))


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that can be opened and not be read")
def test_what_can_not_be_read_stops_no_other(folder: Path) -> None:
    """A .txt is looked into before; so is the digest beside a baseline file."""
    (folder / "gone.txt").symlink_to("/proc/self/mem")
    (folder / "gone.xml").symlink_to("/proc/self/mem")
    answers, pmids = taken(folder)
    assert pmids == [1, 2, 3, 4]
    assert ["the disk does not give it" in str(answers[name]) for name in ("gone.txt", "gone.xml")] == [True, True]
    (folder / "pubmed26n0001.xml").write_bytes(whole(7))
    (folder / "pubmed26n0001.xml.md5").symlink_to("/proc/self/mem")
    answers, pmids = taken(folder, folder, folder / "2024")
    assert "md5 can't be read" in str(answers["."])


def test_a_folder_without_any_says_what_it_looked_for(tmp_path: Path) -> None:
    place = tmp_path / "pictures"
    place.mkdir()
    (place / "a.png").write_bytes(b"\x89PNG")
    answers, _ = taken(place)
    (said,) = answers.values()
    assert "hold no PubMed XML (.xml, .xml.gz) and no MEDLINE text" in str(said)


def test_letters_in_doubt_are_told_of_each_file(tmp_path: Path) -> None:
    (tmp_path / "a.nbib").write_bytes(b"PMID- 1\nTI  - Caf\xe9.\n")
    (tmp_path / "pubmed26n0001.xml").write_bytes(
        b"<?xml version='1.0' encoding='iso-8859-1'?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>2</PMID>"
        b"<Article><ArticleTitle>Gy\xc3\xb6r</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        b"</PubmedArticleSet>"
    )
    told: list[str] = []
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        import_files(Intake(store, untagged, NOW, notice=told.append), (tmp_path,), progress=silent)
    assert sorted("Windows-1252" in line for line in told if "letters look wrong" in line) == [False, True]


def with_deleted(pmid: int, *pmids: int) -> bytes:
    return whole(*pmids).replace(
        b"</PubmedArticleSet>",
        b'<DeleteCitation><PMID Version="1">%d</PMID></DeleteCitation></PubmedArticleSet>' % pmid,
    )


@pytest.mark.parametrize("names", [("pubmed26n0002.xml", "pubmed26n0001.xml"), ("later.xml", "earlier.xml")])
def test_a_deleted_record_stays_deleted_whichever_file_is_named_first(tmp_path: Path, names: tuple[str, str]) -> None:
    place = tmp_path / "there"
    place.mkdir()
    later, earlier = (place / name for name in names)
    later.write_bytes(with_deleted(777, 2))
    earlier.write_bytes(whole(777, 1))
    assert taken(place, later, earlier)[1] == [1, 2]
    again = place / "again.xml"  # PubMed has it after all, by the day of its record
    again.write_bytes(b"<PubmedArticleSet>" + article_xml(777, revised="2026/03/02") + b"</PubmedArticleSet>")
    assert taken(place, again)[1] == [1, 2, 777]


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_a_record_that_is_there_again_stays_in_whatever_order_files_are_named(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    """One by one: an import of its own for each file, as a person does it who found a file missing."""
    place = tmp_path / "there"
    place.mkdir()
    held = {1: whole(777, 1), 2: with_deleted(777, 2), 3: whole(777, 3)}
    for number, content in held.items():
        (place / f"pubmed26n000{number}.xml").write_bytes(content)
    for number in order:
        found = taken(place, place / f"pubmed26n000{number}.xml")[1]
    assert found == [1, 2, 3, 777]


def test_two_folders_of_nlm_are_one_row_of_files(tmp_path: Path) -> None:
    place = tmp_path / "pubmed"
    for name, held in {
        "updatefiles/pubmed26n0004.xml": with_deleted(9, 4), "baseline/pubmed26n0001.xml": whole(9, 1),
        "an/pubmed26n0002.xml": with_deleted(1, 2),
    }.items():  # fmt: skip
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(held)
    answers, pmids = taken(place)
    assert [Path(name).name for name in answers] == [f"pubmed26n000{number}.xml" for number in (1, 2, 4)]
    assert pmids == [2, 4]
    assert all(isinstance(told, Tally) and told.known for told in taken(place)[0].values())

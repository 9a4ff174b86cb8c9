"""A folder of baseline and update files into the store."""

from __future__ import annotations

import gzip
import hashlib
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "pubmed"))
from articles import article_xml

from evidence.baseline import Loaded, load_files, load_folder
from evidence.errors import BadInput
from evidence.findings import Reading
from evidence.pubmed.bulk import bulk_files
from evidence.records import Record
from evidence.store.store import Store

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def untagged(records: Sequence[Record]) -> Iterator[tuple[Reading, ...]]:
    return (() for _ in records)


def write(folder: Path, name: str, *pieces: bytes, deleted: tuple[int, ...] = ()) -> Path:
    path = folder / name
    gone = b"".join(b'<PMID Version="1">%d</PMID>' % pmid for pmid in deleted)
    tail = b"<DeleteCitation>" + gone + b"</DeleteCitation>" if deleted else b""
    path.write_bytes(gzip.compress(b"<PubmedArticleSet>" + b"".join(pieces) + tail + b"</PubmedArticleSet>", mtime=0))
    digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
    path.with_name(name + ".md5").write_text(f"MD5({name})= {digest}\n")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A baseline of two files, and an update that revises one record and deletes another."""
    place = tmp_path / "baseline"
    place.mkdir()
    write(place, "pubmed26n0001.xml.gz", article_xml(1), article_xml(2), article_xml(3))
    write(place, "pubmed26n0002.xml.gz", article_xml(4, title="Of other things"), article_xml(5))
    revised = article_xml(1, title="Marrow and diabetes, corrected", revised="2026/01/01")
    write(place, "pubmed26n1335.xml.gz", revised, deleted=(2,))
    return place


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "evidence.db", create=True) as store:
        yield store


def load(store: Store, folder: Path, query: str = "") -> list[Loaded]:
    return [one for one in load_folder(store, folder, untagged, now=NOW, query=query) if one.ended]


def titles(store: Store) -> dict[int, str]:
    return {record.pmid: record.title for record in store.records()}


def test_updates_come_after_the_baseline(store: Store, folder: Path) -> None:
    ended = load(store, folder)
    assert [one.path.name[6:13] for one in ended] == ["26n0001", "26n0002", "26n1335"]
    assert sorted(titles(store)) == [1, 3, 4, 5]
    assert titles(store)[1] == "Marrow and diabetes, corrected"


def test_only_the_records_of_a_topic_are_stored(store: Store, folder: Path) -> None:
    load(store, folder, "marrow[ti] AND diabet*[ti]")
    assert sorted(titles(store)) == [1, 3, 5]


def test_a_second_run_leaves_out_what_is_done(store: Store, folder: Path) -> None:
    load(store, folder)
    assert [one.known for one in load(store, folder)] == [True, True, True]
    write(folder, "pubmed26n1336.xml.gz", article_xml(6))
    assert [one.known for one in load(store, folder)] == [True, True, True, False]
    assert 6 in titles(store)


def test_another_topic_is_another_run(store: Store, folder: Path) -> None:
    load(store, folder, "corrected[ti]")
    assert [one.known for one in load(store, folder)] == [False, False, False]


def test_an_interrupted_run_goes_on_with_the_file_it_was_in(store: Store, folder: Path) -> None:
    running = load_folder(store, folder, untagged, now=NOW)
    for one in running:
        if one.path.name == "pubmed26n0002.xml.gz":
            break
    running.close()  # type: ignore[attr-defined]  # a generator
    assert [one.known for one in load(store, folder)] == [True, False, False]
    assert sorted(titles(store)) == [1, 3, 4, 5]


def test_a_damaged_file_is_said_and_the_others_are_taken_in(store: Store, folder: Path) -> None:
    path = folder / "pubmed26n0002.xml.gz"
    path.write_bytes(path.read_bytes()[:-4])
    ended = load(store, folder)
    assert [one.error is not None for one in ended] == [False, True, False]
    assert "md5" in str(ended[1].error)
    assert sorted(titles(store)) == [1, 3]
    path.with_name(path.name + ".md5").unlink()
    cut = load(store, folder)[1]
    assert not cut.known  # what was read of it is stored, and it is not done
    assert cut.tally.failures


def test_a_file_that_comes_late_does_not_undo_what_later_files_delete(store: Store, folder: Path) -> None:
    late = (folder / "pubmed26n0001.xml.gz").rename(folder / "not yet here")
    load(store, folder)
    late.rename(folder / "pubmed26n0001.xml.gz")
    assert [one.known for one in load(store, folder)] == [False, False, False]
    assert sorted(titles(store)) == [1, 3, 4, 5]
    assert [one.known for one in load(store, folder)] == [True, True, True]


def test_a_query_that_can_t_be_read_is_said_before_any_file_is(store: Store, folder: Path) -> None:
    with pytest.raises(BadInput, match="bracket"):
        load(store, folder, "(marrow")
    assert titles(store) == {}


def test_what_a_later_file_deletes_stays_deleted_though_an_earlier_one_comes_after_it(
    store: Store, tmp_path: Path
) -> None:
    """NLM's own two folders; the file that has the record is damaged at first, and mended by itself."""
    first, second = tmp_path / "baseline", tmp_path / "updatefiles"
    first.mkdir()
    second.mkdir()
    early = write(first, "pubmed26n0001.xml.gz", article_xml(777), article_xml(778))
    write(second, "pubmed26n0002.xml.gz", article_xml(779), deleted=(777,))
    digest = early.with_name(early.name + ".md5")
    right = digest.read_text()
    digest.write_text(f"MD5({early.name})= {'0' * 32}\n")
    assert [one.error is not None for one in load(store, first) + load(store, second)] == [True, False]
    digest.write_text(right)
    (mended,) = load(store, first)
    assert (mended.tally.outcomes["new"], mended.tally.outcomes["deleted"]) == (2, 1)
    assert sorted(titles(store)) == [778, 779]
    assert not list(store.verify())
    write(second, "pubmed26n0003.xml.gz", article_xml(777))  # and the same text is there again: PubMed has it after all
    load(store, second)
    assert sorted(titles(store)) == [777, 778, 779]


def test_folders_are_taken_in_together_in_the_order_of_their_numbers(store: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "updatefiles", tmp_path / "baseline"  # whose names are in another order
    first.mkdir()
    second.mkdir()
    files = [
        write(first, "pubmed26n0003.xml.gz", article_xml(1, title="The last.")),
        write(second, "pubmed26n0001.xml.gz", article_xml(1, title="The first.")),
        write(first, "pubmed26n0002.xml.gz", article_xml(1, title="The second."), deleted=(2,)),
    ]
    asked = [file for folder in (first, second) for file in bulk_files(folder)]
    ended = [one for one in load_files(store, asked, untagged, now=NOW) if one.ended]
    assert [one.path for one in ended] == [files[1], files[2], files[0]]
    assert titles(store) == {1: "The last."}

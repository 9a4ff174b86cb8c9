"""A folder of baseline and update files: order, md5, and the records that match a topic."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from articles import article_xml, articles

from evidence.errors import BadInput
from evidence.pubmed.bulk import bulk_files, only
from evidence.pubmed.items import Deleted, Item, Parsed, Unreadable


def write(folder: Path, name: str, *pmids: int, md5: str = "right") -> Path:
    path = folder / name
    body = b"<PubmedArticleSet>" + b"".join(article_xml(pmid) for pmid in pmids) + b"</PubmedArticleSet>"
    path.write_bytes(gzip.compress(body, mtime=0) if name.endswith(".gz") else body)
    if md5:
        digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest() if md5 == "right" else md5
        path.with_name(name + ".md5").write_text(f"MD5({name})= {digest}\n")
    return path


def test_files_come_in_number_order_over_the_years(tmp_path: Path) -> None:
    for name in ("pubmed26n1335.xml.gz", "pubmed26n0002.xml.gz", "pubmed25n1400.xml", "pubmed26n10000.xml.gz"):
        write(tmp_path, name, 1)
    (tmp_path / "pubmed26n1335_stats.html").write_text("not a data file")
    (tmp_path / "README.txt").write_text("nor this")
    names = [file.path.name for file in bulk_files(tmp_path)]
    assert names == ["pubmed25n1400.xml", "pubmed26n0002.xml.gz", "pubmed26n1335.xml.gz", "pubmed26n10000.xml.gz"]


def test_a_file_with_its_md5_is_checked(tmp_path: Path) -> None:
    path = write(tmp_path, "pubmed26n0001.xml.gz", 1)
    (file,) = bulk_files(tmp_path)
    assert file.check() == file.md5
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(BadInput, match="damaged"):
        file.check()


def test_a_file_without_md5_is_taken_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, "pubmed26n0001.xml.gz", 1, md5="")
    (file,) = bulk_files(tmp_path)
    assert file.md5 is None
    assert len(file.check()) == 32


def test_an_md5_file_without_md5_is_said(tmp_path: Path) -> None:
    write(tmp_path, "pubmed26n0001.xml.gz", 1, md5="<html>not found</html>")
    with pytest.raises(BadInput, match="holds no md5"):
        bulk_files(tmp_path)


def test_a_folder_without_such_files_and_no_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no"):
        bulk_files(tmp_path)
    with pytest.raises(BadInput, match="no folder"):
        bulk_files(tmp_path / "missing")


def test_only_the_records_of_a_topic_pass_and_all_deletions_do() -> None:
    on, off = articles(1, title="Islets and marrow"), articles(2, title="Of other things")
    items: list[Item] = [*on, *off, Deleted((9,)), Unreadable("broken", 3, "here")]
    kept = list(only(items, "marrow[ti] AND islet*[ti]"))
    assert [item.record.pmid for item in kept if isinstance(item, Parsed)] == [1]
    assert len(kept) == 3


def test_a_query_that_can_t_be_read_is_said_before_any_file_is() -> None:
    with pytest.raises(BadInput, match="bracket"):
        only([], "(marrow")

"""Files in every dress and every kind of damage: what is read of them, and the one clear line where nothing can be."""

from __future__ import annotations

import errno
import gzip
import io
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from evidence.errors import BadInput
from evidence.pubmed.files import read_file, read_raw, read_stream
from evidence.pubmed.items import Item, Parsed, Unreadable
from evidence.records import Source

ARTICLE = "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article><ArticleTitle>{}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"  # fmt: skip  # noqa: E501 - one element
XML = (
    "<PubmedArticleSet>" + "\n".join(ARTICLE.format(n, f"Title {n}.") for n in (1, 2, 3)) + "</PubmedArticleSet>"
).encode()
NBIB = b"".join(b"PMID- %d\nTI  - Title %d.\n\n" % (n, n) for n in (1, 2, 3))


def write(folder: Path, data: bytes, name: str = "a.file") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def pmids(items: list[Item]) -> list[int]:
    return [item.record.pmid for item in items if isinstance(item, Parsed)]


def many(count: int) -> bytes:
    """A set whose packed form has more than one chunk: titles that don't pack well."""
    titles = (
        f"{n * 7919 % 104729:06d} {n * 15485863 % 32452843:08d} {n * n % 999983:06d}" for n in range(1, count + 1)
    )
    records = "".join(ARTICLE.format(n, title) for n, title in enumerate(titles, start=1))
    return f"<PubmedArticleSet>{records}</PubmedArticleSet>".encode()


@pytest.mark.parametrize("data", [XML, NBIB], ids=["xml", "nbib"])
@pytest.mark.parametrize("name", ["a.xml", "a.gz", "a.nbib", "a.txt", "a"])
def test_the_name_plays_no_part(tmp_path: Path, data: bytes, name: str) -> None:
    for content in (data, gzip.compress(data), gzip.compress(data) + gzip.compress(b"") + b"\0" * 600):
        items = list(read_file(write(tmp_path, content, name)))
        assert pmids(items) == [1, 2, 3]
        assert len(items) == 3


def test_gzip_members_that_were_joined_are_read_as_one(tmp_path: Path) -> None:
    items = list(read_file(write(tmp_path, gzip.compress(XML[:100]) + gzip.compress(XML[100:]))))
    assert pmids(items) == [1, 2, 3]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(XML))))
    assert pmids(list(read_file("-"))) == [1, 2, 3]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(NBIB)))
    assert pmids(list(read_file(Path("-")))) == [1, 2, 3]


def test_the_format_gives_the_source_unless_told_otherwise(tmp_path: Path) -> None:
    for data, source in ((XML, Source.PUBMED_XML), (NBIB, Source.MEDLINE_TEXT)):
        path = write(tmp_path, data)
        for told, expected in ((None, source), (Source.EUROPE_PMC, Source.EUROPE_PMC)):
            item = next(read_file(path, source=told))
            assert isinstance(item, Parsed)
            assert item.record.source is expected
            assert read_raw(item.raw, told) == item.record


REFUSED = [
    (b"", "is empty"),
    (b"\n \n", "is empty"),
    (gzip.compress(b""), "is empty"),
    (bytes(range(256)) * 4, "binary"),
    (b"\x7fELF\2\1\1\0\0\0\0", "binary"),
    (b"PK\3\4rest", "zip"),
    (b"%PDF-1.7", "PDF"),
    (b'{"error":"API rate limit exceeded"}', "JSON"),
    (b"BZh91AY&SY", "bzip2"),
    (b"SQLite format 3\0rest", "database"),
    (gzip.compress(gzip.compress(XML)), "packed twice"),
    (b"<!DOCTYPE html><html><body>WWW Error 500 Diagnostic</body></html>", "web page"),
    (b"TY  - JOUR\nTI  - A title\nER  - \n", "RIS"),
    (b"A letter to nobody.\nWith two lines.\n", "neither"),
    (b"@article{key, title={x}}", "neither"),
    (gzip.compress(XML)[:9], "cut off"),
    (b"\x1f\x8bnot gzip at all", "gzip packing is damaged"),
    ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><PubmedArticleSet/>".encode("utf-16"), "entities"),
    *(
        (f"<?xml version='1.0' encoding='{name}'?>".encode() + XML, "unknown encoding")
        for name in (
            "idna",
            "rot13",
            "utf-7",
            "zlib",
            "punycode",
            "undefined",
            "unicode_escape",
            "hz",
            "cp037",
            "x-foo",
        )
    ),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_what_holds_no_records_is_one_clear_line(tmp_path: Path, data: bytes, reason: str) -> None:
    path = write(tmp_path, data, "wrong.xml")
    with pytest.raises(BadInput, match=reason) as caught:
        list(read_file(path))
    assert str(path) in caught.value.what
    assert caught.value.todo
    assert "\n" not in str(caught.value)


def test_a_missing_file_a_folder_and_a_locked_one_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="does not exist"):
        list(read_file(tmp_path / "none.xml"))
    with pytest.raises(BadInput, match="is a folder"):
        list(read_file(tmp_path))

    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)  # the tests may run as root, whom no mode keeps out
    with pytest.raises(BadInput, match="Permission denied"):
        list(read_file(tmp_path / "locked.xml"))


WIDE = ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", [*WIDE, "latin-1", "shift_jis", "gb18030", "koi8-r"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_file_is_read_in_the_encoding_that_it_is_in(tmp_path: Path, encoding: str, declared: bool) -> None:
    if not declared and encoding not in WIDE:
        pytest.skip("nobody could know")
    text = XML.decode().replace("</ArticleTitle>", " ≥ 50 µg</ArticleTitle>")
    head = f'<?xml version="1.0" encoding="{encoding}"?>' if declared else ""
    items = list(read_file(write(tmp_path, (head + text).encode(encoding, "xmlcharrefreplace"))))
    assert [item.record.title[-7:] for item in items if isinstance(item, Parsed)] == ["≥ 50 µg"] * 3


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "cp1252", "euc_kr"])
def test_bytes_that_are_no_text_in_their_encoding_are_never_stored_as_something_else(
    tmp_path: Path, encoding: str
) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    items = list(read_file(write(tmp_path, head + XML.replace(b"Title 2.", b"Title \x81\xff."))))
    assert pmids(items) == [1, 3]
    assert [item.pmid for item in items if isinstance(item, Unreadable)] == [2]


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9, 0.999])
def test_a_cut_gzip_keeps_the_records_before_the_cut_and_ends_with_one_reason(tmp_path: Path, keep: float) -> None:
    packed = gzip.compress(many(5000))
    *items, last = read_file(write(tmp_path, packed[: int(len(packed) * keep)]))
    assert pmids(items) == list(range(1, len(items) + 1))
    assert len(items) > 5000 * keep * 0.8
    assert isinstance(last, Unreadable)
    assert "cut off" in last.reason


def test_a_gzip_without_its_checksum_keeps_all_and_says_so(tmp_path: Path) -> None:
    *items, last = read_file(write(tmp_path, gzip.compress(XML)[:-4]))
    assert pmids(items) == [1, 2, 3]
    assert isinstance(last, Unreadable)


@pytest.mark.parametrize("count", [3, 5000])
@pytest.mark.parametrize("seed", range(8))
def test_of_a_damaged_gzip_nothing_is_taken(tmp_path: Path, count: int, seed: int) -> None:
    """One bit is enough for other letters in records that are read as whole, and would be quoted."""
    packed = bytearray(gzip.compress(many(count)))
    packed[random.Random(seed).randrange(20, len(packed))] ^= 1 << seed  # noqa: S311 - where, not a secret
    with pytest.raises(BadInput, match=r"gzip packing is damaged .*any letter of it may be wrong: get the file again"):
        list(read_file(write(tmp_path, bytes(packed))))


def test_a_damaged_gzip_from_a_pipe_says_what_it_means_for_the_records_before() -> None:
    packed = bytearray(gzip.compress(many(5000)))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = b"\xff" * 40
    *items, last = read_stream(io.BytesIO(bytes(packed)), name="standard input")
    assert len(items) > 1000
    assert isinstance(last, Unreadable)
    assert last.reason.endswith("; what was read before may be wrong too")


def test_what_follows_a_whole_gzip_is_said_and_takes_nothing_away(tmp_path: Path) -> None:
    for rest in (b"<html>", b"\x1fno"):
        *items, last = read_file(write(tmp_path, gzip.compress(XML) + rest))
        assert pmids(items) == [1, 2, 3]
        assert isinstance(last, Unreadable)
        assert "something follows its gzip packing" in last.reason


def test_half_a_medline_record_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    packed = gzip.compress(b"PMID- 1\nTI  - One.\n\nPMID- 2\nTI  - Two, and the rest is lost")
    one, last = read_file(write(tmp_path, packed[:-8]))
    assert isinstance(one, Parsed)
    assert isinstance(last, Unreadable)
    assert last.pmid == 2


def test_a_gzip_bomb_is_stopped_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.pubmed.unpack.RATIO_FREE", 1 << 20)
    bomb = gzip.compress(XML.removesuffix(b"</PubmedArticleSet>") + b" " * (64 << 20))
    *items, last = read_file(write(tmp_path, bomb))
    assert pmids(items) == [1, 2, 3]
    assert isinstance(last, Unreadable)
    assert "gzip bomb" in last.reason


def test_a_small_file_of_repetitions_is_no_bomb(tmp_path: Path) -> None:
    body = ARTICLE.format(1, "a") * 20_000  # packs 150 to 1
    assert (
        len(list(read_file(write(tmp_path, gzip.compress(f"<PubmedArticleSet>{body}</PubmedArticleSet>".encode())))))
        == 20_000
    )


def test_broken_records_near_a_cut_are_still_reported() -> None:
    data = XML.replace(b"Title 2.", b"<open>")
    items = list(read_stream(io.BytesIO(gzip.compress(data)[:-4]), name="x"))
    assert [type(item).__name__ for item in items] == ["Parsed", "Unreadable", "Parsed", "Unreadable"]


class Failing(io.BytesIO):
    """A file on a stick that is pulled out: its first bytes, then an error."""

    def __init__(self, data: bytes, good: int) -> None:
        super().__init__(data)
        self.good = good

    def read(self, size: int | None = -1, /) -> bytes:
        """What is before the fault."""
        if self.tell() >= self.good:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().read(min(size or 0, self.good - self.tell()))


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "gzip"])
def test_a_disk_that_fails_half_way_gives_what_was_read_and_says_so(pack: Callable[[bytes], bytes]) -> None:
    """It was told as an output that can't be written, and no other file was taken in."""
    data = pack(many(5000))
    *items, last = read_stream(Failing(data, len(data) * 2 // 3), name="x")
    assert len(pmids(items)) > 1000
    assert isinstance(last, Unreadable)
    assert "the disk does not give it (Input/output error)" in last.reason
    with pytest.raises(BadInput, match=r"^x can't be read: the disk does not give it"):
        list(read_stream(Failing(data, 0), name="x"))


@pytest.mark.parametrize("raw", [b"", b"{}", b"<html/>", b"no tag"])
def test_read_raw_refuses_what_no_reader_gave(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_raw(raw)

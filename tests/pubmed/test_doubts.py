"""Files whose encoding is in doubt: what is read of them, and the line that tells of it."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from evidence.pubmed.encoding import Guess, guessed
from evidence.pubmed.files import read_file, read_raw, read_stream
from evidence.pubmed.items import Parsed

ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>{}</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle>"
)


class Trickle(io.BytesIO):
    """A stream that gives a few bytes at a time, so that letters are cut in two."""

    def read(self, size: int | None = -1) -> bytes:
        """Seven at most."""
        return super().read(7 if size is None or size < 0 else min(size, 7))


def xml(declared: str, title: str, encoding: str) -> bytes:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{head}<PubmedArticleSet>{ARTICLE.format(title)}</PubmedArticleSet>".encode(encoding)


def read(data: bytes, stream: type[io.BytesIO] = io.BytesIO) -> tuple[list[str], list[str]]:
    """The titles, and what was told."""
    told: list[str] = []
    items = list(read_stream(stream(data), name="a.file", notice=told.append))
    for item in items:
        assert isinstance(item, Parsed)
        assert read_raw(item.raw) == item.record
    return [item.record.title for item in items if isinstance(item, Parsed)], told


@pytest.mark.parametrize("declared", ["iso-8859-1", "ISO-8859-15", "windows-1252", "koi8-r"])
@pytest.mark.parametrize("stream", [io.BytesIO, Trickle])
def test_xml_that_names_an_encoding_and_reads_as_utf_8_is_told(declared: str, stream: type[io.BytesIO]) -> None:
    titles, told = read(xml(declared, "Györ.", "utf-8"), stream)
    assert titles == ["Györ.".encode().decode(declared)]  # the declaration is the standard
    assert len(told) == 1
    assert declared in told[0]
    assert "a.file" in told[0]
    assert "\n" not in told[0]


@pytest.mark.parametrize(
    ("declared", "title", "encoding"),
    [
        ("iso-8859-1", "Györ.", "iso-8859-1"),
        ("iso-8859-1", "Plain.", "utf-8"),
        ("utf-8", "Györ.", "utf-8"),
        ("US-ASCII", "Plain.", "utf-8"),
        ("", "Györ.", "utf-8"),
        ("utf-16", "Györ.", "utf-16"),
        ("iso-2022-jp", "日本", "iso-2022-jp"),
        ("shift_jis", "日本", "shift_jis"),
    ],
)
def test_xml_in_the_encoding_that_it_names_is_not_talked_about(declared: str, title: str, encoding: str) -> None:
    assert read(xml(declared, title, encoding)) == ([title], [])


def medline(*titles: bytes) -> bytes:
    return b"\n".join(b"PMID- %d\nTI  - %s\n" % (number, title) for number, title in enumerate(titles, start=1))


@pytest.mark.parametrize("stream", [io.BytesIO, Trickle])
def test_one_bad_byte_costs_medline_text_in_utf_8_that_byte_only(stream: type[io.BytesIO]) -> None:
    good = "Győr, Kőszeg: naïve."
    titles, told = read(medline(good.encode(), good.encode().replace("ï".encode(), b"\xef"), b"Plain."), stream)
    assert titles == [good, "Győr, Kőszeg: na�ve.", "Plain."]
    (line,) = told
    assert line.startswith("a.file: 1 record is UTF-8 with bytes that are none, each read as � (PMID 2); ")


def test_medline_text_in_windows_1252_is_read_as_such_and_told() -> None:
    titles = ["Caf\xe9 \u2013 a title.", "Plain.", "Le “CAF\xc9” et le d\xe9j\xe0 vu."]
    read_titles, told = read(medline(*(title.encode("cp1252") for title in titles)))
    assert read_titles == titles
    (line,) = told
    assert "2 records are no UTF-8 and read as Windows-1252 (the first is PMID 1)" in line


def test_a_file_may_hold_both() -> None:
    _, told = read(medline(b"Caf\xe9.", "Győr".encode() + b" \xff"))
    assert len(told) == 2


@pytest.mark.parametrize(
    ("raw", "text", "guess"),
    [
        (b"a", "a", Guess.UTF8),
        ("ő�".encode(), "ő�", Guess.UTF8),
        ("ő".encode() + b"\xff", "ő�", Guess.DAMAGED),
        ("ő".encode() + b"\xe9 \xe9", "\xc5\u2018é é", Guess.WINDOWS),
        ("«CAFÉ»: à côté".encode("cp1252"), "«CAFÉ»: à côté", Guess.WINDOWS),
        (b"\x81", "�", Guess.WINDOWS),
    ],
)
def test_the_guess_is_by_the_more_likely_of_the_two(raw: bytes, text: str, guess: Guess) -> None:
    assert guessed(raw) == (text, guess)


def test_nothing_is_told_of_a_file_that_is_not_read_to_its_end(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "a.nbib.gz").write_bytes(gzip.compress(medline(b"Caf\xe9.", b"Two.")))
    items = read_file(tmp_path / "a.nbib.gz", notice=told.append)
    next(items)
    assert told == []
    assert len(list(items)) == 1
    assert len(told) == 1

"""Properties of the readers: no bytes crash them, raw bytes always give their record again, odd text comes back."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import BadInput
from evidence.pubmed.files import read_raw, read_stream
from evidence.pubmed.items import Item, Parsed, Unreadable
from evidence.pubmed.medline_xml import read_xml

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
SAMPLES = [path.read_bytes() for path in sorted([*GOLDEN.glob("*.xml"), *GOLDEN.glob("*.nbib")])]
PIECES = [
    *(
        b"<",
        b">",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"&",
        b"\x00",
        b"\xff",
        b"\xc3",
        b'"',
        b"<?x?>",
        b"<!DOCTYPE x>",
    ),
    *(b"<PubmedArticle>", b"</PubmedArticle>", b"</PubmedArticleSet>", b"\n\n", b"PMID- "),
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A golden file with a few cuts, doublings and foreign bytes in it."""
    data = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(data)))
        end = min(len(data), begin + draw(st.integers(0, 400)))
        piece = draw(st.sampled_from([b"", data[begin:end] * 2, *PIECES]))
        data = data[:begin] + piece + data[end:]
    return data


def read_all(data: bytes) -> list[Item]:
    try:
        return list(read_stream(io.BytesIO(data), name="x"))
    except BadInput:
        return []


@given(mutated())
def test_no_damage_crashes_a_reader_and_what_it_reads_can_be_read_again(data: bytes) -> None:
    for item in read_all(data):
        if isinstance(item, Parsed):
            assert read_raw(item.raw) == item.record


@given(st.binary(max_size=300))
def test_no_bytes_crash_a_reader(data: bytes) -> None:
    read_all(data)
    read_all(b"<PubmedArticleSet>" + data)
    read_all(b"PMID- 1\nTI  - " + data)


@given(mutated(), st.integers(1, 50))
def test_reading_by_other_chunks_gives_the_same(data: bytes, size: int) -> None:
    class Dribble(io.BytesIO):
        def read(self, wanted: int | None = -1, /) -> bytes:
            return super().read(size if wanted is None or wanted < 0 else min(size, wanted))

    def outcome(stream: io.BytesIO) -> list[Item] | str:
        try:
            return list(read_stream(stream, name="x"))
        except BadInput as error:
            return str(error)

    assert outcome(Dribble(data)) == outcome(io.BytesIO(data))


def test_the_files_that_are_damaged_above_hold_records() -> None:
    """Else the properties say nothing: what is read of nothing is the same by any chunks."""
    for data in SAMPLES:
        assert any(isinstance(item, Parsed) for item in read_all(data))


TEXT = st.text(
    st.characters(exclude_categories=["Cs"]).filter(lambda c: c >= " " and c not in "\ufffe\uffff"), max_size=80
)


@given(TEXT, TEXT, TEXT)
def test_odd_text_comes_back_as_it_was_but_for_its_white_space(title: str, label: str, section: str) -> None:
    quoted = escape(label, {'"': "&quot;"})
    data = (
        f"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>{escape(title)}"
        f'</ArticleTitle><Abstract><AbstractText Label="{quoted}">x{escape(section)}y</AbstractText></Abstract>'
        "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    (item,) = read_xml(io.BytesIO(data.encode()), name="x")
    assert isinstance(item, Parsed)

    def plain(text: str) -> str:
        return re.sub("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+", " ", text).strip(" ")

    assert item.record.title == plain(title)
    assert item.record.abstract[0].text == plain(f"x{section}y")
    assert item.record.abstract[0].label == (plain(label) or None)


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_cutting_a_set_anywhere_loses_only_what_was_cut_and_is_said(count: int, cut: int) -> None:
    record = "<PubmedArticle><MedlineCitation><PMID>{}</PMID><Article/></MedlineCitation></PubmedArticle>"
    body = "".join(record.format(n + 1) for n in range(count))
    whole = f"<PubmedArticleSet>{body}</PubmedArticleSet>"
    data = whole[: 18 + cut % (len(whole) - 18)].encode()
    items = list(read_xml(io.BytesIO(data), name="x"))
    assert [i.record.pmid for i in items if isinstance(i, Parsed)] == list(
        range(1, data.count(b"</PubmedArticle>") + 1)
    )
    assert isinstance(items[-1], Unreadable)

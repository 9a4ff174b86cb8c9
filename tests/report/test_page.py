"""The report's folder as files: same entries, same bytes; small; nothing of others left or lost."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reported import entry, hostile, record, some, written

from evidence.report.embedding import hash_source, script_json
from evidence.report.page import asset
from evidence.report.rows import cut
from evidence.topics import Topic


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (written(tmp_path / name, some(30)).parent for name in ("one", "two"))
    assert files(one) == files(two)


def test_five_hundred_records_stay_below_five_megabytes(tmp_path: Path) -> None:
    made = files(written(tmp_path, some(500)).parent)
    assert sum(map(len, made.values())) < 5_000_000


def test_figures_are_there_as_svg_and_png(tmp_path: Path) -> None:
    made = files(written(tmp_path, some(30)).parent)
    names = {name.rpartition(".")[0] for name in made if name.startswith("figures/")}
    assert names == {f"figures/{n}" for n in ("map-population", "prisma-flow", "size-and-follow-up", "years")}
    assert all(made[f"{name}.png"].startswith(b"\x89PNG") and b"<svg" in made[f"{name}.svg"] for name in names)


def test_a_smaller_report_leaves_nothing_of_a_larger_one_and_spares_other_files(tmp_path: Path) -> None:
    written(tmp_path, some(250))
    (tmp_path / "records" / "notes.txt").write_text("mine")
    (tmp_path / "mine.txt").write_text("mine")
    written(tmp_path, some(20))
    assert {path.name for path in (tmp_path / "records").iterdir()} == {"0000.js", "notes.txt"}
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("count", [0, 1])
def test_a_report_of_next_to_nothing_is_a_page(tmp_path: Path, count: int) -> None:
    page = written(tmp_path, some(count)).read_text()
    assert "Evidence table" in page
    assert "None" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_a_topic_without_words_has_no_map_and_no_filters_of_its_own(tmp_path: Path) -> None:
    page = written(tmp_path, some(12), topic=Topic("bare", "Bare", "x")).read_text()
    assert "kind_0" not in page
    assert not list((tmp_path / "figures").glob("map-*"))
    assert list((tmp_path / "figures").glob("years.svg"))


class Tags(HTMLParser):
    """Counts elements, and attributes that could act."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.acting: list[str] = []

    def handle_starttag(  # noqa: D102 - html.parser's own method
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        self.names.append(tag)
        self.acting += [name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]


def test_hostile_text_adds_no_element_to_the_page(tmp_path: Path) -> None:
    tags = Tags()
    tags.feed(written(tmp_path, [hostile()], caption=hostile().record.title).read_text())
    assert tags.names.count("script") == 2, "the data and the page's own"
    assert "img" not in tags.names
    assert tags.acting == []
    svg = Tags()
    svg.feed((tmp_path / "figures" / "size-and-follow-up.svg").read_text())
    assert not {"script", "img", "image", "foreignobject"} & set(svg.names)


def test_the_policy_allows_the_pages_own_script_and_style_and_nothing_from_a_host(tmp_path: Path) -> None:
    page = written(tmp_path, some(3)).read_text()
    policy = re.search('Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert hash_source(asset("page.js")) in policy[1]
    assert hash_source(asset("page.css")) in policy[1]
    assert not re.search(r"https?:|unsafe|\*", policy[1])


@given(st.text())
def test_data_in_a_script_can_neither_end_it_nor_change(text: str) -> None:
    made = script_json({"text": text})
    assert not set("<>&\u2028\u2029") & set(made)
    assert json.loads(made) == {"text": text}


def test_a_quote_is_cut_at_code_points(tmp_path: Path) -> None:
    """An emoji is one code point and two units of UTF-16: cutting in JavaScript would mark the wrong letters."""
    of = record(5, "\U0001f9ea\U0001f9ea\U0001f9ea marrow")
    pieces = cut(of.passages[0], entry(of, "rct", 12))
    assert pieces == [("\U0001f9ea\U0001f9ea\U0001f9ea", "dn"), (" marrow", "")]
    written(tmp_path, [entry(of, "rct", 12)])


@given(st.text("abcé \U0001f9ea", min_size=3))
def test_pieces_put_together_are_the_passage(title: str) -> None:
    of = record(5, title)
    assert "".join(words for words, _ in cut(of.passages[0], entry(of, "rct", 12, 6))) == title

"""The report's page in real Chromium: quiet, right, safe, accessible, and usable with 20,000 records."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reported import CODES, entry, hostile, record, some, written

from evidence.store.spelling import variants
from evidence.tables.entry import Entry

ENTRIES = some(90)
Filter = Callable[[Entry], bool]


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report"), [*ENTRIES, hostile()])


def expected(fits: Filter) -> list[int]:
    """The PMIDs that a plain filter over the entries finds, in the table's order."""
    return [entry.record.pmid for entry in [*ENTRIES, hostile()] if fits(entry)]


def test_it_opens_from_disk_and_asks_no_host(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    seen.page.locator("#rows tbody th button").first.click()
    seen.page.wait_for_selector("dialog[open] .values")
    assert seen.asked
    assert [url for url in seen.asked if not url.startswith("file://")] == []
    assert seen.faults == []


@pytest.mark.parametrize(
    ("fill", "fits"),
    [
        ({"n_min": "500"}, lambda e: e.size is not None and e.size.value >= 500),
        ({"n_min": "50", "n_max": "900"}, lambda e: e.size is not None and 50 <= e.size.value <= 900),
        ({"months_min": "24"}, lambda e: e.follow_up is not None and e.follow_up.months >= 24),
        ({"months_max": "6.5"}, lambda e: e.follow_up is not None and e.follow_up.months <= 6.5),
        ({"year_min": "2000", "year_max": "2004"}, lambda e: 2000 <= (e.record.year or 0) <= 2004),
        ({"text": "STUDY 77"}, lambda e: "study 77" in e.record.title),
        ({"text": "10000042"}, lambda e: e.record.pmid == 10_000_042),
        ({"n_min": "100", "year_max": "2010"},
         lambda e: e.size is not None and e.size.value >= 100 and (e.record.year or 9999) <= 2010),
    ],
)  # fmt: skip
def test_a_typed_filter_finds_what_a_plain_one_finds(
    opened: Any, page_path: Path, fill: dict[str, str], fits: Filter
) -> None:
    seen = opened(page_path)
    for name, text in fill.items():
        seen.page.fill(f"#filters [name={name}]", text)
    seen.settle()
    assert seen.pmids() == expected(fits)
    assert seen.count() == f"{len(expected(fits))} of 91 records"


@pytest.mark.parametrize("code", CODES)
def test_the_design_filter_finds_its_records(opened: Any, page_path: Path, code: str | None) -> None:
    seen = opened(page_path)
    seen.page.select_option("#filters [name=design]", code or "-")
    seen.settle()
    assert seen.pmids() == expected(lambda e: (e.design.code if e.design else None) == code)


def test_a_group_of_designs_finds_all_its_codes(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    seen.page.select_option("#filters [name=design]", "*interventional")
    seen.settle()
    assert seen.pmids() == expected(lambda e: e.design is not None and e.design.parent == "interventional")


def test_the_population_filter_finds_its_records(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    seen.page.select_option("#filters [name=kind_0]", label="T2D")
    seen.settle()
    assert seen.pmids() == expected(lambda e: "T2D" in e.terms("population"))


def test_a_word_of_an_abstract_is_found_only_when_asked_for(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    seen.page.fill("#filters [name=text]", "mononuclear")
    seen.settle()
    assert seen.pmids() == []
    seen.page.check("#filters [name=deep]")
    seen.page.wait_for_selector("#rows tbody tr")
    assert seen.pmids() == expected(lambda e: any("mononuclear" in p.text for p in e.record.abstract))


SPELT = (
    "randomised randomized randomis randomiz randomisation tumour tumor tumours haematopoietic hematopoietic oedema "
    "edema lymphoedema oestrogen estrogen anaemia anemia ischaemia ischemic leukaemia paediatric pediatrics behaviour "
    "behavior fibre fiber labelled labeled analysed analyzed exercise revised size zinc since hour authors programme "
    "program diarrhoea diarrhea dyspnoea hyperglycaemic four diabetes"
).split()
TYPE_ALL = """(words) => words.map((word) => {
    const form = document.getElementById("filters");
    form.elements.text.value = word;
    form.requestSubmit();
    return [...document.querySelectorAll("#rows tbody tr")].map((row) => Number(row.dataset.pmid));
})"""


def test_a_word_is_found_in_each_spelling_that_the_search_knows(opened: Any, tmp_path: Path) -> None:
    entries = [entry(record(100 + k, f"On {word} alone", "x.", author="Ng")) for k, word in enumerate(SPELT)]
    seen = opened(written(tmp_path, entries))
    found = seen.page.evaluate(TYPE_ALL, SPELT)
    for word, pmids in zip(SPELT, found, strict=True):
        ways = [way[0] for way in variants(word, prefix=True) if len(way) == 1]
        assert pmids == [100 + k for k, other in enumerate(SPELT) if any(way in other for way in ways)], word
    assert found[SPELT.index("randomised")] == found[SPELT.index("randomized")] == [100, 101]
    assert seen.faults == []


def test_a_word_is_found_in_each_spelling_while_it_is_typed(opened: Any, tmp_path: Path) -> None:
    titles = ("On randomisation", "On randomization")
    seen = opened(written(tmp_path, [entry(record(k, title, "x.")) for k, title in enumerate(titles, 1)]))
    typed = [titles[0][3:end] for end in range(9, len(titles[0]) + 1)]
    assert seen.page.evaluate(TYPE_ALL, typed) == [[1, 2]] * len(typed)


@pytest.mark.parametrize("typed", ["Müller non-randomised", "muller NON-RANDOMIZED", "Mu\u0308ller randomiséd"])
def test_accents_and_hyphens_do_not_hide_a_spelling(opened: Any, tmp_path: Path, typed: str) -> None:
    titles = ("A non-randomized study", "A non-randomised study", "A cohort")
    seen = opened(written(tmp_path, [entry(record(k, t, "x.", author="Müller")) for k, t in enumerate(titles, 1)]))
    (found,) = seen.page.evaluate(TYPE_ALL, [typed])
    assert found == [1, 2]


DEEP = """() => {
    const form = document.getElementById("filters");
    form.elements.text.value = "mononuclear";
    form.elements.deep.checked = true;
    form.requestSubmit();
}"""


def test_abstracts_are_found_though_a_record_is_opened_while_they_come(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    seen.page.evaluate(f"() => {{ ({DEEP})(); document.querySelector('#rows tbody tr button').click(); }}")
    seen.page.wait_for_selector("dialog[open] .values")
    seen.settle()
    assert seen.pmids() == expected(lambda e: any("mononuclear" in p.text for p in e.record.abstract))
    assert seen.faults == []


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (None, "records/ is missing beside this page"),
        ("throw 1", "records/ beside this page is damaged"),
    ],
)
def test_abstracts_that_are_not_there_are_told(opened: Any, tmp_path: Path, left: str | None, told: str) -> None:
    path = written(tmp_path, ENTRIES)
    (chunk,) = (path.parent / "records").iterdir()
    whole = chunk.read_bytes()
    chunk.write_text(left) if left else chunk.unlink()
    seen = opened(path)
    seen.page.evaluate(DEEP)
    seen.settle()
    assert seen.count() == f"0 of 90 records; abstracts were not searched: {told}"
    if left is None:  # the folder is put in its place
        chunk.write_bytes(whole)
        seen.page.evaluate(DEEP)
        seen.settle()
        assert seen.count() == "90 records"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("n", lambda e: e.size.value if e.size else None),
        ("months", lambda e: e.follow_up.months if e.follow_up else None),
        ("year", lambda e: e.record.year),
        ("pmid", lambda e: e.record.pmid),
    ],
)
@pytest.mark.parametrize("down", [False, True])
def test_sorting_puts_numbers_in_order_and_gaps_last(
    opened: Any, page_path: Path, key: str, value: Callable[[Entry], float | None], down: bool
) -> None:
    seen = opened(page_path)
    head = seen.page.locator(f"#rows th[data-key={key}]")
    for _ in range(2 if down else 1):
        head.locator("button").click()
    known = [entry for entry in [*ENTRIES, hostile()] if value(entry) is not None]
    gaps = [entry for entry in [*ENTRIES, hostile()] if value(entry) is None]
    known.sort(key=lambda entry: value(entry) or 0, reverse=down)
    assert seen.pmids() == [entry.record.pmid for entry in [*known, *gaps]]
    assert head.get_attribute("aria-sort") == ("descending" if down else "ascending")


def test_hostile_text_is_shown_and_does_nothing(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    seen.page.fill("#filters [name=text]", "onerror")
    seen.settle()
    assert seen.pmids() == [1]
    assert "<script>" in seen.page.locator("#rows tbody").inner_text()
    seen.page.locator("#rows tbody th button").click()
    seen.page.wait_for_selector("dialog[open] .values")
    assert "<script>" in seen.page.locator("#record-body").inner_text()
    assert seen.page.locator("#rows img, dialog img, #rows script, dialog script").count() == 0
    assert seen.page.evaluate("window.hacked") is None
    assert seen.faults == []


def test_a_record_opens_by_keyboard_with_its_quotes_marked_and_gives_the_focus_back(
    opened: Any, page_path: Path
) -> None:
    seen = opened(page_path)
    button = seen.page.locator("#rows tbody th button").nth(1)
    button.focus()
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector("dialog[open] .values")
    marks = seen.page.locator("dialog h2 mark").all_inner_texts()
    assert [re.sub("[DNF]+$", "", mark) for mark in marks] == ["Mar"]
    told = seen.page.locator("dialog .values blockquote")
    title = ENTRIES[1].record.title
    assert told.first.inner_text() == f"“{title}” title", "the whole sentence, not the three letters alone"
    assert told.locator("mark").all_inner_texts() == ["Mar"] * told.count()
    assert "confidence 90 %" in seen.page.locator("dialog").inner_text()
    seen.page.keyboard.press("Escape")
    assert seen.page.locator("dialog[open]").count() == 0
    assert button.evaluate("button => button === document.activeElement")


def test_a_bubble_of_the_map_filters_the_table(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    bubble = seen.page.locator('#map-population path[role=button][aria-label^="T2D, Single-arm"]')
    bubble.focus()
    seen.page.keyboard.press("Enter")
    seen.settle()
    found = expected(
        lambda e: "T2D" in e.terms("population") and e.design is not None and e.design.code == "single-arm"
    )
    assert seen.pmids() == found
    assert (bubble.get_attribute("aria-label") or "").startswith(f"T2D, Single-arm: {len(found)} record")


def test_a_point_of_the_plot_opens_its_record(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    pmid = ENTRIES[1].record.pmid
    seen.page.locator(f'#size-and-follow-up path[aria-label^="PMID {pmid}:"]').dispatch_event("click")
    seen.page.wait_for_selector("dialog[open] .values")
    assert f"PMID {pmid}" in seen.page.locator("dialog").inner_text()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (400, True)])
def test_axe_finds_no_serious_fault(opened: Any, page_path: Path, width: int, dark: bool) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    seen = opened(page_path, width, dark=dark)
    _assert_accessible(axe.run(seen.page).response)
    seen.page.locator("#rows tbody th button").first.click()
    seen.page.wait_for_selector("dialog[open] .values")
    _assert_accessible(axe.run(seen.page).response)


def _assert_accessible(found: dict[str, Any]) -> None:
    serious = [fault for fault in found["violations"] if fault["impact"] in {"serious", "critical"}]
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"]][:3]) for fault in serious] == []
    assert len(found["passes"]) > 20, "axe looked at next to nothing"


@pytest.mark.parametrize("width", [1280, 400, 390])
def test_the_page_itself_never_scrolls_sideways(opened: Any, page_path: Path, width: int) -> None:
    seen = opened(page_path, width)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_at_a_small_laptops_width_the_table_shows_its_last_column_whole(opened: Any, page_path: Path) -> None:
    seen = opened(page_path, 1200)
    seen.page.locator("#rows tbody tr").last.evaluate("row => row.remove()")  # the hostile one has no place to break
    region = seen.page.locator("#table .scroll")
    assert region.evaluate("region => region.scrollWidth <= region.clientWidth")


def test_the_table_has_no_window_of_its_own_and_its_heads_stay_in_sight(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    seen.page.fill("#filters [name=text]", "marrow")  # without the hostile one, which has no place to break
    seen.settle()
    region = seen.page.locator("#table .scroll")
    assert region.evaluate("region => region.scrollHeight <= region.clientHeight")
    seen.page.emulate_media(reduced_motion="reduce")
    seen.page.locator("#rows tbody tr").nth(40).evaluate("row => row.scrollIntoView()")
    assert seen.page.locator("#rows thead th").first.bounding_box()["y"] == 0


def test_a_table_that_is_too_wide_scrolls_in_a_window_of_its_own(opened: Any, page_path: Path) -> None:
    seen = opened(page_path, 700)
    region = seen.page.locator("#table .scroll")
    assert region.evaluate("region => region.classList.contains('wide')")
    assert region.evaluate("region => region.clientHeight < innerHeight && region.scrollWidth > region.clientWidth")


def test_on_a_phone_each_value_is_in_sight_with_its_head(opened: Any, page_path: Path) -> None:
    seen = opened(page_path, 390)
    row = seen.page.locator(f"#rows tr[data-pmid='{ENTRIES[1].record.pmid}']")
    for key in ("design", "n", "kind_0", "months", "year", "pmid"):
        box = row.locator(f"[data-key={key}]").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    label = "cell => getComputedStyle(cell, '::before').content"
    assert row.locator("[data-key=months]").evaluate(label) == '"Months"'
    assert row.get_attribute("role") == "row"
    assert seen.page.locator("#rows thead button").last.is_visible()


def test_on_a_phone_the_plots_are_whole_and_the_map_says_that_it_is_wider(opened: Any, page_path: Path) -> None:
    seen = opened(page_path, 390)
    for name in ("size-and-follow-up", "years", "prisma-flow"):
        box = seen.page.locator(f"#{name} svg").bounding_box()
        assert box["x"] + box["width"] <= 390
    assert seen.page.locator("#map-population .swipe").is_visible()
    wide = opened(page_path)
    assert not wide.page.locator("#map-population .swipe").is_visible()


def test_print_is_dense_and_repeats_the_heads(opened: Any, page_path: Path) -> None:
    seen = opened(page_path)
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("#filters").is_visible()
    assert not seen.page.locator(".files").first.is_visible()
    head = seen.page.locator("#rows thead")
    assert head.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    # Chromium paints a button of a repeated head on the first page only.
    assert head.locator("button").first.evaluate("button => getComputedStyle(button).display") == "contents"
    assert seen.page.locator(".numbers dl").evaluate("list => list.getBoundingClientRect().height") < 60


def test_print_shows_all_rows(opened: Any, tmp_path: Path) -> None:
    seen = opened(written(tmp_path, some(150)))
    assert len(seen.pmids()) == 100
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(seen.pmids()) == 150
    seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(seen.pmids()) == 100


def test_twenty_thousand_records_stay_usable(opened: Any, tmp_path: Path) -> None:
    entries = some(20_000)
    seen = opened(written(tmp_path, entries))
    assert seen.count() == "20,000 records"
    assert seen.page.locator("#rows tbody tr").count() == 100, "only a page of rows is in the document"
    seen.page.fill("#filters [name=n_min]", "3900")
    seen.settle()
    seen.page.wait_for_selector("#count:has-text(' of ')")
    large = [e.record.pmid for e in entries if e.size and e.size.value >= 3_900]
    assert seen.count() == f"{len(large):,} of 20,000 records"
    seen.page.click("#pager [data-go='1']")
    assert seen.pmids() == large[100:200]
    seen.page.locator("#rows tbody th button").first.click()
    seen.page.wait_for_selector("dialog[open] .values")
    loaded = [url for url in seen.asked if "/records/" in url]
    assert len(loaded) == 1, "one chunk of texts is loaded for one record"

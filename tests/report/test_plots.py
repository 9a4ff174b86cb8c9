"""The plots hold what a plain count finds, say what they leave out, and draw very many points as few."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from reported import TOPIC, entry, record, some

from evidence.findings import Fact
from evidence.records import RegistryNumber
from evidence.report.drawing import Figure, svg_of
from evidence.report.parts import median_over, numbers
from evidence.report.plots import Plots
from evidence.report.rows import Rows
from evidence.tables.entry import DESIGN_NAMES, Entry
from evidence.values import Field, FollowUp, SampleSize

KINDS = ("population", "outcome")
RING = "no n, or only planned"


def plotted(count: int) -> Plots:
    plots = Plots(KINDS, {kind: tuple(name.removesuffix("?") for name in TOPIC.vocabulary[kind]) for kind in KINDS})
    for one in some(count):
        plots.add(one)
    return plots


def figure(plots: Plots, name: str) -> Figure:
    return next(figure for figure in plots.figures() if figure.name == name)


def rows(of: Figure) -> list[dict[str, object]]:
    values: list[dict[str, object]] = of.spec["data"]["values"]
    return values


def test_a_bubble_counts_the_records_and_their_participants() -> None:
    made = {(row["name"], row["design"]): row for row in rows(figure(plotted(120), "map-population"))}
    there = [one for one in some(120) if "T2D" in one.terms("population") and one.design and one.design.code == "rct"]
    sizes = [one.size.value for one in there if one.size]
    if not there:
        assert ("T2D", DESIGN_NAMES["rct"]) not in made
        return
    assert made["T2D", DESIGN_NAMES["rct"]]["label"] == (
        f"T2D, RCT: {len(there)} records, {sum(sizes):,} participants in {len(sizes)}"
    )


def test_all_cells_of_the_map_together_are_all_records_with_a_name() -> None:
    plots = plotted(120)
    expected = Counter(
        (name, DESIGN_NAMES[one.design.code] if one.design else "no design stated")
        for one in some(120)
        for name in one.terms("population")
    )
    assert {(row["name"], row["design"]): row["records"] for row in rows(figure(plots, "map-population"))} == expected
    assert plots.unnamed["outcome"] == sum(not one.terms("outcome") for one in some(120))


def test_a_cell_that_gives_no_n_is_a_ring_with_a_legend_of_its_own() -> None:
    plots = plotted(120)
    assert RING not in drawn(plots)  # where all cells give n there is no ring
    silent = list(plots.cells["population"].values())[:2]
    for cell in silent:
        cell.counted = cell.participants = 0
    assert [row["n"] for row in rows(figure(plots, "map-population"))].count(None) == len(silent)
    assert RING in drawn(plots)
    assert drawn(plots).count('stroke-dasharray="3,2"') == len(silent) + 1  # and one in the legend
    assert "hollow" in figure(plots, "map-population").notes[0]


def drawn(plots: Plots) -> str:
    """The map of populations as SVG."""
    return svg_of(figure(plots, "map-population").spec, ink="#000", paper=None)


def test_designs_stand_in_the_order_of_a_published_table() -> None:
    order = figure(plotted(120), "map-population").spec["layer"][0]["encoding"]["x"]["sort"]
    assert order == ["RCT", "Single-arm", "Cohort", "Meta-analysis", "Animal study", "no design stated"]


def test_the_size_plot_has_a_point_for_each_record_that_gives_both_and_counts_the_rest() -> None:
    both = [one for one in some(120) if one.size and one.follow_up]
    of = figure(plotted(120), "size-and-follow-up")
    assert [(row["n"], row["months"]) for row in rows(of)] == [
        (one.size.value, one.follow_up.months) for one in both if one.size and one.follow_up
    ]
    assert of.notes[0] == f"{len(both)} records give both, in participants; {120 - len(both)} of 120 do not."


def test_very_many_points_become_few_and_none_is_lost() -> None:
    plots = plotted(3_000)
    made = rows(figure(plots, "size-and-follow-up"))
    assert len(made) < 400
    assert sum(int(str(row["records"])) for row in made) == len(plots.points)


def test_a_year_has_its_records_and_those_without_a_year_are_counted() -> None:
    plots = plotted(120)
    plots.add(entry(record(5, "Marrow", year=None), "rct"))
    made: Counter[object] = Counter()
    for row in rows(figure(plots, "years")):
        made[row["year"]] += int(str(row["records"]))
    assert made == Counter(one.record.year for one in some(120))
    assert figure(plots, "years").notes == ("1 records without a year are left out.",)


def words(of: Figure) -> list[str]:
    """All that a figure writes, in order."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg_of(of.spec, ink="#222", paper=None))


def test_the_axes_are_written_as_people_write_numbers() -> None:
    plots = Plots((), {})
    for pmid, (n, months) in enumerate([(1, 0.0001), (3, 0.02), (900, 12), (2_000_000, 300)], 1):
        plots.add(entry(record(pmid, "Marrow", year=2000 + pmid), "rct", n, months))
    for pmid in range(10, 260):
        plots.add(entry(record(pmid, "Marrow", year=2004), "cohort"))
    size, years = plots.figures()
    assert [word for word in words(size) if word[0].isdigit()] == [
        "1", "10", "100", "1,000", "10,000", "100,000", "1,000,000",
        "0.1", "0.3", "1", "3", "6", "12", "24", "60", "120", "240", "600",
    ]  # fmt: skip
    assert size.notes[1] == "2 of less than three days (0.1 months) stand on the lowest line."
    assert [word for word in words(years) if word[0].isdigit()][-5:] == ["50", "100", "150", "200", "250"]


@pytest.mark.parametrize("months", [0.04, 1_200])
@pytest.mark.parametrize("n", [1, 40_000_000])
def test_the_smallest_and_the_largest_stay_inside_the_axes(n: int, months: float) -> None:
    plots = Plots((), {})
    plots.add(entry(record(5, "Marrow"), "rct", n, months))
    (of, _) = plots.figures()
    for axis, value in (("x", n), ("y", plots.points[0]["months"] if plots.points else months)):
        low, high = of.spec["encoding"][axis]["scale"]["domain"]
        assert low <= value <= high
    svg_of(of.spec, ink="#222", paper=None)


def of_size(one: Entry, size: SampleSize) -> Entry:
    return replace(one, facts=dict(one.facts) | {Field.SAMPLE_SIZE: Fact(Field.SAMPLE_SIZE, size)})


@pytest.mark.parametrize(("code", "role"), [("protocol", "total"), ("rct", "planned")])
def test_whom_a_study_wants_has_not_taken_part(code: str, role: str) -> None:
    wanted = of_size(entry(record(5, "Marrow for type 2 diabetes"), code, 166, 12), SampleSize(166, role=role))
    plots = Plots(KINDS, {kind: tuple(TOPIC.vocabulary[kind]) for kind in KINDS})
    plots.add(wanted)
    assert plots.points == []
    [(_, _, label)] = plots.labels()
    assert label.endswith(": 1 record, none with n, only planned in 1")
    assert [cell.participants_told for cell in plots.cells["population"].values()] == ["planned"]
    plots.add(entry(record(6, "Marrow for type 2 diabetes"), code, None, None))
    plots.add(of_size(entry(record(8, "Marrow"), code, 166, None), SampleSize(166, role=role)))  # no length: no point
    if code == "rct":
        plots.add(entry(record(7, "Marrow for type 2 diabetes"), code, 10, 12))
        assert figure(plots, "size-and-follow-up").notes[1] == "Of these 1 only plans an n."
        assert next(plots.labels())[2].endswith("10 participants in 1, only planned in 1")


def test_the_map_says_whose_people_count_twice() -> None:
    trial = RegistryNumber("ClinicalTrials.gov", "NCT00000001")
    records = [replace(record(pmid, "Marrow for type 2 diabetes"), registry_numbers=(trial,)) for pmid in (5, 6, 7)]
    entries = [
        entry(records[0], "rct", 41, 6), entry(records[1], "rct", 41, 36), entry(records[2], "protocol", 40, 6),
        entry(record(8, "Marrow for type 2 diabetes"), "rct", 41, 6),
    ]  # fmt: skip
    plots = Plots(KINDS, {kind: tuple(TOPIC.vocabulary[kind]) for kind in KINDS})
    for one in entries:
        plots.add(one)
    plots.note_studies(entries[3:])
    assert len(figure(plots, "map-population").notes) == 2
    plots.note_studies(entries)
    assert figure(plots, "map-population").notes[1] == (
        "2 of these records are reports of one study with several here (see `evidence studies`): their participants"
        " count once for each report."
    )


def test_the_median_on_top_is_of_what_has_been_and_says_what_it_pools() -> None:
    made = Rows(())
    for pmid, code, months in ((5, "rct", 6), (6, "cohort", 12), (7, "protocol", 600)):
        made.add(entry(record(pmid, "Marrow"), code, 10, months))
    one = entry(record(8, "Marrow"), "cohort", 10, 12)
    length = Fact(Field.FOLLOW_UP, FollowUp(54, "months", "maximum"))
    made.add(replace(one, facts=dict(one.facts) | {Field.FOLLOW_UP: length}))
    assert "<dt>median follow-up</dt><dd>12 months</dd>" in numbers(made.rows)
    said = "Median follow-up: of the 3 lengths that records other than protocols state, each as it is stated"
    assert median_over(made.rows) == f'<p class="note">{said} (2 whole period, 1 max).</p>'
    for statistic in ("fixed", "median"):  # which stand there as "24 hours" and "24 hours median"
        brief = Fact(Field.FOLLOW_UP, FollowUp(24, "hours", statistic))
        made.add(replace(one, facts=dict(one.facts) | {Field.FOLLOW_UP: brief}))
    assert "(3 whole period, 1 max, 1 median)" in median_over(made.rows)
    assert not median_over([])


def test_eyes_and_wounds_are_no_participants() -> None:
    eyes = of_size(entry(record(5, "Marrow"), "rct", 10, 12), SampleSize(20, "eyes"))
    plots = Plots((), {})
    plots.add(eyes)
    assert plots.points == []

"""The plots of a report as Vega-Lite specifications: evidence map, n against follow-up, years. Touches nothing.

One pass over the entries fills the counts; a specification holds counts and points only, never the store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from evidence.absent import NOT_REPORTED
from evidence.report.drawing import Figure, Spec
from evidence.report.palette import colour, group, in_order, shape
from evidence.sanitize import plain_text
from evidence.tables.entry import DESIGN_NAMES, Entry, study
from evidence.tables.studies import together
from evidence.values import IN_ORDER, counted

MAPPED: Final = ("population", "outcome")  # the kinds of the vocabulary that an evidence map is drawn of
_MOST_POINTS: Final = 1_500  # above it, points of one bin become one circle
_BINS_A_DECADE: Final = 5
_SIZES: Final = (1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000, 1_000_000)
_MANY_DECADES: Final = 10_000  # from the first tick to the last: more, and only the powers of ten have room
_MONTHS: Final = (0.1, 0.3, 1, 3, 6, 12, 24, 60, 120, 240, 600)
_BELOW: Final = {"orient": "bottom", "columns": 4}  # a legend beside the plot would take a third of a phone's width
_WIDE, _HIGH, _LOW = 460, 320, 240  # of a plot, so that its letters stay readable where it shrinks to a phone
_NO_DESIGN: Final = "no design stated"
_NO_N: Final = "no n, or only planned"
_MAP_NOTE: Final = (
    "The number is records; the area is participants, as far as records give n; a hollow ring is of records that give "
    "none, or only plan one. A record with several names counts under each; reviews count people whom their trials "
    "count too."
)


@dataclass
class Tally:
    """Studies and participants of one cell of the map; `counted` is how many of the studies give participants.

    `planned` is how many only say how many they want.
    """

    studies: int = 0
    counted: int = 0
    participants: int = 0
    planned: int = 0

    @property
    def participants_told(self) -> int | str:
        """The participants; else that they are planned, or NR."""
        return self.participants if self.counted else "planned" if self.planned else NOT_REPORTED


def people_in(entry: Entry) -> int | None:
    """How many people took part; None where none are stated, something else is counted, or they are only planned."""
    size = entry.size
    return size.value if size and size.unit == "participants" and not _is_planned(entry) else None


def _is_planned(entry: Entry) -> bool:
    """Whether what a record gives is what it wants: a protocol has nobody yet."""
    planned = entry.design is not None and entry.design.code == "protocol"
    return entry.size is not None and (planned or entry.size.role == "planned")


@dataclass
class Plots:
    """The counts behind the plots of one report."""

    kinds: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    cells: dict[str, dict[tuple[str, str], Tally]] = field(default_factory=dict)
    unnamed: Counter[str] = field(default_factory=Counter)
    points: list[dict[str, Any]] = field(default_factory=list)
    years: Counter[tuple[int, str]] = field(default_factory=Counter)
    yearless: int = 0
    planned: int = 0  # records with a length whose n is only planned
    studies: tuple[int, int] = (0, 0)  # studies of several reports that give participants, and these reports
    shorter: int = 0  # points below the lowest tick of the months, drawn on it
    total: int = 0

    def add(self, entry: Entry) -> None:
        """Count one entry."""
        self.total += 1
        design = DESIGN_NAMES[entry.design.code] if entry.design else _NO_DESIGN
        people, planned = people_in(entry), _is_planned(entry)
        for kind in self.kinds:
            names = entry.terms(kind)
            self.unnamed[kind] += not names
            for name in names:
                cell = self.cells.setdefault(kind, {}).setdefault((name, design), Tally())
                cell.studies += 1
                cell.counted += people is not None
                cell.participants += people or 0
                cell.planned += planned
        if entry.record.year is None:
            self.yearless += 1
        else:
            self.years[entry.record.year, group(entry)] += 1
        length = entry.follow_up
        self.planned += planned and length is not None
        if people and length:
            self.shorter += length.months < _MONTHS[0]
            self.points.append({
                "n": people, "months": max(length.months, _MONTHS[0]), "group": group(entry),
                "label": f"PMID {entry.record.pmid}: {plain_text(study(entry))}, {design}, n {people}, "
                f"{length.in_months}",
            })  # fmt: skip

    def note_studies(self, entries: Iterable[Entry]) -> None:
        """Take note of the studies that several of these entries, which are all that were added, are reports of."""
        several = [
            giving
            for study in together(entries)
            if len(giving := [one for one in study.reports if people_in(one) is not None]) > 1
        ]
        self.studies = (len(several), sum(map(len, several)))

    def labels(self) -> Iterator[tuple[str, tuple[str, str], str]]:
        """Each cell of each map, with the words that it bears in the figure."""
        for kind in self.kinds:
            for (name, design), cell in sorted(self.cells.get(kind, {}).items()):
                yield kind, (name, design), plain_text(label_of(name, design, cell))

    def figures(self) -> list[Figure]:
        """The figures that there is anything to draw of."""
        maps = [evidence_map(self, kind) for kind in self.kinds if self.cells.get(kind)]
        return [
            *maps,
            *([size_and_length(self)] if self.points else []),
            *([by_year(self)] if self.years else []),
        ]


def label_of(name: str, design: str, cell: Tally) -> str:
    """A cell of the map in words; the page finds the cell by it."""
    many = counted(cell.studies, "records")
    planned = f", only planned in {cell.planned:,}" if cell.planned else ""
    if not cell.counted:
        return f"{name}, {design}: {many}, none with n{planned}"
    return f"{name}, {design}: {many}, {cell.participants:,} participants in {cell.counted}{planned}"


def _designs(cells: dict[tuple[str, str], Tally]) -> list[str]:
    there = {design for _, design in cells}
    return [*(DESIGN_NAMES[code] for code in IN_ORDER if DESIGN_NAMES[code] in there), *({_NO_DESIGN} & there)]


def evidence_map(plots: Plots, kind: str) -> Figure:
    """Names of one kind by design; a bubble's area is the participants, the figure on it the records."""
    cells = plots.cells[kind]
    rows = [
        {
            "name": plain_text(name), "design": design, "records": cell.studies,
            "n": max(cell.participants, 1) if cell.counted else None,
            "label": plain_text(label_of(name, design, cell)),
        }
        for (name, design), cell in sorted(cells.items())
    ]  # fmt: skip
    named = [name for name in plots.names[kind] if any(name == one for one, _ in cells)]
    most = max(1, *(cell.participants for cell in cells.values()))
    axes: Spec = {
        "x": {
            "field": "design", "type": "nominal", "sort": _designs(cells), "title": None,
            "axis": {"orient": "top", "labelAngle": -40, "domain": False, "ticks": False, "grid": True},
        },
        "y": {
            "field": "name", "type": "nominal", "sort": [plain_text(name) for name in named], "title": None,
            "axis": {"domain": False, "ticks": False, "grid": True, "labelPadding": 8},
        },
        "description": {"field": "label"},
    }  # fmt: skip
    bubble: Spec = {
        "transform": [{"filter": "datum.n !== null"}],
        "mark": {"type": "circle", "color": "#1F83C4", "opacity": 0.45, "cursor": "pointer"},
        "encoding": axes | {"size": {
            "field": "n", "type": "quantitative", "title": "participants",
            "scale": {"type": "sqrt", "domain": [0, most], "range": [40, 1800]},
            "legend": {
                "values": _round_sizes(most), "symbolFillColor": "#1F83C4", "symbolOpacity": 0.45, "format": ",d",
            },
        }},
    }  # fmt: skip
    hollow = [_hollow(axes)] if any(row["n"] is None for row in rows) else []
    number: Spec = {
        "mark": {"type": "text", "fontSize": 12, "aria": False},
        "encoding": axes | {"text": {"field": "records", "type": "quantitative"}},
    }
    alternative = f"Evidence map: {kind.replace('_', ' ')} by study design. The table below it gives every number."
    return Figure(
        name=f"map-{kind.replace('_', '-')}",
        title=f"Evidence map: {kind.replace('_', ' ')} by design",
        alternative=alternative,
        notes=(
            _MAP_NOTE,
            *_of_one_study(plots.studies),
            f"{plots.unnamed[kind]:,} of {plots.total:,} records bear no name of this kind and are not in the map.",
        ),
        spec=_spec({"step": 62}, {"step": 46}, rows, {"layer": [bubble, *hollow, number]}),
        interactive=True,
    )


def _of_one_study(studies: tuple[int, int]) -> tuple[str, ...]:
    """A note on people who are counted more than once, where there are any."""
    many, reports = studies
    if not many:
        return ()
    whose = "one study" if many == 1 else f"{many:,} studies"
    why = "their participants count once for each report"
    return (f"{reports:,} of these records are reports of {whose} with several here (see `evidence studies`): {why}.",)


def _hollow(axes: Spec) -> Spec:
    """The ring of a cell that gives no n: a small disc would read as a small trial."""
    return {
        "transform": [{"filter": "datum.n === null"}],
        "mark": {
            "type": "point", "shape": "circle", "size": 420, "filled": False, "fill": "transparent", "strokeWidth": 1.5,
            "strokeDash": [3, 2], "cursor": "pointer",
        },
        "encoding": axes | {"stroke": {
            "datum": _NO_N, "scale": {"domain": [_NO_N], "range": ["#808080"]},
            "legend": {"title": None, "symbolType": "circle", "symbolFillColor": "transparent", "symbolDash": [3, 2]},
        }},
    }  # fmt: skip


def _round_sizes(most: int) -> list[int]:
    inside = [size for size in _SIZES if size <= most and size >= 10]
    return inside[-3:] or [most]


def _ticks(values: tuple[float, ...], seen: list[float]) -> tuple[list[float], list[float]]:
    """Round ticks that take in all that was seen, and the domain they span."""
    low, high = min(seen), max(seen)
    start = max((tick for tick in values if tick <= low), default=low)
    end = max(min((tick for tick in values if tick >= high), default=high), start * 3)
    return [tick for tick in values if start <= tick <= end], [start, end]


def size_and_length(plots: Plots) -> Figure:
    """Sample size against length of follow-up, both on log scales; very many points are put together."""
    points = plots.points
    binned = len(points) > _MOST_POINTS
    rows = _binned(points) if binned else points
    across, sizes = _ticks(_SIZES, [row["n"] for row in rows])
    if sizes[1] > _MANY_DECADES * sizes[0]:
        across = [tick for tick in across if str(tick).strip("0") == "1"]
    upward, months = _ticks(_MONTHS, [row["months"] for row in rows])
    encoding: Spec = {
        "x": {
            "field": "n", "type": "quantitative", "title": "participants (log scale)",
            "scale": {"type": "log", "domain": sizes},
            "axis": {"values": across, "format": ",d", "labelOverlap": False},
        },
        "y": {
            "field": "months", "type": "quantitative", "title": "follow-up in months (log scale)",
            "scale": {"type": "log", "domain": months}, "axis": {"values": upward, "format": "~g"},
        },
        "description": {"field": "label"},
    }  # fmt: skip
    notes = [
        f"{len(points):,} records give both, in participants; {plots.total - len(points):,} of {plots.total:,} do not."
    ]
    if plots.planned:
        notes.append(f"Of these {plots.planned:,} only {'plans' if plots.planned == 1 else 'plan'} an n.")
    if plots.shorter:
        stand = "stands" if plots.shorter == 1 else "stand"
        notes.append(f"{plots.shorter:,} of less than three days (0.1 months) {stand} on the lowest line.")
    if binned:
        notes.append("Records of like n and follow-up are drawn as one circle; its area is how many they are.")
    return Figure(
        name="size-and-follow-up",
        title="Sample size and length of follow-up",
        alternative=f"{counted(len(points), 'records')} by participants and months of follow-up, both on log scales.",
        notes=tuple(notes),
        spec=_spec(_WIDE, _HIGH, rows, _circles(encoding, rows) if binned else _points(encoding, rows)),
    )


def _points(encoding: Spec, rows: list[dict[str, Any]]) -> Spec:
    groups = in_order({row["group"] for row in rows})
    mark = {"type": "point", "filled": False, "opacity": 0.9, "size": 70, "strokeWidth": 1.8, "cursor": "pointer"}
    return {
        "mark": mark,
        "encoding": encoding | {"color": colour(groups, legend=_BELOW), "shape": shape(groups, legend=_BELOW)},
    }


def _circles(encoding: Spec, rows: list[dict[str, Any]]) -> Spec:
    most = max(row["records"] for row in rows)
    size: Spec = {
        "field": "records", "type": "quantitative", "title": "records",
        "scale": {"type": "sqrt", "domain": [0, most], "range": [0, 500]},
        "legend": _BELOW | {
            "values": _round_sizes(most), "symbolFillColor": "#1F83C4", "symbolOpacity": 0.6, "format": ",d",
        },
    }  # fmt: skip
    mark = {"type": "circle", "color": "#1F83C4", "opacity": 0.6}
    return {"mark": mark, "encoding": encoding | {"size": size}}


def _binned(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Points within a fifth of a decade as one, with how many they are."""
    from math import floor, log10

    counts = Counter(
        (floor(log10(point["n"]) * _BINS_A_DECADE), floor(log10(point["months"]) * _BINS_A_DECADE)) for point in points
    )
    rows = []
    for (across, up), count in sorted(counts.items()):
        n = round(10 ** ((across + 0.5) / _BINS_A_DECADE), 1)
        months = round(10 ** ((up + 0.5) / _BINS_A_DECADE), 2)
        label = f"{counted(count, 'records')} of about {n:.0f} participants and {months:.1f} months"
        rows.append({"n": n, "months": months, "records": count, "label": label})
    return rows


def by_year(plots: Plots) -> Figure:
    """Records a year, stacked by group of design; years without any are shown as such."""
    first, last = min(year for year, _ in plots.years), max(year for year, _ in plots.years)
    groups = in_order({name for _, name in plots.years})
    rows = [
        {
            "year": year, "group": name, "records": count, "place": groups.index(name),
            "label": f"{year}, {name}: {counted(count, 'records')}",
        }
        for (year, name), count in sorted(plots.years.items())
    ]  # fmt: skip
    every = max(1, -(-(last - first) // 9))
    encoding: Spec = {
        "x": {
            "field": "year", "type": "ordinal", "title": "year of publication",
            "scale": {"domain": list(range(first, last + 1))},
            "axis": {"values": list(range(first, last + 1, every)), "labelAngle": 0, "labelOverlap": True},
        },
        "y": {
            "field": "records", "type": "quantitative", "title": "records",
            "axis": {"tickMinStep": 1, "format": ",d", "tickCount": 6},
        },
        "color": colour(groups, legend=_BELOW),
        "order": {"field": "place", "type": "quantitative"},
        "description": {"field": "label"},
    }  # fmt: skip
    note = f"{plots.yearless:,} records without a year are left out." if plots.yearless else ""
    return Figure(
        name="years",
        title="Records by year and design",
        alternative=f"Records a year from {first} to {last}, stacked by group of design.",
        notes=(note,) if note else (),
        spec=_spec(_WIDE, _LOW, rows, {"mark": {"type": "bar"}, "encoding": encoding}),
    )


def _spec(width: object, height: object, rows: list[dict[str, Any]], what: Spec) -> Spec:
    # Space round it: the reader's letters may be wider than those that labels and legend were measured by.
    padding = {"left": 24, "top": 20, "right": 40, "bottom": 5}
    return {"width": width, "height": height, "padding": padding, "data": {"values": rows}} | what

"""The folder of a report: index.html, the records' texts, the figures as files, the table. Touches that folder.

The page opens from disk and asks nobody for anything: its script and style stand in it and are allowed by their hashes,
all else is forbidden by its policy. Texts lie in `records/NNNN.js`, a hundred records each, and are loaded when a
record is opened: `fetch` doesn't work on file://, a script element does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any, Final

from evidence.findings import Reading
from evidence.report.drawing import Figure, in_page, png_of, svg_of
from evidence.report.embedding import hash_source, markup, script_json
from evidence.report.flow import Flow
from evidence.report.parts import contents, designs, figure_section, heads, kinds, median_over, numbers, options
from evidence.report.plots import MAPPED, Plots
from evidence.report.prisma import prisma
from evidence.report.rows import Rows, whole
from evidence.report.strategy import strategy
from evidence.spelling_rules import spelling_rules
from evidence.tables.delimited import write_csv
from evidence.tables.entry import DESIGN_NAMES, Column, Entry
from evidence.tables.html import write_html
from evidence.tables.table import Table
from evidence.topics import Topic, label_of
from evidence.values import DESIGNS, IN_ORDER, Field
from evidence.writing import made_folder, text_of, whole_file, whole_folder

CHUNK: Final = 100
PAGE: Final = "index.html"
INK, PAPER = "#222222", "#ffffff"  # of the figures as files

ReadingsOf = Callable[[int], Mapping[Field, Reading]]


class Report:
    """One report being written into a folder that is there: `add` every entry, then `finish`."""

    def __init__(self, folder: Path, topic: Topic, readings: ReadingsOf) -> None:
        self.folder = folder
        self.readings = readings
        self.rows = Rows(tuple(topic.vocabulary))
        mapped = tuple(kind for kind in MAPPED if kind in topic.vocabulary) or tuple(topic.vocabulary)[:1]
        self.plots = Plots(mapped, {kind: _names(topic, kind) for kind in mapped})
        self.waiting: list[dict[str, Any]] = []
        self.chunks = 0
        made_folder(folder / "records")
        made_folder(folder / "figures")

    def add(self, entry: Entry) -> Entry:
        """Take an entry in, and hand it on to whoever else wants it."""
        self.rows.add(entry)
        self.plots.add(entry)
        self.waiting.append(whole(entry, self.readings(entry.record.pmid)))
        if len(self.waiting) == CHUNK:
            self._write_chunk()
        return entry

    def _write_chunk(self) -> None:
        text = f"evidenceRecords({self.chunks},{script_json(self.waiting)});\n"
        self._write(f"records/{self.chunks:04}.js", text)
        self.chunks += 1
        self.waiting = []

    def finish(self, table: Table, flow: Flow) -> None:
        """Write what is left: figures and the page."""
        if self.waiting:
            self._write_chunk()
        figures = [*self.plots.figures(), prisma(flow)]
        for figure in figures:
            self._write_figure(figure)
        self._write(PAGE, self._page(table, flow, figures))

    def _write_figure(self, figure: Figure) -> None:
        svg = svg_of(figure.spec, ink=INK, paper=PAPER)
        self._write(f"figures/{figure.name}.svg", svg)
        with whole_file(self.folder / "figures" / f"{figure.name}.png") as stream:
            stream.write(png_of(svg))

    def _write(self, name: str, text: str) -> None:
        with whole_file(self.folder / name) as stream:
            stream.write(text.encode())

    def _page(self, table: Table, flow: Flow, figures: list[Figure]) -> str:
        css, js = asset("page.css"), asset("page.js")
        policy = (
            f"default-src 'none'; script-src 'self' file: {hash_source(js)}; style-src {hash_source(css)}; "
            "base-uri 'none'; form-action 'none'"
        )
        about = table.provenance
        title = f"{table.caption}: {about.query}" if about.query else table.caption
        short = "; ".join(f"{key}: {words}" for key, words in table.abbreviations)
        return Template(asset("page.html")).substitute(
            policy=policy, css=css, js=js, version=markup(about.version), title=markup(title),
            made=markup(f"{about.found:,} of {about.records:,} records; store of {about.as_of or 'no date'}"),
            contents=contents(figures, flow), numbers=numbers(self.rows.rows),
            median=median_over(self.rows.rows), designs=designs(self.rows.rows),
            kinds=kinds(self.rows), statuses=options(sorted({s for row in self.rows.rows for s in row[10]})),
            heads=heads(self.rows), abbreviations=markup(short), origin=markup(table.footnotes[-1]),
            figures="".join(figure_section(figure, in_page(figure), self.plots, flow) for figure in figures),
            searches=strategy(flow), data=script_json(self._data()),
        )  # fmt: skip

    def _data(self) -> dict[str, Any]:
        named = {DESIGN_NAMES[code]: code for code in IN_ORDER}
        places = list(self.rows.terms)
        cells = {
            label: [places.index(kind), self.rows.terms[kind].index(name), named.get(design, "-")]
            for kind, (name, design), label in self.plots.labels()
        }
        return {
            "chunk": CHUNK,
            "designs": {code: [DESIGN_NAMES[code], DESIGNS[code]] for code in IN_ORDER},
            "terms": self.rows.terms,
            "spelling": _spelling(),
            "cells": cells,
            "rows": self.rows.rows,
        }


def write_report(
    folder: Path,
    table: Table,
    topic: Topic,
    *,
    readings: ReadingsOf,
    flow: Callable[[Collection[int]], Flow],
    data_columns: tuple[Column, ...] = (),
) -> Path:
    """Write the report of a table into a folder; returns the page's path. The entries are read once.

    Args:
        folder: made where it is missing; other files in it are left alone, and all of it where something goes wrong.
        table: the entries, in order, with caption and provenance.
        topic: whose vocabulary gives the filters and the map.
        readings: by PMID, all that the taggers read, for the candidates that lost.
        flow: the counts of the PRISMA flow, given the PMIDs of the report.
        data_columns: those of table.csv; else the table's.

    Raises:
        BadInput: the folder can't be written.
    """
    with whole_folder(folder, last=PAGE) as draft:
        report = Report(draft, topic, readings)
        entries = [report.add(entry) for entry in table.entries]
        kept = replace(table, entries=entries)
        with whole_file(draft / "table.csv") as stream, text_of(stream) as text:
            write_csv(replace(kept, columns=data_columns or kept.columns), text)
        with whole_file(draft / "table.html") as stream, text_of(stream) as text:
            write_html(kept, text)
        report.plots.note_studies(entries)
        report.finish(kept, flow(frozenset(row[0] for row in report.rows.rows)))
        written = {path.relative_to(draft) for path in draft.rglob("*")}
    _remove_old(folder, written)
    return folder / PAGE


def _remove_old(folder: Path, written: Collection[Path]) -> None:
    """Drop what an earlier, larger report left in its two folders, and nothing else."""
    for pattern in ("records/[0-9][0-9][0-9][0-9].js", "figures/map-*.svg", "figures/map-*.png"):
        for path in folder.glob(pattern):
            if path.relative_to(folder) not in written:
                path.unlink()


def _spelling() -> dict[str, Any]:
    """The spellings that mean one word, for the filter: the rules of the search, a group as a script writes it."""
    rules = spelling_rules()
    return {"words": [(pattern, written.replace("\\", "$")) for pattern, written in rules.words], "keep": rules.keep}


def asset(name: str) -> str:
    """A file of data/report."""
    return (resources.files("evidence.data") / "report" / name).read_text("utf-8")


def _names(topic: Topic, kind: str) -> tuple[str, ...]:
    return tuple(label_of(name) for name in topic.vocabulary[kind])

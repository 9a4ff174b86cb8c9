"""The pieces of the report's page as HTML, all text escaped. Touches nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import median
from typing import Any, Final

from evidence.report import strategy
from evidence.report.drawing import Figure
from evidence.report.embedding import markup
from evidence.report.flow import Flow
from evidence.report.plots import Plots
from evidence.report.prisma import steps
from evidence.report.rows import Rows
from evidence.tables.entry import DESIGN_NAMES
from evidence.values import DESIGNS, IN_ORDER, counted, mark_in, rounded

_YEAR, _DESIGN, _N, _MONTHS, _MARKED, _STATUS = 4, 5, 6, 8, 9, 10  # places in a row, see rows.py
_WHOLE: Final = "whole period"
_HEADS: Final = (("study", "Study", False), ("design", "Design", False), ("n", "n", True))
_TAIL: Final = (
    ("months", "Months", True), ("year", "Year", True), ("status", "Status", False), ("pmid", "PMID", True),
)  # fmt: skip


def contents(figures: Iterable[Figure], flow: Flow) -> str:
    """Links to the parts of the page."""
    links = [("table", "Evidence table"), *((figure.name, figure.title) for figure in figures)]
    if flow.searches:
        links.append((strategy.NAME, strategy.TITLE))
    return "".join(f'<li><a href="#{name}">{markup(title)}</a></li>' for name, title in links)


def numbers(rows: list[list[Any]]) -> str:
    """A few counts on top, each over the rows of the report."""
    lengths = [row[_MONTHS] for row in rows if row[_MONTHS] is not None]
    whole = [row[_MONTHS] for row in _followed(rows)]
    years = [row[_YEAR] for row in rows if row[_YEAR] is not None]
    shown = {
        "records": f"{len(rows):,}",
        "RCTs": f"{sum(row[_DESIGN] == 'rct' for row in rows):,}",
        "with a design": f"{sum(row[_DESIGN] is not None for row in rows):,}",
        "with n": f"{sum(row[_N] is not None for row in rows):,}",
        "with a follow-up": f"{len(lengths):,}",
        "median follow-up": f"{rounded(median(whole))} months" if whole else "NR",
        "years": f"{min(years)}-{max(years)}" if years else "NR",
        "retracted": f"{sum('RETRACTED' in row[_STATUS] for row in rows):,}",
    }
    return "".join(f"<div><dt>{markup(name)}</dt><dd>{markup(value)}</dd></div>" for name, value in shown.items())


def _followed(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows with a follow-up that has been; what a protocol plans has not."""
    return [row for row in rows if row[_MONTHS] is not None and row[_DESIGN] != "protocol"]


def median_over(rows: list[list[Any]]) -> str:
    """What the median follow-up on top is over, and which of its lengths are not the whole period; "" where none."""
    followed = _followed(rows)
    if not followed:
        return ""
    marks = Counter(mark_in(row[_MARKED]) or _WHOLE for row in followed)
    told = ", ".join(f"{count:,} {mark}" for mark, count in sorted(marks.items(), key=lambda one: one[0] != _WHOLE))
    words = f"Median follow-up: of the {counted(len(followed), 'lengths')} that records other than protocols state"
    return f'<p class="note">{markup(f"{words}, each as it is stated ({told}).")}</p>'


def designs(rows: list[list[Any]]) -> str:
    """The choices of the design filter: groups, then codes, with counts; those that occur."""
    codes = Counter(row[_DESIGN] for row in rows)
    parents = Counter(DESIGNS[code] for code in codes.elements() if code)
    groups = "".join(f'<option value="*{name}">{name} ({parents[name]:,})</option>' for name in sorted(parents))
    each = "".join(
        f'<option value="{code}">{DESIGN_NAMES[code]} ({codes[code]:,})</option>' for code in IN_ORDER if codes[code]
    )
    none = f'<option value="-">none ({codes[None]:,})</option>' if codes[None] else ""
    return f'<optgroup label="Groups">{groups}</optgroup><optgroup label="Designs">{each}{none}</optgroup>'


def options(values: Iterable[str]) -> str:
    """Choices that mean themselves."""
    return "".join(f'<option value="{markup(value)}">{markup(value)}</option>' for value in values)


def kinds(rows: Rows) -> str:
    """A filter for each kind of the topic's vocabulary."""
    return "".join(_kind(place, name, terms) for place, (name, terms) in enumerate(rows.terms.items()))


def _kind(place: int, name: str, terms: list[str]) -> str:
    listed = sorted(range(len(terms)), key=lambda number: terms[number].casefold())
    choices = "".join(f'<option value="{number}">{markup(terms[number])}</option>' for number in listed)
    return (
        f'<label>{_words(name)} <select name="kind_{place}"><option value="">any</option>{choices}'
        '<option value="-1">not reported</option></select></label>'
    )


def _words(kind: str) -> str:
    return markup(kind.replace("_", " ").capitalize())


def heads(rows: Rows) -> str:
    """The heads of the table, each a button that sorts."""
    middle = tuple((f"kind_{place}", _words(name), False) for place, name in enumerate(rows.terms))
    return "".join(
        f'<th scope="col" role="columnheader" data-key="{key}"{" class=number" if right else ""}>'
        f'<button type="button">{name}</button></th>'
        for key, name, right in (*_HEADS, *middle, *_TAIL)
    )


_SWIPE: Final = '<p class="note swipe">Wider than this screen: swipe it sideways, or open the numbers below.</p>'


def figure_section(figure: Figure, svg: str, plots: Plots, flow: Flow) -> str:
    """A figure with its title, its words for those who can't see it, notes and files."""
    name, title = figure.name, markup(figure.title)
    notes = "".join(f"<p>{markup(note)}</p>" for note in figure.notes)
    files = (
        f'<p class="files">As a file: <a href="figures/{name}.svg">SVG</a>, <a href="figures/{name}.png">PNG</a></p>'
    )
    return (
        f'<section id="{name}" aria-labelledby="{name}-title"><h2 id="{name}-title">{title}</h2><figure>'
        f'<div class="scroll{"" if figure.interactive else " fits"}" role="region" tabindex="0"'
        f' aria-label="{title}, figure">{svg}</div>{_SWIPE if figure.interactive else ""}'
        f"<figcaption><p>{markup(figure.alternative)}</p>{notes}{files}</figcaption></figure>"
        f"{_in_words(figure, plots, flow)}</section>\n"
    )


def _in_words(figure: Figure, plots: Plots, flow: Flow) -> str:
    if figure.name == "prisma-flow":
        lines = (
            f"<li><strong>{markup(step.stage)}</strong>: {_step(step.stays, step.leaves)}</li>" for step in steps(flow)
        )
        return f"<details><summary>The flow in words</summary><ol>{''.join(lines)}</ol></details>"
    if figure.name == "years":
        by_year: Counter[int] = Counter()
        for (year, _), count in plots.years.items():
            by_year[year] += count
        return _table("The numbers", ("Year", "Records"), sorted(by_year.items()))
    if figure.interactive:
        cells = [
            (name, design, cell.studies, cell.participants_told)
            for kind in plots.kinds
            if figure.name == f"map-{kind.replace('_', '-')}"
            for (name, design), cell in sorted(plots.cells[kind].items())
        ]
        return _table("The numbers", ("Name", "Design", "Records", "Participants"), cells)
    return ""


def _step(stays: tuple[str, ...], leaves: tuple[str, ...]) -> str:
    said = markup("; ".join(stays))
    return f"{said} → {markup(' '.join(leaves))}" if leaves else said


def _table(summary: str, names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> str:
    head = "".join(f'<th scope="col">{markup(name)}</th>' for name in names)
    body = "".join("<tr>" + "".join(f"<td>{markup(str(value))}</td>" for value in row) + "</tr>" for row in rows)
    inner = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return f"<details><summary>{summary}</summary><table>{inner}</table></details>"

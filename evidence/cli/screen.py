"""What people see: tables and colour at a terminal, TSV when piped, progress on stderr. Prints, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from evidence.sanitize import plain_text, quiet_json, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from evidence.cli.fitting import Row
    from evidence.progress import Progress
    from evidence.store.search import Hit
    from evidence.tables.entry import Cell, Column, Entry


def console(*, stderr: bool = False) -> Console:
    """A console for stdout or stderr; rich leaves colour out where there is no terminal or NO_COLOR is set."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def say(text: str, *, quiet: bool = False) -> None:
    """A note for people, on stderr, unless they asked for quiet."""
    if not quiet:
        print(visible(text), file=sys.stderr)  # noqa: T201 - a note for people is this module's business


def out(text: str) -> None:
    """A line of data on stdout, without what could command a terminal."""
    print(plain_text(text))  # noqa: T201 - printing is this module's business


def out_json(value: object, *, indent: int | None = None) -> None:
    """A value as JSON on stdout; what could command a terminal is escaped, so that nothing of it is lost."""
    import json

    print(quiet_json(json.dumps(value, ensure_ascii=False, indent=indent)))  # noqa: T201 - as above


def out_json_list(values: Iterable[object]) -> None:
    """A JSON list on stdout, indented, each value as it comes: the list need not fit into memory."""
    import json

    begun = False
    for value in values:
        shown = quiet_json(json.dumps(value, ensure_ascii=False, indent=1)).replace("\n", "\n ")
        print(",\n" if begun else "[\n", shown, sep=" ", end="")  # noqa: T201 - printing is this module's business
        begun = True
    print("\n]" if begun else "[]")  # noqa: T201 - as above


def at_terminal() -> bool:
    """Whether a person reads stdout."""
    return sys.stdout.isatty()


# Colour that means something: how far a design can be trusted, and what warns.
DESIGN_STYLES = {
    "interventional": "green", "observational": "cyan", "synthesis": "magenta", "protocol": "yellow",
    "non-clinical": "dim", "publication": "dim", "other-research": "blue",
}  # fmt: skip


def styled(column: str, cell: Cell, text: str, parent: str | None) -> Text:
    """A cell as rich text, by the words that the screen has room for; nothing in it is markup."""
    from rich.text import Text

    from evidence.absent import NO_ABSTRACT, NOT_APPLICABLE, NOT_REPORTED

    if column == "design" and parent:
        return Text(text, style=DESIGN_STYLES.get(parent, ""))
    if column == "status":
        return Text(text, style="bold red" if "RETRACTED" in text else "yellow")
    if text in {NOT_REPORTED, NOT_APPLICABLE, NO_ABSTRACT}:
        return Text(text, style="dim")
    return Text(text, style=f"link {cell.link}" if cell.link else "")


def show_entries(entries: Iterable[Entry], columns: Sequence[Column], *, keep: bool = False) -> None:
    """Entries as an evidence table, coloured by design; with `keep` no column gives way to a narrow window."""
    rows = ((e.design.parent if e.design else None, [column.read(e) for column in columns]) for e in entries)
    show_table(columns, rows, keep=keep)


def show_table(columns: Sequence[Column], rows: Iterable[Row], *, caption: str = "", keep: bool = False) -> None:
    """A table at a terminal, TSV when piped; a row is (parent of the design, cells)."""
    if at_terminal():
        _boxed(columns, rows, caption, keep=keep)
        return
    from evidence.tables.delimited import tsv_rows

    tsv_rows(columns, (cells for _, cells in rows), sys.stdout)


def show_delimited(columns: Sequence[Column], entries: Iterable[Entry], form: str) -> None:
    """CSV or TSV with a header on stdout; TSV as a pipe gets it anyway."""
    from evidence.tables.delimited import csv_rows, tsv_rows

    write = tsv_rows if form == "tsv" else csv_rows
    write(columns, ([column.read(entry) for column in columns] for entry in entries), sys.stdout)


def show_snippets(found: Iterable[tuple[Entry, Hit]]) -> None:
    """Study, title and the stretch of text around what was found; marked by colour, or by «» where there is none."""
    from rich.text import Text

    from evidence.tables.entry import study

    page = console()
    colour = page.is_terminal and not page.no_color
    for entry, hit in found:
        page.print(Text(plain_text(f"{study(entry)}  PMID {entry.record.pmid}"), style="bold"))
        for marked in filter(None, (hit.title, hit.snippet)):
            line, last = Text("  "), 0
            for start, end in marked.marks:
                line.append(plain_text(marked.text[last:start]))
                piece = plain_text(marked.text[start:end])
                line.append(piece if colour else f"«{piece}»", style="black on bright_yellow")
                last = end
            page.print(line.append(plain_text(marked.text[last:])))


def _boxed(columns: Sequence[Column], rows: Iterable[Row], caption: str, *, keep: bool) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from evidence.cli.fitting import GAP, fit

    page, kept = console(), list(rows)
    fitted = fit(columns, kept, page.width, keep=keep)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, GAP - 1, 0, 0), pad_edge=False)
    for place, head, width in zip(fitted.places, fitted.heads, fitted.widths, strict=True):
        table.add_column(
            head, justify="right" if columns[place].numeric else "left", width=width, overflow="fold", no_wrap=False
        )
    for (parent, cells), texts in zip(kept, fitted.texts, strict=True):
        each = zip(fitted.places, texts, strict=True)
        table.add_row(*(styled(columns[place].name, cells[place], text, parent) for place, text in each))
    page.print(table)
    for note in filter(None, (caption, *fitted.notes)):
        page.print(Text(plain_text(note), style="dim"))


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """A progress bar with counts and time left on stderr, only at a terminal and never when quiet."""
    if quiet or not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def step(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(plain_text(what), total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield step

"""The verbs that publish: export, report, serve."""

from __future__ import annotations

from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import click

from evidence.cli.arguments import QueryCommand, completed
from evidence.cli.asked import asked, say_kept, why_nothing
from evidence.cli.completing import columns as columns_like
from evidence.cli.completing import formats, orders
from evidence.cli.options import Run, verb
from evidence.cli.screen import say
from evidence.cli.usage import Whole
from evidence.errors import EvidenceError
from evidence.values import counted

WITH_EXCLUDED = click.option("--with-excluded", is_flag=True, help="With the records that people excluded, too.")


def _say_left_out(excluded: int, *, quiet: bool) -> None:
    if excluded:
        say(f"{counted(excluded, 'records')} left out that people excluded (--with-excluded)", quiet=quiet)


@verb("export", cls=QueryCommand)
@click.argument("query", nargs=-1, shell_complete=completed)
@click.option("-o", "--output", required=True, help="The file to write; - is stdout.")
@click.option(
    "--format",
    "form",
    shell_complete=formats,
    help="csv tsv xlsx md html docx latex json jsonl ris bibtex nbib csl rayyan; else the file's ending.",
)
@click.option(
    "--columns", shell_complete=columns_like, help="Columns by name, with commas between; `all` for every one."
)
@click.option(
    "--sort",
    shell_complete=orders,
    help="As in search: n, year, followup … (else trials first, as published tables go).",
)
@click.option("--for-excel", is_flag=True, help="CSV with the mark that makes Excel read UTF-8.")
@WITH_EXCLUDED
def export_command(
    run: Run, query: tuple[str, ...], output: str, form: str | None, columns: str | None, sort: str | None,
    for_excel: bool, with_excluded: bool,
) -> None:  # fmt: skip
    r"""Write an evidence table of the records that QUERY finds (all, if none is given).

    But of those that people excluded (`evidence exclude`), unless QUERY itself asks about that: is:excluded.

    \b
    evidence export -o table.xlsx
    evidence export design:interventional -o trials.md --columns study,design,n,arms,follow_up_stated,n_quote
    evidence export design:rct -o - --format jsonl --sort n
    """
    from evidence.tables.columns import SCREENING, columns_of
    from evidence.tables.formats import format_of, misnamed
    from evidence.writing import holds_something, whole_file

    name = format_of(output, form)
    wanted = tuple(c.strip() for c in (columns or "").split(",") if c.strip())
    with run.tracker() as tracker:
        if columns == "all":
            begun = tracker.screening.begun
            wanted = tuple(name for name in columns_of(tracker.topic) if begun or name != SCREENING.name)
        text = asked(tracker, query, quiet=run.quiet)
        excluded = 0 if with_excluded else tracker.left_out(text)
        kept = tracker.count(text) == excluded and holds_something(output)
        with nullcontext(BytesIO()) if kept else whole_file(output) as stream:  # what is asked for is read in each case
            count = tracker.export(
                stream, name, text, wanted, for_excel=for_excel, sort=sort, with_excluded=with_excluded
            )
        why = None if count or excluded else why_nothing(tracker, text)
    _say_left_out(excluded, quiet=run.quiet)
    if kept:
        say_kept(output, "0 rows", why, quiet=run.quiet)
        return
    say(f"{counted(count, 'rows')} written to {output}", quiet=run.quiet or output == "-")
    for note in filter(None, (why, misnamed(output, name))):
        say(note, quiet=run.quiet)


@verb("report", cls=QueryCommand)
@click.argument("query", nargs=-1, shell_complete=completed)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder to write.")
@WITH_EXCLUDED
def report_command(run: Run, query: tuple[str, ...], output: Path, with_excluded: bool) -> None:
    r"""Write a web page that opens from disk: table, map, plots, PRISMA flow.

    What people excluded is counted in the flow and left out of all else, unless QUERY itself asks about screening. It
    ends in the searches as a review has to publish them: as written, as PubMed understood them, and its warnings.

    \b
    evidence report design:interventional -o report
    """
    from evidence.report.page import PAGE
    from evidence.writing import holds_something

    with run.tracker() as tracker:
        text = asked(tracker, query, quiet=run.quiet)
        excluded = 0 if with_excluded else tracker.left_out(text)
        found = tracker.count(text) - excluded
        why = None if found or excluded else why_nothing(tracker, text)
        _say_left_out(excluded, quiet=run.quiet)
        if not found and holds_something(output / PAGE):
            say_kept(output / PAGE, "0 records", why, quiet=run.quiet)
            return
        page = tracker.report(output, text, with_excluded=with_excluded)
    say(f"open {page}", quiet=run.quiet)
    if not found:
        say("it has 0 records" + (f": {why}" if why else ""), quiet=run.quiet)


@verb("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=Whole(0, 65535), default=8001, show_default=True, help="The port.")
def serve_command(run: Run, host: str, port: int) -> None:
    r"""The store in Datasette, read-only, with facets and full-text search (pip install 'evidence-tracker[web]').

    \b
    evidence serve
    evidence serve --port 8080
    """
    from evidence.serve import serve

    with run.tracker() as tracker:
        topic = tracker.topic
    if status := serve(run.settings.db, topic, host=host, port=port):
        raise EvidenceError(f"Datasette ended with status {status}", "see what it said above")

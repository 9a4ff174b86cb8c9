"""The verbs that look: search, show, why, studies, changes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from shlex import quote
from typing import TYPE_CHECKING, Final

import click

from evidence.cli.arguments import FIELD, QueryCommand, completed, field_named, given, together, typed
from evidence.cli.asked import asked, say_doubt, why_nothing
from evidence.cli.completing import columns as columns_like
from evidence.cli.completing import kept_searches, orders
from evidence.cli.options import Run, verb
from evidence.cli.screen import (
    at_terminal,
    out,
    out_json,
    out_json_list,
    say,
    show_delimited,
    show_entries,
    show_snippets,
)
from evidence.cli.usage import HowMany
from evidence.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.results import Found
    from evidence.tables.entry import Column, Entry
    from evidence.tracker import Tracker

_LIST: Final = "list"
ON_SCREEN: Final = 20
"""How many a person at a terminal is shown who does not say how many."""
_FEEDS: Final = ("json", "nl", "csv", "tsv", "ids")  # forms for another program, which can't ask for the rest
CHANGES = ("new", "revised", "retracted", "deleted", "dropped")


@verb("search", cls=QueryCommand)
@click.argument("query", nargs=-1, shell_complete=completed)
@click.option("--json", "form", flag_value="json", help="A JSON list.")
@click.option("--nl", "form", flag_value="nl", help="A JSON object a line.")
@click.option("--csv", "form", flag_value="csv", help="CSV with a header.")
@click.option("--tsv", "form", flag_value="tsv", help="TSV with a header (what a pipe gets anyway).")
@click.option("--ids", "form", flag_value="ids", help="Only PMIDs, one a line.")
@click.option("--count", "form", flag_value="count", help="Only how many.")
@click.option(
    "-k",
    "--limit",
    type=HowMany(),
    help=f"How many, or all; else {ON_SCREEN} at a terminal, and all in a pipe, a file, or as ids, CSV, TSV or JSON.",
)
@click.option(
    "--sort", shell_complete=orders, help="relevance, year, n, followup, design, author, confidence, added or pmid."
)
@click.option("--columns", shell_complete=columns_like, help="Columns by name, with commas between.")
@click.option("--snippets", "form", flag_value="snippets", help="Title and text with what was found marked.")
@click.option("--explain", is_flag=True, help="Print how the query was understood, and stop.")
@click.option("--fields", "list_fields", is_flag=True, help="List what can be searched, with an example of each.")
@click.option("--save", "keep", metavar="NAME", help="Keep the query by a name, in the store.")
@click.option(
    "--saved", metavar="NAME", shell_complete=kept_searches, help="Search with a kept query; `--saved list` names them."
)
def search_command(
    run: Run, query: tuple[str, ...], form: str | None, limit: int | None, sort: str | None, columns: str | None,
    explain: bool, list_fields: bool, keep: str | None, saved: str | None,
) -> None:  # fmt: skip
    r"""Find records by words, design:, n:, followup:, year: and more; quote what holds > or < (shells take them).

    Beside others an argument of several words is a phrase: "cell therapy" design:rct. Alone it is the query as it
    stands: its words, wherever they are; '"cell therapy"' is the phrase.

    n: compares what a study counts, be it people, limbs, eyes, animals or studies; unit:participants has people alone.

    \b
    evidence search "bone marrow" design:rct "n:>=50" "followup:>=12mo"
    evidence search "confidence:<0.8" -k 100
    evidence search --fields                            # all fields, with an example of each
    evidence search "n:>=50" unit:participants          # of people, not of limbs, eyes or animals
    evidence search n:NR design:rct                     # NR: not reported, NA: none can exist, -has:n: either
    evidence search population:DFU route:IV,IM          # as the topic's columns show them
    evidence search 'mesenchymal OR "stem cell"' year:2010..2020 -mice --sort n   # one argument is one group
    evidence search is:corrected --ids | evidence show -
    evidence search "diabetic foot" --save foot; evidence search --saved foot year:2020..
    """
    if list_fields:
        _list_fields(run)
        return
    from evidence.tables.columns import pick

    if explain and keep is not None:
        raise click.UsageError("--explain only prints how the query is understood; leave it out to --save it")
    names = [name.strip() for name in columns.split(",")] if columns else []
    with run.scratch() if explain else run.tracker() as tracker:
        _check(tracker, names, sort)
        if saved == _LIST:
            _list_saved(tracker)
            return
        if saved is not None:
            one = tracker.saved_search(saved)
            text, sort = together(one.query and f"({one.query})", typed(query)), sort or one.sort
            if not explain:  # which says it itself
                say_doubt(tracker, text, quiet=run.quiet)
        else:
            text = typed(query) if explain else asked(tracker, query, quiet=run.quiet)
        if explain:
            for line in tracker.explain(text):
                out(line)
            return
        if keep is not None:
            _keep(tracker, keep, text, sort, quiet=run.quiet)
        if form == "count":
            _print_count(run, tracker, text)
            return
        picked = pick(names or _names(tracker, text, form), tracker.topic)
        _answer(run, tracker, text, sort, form, limit, picked, keep=bool(columns))


def _list_fields(run: Run) -> None:
    with run.scratch() as tracker:
        for line in tracker.search_fields():
            out(_for_a_shell(line))


def _list_saved(tracker: Tracker) -> None:
    for one in tracker.saved_searches():
        out(f"{one.name}\t{one.query}" + (f"\t--sort {one.sort}" if one.sort else ""))


def _for_a_shell(line: str) -> str:
    """A field's line with its example as a shell has to be told it."""
    example, tab, rest = line.partition("\t")
    return quote(example) + tab + rest


def _print_count(run: Run, tracker: Tracker, text: str) -> None:
    count = tracker.count(text)
    out(str(count))
    if not count and (why := why_nothing(tracker, text)):
        say(why, quiet=run.quiet)


def _check(tracker: Tracker, columns: Sequence[str], sort: str | None) -> None:
    """Look at the options that not every answer needs, before anything is kept or printed.

    Raises:
        BadInput: there is no such column or order.
    """
    from evidence.store.search_order import known_order
    from evidence.tables.columns import pick

    pick(columns, tracker.topic)
    if sort is not None:
        known_order(sort)


def _keep(tracker: Tracker, name: str, text: str, sort: str | None, *, quiet: bool) -> None:
    if name == _LIST:
        raise BadInput(f"`--saved {_LIST}` names the kept ones", "keep it by another name")
    kept = tracker.save_search(name, text, sort, at=datetime.now(UTC))
    say(f"kept as {kept.name}: evidence search --saved {kept.name}", quiet=quiet)


def _names(tracker: Tracker, text: str, form: str | None) -> Sequence[str]:
    """The columns to show, as far as the form has any; a pipe's lengths are bare numbers, as a program reads them."""
    return tracker.columns_for(text, for_programs=form is not None or not at_terminal())


def _answer(
    run: Run, tracker: Tracker, text: str, sort: str | None, form: str | None, limit: int | None,
    columns: tuple[Column, ...], *, keep: bool,
) -> None:  # fmt: skip
    """Print what is found: all of it for another program, else a page, and then that there is more."""
    if limit is None and (form in _FEEDS or not at_terminal()):
        total = tracker.count(text)
        _print_all(tracker, text, sort, form, columns)
    else:
        found = tracker.search(text, limit=limit or ON_SCREEN, sort=sort)
        total = found.total
        _print_found(found, form, columns, keep=keep)
        if form is None:
            _say_whose_letters(found, quiet=run.quiet)
        _say_what_is_left(found, sort, quiet=run.quiet)
    if others := tracker.of_other_units(text):
        some = "1 of these counts" if others == 1 else f"{others:,} of these count"
        say(f"n: {some} limbs, eyes, animals or the like; add unit:participants for people alone", quiet=run.quiet)
    if not total:
        _say_none(tracker, text, form, quiet=run.quiet)


def _print_all(tracker: Tracker, text: str, sort: str | None, form: str | None, columns: tuple[Column, ...]) -> None:
    """All that is found, as it comes: a store may hold a million records."""
    match form:
        case "ids":
            for pmid in tracker.pmids(text, sort=sort):
                out(str(pmid))
        case "snippets":
            show_snippets(tracker.hits(text, sort=sort))
        case _:
            _print_entries(tracker.every(text, sort=sort), form, columns)


def _print_found(found: Found, form: str | None, columns: tuple[Column, ...], *, keep: bool) -> None:
    """A page of what is found; `keep`: a person named the columns, and none gives way to a narrow window."""
    match form:
        case "ids":
            for entry in found.entries:
                out(str(entry.record.pmid))
        case "snippets":
            show_snippets(zip(found.entries, found.hits.rows, strict=True))
        case _:
            _print_entries(found.entries, form, columns, keep=keep)


def _print_entries(
    entries: Iterable[Entry], form: str | None, columns: tuple[Column, ...], *, keep: bool = False
) -> None:
    from evidence.tables.json_lines import entry_to_json

    match form:
        case "json":
            out_json_list(map(entry_to_json, entries))
        case "nl":
            for entry in entries:
                out_json(entry_to_json(entry))
        case "csv" | "tsv":
            show_delimited(columns, entries, form)
        case _:
            show_entries(entries, columns, keep=keep)


def _say_whose_letters(found: Found, *, quiet: bool) -> None:
    """What a letter behind a year is: in another table the same paper may have none."""
    if any(entry.letter for entry in found.entries):
        say("2014a, 2014b: told apart among these rows, by PMID; in other tables they may go without", quiet=quiet)


def _say_what_is_left(found: Found, sort: str | None, *, quiet: bool) -> None:
    """That there are more, which of them these are, and how to have all."""
    if len(found.entries) == found.total:
        return
    weighed = found.hits.rows[0].score is not None
    which = "the best" if weighed else f"the first by {sort}" if sort else "the highest PMIDs"
    say(f"{len(found.entries):,} of {found.total:,} shown, {which}; -k {found.total} for all", quiet=quiet)


def _say_none(tracker: Tracker, text: str, form: str | None, *, quiet: bool) -> None:
    """That nothing is found, and why, as far as that can be told."""
    why = why_nothing(tracker, text)
    if form is None:
        say("0 records found", quiet=quiet)
    if why:
        say(why, quiet=quiet)


@verb("show")
@click.argument("ids", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="All that is known, as JSON lines.")
def show_command(run: Run, ids: tuple[str, ...], as_json: bool) -> None:
    r"""Show one record with the quotes marked in its abstract; ID is a PMID, a DOI, their web address, or - for stdin.

    \b
    evidence show 22814142
    evidence show 10.1507/endocrj.ej12-0092 --json
    """
    from evidence.cli.record_page import print_record
    from evidence.tables.json_lines import entry_to_json

    with run.tracker() as tracker:
        for place, id_ in enumerate(given(ids)):
            entry = tracker.entry(id_)
            if as_json:
                passages = [{"name": p.name, "label": p.label, "text": p.text} for p in entry.record.passages]
                out_json(entry_to_json(entry) | {"passages": passages})
                continue
            if place:
                out("")
            print_record(entry)


@verb("why")
@click.argument("id_", metavar="ID")
@click.argument("field", type=FIELD)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def why_command(run: Run, id_: str, field: str, as_json: bool) -> None:
    r"""Why a value, or none: its quotes, and what was passed over.

    With the rule, its confidence, the candidates that lost and what people said. Where nothing was taken it says why
    none will do, and lists each number or time that was seen, with what it was taken for: an age, an interval, another
    study's.

    "sure" is how often answers like this one were right against people's labels. A candidate that lost may have the
    higher figure: where a rule goes before another, that is decided by what they say.

    \b
    evidence why 22814142 follow_up
    """
    from evidence.cli.record_page import print_why, why_to_json

    with run.tracker() as tracker:
        why = tracker.why(id_, field_named(field))
        if as_json:
            out_json(why_to_json(why), indent=1)
        else:
            print_why(why)


@verb("studies", cls=QueryCommand)
@click.argument("query", nargs=-1, shell_complete=completed)
@click.option("--all", "alone_too", is_flag=True, help="Also studies with a single report.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
def studies_command(run: Run, query: tuple[str, ...], alone_too: bool, as_json: bool) -> None:
    r"""Reports of one trial together, by registration number and PubMed's links: longest follow-up, largest N.

    A report that says it follows up an earlier one, but gives no number, is joined to the one earlier report of as many
    people by the same authors; the last column names it, for that is probable and not certain.

    \b
    evidence studies design:interventional
    """
    from evidence.tables.entry import study as named

    with run.tracker() as tracker:
        text = asked(tracker, query, quiet=run.quiet)
        found = [each for each in tracker.studies(text) if alone_too or len(each.reports) > 1]
        if not as_json:
            out("Registration\tReports\tLargest n\tLongest follow-up\tStudies\tPMIDs\tProbable: by authors and n")
        for each in found:
            pmids = [entry.record.pmid for entry in each.reports]
            values: dict[str, object] = {
                "registration": list(each.numbers), "reports": len(pmids),
                "largest_n": str(each.largest) if each.largest else None,
                "longest_follow_up": str(each.longest) if each.longest else None,
                "studies": [named(entry) for entry in each.reports], "pmids": pmids,
                "probable": list(each.probable),
            }  # fmt: skip
            out_json(values) if as_json else out(_tabbed(values))
    if not found:
        say("no trial has more than one report here (--all lists the single ones)", quiet=run.quiet)


def _tabbed(values: dict[str, object]) -> str:
    from evidence.tables.delimited import tsv_line

    cells = ("; ".join(map(str, v)) if isinstance(v, list) else "NR" if v is None else str(v) for v in values.values())
    return tsv_line(cells)


@verb("changes")
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y/%m/%d"]), help="The day (else the last pull or import).")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def changes_command(run: Run, since: datetime | None, as_json: bool) -> None:
    r"""What is new, revised, retracted, retagged, deleted, or dropped out of the search.

    Without a day: what the last pull or import brought, and what was done since.

    \b
    evidence changes
    evidence changes --since 2026-01-01 --json
    """
    from evidence.tables.delimited import tsv_line

    with run.tracker() as tracker:
        found = tracker.changes(since.date() if since else None)
        if as_json:
            out_json(asdict(found), indent=1)
            return
        titles = {pmid: "" for name in CHANGES for pmid in getattr(found, name)}
        for pmid in titles:
            titles[pmid] = tracker.record(str(pmid)).display_title
    moment = f"the {found.filled_by} of {found.after[:16].replace('T', ' ')} (UTC)" if found.after else found.since
    nothing = "" if titles or found.retagged else ": nothing"
    say(f"since {moment or 'the beginning'}{nothing}", quiet=run.quiet)
    for name in CHANGES:
        for pmid in getattr(found, name):
            out(tsv_line((name, str(pmid), titles[pmid])))
    for one in found.retagged:
        out(tsv_line(("retagged", str(one.pmid), f"{one.field.value}: {one.before or 'NR'} → {one.after or 'NR'}")))

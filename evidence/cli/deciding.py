"""The verbs of screening, by which people say which records belong: include, exclude, screen."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from evidence.cli.arguments import QueryCommand, completed, given
from evidence.cli.asked import asked, why_nothing
from evidence.cli.options import Run, verb
from evidence.cli.screen import at_terminal, out, say
from evidence.errors import BadInput
from evidence.screening import Decision, Screened, Stage

if TYPE_CHECKING:
    from evidence.tracker import Tracker

FULL_TEXT = click.option(
    "--full-text", is_flag=True, help="By its full text, which counts over title and abstract (else by these)."
)
BY = click.option("--by", help="Who says so (else as for `correct`).")


@verb("include")
@click.argument("ids", nargs=-1, required=True)
@click.option("--because", default="", help="Why, if there is more to say.")
@FULL_TEXT
@BY
def include_command(run: Run, ids: tuple[str, ...], because: str, full_text: bool, by: str | None) -> None:
    r"""Say that records belong to the review; ID is a PMID, a DOI, or - for ids on stdin. All are kept or none.

    Two people who screen side by side exchange their words by `evidence corrections`. Where they differ nothing counts
    until both say the same or a third person decides: `is:disputed` finds it.

    \b
    evidence include 22814142
    evidence include 22814142 33198815 --full-text
    evidence search design:rct --ids | evidence include - --by "A. Reader"
    """
    _judge(run, ids, Decision.INCLUDED, because, full_text=full_text, by=by)


@verb("exclude")
@click.argument("ids", nargs=-1, required=True)
@click.option("--because", required=True, help="Why; PRISMA counts the reasons of those read in full.")
@FULL_TEXT
@BY
def exclude_command(run: Run, ids: tuple[str, ...], because: str, full_text: bool, by: str | None) -> None:
    r"""Leave records out of the review, with a reason; ID is a PMID, a DOI, or - for ids on stdin. All or none.

    They stay in the store, and `search` finds them; `export` and `report` leave them out, and the PRISMA flow counts
    them. A report whose full text nobody could get is excluded at that stage because "not retrieved", and has PRISMA's
    box for those. `evidence withdraw ID screening` takes it back.

    \b
    evidence exclude 20488328 --because "wrong population"
    evidence exclude 22814142 33198815 --because "no control group" --full-text
    evidence exclude 31358046 --because "not retrieved" --full-text
    evidence search design:animal --ids | evidence exclude - --because "not in people"
    """
    _judge(run, ids, Decision.EXCLUDED, because, full_text=full_text, by=by)


@verb("screen", cls=QueryCommand)
@click.argument("query", nargs=-1, shell_complete=completed)
@click.option("--full-text", is_flag=True, help="The second stage: what was included by title and abstract.")
@BY
def screen_command(run: Run, query: tuple[str, ...], full_text: bool, by: str | None) -> None:
    r"""Read what you have not judged yet of what QUERY finds, one record after another, and say what becomes of each.

    What others decided is not shown. Each answer is kept at once; `e` asks for the reason and offers those used so far.
    Ends with q, Ctrl-C, or the last record; `l` leaves one for the next time, `b` goes back to the one before.

    \b
    evidence screen
    evidence screen design:rct --by "A. Reader"
    evidence screen --full-text
    """
    from evidence.cli.one_by_one import Desk

    if not (sys.stdin.isatty() and at_terminal()):
        raise click.UsageError(
            "`evidence screen` asks at a terminal, and this is none: `evidence include` and `evidence exclude` take ids"
            " from a pipe"
        )
    who, stage = run.who(by), Stage.FULL_TEXT if full_text else Stage.ABSTRACT
    if not who.strip():
        raise BadInput("a decision needs a name", "add --by NAME, or `by` to evidence.toml")
    with run.tracker() as tracker:
        text = asked(tracker, query, quiet=run.quiet)
        pmids = tracker.screening.open_for(who, stage, tracker.pmids(text))
        if not pmids:
            say(_nothing_left(tracker, text, who, stage), quiet=run.quiet)
            return
        desk = Desk(tracker, pmids, stage, who, ask=input, now=lambda: datetime.now(UTC))
        desk.sit()
        say(f"{desk.told} for {who}: all that was said is kept", quiet=run.quiet)


def _nothing_left(tracker: Tracker, text: str, who: str, stage: Stage) -> str:
    """Why there is nothing to read: the search finds nothing, all is judged, or nothing was included yet."""
    if not tracker.count(text):
        return why_nothing(tracker, text) or "0 records found"
    if stage is Stage.FULL_TEXT:
        return f"nothing is left for {who} {stage.at}, of what was included by title and abstract (is:included)"
    return f"nothing is left for {who} {stage.at}"


def _judge(run: Run, ids: tuple[str, ...], verdict: Decision, because: str, *, full_text: bool, by: str | None) -> None:
    """Say it of each record, and print what counts now, by the PMID, whatever the record was called by."""
    stage = Stage.FULL_TEXT if full_text else Stage.ABSTRACT
    who = run.who(by)
    with run.tracker() as tracker:
        told = tracker.screening.judge(given(ids), verdict, stage=stage, reason=because, by=who, at=datetime.now(UTC))
    for pmid, found in told:
        out(f"{pmid}\t{in_words(found)}")
    if not told:
        say("no ids were given: nothing was changed", quiet=run.quiet)
    if any(found.counts.said.stage is not stage for _, found in told):
        say("somebody has read the full text, and their word counts over this one", quiet=run.quiet)


def in_words(found: Screened | None) -> str:
    """What counts of a record: "excluded: wrong population", "included", "disputed: …"; "not screened"."""
    return str(found.counts) if found else "not screened"

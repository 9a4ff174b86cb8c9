"""The verbs of screening, by which people say which records belong: include, exclude, screen."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from evidence.cli.arguments import given
from evidence.cli.options import Run, verb
from evidence.cli.screen import out, say
from evidence.screening import Decision, Screened, Stage

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
    them. `evidence withdraw ID screening` takes it back.

    \b
    evidence exclude 20488328 --because "wrong population"
    evidence exclude 22814142 33198815 --because "no control group" --full-text
    evidence search design:animal --ids | evidence exclude - --because "not in people"
    """
    _judge(run, ids, Decision.EXCLUDED, because, full_text=full_text, by=by)


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

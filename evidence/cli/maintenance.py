"""The verbs that look after the store and the set-up: verify, rebuild, status, doctor, completion."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from evidence.cli.options import RULES, Run, verb
from evidence.cli.screen import out, out_json, progress, say
from evidence.errors import CheckFailed, PartlyDone
from evidence.values import counted


@verb("verify")
def verify_command(run: Run) -> None:
    r"""Check that every quote stands in its text, every choice holds, and every pull accounts for its records.

    Status 1 when one doesn't. It says nothing of whether a value is right: that is `evaluate`. How many records are not
    tagged is told: of those there is nothing to check.

    \b
    evidence verify
    """
    with run.tracker() as tracker:
        problems = list(tracker.verify())
        for problem in problems:
            out(str(problem))
        counts, untagged = tracker.status(), tracker.untagged
    if untagged:
        many = f"{counted(untagged, 'records')} {'is' if untagged == 1 else 'are'} not tagged"
        say(f"{many}, and have nothing to check: `evidence tag --all` tags them", quiet=run.quiet)
    if problems:
        raise CheckFailed(
            f"{counted(len(problems), 'checks')} failed", "evidence rebuild re-reads everything from the raw XML"
        )
    checked = f"{counted(counts['records'], 'records')}, {counted(counts['quotes'], 'quotes')}"
    say(f"all holds: {checked} checked", quiet=run.quiet)


@verb("rebuild")
@RULES
def rebuild_command(run: Run, rules: Path | None) -> None:
    r"""Read every record again from the raw XML that was kept, and tag it; no network. Corrections stand.

    In slices, so that others may write meanwhile. Broken off, it says how far it came until it is run again. Of rules
    of your own it says what each did.

    \b
    evidence rebuild
    """
    with run.tracker(tagging=run.tagging(rules=rules), renews=True) as tracker, progress(quiet=run.quiet) as step:
        count, failed = tracker.rebuild(now=datetime.now(UTC), progress=step, notice=partial(say, quiet=run.quiet))
    say(f"{counted(count, 'records')} read again", quiet=run.quiet)
    for pmid, reason in failed:
        say(f"PMID {pmid} stays as it was: {reason}")
    if failed:
        raise PartlyDone(
            f"{counted(len(failed), 'records')} could not be read again",
            "stored text and values stay; pull into a new file, and take your words along with `evidence corrections`",
        )


@verb("status")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def status_command(run: Run, as_json: bool) -> None:
    r"""What is in the store, and how PubMed understood the searches.

    Its translation of each search and its warnings are what a review has to publish; the report has them too.

    \b
    evidence status
    """
    with run.tracker() as tracker:
        counts = tracker.status()
        if as_json:
            out_json(counts, indent=1)
        else:
            from evidence.cli.status_page import print_status

            print_status(counts, run.settings.db)


@verb("doctor")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def doctor_command(run: Run, as_json: bool) -> None:
    r"""What is wrong with the set-up, and what to do; status 1 when something is. Asks nobody over the network.

    \b
    evidence doctor
    """
    from evidence.doctor import examine

    checks = list(examine(run.settings, os.environ))
    if as_json:
        out_json([asdict(check) for check in checks], indent=1)
    else:
        for check in checks:
            mark = {True: "ok  ", False: "BAD ", None: "note"}[check.well]
            out(f"{mark}  {check.what:12} {check.says}" + (f"  → {check.todo}" if check.todo else ""))
    if faults := [check.what for check in checks if check.well is False]:
        raise CheckFailed(f"{', '.join(faults)} not in order", "see what each line above says to do")


@verb("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(run: Run, shell: str) -> None:
    r"""Print the script that lets a shell complete verbs, options and search fields.

    \b
    eval "$(evidence completion bash)"        # in ~/.bashrc
    evidence completion fish > evidence.fish  # into ~/.config/fish/completions
    """
    del run
    from click.shell_completion import get_completion_class

    from evidence.cli.app import app

    made = get_completion_class(shell)
    if made is None:  # pragma: no cover - click knows the three
        raise click.UsageError(f"no completion for {shell}")
    out(made(app, {}, "evidence", "_EVIDENCE_COMPLETE").source())

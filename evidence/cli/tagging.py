"""The verbs of the taggers: tag, rules, evaluate."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from evidence.cli.options import Run, verb
from evidence.cli.screen import out, progress, say


@verb("tag")
@click.argument("source", required=False, type=click.Choice(["-"]))
@click.option("--all", "again", is_flag=True, help="Tag every record of the store again; corrections stand.")
@click.option("--rules-only", is_flag=True, help="Leave the learned weights out.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="How many to use.")
@click.option("--rules", type=click.Path(path_type=Path), help="A TOML file with rules of your own.")
def tag_command(
    run: Run, source: str | None, again: bool, rules_only: bool, processes: int, rules: Path | None
) -> None:
    r"""Tag articles given as JSON lines on stdin, without a database; or, with --all, the store again.

    \b
    echo '{"id": "1", "title": "A trial", "abstract": "60 patients were randomised."}' | evidence tag -
    evidence tag --all
    """
    from evidence.tagging import Tagging, tag_lines

    tagging = Tagging(processes, rules_only, rules)
    if source == "-" and not again:
        for answer in tag_lines((line for line in sys.stdin if line.strip()), tagging):
            out(answer)
        return
    if not again or source:
        raise click.UsageError("give - to tag JSON lines from stdin, or --all to tag the store again")
    with run.tracker(tagging=tagging) as tracker, progress(quiet=run.quiet) as step:
        count = tracker.tag_all(now=datetime.now(UTC), progress=step)
    say(f"{count} records tagged", quiet=run.quiet)


@verb("rules")
@click.option("--json", "as_json", is_flag=True, help="As JSON lines.")
def rules_command(run: Run, as_json: bool) -> None:
    r"""List the rules: what each reads, one sentence that it takes, one that it leaves.

    \b
    evidence rules
    """
    del run
    from evidence.tag import tagger  # noqa: F401 - loads the rules
    from evidence.tag.rule import RULES

    for name, rule in sorted(RULES.items()):
        if as_json:
            out(
                json.dumps(
                    {
                        "rule": name,
                        "field": rule.field.value,
                        "about": rule.about,
                        "takes": rule.takes,
                        "leaves": rule.leaves,
                    },
                    ensure_ascii=False,
                )
            )
        else:
            out(f"{name}\n    {rule.about}\n    takes:  {rule.takes}\n    leaves: {rule.leaves}")


@verb("evaluate")
@click.argument("gold", type=click.Path(path_type=Path))
def evaluate_command(run: Run, gold: Path) -> None:
    r"""Hold the taggers against your own labels: precision, recall, abstention, confusion, and the misses.

    \b
    evidence evaluate labels.csv
    """
    del run, gold
    raise click.UsageError("not built yet")

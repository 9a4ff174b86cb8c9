"""The verbs of the taggers: tag, rules, evaluate."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence.cli.options import RULES, Run, verb
from evidence.cli.screen import out, out_json, progress, say
from evidence.cli.usage import Whole
from evidence.errors import BadInput
from evidence.shown import first_of
from evidence.values import counted

if TYPE_CHECKING:
    from evidence.pubmed.unpack import Readable
    from evidence.tagging import Tagging

SHOWN = 20  # bad lines that are told one by one


@verb("tag")
@click.argument("source", required=False, type=click.Path(path_type=Path, allow_dash=True), metavar="[- | FILE]")
@click.option("--all", "again", is_flag=True, help="Tag every record of the store again; corrections stand.")
@click.option("--rules-only", is_flag=True, help="Leave the learned weights out.")
@click.option("--processes", type=Whole(1, 64), default=1, show_default=True, help="How many to use.")
@RULES
def tag_command(
    run: Run, source: Path | None, again: bool, rules_only: bool, processes: int, rules: Path | None
) -> None:
    r"""Tag articles given as JSON lines, on stdin or in FILE, without a database; or, with --all, the store again.

    The lines may be packed with gzip.

    \b
    echo '{"id": "1", "title": "A trial", "abstract": "60 patients were randomised."}' | evidence tag -
    evidence tag articles.jsonl.gz
    evidence tag --all
    """
    tagging = run.tagging(processes, rules_only=rules_only, rules=rules)
    if source and not again:
        if str(source) == "-":
            _tag_lines(_Stdin(), "standard input", tagging)
        else:
            from evidence.pubmed.files import opened

            with opened(source) as stream:
                _tag_lines(stream, str(source), tagging)
        return
    if not again or source:
        raise click.UsageError("give - to tag JSON lines from stdin, a file of them, or --all to tag the store again")
    with run.tracker(tagging=tagging, renews=True) as tracker, progress(quiet=run.quiet) as step:
        count = tracker.tag_all(now=datetime.now(UTC), progress=step, notice=partial(say, quiet=run.quiet))
    say(f"{counted(count, 'records')} tagged", quiet=run.quiet)


class _Stdin:
    """Standard input, of which a read gives what is there, and waits for no more."""

    def read(self, size: int, /) -> bytes:
        return os.read(sys.stdin.fileno(), size)


def _tag_lines(stream: Readable, name: str, tagging: Tagging) -> None:
    from evidence.tagging import arriving, tag_lines, unpacking

    done, wrong, first = 0, 0, None
    for answer in tag_lines(arriving(unpacking(stream, name)), tagging):
        if isinstance(answer, str):
            out(answer)
            sys.stdout.flush()  # whoever asks line by line waits for it
            done += 1
            continue
        first = first or answer
        wrong += 1
        if 1 < wrong <= SHOWN:
            say(f"not tagged: {answer}")
    if first:
        good = f"{done or 'no'} line{'s were' if done > 1 else ' was'} tagged"
        others = f", {wrong} were not" if wrong > 1 else ""
        raise BadInput(f"{good}{others}; {first.what}", first.todo)


@verb("rules")
@click.option("--json", "as_json", is_flag=True, help="As JSON lines.")
def rules_command(run: Run, as_json: bool) -> None:
    r"""List the rules: what each reads, one sentence that it takes, one that it leaves; your own last.

    Your own are those of evidence.toml, and those by which the store was tagged whose file is another by now.

    A rule of your own sees the sentences of title and abstract one by one, in small letters. The label of a section
    (DESIGN:, as `show` prints it) is no part of them. `evidence tag --all` says what each of yours did.

    \b
    evidence rules
    evidence rules --json
    """
    from evidence.tagging import listed_own, listed_rules, trust_in

    own = listed_own(run.tagging())
    for rule in (*listed_rules(), *own, *_of_the_store(run, {str(rule["rule"]) for rule in own})):
        if as_json:
            out_json(rule)
        else:
            kept = f"; as the store kept it of {rule['file']}" if "kept" in rule else ""
            trust = f"your own, {rule['precision']:.0%} as you say{kept}" if "file" in rule else trust_in(rule)
            out(f"{rule['rule']}  ({trust})\n    {rule['about']}")
            out(f"    takes:  {rule['takes']}\n    leaves: {rule['leaves']}")


def _of_the_store(run: Run, but: set[str]) -> list[dict[str, Any]]:
    """The rules of one's own by which the store was last tagged, but those of these names; none without a store."""
    from evidence.places import is_there
    from evidence.tagging import listed_kept

    if not is_there(run.settings.db):
        return []
    with run.tracker() as tracker:
        return listed_kept(rule for rule in tracker.own_rules() if rule.name not in but)


@verb("evaluate")
@click.argument("gold", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--rules-only", is_flag=True, help="Leave the learned weights out.")
@RULES
@click.option("--misses", is_flag=True, help="Also each answer that is not right, with its quote.")
@click.option("--json", "as_json", is_flag=True, help="All of it, as JSON.")
def evaluate_command(run: Run, gold: Path, rules_only: bool, rules: Path | None, misses: bool, as_json: bool) -> None:
    r"""Hold the taggers against your own labels: precision, recall, abstention, confusion, calibration, misses.

    GOLD is CSV, TSV or JSON Lines (by its ending; - is JSON Lines on stdin) with pmid and any of design, sample_size
    (or n), follow_up: rct, 118, 36 months. "none" says that none is stated, "60|none" that 60 is right and no answer
    too; an empty cell is not judged. The text is taken from the store, or from title and abstract in GOLD itself. What
    `evidence corrections export` wrote will do: what people said of each value, against what the machine reads. So will
    a table that `evidence export` wrote: correct its cells; of a length the months count.

    stated: records whose label has a value; answered: those that the tagger gave one; right: of all records, those with
    the right value or rightly none; precision: right among answered; recall: right among stated; silent: of the records
    without a value, those left without ("60|none" counts for neither); sure: right among the "n sure" answers with 95 %
    confidence or more; ECE: calibration error, how far confidence is from the share that was right (0 is best).

    \b
    echo '{"id": "1", "abstract": "Sixty patients were randomised.", "n": 60}' | evidence evaluate -
    evidence evaluate labels.csv
    evidence evaluate labels.jsonl --misses
    evidence corrections export ours.csv; evidence evaluate ours.csv
    """
    from evidence.cli.evaluation_page import print_evaluation
    from evidence.evaluate import to_json
    from evidence.writing import read_text

    with run.scratch(tagging=run.tagging(rules_only=rules_only, rules=rules)) as tracker, read_text(gold) as stream:
        found = tracker.evaluate(stream, str(gold), notice=partial(say, quiet=run.quiet))
    if found.absent and not found.judged:
        todo = "give the store that holds them (--db), or labels with title and abstract"
        raise BadInput(
            f"of {counted(len(found.absent), 'labelled records')} none is in the store {run.settings.db}", todo
        )
    if as_json:
        out_json(to_json(found), indent=1)
    else:
        print_evaluation(found, misses=misses)
    if found.absent:
        judged = len({one.key for one in found.judged})
        say(
            f"{judged:,} of {counted(judged + len(found.absent), 'labelled records')} judged; not in {run.settings.db}"
            f" (no search of it found them, or they are of another store): {first_of(found.absent, 10)}"
        )

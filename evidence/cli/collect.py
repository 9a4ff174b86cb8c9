"""The verbs that bring records in, and what the registry says of their trials: demo, pull, import, add, registry."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Literal

import click

from evidence.cli.arguments import given
from evidence.cli.completing import topics
from evidence.cli.options import Run, verb
from evidence.cli.outside_list import listing, taken_in_before
from evidence.cli.screen import at_terminal, out, progress, say, show_entries
from evidence.cli.usage import Whole
from evidence.errors import BadInput, NotPubMed, PartlyDone
from evidence.places import may_be_read
from evidence.shown import first_of
from evidence.tally import Tally
from evidence.values import counted

if TYPE_CHECKING:
    from evidence.pubmed.account import PullReport
    from evidence.pubmed.items import Unreadable


OUTCOMES = ("new", "changed", "unchanged", "kept", "deleted")


@verb("pull")
@click.option("-q", "--query", help="A PubMed query, instead of a topic's.")
@click.option(
    "--topic",
    shell_complete=topics,
    help="A shipped topic or a TOML file (else evidence.toml's, else the store's, else bone-marrow-diabetes).",
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y/%m/%d", "%Y-%m", "%Y"]), help="Only what is newer.")
@click.option("--limit", type=Whole(1, 10**9), help="At most so many, the newest.")
@click.option("--dry-run", is_flag=True, help="Only how many, and how PubMed understands the query.")
@click.option(
    "--source",
    type=click.Choice(["pubmed", "europepmc"]),
    default="pubmed",
    show_default=True,
    help="Europe PMC never overwrites PubMed's own text.",
)
def pull_command(
    run: Run, query: str | None, topic: str | None, since: datetime | None, limit: int | None, dry_run: bool,
    source: str,
) -> None:  # fmt: skip
    r"""Bring in what PubMed finds, and tag it; the second time only what is new or revised. Resumes by itself.

    \b
    evidence pull
    evidence pull -q '"bone marrow cells"[mesh] AND diabetes[tiab]' --limit 200
    evidence pull --topic my-topic.toml       # the store keeps it: next week `evidence pull` will do
    evidence pull --dry-run --topic my-topic.toml     # also says where the store would get another topic
    """
    from evidence.pubmed.sources import client_of

    if query is not None and not query.strip():  # a variable of a shell that was never set
        raise BadInput("the query of -q is empty", "write one, or leave -q out for the topic's")
    day = since.date() if since else None
    note = partial(say, quiet=run.quiet)
    with (
        run.scratch(topic=topic) if dry_run else run.tracker(create=True, topic=topic) as tracker,
        client_of(source, run.settings.eutils_url, notice=note) as client,
        progress(quiet=run.quiet) as step,
    ):
        if dry_run:
            report = tracker.preview(client, query, now=datetime.now(UTC), since=day, limit=limit, notice=note)
        else:
            report = tracker.pull(
                client, query, now=datetime.now(UTC), since=day, limit=limit, progress=step,
                notice=note,
            )  # fmt: skip
    _tell(report, dry_run=dry_run, quiet=run.quiet)
    if not dry_run:
        report.check()


@verb("add")
@click.argument("ids", nargs=-1, required=True)
def add_command(run: Run, ids: tuple[str, ...]) -> None:
    r"""Bring in single articles by PMID or DOI; - for ids on stdin; of a file (RIS, CSV, a list) those that it names.

    \b
    evidence add 22814142 10.2337/dc15-0171
    evidence add embase.ris references.csv    # PubMed's records of what they name
    """
    from evidence.pubmed.eutils import Eutils
    from evidence.reference_lists import named

    note = partial(say, quiet=run.quiet)
    wanted = named(given(ids), note)  # before a store is made for nothing
    with run.tracker(create=True) as tracker, Eutils(run.settings.eutils_url, notice=note) as client:
        report = tracker.add(client, wanted, now=datetime.now(UTC), notice=note)
    _tell(report, dry_run=False, quiet=run.quiet)
    report.check()


def _tell(report: PullReport, *, dry_run: bool, quiet: bool) -> None:
    """The account of a pull, warnings first: they say that the search is not what was written."""
    for kind, text in report.warnings:
        say(f"PubMed warns: {kind}: {text}")
    if report.translation:
        say(f"PubMed searched: {report.translation}", quiet=quiet)
    if dry_run:
        out(f"{report.count}\trecords found; nothing was fetched")
        return
    _tell_counts(report, quiet=quiet)


def _tell_counts(report: PullReport, *, quiet: bool) -> None:
    counts = report.counts
    say(
        f"found {report.found:,} = {counts.new:,} new + {counts.changed:,} changed + {counts.unchanged:,} unchanged"
        f" + {counts.books:,} books + {counts.deleted:,} deleted + {counts.failed:,} failed"
        f"  ({counted(report.requests, 'requests')}{', resumed' if report.resumed else ''})",
        quiet=quiet,
    )
    if report.dropped:
        say(f"{len(report.dropped):,} no longer found by the search; kept and marked", quiet=quiet)


@verb("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("evidence-demo"))
def demo_command(run: Run, folder: Path) -> None:
    r"""The whole job without internet, in a minute: the starter set, pulled from this computer as if from PubMed.

    Writes FOLDER/evidence.db, table.xlsx, table.csv and report/index.html. The starter set's abstracts are our own
    summaries, and marked as such; a real pull replaces them.

    \b
    evidence demo
    evidence demo my-folder
    """
    from evidence.demo import run_demo
    from evidence.topics import DEFAULT

    with progress(quiet=run.quiet) as step:
        shown = run_demo(folder, now=datetime.now(UTC), topic=run.settings.topic or DEFAULT, progress=step)
    say("served from this computer: the starter set; PubMed was not asked", quiet=run.quiet)
    _tell_counts(shown.report, quiet=run.quiet)
    if db := _given_db():
        say(f"a demo writes a database of its own, {folder / 'evidence.db'}; {db} was left alone", quiet=run.quiet)
    show_entries(shown.entries, shown.columns if at_terminal() else shown.piped)
    for path in shown.files:
        aside = shown.kept.get(path)
        say(f"wrote {path}" + (f"; another was there, kept as {aside}" if aside else ""), quiet=run.quiet)
    command = "evidence" if which("evidence") else sys.argv[0]
    say(f"next: {command} --db {folder / 'evidence.db'} why 22814142 follow_up", quiet=run.quiet)


def _given_db() -> Path | None:
    """The --db that was typed, before the verb or behind it."""
    context = click.get_current_context()
    given: Path | None = context.params.get("db_") or (context.find_root().obj or {}).get("db")
    return given


@verb("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--topic",
    shell_complete=topics,
    help="Take only what a topic's query finds, by a local reading of it; the store keeps the topic.",
)
@click.option(
    "--outside",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    help="With --topic: write those that it leaves out to this CSV, with the reason.",
)
@click.option("--processes", type=Whole(1, 64), default=1, show_default=True, help="How many to tag with.")
def import_command(
    run: Run, files: tuple[Path, ...], topic: str | None, outside: Path | None, processes: int
) -> None:  # fmt: skip
    r"""Read PubMed XML (efetch, baseline, update files) or MEDLINE text, plain or gzip; - is stdin.

    A folder is searched for such files, the folders in it too. Baseline and update files are checked by the .md5 beside
    each, read in number order, and resumed: those taken in before are read again only where they are named. It says
    what became of the records: new; changed, a later text of one that was there, or a fuller one of the same day;
    unchanged; kept, where the store's text is the later or fuller one, and stays, in whatever order files come. The
    report's flow counts them.

    --topic gives the store that topic, as a pull does, also one that was edited since (any file with records will do,
    such as one that was imported before), and takes only what its query finds: of these files; what is stored stays.

    \b
    evidence export -o ours.nbib; evidence import ours.nbib --db copy.db      # from one store into another
    evidence import pubmed26n1335.xml.gz
    evidence import search-results.nbib downloads/
    evidence import baseline/ --topic bone-marrow-diabetes
    evidence import baseline/ --topic my-topic.toml --outside left-out.csv
    evidence import search-results.nbib --topic my-topic.toml    # after an edit: the store has the new one
    """
    if outside is not None and topic is None:
        raise click.UsageError("--outside lists what a topic leaves out: name the topic with --topic")
    if not any(str(path) == "-" or may_be_read(path) for path in files):  # and no empty store is made for nothing
        raise BadInput(f"{files[0]} does not exist", "check the name")
    answers: dict[str, Tally | BadInput] = {}
    with (
        run.tracker(create=True, topic=topic, tagging=run.tagging(processes)) as tracker,
        listing(outside, answers, quiet=run.quiet) as told,
        progress(quiet=run.quiet) as step,
    ):
        answers |= tracker.import_files(
            [_stdin_or(path) for path in files], now=datetime.now(UTC), only_topic=topic is not None, progress=step,
            notice=partial(say, quiet=run.quiet), outside=told,
        )  # fmt: skip
    only = next(iter(answers.values())) if len(answers) == 1 else None
    if isinstance(only, BadInput):
        raise only
    if outside is None and any(isinstance(answer, Tally) and answer.outside for answer in answers.values()):
        themselves = "" if set(answers) <= set(map(str, files)) else "name the files themselves and "
        say(f"to see what lies outside the topic, and why, {themselves}add --outside FILE.csv", quiet=run.quiet)
    if failed := _account(answers, quiet=run.quiet):
        raise PartlyDone(failed, "listed above; the rest is stored")


def _account(answers: Mapping[str, Tally | BadInput], *, quiet: bool) -> str:
    """Say what became of the files, failures one by one; what could not be read in a line, "" where all was."""
    outcomes: Counter[str] = Counter()
    unread = {name: answer for name, answer in answers.items() if isinstance(answer, BadInput)}
    tallies = [answer for answer in answers.values() if isinstance(answer, Tally)]
    failures = [failure for tally in tallies for failure in tally.failures]
    for answer in answers.values():
        for line in [str(answer)] if isinstance(answer, BadInput) else map(_failed, answer.failures):
            say(f"not read: {line}")
    for tally in tallies:
        outcomes.update(tally.outcomes)
    known = taken_in_before(answers)
    still = f"; {counted(known, 'files')} {'was' if known == 1 else 'were'} taken in before" if known else ""
    if (+outcomes or known) and not {"new", "changed", "deleted"} & set(+outcomes):
        still += "; nothing changed"
    became = f": {parts}" if (parts := _parts(outcomes)) else ""
    say(f"{counted(len(answers), 'files')}{_of_them(unread)}, {_read(tallies)}{became}{still}", quiet=quiet)
    count = [counted(len(found), things) for found, things in ((unread, "files"), (failures, "records")) if found]
    return f"{' and '.join(count)} could not be read" if count else ""


def _failed(failure: Unreadable) -> str:
    return f"{failure.where}{f', PMID {failure.pmid}' if failure.pmid else ''}: {failure.reason}"


def _of_them(unread: Mapping[str, BadInput]) -> str:
    """How many of the files gave no records, by what they are: the report's flow counts the damaged ones only."""
    none = sum(isinstance(error, NotPubMed) for error in unread.values())
    gone = sum(name != "-" and not may_be_read(Path(name)) for name in unread)
    left = len(unread) - none - gone
    parts = [(none, "without records of PubMed"), (left, "not readable"), (gone, "not there")]
    told = ", ".join(f"{count:,} {what}" for count, what in parts if count)
    return f" ({told})" if told else ""


def _read(tallies: Sequence[Tally]) -> str:
    """How many records stand in the files, and those of them that were not taken for the store."""
    outside, repeated = sum(tally.outside for tally in tallies), sum(tally.repeated for tally in tallies)
    failed = sum(len(tally.failures) for tally in tallies)
    left = [
        f"{outside:,} outside the topic" if outside else "",
        f"{repeated:,} there twice" if repeated else "",
        f"{failed:,} not readable" if failed else "",
    ]
    return ", ".join([f"{counted(sum(tally.read for tally in tallies) or 'no', 'records')} read", *filter(None, left)])


def _parts(outcomes: Counter[str]) -> str:
    parts = ", ".join(f"{outcomes[name]:,} {name}" for name in OUTCOMES if outcomes[name])
    return parts + (
        " (kept: the store's text of them is later, or as late and no less full)" if outcomes["kept"] else ""
    )


def _stdin_or(path: Path) -> Path | Literal["-"]:
    return "-" if str(path) == "-" else path


@verb("registry")
@click.argument("what", type=click.Choice(["update"]))
def registry_command(run: Run, what: str) -> None:
    r"""Ask ClinicalTrials.gov about every trial that a record names: enrolment, allocation, masking, model, status.

    What it says stands beside the tags in `show`, `why` and the export, and never in their place.

    \b
    evidence registry update
    """
    del what
    from evidence.pubmed.clinicaltrials import ClinicalTrials

    note = partial(say, quiet=run.quiet)
    with run.tracker() as tracker, ClinicalTrials(notice=note) as client:
        done = tracker.update_registry(client, now=datetime.now(UTC))
    say(f"{counted(done.known, 'trials')} in the registry, {done.changed} new or changed", quiet=run.quiet)
    if done.missing:
        say(f"the registry has no {first_of(done.missing, 10)}")

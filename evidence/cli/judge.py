"""The verbs of a person's word over the machine's: correct, confirm, withdraw, corrections."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from evidence.cli.arguments import FIELD, ValueCommand, field_named, unmarked
from evidence.cli.options import Run, verb
from evidence.cli.screen import out, say
from evidence.errors import BadInput
from evidence.findings import Fact
from evidence.writing import read_text, text_of, whole_file

_TABLES = frozenset([".tsv", ".xlsx", ".xls", ".ods", ".docx"])  # what a program would open as something else


def _tell(id_: str, fact: Fact) -> None:
    from evidence.cli.record_page import described

    out(f"{id_}\t{fact.field.value}\t{described(fact)}")


@verb("correct", cls=ValueCommand)
@click.argument("id_", metavar="ID")
@click.argument("field", type=FIELD)
@click.argument("value")
@click.option("--because", required=True, help="What the paper says; kept with the correction.")
@click.option("--by", help="Who says so (else `by` of evidence.toml, else your user name).")
def correct_command(run: Run, id_: str, field: str, value: str, because: str, by: str | None) -> None:
    r"""Put your value over the machine's: a value, none (NR) or NA.

    VALUE none, or NR, says that it is not reported; NA (not applicable) that none can exist, as of the follow-up of a
    review. Numbers may be words. Tables and exports show NR and NA as they show the machine's own.

    \b
    evidence correct 22814142 n 118 --because "118 patients, abstract line 3"
    evidence correct 22814142 follow_up "36 months" --because "3 + 33 months"
    evidence correct 22814142 follow_up "median 36 months (range 12-60)" --because "page 4"
    evidence correct 22814142 n "one hundred and eighteen" --because "first line"
    evidence correct 22814142 n none --because "only limbs are counted"
    evidence correct 33198815 follow_up NA --because "a systematic review"
    """
    value = unmarked(value)
    with run.tracker() as tracker:
        who = _who(run, by)
        _tell(id_, tracker.correct(id_, field_named(field), value, reason=because, by=who, at=datetime.now(UTC)))


def _who(run: Run, by: str | None) -> str:
    """Who says so: as typed, else as set, else the name of the account, which not every shell has in USER."""
    if name := by or run.settings.by:
        return name
    from getpass import getuser

    try:
        return getuser()
    except (ImportError, KeyError, OSError):  # an account without a name, as in some containers
        return ""


@verb("confirm")
@click.argument("id_", metavar="ID")
@click.argument("field", type=FIELD)
@click.option("--because", default="", help="Why, if there is more to say.")
@click.option("--by", help="Who says so (else as for `correct`).")
def confirm_command(run: Run, id_: str, field: str, because: str, by: str | None) -> None:
    r"""Say that a value is right: it stays, whatever the rules of tomorrow read.

    \b
    evidence confirm 22814142 design
    """
    with run.tracker() as tracker:
        _tell(id_, tracker.confirm(id_, field_named(field), reason=because, by=_who(run, by), at=datetime.now(UTC)))


@verb("withdraw")
@click.argument("id_", metavar="ID")
@click.argument("field", type=FIELD)
@click.option("--because", default="", help="Why, if there is more to say.")
@click.option("--by", help="Who says so (else as for `correct`).")
def withdraw_command(run: Run, id_: str, field: str, because: str, by: str | None) -> None:
    r"""Take corrections back: the machine's value counts again, whoever said otherwise; all stays on record.

    To bring back an earlier correction after a later one, make it again.

    \b
    evidence withdraw 22814142 n
    """
    with run.tracker() as tracker:
        standing = tracker.standing(id_, field_named(field))
        _tell(id_, tracker.withdraw(id_, field_named(field), reason=because, by=_who(run, by), at=datetime.now(UTC)))
    if standing:
        say("the machine's reading counts now; taken back, and kept on record:", quiet=run.quiet)
        for said in standing:
            value = said.value if said.value is not None else said.verdict.value
            say(f"  {value}, by {said.by} on {said.at:%Y-%m-%d}", quiet=run.quiet)
    else:
        say(f"nothing to take back: nobody's word stood on this {field}; nothing was changed", quiet=run.quiet)


@verb("corrections")
@click.argument("what", type=click.Choice(["export", "import"]))
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def corrections_command(run: Run, what: str, file: Path) -> None:
    r"""Corrections as CSV or JSONL (by the file's ending), for git and for colleagues; - is stdin or stdout, as JSONL.

    \b
    evidence corrections export corrections.csv
    evidence corrections import colleague.jsonl
    """
    if file.suffix.lower() in _TABLES:
        raise BadInput(f"{file}: corrections are CSV or JSON lines", "let its name end in .csv or .jsonl")
    form = "csv" if file.suffix.lower() == ".csv" else "jsonl"
    if what == "export":
        with run.tracker() as tracker, whole_file(file) as stream, text_of(stream) as text:
            count = tracker.export_corrections(text, form)
        say(f"{count} corrections written to {file}", quiet=run.quiet)
    else:
        with read_text(file) as text, run.tracker(create=True) as tracker:  # no empty store is made for nothing
            new, known = tracker.import_corrections(text, form, str(file), now=datetime.now(UTC))
        say(f"{new} corrections taken in, {known} were there already", quiet=run.quiet)

"""The verbs of a person's word over the machine's: correct, confirm, withdraw, corrections."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from evidence.cli.arguments import FIELD, field_named
from evidence.cli.options import Run, verb
from evidence.cli.screen import out, say
from evidence.findings import Fact
from evidence.writing import read_text, text_of, whole_file


def _tell(id_: str, fact: Fact) -> None:
    from evidence.cli.record_page import described

    out(f"{id_}\t{fact.field.value}\t{described(fact)}")


@verb("correct")
@click.argument("id_", metavar="ID")
@click.argument("field", type=FIELD)
@click.argument("value")
@click.option("--because", required=True, help="What the paper says; kept with the correction.")
@click.option("--by", help="Who says so (else `by` of evidence.toml, else your user name).")
def correct_command(run: Run, id_: str, field: str, value: str, because: str, by: str | None) -> None:
    r"""Put your value over the machine's; VALUE `none` says that it is not reported.

    \b
    evidence correct 22814142 n 118 --because "118 patients, abstract line 3"
    evidence correct 22814142 follow_up "36 months" --because "3 + 33 months"
    evidence correct 22814142 n none --because "only limbs are counted"
    """
    with run.tracker() as tracker:
        meant = None if value.strip().lower() == "none" else value
        who = by or run.settings.by
        _tell(id_, tracker.correct(id_, field_named(field), meant, reason=because, by=who, at=datetime.now(UTC)))


@verb("confirm")
@click.argument("id_", metavar="ID")
@click.argument("field", type=FIELD)
@click.option("--because", default="", help="Why, if there is more to say.")
@click.option("--by", help="Who says so.")
def confirm_command(run: Run, id_: str, field: str, because: str, by: str | None) -> None:
    r"""Say that a value is right: it stays, whatever the rules of tomorrow read.

    \b
    evidence confirm 22814142 design
    """
    with run.tracker() as tracker:
        _tell(
            id_,
            tracker.confirm(id_, field_named(field), reason=because, by=by or run.settings.by, at=datetime.now(UTC)),
        )


@verb("withdraw")
@click.argument("id_", metavar="ID")
@click.argument("field", type=FIELD)
@click.option("--because", default="", help="Why, if there is more to say.")
@click.option("--by", help="Who says so.")
def withdraw_command(run: Run, id_: str, field: str, because: str, by: str | None) -> None:
    r"""Take a correction back: the machine's value counts again, the correction stays on record.

    \b
    evidence withdraw 22814142 n
    """
    with run.tracker() as tracker:
        _tell(
            id_,
            tracker.withdraw(id_, field_named(field), reason=because, by=by or run.settings.by, at=datetime.now(UTC)),
        )


@verb("corrections")
@click.argument("what", type=click.Choice(["export", "import"]))
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def corrections_command(run: Run, what: str, file: Path) -> None:
    r"""Corrections as CSV or JSONL (by the file's ending), for git and for colleagues; - is stdin or stdout, as JSONL.

    \b
    evidence corrections export corrections.csv
    evidence corrections import colleague.jsonl
    """
    form = "csv" if file.suffix.lower() == ".csv" else "jsonl"
    with run.tracker(create=what == "import") as tracker:
        if what == "export":
            with whole_file(file) as stream, text_of(stream) as text:
                count = tracker.export_corrections(text, form)
            say(f"{count} corrections written to {file}", quiet=run.quiet)
        else:
            with read_text(file) as text:
                new, known = tracker.import_corrections(text, form, str(file), now=datetime.now(UTC))
            say(f"{new} corrections taken in, {known} were there already", quiet=run.quiet)

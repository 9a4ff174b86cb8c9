"""The verbs of a person's word over the machine's: correct, confirm, withdraw, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from evidence.cli.arguments import (
    ALL,
    FIELD,
    FIELD_OR_SCREENING,
    FIELDS_OR_ALL,
    ValueCommand,
    field_named,
    unmarked,
)
from evidence.cli.asked import say_kept
from evidence.cli.deciding import in_words
from evidence.cli.options import Run, verb
from evidence.cli.screen import out, say
from evidence.disputes import Dispute, person, word_of
from evidence.errors import BadInput
from evidence.findings import Correction, Fact
from evidence.screening import STAGES, Stage, Undecided
from evidence.shown import first_of
from evidence.typed import not_kept
from evidence.values import counted
from evidence.writing import holds_something, read_text, whole_file

if TYPE_CHECKING:
    from evidence.tracker import Tracker

_FORMS: Final = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", "": "jsonl"}  # no ending: stdin, a pipe
_SHOWN: Final = 40  # disputes, or values that are not kept whole, that are told one by one


def _tell(tracker: Tracker, id_: str, fact: Fact) -> None:
    """What counts now, by the PMID, whatever the record was called by."""
    from evidence.cli.record_page import fact_in_words

    out(f"{tracker.record(id_).pmid}\t{fact.field.value}\t{fact_in_words(fact)}")


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
    evidence correct 22814142 follow_up "median 34 months (IQR 25-56)" --because "page 4"
    evidence correct 22814142 design "prospective cohort" --because "followed from their operation on"
    evidence correct 22814142 n "one hundred and eighteen" --because "first line"
    evidence correct 22814142 n none --because "only limbs are counted"
    evidence correct 33198815 follow_up NA --because "a systematic review"
    """
    value = unmarked(value)
    parted: list[str] = []
    with run.tracker() as tracker:
        who = run.who(by)
        fact = tracker.correct(
            id_, field_named(field), value, reason=because, by=who, at=datetime.now(UTC), notice=parted.append
        )
        _tell(tracker, id_, fact)
    for line in parted:
        say(line, quiet=run.quiet)
    if fact.agrees:
        say("the machine reads the same: it counts as confirmed, with your reason", quiet=run.quiet)
    if lost := not_kept(fact.value, value):
        say(lost, quiet=run.quiet)


@verb("confirm")
@click.argument("id_", metavar="ID")
@click.argument("fields", type=FIELDS_OR_ALL, nargs=-1, required=True)
@click.option("--because", default="", help="Why, if there is more to say.")
@click.option("--by", help="Who says so (else as for `correct`).")
def confirm_command(run: Run, id_: str, fields: tuple[str, ...], because: str, by: str | None) -> None:
    r"""Say that a value, or that there is none (NR, NA), is right: it stays, whatever the rules of tomorrow read.

    Of several fields all are confirmed or none. `all` confirms what is nobody's word yet, and says what it left out.

    \b
    evidence confirm 22814142 design
    evidence confirm 22814142 design n
    evidence confirm 33198815 all
    """
    who, now = run.who(by), datetime.now(UTC)
    with run.tracker() as tracker:
        if ALL in fields:
            facts = tracker.confirm_rest(
                id_, reason=because, by=who, at=now, notice=lambda line: say(line, quiet=run.quiet)
            )
        else:
            facts = tracker.confirm_several(id_, list(map(field_named, fields)), reason=because, by=who, at=now)
        for fact in facts:
            _tell(tracker, id_, fact)


@verb("withdraw")
@click.argument("id_", metavar="ID")
@click.argument("field", type=FIELD_OR_SCREENING)
@click.option("--because", default="", help="Why, if there is more to say.")
@click.option("--by", help="Who says so (else as for `correct`).")
def withdraw_command(run: Run, id_: str, field: str, because: str, by: str | None) -> None:
    r"""Take your own word back; what other people said stands, and all stays on record.

    The machine's value counts again where nobody else's word stands. To say that somebody is wrong, correct or confirm:
    the word that was said last counts, and `is:disputed` finds where words differ until a third person settles it.
    A decision of `include` or `exclude` is the field screening, one by full text screening_full_text.

    \b
    evidence withdraw 22814142 n
    evidence withdraw 22814142 screening
    """
    who = run.who(by)
    if (stage := STAGES.get(field)) is not None:
        _withdraw_screening(run, id_, stage, because, who)
        return
    parted: list[str] = []
    with run.tracker() as tracker:
        before = tracker.standing(id_, field_named(field))
        fact = tracker.withdraw(
            id_, field_named(field), reason=because, by=who, at=datetime.now(UTC), notice=parted.append
        )
        _tell(tracker, id_, fact)
    mine = [said for said in before if person(said.by) == person(who)]
    others = [said for said in before if said not in mine]
    if mine:
        say(f"taken back, and kept on record: {_words(mine)}", quiet=run.quiet)
    else:
        say(f"nothing to take back: no word of {who} stood on this {field}; nothing was changed", quiet=run.quiet)
    if others:
        say(f"said by others, and stands: {_words(others)}", quiet=run.quiet)
    elif mine:
        say("the machine's reading counts now", quiet=run.quiet)
    for line in parted:
        say(line, quiet=run.quiet)


def _withdraw_screening(run: Run, id_: str, stage: Stage, because: str, who: str) -> None:
    """As of a value; a word of theirs at the other stage stands, and is told."""
    with run.tracker() as tracker:
        taken, now = tracker.screening.withdraw(id_, stage, reason=because, by=who, at=datetime.now(UTC))
        pmid = tracker.record(id_).pmid
    out(f"{pmid}\t{in_words(now)}")
    if taken:
        say(f"taken back, and kept on record: {taken}, by {taken.by} on {taken.at:%Y-%m-%d}", quiet=run.quiet)
    else:
        say(f"nothing to take back: no word of {who} stood {stage.at}; nothing was changed", quiet=run.quiet)
    others = [f"{said}, by {said.by} {said.stage.at}" for said in (now.words if now else ())]
    if others:
        say(f"said besides, and stands: {'; '.join(others)}", quiet=run.quiet)


def _words(words: Sequence[Correction]) -> str:
    return "; ".join(f"{word_of(said)}, by {said.by} on {said.at:%Y-%m-%d}" for said in words)


@verb("corrections")
@click.argument("what", type=click.Choice(["export", "import"]))
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def corrections_command(run: Run, what: str, file: Path) -> None:
    r"""Corrections as CSV or JSONL (by the file's ending), for git and for colleagues; - is stdin or stdout, as JSONL.

    A table that a person wrote can be imported too: CSV with the columns pmid, field, value, by, because. What people
    decided in screening is among them: field screening (by full text screening_full_text), value included or excluded.

    \b
    evidence corrections export corrections.csv
    evidence corrections import colleague.jsonl
    """
    if (form := _FORMS.get(file.suffix.lower())) is None:
        raise BadInput(f"{file}: corrections are CSV or JSON lines", "let its name end in .csv or .jsonl")
    (_export if what == "export" else _import)(run, file, form)


def _export(run: Run, file: Path, form: str) -> None:
    with run.tracker() as tracker:
        told = StringIO(newline="")
        count = tracker.export_corrections(told, form)
    if not count and holds_something(file):
        say_kept(file, "0 corrections", None, quiet=run.quiet)
        return
    with whole_file(file) as stream:
        stream.write(told.getvalue().encode())
    say(f"{counted(count, 'corrections')} written to {file}", quiet=run.quiet)


def _import(run: Run, file: Path, form: str) -> None:
    disputes: list[Dispute | Undecided] = []
    absent: list[int] = []
    lost: list[str] = []
    same: list[Correction] = []
    with read_text(file) as text, run.tracker(create=True) as tracker:  # no empty store is made for nothing
        new, known = tracker.import_corrections(
            text, form, str(file), now=datetime.now(UTC), differ=disputes.append, absent=absent.append,
            notice=lost.append, same=same.append,
        )  # fmt: skip
    say(
        f"{counted(new, 'corrections')} taken in, {known} {'was' if known == 1 else 'were'} there already",
        quiet=run.quiet,
    )
    for line in lost[:_SHOWN]:
        say(line, quiet=run.quiet)
    if len(lost) > _SHOWN:
        say(f"not all is kept of {len(lost) - _SHOWN:,} more either", quiet=run.quiet)
    if same:
        say(f"the machine reads the same, so they count as confirmed: {len(same):,}", quiet=run.quiet)
    _tell_absent(absent, quiet=run.quiet)
    _tell_disputes(disputes, quiet=run.quiet)


def _tell_absent(absent: Sequence[int], *, quiet: bool) -> None:
    """How many are of records that the store lacks, and how to get those."""
    if records := sorted(set(absent)):
        first = first_of(records, 3, " ")
        whose = f"{len(records)} records that are" if len(records) > 1 else "a record that is"
        say(
            f"of records not in the store: {len(absent)}, of {whose} not here; they are kept, and count once"
            f" `evidence add {first}` or a pull has brought it",
            quiet=quiet,
        )


def _tell_disputes(disputes: Sequence[Dispute | Undecided], *, quiet: bool) -> None:
    """Where people differ, on values and then on whether a record belongs."""
    values = [one for one in disputes if isinstance(one, Dispute)]
    decisions = [one for one in disputes if isinstance(one, Undecided)]
    _tell_each(
        values,
        f"disputed values in this file: {len(values)}; `evidence search is:disputed` finds all; the last word"
        " counts, and a person who is none of those who differ settles one: correct or confirm it",
        quiet=quiet,
    )
    _tell_each(
        decisions,
        f"disputed in screening, in this file: {len(decisions)}; `evidence search 'status:\"screening disputed\"'`"
        " finds all; it is settled where both say the same, or by a third person: include or exclude it",
        quiet=quiet,
    )


def _tell_each(disputes: Sequence[Dispute | Undecided], what: str, *, quiet: bool) -> None:
    """Each with what counts and why, some dozens at most, then how many and what to do; nothing of none."""
    for one in disputes[:_SHOWN]:
        say(f"differs: {one}", quiet=quiet)
    if disputes:
        say(what, quiet=quiet)

"""The group of all verbs; a verb's module is loaded only when the verb is asked for, so that starting is fast."""

from __future__ import annotations

from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from typing import Final

import click

# verb -> the module of evidence.cli that holds it; in the order in which help lists them.
VERBS: Final = {
    "demo": "collect",
    "pull": "collect",
    "import": "collect",
    "add": "collect",
    "search": "find",
    "show": "find",
    "why": "find",
    "studies": "find",
    "changes": "find",
    "correct": "correcting",
    "confirm": "correcting",
    "withdraw": "correcting",
    "screen": "deciding",
    "include": "deciding",
    "exclude": "deciding",
    "corrections": "correcting",
    "export": "publish",
    "report": "publish",
    "serve": "publish",
    "tag": "tagging",
    "rules": "tagging",
    "evaluate": "tagging",
    "registry": "collect",
    "verify": "maintenance",
    "rebuild": "maintenance",
    "status": "maintenance",
    "doctor": "maintenance",
    "completion": "maintenance",
}
ABOUT: Final = {
    "demo": "The whole job offline, on the starter set: try it first.",
    "pull": "Bring in what PubMed finds; next time what is new or revised.",
    "import": "Read files of PubMed XML or MEDLINE text.",
    "add": "Bring in single articles by PMID or DOI.",
    "search": "Find records by words, design:, n:, followup: and more.",
    "show": "One record, with the quotes marked in its abstract.",
    "why": "Why a value, or none: its quotes, and what was passed over.",
    "studies": "Reports of one trial together.",
    "changes": "What is new, revised, retracted, retagged or dropped.",
    "correct": "Put your value over the machine's: a value, none (NR) or NA.",
    "confirm": "Say that a value is right.",
    "withdraw": "Take your own word back.",
    "screen": "Say of one record after another whether it belongs.",
    "include": "Say that records belong to the review.",
    "exclude": "Leave records out of the review, with a reason.",
    "corrections": "Hand corrections to colleagues, and take theirs in.",
    "export": "Write an evidence table: xlsx, csv, docx, md, ris and more.",
    "report": "A web page that opens from disk: table, map, plots, PRISMA.",
    "serve": "The store in a browser, read-only, in Datasette.",
    "tag": "Tag JSON lines without a store, or the store again.",
    "rules": "List the rules, each with examples; your own too.",
    "evaluate": "Hold the taggers against your own labels.",
    "registry": "Ask ClinicalTrials.gov about the trials that records name.",
    "verify": "Check every quote, every choice and every pull.",
    "rebuild": "Read every record again from what was kept, and tag it.",
    "status": "What is in the store, and how PubMed understood searches.",
    "doctor": "What is wrong with the set-up, and what to do.",
    "completion": "Let bash, zsh or fish complete verbs and search fields.",
}
"""What a verb does, in a line that a window of 80 has room for; its own help says more."""
KEEPING: Final = frozenset(["demo", "pull", "import", "add", "tag", "rebuild", "registry", "screen"])
"""The verbs that keep what they have done when they are interrupted; all others do all or nothing."""
HELP_NAMES: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class PipeClosed(Exception):  # noqa: N818 - it is not an error
    """The reader of stdout went away; click would make it an error of its own."""


class Verbs(click.Group):
    """A group that imports a verb's module when the verb is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in the order of the story and not of the alphabet."""
        del ctx
        return list(VERBS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs; none of their modules is loaded for it."""
        del ctx
        with formatter.section("Verbs (`evidence help VERB` has examples)"):
            formatter.write_dl([(verb, ABOUT[verb]) for verb in VERBS])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; `evidence help VERB` is the help of a verb."""
        return super().parse_args(ctx, [*args[1:], "--help"] if args[:1] == ["help"] else args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does; a verb that there is not is told with the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from evidence.cli.usage import Wrong, no_such_verb

            raise Wrong(no_such_verb(args[0], list(VERBS)), ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, None where there is none."""
        del ctx
        if cmd_name not in VERBS:
            return None
        module = import_module(f"evidence.cli.{VERBS[cmd_name]}")
        command = getattr(module, f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None


def show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    """Print the version and end."""
    if value:
        from evidence.version import version

        click.echo(f"evidence {version()}")
        ctx.exit()


def help_of(doc: str | None) -> str:
    """A raw docstring as click wants it: its mark for lines that are not to be joined is a real backspace."""
    return cleandoc(doc or "").replace("\\b\n", "\b\n")


@click.group(cls=Verbs, context_settings=HELP_NAMES)
@click.option("--db", type=click.Path(path_type=Path), help="The database (else EVIDENCE_DB, else ./evidence.db).")
@click.option("--quiet", is_flag=True, help="No progress and no notes on stderr.")
@click.option(
    "--version", is_flag=True, callback=show_version, expose_value=False, is_eager=True, help="Show the version."
)
@click.pass_context
def app(ctx: click.Context, db: Path | None, quiet: bool) -> None:
    r"""PubMed in, checkable evidence tables out.

    Each study's design, sample size and follow-up, with the words it was read from.

    \b
    Begin with:  evidence demo            the whole job, offline, with the starter set
    Then:        evidence pull            the real thing: PubMed into evidence.db
                 evidence search --fields             what can be searched
                 evidence search "bone marrow" design:rct "n:>=50"
                 evidence why 22814142 n          rule and quotes; where none: what was passed over
                 evidence correct 22814142 n 117 --because "one withdrew"     (none and NA, too)
                 evidence export -o table.xlsx
    """
    ctx.obj = {"db": db, "quiet": quiet}


app.help = help_of(app.callback.__doc__)

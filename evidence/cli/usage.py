"""What was wrong with what was typed, in one line that says what to write; and whole numbers that say so. Pure."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import click

from evidence.cli.options_meant import verbs_with
from evidence.shown import first_of

if TYPE_CHECKING:
    _Integer = click.ParamType[int]
else:  # click 8.3 has no type arguments for it when it runs
    _Integer = click.ParamType

# What other programs call a verb of ours.
_CALLED: Final = {
    "find": "search", "query": "search", "list": "search", "ls": "search", "get": "show", "open": "show",
    "fetch": "pull", "update": "pull", "download": "pull", "init": "demo", "edit": "correct", "fix": "correct",
    "undo": "withdraw", "explain": "why", "save": "export", "write": "export", "table": "export", "check": "verify",
    "info": "status", "stats": "status", "retag": "tag", "web": "serve", "trials": "registry",
}  # fmt: skip

_MANY: Final = 10**6  # an upper end that nobody needs to be told


class Wrong(click.BadParameter):
    """A value that is wrong, told in a sentence of its own."""

    def format_message(self) -> str:
        """The sentence alone: it names what it speaks of."""
        return self.message


class Whole(_Integer):
    """A whole number from `low` to `high`."""

    name = "integer"

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number.

        Raises:
            Wrong: it is none, or out of range.
        """
        number = _number(str(value))
        if number is None or not self.low <= number <= self.high:
            name = self.of(param)
            raise Wrong(f"{name} {str(value)!r} can't be read: write {self.takes}", ctx, param)
        return number

    def of(self, param: click.Parameter | None) -> str:
        """The option's name."""
        return max(param.opts, key=len) if param else "number"

    @property
    def takes(self) -> str:
        """What to write."""
        return "a whole number " + (f"from {self.low} to {self.high}" if self.high < _MANY else "above 0")


class HowMany(Whole):
    """How many rows: a whole number above 0, or `all`."""

    name = "n"

    def __init__(self) -> None:
        super().__init__(1, 1000 * _MANY)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; of `all` the highest.

        Raises:
            Wrong: it is neither.
        """
        return self.high if str(value).strip().lower() == "all" else super().convert(value, param, ctx)

    def of(self, param: click.Parameter | None) -> str:
        """The option's short name."""
        del param
        return "-k"

    @property
    def takes(self) -> str:
        """What to write."""
        return "-k 50, or -k all"


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def told(error: click.ClickException) -> str:
    """A usage error in one line: what is wrong, and what to write."""
    said = " ".join(error.format_message().split())
    ctx = getattr(error, "ctx", None)
    if isinstance(error, click.BadOptionUsage) and error.option_name in {"-k", "--limit"} and "requires" in said:
        return "-k says how many, and here it does not: write -k 50, or -k all"
    if not isinstance(ctx, click.Context) or isinstance(error, Wrong):
        return said
    if isinstance(error, click.MissingParameter) and error.param is not None:
        write = example(ctx) or f"{ctx.command_path} -h"
        return f"`{ctx.command_path}` lacks {_called(error.param, ctx)}: write {write}"
    if isinstance(error, click.NoSuchOption):
        if verbs := verbs_with(error.option_name, ctx):
            said += f" {error.option_name} is an option of {first_of(verbs, 3)}."
        return f"{said} `{ctx.command_path} -h` lists the options"
    return f"{said.rstrip('.')} (`{ctx.command_path} -h` has examples)"


def _called(param: click.Parameter, ctx: click.Context) -> str:
    if isinstance(param, click.Option):
        return " or ".join(param.opts)
    return param.make_metavar(ctx).strip("[].")


def example(ctx: click.Context) -> str:
    """The first example of a verb's help, without the note behind it; "" where there is none."""
    lines = (ctx.command.help or "").partition("\b\n")[2].splitlines()
    return next((line.partition("  #")[0].strip() for line in lines if f"{ctx.command_path} " in line), "")


def no_such_verb(name: str, verbs: list[str]) -> str:
    """One line on a verb that there is not: the nearest, or what it is called here."""
    near = get_close_matches(name.lower(), verbs, n=1, cutoff=0.6)
    meant = _CALLED.get(name.lower()) or (near[0] if near else "")
    did_you = f"; did you mean `evidence {meant}`?" if meant else ""
    return f"no verb {name!r}{did_you}: `evidence -h` lists all"

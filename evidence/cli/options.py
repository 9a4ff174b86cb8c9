"""What every verb takes: the database, quietness; and the tracker that they open."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import update_wrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from evidence.cli.app import HELP_NAMES, KEEPING, PipeClosed, help_of, show_version
from evidence.cli.arguments import Verb
from evidence.cli.signals import Ended
from evidence.places import here, is_there
from evidence.settings import Settings, settings

if TYPE_CHECKING:
    from evidence.tagging import Tagging
    from evidence.tracker import Tracker

RULES = click.option(
    "--rules",
    type=click.Path(path_type=Path),
    help="A TOML file with rules of your own (else `rules` of evidence.toml).",
)
"""The option of every verb that tags."""


@dataclass(frozen=True, slots=True)
class Run:
    """How this run was asked for: the settings, and whether to stay quiet."""

    settings: Settings
    quiet: bool

    def tracker(
        self, *, create: bool = False, topic: str | None = None, tagging: Tagging | None = None, renews: bool = False
    ) -> Tracker:
        """The store as a tracker; `create` makes it where there is none.

        It is told where a rebuild was broken off, but to the verb that `renews` all records itself.

        Raises:
            BadInput: there is no database, and the verb only reads.
        """
        from evidence.cli.screen import say
        from evidence.tracker import Tracker

        tracker = Tracker.open(
            self.settings.db,
            topic=self.settings.topic if topic is None else topic,
            create=create,
            tagging=tagging or self.tagging(),
        )
        if path := tracker.outdated_topic:
            say(
                f"{path} has changed since this store took it in; `evidence pull --topic {path}`, or `evidence import`"
                " with it, takes in the new one",
                quiet=self.quiet,
            )
        for renewal in () if renews else tracker.unfinished:
            say(str(renewal), quiet=self.quiet)
        return tracker

    def tagging(self, processes: int = 1, *, rules_only: bool = False, rules: Path | None = None) -> Tagging:
        """How to tag: with the rules of one's own that were given, else with those of evidence.toml."""
        from evidence.tagging import Tagging

        return Tagging(processes, rules_only, rules or self.settings.rules)

    def who(self, by: str | None) -> str:
        """Who says so: as typed, else as set, else the name of the account, which not every shell has in USER."""
        if name := by or self.settings.by:
            return name
        from getpass import getuser

        try:
            return getuser()
        except (ImportError, KeyError, OSError):  # an account without a name, as in some containers
            return ""

    @contextmanager
    def scratch(self, *, topic: str | None = None, tagging: Tagging | None = None) -> Iterator[Tracker]:
        """The store where there is one, else an empty one that is gone afterwards: for what only asks."""
        if is_there(self.settings.db):
            with self.tracker(topic=topic, tagging=tagging) as tracker:
                yield tracker
            return
        with TemporaryDirectory() as folder:
            elsewhere = replace(self, settings=replace(self.settings, db=Path(folder) / "evidence.db"))
            with elsewhere.tracker(create=True, topic=topic, tagging=tagging) as tracker:
                yield tracker


def verb(
    name: str, cls: type[click.Command] = Verb, **attributes: Any
) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with --db and --quiet; its function gets a `Run` first. Its docstring ends in an example."""

    def make(function: Callable[..., Any]) -> click.Command:
        def call(db_: Path | None, quiet_: bool, **arguments: Any) -> Any:
            given: dict[str, Any] = click.get_current_context().find_root().obj or {}
            chosen = settings(os.environ, here(), db=db_ or given.get("db"))
            try:
                status = function(Run(chosen, quiet_ or bool(given.get("quiet"))), **arguments)
                sys.stdout.flush()
            except BrokenPipeError:
                raise PipeClosed from None
            except (KeyboardInterrupt, Ended) as stopped:
                stopped.add_note("what was done is kept" if name in KEEPING else "nothing was changed")
                raise
            return status

        attributes.setdefault("help", help_of(function.__doc__))
        wrapped: Callable[..., Any] = update_wrapper(call, function)  # brings the function's own options along
        options: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
            click.option("--quiet", "quiet_", is_flag=True, help="No progress and no notes on stderr."),
            click.option("--db", "db_", type=click.Path(path_type=Path), help="The database to use."),
            click.option(
                "--version", is_flag=True, callback=show_version, expose_value=False, is_eager=True, hidden=True
            ),
        )
        for option in options:
            wrapped = option(wrapped)
        decorate: Callable[[Callable[..., Any]], click.Command] = click.command(
            name, cls=cls, context_settings=HELP_NAMES, **attributes
        )
        return decorate(wrapped)

    return make

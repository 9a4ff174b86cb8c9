"""What every verb takes: the database, quietness; and the tracker that they open."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence.cli.app import HELP_NAMES, PipeClosed
from evidence.settings import Settings, settings

if TYPE_CHECKING:
    from evidence.tagging import Tagging
    from evidence.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Run:
    """How this run was asked for: the settings, and whether to stay quiet."""

    settings: Settings
    quiet: bool

    def tracker(self, *, create: bool = False, topic: str | None = None, tagging: Tagging | None = None) -> Tracker:
        """The store as a tracker; `create` makes it where there is none.

        Raises:
            BadInput: there is no database, and the verb only reads.
        """
        from evidence.tracker import Tracker

        return Tracker.open(self.settings.db, topic=topic or self.settings.topic, create=create, tagging=tagging)


def verb(name: str, **attributes: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with --db and --quiet; its function gets a `Run` first. Its docstring ends in an example."""

    def make(function: Callable[..., Any]) -> click.Command:
        def call(db_: Path | None, quiet_: bool, **arguments: Any) -> Any:
            given: dict[str, Any] = click.get_current_context().find_root().obj or {}
            chosen = settings(os.environ, Path.cwd(), db=db_ or given.get("db"))
            try:
                status = function(Run(chosen, quiet_ or bool(given.get("quiet"))), **arguments)
                sys.stdout.flush()
            except BrokenPipeError:
                raise PipeClosed from None
            return status

        wrapped: Callable[..., Any] = update_wrapper(call, function)  # brings the function's own options along
        options: tuple[Callable[[Callable[..., Any]], Callable[..., Any]], ...] = (
            click.option("--quiet", "quiet_", is_flag=True, help="No progress and no notes on stderr."),
            click.option("--db", "db_", type=click.Path(path_type=Path), help="The database to use."),
        )
        for option in options:
            wrapped = option(wrapped)
        decorate: Callable[[Callable[..., Any]], click.Command] = click.command(
            name, cls=click.Command, context_settings=HELP_NAMES, **attributes
        )
        return decorate(wrapped)

    return make


__all__ = ["Run", "verb"]

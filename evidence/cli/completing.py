"""What a shell may complete behind an option: orders, formats, columns, topics, kept searches. Reads the store."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from evidence.settings import Settings


def settings_typed(ctx: click.Context) -> Settings:
    """The settings of a line that is still being typed, its `--db` among them.

    Raises:
        BadInput: evidence.toml can't be read.
    """
    from evidence.places import here
    from evidence.settings import settings

    return settings(os.environ, here(), db=ctx.params.get("db_") or ctx.find_root().params.get("db"))


def orders(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What `--sort` takes."""
    from click.shell_completion import CompletionItem

    from evidence.store.search_order import ORDERS

    return [CompletionItem(name) for name in ORDERS if name.startswith(incomplete.lower())]


def formats(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What `--format` takes."""
    from click.shell_completion import CompletionItem

    from evidence.tables.formats import names

    return [CompletionItem(name) for name in names() if name.startswith(incomplete.lower())]


def columns(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What `--columns` takes, after the last comma."""
    from click.shell_completion import CompletionItem

    from evidence.tables.columns import COLUMNS

    before, comma, last = incomplete.rpartition(",")
    return [CompletionItem(before + comma + name) for name in COLUMNS if name.startswith(last.lower())]


def topics(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What `--topic` takes: the shipped ones, and files."""
    from click.shell_completion import CompletionItem

    from evidence.topics import shipped

    names = [CompletionItem(name, help="shipped") for name in shipped() if name.startswith(incomplete)]
    return [CompletionItem(incomplete, type="file"), *names]  # in this order: at a file bash forgets those before


def kept_searches(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What `--saved` takes: the names in the store, and the word that lists them."""
    from click.shell_completion import CompletionItem

    from evidence.errors import EvidenceError
    from evidence.store.opening import plainly
    from evidence.store.saved import saved_searches
    from evidence.store.store import Store

    try:
        db = settings_typed(ctx).db
        with plainly(db), Store.open(db, read_only=True) as store:
            found = [(one.name, one.query) for one in saved_searches(store.db)]
    except EvidenceError:  # a shell waits for words, not for what is wrong
        found = []
    told = [*found, ("list", "names them all")]
    return [CompletionItem(name, help=about) for name, about in told if name.startswith(incomplete)]

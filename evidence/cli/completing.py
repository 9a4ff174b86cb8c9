"""What a shell may complete behind an option: orders, formats, columns. Touches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


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

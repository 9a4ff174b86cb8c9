"""What was nearly meant by an option of one letter that a verb does not have. Touches nothing."""

from __future__ import annotations

from typing import Final

import click

# What other programs call it (`head -n`, `git log -n`), where a letter of ours is meant.
_ELSEWHERE: Final = {"-n": "-k", "-l": "-k", "-K": "-k"}


def no_such_letter(option: str, ctx: click.Context) -> str:
    """One line on an option such as "-c": that there is none, what is near, which verb has it, how it is a word.

    Args:
        option: a hyphen and one letter or digit.
        ctx: of the verb that was typed.
    """
    own = [opt for param in ctx.command.get_params(ctx) for opt in param.opts]
    meant = _ELSEWHERE.get(option)
    near = [meant] if meant in own else [opt for opt in own if opt.startswith(f"-{option}")]
    told = f"No such option {option!r}."
    if near:
        told += f" Did you mean {' or '.join(map(repr, near))}?"
    for wanted in filter(None, (option, meant)):
        if wanted not in own and (verbs := verbs_with(wanted, ctx)):
            told += f" {wanted} is an option of {', '.join(verbs)}."
    return f"{told} To leave out a word of one letter or digit, quote it twice: '-\"{option[1:]}\"'"


def verbs_with(option: str, ctx: click.Context) -> list[str]:
    """The other verbs that have such an option."""
    group = ctx.find_root().command
    if not isinstance(group, click.Group):
        return []
    commands = ((name, group.get_command(ctx, name)) for name in group.list_commands(ctx))
    return [
        f"`evidence {name}`"
        for name, command in commands
        if command is not None and any(option in param.opts for param in command.params)
    ]

"""Why there is no value, as people read it at a terminal or in a pipe: branches of the tree of `why`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from evidence.cli.quoted import quoted
from evidence.findings import Reading, Seen, Silence
from evidence.wire import quote_to_json

if TYPE_CHECKING:
    from rich.tree import Tree

_MOST: Final = 24  # shown; JSON has them all
_READ_BEFORE: Final = "rules of an earlier day read none; `evidence tag --all` reads it with those of today"


def add_why_none(branch: Tree, silence: Silence | None) -> None:
    """Why none of what was seen was taken; nothing where the machine read a value, or has not read yet."""
    from rich.text import Text

    if silence is not None:
        branch.add(Text(f"why none: {silence.why or _READ_BEFORE}"))


def add_seen(tree: Tree, silence: Silence | None, reading: Reading) -> None:
    """What was seen beside the candidates of a reading and passed over, each with what it was taken for."""
    from rich.text import Text

    if silence is None:
        return
    if not silence.seen and not silence.others:
        if not reading.candidates:
            tree.add(Text("nothing was seen that could be one"))
        return
    branch = tree.add(Text("seen and passed over", style="bold"))
    _add_each(branch, silence.seen)
    if silence.others:
        many = len(silence.others)
        head = f"{many} {'number that counts' if many == 1 else 'numbers that count'} nobody"
        _add_each(branch.add(Text(head, style="dim")) if silence.seen else branch, silence.others)


def _add_each(branch: Tree, seen: Sequence[Seen]) -> None:
    """Words with what they were taken for, two dozen at most; then how many more there are."""
    from rich.text import Text

    for one in seen[:_MOST]:
        branch.add(quoted(one.quote, f"  {one.why}"))
    if len(seen) > _MOST:
        branch.add(Text(f"and {len(seen) - _MOST} more; --json has them all", style="dim"))


def silence_to_json(silence: Silence | None) -> dict[str, Any]:
    """The same as JSON; nothing was passed over where the machine read a value."""
    return {
        "why_none": silence.why if silence else None,
        "passed_over": _each_to_json(silence.seen) if silence else [],
        "other_numbers": len(silence.others) if silence else 0,
        "numbers_of_nobody": _each_to_json(silence.others) if silence else [],
    }


def _each_to_json(seen: Sequence[Seen]) -> list[dict[str, Any]]:
    return [quote_to_json(one.quote) | {"why": one.why} for one in seen]

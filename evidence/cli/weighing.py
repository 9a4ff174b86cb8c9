"""What was weighed for and against a choice, as people read it: a branch of the tree of `why`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from evidence.findings import Reason
from evidence.sanitize import plain_text

if TYPE_CHECKING:
    from rich.tree import Tree

_MOST: Final = 6  # shown; JSON has them all


def add_weighed(branch: Tree, reasons: Sequence[Reason]) -> None:
    """The heaviest of what spoke for a choice (green) and against it (red); nothing where nothing was weighed."""
    from rich.text import Text

    if not reasons:
        return
    some = branch.add(Text("what weighed most, for it (+) and against it (-)", style="dim"))
    for one in reasons[:_MOST]:
        style = "green" if one.weight > 0 else "red"
        some.add(Text.assemble((f"{one.weight:+.2f}", style), (f"  {plain_text(one.what)}", "dim")))


def reasons_to_json(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    """The same as JSON."""
    return [{"what": one.what, "weight": round(one.weight, 2)} for one in reasons]

"""The attributes of a design with the words they were read from: a branch of the tree of `why`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evidence.cli.quoted import quoted
from evidence.findings import Attribute
from evidence.in_words import attribute_in_words
from evidence.sanitize import plain_text
from evidence.wire import quote_to_json

if TYPE_CHECKING:
    from rich.tree import Tree


def add_attributes(branch: Tree, attributes: Sequence[Attribute]) -> None:
    """Each attribute with its words, or with why it has none; nothing where there are no attributes."""
    from rich.text import Text

    if not attributes:
        return
    some = branch.add(Text("where its attributes were read", style="dim"))
    for one in attributes:
        leaf = Text(plain_text(attribute_in_words(one.name, one.value)))
        for quote in one.quotes:
            leaf.append("  ").append_text(quoted(quote))
        if one.because:
            leaf.append(f"  {one.because}", style="dim")
        some.add(leaf)


def attributes_to_json(attributes: Sequence[Attribute]) -> list[dict[str, Any]]:
    """The same as JSON; `because` says why there are no words, and is null where there are."""
    return [
        {
            "name": one.name,
            "value": one.value,
            "quotes": [quote_to_json(quote) for quote in one.quotes],
            "because": one.because,
        }
        for one in attributes
    ]

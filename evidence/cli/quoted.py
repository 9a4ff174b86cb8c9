"""A quote as people read it: its words, and where they stand. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.sanitize import plain_text

if TYPE_CHECKING:
    from rich.text import Text

    from evidence.records import Quote


def quoted(quote: Quote, about: str = "") -> Text:
    """The words, what is said `about` them, and their passage with the offsets of the first and the last."""
    from rich.text import Text

    words, place = f"“{plain_text(quote.text)}”", f"  {quote.passage} {quote.start}-{quote.end}"
    return Text.assemble((words, "italic"), about, (place, "dim"))

"""Text made safe for LaTeX and BibTeX. Touches nothing."""

from __future__ import annotations

import re
from typing import Final

from evidence.sanitize import plain_text

_WHITE: Final = re.compile(r"\s+")
# Braces as words, since BibTeX counts a brace even behind a backslash.
_SPECIAL: Final = {
    ord("\\"): r"\textbackslash{}", ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}",
    ord("~"): r"\textasciitilde{}", ord("^"): r"\textasciicircum{}", ord("<"): r"\textless{}",
    ord(">"): r"\textgreater{}", ord("|"): r"\textbar{}", ord('"'): r"\textquotedbl{}",
    **{ord(letter): f"\\{letter}" for letter in "$&#%_"},
}  # fmt: skip


def latex(text: str) -> str:
    """Text on one line in which LaTeX finds no command; letters beyond ASCII stay as they are (UTF-8)."""
    return latex_piece(text).strip()


def latex_piece(text: str) -> str:
    """A piece of such a text, whose ends are kept."""
    return _WHITE.sub(" ", plain_text(text)).translate(_SPECIAL)


def latex_url(url: str) -> str:
    """An address for `href`, in which a few characters are commands."""
    return "".join(f"\\{letter}" if letter in "%#&_$" else letter for letter in url if letter not in "{}\\^~ ")

"""Text folded one character to one character, so that offsets stay. Touches nothing."""

from __future__ import annotations

from typing import Final

_SPACES: Final = (
    "\t\n\r\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_HYPHENS: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_WIDE: Final = "()[]<>,;:%=.+/0123456789"  # of twice the width in journals of East Asia
_PLAIN: Final = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys("\u2018\u2019\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201f\u2033", '"'),
    **{chr(ord(plain) + 0xFEE0): plain for plain in _WIDE},
}
_PLAIN_ASCII: Final = {odd: plain for odd, plain in _PLAIN.items() if odd.isascii()}


def fold(text: str) -> str:
    """Lower case, plain spaces, hyphens and quotes, character for character: `len(fold(text)) == len(text)`.

    `str.lower` alone would lengthen a few letters (a capital I with a dot), which are left as they are.
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    # Most of them are in no text: to look for each by itself takes less than half of what a pattern for all does.
    for odd, plain in (_PLAIN_ASCII if text.isascii() else _PLAIN).items():
        if odd in folded:
            folded = folded.replace(odd, plain)
    return folded


def one_byte(text: str) -> bytes:
    """The text in bytes, one a character, for searches that would else count characters anew each time.

    What Latin 1 lacks is a question mark.
    """
    return text.encode("latin-1", "replace")

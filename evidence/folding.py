"""Text folded one character to one character, so that offsets stay. Touches nothing."""

from __future__ import annotations

from typing import Final

_FOLD: Final = {
    **{upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)},
    **dict.fromkeys(
        map(
            ord,
            "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
        ),
        ord(" "),
    ),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), ord("-")),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201b\u2032"), ord("'")),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201f\u2033"), ord('"')),
    ord("\uff1d"): ord("="),
}


def fold(text: str) -> str:
    """Lower ASCII case, plain spaces, hyphens and quotes, character for character (`str.lower` would shift offsets)."""
    return text.translate(_FOLD)

"""Whether a text holds one of some words: the gate before a pattern, which costs ten times as much. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether any of some words stands in a text, as a piece of a word too.

    A loop, since `any` takes longer: 0.39 µs for five words that are not there, where a generator takes 0.8 and a list
    0.53 (Python 3.11); compiled it is a loop over C strings.
    """
    for word in words:  # noqa: SIM110 - see above
        if word in text:
            return True
    return False

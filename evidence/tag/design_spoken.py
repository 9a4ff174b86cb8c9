"""The words that a pattern finds in sentences with some cue: what no list of phrases can tell a rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from evidence.records import Quote
from evidence.tag.design_signs import OWN, Signs


def told(signs: Signs, gates: tuple[str, ...], search: Callable[[str], re.Match[str] | None]) -> Quote | None:
    """The first words that a search finds in a sentence about the study itself that has a cue of one of some signs.

    Args:
        signs: of the record.
        gates: the signs; no other sentence is searched, and each of these once, which keeps it cheap.
        search: of a pattern or of several, on folded text.
    """
    for number, shown in enumerate(signs.by_sentence):
        if signs.zone_of[number] in OWN and not shown.isdisjoint(gates):
            sentence = signs.sentences[number]
            if found := search(sentence.folded):
                return sentence.quote(*found.span())
    return None

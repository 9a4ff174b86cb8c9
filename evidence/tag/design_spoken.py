"""The words that a pattern finds in sentences with some cue: what no list of phrases can tell a rule. Pure."""

from __future__ import annotations

import re

from evidence.records import Quote
from evidence.tag.design_signs import OWN, Signs


def told(signs: Signs, gates: tuple[str, ...], pattern: re.Pattern[str]) -> Quote | None:
    """The first words of a pattern in a sentence about the study itself that has a cue of one of some signs.

    Args:
        signs: of the record.
        gates: the signs; the pattern is looked for in no other sentence, and in each once, which keeps it cheap.
        pattern: on folded text.
    """
    for number, shown in enumerate(signs.by_sentence):
        if signs.zone_of[number] in OWN and not shown.isdisjoint(gates):
            sentence = signs.sentences[number]
            if found := pattern.search(sentence.folded):
                return sentence.quote(*found.span())
    return None
